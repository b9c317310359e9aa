//! Second factors: setting one up, asking for its codes, taking it away.

use chrono::{DateTime, Utc};
use diesel::{
    Connection, ExpressionMethods, HasQuery, OptionalExtension, PgConnection, QueryDsl, RunQueryDsl, delete, dsl::exists, insert_into,
    select, update,
};
use uuid::Uuid;

use crate::store::ground::error::StoreError;
use crate::store::people::sessions;
use crate::store::people::tables::{accounts, recovery_codes as codes, second_factors as factors};
use crate::store::people::token::{TokenHash, sha256};
use crate::{
    second_factor::{RecoveryCode, Secret},
    shop::AccountId,
};

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

#[derive(HasQuery)]
#[diesel(table_name = factors)]
struct Row {
    turned_on_at: Option<DateTime<Utc>>,
    pending_secret: Option<Vec<u8>>,
}

/// What there is of somebody's second factor.
///
/// # Errors
/// Those of the database.
pub fn look(conn: &mut PgConnection, account: AccountId) -> Result<Factor, StoreError> {
    let found = Row::query().filter(factors::account_id.eq(account.0)).first(conn).optional()?;
    let Some(row) = found else { return Ok(Factor::default()) };
    let codes_left = codes::table.filter(codes::account_id.eq(account.0)).count().get_result(conn)?;
    Ok(Factor { on_since: row.turned_on_at, pending: row.pending_secret.as_deref().and_then(Secret::kept), codes_left })
}

/// Whether sign-in asks for a code.
///
/// # Errors
/// Those of the database.
pub fn is_on(conn: &mut PgConnection, account: AccountId) -> Result<bool, StoreError> {
    Ok(select(exists(factors::table.find(account.0).filter(factors::secret.is_not_null()))).get_result(conn)?)
}

/// The accounts at whose sign-in a code is asked for.
///
/// # Errors
/// Those of the database.
pub fn all_on(conn: &mut PgConnection) -> Result<Vec<AccountId>, StoreError> {
    let on: Vec<Uuid> = factors::table.filter(factors::secret.is_not_null()).select(factors::account_id).load(conn)?;
    Ok(on.into_iter().map(AccountId).collect())
}

/// Keeps a new secret until a code confirms it. What is on stays on.
///
/// # Errors
/// Those of the database.
pub fn begin(conn: &mut PgConnection, account: AccountId, secret: &Secret) -> Result<(), StoreError> {
    insert_into(factors::table)
        .values((factors::account_id.eq(account.0), factors::pending_secret.eq(Some(secret.bytes()))))
        .on_conflict(factors::account_id)
        .do_update()
        .set(factors::pending_secret.eq(Some(secret.bytes())))
        .execute(conn)?;
    Ok(())
}

/// Throws the new secret away.
///
/// # Errors
/// Those of the database.
pub fn give_up(conn: &mut PgConnection, account: AccountId) -> Result<(), StoreError> {
    update(factors::table.find(account.0)).set(factors::pending_secret.eq(None::<Vec<u8>>)).execute(conn)?;
    delete(factors::table.find(account.0).filter(factors::secret.is_null())).execute(conn)?;
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
        let pending: Option<Option<Vec<u8>>> =
            factors::table.find(account.0).select(factors::pending_secret).for_update().first(conn).optional()?;
        let Some(secret) = pending.flatten().as_deref().and_then(Secret::kept) else { return Ok(false) };
        let Some(step) = secret.step_of(typed, now) else { return Ok(false) };
        update(factors::table.find(account.0))
            .set((
                factors::secret.eq(Some(secret.bytes())),
                factors::turned_on_at.eq(Some(now)),
                factors::last_step.eq(Some(step)),
                factors::pending_secret.eq(None::<Vec<u8>>),
            ))
            .execute(conn)?;
        renew_codes(conn, account, recovery)?;
        sessions::end_all(conn, account, Some(keep))?;
        Ok(true)
    })
}

/// Replaces the recovery codes.
///
/// # Errors
/// Those of the database.
pub fn renew_codes(conn: &mut PgConnection, account: AccountId, recovery: &[RecoveryCode]) -> Result<(), StoreError> {
    conn.transaction(|conn| {
        delete(codes::table.filter(codes::account_id.eq(account.0))).execute(conn)?;
        let hashes: Vec<_> = recovery.iter().map(|code| hash(account, code)).collect();
        let rows: Vec<_> = hashes.iter().map(|hash| (codes::account_id.eq(account.0), codes::code_hash.eq(hash.as_slice()))).collect();
        insert_into(codes::table).values(rows).execute(conn)?;
        Ok(())
    })
}

/// Takes a code, once: whoever comes with the same one later, or at the same moment, is refused.
///
/// # Errors
/// Those of the database.
pub fn take(conn: &mut PgConnection, account: AccountId, typed: &str, now: DateTime<Utc>) -> Result<Option<Proof>, StoreError> {
    if let Some(code) = RecoveryCode::parse(typed) {
        let used = delete(codes::table.find((account.0, hash(account, &code).as_slice()))).execute(conn)?;
        return Ok((used > 0).then_some(Proof::RecoveryCode));
    }
    let secret: Option<Option<Vec<u8>>> = factors::table.find(account.0).select(factors::secret).first(conn).optional()?;
    let step = secret.flatten().as_deref().and_then(Secret::kept).and_then(|secret| secret.step_of(typed, now));
    let Some(step) = step else { return Ok(None) };
    let taken =
        update(factors::table.find(account.0).filter(factors::last_step.lt(step))).set(factors::last_step.eq(step)).execute(conn)?;
    Ok((taken > 0).then_some(Proof::Code))
}

/// Takes it away, with its recovery codes; answers whether there was one.
///
/// # Errors
/// Those of the database.
pub fn remove(conn: &mut PgConnection, account: AccountId) -> Result<bool, StoreError> {
    let was_on = is_on(conn, account)?;
    delete(factors::table.find(account.0)).execute(conn)?;
    Ok(was_on)
}

/// Says whether an account must have one; answers whether that is new.
///
/// # Errors
/// Those of the database.
pub fn require(conn: &mut PgConnection, account: AccountId, is_required: bool) -> Result<bool, StoreError> {
    let of = accounts::table.find(account.0).filter(accounts::second_factor_required.ne(is_required));
    Ok(update(of).set(accounts::second_factor_required.eq(is_required)).execute(conn)? > 0)
}

/// Twenty random digits cannot be found by trying, so a quick hash will do.
fn hash(account: AccountId, code: &RecoveryCode) -> [u8; 32] {
    sha256(&format!("{account}:{}", code.reveal()))
}
