//! The second step of signing in, for those who have a second factor: the code, after the right password.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::shop::{FieldErrors, Fields};
use crate::store::people::accounts::Account;
use crate::store::people::audit::AuditKind;
use crate::store::people::second_factor::Proof;
use crate::store::people::throttle::Verdict;
use crate::store::people::{second_factor, throttle};
use crate::web::admin::accounts::proof::Unproven;
use crate::web::admin::audit::note;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, see_other};
use crate::web::http::session;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager;
use crate::web::people::login::{from_the_start, next, with_cookie};

#[derive(Template)]
#[template(path = "door/code.html")]
struct CodePage {
    page: Page,
    form: FormView,
}

/// The address of this page that leads on to where somebody wanted to go.
#[must_use]
pub fn address(query: &Fields) -> String {
    pager::address("/login/code", query, &["next", "unsent"], None)
}

/// Asks for the code.
///
/// # Errors
/// Those of the database.
pub async fn show(cx: Cx, req: HttpRequest, Query(query): Query) -> Result<HttpResponse, WebError> {
    if cx.signed_in.is_some() {
        return Ok(see_other(next(&query)));
    }
    match session::half(&cx, &req).await? {
        Some(_) => render(&CodePage { page: cx.page(Section::None), form: FormView::new(Fields::default()) }),
        None => Ok(see_other(&from_the_start(&query))),
    }
}

/// Takes the code, once, and lets them in.
///
/// # Errors
/// Those of the database.
pub async fn enter(cx: Cx, req: HttpRequest, Query(query): Query, typed: Fields) -> Result<HttpResponse, WebError> {
    let Some((account, half)) = session::half(&cx, &req).await? else { return show(cx, req, Query(query)).await };
    let proof = match take(&cx, &account, &typed).await? {
        Ok(proof) => proof,
        Err(unproven) => {
            let form = FormView::again(Fields::default(), unproven.errors.clone());
            return unproven.answer(&CodePage { page: cx.page(Section::None).with_errors(true), form });
        }
    };
    let (name, id) = (account.name.clone(), account.id);
    session::end_half(&cx, half).await?;
    let Some(cookie) = session::begin(&cx, account, Some(proof)).await? else { return Ok(see_other(&from_the_start(&query))) };
    cx.store().run(move |conn| throttle::forgive(conn, &name)).await?;
    tracing::info!(account_id = %id, by = ?proof, "signed in with a second factor");
    with_cookie(see_other(next(&query)), &cookie)
}

/// What is asked for in six digits must not be found by trying, so a code counts as a password does.
async fn take(cx: &Cx, account: &Account, typed: &Fields) -> Result<Result<Proof, Unproven>, WebError> {
    let code = typed.get("code").to_owned();
    if code.trim().is_empty() {
        return Ok(Err(Unproven::wrong(FieldErrors::one("code", "Enter the six digits that your phone shows, or a recovery code"))));
    }
    let (id, now) = (account.id, cx.now);
    let (client, name) = (cx.client.clone(), account.name.clone());
    if let Verdict::Wait(seconds) = cx.store().run(move |conn| throttle::attempt(conn, &client, &name, now)).await? {
        tracing::warn!(seconds, "sign-in throttled");
        note(cx, cx.hand().did(AuditKind::Throttled).about(id).with("where", "code")).await;
        return Ok(Err(Unproven::wait("code", seconds)));
    }
    if let Some(proof) = cx.store().run(move |conn| second_factor::take(conn, id, &code, now)).await? {
        return Ok(Ok(proof));
    }
    tracing::warn!(account_id = %id, "a code was not right");
    note(cx, cx.hand().did(AuditKind::SignInFailed).about(id).with("why", "code")).await;
    let sentence = "Check the code; it changes every half minute, and each can be used once";
    Ok(Err(Unproven::wrong(FieldErrors::one("code", sentence))))
}
