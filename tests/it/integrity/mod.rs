//! Proof that the log is whole: the chain, the seals, what a verification finds, and what it cannot be fooled about.

mod certificate;
mod chain;
pub mod page;
mod restore;
mod seals;
mod stock;
mod tampering;

use super::harness::{Database, seal_key};
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use hello::demo::{self, Plan};
use hello::integrity::{SignedSeal, Verification};
use hello::store::proof::verify;
use hello::store::proof::verify::Against;
use hello::store::state::snapshot;
use hello::store::state::snapshot::Refreshed;

/// An invented shop of so many pets, sealed once.
fn invented(database: &Database, pets: u32) -> PgConnection {
    let mut conn = database.connect();
    let plan = Plan {
        pets,
        seed: 12,
        now: "2026-11-20T16:00:00Z".parse().unwrap(),
        time_zone: chrono_tz::Europe::Vienna,
        currency: hello::shop::Currency::default(),
    };
    demo::run(&mut conn, &plan, seal_key(), &mut |_| ()).unwrap();
    conn
}

/// Records another price for so many pets that can have one.
fn move_on(conn: &mut PgConnection, pets: u32) {
    conn.batch_execute(&format!(
        "INSERT INTO pet_price_change_events (id, created_at, metadata, pet_id, version, occurred_on, old_price, new_price)
         SELECT gen_random_uuid(), clock_timestamp(), '{{\"note\": \"a\\nb\", \"z\": null, \"é\": [1.50, {{}}]}}', id, version + 1, current_date, price, price + 1.1
         FROM (SELECT * FROM pets_state WHERE status = 'available' ORDER BY id LIMIT {pets}) AS pet"
    ))
    .unwrap();
}

fn sealed(conn: &mut PgConnection) -> SignedSeal {
    match snapshot::refresh(conn, seal_key(), None).unwrap() {
        Refreshed::Done(seal) => *seal,
        Refreshed::AlreadyRunning => panic!("nobody else refreshes here"),
    }
}

/// What the shop is held against in these tests.
fn against(kept: &[&SignedSeal]) -> Against {
    Against { trust: Some(seal_key().trust().clone()), kept: kept.iter().map(|seal| (*seal).clone()).collect() }
}

fn verified(conn: &mut PgConnection, kept: &[&SignedSeal]) -> Verification {
    verify::verify(conn, &against(kept), &mut |_| ()).unwrap()
}

#[track_caller]
pub fn assert_clean(conn: &mut PgConnection, kept: &[&SignedSeal]) -> Verification {
    let found = verified(conn, kept);
    assert!(found.is_clean(), "{:#?}", found.faults);
    found
}
