//! Who is signed in: beginning, finding, ending sessions.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{Binary, Bool, Nullable, Text, Timestamptz, Uuid};
use diesel::{Connection, PgConnection};

use crate::shop::{AccountId, Said};
use crate::store::ground::error::StoreError;
use crate::store::ground::position::Position;
use crate::store::ground::sql_types::PgSnapshot;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::people::accounts;
use crate::store::people::accounts::{Account, Role};
use crate::store::people::shop::said;
use crate::store::people::token::TokenHash;

statements! {
    /// Whose session it is, if it still lives.
    LivingSession = "people/session.sql",
        (session: TokenHash as Binary, begun: DateTime<Utc> as Timestamptz, used: DateTime<Utc> as Timestamptz) => Living;
    /// Begins a session.
    BeginSession = "people/begin_session.sql",
        (session: TokenHash as Binary, account: AccountId as Uuid, now: DateTime<Utc> as Timestamptz);
    /// Writes down that a session was used.
    UseSession = "people/use_session.sql", (session: TokenHash as Binary, now: DateTime<Utc> as Timestamptz);
    /// Ends a session.
    EndSession = "people/end_session.sql", (session: TokenHash as Binary);
    /// Ends the sessions that nobody uses.
    EndIdleSessions = "people/end_idle_sessions.sql", (used: DateTime<Utc> as Timestamptz);
}

row! {
    /// A session that lives, and whose it is.
    pub(in crate::store) struct Living {
        account: AccountId as Uuid,
        name: String as Text,
        role: Role as Text,
        second_factor_required: bool as Bool,
        has_second_factor: bool as Bool,
        last_seen_at: DateTime<Utc> as Timestamptz,
        shop: Option<String> as Nullable<Text>,
        time_zone: Option<String> as Nullable<Text>,
        currency: Option<String> as Nullable<Text>,
        seen: Position as PgSnapshot,
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Whose session it is.
    pub account: AccountId,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Which of their sessions this is.
    pub session: TokenHash,
    /// Whether a code is asked for at their sign-in.
    pub has_second_factor: bool,
    /// Whether an admin requires that.
    pub second_factor_required: bool,
    /// What the shop is called, where its owner has said so.
    pub shop: Option<String>,
    /// What they have said of time and money there.
    pub said: Said,
    /// What of the log could be seen before anything was read for them.
    pub seen: Position,
}

impl SignedIn {
    /// A number that is theirs, so that they come to the same of several servers.
    #[must_use]
    pub fn turn(&self) -> usize {
        self.account.0.as_bytes().iter().fold(0, |turn, byte| turn + usize::from(*byte))
    }
}

/// How long a session lives.
#[derive(Debug, Clone, Copy)]
pub struct Lifetime {
    /// Without being used.
    pub idle: TimeDelta,
    /// At most.
    pub absolute: TimeDelta,
}

impl Lifetime {
    /// The last time of use is kept to a minute, or a tenth of a short limit: not every view of a page should write.
    fn grain(self) -> TimeDelta {
        (self.idle / 10).min(TimeDelta::minutes(1))
    }
}

/// Begins a session, unless the account was disabled or its password changed since `account` was read.
///
/// # Errors
/// Those of the database.
pub fn begin(
    conn: &mut PgConnection,
    account: &Account,
    session: TokenHash,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<bool, StoreError> {
    conn.transaction(|conn| {
        EndIdleSessions { used: now - lifetime.idle }.run(conn)?;
        if !accounts::is_unchanged(conn, account)? {
            return Ok(false);
        }
        BeginSession { session, account: account.id, now }.run(conn)?;
        Ok(true)
    })
}

/// Who uses this session, if it still lives.
///
/// # Errors
/// Those of the database.
pub fn find(conn: &mut PgConnection, session: TokenHash, now: DateTime<Utc>, lifetime: Lifetime) -> Result<Option<SignedIn>, StoreError> {
    let Some((signed_in, last_seen_at)) = living(conn, session, now, lifetime)? else { return Ok(None) };
    if now - last_seen_at > lifetime.grain() {
        UseSession { session, now }.run(conn)?;
    }
    Ok(Some(signed_in))
}

/// Who holds this session, without having used it: a page that is merely open asks by itself, and must not keep anybody signed in.
///
/// # Errors
/// Those of the database.
pub fn glimpse(
    conn: &mut PgConnection,
    session: TokenHash,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<Option<SignedIn>, StoreError> {
    Ok(living(conn, session, now, lifetime)?.map(|(signed_in, _)| signed_in))
}

fn living(
    conn: &mut PgConnection,
    session: TokenHash,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<Option<(SignedIn, DateTime<Utc>)>, StoreError> {
    let found = LivingSession { session, begun: now - lifetime.absolute, used: now - lifetime.idle }.first(conn)?;
    let signed_in = |found: Living| {
        let Living { account, name, role, second_factor_required, has_second_factor, last_seen_at, shop, time_zone, currency, seen } =
            found;
        let said = said(time_zone.as_deref(), currency.as_deref());
        (SignedIn { account, name, role, session, has_second_factor, second_factor_required, shop, said, seen }, last_seen_at)
    };
    Ok(found.map(signed_in))
}

/// Ends one session.
///
/// # Errors
/// Those of the database.
pub fn end(conn: &mut PgConnection, session: TokenHash) -> Result<(), StoreError> {
    EndSession { session }.run(conn)?;
    Ok(())
}
