//! Reading the audit log: a page of it by keyset, with names.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::Value;
use uuid::Uuid;

use crate::shop::{AccountId, CustomerId};
use crate::store::ground::error::StoreError;
use crate::store::log::page::first_id_of;
use crate::store::people::audit::What;

/// What a page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this kind.
    pub what: Option<What>,
    /// Only what this account did, or what concerns it.
    pub who: Option<AccountId>,
    /// Only what was at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what was before this moment.
    pub until: Option<DateTime<Utc>>,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cursor {
    /// With the newest.
    #[default]
    Newest,
    /// Below this line.
    OlderThan(Uuid),
    /// Above this line.
    NewerThan(Uuid),
}

/// A line, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Identity.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done or tried.
    pub what: What,
    /// Who did it, where somebody was signed in.
    pub by: Option<(AccountId, String)>,
    /// The colleague whom it concerns.
    pub about: Option<(AccountId, String)>,
    /// The customer whom it concerns.
    pub customer: Option<CustomerId>,
    /// Where it came from; `None` for the command line.
    pub address: Option<String>,
    /// The request, as it stands in the server's log.
    pub request_id: Option<Uuid>,
    /// What else there is to say.
    pub details: Value,
}

impl Line {
    /// A detail, empty where there is none.
    #[must_use]
    pub fn detail(&self, name: &str) -> &str {
        self.details.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// How often it happened, where this line stands for many.
    #[must_use]
    pub fn times(&self) -> Option<i64> {
        self.details.get("times").and_then(Value::as_i64)
    }

    /// Whether somebody did it to themselves.
    #[must_use]
    pub fn is_to_oneself(&self) -> bool {
        matches!((&self.by, &self.about), (Some((by, _)), Some((about, _))) if by == about)
    }
}

/// A page, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// Whether there are newer ones that fit the filter.
    pub has_newer: bool,
    /// Whether there are older ones that fit the filter.
    pub has_older: bool,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    recorded_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    what: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    account_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    by: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    about_account_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    about: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    about_customer_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    address: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    request_id: Option<Uuid>,
    #[diesel(sql_type = Jsonb)]
    details: Value,
}

impl TryFrom<Row> for Line {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let what = What::named(&row.what).ok_or_else(|| StoreError::Unreadable(format!("audit log {}: unknown {}", row.id, row.what)))?;
        Ok(Self {
            id: row.id,
            at: row.recorded_at,
            what,
            by: row.account_id.map(AccountId).zip(row.by),
            about: row.about_account_id.map(AccountId).zip(row.about),
            customer: row.about_customer_id.map(CustomerId),
            address: row.address,
            request_id: row.request_id,
            details: row.details,
        })
    }
}

/// Reads a page, `size` lines long: its cost does not grow with its depth.
///
/// # Errors
/// The database failed, or holds a line that cannot be read.
pub fn read(conn: &mut PgConnection, filter: &Filter, cursor: Cursor, size: usize) -> Result<Page, StoreError> {
    let mut lines = lines(conn, filter, cursor, size + 1)?;
    let more = lines.len() > size;
    lines.truncate(size);
    let (has_newer, has_older) = match cursor {
        Cursor::Newest => (false, more),
        Cursor::OlderThan(_) => (true, more),
        Cursor::NewerThan(_) => {
            lines.reverse();
            (more, true)
        }
    };
    Ok(Page { lines, has_newer, has_older })
}

/// The least id of a moment stands for it, so that one index serves filter and order.
fn lines(conn: &mut PgConnection, filter: &Filter, cursor: Cursor, limit: usize) -> Result<Vec<Line>, StoreError> {
    let (newer_than, older_than, direction) = match cursor {
        Cursor::Newest => (None, None, "DESC"),
        Cursor::OlderThan(id) => (None, Some(id), "DESC"),
        Cursor::NewerThan(id) => (Some(id), None, "ASC"),
    };
    let rows: Vec<Row> = diesel::sql_query(format!(
        "SELECT line.id, line.recorded_at, line.what, line.account_id, doer.name AS by, line.about_account_id, concerned.name AS about,
                line.about_customer_id, line.address, line.request_id, line.details
         FROM (
             SELECT * FROM audit_log
             WHERE ($1::text IS NULL OR what = $1::text)
               AND ($2::uuid IS NULL OR account_id = $2::uuid OR about_account_id = $2::uuid)
               AND ($3::uuid IS NULL OR id >= $3::uuid)
               AND ($4::uuid IS NULL OR id < $4::uuid)
               AND ($5::uuid IS NULL OR id > $5::uuid)
               AND ($6::uuid IS NULL OR id < $6::uuid)
             ORDER BY id {direction} LIMIT {limit}
         ) AS line
         LEFT JOIN accounts AS doer ON doer.id = line.account_id
         LEFT JOIN accounts AS concerned ON concerned.id = line.about_account_id
         ORDER BY line.id {direction}"
    ))
    .bind::<Nullable<Text>, _>(filter.what.map(What::name))
    .bind::<Nullable<SqlUuid>, _>(filter.who.map(|who| who.0))
    .bind::<Nullable<SqlUuid>, _>(filter.from.map(first_id_of))
    .bind::<Nullable<SqlUuid>, _>(filter.until.map(first_id_of))
    .bind::<Nullable<SqlUuid>, _>(newer_than)
    .bind::<Nullable<SqlUuid>, _>(older_than)
    .load(conn)?;
    rows.into_iter().map(Line::try_from).collect()
}
