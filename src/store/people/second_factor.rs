//! Second factors: setting one up, asking for its codes, taking it away.

use chrono::{DateTime, Utc};
use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Array, BigInt, Binary, Bool, Nullable, Timestamptz, Uuid};
use diesel::{Connection, PgConnection};

use crate::second_factor::{RecoveryCode, Secret};
use crate::shop::AccountId;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::rows::Answer;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::ground::values::a_column;
use crate::store::people::sign_out;
use crate::store::people::token::{TokenHash, sha256};

statements! {
    /// What there is of somebody's second factor.
    FactorOf = "people/second_factor.sql", (account: AccountId as Uuid) -> Kept;
    /// The accounts at whose sign-in a code is asked for.
    FactorsOn = "people/second_factors_on.sql", () -> Owner;
    /// The secret of which somebody's codes are made.
    SecretOf = "people/secret.sql", (account: AccountId as Uuid) -> KeptSecret;
    /// The secret that somebody has not confirmed, held until the transaction ends.
    HoldPendingSecret = "people/hold_pending_secret.sql", (account: AccountId as Uuid) => KeptSecret;
    /// Keeps a new secret until a code confirms it.
    KeepPendingSecret = "people/keep_pending_secret.sql", (account: AccountId as Uuid, secret: Secret as Binary);
    /// Throws away a secret that was not confirmed.
    DropPendingSecret = "people/drop_pending_secret.sql", (account: AccountId as Uuid);
    /// Throws away a second factor that was never confirmed.
    DropEmptyFactor = "people/drop_empty_second_factor.sql", (account: AccountId as Uuid);
    /// Turns a second factor on.
    TurnOn = "people/turn_on_second_factor.sql",
        (account: AccountId as Uuid, secret: Secret as Binary, now: DateTime<Utc> as Timestamptz, step: i64 as BigInt);
    /// Takes the code of a half minute, once.
    TakeStep = "people/take_step.sql", (account: AccountId as Uuid, step: i64 as BigInt);
    /// Takes a second factor away.
    RemoveFactor = "people/remove_second_factor.sql", (account: AccountId as Uuid) => Answer;
    /// Says whether an account must have one.
    RequireFactor = "people/require_second_factor.sql", (account: AccountId as Uuid, required: bool as Bool);
    /// Throws away all recovery codes of an account.
    DropRecoveryCodes = "people/drop_recovery_codes.sql", (account: AccountId as Uuid);
    /// Adds recovery codes.
    AddRecoveryCodes = "people/add_recovery_codes.sql", (account: AccountId as Uuid, hashes: Vec<TokenHash> as Array<Binary>);
    /// Takes a recovery code, once.
    TakeRecoveryCode = "people/take_recovery_code.sql", (account: AccountId as Uuid, code: TokenHash as Binary);
}

row! {
    /// What there is of somebody's second factor.
    pub(in crate::store) struct Kept {
        turned_on_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        pending_secret: Option<Secret> as Nullable<Binary>,
        codes_left: i64 as BigInt,
    }
}

row! {
    /// A secret; `None` where there is none.
    pub(in crate::store) struct KeptSecret {
        secret: Option<Secret> as Nullable<Binary>,
    }
}

row! {
    /// Whose second factor it is.
    pub(in crate::store) struct Owner {
        id: AccountId as Uuid,
    }
}

a_column!(Secret);

impl FromSql<Binary, Pg> for Secret {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Self::kept(value.as_bytes()).ok_or_else(|| "a secret of another length than 20 bytes".into())
    }
}

impl ToSql<Binary, Pg> for Secret {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <[u8] as ToSql<Binary, Pg>>::to_sql(self.bytes(), out)
    }
}

/// How somebody proved, beside the password, who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// By the code of the half minute.
    Code,
    /// By a recovery code, which is gone now.
    RecoveryCode,
}

/// What there is of somebody's second factor.
#[derive(Debug, Clone, Default)]
pub struct Factor {
    /// Since when it is asked for.
    pub on_since: Option<DateTime<Utc>>,
    /// A secret that was shown and is not confirmed yet.
    pub pending: Option<Secret>,
    /// How many recovery codes are left.
    pub codes_left: i64,
}

/// What there is of somebody's second factor.
///
/// # Errors
/// Those of the database.
pub fn look(conn: &mut PgConnection, account: AccountId) -> Result<Factor, StoreError> {
    let found = FactorOf { account }.first(conn)?;
    let factor = |Kept { turned_on_at, pending_secret, codes_left }| Factor { on_since: turned_on_at, pending: pending_secret, codes_left };
    Ok(found.map(factor).unwrap_or_default())
}

/// Whether sign-in asks for a code.
///
/// # Errors
/// Those of the database.
pub fn is_on(conn: &mut PgConnection, account: AccountId) -> Result<bool, StoreError> {
    Ok(SecretOf { account }.first(conn)?.is_some_and(|kept| kept.secret.is_some()))
}

/// The accounts at whose sign-in a code is asked for.
///
/// # Errors
/// Those of the database.
pub fn all_on(conn: &mut impl Reads) -> Result<Vec<AccountId>, StoreError> {
    Ok(FactorsOn {}.rows(conn)?.into_iter().map(|owner| owner.id).collect())
}

/// Keeps a new secret until a code confirms it. What is on stays on.
///
/// # Errors
/// Those of the database.
pub fn begin(conn: &mut PgConnection, account: AccountId, secret: &Secret) -> Result<(), StoreError> {
    KeepPendingSecret { account, secret: secret.clone() }.run(conn)?;
    Ok(())
}

/// Throws the new secret away.
///
/// # Errors
/// Those of the database.
pub fn give_up(conn: &mut PgConnection, account: AccountId) -> Result<(), StoreError> {
    DropPendingSecret { account }.run(conn)?;
    DropEmptyFactor { account }.run(conn)?;
    Ok(())
}

/// Turns the new secret on, where `typed` is its code; its recovery codes replace all older ones, and every other session ends.
///
/// # Errors
/// Those of the database.
pub fn confirm(
    conn: &mut PgConnection,
    account: AccountId,
    typed: &str,
    now: DateTime<Utc>,
    recovery: &[RecoveryCode],
    keep: TokenHash,
) -> Result<bool, StoreError> {
    conn.transaction(|conn| {
        let Some(secret) = HoldPendingSecret { account }.first(conn)?.and_then(|kept| kept.secret) else { return Ok(false) };
        let Some(step) = secret.step_of(typed, now) else { return Ok(false) };
        TurnOn { account, secret, now, step }.run(conn)?;
        renew_codes(conn, account, recovery)?;
        sign_out::end_all(conn, account, Some(keep))?;
        Ok(true)
    })
}

/// Replaces the recovery codes.
///
/// # Errors
/// Those of the database.
pub fn renew_codes(conn: &mut PgConnection, account: AccountId, recovery: &[RecoveryCode]) -> Result<(), StoreError> {
    conn.transaction(|conn| {
        DropRecoveryCodes { account }.run(conn)?;
        AddRecoveryCodes { account, hashes: recovery.iter().map(|code| hash(account, code)).collect() }.run(conn)?;
        Ok(())
    })
}

/// Takes a code, once: whoever comes with the same one later, or at the same moment, is refused.
///
/// # Errors
/// Those of the database.
pub fn take(conn: &mut PgConnection, account: AccountId, typed: &str, now: DateTime<Utc>) -> Result<Option<Proof>, StoreError> {
    if let Some(code) = RecoveryCode::parse(typed) {
        let used = TakeRecoveryCode { account, code: hash(account, &code) }.run(conn)?;
        return Ok((used > 0).then_some(Proof::RecoveryCode));
    }
    let secret = SecretOf { account }.first(conn)?.and_then(|kept| kept.secret);
    let Some(step) = secret.and_then(|secret| secret.step_of(typed, now)) else { return Ok(None) };
    let taken = TakeStep { account, step }.run(conn)?;
    Ok((taken > 0).then_some(Proof::Code))
}

/// Takes it away, with its recovery codes; answers whether there was one.
///
/// # Errors
/// Those of the database.
pub fn remove(conn: &mut PgConnection, account: AccountId) -> Result<bool, StoreError> {
    Ok(RemoveFactor { account }.first(conn)?.is_some_and(|was_on| was_on.yes))
}

/// Says whether an account must have one; answers whether that is new.
///
/// # Errors
/// Those of the database.
pub fn require(conn: &mut PgConnection, account: AccountId, is_required: bool) -> Result<bool, StoreError> {
    Ok(RequireFactor { account, required: is_required }.run(conn)? > 0)
}

/// Twenty random digits cannot be found by trying, so a quick hash will do.
fn hash(account: AccountId, code: &RecoveryCode) -> TokenHash {
    sha256(&format!("{account}:{}", code.reveal()))
}
