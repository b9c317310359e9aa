//! Who bought, and what they bought last: what a row of a list or of a search says beside the name.

use crate::shop::CustomerId;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, row, statements};
use crate::store::state::customers::FORGOTTEN;
use crate::store::state::pets::PetRow;
use chrono::NaiveDate;
use diesel::sql_types::{Array, Date, Text, Uuid as SqlUuid};
use std::collections::HashMap;

row! {
    /// What a customer is called.
    pub(in crate::store) struct NamedBuyer {
        id: CustomerId as SqlUuid,
        name: String as Text,
    }
}

row! {
    /// What a customer bought last.
    #[derive(Eq)]
    pub struct LatestPurchase {
        /// The customer.
        pub id: CustomerId as SqlUuid,
        /// What the pet is called.
        pub name: String as Text,
        /// The day of the sale.
        pub day: NaiveDate as Date,
    }
}

statements! {
    /// Who bought.
    BuyersNamed = "people/buyers_named.sql", (customers: Vec<CustomerId> as Array<SqlUuid>) -> NamedBuyer;
    /// What customers bought last.
    LatestPurchases = "people/latest_purchases.sql", (customers: Vec<CustomerId> as Array<SqlUuid>) -> LatestPurchase;
}

/// Names by the ids that sales carry.
#[derive(Debug, Clone, Default)]
pub struct Buyers(HashMap<CustomerId, String>);

impl Buyers {
    /// Who has the pet; `None` where it is not sold.
    #[must_use]
    pub fn of(&self, pet: &PetRow) -> Option<&str> {
        let name = self.0.get(&pet.customer_id?).map_or(FORGOTTEN, String::as_str);
        Some(if name.is_empty() { FORGOTTEN } else { name })
    }
}

/// Who bought these pets.
///
/// # Errors
/// The database failed.
pub fn buyers(conn: &mut impl Reads, pets: &[PetRow]) -> Result<Buyers, StoreError> {
    let customers: Vec<_> = pets.iter().filter_map(|pet| pet.customer_id).collect();
    if customers.is_empty() {
        return Ok(Buyers::default());
    }
    Ok(Buyers(BuyersNamed { customers }.rows(conn)?.into_iter().map(|buyer| (buyer.id, buyer.name)).collect()))
}

/// What these customers bought last, where they bought anything that was not taken back.
///
/// # Errors
/// The database failed.
pub fn latest_purchases(conn: &mut impl Reads, customers: Vec<CustomerId>) -> Result<HashMap<CustomerId, LatestPurchase>, StoreError> {
    if customers.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(LatestPurchases { customers }.rows(conn)?.into_iter().map(|bought| (bought.id, bought)).collect())
}
