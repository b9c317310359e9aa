//! Reading the audit log: a page of it by keyset, with names.

use askama::Template;
use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::Value;
use uuid::Uuid;

use crate::shop::{AccountId, CustomerId};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::keyset::{Page, Place, limit};
use crate::store::log::page::ids_between;
use crate::store::people::audit::AuditKind;

/// What a page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<AuditKind>,
    /// Only what this account did, or what concerns it.
    pub who: Option<AccountId>,
    /// Only what was at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what was before this moment.
    pub until: Option<DateTime<Utc>>,
}

/// A line, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Identity.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done or tried.
    pub kind: AuditKind,
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

row! {
    /// A row of the audit log, with names.
    pub(in crate::store) struct LineRow {
        id: Uuid as SqlUuid,
        recorded_at: DateTime<Utc> as Timestamptz,
        what: AuditKind as Text,
        account_id: Option<AccountId> as Nullable<SqlUuid>,
        by: Option<String> as Nullable<Text>,
        about_account_id: Option<AccountId> as Nullable<SqlUuid>,
        about: Option<String> as Nullable<Text>,
        about_customer_id: Option<CustomerId> as Nullable<SqlUuid>,
        address: Option<String> as Nullable<Text>,
        request_id: Option<Uuid> as Nullable<SqlUuid>,
        details: Value as Jsonb,
    }
}

impl From<LineRow> for Line {
    fn from(row: LineRow) -> Self {
        Self {
            id: row.id,
            at: row.recorded_at,
            kind: row.what,
            by: row.account_id.zip(row.by),
            about: row.about_account_id.zip(row.about),
            customer: row.about_customer_id,
            address: row.address,
            request_id: row.request_id,
            details: row.details,
        }
    }
}

statements! {
    /// A page of the audit log.
    AuditPage = "people/audit_page.sql", shape AuditShape,
        (above: Uuid as SqlUuid, below: Uuid as SqlUuid, kind: Option<AuditKind> as Nullable<Text>, who: Option<AccountId> as Nullable<SqlUuid>, most: i64 as BigInt) -> LineRow;
}

/// By what a page of the audit log is narrowed, and in which direction it is read.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "people/audit_page.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct AuditShape {
    by_kind: bool,
    by_account: bool,
    newest_first: bool,
}

impl Shape for AuditShape {
    fn all() -> Vec<Self> {
        let shape = |bits: u8| Self { by_kind: bits & 1 > 0, by_account: bits & 2 > 0, newest_first: bits & 4 > 0 };
        (0..8).map(shape).collect()
    }
}

/// Reads a page, `size` lines long, newest first: its cost does not grow with its depth.
///
/// # Errors
/// The database failed, or holds a line that cannot be read.
pub fn read(conn: &mut impl Reads, filter: &Filter, place: Place<Uuid>, size: usize) -> Result<Page<Line, Uuid>, StoreError> {
    let (above, below) = ids_between(filter.from, filter.until, place);
    let Filter { kind, who, .. } = *filter;
    let shape = AuditShape { by_kind: kind.is_some(), by_account: who.is_some(), newest_first: !place.is_backwards() };
    let rows = AuditPage { shape, above, below, kind, who, most: limit(size) }.rows(conn)?;
    Ok(Page::of(rows, &place, size, |row| row.id).map(Line::from))
}
