//! One pet: what it is, and where.

use super::money::Money;
use super::refusal::Refusal;
use super::values::{CustomerId, PetId, PetName, Species};
use chrono::{DateTime, NaiveDate, Utc};

/// Where a pet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// In the store.
    Available,
    /// At home with a customer.
    Sold,
    /// Nobody knows.
    Lost,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Available, Self::Sold, Self::Lost];

    /// The status as the views of the database name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Sold => "sold",
            Self::Lost => "lost",
        }
    }

    /// The status as a page names it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Available => "Available",
            Self::Sold => "Sold",
            Self::Lost => "Lost",
        }
    }

    /// The status that the views of the database name so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// A pet as its events have made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pet {
    /// Its identity.
    pub id: PetId,
    /// How many events it has, whether they count or not.
    pub version: i32,
    /// What it is called.
    pub name: PetName,
    /// The number in its name, where that is still the one that the shop gave.
    pub given_number: Option<i32>,
    /// What kind of animal it is.
    pub species: Species,
    /// What it costs, or last cost before it was sold.
    pub price: Money,
    /// Where it is.
    pub status: Status,
    /// The day on which it came to be where it is.
    pub status_since: NaiveDate,
    /// Its mother, where it was born in the store.
    pub mother: Option<PetId>,
    /// Who bought it, where it is sold.
    pub customer: Option<CustomerId>,
    /// What was paid, where it is sold.
    pub sale_price: Option<Money>,
    /// The day it arrived or was born.
    pub came_on: NaiveDate,
    /// The day of its latest event that counts.
    pub latest_on: NaiveDate,
    /// When its first event was recorded.
    pub created_at: DateTime<Utc>,
    /// When its latest event was recorded, whether that counts or not.
    pub updated_at: DateTime<Utc>,
}

impl Pet {
    /// Passes where the pet has not been sold.
    ///
    /// # Errors
    /// [`Refusal::AlreadySold`].
    pub fn not_sold(&self) -> Result<(), Refusal> {
        match self.status {
            Status::Sold => Err(Refusal::AlreadySold { name: self.name.to_string(), on: self.status_since }),
            Status::Available | Status::Lost => Ok(()),
        }
    }

    /// Passes where the pet has been sold, and lives with its customer.
    ///
    /// # Errors
    /// [`Refusal::NotSold`].
    pub fn is_sold(&self) -> Result<(), Refusal> {
        match self.status {
            Status::Sold => Ok(()),
            Status::Available | Status::Lost => Err(Refusal::NotSold { name: self.name.to_string() }),
        }
    }

    /// Passes where the pet is in the store.
    ///
    /// # Errors
    /// [`Refusal::AlreadySold`] or [`Refusal::IsLost`].
    pub fn in_the_store(&self) -> Result<(), Refusal> {
        self.not_sold()?;
        match self.status {
            Status::Lost => Err(Refusal::IsLost { name: self.name.to_string(), on: self.status_since }),
            Status::Available | Status::Sold => Ok(()),
        }
    }

    /// Passes where the pet is lost.
    ///
    /// # Errors
    /// [`Refusal::AlreadySold`] or [`Refusal::NotLost`].
    pub fn is_lost(&self) -> Result<(), Refusal> {
        self.not_sold()?;
        match self.status {
            Status::Available => Err(Refusal::NotLost { name: self.name.to_string() }),
            Status::Lost | Status::Sold => Ok(()),
        }
    }

    /// Passes where the day is not before that of the latest event that counts.
    ///
    /// # Errors
    /// [`Refusal::BeforePrevious`].
    pub fn not_before(&self, on: NaiveDate) -> Result<(), Refusal> {
        if on < self.latest_on { Err(Refusal::BeforePrevious { name: self.name.to_string(), on: self.latest_on }) } else { Ok(()) }
    }
}
