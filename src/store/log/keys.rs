//! The one-time keys of forms: however often a form is sent, it does what it does once, and a key stands for what was typed.

use crate::integrity::Hash;
use crate::shop::{AccountId, Currency, CustomerId, EventId, PetId};
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::batch::Batches;
use diesel::PgConnection;
use diesel::sql_types::{Binary, Bool, Integer, Nullable, Uuid as SqlUuid};
use uuid::Uuid;

statements! {
    /// Uses a form's key up for what it does to a customer.
    UseFormKey = "log/use_form_key.sql",
        (form: Uuid as SqlUuid, content: Hash as Binary, account: AccountId as SqlUuid, customer: CustomerId as SqlUuid);
    /// What a form has recorded whose key is used up.
    UsedFormKey = "log/used_form_key.sql", (form: Uuid as SqlUuid, content: Hash as Binary) -> UsedKey;
}

row! {
    /// What a form has recorded.
    pub(in crate::store) struct UsedKey {
        pet: Option<PetId> as Nullable<SqlUuid>,
        event: Option<EventId> as Nullable<SqlUuid>,
        version: Option<i32> as Nullable<Integer>,
        customer: Option<CustomerId> as Nullable<SqlUuid>,
        is_same: bool as Bool,
    }
}

/// Who wants something recorded, by which form.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The form's one-time key.
    pub form_key: Uuid,
    /// What was typed and where it was sent: what the key stands for once it is used.
    pub content: Hash,
    /// The version of the pet that the form was made for; `None` for a pet that begins.
    pub expected_version: Option<i32>,
    /// Who records.
    pub account: AccountId,
    /// The HTTP request, as it stands in the server's log.
    pub request_id: String,
    /// The trace that it belongs to, as `traceparent`.
    pub traceparent: Option<String>,
    /// The currency of the amounts in the form.
    pub currency: Currency,
    /// With whom it goes into the log.
    pub batches: Batches,
}

/// What was recorded, by this form or by the same form before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// The pet.
    pub pet: PetId,
    /// The event.
    pub event: EventId,
    /// Its version.
    pub version: i32,
    /// How many events were recorded: a litter has several, and none were where the same form had been sent before.
    pub events: u32,
}

/// What a form did whose key is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It recorded an event.
    Recorded(Appended),
    /// It mended, joined or forgot a customer.
    Customer(CustomerId),
}

/// A form whose key was used before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentBefore {
    /// What it did then.
    pub done: Done,
    /// Whether it said the same then.
    pub is_same: bool,
}

/// Uses the form's key up for what it does to a customer; `may_append()` does so for what happens to a pet. Where it is used already: what it did
/// then. A second post waits here until the first one is committed or gone.
pub(in crate::store) fn use_up(conn: &mut PgConnection, ticket: &Ticket, customer: CustomerId) -> Result<Option<SentBefore>, StoreError> {
    let Ticket { form_key: form, content, account, .. } = *ticket;
    if (UseFormKey { form, content, account, customer }).run(conn)? == 1 {
        return Ok(None);
    }
    // Keys that nobody needs any more are cleared away, and this one may have been just now.
    let gone = || StoreError::Unavailable("the form's key was cleared away at this moment".into());
    sent_before(conn, ticket)?.ok_or_else(gone).map(Some)
}

/// What the form has done, if it was sent before.
///
/// # Errors
/// The database failed.
pub fn sent_before(conn: &mut PgConnection, ticket: &Ticket) -> Result<Option<SentBefore>, StoreError> {
    let Some(used) = (UsedFormKey { form: ticket.form_key, content: ticket.content }).first(conn)? else { return Ok(None) };
    let done = match used {
        UsedKey { pet: Some(pet), event: Some(event), version: Some(version), .. } => {
            Done::Recorded(Appended { pet, event, version, events: 0 })
        }
        UsedKey { customer: Some(customer), .. } => Done::Customer(customer),
        _ => return Err(StoreError::Unreadable(format!("the form {} was used for an event that is not there", ticket.form_key))),
    };
    Ok(Some(SentBefore { done, is_same: used.is_same }))
}
