//! What the shop is called. Whoever is signed in learns it with their session, see [`super::sessions`].

use diesel::PgConnection;
use diesel::sql_types::Text;

use crate::shop::ShopName;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, statements};

statements! {
    /// Keeps what the shop is called.
    KeepShop = "people/keep_shop.sql", (name: String as Text);
}

/// Keeps what the shop is called.
///
/// # Errors
/// The database failed.
pub fn call(conn: &mut PgConnection, name: &ShopName) -> Result<(), StoreError> {
    KeepShop { name: name.to_string() }.run(conn)?;
    Ok(())
}
