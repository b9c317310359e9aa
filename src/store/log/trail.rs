//! The company of an event: what it answers, what answered it, and what was recorded together with it.

use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, statements};
use crate::store::keyset::Place;
use crate::store::log::events::{EventLine, LineRow, lines};
use crate::store::log::page::{self, LogFilter};
use crate::store::log::together::together;
use diesel::sql_types::{BigInt, Text};

statements! {
    /// What was recorded because of an event.
    Followed = "log/followed.sql", (cause: String as Text, most: i64 as BigInt) -> LineRow;
}

/// So many events of each kind of company are shown; there are rarely more.
const SHOWN: usize = 8;

/// The company that an event keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// The event that it answers.
    pub because: Option<EventLine>,
    /// What answered it, the first first.
    pub followed: Vec<EventLine>,
    /// Others that were recorded by the same request, the newest first: some of them.
    pub beside: Vec<EventLine>,
    /// How many others there are.
    pub others: i64,
}

impl Trail {
    /// Whether more was recorded together than is shown.
    #[must_use]
    pub fn has_more(&self) -> bool {
        usize::try_from(self.others).is_ok_and(|others| others > self.beside.len())
    }
}

/// The company of an event.
///
/// # Errors
/// The database failed, or holds an event that cannot be read.
pub fn of(conn: &mut impl Reads, event: &EventLine) -> Result<Trail, StoreError> {
    let id = event.recorded.id;
    let because = match event.recorded.cause() {
        Some(cause) => page::one(conn, cause)?,
        None => None,
    };
    let most = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let mut followed = lines(Followed { cause: id.to_string(), most }.rows(conn)?)?;
    // Not every retraction says of itself what it answers, for it says what it takes back.
    if let Some(back) = &event.taken_back
        && followed.iter().all(|line| line.recorded.id != back.event)
    {
        followed.extend(page::one(conn, back.event)?);
    }
    let others = together(conn, id)?.map_or(0, |together| together.n - 1);
    let mut beside = Vec::new();
    if others > 0 {
        let filter = LogFilter { with: Some(id), ..LogFilter::default() };
        beside = page::page(conn, &filter, Place::First, SHOWN + 1)?.rows;
        beside.retain(|line| line.recorded.id != id);
        beside.truncate(SHOWN);
    }
    Ok(Trail { because, followed, beside, others })
}
