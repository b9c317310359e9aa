//! Forgetting a customer: what would go, what would stay, and the act itself.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Uuid as SqlUuid};

use crate::shop::CustomerId;
use crate::store::ground::error::StoreError;
use crate::store::ground::schema::{customers as table, pet_sold_events};
use crate::store::ground::when::When;
use crate::store::log::append::{Ticket, use_up};
use crate::store::log::events::{EventLine, lines, with_names};
use crate::store::people::audit;
use crate::store::people::audit::{Hand, What};
use crate::store::state::customers;
use crate::store::state::customers::Customer;

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
        audit::write(conn, &hand.did(What::CustomerForgotten).about_customer(id))?;
        Ok(Outcome::Done(location))
    })
}

fn sales(conn: &mut PgConnection, id: CustomerId) -> Result<i32, StoreError> {
    let count: i64 = pet_sold_events::table.filter(pet_sold_events::customer_id.eq(id.0)).count().get_result(conn)?;
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

/// Reads every word that anybody typed into the log; that takes as long as the log is, and nobody forgets customers all day.
fn mentions(conn: &mut PgConnection, customer: &Customer) -> Result<Vec<EventLine>, StoreError> {
    let page = "SELECT * FROM unified_events WHERE id = ANY (ARRAY(
                    SELECT id
                    FROM (
                        SELECT id, lower(metadata ->> 'note') AS words FROM events WHERE metadata ? 'note'
                        UNION ALL
                        SELECT id, lower(reason) FROM event_retracted_events
                        UNION ALL
                        SELECT id, lower(last_seen_location) FROM pet_lost_events
                        UNION ALL
                        SELECT id, lower(found_location) FROM pet_found_again_events
                        UNION ALL
                        SELECT id, lower(concat_ws(' ', name, species)) FROM pet_arrived_events
                        UNION ALL
                        SELECT id, lower(concat_ws(' ', name, species)) FROM pet_born_events
                    ) AS typed
                    WHERE strpos(words, lower($1::text)) > 0 OR strpos(words, lower($2::text)) > 0 OR strpos(words, lower($3::text)) > 0
                    ORDER BY id DESC LIMIT $4::bigint
                ))";
    let query = diesel::sql_query(with_names(page, "event.id DESC", When::Now))
        .bind::<Nullable<Text>, _>(&customer.name)
        .bind::<Nullable<Text>, _>(&customer.email)
        .bind::<Nullable<Text>, _>(&customer.phone)
        .bind::<BigInt, _>(i64::try_from(MENTIONS + 1).unwrap_or(i64::MAX));
    lines(query.load(conn)?)
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
