//! How the first admin gets in: one-time links, good while nobody can sign in.

use chrono::{DateTime, Utc};
use diesel::sql_types::{Binary, Timestamptz};
use diesel::{Connection, PgConnection, connection::SimpleConnection};

use crate::store::ground::error::StoreError;
use crate::store::ground::rows::Answer;
use crate::store::ground::statement::{Deed, Rows, statements};
use crate::store::people::accounts;
use crate::store::people::accounts::NewAccount;
use crate::store::people::shop;
use crate::store::people::shop::Described;
use crate::store::people::token::TokenHash;

statements! {
    /// Whether nobody can sign in yet.
    SetupIsOpen = "people/setup_is_open.sql", () -> Answer;
    /// Whether this is a setup link of this shop.
    SetupLink = "people/setup_link.sql", (link: TokenHash as Binary) -> Answer;
    /// Keeps a setup link.
    AddSetupLink = "people/add_setup_link.sql", (link: TokenHash as Binary, now: DateTime<Utc> as Timestamptz);
    /// Ends all setup links.
    DropSetupLinks = "people/drop_setup_links.sql", ();
}

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
    Ok(SetupIsOpen {}.one(conn)?.yes)
}

/// Keeps a new link; `false` where the shop is set up and needs none.
///
/// # Errors
/// Those of the database.
pub fn invite(conn: &mut PgConnection, link: TokenHash, now: DateTime<Utc>) -> Result<bool, StoreError> {
    if !is_open(conn)? {
        return Ok(false);
    }
    AddSetupLink { link, now }.run(conn)?;
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
    let is_known = SetupLink { link }.one(conn)?.yes;
    Ok(if is_known { Outcome::Done } else { Outcome::UnknownLink })
}

/// Makes the first admin, keeps what they have said of the shop, and ends all links. Of two who come at once, one succeeds.
///
/// # Errors
/// As [`accounts::add`].
pub fn accept(conn: &mut PgConnection, link: TokenHash, admin: &NewAccount, described: &Described) -> Result<Outcome, StoreError> {
    conn.transaction(|conn| {
        conn.batch_execute("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE")?;
        let outcome = look(conn, link)?;
        if outcome == Outcome::Done {
            accounts::add(conn, admin)?;
            shop::keep(conn, described)?;
            DropSetupLinks {}.run(conn)?;
        }
        Ok(outcome)
    })
}
