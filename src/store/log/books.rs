//! In which currency the books are kept: that of the first event, for ever.

use crate::shop::Currency;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::log::demo::LogIsEmpty;
use diesel::PgConnection;
use diesel::sql_types::Text;
use thiserror::Error;

statements! {
    /// The currency of the books.
    CurrencyOfBooks = "log/currency_of_books.sql", () -> OfBooks;
    /// Begins the books.
    BeginBooks = "log/begin_books.sql", (currency: String as Text);
}

row! {
    /// How the books are kept.
    pub(in crate::store) struct OfBooks {
        currency: String as Text,
    }
}

/// Why amounts of the shop's currency do not go into its books.
#[derive(Debug, Error)]
pub enum BooksError {
    /// They are in another one.
    #[error(
        "the books of this shop are kept in {kept}, and HELLO_CURRENCY is {set}; start it with HELLO_CURRENCY={kept}, or give a shop in {set} a \
         database of its own"
    )]
    Other {
        /// In which currency they are kept.
        kept: String,
        /// In which one the shop was started.
        set: &'static str,
    },
    /// The database: see [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Passes where the books are kept in this currency, or nothing has been recorded. A shop that is older than its books begins them here.
///
/// # Errors
/// They are kept in another one, or the database failed.
pub fn open(conn: &mut PgConnection, currency: Currency) -> Result<(), BooksError> {
    if (CurrencyOfBooks {}).first(conn)?.is_none() && (LogIsEmpty {}).one(conn)?.yes {
        return Ok(());
    }
    keep(conn, currency)
}

/// Keeps the books in this currency: begins them with the first event, and passes where they are kept in it.
///
/// # Errors
/// As [`open`].
pub fn keep(conn: &mut PgConnection, currency: Currency) -> Result<(), BooksError> {
    let kept = match (CurrencyOfBooks {}).first(conn)? {
        Some(kept) => kept,
        None => {
            // Whoever begins them at the same moment is waited for.
            BeginBooks { currency: currency.code().to_owned() }.run(conn)?;
            CurrencyOfBooks {}.one(conn)?
        }
    };
    if kept.currency == currency.code() { Ok(()) } else { Err(BooksError::Other { kept: kept.currency, set: currency.code() }) }
}
