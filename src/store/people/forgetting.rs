//! Forgetting a customer: what would go, what would stay, and the act itself.

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid};
use diesel::{Connection, PgConnection};

use crate::shop::{AccountId, CustomerId};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::Number;
use crate::store::ground::statement::{Deed, Rows, statements};
use crate::store::keyset::limit;
use crate::store::log::events::{EventLine, LineRow, lines};
use crate::store::log::keys::{Done, SentBefore, Ticket, use_up};
use crate::store::log::page::Recorder;
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::people::{answers, unsent};
use crate::store::state::customers;
use crate::store::state::customers::Customer;

statements! {
    /// The events in which somebody typed what is known of a customer.
    Mentions = "log/mentions.sql",
        (name: Option<String> as Nullable<Text>, email: Option<String> as Nullable<Text>, phone: Option<String> as Nullable<Text>, most: i64 as BigInt) -> LineRow;
    /// A customer, held until the transaction ends.
    HoldCustomer = "people/hold_customer.sql", (customer: CustomerId as Uuid) => Customer;
    /// How many sales name a customer.
    SalesTo = "people/sales_to.sql", (customer: CustomerId as Uuid) -> Number;
    /// Forgets a customer's name and contacts.
    ForgetCustomer = "people/forget_customer.sql",
        (customer: CustomerId as Uuid, now: DateTime<Utc> as Timestamptz, by: AccountId as Uuid);
    /// Who had a customer forgotten.
    ForgottenBy = "people/forgotten_by.sql", (customer: CustomerId as Uuid) -> Recorder;
}

/// How many events that mention a customer are shown.
pub const MENTIONS: usize = 50;

/// What is known of a customer, before they are forgotten.
#[derive(Debug, Clone)]
pub struct AtStake {
    /// Name and contacts: what goes.
    pub customer: Customer,
    /// How many sales name them, taken back or not: what stays.
    pub sales: i32,
    /// Events in which somebody typed their name, e-mail or telephone, newest first, and one more than [`MENTIONS`] where there are: what
    /// cannot be taken out of a log that is never rewritten.
    pub mentions: Vec<EventLine>,
}

/// What became of a forgetting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// They are forgotten, by this form or before.
    Done,
    /// They bought something since the form was opened, or were joined into somebody.
    Stale,
    /// The form was sent before, and did something else.
    Other(Done),
}

/// Looks at what would go and what would stay.
///
/// # Errors
/// The database failed.
pub fn look(conn: &mut PgConnection, id: CustomerId) -> Result<Option<AtStake>, StoreError> {
    let Some(customer) = customers::one(conn, id)? else { return Ok(None) };
    let sales = sales(conn, id)?;
    let mentions = mentions(conn, &customer, limit(MENTIONS))?;
    Ok(Some(AtStake { customer, sales, mentions }))
}

/// Forgets name and contacts. Whoever is selling a pet to them just now is waited for; whoever begins then finds no such customer.
///
/// # Errors
/// [`StoreError::NotFound`], and those of the database.
pub fn forget(conn: &mut PgConnection, id: CustomerId, ticket: &Ticket, hand: Hand) -> Result<Outcome, StoreError> {
    conn.transaction(|conn| {
        let customer = HoldCustomer { customer: id }.one(conn)?;
        if customer.joined_into.is_some() {
            return Ok(Outcome::Stale);
        }
        if customer.forgotten_at.is_some() {
            return Ok(Outcome::Done);
        }
        if ticket.expected_version != Some(sales(conn, id)?) {
            return Ok(Outcome::Stale);
        }
        match use_up(conn, ticket, id)? {
            None => {}
            Some(SentBefore { is_same: true, .. }) => return Ok(Outcome::Done),
            Some(SentBefore { done, .. }) => return Ok(Outcome::Other(done)),
        }
        unsent::drop_about(conn, customer.name, customer.email, customer.phone)?;
        answers::drop_all(conn)?;
        ForgetCustomer { customer: id, now: hand.at, by: ticket.account }.run(conn)?;
        audit::write(conn, &hand.did(AuditKind::CustomerForgotten).about_customer(id))?;
        Ok(Outcome::Done)
    })
}

/// How many sales name a customer, taken back or not.
pub(in crate::store) fn sales(conn: &mut PgConnection, id: CustomerId) -> Result<i32, StoreError> {
    Ok(i32::try_from(SalesTo { customer: id }.one(conn)?.n).unwrap_or(i32::MAX))
}

/// The newest events in which somebody typed what is known of a customer, at most so many.
pub(in crate::store) fn mentions(conn: &mut PgConnection, customer: &Customer, most: i64) -> Result<Vec<EventLine>, StoreError> {
    let Customer { name, email, phone, .. } = customer.clone();
    lines(Mentions { name, email, phone, most }.rows(conn)?)
}

/// Who had a customer forgotten.
///
/// # Errors
/// The database failed.
pub fn by_whom(conn: &mut impl Reads, id: CustomerId) -> Result<Option<String>, StoreError> {
    Ok(ForgottenBy { customer: id }.first(conn)?.map(|account| account.name))
}
