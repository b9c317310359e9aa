//! Joining two customers who are one: what would become of both, and the act itself. Events keep the id that they were recorded with, so that hashes
//! and seals stay true; the row of the one who goes points to the one who stays.

use chrono::{DateTime, Utc};
use diesel::sql_types::{Timestamptz, Uuid};
use diesel::{Connection, PgConnection};

use crate::shop::{AccountId, CustomerId};
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, Rows, statements};
use crate::store::log::keys::{Ticket, use_up};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::people::forgetting::{HoldCustomer, sales};
use crate::store::people::mending::{MendCustomer, Unchanged, same};
use crate::store::state::customers;
use crate::store::state::customers::Customer;

statements! {
    /// Joins a customer into another.
    JoinCustomer = "people/join_customer.sql",
        (customer: CustomerId as Uuid, into: CustomerId as Uuid, now: DateTime<Utc> as Timestamptz, by: AccountId as Uuid);
}

/// One of the two.
#[derive(Debug, Clone)]
pub struct Side {
    /// Who it is.
    pub customer: Customer,
    /// How many sales name them, taken back or not.
    pub sales: i32,
}

/// Two customers who may be one.
#[derive(Debug, Clone)]
pub struct Both {
    /// Who stays.
    pub stays: Side,
    /// Who goes.
    pub goes: Side,
}

impl Both {
    /// Both, first who stays.
    #[must_use]
    pub fn sides(&self) -> [&Side; 2] {
        [&self.stays, &self.goes]
    }

    /// Grows with whatever happens to either, so that a form notices.
    #[must_use]
    pub fn version(&self) -> i32 {
        let [stays, goes] = self.sides().map(|side| side.customer.version.saturating_add(side.sales));
        stays.saturating_add(goes)
    }

    /// The e-mail address that stays: their own, or else the other's.
    #[must_use]
    pub fn email(&self) -> Option<String> {
        self.stays.customer.email.clone().or_else(|| self.goes.customer.email.clone())
    }

    /// The telephone number that stays: their own, or else the other's.
    #[must_use]
    pub fn phone(&self) -> Option<String> {
        self.stays.customer.phone.clone().or_else(|| self.goes.customer.phone.clone())
    }
}

/// Looks at both; `None` where they are not two customers whom the shop knows.
///
/// # Errors
/// The database failed.
pub fn look(conn: &mut PgConnection, stays: CustomerId, goes: CustomerId) -> Result<Option<Both>, StoreError> {
    let (stays, goes) = (customers::one(conn, stays)?, customers::one(conn, goes)?);
    both(conn, stays, goes)
}

/// Joins the two. Whoever is selling a pet to either just now is waited for; whoever begins then sells it to the one who stays.
///
/// # Errors
/// [`StoreError::NotFound`], and those of the database.
pub fn join(conn: &mut PgConnection, stays: CustomerId, goes: CustomerId, ticket: &Ticket, hand: Hand) -> Result<(), Unchanged> {
    conn.transaction(|conn| {
        // In one order, whichever way round they are joined.
        let mut held = [stays, goes];
        held.sort_unstable();
        for customer in held {
            HoldCustomer { customer }.one(conn)?;
        }
        if let Some(before) = use_up(conn, ticket, stays)? {
            return same(before);
        }
        let both = look(conn, stays, goes)?.filter(|both| both.stays.customer.id == stays && both.goes.customer.id == goes);
        let both = both.filter(|both| ticket.expected_version == Some(both.version())).ok_or(Unchanged::Stale)?;
        let (name, email, phone) = (both.stays.customer.name.clone().unwrap_or_default(), both.email(), both.phone());
        JoinCustomer { customer: goes, into: stays, now: hand.at, by: ticket.account }.run(conn)?;
        MendCustomer { customer: stays, name, email, phone }.run(conn)?;
        Ok(audit::write(conn, &hand.did(AuditKind::CustomersJoined).about_customer(stays).with("joined", goes.to_string()))?)
    })
}

fn both(conn: &mut PgConnection, stays: Option<Customer>, goes: Option<Customer>) -> Result<Option<Both>, StoreError> {
    let known = |customer: &Customer| customer.name.is_some();
    let Some((stays, goes)) = stays.filter(known).zip(goes.filter(known)).filter(|(stays, goes)| stays.id != goes.id) else {
        return Ok(None);
    };
    let mut side = |customer: Customer| Ok::<_, StoreError>(Side { sales: sales(conn, customer.id)?, customer });
    Ok(Some(Both { stays: side(stays)?, goes: side(goes)? }))
}
