//! The projections follow the log: whatever is recorded, however late it commits and whoever is killed, pages show what the events say.

use crate::day::{self, arrival, record};
use crate::harness::{Database, Shop, seal_key};
use crate::truth::{attempts, histories};
use chrono::Utc;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl};
use hello::integrity::{FaultKind, Verification};
use hello::shop::{CustomerId, EventKind, Recorded, Status};
use hello::store::When;
use hello::store::keyset::Place;
use hello::store::log::history;
use hello::store::log::insert::insert;
use hello::store::proof::verify;
use hello::store::state::pet_list::{Order, PetFilter};
use hello::store::state::pets::PetRow;
use hello::store::state::{figures, pet_list, projection, snapshot};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn customer(conn: &mut PgConnection) -> CustomerId {
    let customer = CustomerId("01900000-0000-4000-8000-000000000001".parse().unwrap());
    conn.batch_execute(&format!("INSERT INTO customers (id, name) VALUES ('{customer}', 'Mrs Lang') ON CONFLICT DO NOTHING")).unwrap();
    customer
}

fn stories(runner: &mut TestRunner, customer: CustomerId) -> Vec<Vec<Recorded>> {
    histories(&attempts().new_tree(runner).unwrap().current(), customer)
}

/// A shop's database, a connection to it, somebody who buys, and what invents stories.
fn begun() -> (Database, PgConnection, CustomerId, TestRunner) {
    let database = Database::migrated();
    let mut conn = database.connect();
    let customer = customer(&mut conn);
    (database, conn, customer, runner())
}

fn runner() -> TestRunner {
    TestRunner::new(Config { failure_persistence: None, ..Config::default() })
}

fn verified(conn: &mut PgConnection) -> Verification {
    verify::verify(conn, &verify::Against::default(), &mut |_| ()).unwrap()
}

/// What the pages show, read from a position at which somebody looked before, is what the events say.
fn pages_are_true(conn: &mut PgConnection, positions: &[hello::store::ground::position::Position], when: &str) {
    let truth: Vec<PetRow> = diesel::sql_query("SELECT * FROM pets_state ORDER BY id").load(conn).unwrap();
    let count = |status| i64::try_from(truth.iter().filter(|pet| pet.status == status).count()).unwrap();
    for position in positions {
        let page = pet_list::list(conn, When::Now, position, &PetFilter::default(), Order::Price, &Place::First, 10_000).unwrap();
        let mut shown = page.rows;
        shown.sort_by_key(|pet| pet.id);
        assert_eq!(shown, truth, "{when}, the list");
        let stock = figures::stock(conn, When::Now, position).unwrap();
        let counted = stock.iter().fold((0, 0, 0), |sum, kind| (sum.0 + kind.available, sum.1 + kind.lost, sum.2 + kind.sold));
        assert_eq!(counted, (count(Status::Available), count(Status::Lost), count(Status::Sold)), "{when}, the stock");
    }
    let days = "SELECT (SELECT count(*) FROM (SELECT occurred_on, sum(sold), sum(takings), sum(born) FROM trade GROUP BY 1
                EXCEPT SELECT occurred_on, sum(sold), sum(takings), sum(born) FROM trade_at('infinity') GROUP BY 1) AS wrong) AS n";
    assert_eq!(day::count(conn, days).unwrap(), 0, "{when}, the days");
}

/// The projections are all that the events make, and nothing waits.
fn all_is_projected(conn: &mut PgConnection) {
    assert_eq!(day::count(conn, "SELECT count(*) AS n FROM unprojected_events").unwrap(), 0);
    let found = verified(conn);
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    let different = "SELECT (SELECT count(*) FROM (SELECT *, pet_words(name, species, number), folded(species) FROM pets_state
                     EXCEPT SELECT * FROM pets_state_projection) AS a) + (SELECT count(*) FROM pets_state_projection)
                     - (SELECT count(*) FROM pets_state) AS n";
    assert_eq!(day::count(conn, different).unwrap(), 0);
}

#[test]
fn whatever_commits_late_between_any_two_steps_pages_are_true_from_any_position() {
    let (database, mut conn, customer, mut runner) = begun();
    let mut writers: Vec<(PgConnection, Vec<Recorded>, bool)> = (0..3).map(|_| (database.connect(), Vec::new(), false)).collect();
    let mut positions = vec![projection::position(&mut conn).unwrap()];
    for step in 0..120 {
        match (0..5usize, 0..3usize).new_tree(&mut runner).unwrap().current() {
            (0, _) => {
                projection::follow(&mut conn).unwrap();
                positions.push(projection::position(&mut conn).unwrap());
            }
            (1, writer) if writers[writer].2 => {
                let (late, _, is_open) = &mut writers[writer];
                late.batch_execute(if step % 7 == 0 { "ROLLBACK" } else { "COMMIT" }).unwrap();
                *is_open = false;
            }
            (_, writer) => {
                let (late, waiting, is_open) = &mut writers[writer];
                if !*is_open {
                    // What was begun and not committed whole is not gone on with: its pet may not be there.
                    waiting.clear();
                    late.batch_execute("BEGIN").unwrap();
                    *is_open = true;
                }
                if waiting.is_empty() {
                    *waiting = stories(&mut runner, customer).into_iter().flatten().collect();
                    waiting.reverse();
                }
                let some: Vec<_> = (0..3).filter_map(|_| waiting.pop()).collect();
                insert(late, &some).unwrap();
            }
        }
        if step % 6 == 0 {
            pages_are_true(&mut conn, &positions[positions.len().saturating_sub(4)..], &format!("step {step}"));
        }
    }
    for (late, _, _) in writers.iter_mut().filter(|(_, _, is_open)| *is_open) {
        late.batch_execute("COMMIT").unwrap();
    }
    pages_are_true(&mut conn, &positions, "at the end");
    projection::follow(&mut conn).unwrap();
    pages_are_true(&mut conn, &positions, "when all is seen");
    all_is_projected(&mut conn);
}

#[test]
fn a_story_told_from_the_state_that_is_kept_ends_as_it_does_told_from_its_beginning() {
    let (_database, mut conn, customer, mut runner) = begun();
    let (mut shorter, mut known) = (0, Vec::new());
    for _ in 0..20 {
        for events in stories(&mut runner, customer) {
            let (first, then) = events.split_at(events.len().div_ceil(2));
            insert(&mut conn, first).unwrap();
            projection::follow(&mut conn).unwrap();
            insert(&mut conn, then).unwrap();
            known.push(events[0].pet);
        }
    }
    for pet in known {
        let (whole, kept) =
            (history::of_pet(&mut conn, pet).unwrap().unwrap(), history::of_pet_beyond(1, &mut conn, pet).unwrap().unwrap());
        shorter += whole.events.len() - kept.events.len();
        let (whole, kept) = (whole.history().unwrap(), kept.history().unwrap());
        assert_eq!((kept.remembered(), kept.living(), kept.latest()), (whole.remembered(), whole.living(), whole.latest()));
    }
    assert!(shorter > 20, "{shorter}");
}

#[test]
fn many_who_follow_while_others_record_count_everything_once() {
    let database = Database::migrated();
    let customer = customer(&mut database.connect());
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let recorders: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let (mut conn, mut runner) = (database.connect(), runner());
                    for _ in 0..12 {
                        for events in stories(&mut runner, customer) {
                            conn.transaction(|conn| insert(conn, &events)).unwrap();
                        }
                    }
                })
            })
            .collect();
        for _ in 0..3 {
            scope.spawn(|| {
                let mut conn = database.connect();
                while !is_over.load(Ordering::Relaxed) {
                    projection::follow(&mut conn).unwrap();
                }
            });
        }
        for recorder in recorders {
            recorder.join().unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
    });
    let mut conn = database.connect();
    projection::follow(&mut conn).unwrap();
    all_is_projected(&mut conn);
}

#[test]
fn who_is_killed_while_following_has_done_nothing_and_the_next_one_does_it() {
    let (database, mut conn, customer, mut runner) = begun();
    let mut other = database.connect();
    let mut record = |conn: &mut PgConnection| stories(&mut runner, customer).iter().for_each(|events| insert(conn, events).unwrap());
    record(&mut conn);
    projection::follow(&mut conn).unwrap();
    for table in ["pets_state_projection", "stock_projection", "trade_by_day_projection", "projection"] {
        record(&mut conn);
        let before = projection::position(&mut conn).unwrap();
        // It stops where it would write there.
        other.batch_execute(&format!("BEGIN; LOCK {table} IN SHARE MODE")).unwrap();
        thread::scope(|scope| {
            let follower = scope.spawn(|| projection::follow(&mut database.connect()));
            let stopped = "SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
                           WHERE datname = current_database() AND query LIKE '%project_events()%' AND wait_event_type = 'Lock'";
            let deadline = Utc::now() + chrono::TimeDelta::seconds(30);
            while day::count(&mut conn, stopped).unwrap() == 0 {
                // Without a sale, a return or a birth among what was recorded, no day is touched.
                if follower.is_finished() {
                    break;
                }
                assert!(Utc::now() < deadline, "nobody waits for {table}");
            }
            let ended = follower.join().unwrap();
            other.batch_execute("ROLLBACK").unwrap();
            if ended.is_err() {
                assert_eq!(projection::position(&mut conn).unwrap(), before, "{table}");
            }
        });
        let position = projection::position(&mut conn).unwrap();
        pages_are_true(&mut conn, &[before, position], table);
        projection::follow(&mut conn).unwrap();
        all_is_projected(&mut conn);
    }
}

#[test]
fn whoever_changes_a_projection_is_found_and_an_admins_refresh_puts_it_right() {
    let shop = Shop::open();
    let ada = shop.admin();
    for name in ["Rex", "Coco"] {
        let pet = record(&ada, &arrival().with("name", name));
        record(&ada, &day::sale(&pet));
    }
    let mut conn = shop.database.connect();
    snapshot::refresh(&mut conn, seal_key(), None).unwrap();
    let another = "SELECT gen_random_uuid(), name, species, price, status, mother_id, customer_id, sale_price, came_on, status_since, version, created_at,
                   updated_at, given_number, number, words, species_key FROM pets_state_projection LIMIT 1";
    let rex = "WHERE name = 'Rex'";
    for (tampering, expected) in [
        (format!("UPDATE pets_state_projection SET price = price + 1 {rex}"), FaultKind::ProjectedOtherwise),
        (format!("UPDATE pets_state_projection SET name = 'Max' {rex}"), FaultKind::ProjectedOtherwise),
        (format!("UPDATE pets_state_projection SET version = 1 {rex}"), FaultKind::ProjectedOtherwise),
        (format!("DELETE FROM pets_state_projection {rex}"), FaultKind::NotProjected),
        (format!("INSERT INTO pets_state_projection {another}"), FaultKind::ProjectedWrongly),
        (format!("UPDATE pets_state_projection SET words = 'max' {rex}"), FaultKind::WrongSums),
        ("UPDATE stock_projection SET value = value - 1".into(), FaultKind::WrongSums),
        ("UPDATE trade_by_day_projection SET sold = sold + 1".into(), FaultKind::WrongDays),
    ] {
        conn.batch_execute(&tampering).unwrap();
        let faults = verified(&mut conn).faults;
        let is_found = |kind: &FaultKind| std::mem::discriminant(kind) == std::mem::discriminant(&expected);
        // A pet without events is no pet, whoever says so.
        let is_none = |kind: &FaultKind| tampering.starts_with("INSERT") && !faults.is_empty() && !matches!(kind, FaultKind::WrongSums);
        assert!(faults.iter().any(|fault| is_found(&fault.what) || is_none(&fault.what)), "{tampering}: {faults:?}");
        assert_eq!(ada.fill_in("/admin/snapshot", &[]).status, 303, "{tampering}");
        let deadline = Utc::now() + chrono::TimeDelta::seconds(30);
        while !verified(&mut conn).faults.is_empty() {
            assert!(Utc::now() < deadline, "{tampering}: {:?}", verified(&mut conn).faults);
        }
    }
}

#[test]
fn events_that_another_cluster_recorded_are_counted_once_though_their_transactions_come_into_their_own_here() {
    let (_database, mut conn, customer, mut runner) = begun();
    let (old, new) = (stories(&mut runner, customer), stories(&mut runner, customer));
    old.iter().for_each(|events| insert(&mut conn, events).unwrap());
    // As after a restore: the numbers of the old cluster are a little greater than any that this one has given out.
    let triggers = |conn: &mut PgConnection, does: &str| {
        for table in EventKind::ALL.iter().map(|kind| kind.table()).chain(["events"]) {
            conn.batch_execute(&format!("ALTER TABLE {table} {does} TRIGGER ALL")).unwrap();
        }
    };
    triggers(&mut conn, "DISABLE");
    let theirs = "UPDATE events SET transaction_id = (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 60)::text::xid8; DELETE FROM projection";
    conn.batch_execute(theirs).unwrap();
    triggers(&mut conn, "ENABLE");
    projection::follow(&mut conn).unwrap();
    let position = projection::position(&mut conn).unwrap();
    pages_are_true(&mut conn, std::slice::from_ref(&position), "after the restore");
    for _ in 0..100 {
        conn.batch_execute("SELECT pg_current_xact_id()").unwrap();
    }
    assert_eq!(day::count(&mut conn, "SELECT count(*) AS n FROM unprojected_events").unwrap(), 0, "they are no news");
    new.iter().for_each(|events| insert(&mut conn, events).unwrap());
    pages_are_true(&mut conn, std::slice::from_ref(&position), "with what is new");
    projection::follow(&mut conn).unwrap();
    let position = projection::position(&mut conn).unwrap();
    pages_are_true(&mut conn, &[position], "when that is seen");
    let days = "SELECT count(*) AS n FROM (
        SELECT occurred_on, (created_at AT TIME ZONE 'UTC')::date, sum(sold), sum(takings), sum(returned), sum(refunds), sum(born) FROM trade GROUP BY 1, 2
        EXCEPT SELECT * FROM trade_by_day_projection) AS wrong";
    assert_eq!(day::count(&mut conn, days).unwrap(), 0);
}

#[test]
fn an_event_that_somebody_types_into_psql_is_projected_whatever_its_id_and_its_moment() {
    let (_database, mut conn, customer, mut runner) = begun();
    stories(&mut runner, customer).iter().for_each(|events| insert(&mut conn, events).unwrap());
    projection::follow(&mut conn).unwrap();
    for (id, moment) in [("gen_random_uuid()", "now() + interval '1 year'"), ("'00000000-0000-0000-0000-000000000001'", "'2001-01-01'")] {
        conn.batch_execute(&format!(
            "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
             VALUES ({id}, {moment}, gen_random_uuid(), 1, '2026-05-03', 'Typed', 'Newt', 5)"
        ))
        .unwrap();
        let position = projection::position(&mut conn).unwrap();
        pages_are_true(&mut conn, &[position], id);
        assert_eq!(projection::follow(&mut conn).unwrap(), 1);
        assert_eq!(projection::follow(&mut conn).unwrap(), 0, "once");
        all_is_projected(&mut conn);
    }
}

#[test]
fn a_copy_of_the_database_in_the_same_cluster_goes_on_where_it_was_copied() {
    let (database, mut conn, customer, mut runner) = begun();
    stories(&mut runner, customer).iter().for_each(|events| insert(&mut conn, events).unwrap());
    projection::follow(&mut conn).unwrap();
    stories(&mut runner, customer).iter().for_each(|events| insert(&mut conn, events).unwrap());
    drop(conn);
    let copy = database.copy();
    let mut conn = copy.connect();
    let position = projection::position(&mut conn).unwrap();
    pages_are_true(&mut conn, std::slice::from_ref(&position), "as it was copied");
    stories(&mut runner, customer).iter().for_each(|events| insert(&mut conn, events).unwrap());
    pages_are_true(&mut conn, &[position], "and goes on");
    projection::follow(&mut conn).unwrap();
    all_is_projected(&mut conn);
}

#[test]
fn a_refresh_goes_on_while_somebody_else_lets_the_projections_follow() {
    let (database, mut conn, customer, mut runner) = begun();
    let mut other = database.connect();
    stories(&mut runner, customer).iter().for_each(|events| insert(&mut conn, events).unwrap());
    // As in projection.rs: "proj".
    other.batch_execute("SELECT pg_advisory_lock(1886547818)").unwrap();
    snapshot::refresh(&mut conn, seal_key(), None).unwrap();
    assert!(projection::unprojected(&mut conn).unwrap() > 0, "the projections are behind, which is no fault");
    let position = projection::position(&mut conn).unwrap();
    pages_are_true(&mut conn, &[position], "behind");
    other.batch_execute("SELECT pg_advisory_unlock(1886547818)").unwrap();
    projection::follow(&mut conn).unwrap();
    all_is_projected(&mut conn);
}
