//! Two folds, held equal: `replay` in Rust, `pets_state` and `pets_state_snapshot` in SQL; and what the log enforces by itself.

use super::harness::{Database, Shop, seal_key};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};
use diesel::{Connection, OptionalExtension, PgConnection, RunQueryDsl};
use hello::shop::naming::Called;
use hello::shop::rules::decide;
use hello::shop::{
    Arrived, Born, Currency, CustomerId, Event, EventId, EventKind, FoundAgain, History, Lost, Money, Named, Pet, PetId, PetName,
    PetNumber, PriceChanged, Reason, Recorded, Retracted, Returned, Sold, Species, Status, replay,
};
use hello::store::When;
use hello::store::keyset::Place;
use hello::store::log::insert::{event_id, insert};
use hello::store::log::{events, history, story};
use hello::store::proof::verify;
use hello::store::state::pet_list;
use hello::store::state::pet_list::{Order, PetFilter};
use hello::store::state::pets;
use hello::store::state::pets::PetRow;
use hello::store::state::{customers, family, figures, projection, snapshot};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::sync::atomic::{AtomicI32, Ordering};
use uuid::Uuid;

/// One thing that somebody tries to record.
#[derive(Debug, Clone)]
pub struct Attempt {
    kind: usize,
    cents: i64,
    days: i64,
    seconds: i64,
}

pub fn attempts() -> impl Strategy<Value = Vec<Vec<Attempt>>> {
    let attempt = (0..EventKind::ALL.len(), 0..Money::MOST_UNITS, 0..3i64, 1..100_000i64)
        .prop_map(|(kind, cents, days, seconds)| Attempt { kind, cents, days, seconds });
    proptest::collection::vec(proptest::collection::vec(attempt, 1..14), 1..5)
}

/// The histories that come of it where each attempt is recorded that the rules allow.
pub fn histories(attempts: &[Vec<Attempt>], customer: CustomerId) -> Vec<Vec<Recorded>> {
    all_histories(attempts, customer, proposed, |story, event, on| decide(story, event.clone(), on).is_ok())
}

/// The histories that come of it where each attempt is recorded, whatever the rules say.
fn lawless(attempts: &[Vec<Attempt>], customer: CustomerId) -> Vec<Vec<Recorded>> {
    all_histories(attempts, customer, anything, |_, event, _| !matches!(event, Event::Arrived(_) | Event::Born(_)))
}

type Histories = fn(&[Vec<Attempt>], CustomerId) -> Vec<Vec<Recorded>>;
type Propose = fn(&Attempt, &[Recorded], &History, CustomerId, Option<PetId>) -> Event;
type Allow = fn(&History, &Event, NaiveDate) -> bool;

fn all_histories(attempts: &[Vec<Attempt>], customer: CustomerId, propose: Propose, allow: Allow) -> Vec<Vec<Recorded>> {
    let mut all: Vec<Vec<Recorded>> = Vec::new();
    for tried in attempts {
        let mother = all.last().and_then(|events| events.first()).map(|first| first.pet);
        all.push(history(tried, customer, mother, propose, allow));
    }
    all
}

fn history(tried: &[Attempt], customer: CustomerId, mother: Option<PetId>, propose: Propose, allow: Allow) -> Vec<Recorded> {
    let pet = PetId(Uuid::new_v4());
    let mut events: Vec<Recorded> = Vec::new();
    let mut on = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let mut at: DateTime<Utc> = "2026-01-01T08:00:00Z".parse().unwrap();
    for attempt in tried {
        on += TimeDelta::days(attempt.days);
        at += TimeDelta::milliseconds(attempt.seconds);
        let story = History::of(&events).unwrap();
        let event = propose(attempt, &events, &story, customer, mother);
        let begins = matches!(event, Event::Arrived(_) | Event::Born(_));
        let is_allowed = if events.is_empty() { begins } else { allow(&story, &event, on) };
        if is_allowed {
            let id = EventId(event_id(at, Uuid::new_v4().as_u64_pair().1.to_be_bytes()));
            let version = i32::try_from(events.len()).unwrap() + 1;
            events.push(Recorded {
                id,
                pet,
                version,
                occurred_on: on,
                created_at: at,
                recorded_by: None,
                request_id: None,
                correlation_id: None,
                causation_id: None,
                traceparent: None,
                note: None,
                event,
            });
        }
    }
    events
}

/// Two that differ in case alone, one that a pet may get back, and one before all others.
const NAMES: [&str; 5] = ["Bella", "bella", "Rex", "Bubbles", "Ada"];

/// What the shop gives, across all histories: no two pets of a species have the same number.
static NUMBERS: AtomicI32 = AtomicI32::new(1);

fn proposed(attempt: &Attempt, _: &[Recorded], story: &History, customer: CustomerId, mother: Option<PetId>) -> Event {
    if let (EventKind::Retracted, Some(latest)) = (EventKind::ALL[attempt.kind], story.latest()) {
        return Event::Retracted(Retracted { retracted_event_id: latest.id, reason: Reason::parse("a mistake", "").unwrap() });
    }
    let price = Currency::default().smallest(attempt.cents).unwrap();
    let name = |number: i64| PetName::parse(NAMES[usize::try_from(number).unwrap() % NAMES.len()]).unwrap();
    let species = Species::parse("Cat").unwrap();
    // About one in four comes without a name.
    let Called { name: called, given_number } = if attempt.cents % 4 == 0 {
        Called::given(&species, NUMBERS.fetch_add(1, Ordering::Relaxed))
    } else {
        Called::typed(name(attempt.seconds))
    };
    let place = || hello::shop::Place::parse("the park").unwrap();
    match (story.pet(), EventKind::ALL[attempt.kind], mother) {
        (None, EventKind::Born, Some(mother_id)) => Event::Born(Born { name: called, species, price, mother_id, given_number }),
        (None, _, _) | (_, EventKind::Arrived | EventKind::Born | EventKind::Retracted, _) => {
            Event::Arrived(Arrived { name: called, species, price, given_number })
        }
        (_, EventKind::Sold, _) => Event::Sold(Sold { customer_id: customer, sale_price: price }),
        (Some(now), EventKind::PriceChanged, _) => Event::PriceChanged(PriceChanged { old_price: now.price, new_price: price }),
        (Some(now), EventKind::Named, _) => Event::Named(Named { old_name: now.name.clone(), new_name: name(attempt.seconds) }),
        (_, EventKind::Returned, _) => Event::Returned(Returned { reason: Reason::parse("an allergy", "").unwrap(), refund: price }),
        (_, EventKind::Lost, _) => Event::Lost(Lost { last_seen_location: place() }),
        (_, EventKind::FoundAgain, _) => Event::FoundAgain(FoundAgain { found_location: place() }),
    }
}

/// Anything that the tables take: a sold pet is sold again, one that is here is found, and what is taken back lies anywhere in the story.
fn anything(attempt: &Attempt, events: &[Recorded], story: &History, customer: CustomerId, mother: Option<PetId>) -> Event {
    let price = |cents: i64| Currency::default().smallest(cents % Money::MOST_UNITS).unwrap();
    let place = || hello::shop::Place::parse("the park").unwrap();
    let taken = |id: EventId| events.iter().any(|by| matches!(&by.event, Event::Retracted(back) if back.retracted_event_id == id));
    let may_go: Vec<_> = events.iter().filter(|event| event.event.kind() != EventKind::Retracted && !taken(event.id)).collect();
    match EventKind::ALL[attempt.kind] {
        _ if events.is_empty() => proposed(attempt, events, story, customer, mother),
        EventKind::Retracted if !may_go.is_empty() => {
            let place = usize::try_from(attempt.cents).unwrap() % may_go.len();
            Event::Retracted(Retracted { retracted_event_id: may_go[place].id, reason: Reason::parse("a mistake", "").unwrap() })
        }
        EventKind::PriceChanged => {
            Event::PriceChanged(PriceChanged { old_price: price(attempt.cents), new_price: price(attempt.cents + 1) })
        }
        EventKind::Named => {
            let place = usize::try_from(attempt.cents).unwrap() % NAMES.len();
            let name = |place: usize| PetName::parse(NAMES[place % NAMES.len()]).unwrap();
            Event::Named(Named { old_name: name(place), new_name: name(place + 1) })
        }
        EventKind::Sold => Event::Sold(Sold { customer_id: customer, sale_price: price(attempt.cents) }),
        EventKind::Returned => Event::Returned(Returned { reason: Reason::parse("an allergy", "").unwrap(), refund: price(attempt.cents) }),
        EventKind::FoundAgain => Event::FoundAgain(FoundAgain { found_location: place() }),
        EventKind::Arrived | EventKind::Born | EventKind::Lost | EventKind::Retracted => Event::Lost(Lost { last_seen_location: place() }),
    }
}

/// The number of the first pet: one pet does not know which one it was to come.
fn first() -> PetNumber {
    PetNumber::of(1).unwrap()
}

fn numbered(row: PetRow, place: usize) -> PetRow {
    PetRow { number: PetNumber::of(i32::try_from(place + 1).unwrap()).unwrap(), ..row }
}

/// What the views should show of a pet.
fn as_row(pet: &Pet) -> PetRow {
    PetRow {
        id: pet.id,
        name: pet.name.to_string(),
        species: pet.species.to_string(),
        price: pet.price,
        status: pet.status,
        mother_id: pet.mother,
        customer_id: pet.customer,
        sale_price: pet.sale_price,
        came_on: pet.came_on,
        status_since: pet.status_since,
        version: pet.version,
        created_at: pet.created_at,
        updated_at: pet.updated_at,
        given_number: pet.given_number,
        number: first(),
    }
}

#[test]
fn replay_and_the_views_agree_about_random_histories_at_every_moment() {
    assert_eq!(both_folds_agree(histories, ""), 0, "the rules allowed all of it");
}

#[test]
fn replay_and_the_views_agree_about_histories_that_no_rule_would_allow() {
    let odd = both_folds_agree(lawless, "ALTER TABLE event_retracted_events DISABLE TRIGGER undoes_the_latest");
    assert!(odd > 50, "{odd} stories were odd, and none was a fault");
}

/// Records histories, and holds both folds and the pages equal at every moment; answers how many stories a verification calls odd.
fn both_folds_agree(histories: Histories, before: &str) -> usize {
    let database = Database::migrated();
    let mut conn = database.connect();
    if !before.is_empty() {
        conn.batch_execute(before).unwrap();
    }
    conn.batch_execute("INSERT INTO customers (id, name) VALUES ('01900000-0000-4000-8000-000000000001', 'Mrs Lang')").unwrap();
    let customer = CustomerId("01900000-0000-4000-8000-000000000001".parse().unwrap());
    let mut known: Vec<Vec<Recorded>> = Vec::new();
    let mut kinds = std::collections::BTreeSet::new();
    let mut runner = TestRunner::new(proptest::test_runner::Config { cases: 64, failure_persistence: None, ..Default::default() });
    for _ in 0..64 {
        let tried = attempts().new_tree(&mut runner).unwrap().current();
        for events in histories(&tried, customer) {
            // As the log keeps it: in the order of versions, one transaction a history.
            conn.transaction(|conn| insert(conn, &events)).unwrap();
            let id = events[0].pet;
            assert_eq!(history::of_pet(&mut conn, id).unwrap().unwrap().events, events, "the log gives back what it got");
            let until = |moment| until(&events, moment).map(|row| numbered(row, known.len()));
            let now = until(DateTime::<Utc>::MAX_UTC);
            assert_eq!(pets::state(&mut conn, id).unwrap(), now, "pets_state agrees with replay of {events:#?}");
            for near in &events {
                for moment in [near.created_at - TimeDelta::microseconds(1), near.created_at] {
                    let at = diesel::sql_query("SELECT * FROM pets_state_at($1) WHERE id = $2");
                    let at = at.bind::<Timestamptz, _>(moment).bind::<SqlUuid, _>(id.0).get_result(&mut conn).optional().unwrap();
                    assert_eq!(at, until(moment), "pets_state_at({moment}) agrees with replay of {events:#?}");
                }
            }
            kinds.extend(events.iter().map(|recorded| recorded.event.kind()));
            known.push(events);
        }
    }
    assert_eq!(kinds.len(), EventKind::ALL.len(), "every kind was in it");
    snapshot::refresh(&mut conn, seal_key(), None).unwrap();
    let shop = |moment| {
        let numbered = |(place, events): (usize, &Vec<Recorded>)| until(events, moment).map(|row| numbered(row, place));
        let mut rows: Vec<PetRow> = known.iter().enumerate().filter_map(numbered).collect();
        rows.sort_by_key(|row| row.id);
        rows
    };
    let now = shop(DateTime::<Utc>::MAX_UTC);
    assert!(now.len() < known.len(), "some pets were taken back whole");
    for view in ["pets_state", "pets_state_snapshot", "pets_state_at('infinity')"] {
        assert_eq!(all(&mut conn, view), now, "{view}");
    }
    for seconds in [-1, 0, 20, 100, 250, 600] {
        let moment = "2026-01-01T08:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(seconds);
        assert_eq!(all(&mut conn, &format!("pets_state_at('{}')", moment.to_rfc3339())), shop(moment), "the whole shop at {moment}");
        the_pages_agree(&mut conn, moment, &shop(moment), customer, !before.is_empty());
        known.iter().step_by(5).for_each(|events| the_pages_of_a_pet_agree(&mut conn, moment, events));
    }
    assert_eq!(all(&mut conn, "pets_state_at('-infinity')"), []);
    let found = verify::verify(&mut conn, &verify::Against::default(), &mut |_| ()).unwrap();
    assert!(found.is_clean(), "{:#?}", found.faults);
    assert_eq!(found.pets, i64::try_from(known.len()).unwrap());
    found.odd
}

/// What the list and the first page show of a moment is the shop that was replayed until then.
fn the_pages_agree(conn: &mut PgConnection, moment: DateTime<Utc>, shop: &[PetRow], customer: CustomerId, is_lawless: bool) {
    let when = When::At(moment);
    let position = projection::position(conn).unwrap();
    let icu = "SELECT count(*) AS n FROM pg_collation WHERE collname = 'shop_order' AND collprovider = 'i'";
    let has_icu = super::day::count(conn, icu).unwrap() == 1;
    let mut everything = Order::ALL.map(|order| (order, PetFilter::default())).to_vec();
    let mut runner = TestRunner::new(proptest::test_runner::Config { failure_persistence: None, ..Default::default() });
    everything.extend((0..12).map(|_| (proptest::sample::select(&Order::ALL[..]), filters()).new_tree(&mut runner).unwrap().current()));
    for (rare, (order, filter)) in everything.into_iter().enumerate() {
        let rare = if rare % 2 == 0 { 1 } else { i64::MAX };
        let (mut shown, mut place) = (vec![], Place::First);
        loop {
            let page = pet_list::list_where_rare_is(rare, conn, when, &position, &filter, order, &place, 7).unwrap();
            shown.extend(page.rows);
            let Some(next) = page.next else { break };
            place = Place::After(next);
        }
        let expected: Vec<_> = shop.iter().filter(|pet| fits(&filter, pet)).cloned().collect();
        assert_eq!(shown, sorted(&expected, order, has_icu), "the list at {moment} in the order {order:?} with {filter:?}");
    }
    let count = |status| i64::try_from(shop.iter().filter(|pet| pet.status == status).count()).unwrap();
    let stock = figures::stock(conn, when, &position).unwrap();
    let counted = stock.first().map_or((0, 0, 0), |cats| (cats.available, cats.lost, cats.sold));
    assert_eq!(counted, (count(Status::Available), count(Status::Lost), count(Status::Sold)), "the stock at {moment}: {stock:?}");
    assert_eq!(pets::species(conn, When::At(moment)).unwrap().len(), usize::from(!shop.is_empty()));
    let mut missing: Vec<_> =
        events::open_losses(conn, When::At(moment), &position, 1000).unwrap().iter().map(|line| line.recorded.pet).collect();
    missing.sort();
    assert_eq!(
        missing,
        shop.iter().filter(|pet| pet.status == Status::Lost).map(|pet| pet.id).collect::<Vec<_>>(),
        "who was missing at {moment}"
    );
    let purchases = customers::purchases(conn, when, customer).unwrap();
    let mut bought: Vec<_> = purchases.iter().filter(|one| one.return_id.is_none()).map(|one| one.pet).collect();
    bought.sort();
    bought.dedup();
    let sold: Vec<_> = shop.iter().filter(|pet| pet.status == Status::Sold).map(|pet| pet.id).collect();
    assert!(sold.iter().all(|pet| bought.contains(pet)), "who is at home was bought by {moment}");
    assert!(is_lawless || sold == bought, "what was bought by {moment} is at home");
}

/// What somebody may look for: about half of the pets, some of them, or nobody.
fn filters() -> impl Strategy<Value = PetFilter> {
    let text = proptest::sample::select(vec![None, None, Some("eLL"), Some("cat"), Some("Rex"), Some("ubb"), Some("2"), Some("D-0002")]);
    let species = proptest::sample::select(vec![None, None, Some("cAT"), Some("Dog")]);
    let status = proptest::sample::select(vec![None, Some(Status::Available), Some(Status::Sold), Some(Status::Lost)]);
    let price = || proptest::option::of((0..Money::MOST_UNITS).prop_map(|cents| Currency::default().smallest(cents).unwrap()));
    (text, species, status, price(), price()).prop_map(|(text, species, status, min_price, max_price)| PetFilter {
        text: text.map(str::to_owned),
        species: species.map(str::to_owned),
        status,
        min_price,
        max_price,
    })
}

fn fits(filter: &PetFilter, pet: &PetRow) -> bool {
    let words = [&pet.name, &pet.species, &pet.number.key()].map(|said| said.to_lowercase());
    let holds = |text: &String| {
        let sought = PetNumber::parse(text).map_or_else(|_| text.to_lowercase(), PetNumber::key);
        words.iter().any(|said| said.contains(&sought))
    };
    filter.text.as_ref().is_none_or(holds)
        && filter.species.as_ref().is_none_or(|species| species.to_lowercase() == pet.species.to_lowercase())
        && filter.status.is_none_or(|status| status == pet.status)
        && filter.min_price.is_none_or(|least| pet.price >= least)
        && filter.max_price.is_none_or(|most| pet.price <= most)
}

fn sorted(shop: &[PetRow], order: Order, has_icu: bool) -> Vec<PetRow> {
    let mut shop = shop.to_vec();
    match order {
        Order::Here => {
            shop = sorted(&shop, Order::Name, has_icu);
            shop.sort_by_key(|pet| pet.status.name());
        }
        Order::Name | Order::NameDown if !has_icu => shop.sort_by_key(|pet| (pet.name.to_lowercase(), pet.id)),
        // Cat 9 comes before Cat 10.
        Order::Name | Order::NameDown => shop.sort_by_key(|pet| {
            let (word, number) = pet.name.rsplit_once(' ').unwrap_or((&pet.name, "-1"));
            (word.to_lowercase(), number.parse::<i64>().unwrap(), pet.id)
        }),
        Order::Price | Order::PriceDown => shop.sort_by_key(|pet| (pet.price, pet.id)),
        Order::Newest | Order::Oldest => shop.sort_by_key(|pet| (pet.created_at, pet.id)),
    }
    if matches!(order, Order::NameDown | Order::PriceDown | Order::Newest) {
        shop.reverse();
    }
    shop
}

/// What a pet's page tells as of a moment is its story until then, in which counts what counted then.
fn the_pages_of_a_pet_agree(conn: &mut PgConnection, moment: DateTime<Utc>, events: &[Recorded]) {
    let pet = events[0].pet;
    let told: Vec<_> = events.iter().filter(|recorded| recorded.created_at <= moment).cloned().collect();
    let story = story::whole(conn, When::At(moment), pet).unwrap();
    assert_eq!(story.iter().rev().map(|line| line.recorded.clone()).collect::<Vec<_>>(), told);
    let taken_back = |id: EventId| told.iter().any(|by| matches!(&by.event, Event::Retracted(back) if back.retracted_event_id == id));
    assert!(story.iter().all(|line| line.taken_back.is_some() == taken_back(line.recorded.id)), "the story of {pet} at {moment}");
    let now = replay(&told).unwrap();
    let names: std::collections::BTreeSet<_> = story.iter().map(|line| line.pet_name.as_str()).collect();
    assert!(
        names.len() <= 1 && now.iter().all(|pet| names.contains(pet.name.as_str())),
        "{pet} at {moment} is called {names:?} in all lines"
    );
    let there = now.map(|pet| (pet.status, pet.name.to_string()));
    let kin = family::of(conn, When::At(moment), pet).unwrap();
    assert_eq!(kin.into_iter().find(|kin| kin.id == pet).map(|kin| (kin.status, kin.name)), there, "{pet} in its family at {moment}");
}

/// What a pet was by what had been recorded until that moment.
pub fn until(events: &[Recorded], moment: DateTime<Utc>) -> Option<PetRow> {
    replay(events.iter().filter(|recorded| recorded.created_at <= moment)).unwrap().as_ref().map(as_row)
}

#[test]
fn the_state_at_a_moment_is_no_black_box_to_the_planner() {
    #[derive(diesel::QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
        line: String,
    }
    let database = Database::migrated();
    let mut conn = database.connect();
    for query in
        ["pets_state WHERE id = gen_random_uuid()", "pets_state_at('2026-01-01') WHERE id = 'a1c37c46-b97d-4769-bf85-7f4aaac0f487'"]
    {
        let plan: Vec<Line> = diesel::sql_query(format!("EXPLAIN SELECT * FROM {query}")).load(&mut conn).unwrap();
        assert!(!plan.iter().any(|line| line.line.contains("Function Scan")), "{query} is inlined");
    }
}

fn all(conn: &mut PgConnection, view: &str) -> Vec<PetRow> {
    diesel::sql_query(format!("SELECT * FROM {view} ORDER BY id")).load(conn).unwrap()
}

#[test]
fn the_log_lets_nobody_rewrite_it_not_even_its_owner() {
    let shop = Shop::open();
    let ben = shop.staff();
    let pet = super::day::arrived(&ben, "Rex");
    super::day::record(&ben, &super::day::loss(&pet));
    let mut conn = shop.database.connect();
    let tables: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.table()).chain(["events"]).collect();
    for replica in ["", "SET session_replication_role = replica;"] {
        for table in &tables {
            for statement in [
                "UPDATE {} SET occurred_on = occurred_on",
                "DELETE FROM {}",
                "TRUNCATE {} CASCADE",
                "UPDATE {} SET version = 9 WHERE version = 1",
            ] {
                let statement = statement.replace("{}", table);
                let refused = conn.transaction(|conn| conn.batch_execute(&format!("{replica} {statement}"))).unwrap_err();
                assert!(refused.to_string().contains("events are append-only"), "{statement}: {refused}");
            }
        }
    }
    assert!(conn.batch_execute("INSERT INTO events SELECT * FROM events").unwrap_err().to_string().contains("events_check"));
}

#[test]
fn the_log_takes_no_gap_no_second_event_at_a_version_and_no_moment_that_goes_back() {
    let shop = Shop::open();
    let pet = super::day::arrived(&shop.staff(), "Rex").trim_start_matches("/pets/").to_owned();
    let mut conn = shop.database.connect();
    let mut try_insert = |table: &str, column: &str, version: i32, at: &str, id: &str| {
        conn.batch_execute(&format!(
            "INSERT INTO {table} (id, created_at, pet_id, version, occurred_on, {column}) VALUES ({id}, {at}, '{pet}', {version}, current_date, 'x')"
        ))
        .map_err(|e| e.to_string())
    };
    let (lost, place, fresh) = ("pet_lost_events", "last_seen_location", "gen_random_uuid()");
    for (version, at) in [(1, "clock_timestamp()"), (3, "clock_timestamp()"), (2, "'2001-01-01'")] {
        let refused = try_insert(lost, place, version, at, fresh).unwrap_err();
        assert!(refused.contains("does not continue the stream"), "{refused}");
    }
    try_insert(lost, place, 2, "clock_timestamp()", fresh).unwrap();
    let refused = try_insert("pet_found_again_events", "found_location", 2, "clock_timestamp()", fresh).unwrap_err();
    assert!(refused.contains("does not continue the stream"), "a version is taken once across the tables: {refused}");
}

#[test]
fn the_log_takes_back_nothing_but_the_latest_event_that_counts_and_that_once() {
    let shop = Shop::open();
    let ben = shop.staff();
    let other = super::day::arrived(&ben, "Kit").trim_start_matches("/pets/").to_owned();
    let path = super::day::record(&ben, &super::day::loss(&super::day::arrived(&ben, "Rex")));
    let pet = path.trim_start_matches("/pets/").to_owned();
    let mut conn = shop.database.connect();
    let mut take_back = |version: i32, which: &str| {
        conn.batch_execute(&format!(
            "INSERT INTO event_retracted_events (id, created_at, pet_id, version, occurred_on, retracted_event_id, reason)
             SELECT gen_random_uuid(), clock_timestamp(), '{pet}', {version}, current_date, ({which}), 'a mistake'"
        ))
        .map_err(|e| e.to_string())
    };
    let event = |pet: &str, version: i32| format!("SELECT id FROM events WHERE pet_id = '{pet}' AND version = {version}");
    for not_latest in [event(&pet, 1), event(&other, 1), "SELECT gen_random_uuid()".into()] {
        let refused = take_back(3, &not_latest).unwrap_err();
        assert!(refused.contains("is not the latest of pet"), "{refused}");
    }
    take_back(3, &event(&pet, 2)).unwrap();
    for again in [event(&pet, 2), event(&pet, 3)] {
        take_back(4, &again).unwrap_err();
    }
    take_back(4, &event(&pet, 1)).unwrap();
    let refused = take_back(5, &event(&pet, 4)).unwrap_err();
    assert!(refused.contains("is not the latest of pet"), "a retraction stays: {refused}");
}

#[test]
fn what_the_schema_calls_not_null_is_never_null() {
    use hello::store::StoreError;
    let shop = Shop::open();
    let ben = shop.staff();
    for form in [super::day::arrival(), super::day::birth(&super::day::arrived(&ben, "Bella"))] {
        let pet = super::day::record(&ben, &form);
        super::day::record(&ben, &super::day::loss(&pet));
        super::day::record(&ben, &super::day::retraction(&pet));
    }
    let nulls = "SELECT (SELECT count(*) FROM pets_state AS s WHERE num_nulls(id, name, species, price, status, came_on, status_since, version, created_at, updated_at) > 0)
                      + (SELECT count(*) FROM unified_events AS e WHERE num_nulls(id, created_at, event_type, metadata, pet_id, version, occurred_on, event_data) > 0)
                      + (SELECT count(*) FROM pet_origins AS o WHERE num_nulls(pet_id, event_id, created_at, occurred_on, name, species, price) > 0) AS n";
    assert_eq!(shop.sql(|conn| super::day::count(conn, nulls)), 0);
    let states = shop.sql(|conn| Ok::<_, StoreError>(all(conn, "pets_state").len()));
    assert_eq!(states, 3);
}
