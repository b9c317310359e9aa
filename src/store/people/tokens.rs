//! Tokens: with one a program may follow what happens in the shop. Shown once, kept as a hash, counted at each use.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::sql_types::{Binary, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

use crate::shop::{AccountId, Said, text};
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::ground::values::named;
use crate::store::people::shop::said;
use crate::store::people::token::{Token, TokenHash};

statements! {
    /// Keeps a token.
    AddToken = "people/add_token.sql", (
        id: Uuid as SqlUuid, name: String as Text, scope: Scope as Text, secret_hash: TokenHash as Binary, now: DateTime<Utc> as Timestamptz,
        by: Option<AccountId> as Nullable<SqlUuid>, ends_at: Option<DateTime<Utc>> as Nullable<Timestamptz>
    );
    /// All tokens that were not revoked.
    Tokens = "people/tokens.sql", () -> KeptToken;
    /// A token.
    OneToken = "people/one_token.sql", (id: Uuid as SqlUuid) -> KeptToken;
    /// The token of a name that was not revoked.
    TokenNamed = "people/token_named.sql", (name: String as Text) -> KeptToken;
    /// Counts a use of a token.
    UseToken = "people/use_token.sql", (secret_hash: TokenHash as Binary, now: DateTime<Utc> as Timestamptz) => Used;
    /// Revokes a token.
    RevokeToken = "people/revoke_token.sql", (id: Uuid as SqlUuid, now: DateTime<Utc> as Timestamptz);
}

/// What a token lets one see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The log, and what is computed from it.
    Log,
    /// What customers and colleagues are called as well.
    People,
}

named!(Scope);

impl Scope {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Log, Self::People];

    /// Its name in the database and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::People => "people",
        }
    }

    /// In words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Log => "The log, people as ids alone",
            Self::People => "The log, with what customers and colleagues are called",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

row! {
    /// A token as it is kept.
    #[derive(Eq)]
    pub struct KeptToken {
        /// Identity.
        pub id: Uuid as SqlUuid,
        /// Which program it is for.
        pub name: String as Text,
        /// What it lets one see.
        pub scope: Scope as Text,
        /// When it was made.
        pub created_at: DateTime<Utc> as Timestamptz,
        /// Who made it; nobody where that was the command line.
        pub by: Option<String> as Nullable<Text>,
        /// From when on it is none any more.
        pub ends_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        /// When it was revoked.
        pub revoked_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        /// When it was used last.
        pub last_used_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
    }
}

row! {
    /// A program that came with a token.
    #[derive(Eq)]
    pub struct Used {
        /// The token.
        pub id: Uuid as SqlUuid,
        /// What it may see.
        pub scope: Scope as Text,
        /// How often it came within this minute.
        pub uses: i32 as Integer,
        time_zone: Option<String> as Nullable<Text>,
        currency: Option<String> as Nullable<Text>,
    }
}

impl Used {
    /// What the owner has said of time and money in the shop.
    #[must_use]
    pub fn said(&self) -> Said {
        said(self.time_zone.as_deref(), self.currency.as_deref())
    }
}

/// How often a token may be used within a minute.
pub const PER_MINUTE: i32 = 600;

/// A token that is to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Identity.
    pub id: Uuid,
    /// Which program it is for.
    pub name: String,
    /// What it lets one see.
    pub scope: Scope,
    /// From when on it is none any more.
    pub ends_at: Option<DateTime<Utc>>,
}

/// Keeps a token's hash.
///
/// # Errors
/// Another one that can be used has the name, or the database failed.
pub fn add(conn: &mut PgConnection, new: &NewToken, secret: &Token, now: DateTime<Utc>, by: Option<AccountId>) -> Result<(), StoreError> {
    let NewToken { id, name, scope, ends_at } = new.clone();
    AddToken { id, name, scope, secret_hash: secret.hash(), now, by, ends_at }.run(conn)?;
    Ok(())
}

/// All that were not revoked, the newest first.
///
/// # Errors
/// The database failed.
pub fn all(conn: &mut impl Reads) -> Result<Vec<KeptToken>, StoreError> {
    Tokens {}.rows(conn)
}

/// One of them, revoked or not.
///
/// # Errors
/// The database failed.
pub fn find(conn: &mut impl Reads, id: Uuid) -> Result<Option<KeptToken>, StoreError> {
    OneToken { id }.first(conn)
}

/// The one that can be revoked and has this name, whatever its case.
///
/// # Errors
/// The database failed.
pub fn named(conn: &mut PgConnection, typed: &str) -> Result<Option<KeptToken>, StoreError> {
    TokenNamed { name: text::line(typed) }.first(conn)
}

/// Counts a use; `None` where it is none, was revoked, or has ended.
///
/// # Errors
/// The database failed.
pub fn use_one(conn: &mut PgConnection, secret: &Token, now: DateTime<Utc>) -> Result<Option<Used>, StoreError> {
    UseToken { secret_hash: secret.hash(), now }.first(conn)
}

/// Whether it can be used still.
///
/// # Errors
/// The database failed.
pub fn lives(conn: &mut impl Reads, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(find(conn, id)?.is_some_and(|token| token.revoked_at.is_none() && token.ends_at.is_none_or(|end| end > now)))
}

/// Revokes it, at once; answers whether it could be used before.
///
/// # Errors
/// The database failed.
pub fn revoke(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(RevokeToken { id, now }.run(conn)? == 1)
}
