//! Mending what is known of a customer: a name that was misheard, an address that is new.

use diesel::sql_types::{Nullable, Text, Uuid};
use diesel::{Connection, PgConnection};

use crate::shop::CustomerId;
use crate::shop::sale::NewCustomer;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, Rows, statements};
use crate::store::log::keys::{Done, SentBefore, Ticket, use_up};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::people::forgetting::HoldCustomer;
use crate::store::state::customers::Customer;

statements! {
    /// Mends a customer's name and contacts.
    MendCustomer = "people/mend_customer.sql",
        (customer: CustomerId as Uuid, name: String as Text, email: Option<String> as Nullable<Text>, phone: Option<String> as Nullable<Text>);
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Unchanged {
    /// Somebody else mended, joined or forgot them since the form was opened.
    #[error("the customer has changed since the form was opened")]
    Stale,
    /// The form was sent before and said something else, which was done.
    #[error("the form was sent before with other content")]
    OtherContent(Done),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for Unchanged {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Writes what is known of a customer anew. The audit log tells which of it has changed, and never what it was: who is forgotten later must not be
/// found there.
///
/// # Errors
/// [`StoreError::NotFound`], and those of the database.
pub fn mend(conn: &mut PgConnection, id: CustomerId, ticket: &Ticket, to: &NewCustomer, hand: Hand) -> Result<(), Unchanged> {
    conn.transaction(|conn| {
        let before = HoldCustomer { customer: id }.one(conn)?;
        if let Some(before) = use_up(conn, ticket, id)? {
            return same(before);
        }
        if before.name.is_none() || ticket.expected_version != Some(before.version) {
            return Err(Unchanged::Stale);
        }
        let fields = changed(&before, to);
        if fields.is_empty() {
            return Ok(());
        }
        let NewCustomer { name, email, phone } = to.clone();
        MendCustomer { customer: id, name: name.to_string(), email, phone }.run(conn)?;
        Ok(audit::write(conn, &hand.did(AuditKind::CustomerMended).about_customer(id).with("what", fields.join(", ")))?)
    })
}

/// The answer to a form that was sent before.
pub(in crate::store) fn same(before: SentBefore) -> Result<(), Unchanged> {
    if before.is_same { Ok(()) } else { Err(Unchanged::OtherContent(before.done)) }
}

/// What of it is other than it was.
fn changed(before: &Customer, to: &NewCustomer) -> Vec<&'static str> {
    let all = [
        ("name", before.name.as_deref() != Some(to.name.as_str())),
        ("e-mail", before.email != to.email),
        ("telephone", before.phone != to.phone),
    ];
    all.into_iter().filter_map(|(field, is_other)| is_other.then_some(field)).collect()
}
