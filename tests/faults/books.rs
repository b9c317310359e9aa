//! Whether the books are right after a round.

use super::people::{Deed, Outcome};
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl,
    sql_types::{BigInt, Text},
};
use std::collections::HashMap;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    note: String,
    #[diesel(sql_type = BigInt)]
    events: i64,
}

/// Every acknowledged event is there once, none that was refused is, and nothing else is wrong.
pub fn check(conn: &mut PgConnection, deeds: &[Deed], when: &str) {
    let found: HashMap<String, i64> = diesel::sql_query(
        "SELECT coalesce(event_data ->> 'reason', metadata ->> 'note') AS note, count(*) AS events FROM unified_events GROUP BY 1",
    )
    .load::<Found>(conn)
    .unwrap()
    .into_iter()
    .map(|found| (found.note, found.events))
    .collect();
    for deed in deeds {
        let events = found.get(&deed.note).copied().unwrap_or(0);
        let is_right = match deed.outcome {
            Outcome::Acknowledged => events == 1,
            Outcome::Refused => events == 0,
            Outcome::Unknown => events <= 1,
        };
        assert!(is_right, "{when}: what was {:?} is in the log {events} times", deed.outcome);
    }
}
