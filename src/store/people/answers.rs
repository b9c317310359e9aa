//! Pages that answered a form: what is wrong with it, or what is asked once more. Each waits a day for the session that had sent the form.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{BigInt, Binary, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};
use uuid::Uuid;

use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::people::token::TokenHash;

statements! {
    /// Keeps an answer.
    KeepAnswer = "people/keep_answer.sql", (
        id: Uuid as SqlUuid, session: TokenHash as Binary, path: String as Text, status: i32 as Integer, page: String as Text,
        now: DateTime<Utc> as Timestamptz
    );
    /// An answer.
    KeptAnswer = "people/answer.sql", (
        id: Uuid as SqlUuid, session: TokenHash as Binary, path: String as Text, since: DateTime<Utc> as Timestamptz
    ) -> AnswerRow;
    /// Drops the answers to which nobody goes back.
    DropOldAnswers = "people/drop_old_answers.sql", (until: DateTime<Utc> as Timestamptz);
    /// Drops all but the newest of a session.
    DropAnswersBeyond = "people/drop_answers_beyond.sql", (session: TokenHash as Binary, most: i64 as BigInt);
    /// Drops all but the newest to a form that anybody may send.
    DropAnswersAt = "people/drop_answers_at.sql", (path: String as Text, most: i64 as BigInt);
    /// Drops all of them.
    DropAnswers = "people/drop_answers.sql", ();
}

row! {
    /// An answer.
    pub(in crate::store) struct AnswerRow {
        status: i32 as Integer,
        page: String as Text,
    }
}

/// How long an answer waits.
pub const LIFETIME: TimeDelta = TimeDelta::days(1);

/// How many wait for one session; of more the oldest go.
const MOST: i64 = 50;

/// How many wait at each form in front of the door, for all who are not signed in; of more the oldest go.
const MOST_AT_THE_DOOR: i64 = 1000;

/// A page that answers a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its HTTP status.
    pub status: u16,
    /// The page.
    pub page: String,
}

/// Keeps the answer to a form that was sent to `path`, and says what it is found by.
///
/// # Errors
/// The database failed.
pub fn keep(conn: &mut PgConnection, session: TokenHash, path: String, answer: Answer, now: DateTime<Utc>) -> Result<Uuid, StoreError> {
    let Answer { status, page } = answer;
    let id = Uuid::new_v4();
    conn.transaction(|conn| {
        drop_old(conn, now)?;
        KeepAnswer { id, session, path, status: status.into(), page, now }.run(conn)?;
        DropAnswersBeyond { session, most: MOST }.run(conn)?;
        Ok(id)
    })
}

/// As [`keep`], for somebody who is not signed in: `browser` is the hash of the secret in their cookie.
///
/// # Errors
/// The database failed.
pub fn keep_at_the_door(
    conn: &mut PgConnection,
    browser: TokenHash,
    path: String,
    answer: Answer,
    now: DateTime<Utc>,
) -> Result<Uuid, StoreError> {
    let id = keep(conn, browser, path.clone(), answer, now)?;
    DropAnswersAt { path, most: MOST_AT_THE_DOOR }.run(conn)?;
    Ok(id)
}

/// The answer that this session got there.
///
/// # Errors
/// The database failed.
pub fn find(conn: &mut impl Reads, id: Uuid, session: TokenHash, path: &str, now: DateTime<Utc>) -> Result<Option<Answer>, StoreError> {
    let found = KeptAnswer { id, session, path: path.to_owned(), since: now - LIFETIME }.first(conn)?;
    Ok(found.and_then(|AnswerRow { status, page }| Some(Answer { status: status.try_into().ok()?, page })))
}

/// Drops those to which nobody goes back.
///
/// # Errors
/// The database failed.
pub fn drop_old(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    DropOldAnswers { until: now - LIFETIME }.run(conn)?;
    Ok(())
}

/// Drops all of them: any may show what is to be forgotten.
///
/// # Errors
/// The database failed.
pub fn drop_all(conn: &mut PgConnection) -> Result<(), StoreError> {
    DropAnswers {}.run(conn)?;
    Ok(())
}
