//! How the first admin gets in: one-time links, good while nobody can sign in.

use chrono::{DateTime, Utc};
use diesel::{
    Connection, ExpressionMethods, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, connection::SimpleConnection, delete,
    dsl::exists, insert_into, select,
};

use crate::store::ground::error::StoreError;
use crate::store::people::accounts;
use crate::store::people::accounts::NewAccount;
use crate::store::people::tables::{accounts as people, setup_links};
use crate::store::people::token::TokenHash;

/// What became of an attempt to set the shop up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The first admin is there.
    Done,
    /// Somebody was there already.
    AlreadyDone,
    /// This is no link of this shop.
    UnknownLink,
}

/// Whether nobody can sign in yet. Colleagues who cannot sign in, as an example shop has them, do not count.
///
/// # Errors
/// Those of the database.
pub fn is_open(conn: &mut PgConnection) -> Result<bool, StoreError> {
    let anybody = select(exists(people::table.filter(people::password_hash.is_not_null())));
    Ok(!anybody.get_result::<bool>(conn)?)
}

/// Keeps a new link; `false` where the shop is set up and needs none.
///
/// # Errors
/// Those of the database.
pub fn invite(conn: &mut PgConnection, link: TokenHash, now: DateTime<Utc>) -> Result<bool, StoreError> {
    if !is_open(conn)? {
        return Ok(false);
    }
    insert_into(setup_links::table)
        .values((setup_links::token_hash.eq(link.0.as_slice()), setup_links::created_at.eq(now)))
        .execute(conn)?;
    Ok(true)
}

/// Whether this is a link of this shop, and the shop not yet set up.
///
/// # Errors
/// Those of the database.
pub fn look(conn: &mut PgConnection, link: TokenHash) -> Result<Outcome, StoreError> {
    if !is_open(conn)? {
        return Ok(Outcome::AlreadyDone);
    }
    let known: Option<Vec<u8>> = setup_links::table.find(link.0.as_slice()).select(setup_links::token_hash).first(conn).optional()?;
    Ok(if known.is_some() { Outcome::Done } else { Outcome::UnknownLink })
}

/// Makes the first admin, and ends all links. Of two who come at once, one succeeds.
///
/// # Errors
/// A constraint `accounts_name_key`, and those of the database.
pub fn accept(conn: &mut PgConnection, link: TokenHash, admin: &NewAccount) -> Result<Outcome, StoreError> {
    conn.transaction(|conn| {
        conn.batch_execute("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE")?;
        let outcome = look(conn, link)?;
        if outcome == Outcome::Done {
            accounts::add(conn, admin)?;
            delete(setup_links::table).execute(conn)?;
        }
        Ok(outcome)
    })
}
