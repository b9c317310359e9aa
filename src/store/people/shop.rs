//! What its owner has said of the shop. Whoever is signed in learns it with their session, see [`super::sessions`].

use chrono_tz::Tz;
use diesel::PgConnection;
use diesel::sql_types::{Bool, Nullable, Text};

use crate::shop::{Currency, Said, ShopName};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};

statements! {
    /// What was said.
    ShopAsSaid = "people/shop.sql", () -> ShopRow;
    /// Keeps what was said.
    KeepShop = "people/keep_shop.sql",
        (name: Option<String> as Nullable<Text>, time_zone: Option<String> as Nullable<Text>, currency: Option<String> as Nullable<Text>);
}

row! {
    /// What was said.
    pub(in crate::store) struct ShopRow {
        name: Option<String> as Nullable<Text>,
        time_zone: Option<String> as Nullable<Text>,
        currency: Option<String> as Nullable<Text>,
        has_begun: bool as Bool,
    }
}

/// The shop as its owner has described it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shop {
    /// What it is called.
    pub name: Option<String>,
    /// How it is to write time and money.
    pub said: Said,
    /// Whether the books have begun, so that the currency stays.
    pub has_begun: bool,
}

/// What of the shop is to be kept; what is `None` stays as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Described {
    /// What it is called.
    pub name: Option<ShopName>,
    /// Its time zone.
    pub time_zone: Option<Tz>,
    /// Its currency, until the books begin.
    pub currency: Option<Currency>,
}

/// The shop as its owner has described it.
///
/// # Errors
/// The database failed.
pub fn look(conn: &mut impl Reads) -> Result<Shop, StoreError> {
    let ShopRow { name, time_zone, currency, has_begun } = ShopAsSaid {}.one(conn)?;
    Ok(Shop { name, said: said(time_zone.as_deref(), currency.as_deref()), has_begun })
}

/// Reads what is kept. A time zone that this program does not know yet is as none.
pub(in crate::store) fn said(time_zone: Option<&str>, currency: Option<&str>) -> Said {
    Said { time_zone: time_zone.and_then(|name| name.parse().ok()), currency: currency.and_then(Currency::of) }
}

/// Keeps what the owner has said.
///
/// # Errors
/// The database failed.
pub fn keep(conn: &mut PgConnection, shop: &Described) -> Result<(), StoreError> {
    KeepShop {
        name: shop.name.as_ref().map(ToString::to_string),
        time_zone: shop.time_zone.map(|zone| zone.name().to_owned()),
        currency: shop.currency.map(|currency| currency.code().to_owned()),
    }
    .run(conn)?;
    Ok(())
}
