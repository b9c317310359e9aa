//! Forgetting a customer: what would go, what would stay, and the act itself.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Uuid as SqlUuid};

use crate::shop::CustomerId;
use crate::store::ground::error::StoreError;
use crate::store::ground::schema::{customers as table, pet_sold_events};
use crate::store::ground::statement::{Rows, statements};
use crate::store::keyset::limit;
use crate::store::log::append::{Ticket, use_up};
use crate::store::log::events::{EventLine, LineRow, lines};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::state::customers;
use crate::store::state::customers::Customer;

statements! {
    /// The events in which somebody typed what is known of a customer.
    Mentions = "log/mentions.sql",
        (name: Option<String> as Nullable<Text>, email: Option<String> as Nullable<Text>, phone: Option<String> as Nullable<Text>, most: i64 as BigInt) -> LineRow;
}

/// How many events that mention a customer are shown.
pub const MENTIONS: usize = 50;

/// What is known of a customer, before they are forgotten.
#[derive(Debug, Clone)]
pub struct Known {
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
    /// They are forgotten, by this form or before; the address shows it.
    Done(String),
    /// They bought something since the form was opened.
    Stale,
}

/// Looks at what would go and what would stay.
///
/// # Errors
/// The database failed.
pub fn look(conn: &mut PgConnection, id: CustomerId) -> Result<Option<Known>, StoreError> {
    let Some(customer) = customers::one(conn, id)? else { return Ok(None) };
    let sales = sales(conn, id)?;
    let mentions = mentions(conn, &customer)?;
    Ok(Some(Known { customer, sales, mentions }))
}

/// Forgets name and contacts. Whoever is selling a pet to them just now is waited for; whoever begins then finds no such customer.
///
/// # Errors
/// [`StoreError::NotFound`], and those of the database.
pub fn forget(conn: &mut PgConnection, id: CustomerId, ticket: &Ticket, hand: Hand) -> Result<Outcome, StoreError> {
    conn.transaction(|conn| {
        let location = format!("/customers/{id}");
        let customer = Customer::query().filter(table::id.eq(id.0)).for_update().first(conn)?;
        if customer.forgotten_at.is_some() {
            return Ok(Outcome::Done(location));
        }
        if ticket.expected_version != Some(sales(conn, id)?) {
            return Ok(Outcome::Stale);
        }
        if let Some(earlier) = use_up(conn, ticket, &location)? {
            return Ok(Outcome::Done(earlier));
        }
        diesel::update(table::table.find(id.0))
            .set((
                table::name.eq(None::<String>),
                table::email.eq(None::<String>),
                table::phone.eq(None::<String>),
                table::forgotten_at.eq(Some(hand.at)),
                table::forgotten_by.eq(Some(ticket.account.0)),
            ))
            .execute(conn)?;
        audit::write(conn, &hand.did(AuditKind::CustomerForgotten).about_customer(id))?;
        Ok(Outcome::Done(location))
    })
}

fn sales(conn: &mut PgConnection, id: CustomerId) -> Result<i32, StoreError> {
    let count: i64 = pet_sold_events::table.filter(pet_sold_events::customer_id.eq(id.0)).count().get_result(conn)?;
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

fn mentions(conn: &mut PgConnection, customer: &Customer) -> Result<Vec<EventLine>, StoreError> {
    let Customer { name, email, phone, .. } = customer.clone();
    lines(Mentions { name, email, phone, most: limit(MENTIONS) }.rows(conn)?)
}

/// Who had a customer forgotten.
///
/// # Errors
/// The database failed.
pub fn by_whom(conn: &mut PgConnection, id: CustomerId) -> Result<Option<String>, StoreError> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let query = "SELECT account.name FROM customers AS customer JOIN accounts AS account ON account.id = customer.forgotten_by
                 WHERE customer.id = $1::uuid";
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(id.0).get_result::<Row>(conn).optional()?.map(|row| row.name))
}
