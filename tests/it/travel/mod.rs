//! The books travel: out to a file and in from one, to the byte, or not at all.

mod command;
mod faults;
mod round;

use crate::harness::{Database, seal_key};
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use hello::demo::{self, Plan};
use hello::shop::Currency;
use hello::store::state::snapshot;
use hello::store::travel::export::{Wish, export};
use hello::store::travel::import::{ImportError, Imported, Rewound, import};
use std::io::{self, BufRead, Cursor};

/// A file in memory.
struct Books(Vec<u8>);

impl Rewound for Books {
    fn open(&self) -> io::Result<Box<dyn BufRead>> {
        Ok(Box::new(Cursor::new(self.0.clone())))
    }
}

fn exported_by(conn: &mut PgConnection, wish: &Wish) -> Vec<u8> {
    let mut out = Vec::new();
    export(conn, wish, Some(seal_key()), &mut out, &mut |_, _| ()).unwrap();
    out
}

pub fn exported(conn: &mut PgConnection, people: bool) -> Vec<u8> {
    exported_by(conn, &Wish { people, ..Wish::default() })
}

pub fn brought_into(conn: &mut PgConnection, books: &[u8]) -> Result<Imported, ImportError> {
    import(conn, &Books(books.to_vec()), Some(seal_key().trust()), Currency::default(), &mut |_| ())
}

fn refresh(conn: &mut PgConnection) {
    snapshot::refresh(conn, seal_key(), None).unwrap();
}

/// A shop in which all has happened that books can tell of: notes that nobody thought of, seals, events after the newest, customers who were
/// mended, joined and forgotten.
fn shop(database: &Database, pets: u32) -> PgConnection {
    let mut conn = database.connect();
    let now = "2026-11-20T16:00:00Z".parse().unwrap();
    let plan = Plan { pets, seed: 12, now, time_zone: chrono_tz::Europe::Vienna, currency: Currency::default() };
    demo::run(&mut conn, &plan, seal_key(), &mut |_| ()).unwrap();
    for _ in 0..2 {
        conn.batch_execute(
            "INSERT INTO pet_price_change_events (id, created_at, metadata, pet_id, version, occurred_on, old_price, new_price)
             SELECT gen_random_uuid(), clock_timestamp(), '{\"note\": \"a\\nb ü\", \"z\": null, \"é\": [1.50, {}]}', id, version + 1, current_date, price, price + 1.1
             FROM (SELECT * FROM pets_state WHERE status = 'available' ORDER BY id LIMIT 3) AS pet;
             UPDATE customers SET name = NULL, email = NULL, phone = NULL, forgotten_at = now(), forgotten_by = (SELECT min(id::text)::uuid FROM accounts)
             WHERE id = (SELECT id FROM customers WHERE name IS NOT NULL ORDER BY id LIMIT 1);
             UPDATE customers AS joined
             SET name = NULL, email = NULL, phone = NULL, joined_into = stays.id, joined_at = now(), joined_by = (SELECT min(id::text)::uuid FROM accounts)
             FROM (SELECT id FROM customers WHERE name IS NOT NULL ORDER BY id DESC LIMIT 1) AS stays
             WHERE joined.id = (SELECT id FROM customers WHERE name IS NOT NULL ORDER BY id LIMIT 1)",
        )
        .unwrap();
        refresh(&mut conn);
    }
    conn.batch_execute(
        "INSERT INTO pet_lost_events (id, created_at, metadata, pet_id, version, occurred_on, last_seen_location)
         SELECT gen_random_uuid(), clock_timestamp(), '{}', id, version + 1, current_date, 'the \"old\" park'
         FROM pets_state WHERE status = 'available' ORDER BY id LIMIT 2",
    )
    .unwrap();
    conn
}
