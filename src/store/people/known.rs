//! All that the shop knows about a customer, to be given to them.

use diesel::PgConnection;
use diesel::sql_types::Uuid;

use crate::shop::CustomerId;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Rows, statements};
use crate::store::log::events::{EventLine, LineRow, lines};
use crate::store::people::audit::page as deeds;
use crate::store::people::audit::page::Line;
use crate::store::people::forgetting::mentions;
use crate::store::state::customers;
use crate::store::state::customers::{Customer, OfCustomer};

statements! {
    /// What the log holds of a customer.
    KnownEvents = "people/known_events.sql", (customer: CustomerId as Uuid) -> LineRow;
    /// What the audit log holds of a customer.
    KnownDeeds = "people/known_deeds.sql", (customer: CustomerId as Uuid) -> deeds::LineRow;
    /// Under which other ids sales know a customer.
    KnownAs = "people/known_as.sql", (customer: CustomerId as Uuid) -> OfCustomer;
}

/// All that is known about a customer.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who they are.
    pub customer: Customer,
    /// The ids under which sales know them as well, since they were kept twice.
    pub also: Vec<CustomerId>,
    /// Their sales, returns, and what was taken back of these, newest first.
    pub events: Vec<EventLine>,
    /// Other events in which somebody typed their name, e-mail or telephone, newest first.
    pub mentions: Vec<EventLine>,
    /// What was done with what is known about them, newest first.
    pub deeds: Vec<Line>,
}

/// Collects it; `None` where there is no such customer.
///
/// # Errors
/// The database failed, or holds what cannot be read.
pub fn read(conn: &mut PgConnection, id: CustomerId) -> Result<Option<Known>, StoreError> {
    let Some(customer) = customers::one(conn, id)? else { return Ok(None) };
    let id = customer.id;
    let events = lines(KnownEvents { customer: id }.rows(conn)?)?;
    let mut mentions = mentions(conn, &customer, i64::MAX)?;
    mentions.retain(|line| events.iter().all(|known| known.recorded.id != line.recorded.id));
    let also = KnownAs { customer: id }.rows(conn)?.into_iter().map(|row| row.id).collect();
    let deeds = KnownDeeds { customer: id }.rows(conn)?.into_iter().map(Line::from).collect();
    Ok(Some(Known { customer, also, events, mentions, deeds }))
}
