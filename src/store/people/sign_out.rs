//! Signing an account out everywhere.

use diesel::PgConnection;
use diesel::sql_types::{Binary, Nullable, Uuid};

use crate::shop::AccountId;
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, statements};
use crate::store::people::token::TokenHash;

statements! {
    /// Ends all sessions of an account, except one.
    EndSessionsOf = "people/end_sessions_of.sql", (account: AccountId as Uuid, keep: Option<TokenHash> as Nullable<Binary>);
    /// Ends all half sessions of an account.
    EndHalfSessionsOf = "people/end_half_sessions_of.sql", (account: AccountId as Uuid);
}

/// Ends all sessions of an account, except one, and all that are but half begun.
///
/// # Errors
/// Those of the database.
pub fn end_all(conn: &mut PgConnection, account: AccountId, except: Option<TokenHash>) -> Result<(), StoreError> {
    EndHalfSessionsOf { account }.run(conn)?;
    EndSessionsOf { account, keep: except }.run(conn)?;
    Ok(())
}
