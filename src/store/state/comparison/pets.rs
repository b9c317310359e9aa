//! Each pet that differs between two moments, and the events that made the difference.

use crate::shop::{CustomerId, Money, PetId, PetNumber, Status};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::span::Span;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::keyset::{Page, Place, limit};
use crate::store::state::comparison::kind::DifferenceKind;
use crate::store::state::comparison::steps::{Step, steps};
use crate::store::state::customers::FORGOTTEN;
use askama::Template;
use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Nullable, Numeric, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

statements! {
    /// A page of the pets that differ.
    Differences = "state/differences.sql", shape DifferenceShape, (
        from: DateTime<Utc> as Timestamptz, to: DateTime<Utc> as Timestamptz, first: Uuid as SqlUuid, beyond: Uuid as SqlUuid,
        species: Option<String> as Nullable<Text>, beside: Option<PetId> as Nullable<SqlUuid>, most: i64 as BigInt
    ) -> BothEnds;
}

row! {
    /// A pet at both ends; a name is missing where a customer was forgotten.
    pub(in crate::store) struct BothEnds {
        id: PetId as SqlUuid,
        number: PetNumber as Text,
        name: String as Text,
        species: String as Text,
        name_before: Option<String> as Nullable<Text>,
        status_before: Option<Status> as Nullable<Text>,
        price_before: Option<Money> as Nullable<Numeric>,
        owner_before: Option<CustomerId> as Nullable<SqlUuid>,
        owner_name_before: Option<String> as Nullable<Text>,
        paid_before: Option<Money> as Nullable<Numeric>,
        name_after: Option<String> as Nullable<Text>,
        status_after: Option<Status> as Nullable<Text>,
        price_after: Option<Money> as Nullable<Numeric>,
        owner_after: Option<CustomerId> as Nullable<SqlUuid>,
        owner_name_after: Option<String> as Nullable<Text>,
        paid_after: Option<Money> as Nullable<Numeric>,
    }
}

/// Which differences a page shows, and in which direction it is read.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "state/differences.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct DifferenceShape {
    kind: Option<DifferenceKind>,
    is_backwards: bool,
}

impl Shape for DifferenceShape {
    fn all() -> Vec<Self> {
        let kinds = DifferenceKind::ALL.into_iter().map(Some).chain([None]);
        kinds.flat_map(|kind| [false, true].map(|is_backwards| Self { kind, is_backwards })).collect()
    }
}

/// A pet as it was at the first moment and as it was at the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The pet.
    pub pet: PetId,
    /// Its number.
    pub number: PetNumber,
    /// What it is called at the second moment.
    pub name: String,
    /// What kind of animal it is.
    pub species: String,
    /// As it was first; `None` where it was not in the books.
    pub before: Option<Look>,
    /// As it was then.
    pub after: Option<Look>,
    /// What was recorded about it in between, in its order.
    pub events: Vec<Step>,
}

/// What can differ about a pet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub status: Status,
    /// What it costs, or last cost.
    pub price: Money,
    /// With whom it lives, once it is sold.
    pub owner: Option<Owner>,
}

/// Who bought a pet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The customer.
    pub id: CustomerId,
    /// Their name, or [`FORGOTTEN`].
    pub name: String,
    /// What they paid.
    pub paid: Money,
}

/// Reads a page of `size` differences: of a species, in any writing, and of a kind, or all of them.
///
/// The pets are sorted by species and by name at the second moment, and looked at in that order until the page is full.
///
/// # Errors
/// The database failed, or holds what makes no sense.
pub fn differences(
    conn: &mut impl Reads,
    span: &Span,
    species: Option<&str>,
    kind: Option<DifferenceKind>,
    place: &Place<PetId>,
    size: usize,
) -> Result<Page<Difference, PetId>, StoreError> {
    let (Span { from, to }, (first, beyond)) = (*span, span.ids());
    let (species, beside, most) = (species.map(str::to_owned), place.key().copied(), limit(size));
    let shape = DifferenceShape { kind, is_backwards: place.is_backwards() };
    let rows = Differences { shape, from, to, first, beyond, species, beside, most }.rows(conn)?;
    let page = Page::of(rows, place, size, |row| row.id);
    let mut steps = steps(conn, span, page.rows.iter().map(|row| row.id).collect())?;
    Ok(page.map(|row| {
        let events = steps.remove(&row.id).unwrap_or_default();
        row.with(events)
    }))
}

impl BothEnds {
    fn with(self, events: Vec<Step>) -> Difference {
        let owner = |id: Option<CustomerId>, name: Option<String>, paid: Option<Money>| {
            id.zip(paid).map(|(id, paid)| Owner { id, name: name.unwrap_or_else(|| FORGOTTEN.to_owned()), paid })
        };
        let before = look(
            self.name_before,
            self.status_before,
            self.price_before,
            owner(self.owner_before, self.owner_name_before, self.paid_before),
        );
        let after =
            look(self.name_after, self.status_after, self.price_after, owner(self.owner_after, self.owner_name_after, self.paid_after));
        Difference { pet: self.id, number: self.number, name: self.name, species: self.species, before, after, events }
    }
}

/// One end of a difference.
fn look(name: Option<String>, status: Option<Status>, price: Option<Money>, owner: Option<Owner>) -> Option<Look> {
    Some(Look { name: name?, status: status?, price: price?, owner })
}
