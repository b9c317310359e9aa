//! The functions, views, triggers and rights of the database: one object a file, each said once, in `src/store/database`.
//!
//! A migration changes tables only. What stands here is replaced by `hello migrate` when its text has changed, all of it in the order of its
//! needs and in one transaction, and `database_objects` keeps which text that was.

use chrono::{DateTime, Utc};
use diesel::sql_types::{Binary, Text, Timestamptz};
use diesel::{Connection, PgConnection, connection::SimpleConnection};

use super::error::StoreError;
use super::reader::Reads;
use super::statement::{Deed, Rows, row, statements};
use crate::integrity::Hash;

statements! {
    /// The objects as they stand in the database.
    ObjectsThere = "ground/objects.sql", () -> ObjectThere;
    /// Keeps the text that made an object.
    KeepObject = "ground/keep_object.sql", (name: String as Text, hash: Hash as Binary);
    /// Forgets an object that is no more.
    DropObject = "ground/drop_object.sql", (name: String as Text);
}

row! {
    /// An object as it stands there.
    pub struct ObjectThere {
        /// Its file.
        pub name: String as Text,
        /// sha256 of its text.
        pub hash: Hash as Binary,
        /// Since when it stands there.
        pub replaced_at: DateTime<Utc> as Timestamptz,
    }
}

/// An object.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    /// Its file below `src/store/database`.
    pub name: &'static str,
    /// The text that makes it, and that can be said again where it stands.
    pub text: &'static str,
    /// What takes it away, with all that needs it; nothing for what goes with its table.
    drop: &'static str,
}

/// The text that makes the order of words, on which everything else may rest.
pub const ORDER: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/database/collations/shop_order.sql"));

macro_rules! objects {
    ($($file:literal $drop:literal)+) => {
        /// Every object, each after those that it needs.
        pub const OBJECTS: &[Object] = &[$(Object {
            name: $file,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/database/", $file)),
            drop: $drop,
        }),+];
    };
}

objects! {
    "collations/shop_order.sql" "DROP COLLATION IF EXISTS shop_order CASCADE"
    "functions/folded.sql" "DROP FUNCTION IF EXISTS folded(text) CASCADE"
    "functions/pet_words.sql" "DROP FUNCTION IF EXISTS pet_words(text, text, text) CASCADE"
    "functions/each_word.sql" "DROP FUNCTION IF EXISTS each_word(text) CASCADE"
    "functions/grams.sql" "DROP FUNCTION IF EXISTS grams(text) CASCADE"
    "functions/grams_sought.sql" "DROP FUNCTION IF EXISTS grams_sought(text) CASCADE"
    "functions/digits.sql" "DROP FUNCTION IF EXISTS digits(text) CASCADE"
    "functions/customer_words.sql" "DROP FUNCTION IF EXISTS customer_words(text, text, text) CASCADE"
    "functions/is_number.sql" "DROP FUNCTION IF EXISTS is_number(text, text) CASCADE"
    "functions/words_of.sql" "DROP FUNCTION IF EXISTS words_of(text) CASCADE"
    "indexes/folded.sql" ""
    "functions/event_encoding.sql" "DROP FUNCTION IF EXISTS event_encoding(jsonb) CASCADE"
    "functions/begin_stream.sql" "DROP FUNCTION IF EXISTS begin_stream() CASCADE"
    "functions/continue_stream.sql" "DROP FUNCTION IF EXISTS continue_stream() CASCADE"
    "functions/take_back_the_latest.sql" "DROP FUNCTION IF EXISTS take_back_the_latest() CASCADE"
    "functions/refuse_rewriting.sql" "DROP FUNCTION IF EXISTS refuse_rewriting() CASCADE"
    "functions/may_append.sql" "DROP FUNCTION IF EXISTS may_append(jsonb) CASCADE"
    "functions/make_append_only.sql" "DROP PROCEDURE IF EXISTS make_append_only(regclass) CASCADE"
    "functions/hand_down_comments.sql" "DROP PROCEDURE IF EXISTS hand_down_comments(regclass, regclass) CASCADE"
    "triggers/events.sql" ""
    "triggers/pet_arrived_events.sql" ""
    "triggers/pet_born_events.sql" ""
    "triggers/pet_sold_events.sql" ""
    "triggers/pet_returned_events.sql" ""
    "triggers/pet_price_change_events.sql" ""
    "triggers/pet_named_events.sql" ""
    "triggers/pet_lost_events.sql" ""
    "triggers/pet_found_again_events.sql" ""
    "triggers/event_retracted_events.sql" ""
    "triggers/pet_streams.sql" ""
    "triggers/seals.sql" ""
    "triggers/audit_log.sql" ""
    "views/unified_events.sql" "DROP VIEW IF EXISTS unified_events CASCADE"
    "views/pet_origins.sql" "DROP VIEW IF EXISTS pet_origins CASCADE"
    "views/pet_names.sql" "DROP VIEW IF EXISTS pet_names CASCADE"
    "functions/pets_called_at.sql" "DROP FUNCTION IF EXISTS pets_called_at(timestamptz) CASCADE"
    "views/buyers.sql" "DROP VIEW IF EXISTS buyers CASCADE"
    "functions/alike.sql" "DROP FUNCTION IF EXISTS alike(text, text, text) CASCADE"
    "functions/sales_to.sql" "DROP FUNCTION IF EXISTS sales_to(uuid) CASCADE"
    "functions/steps_of_customer.sql" "DROP FUNCTION IF EXISTS steps_of_customer(uuid) CASCADE"
    "functions/unseen_events.sql" "DROP FUNCTION IF EXISTS unseen_events(pg_snapshot) CASCADE"
    "functions/event_lines_at.sql" "DROP FUNCTION IF EXISTS event_lines_at(timestamptz) CASCADE"
    "functions/pets_state_at.sql" "DROP FUNCTION IF EXISTS pets_state_at(timestamptz) CASCADE"
    "views/pets_state.sql" "DROP VIEW IF EXISTS pets_state CASCADE"
    "views/pets_state_snapshot.sql" "DROP MATERIALIZED VIEW IF EXISTS pets_state_snapshot CASCADE"
    "functions/first_event_id_of.sql" "DROP FUNCTION IF EXISTS first_event_id_of(timestamptz) CASCADE"
    "views/trade.sql" "DROP VIEW IF EXISTS trade CASCADE"
    "projections/projection.sql" "DROP TABLE IF EXISTS projection CASCADE"
    "projections/pets_state_projection.sql" "DROP TABLE IF EXISTS pets_state_projection CASCADE"
    "projections/stock_projection.sql" "DROP TABLE IF EXISTS stock_projection CASCADE"
    "projections/trade_by_day_projection.sql" "DROP TABLE IF EXISTS trade_by_day_projection CASCADE"
    "views/latest_projection.sql" "DROP VIEW IF EXISTS latest_projection CASCADE"
    "views/unprojected_events.sql" "DROP VIEW IF EXISTS unprojected_events CASCADE"
    "functions/keep_totals.sql" "DROP FUNCTION IF EXISTS keep_totals(bigint) CASCADE"
    "functions/project_events.sql" "DROP FUNCTION IF EXISTS project_events() CASCADE"
    "functions/forget_projection.sql" "DROP FUNCTION IF EXISTS forget_projection() CASCADE"
    "functions/refresh_pets_snapshot.sql" "DROP FUNCTION IF EXISTS refresh_pets_snapshot(bigint) CASCADE"
    "views/latest_refresh.sql" "DROP VIEW IF EXISTS latest_refresh CASCADE"
    "functions/trade_at.sql" "DROP FUNCTION IF EXISTS trade_at(timestamptz) CASCADE"
    "functions/analyze_log.sql" "DROP FUNCTION IF EXISTS analyze_log() CASCADE"
    "privileges.sql" ""
    "first_refresh.sql" ""
}

impl Object {
    fn hash(&self) -> Hash {
        Hash::of(&[self.text.as_bytes()])
    }

    /// A projection is filled from the log whenever it is empty.
    fn is_projection(&self) -> bool {
        self.name.starts_with("projections/")
    }

    /// What rows are computed and kept by cannot be replaced where it stands: a materialized view, and the keys by which indexes are sorted.
    fn is_kept(&self) -> bool {
        ["MATERIALIZED", " folded(", " words_of(", " digits(", " grams(", " pet_words(", " customer_words("]
            .iter()
            .any(|kept| self.drop.contains(kept))
    }
}

/// The names of the objects that stand in the database otherwise than their texts say, or not at all.
///
/// # Errors
/// The database failed.
pub fn outdated(conn: &mut impl Reads) -> Result<Vec<&'static str>, StoreError> {
    let there = ObjectsThere {}.rows(conn)?;
    let stands = |object: &&Object| there.iter().any(|known| known.name == object.name && known.hash == object.hash());
    Ok(OBJECTS.iter().filter(|object| !stands(object)).map(|object| object.name).collect())
}

/// Replaces the objects where one of them has changed, or all of them where `anyway` says so; answers how many have changed.
///
/// Each is said again where it stands. Where Postgres cannot replace one so, because its columns have changed, all go and come anew.
///
/// # Errors
/// The database refuses one; then nothing has changed.
pub(in crate::store) fn replace(conn: &mut PgConnection, anyway: bool) -> Result<usize, StoreError> {
    let outdated = outdated(conn)?;
    if outdated.is_empty() && !anyway {
        return Ok(0);
    }
    conn.transaction(|conn| {
        // The snapshot is computed here where it is new.
        conn.batch_execute("SET LOCAL statement_timeout = 0")?;
        // Whatever has changed, what is computed from it is computed anew.
        let goes =
            |object: &&Object| (object.is_kept() && outdated.contains(&object.name)) || (object.is_projection() && !outdated.is_empty());
        for object in OBJECTS.iter().filter(goes) {
            conn.batch_execute(object.drop)?;
        }
        let replaced = conn.transaction(say_all);
        if replaced.is_err() {
            drop_all(conn)?;
            say_all(conn)?;
        }
        for known in (ObjectsThere {}).rows(conn)? {
            if OBJECTS.iter().all(|object| object.name != known.name) {
                DropObject { name: known.name }.run(conn)?;
            }
        }
        for object in OBJECTS.iter().filter(|object| outdated.contains(&object.name)) {
            KeepObject { name: object.name.to_owned(), hash: object.hash() }.run(conn)?;
        }
        Ok(outdated.len())
    })
}

fn say_all(conn: &mut PgConnection) -> Result<(), StoreError> {
    for object in OBJECTS {
        conn.batch_execute(object.text)?;
    }
    Ok(())
}

/// Takes all of them away, the last first; what goes with its table stays with it.
pub(in crate::store) fn drop_all(conn: &mut PgConnection) -> Result<(), StoreError> {
    for object in OBJECTS.iter().rev().filter(|object| !object.drop.is_empty()) {
        conn.batch_execute(object.drop)?;
    }
    Ok(())
}
