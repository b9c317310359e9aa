//! Each pet that differs between two moments, and the events that made the difference.

use crate::shop::{CustomerId, Money, PetId, Status};
use crate::store::ground::error::StoreError;
use crate::store::state::comparison::steps::{Step, steps};
use crate::store::state::comparison::{Span, What};
use crate::store::state::customers::FORGOTTEN;
use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Nullable, Text, Uuid as SqlUuid};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// A pet as it was at the first moment and as it was at the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The pet.
    pub pet: PetId,
    /// What it is called.
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

/// Where a page begins: beside a pet, whose species and name never change and are looked up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cursor {
    /// At the beginning.
    #[default]
    First,
    /// Behind this pet.
    After(PetId),
    /// Before this pet.
    Before(PetId),
}

/// A page of differences, by species and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DifferencePage {
    /// The pets.
    pub pets: Vec<Difference>,
    /// Whether there are pets before these.
    pub has_earlier: bool,
    /// Whether there are pets behind these.
    pub has_later: bool,
}

/// Reads a page of `size` differences: of a species, whatever its case, and of a kind, or all of them.
///
/// The pets are sorted by what never changes about them, and looked at in that order until the page is full.
///
/// # Errors
/// The database failed, or holds what makes no sense.
pub fn differences(
    conn: &mut PgConnection,
    span: &Span,
    species: Option<&str>,
    what: Option<What>,
    cursor: Cursor,
    size: usize,
) -> Result<DifferencePage, StoreError> {
    let (beside, beyond, direction) = match cursor {
        Cursor::First => (None, ">", "ASC"),
        Cursor::After(pet) => (Some(pet.0), ">", "ASC"),
        Cursor::Before(pet) => (Some(pet.0), "<", "DESC"),
    };
    let order = |of: &str| format!("{of}species_key {direction}, {of}name_key {direction}, {of}id {direction}");
    let (from, to) = span.moments();
    let query = format!(
        "WITH moved AS MATERIALIZED (SELECT DISTINCT pet_id AS id FROM events WHERE {in_between} AND {may_be}),
         pet AS (
             SELECT * FROM (
                 SELECT moved.id, origin.name, origin.species, lower(origin.species) AS species_key, lower(origin.name) AS name_key
                 FROM moved CROSS JOIN LATERAL (SELECT name, species FROM pet_origins WHERE pet_id = moved.id OFFSET 0) AS origin
             ) AS pet
             WHERE ($1::text IS NULL OR species_key = lower($1::text))
               AND ($2::uuid IS NULL
                    OR (species_key, name_key, id) {beyond} (SELECT lower(species), lower(name), pet_id FROM pet_origins WHERE pet_id = $2::uuid))
             ORDER BY {sorted}
         )
         SELECT pet.id, pet.name, pet.species, {before} AS before, {after} AS after
         FROM pet
         LEFT JOIN LATERAL (SELECT * FROM pets_state_at({from}) WHERE id = pet.id OFFSET 0) AS before ON true
         LEFT JOIN LATERAL (SELECT * FROM pets_state_at({to}) WHERE id = pet.id OFFSET 0) AS after ON true
         WHERE {holds}
         ORDER BY {of_pets}
         LIMIT {limit}",
        in_between = span.holds("events"),
        may_be = What::events(what),
        sorted = order(""),
        before = look("before"),
        after = look("after"),
        holds = What::holds(what),
        of_pets = order("pet."),
        limit = size.saturating_add(1),
    );
    let query = diesel::sql_query(query).bind::<Nullable<Text>, _>(species).bind::<Nullable<SqlUuid>, _>(beside);
    let mut rows: Vec<Row> = query.load(conn)?;
    let has_more = rows.len() > size;
    rows.truncate(size);
    let (has_earlier, has_later) = match cursor {
        Cursor::First => (false, has_more),
        Cursor::After(_) => (true, has_more),
        Cursor::Before(_) => (has_more, true),
    };
    if matches!(cursor, Cursor::Before(_)) {
        rows.reverse();
    }
    let mut steps = steps(conn, span, rows.iter().map(|row| row.id).collect())?;
    let pets = rows.into_iter().map(|row| row.with(&mut steps)).collect::<Result<_, _>>()?;
    Ok(DifferencePage { pets, has_earlier, has_later })
}

/// One end of a difference, as [`End`] reads it.
fn look(state: &str) -> String {
    format!(
        "CASE WHEN {state}.id IS NOT NULL THEN jsonb_build_object(
             'status', {state}.status, 'price', {state}.price, 'paid', {state}.sale_price,
             'customer_id', {state}.customer_id, 'customer', (SELECT name FROM customers WHERE id = {state}.customer_id)
         ) END"
    )
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    species: String,
    #[diesel(sql_type = Nullable<Jsonb>)]
    before: Option<Value>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    after: Option<Value>,
}

#[derive(Deserialize)]
struct End {
    status: String,
    price: Money,
    paid: Option<Money>,
    customer_id: Option<CustomerId>,
    customer: Option<String>,
}

impl Row {
    fn with(self, steps: &mut HashMap<Uuid, Vec<Step>>) -> Result<Difference, StoreError> {
        let look = |end: Option<Value>| {
            end.map(|end| read(end).ok_or_else(|| StoreError::Unreadable(format!("state of pet {}", self.id)))).transpose()
        };
        Ok(Difference {
            pet: PetId(self.id),
            name: self.name,
            species: self.species,
            before: look(self.before)?,
            after: look(self.after)?,
            events: steps.remove(&self.id).unwrap_or_default(),
        })
    }
}

fn read(end: Value) -> Option<Look> {
    let End { status, price, paid, customer_id, customer } = serde_json::from_value(end).ok()?;
    let owner = customer_id.zip(paid).map(|(id, paid)| Owner { id, name: customer.unwrap_or_else(|| FORGOTTEN.to_owned()), paid });
    Some(Look { status: Status::named(&status)?, price, owner })
}
