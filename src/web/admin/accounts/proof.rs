//! Proof that it is still them: whoever finds a browser signed in must not be able to guess here what they could not guess at the door.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use askama::Template;

use crate::shop::{FieldErrors, Fields};
use crate::store::people::audit::AuditKind;
use crate::store::people::throttle::Verdict;
use crate::store::people::{accounts, throttle};
use crate::web::admin::audit::note;
use crate::web::http::cx::Cx;
use crate::web::http::error::{WebError, in_words};
use crate::web::http::respond::render_as;

/// Why it is not proven.
#[derive(Debug)]
pub struct Unproven {
    /// What to say beside the field.
    pub errors: FieldErrors,
    /// After how many seconds to try again, where there were too many attempts.
    wait: Option<i64>,
}

impl Unproven {
    /// What was typed is missing or wrong.
    #[must_use]
    pub fn wrong(errors: FieldErrors) -> Self {
        Self { errors, wait: None }
    }

    /// Too many attempts.
    #[must_use]
    pub fn wait(field: &'static str, seconds: i64) -> Self {
        let sentence = format!("Wait {} before you try again; there were too many attempts", in_words(seconds));
        Self { errors: FieldErrors::one(field, sentence), wait: Some(seconds) }
    }

    /// The page that says so, with the time to wait where there is one.
    ///
    /// # Errors
    /// [`WebError::Fault`], where the template fails.
    pub fn answer(&self, page: &impl Template) -> Result<HttpResponse, WebError> {
        let status = if self.wait.is_some() { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
        let mut response = render_as(status, page)?;
        if let Some(seconds) = self.wait {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        Ok(response)
    }
}

/// What is said where `current` is empty.
pub const NO_PASSWORD: &str = "Enter your current password";

/// Whether `current` is the password of whoever is signed in.
///
/// # Errors
/// Those of the database.
pub async fn prove(cx: &Cx, typed: &Fields) -> Result<Result<(), Unproven>, WebError> {
    let who = cx.who()?.clone();
    if typed.get("current").is_empty() {
        return Ok(Err(Unproven::wrong(FieldErrors::one("current", NO_PASSWORD))));
    }
    let (address, name, now) = (cx.client.clone(), who.name.clone(), cx.now);
    if let Verdict::Wait(seconds) = cx.store().run(move |conn| throttle::attempt(conn, &address, &name, now)).await? {
        note(cx, cx.hand().did(AuditKind::Throttled).about(who.account).with("where", "password")).await;
        return Ok(Err(Unproven::wait("current", seconds)));
    }
    let kept = cx.store().run(move |conn| accounts::find(conn, who.account)).await?.password_hash;
    if !cx.state.hashing.is_right(typed.get("current").to_owned(), kept).await? {
        tracing::warn!(account_id = %who.account, "a password was not right");
        note(cx, cx.hand().did(AuditKind::Refused).about(who.account).with("why", "password")).await;
        let errors = FieldErrors::one("current", "This is not your current password. Check it, and type it again");
        return Ok(Err(Unproven::wrong(errors)));
    }
    cx.store().run(move |conn| throttle::forgive(conn, &who.name)).await?;
    Ok(Ok(()))
}
