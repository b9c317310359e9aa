//! What is kept of the stock and of the days is what their events make it, at any moment, however they came.

use crate::harness::{Database, Shop, seal_key};
use crate::truth::{attempts, histories, until};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Numeric, Text, Timestamptz};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl};
use hello::shop::{CustomerId, Event, EventId, Recorded};
use hello::store::When;
use hello::store::log::insert::insert;
use hello::store::state::figures::Trade;
use hello::store::state::{figures, projection, snapshot, takings};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashSet};

/// How many pets of a status there were, and what they cost together.
type Stock = BTreeMap<String, (i64, Decimal)>;

/// A shop of many stories, in no order: each begins at the same moment, whenever it is recorded.
struct Stories {
    runner: TestRunner,
    known: Vec<Vec<Recorded>>,
}

impl Stories {
    fn new() -> Self {
        Self { runner: TestRunner::new(Config { failure_persistence: None, ..Config::default() }), known: Vec::new() }
    }

    fn invent(&mut self, conn: &mut PgConnection) -> Vec<Vec<Recorded>> {
        let customer = CustomerId("01900000-0000-4000-8000-000000000001".parse().unwrap());
        conn.batch_execute(&format!("INSERT INTO customers (id, name) VALUES ('{customer}', 'Mrs Lang') ON CONFLICT DO NOTHING")).unwrap();
        let tried = attempts().new_tree(&mut self.runner).unwrap().current();
        histories(&tried, customer)
    }

    fn record(&mut self, conn: &mut PgConnection, stories: Vec<Vec<Recorded>>) {
        for events in stories {
            conn.transaction(|conn| insert(conn, &events)).unwrap();
            self.known.push(events);
        }
    }

    /// Records stories until there are so many events more.
    fn grow(&mut self, conn: &mut PgConnection, events: usize) {
        let enough = self.moments().len() + events;
        while self.moments().len() < enough {
            let stories = self.invent(conn);
            self.record(conn, stories);
        }
    }

    fn moments(&self) -> Vec<DateTime<Utc>> {
        let mut moments: Vec<_> = self.known.iter().flatten().map(|event| event.created_at).collect();
        moments.sort();
        moments
    }

    /// The figures of some days, as they counted at a moment.
    fn trade(&self, moment: DateTime<Utc>, from: NaiveDate, to: NaiveDate) -> Trade {
        let mut trade = Trade { sold: 0, takings: Decimal::ZERO, returned: 0, refunds: Decimal::ZERO, born: 0 };
        let recorded = || self.known.iter().flatten().filter(|event| event.created_at <= moment);
        let taken_back: HashSet<EventId> = recorded()
            .filter_map(|event| match &event.event {
                Event::Retracted(retracted) => Some(retracted.retracted_event_id),
                _ => None,
            })
            .collect();
        for event in recorded().filter(|event| (from..=to).contains(&event.occurred_on) && !taken_back.contains(&event.id)) {
            match &event.event {
                Event::Sold(sold) => (trade.sold, trade.takings) = (trade.sold + 1, trade.takings + sold.sale_price.amount()),
                Event::Returned(back) => (trade.returned, trade.refunds) = (trade.returned + 1, trade.refunds + back.refund.amount()),
                Event::Born(_) => trade.born += 1,
                _ => {}
            }
        }
        trade
    }

    fn stock(&self, moment: DateTime<Utc>) -> Stock {
        let mut stock = Stock::new();
        for pet in self.known.iter().filter_map(|events| until(events, moment)) {
            let (pets, value) = stock.entry(pet.status.name().to_owned()).or_default();
            *pets += 1;
            *value += pet.price.amount();
        }
        stock
    }
}

#[derive(QueryableByName)]
struct KeptMoment {
    #[diesel(sql_type = Timestamptz)]
    moment: DateTime<Utc>,
    #[diesel(sql_type = BigInt)]
    events: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = BigInt)]
    pets: i64,
    #[diesel(sql_type = Numeric)]
    value: Decimal,
}

/// Keeps a moment every so many events, also where the step was so small that one is kept of all of it.
fn refresh(conn: &mut PgConnection, every: u32) {
    let newest = kept_moments(conn).last().map_or(DateTime::UNIX_EPOCH, |kept| kept.moment);
    snapshot::refresh(conn, seal_key(), None).unwrap();
    diesel::sql_query("DELETE FROM stock_moments WHERE moment > $1").bind::<Timestamptz, _>(newest).execute(conn).unwrap();
    conn.batch_execute(&format!("SELECT keep_totals({every})")).unwrap();
}

fn kept_moments(conn: &mut PgConnection) -> Vec<KeptMoment> {
    diesel::sql_query("SELECT moment, events FROM stock_moments ORDER BY moment").load(conn).unwrap()
}

/// Each kept moment has the stock that replay finds, and the number of events that there were.
fn all_are_true(conn: &mut PgConnection, stories: &Stories, every: i64) {
    let kept = kept_moments(conn);
    let moments = stories.moments();
    let mut before = 0;
    for KeptMoment { moment, events } in kept {
        let lines: Vec<Line> = diesel::sql_query("SELECT status, pets, value FROM stock_totals WHERE moment = $1")
            .bind::<Timestamptz, _>(moment)
            .load(conn)
            .unwrap();
        let kept: Stock = lines.into_iter().map(|line| (line.status, (line.pets, line.value))).collect();
        assert_eq!(kept, stories.stock(moment), "the stock at {moment}");
        assert_eq!(events, i64::try_from(moments.partition_point(|at| *at <= moment)).unwrap(), "the events until {moment}");
        assert!(moments.binary_search(&moment).is_ok(), "an event was recorded at {moment}");
        assert!(events - before >= every.min(2), "they are some events apart");
        before = events;
    }
    assert!(i64::try_from(moments.len()).unwrap() - before < 2 * every, "none is missing at the end");
}

/// What the first page says about a moment.
fn shown(conn: &mut PgConnection, moment: DateTime<Utc>) -> Stock {
    let position = projection::position(conn).unwrap();
    let found = figures::stock(conn, When::At(moment), &position).unwrap();
    let value = found.iter().map(|kind| kind.value).sum::<Decimal>();
    let counts = |of: fn(&figures::Stock) -> i64| found.iter().map(of).sum::<i64>();
    let all = [("available", counts(|kind| kind.available)), ("lost", counts(|kind| kind.lost)), ("sold", counts(|kind| kind.sold))];
    all.into_iter()
        .filter(|(_, pets)| *pets > 0)
        .map(|(status, pets)| (status.to_owned(), (pets, if status == "available" { value } else { Decimal::ZERO })))
        .collect()
}

/// Only of those in the store is it said what they cost.
fn expected(stories: &Stories, moment: DateTime<Utc>) -> Stock {
    let worth = |status: &str, value| if status == "available" { value } else { Decimal::ZERO };
    stories.stock(moment).into_iter().map(|(status, (pets, value))| (status.clone(), (pets, worth(&status, value)))).collect()
}

#[test]
fn a_kept_stock_is_the_stock_of_its_moment_whatever_was_recorded_later_about_earlier() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let mut stories = Stories::new();
    for every in [7, 7, 30, 1] {
        stories.grow(&mut conn, 90);
        let somewhere = stories.moments()[stories.moments().len() / 2];
        assert_eq!(shown(&mut conn, somewhere), expected(&stories, somewhere), "before the refresh");
        refresh(&mut conn, every);
        all_are_true(&mut conn, &stories, every.into());
        for moment in stories.moments().into_iter().step_by(97) {
            assert_eq!(shown(&mut conn, moment), expected(&stories, moment));
            let just_before = moment - TimeDelta::microseconds(1);
            assert_eq!(shown(&mut conn, just_before), expected(&stories, just_before));
        }
    }
    assert!(kept_moments(&mut conn).len() > 50);
}

#[test]
fn small_steps_keep_the_stock_of_their_newest_event_once_a_hundred_have_come() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let mut stories = Stories::new();
    let mut most = 0;
    for pets in [3, 40, 1, 200, 25, 2, 90] {
        stories.grow(&mut conn, pets);
        snapshot::refresh(&mut conn, seal_key(), None).unwrap();
        let (kept, happened) = (kept_moments(&mut conn), stories.moments());
        let left = happened.len() - kept.last().map_or(0, |kept| usize::try_from(kept.events).unwrap());
        assert!(left < 100, "{left} are in no stock that is kept");
        all_are_true(&mut conn, &stories, 100);
        most = most.max(kept.len());
    }
    assert!(most > 0, "what was recorded about earlier days drops later moments, and yet some were kept");
}

#[test]
fn the_refresh_keeps_one_every_hundred_events_and_leaves_them_where_nothing_came_late() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let mut stories = Stories::new();
    stories.grow(&mut conn, 1_100);
    snapshot::refresh(&mut conn, seal_key(), None).unwrap();
    let counted = |conn: &mut PgConnection| kept_moments(conn).iter().map(|one| one.events).collect::<Vec<_>>();
    let kept = counted(&mut conn);
    assert!(matches!(kept[..], [100..110, 200..210, 300..310, 400..410, ..]), "{kept:?}");
    assert!(kept.len() > 9, "{kept:?}");
    all_are_true(&mut conn, &stories, 100);
    let made_by = |conn: &mut PgConnection| {
        let query = diesel::sql_query("SELECT moment, xmin::text::bigint AS events FROM stock_moments ORDER BY moment");
        query.load::<KeptMoment>(conn).unwrap().iter().map(|one| one.events).collect::<Vec<_>>()
    };
    let transactions = made_by(&mut conn);
    snapshot::refresh(&mut conn, seal_key(), None).unwrap();
    assert_eq!((counted(&mut conn), made_by(&mut conn)), (kept, transactions), "they were not made again");
}

#[test]
fn what_commits_late_is_in_the_stock_of_then_before_the_next_refresh_and_after_it() {
    let database = Database::migrated();
    let (mut conn, mut late) = (database.connect(), database.connect());
    let mut stories = Stories::new();
    stories.grow(&mut conn, 60);
    let slow = stories.invent(&mut conn);
    late.batch_execute("BEGIN").unwrap();
    for events in &slow {
        insert(&mut late, events).unwrap();
    }
    refresh(&mut conn, 5);
    all_are_true(&mut conn, &stories, 5);
    late.batch_execute("COMMIT").unwrap();
    stories.known.extend(slow);
    let moments = stories.moments();
    for moment in moments.iter().copied().step_by(11) {
        assert_eq!(shown(&mut conn, moment), expected(&stories, moment), "before the next refresh");
    }
    refresh(&mut conn, 5);
    all_are_true(&mut conn, &stories, 5);
    for moment in moments.into_iter().step_by(11) {
        assert_eq!(shown(&mut conn, moment), expected(&stories, moment), "after it");
    }
}

/// At many moments, on whose days as between them, the figures of some days are those of their events.
fn days_are_true(conn: &mut PgConnection, stories: &Stories, when: &str) {
    let days: Vec<NaiveDate> = stories.known.iter().flatten().map(|event| event.occurred_on).collect();
    let (first, last) = (*days.iter().min().unwrap(), *days.iter().max().unwrap());
    let middle = first + (last - first) / 2;
    let midnights = days.iter().step_by(31).map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc());
    let mut moments: Vec<_> = stories.moments().into_iter().step_by(23).chain(midnights).collect();
    moments.push(DateTime::UNIX_EPOCH);
    for (from, to) in [(first, last), (middle, last), (first, middle), (middle, middle)] {
        let now = figures::trade(conn, When::Now, from, to).unwrap();
        assert_eq!(now, stories.trade(DateTime::<Utc>::MAX_UTC, from, to), "{when}: {from} to {to}, now");
        let months = takings::by_month(conn, When::Now, from, to).unwrap();
        assert_eq!(months.iter().map(|month| month.takings).sum::<Decimal>(), now.takings, "{when}: {from} to {to}, by month");
        for at in &moments {
            let found = figures::trade(conn, When::At(*at), from, to).unwrap();
            assert_eq!(found, stories.trade(*at, from, to), "{when}: {from} to {to}, as of {at}");
        }
    }
}

#[test]
fn the_figures_of_any_days_are_those_of_their_events_at_any_moment_whatever_the_refresh_has_seen() {
    let database = Database::migrated();
    let (mut conn, mut late) = (database.connect(), database.connect());
    let mut stories = Stories::new();
    for _ in 0..3 {
        stories.grow(&mut conn, 90);
        days_are_true(&mut conn, &stories, "before a refresh");
        let slow = stories.invent(&mut conn);
        late.batch_execute("BEGIN").unwrap();
        for events in &slow {
            insert(&mut late, events).unwrap();
        }
        snapshot::refresh(&mut conn, seal_key(), None).unwrap();
        days_are_true(&mut conn, &stories, "after it");
        late.batch_execute("COMMIT").unwrap();
        stories.known.extend(slow);
        days_are_true(&mut conn, &stories, "when the late ones have come");
    }
    // As after a restore into another cluster.
    conn.batch_execute("UPDATE snapshot_refreshes SET cluster_id = cluster_id - 1").unwrap();
    days_are_true(&mut conn, &stories, "in another cluster");
}

#[test]
fn the_pages_say_the_same_with_kept_stock_as_without() {
    let shop = Shop::open();
    let mut conn = shop.database.connect();
    let mut stories = Stories::new();
    stories.grow(&mut conn, 80);
    let moments = stories.moments();
    let at = |part: usize| moments[moments.len() * part / 4].to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    // None of them until now, which is another moment each time.
    let paths =
        [format!("/?as_of={}", at(2)), format!("/compare?from={}&to={}", at(0), at(2)), format!("/compare?from={}&to={}", at(1), at(3))];
    let staff = shop.staff();
    let said = || paths.iter().map(|path| staff.get(path).text("main")).collect::<Vec<_>>();
    let without = said();
    refresh(&mut conn, 2);
    assert!(kept_moments(&mut conn).len() > 10);
    assert_eq!(said(), without);
}
