//! What somebody typed into a form whose session had ended when they sent it. It waits a day for the same person, and opens for nobody else.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{BigInt, Bool, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};
use serde_json::Value;
use uuid::Uuid;

use crate::shop::{AccountId, Fields};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};

statements! {
    /// Keeps what somebody typed.
    KeepUnsent = "people/keep_unsent.sql", (
        id: Uuid as SqlUuid, account: AccountId as SqlUuid, path: String as Text, form: Option<Uuid> as Nullable<SqlUuid>,
        fields: Value as Jsonb, now: DateTime<Utc> as Timestamptz
    );
    /// What somebody typed.
    UnsentForm = "people/unsent.sql", (
        id: Uuid as SqlUuid, account: AccountId as SqlUuid, path: String as Text, since: DateTime<Utc> as Timestamptz
    ) -> UnsentRow;
    /// Drops what nobody came back for.
    DropOldUnsent = "people/drop_old_unsent.sql", (until: DateTime<Utc> as Timestamptz);
    /// Drops all but the newest of an account.
    DropUnsentBeyond = "people/drop_unsent_beyond.sql", (account: AccountId as SqlUuid, most: i64 as BigInt);
    /// Drops what contains what is known of a customer.
    DropUnsentAbout = "people/drop_unsent_about.sql",
        (name: Option<String> as Nullable<Text>, email: Option<String> as Nullable<Text>, phone: Option<String> as Nullable<Text>);
}

row! {
    /// What somebody typed.
    pub(in crate::store) struct UnsentRow {
        fields: Value as Jsonb,
        is_used: bool as Bool,
    }
}

/// How long it waits.
pub const LIFETIME: TimeDelta = TimeDelta::days(1);

/// How many forms wait for one account; of more the oldest go.
const MOST: i64 = 20;

/// A form that was filled in and not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// Who had opened it.
    pub account: AccountId,
    /// Its address.
    pub path: String,
    /// Its one-time key.
    pub form_key: Option<Uuid>,
    /// What was typed.
    pub fields: Fields,
}

/// What somebody typed, for whom it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What was typed.
    pub fields: Fields,
    /// Whether the same form has recorded something.
    pub is_used: bool,
}

/// Keeps what somebody typed, and answers what it is found by; `None`, where no such account can sign in.
///
/// # Errors
/// The database failed.
pub fn keep(conn: &mut PgConnection, unsent: Unsent, now: DateTime<Utc>) -> Result<Option<Uuid>, StoreError> {
    let Unsent { account, path, form_key: form, fields } = unsent;
    let fields = written(&fields);
    let id = Uuid::new_v4();
    conn.transaction(|conn| {
        drop_old(conn, now)?;
        let kept = KeepUnsent { id, account, path, form, fields, now }.run(conn)?;
        DropUnsentBeyond { account, most: MOST }.run(conn)?;
        Ok((kept == 1).then_some(id))
    })
}

/// What this account typed into the form at this address.
///
/// # Errors
/// The database failed.
pub fn find(conn: &mut impl Reads, id: Uuid, account: AccountId, path: &str, now: DateTime<Utc>) -> Result<Option<Kept>, StoreError> {
    let found = UnsentForm { id, account, path: path.to_owned(), since: now - LIFETIME }.first(conn)?;
    Ok(found.map(|UnsentRow { fields, is_used }| Kept { fields: typed(&fields), is_used }))
}

/// Each field by its name: a text, or one for each row of the form.
fn written(fields: &Fields) -> Value {
    let value = |name: &str| match fields.all(name) {
        [one] => Value::from(one.as_str()),
        rows => Value::from(rows),
    };
    Value::Object(fields.iter().map(|(name, _)| (name.to_owned(), value(name))).collect())
}

fn typed(fields: &Value) -> Fields {
    let rows = |typed: &Value| match typed {
        Value::Array(rows) => rows.clone(),
        one => vec![one.clone()],
    };
    let fields = fields.as_object().into_iter().flatten().flat_map(|(name, typed)| rows(typed).into_iter().map(move |typed| (name, typed)));
    fields.filter_map(|(name, typed)| Some((name.as_str(), typed.as_str()?.to_owned()))).collect()
}

/// Drops what nobody came back for.
///
/// # Errors
/// The database failed.
pub fn drop_old(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    DropOldUnsent { until: now - LIFETIME }.run(conn)?;
    Ok(())
}

/// Drops what contains a customer's name or contacts, who is forgotten.
///
/// # Errors
/// The database failed.
pub fn drop_about(conn: &mut PgConnection, name: Option<String>, email: Option<String>, phone: Option<String>) -> Result<(), StoreError> {
    DropUnsentAbout { name, email, phone }.run(conn)?;
    Ok(())
}
