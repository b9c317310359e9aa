//! Signing in and out.

pub mod code;

use actix_web::{
    HttpResponse,
    cookie::Cookie,
    http::{StatusCode, header},
};
use askama::Template;

use crate::shop::{AccountId, FieldErrors, Fields, text};
use crate::store::people::accounts::Account;
use crate::store::people::audit::AuditKind;
use crate::store::people::throttle::Verdict;
use crate::store::people::{accounts, second_factor, setup, throttle};
use crate::web::admin::audit::note;
use crate::web::http::cx::Cx;
use crate::web::http::error::{WebError, in_words};
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::http::session;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::{local, pager};

#[derive(Template)]
#[template(path = "door/login.html")]
struct LoginPage {
    page: Page,
    form: FormView,
    needs_setup: bool,
    /// What became of a form that was sent signed out: "kept", "lost", or nothing of the kind.
    unsent: String,
}

/// Asks who it is.
///
/// # Errors
/// Those of the database.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    if cx.signed_in.is_some() {
        return Ok(see_other(next(&query)));
    }
    let needs_setup = cx.store().run(setup::is_open).await?;
    render(&LoginPage { page: cx.page(Section::None), form: FormView::new(Fields::default()), needs_setup, unsent: unsent(&cx) })
}

/// Lets in whoever knows name and password, and leads them to where they wanted to go.
///
/// # Errors
/// Those of the database.
pub async fn sign_in(cx: Cx, Query(query): Query, typed: Fields) -> Result<HttpResponse, WebError> {
    let errors = missing(&typed);
    if !errors.is_empty() {
        return again(&cx, &typed, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    if let Verdict::Wait(seconds) = ask(&cx, &typed).await? {
        tracing::warn!(seconds, "sign-in throttled");
        let entry = cx.hand().did(AuditKind::Throttled).with("where", "sign-in");
        let account = named(&cx, &typed).await?;
        note(&cx, account.map_or(entry.clone(), |account| entry.about(account.id))).await;
        let errors = FieldErrors::one("name", format!("Wait {} before you try again; there were too many attempts", in_words(seconds)));
        let mut response = again(&cx, &typed, errors, StatusCode::TOO_MANY_REQUESTS)?;
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        return Ok(response);
    }
    let account = match who_is(&cx, &typed).await? {
        Ok(account) => account,
        Err(stranger) => return refuse(&cx, &typed, stranger).await,
    };
    let (name, id) = (account.name.clone(), account.id);
    let changed_meanwhile = Stranger { account: Some(account.id), why: "password" };
    if cx.store().run(move |conn| second_factor::is_on(conn, id)).await? {
        let Some(cookie) = session::begin_half(&cx, account).await? else { return refuse(&cx, &typed, changed_meanwhile).await };
        return with_cookie(see_other(&code::address(&query)), &cookie);
    }
    let Some(cookie) = session::begin(&cx, account, None).await? else { return refuse(&cx, &typed, changed_meanwhile).await };
    cx.store().run(move |conn| throttle::forgive(conn, &name)).await?;
    tracing::info!(account_id = %id, "signed in");
    with_cookie(see_other(next(&query)), &cookie)
}

fn with_cookie(mut response: HttpResponse, cookie: &Cookie<'_>) -> Result<HttpResponse, WebError> {
    response.add_cookie(cookie).map_err(|e| WebError::Fault(e.to_string()))?;
    Ok(response)
}

/// Whoever comes to the address of signing out by a link or by Back is led to the first page.
pub async fn start() -> HttpResponse {
    see_other("/")
}

/// Ends the session.
///
/// # Errors
/// Those of the database.
pub async fn sign_out(cx: Cx, _: Fields) -> Result<HttpResponse, WebError> {
    let gone = session::end(&cx).await?;
    if let Some(signed_in) = &cx.signed_in {
        tracing::info!(account_id = %signed_in.account, "signed out");
    }
    with_cookie(see_other("/login"), &gone)
}

fn missing(typed: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if text::line(typed.get("name")).is_empty() {
        errors.add("name", "Enter your name");
    }
    if typed.get("password").is_empty() {
        errors.add("password", "Enter your password");
    }
    errors
}

async fn ask(cx: &Cx, typed: &Fields) -> Result<Verdict, WebError> {
    let (address, name, now) = (cx.client.clone(), typed.get("name").to_owned(), cx.now);
    Ok(cx.store().run(move |conn| throttle::attempt(conn, &address, &name, now)).await?)
}

/// Somebody who is not let in: as whom they tried, and what was wrong, for the audit log alone.
struct Stranger {
    account: Option<AccountId>,
    why: &'static str,
}

/// The account that fits; it takes as long to find out that there is none.
async fn who_is(cx: &Cx, typed: &Fields) -> Result<Result<Account, Stranger>, WebError> {
    let account = named(cx, typed).await?;
    let usable = account.as_ref().filter(|account| account.disabled_at.is_none());
    let kept = usable.and_then(|account| account.password_hash.clone());
    let why = match (&account, &kept) {
        (None, _) => "unknown",
        (Some(_), None) => "disabled",
        (Some(_), Some(_)) => "password",
    };
    let is_right = cx.state.hashing.is_right(typed.get("password").to_owned(), kept).await?;
    let stranger = Stranger { account: account.as_ref().map(|account| account.id), why };
    Ok(account.filter(|_| is_right).ok_or(stranger))
}

async fn named(cx: &Cx, typed: &Fields) -> Result<Option<Account>, WebError> {
    let name = typed.get("name").to_owned();
    Ok(cx.store().run(move |conn| accounts::named(conn, &name)).await?)
}

async fn refuse(cx: &Cx, typed: &Fields, stranger: Stranger) -> Result<HttpResponse, WebError> {
    tracing::warn!("sign-in refused");
    let entry = cx.hand().did(AuditKind::SignInFailed).with("why", stranger.why);
    note(cx, stranger.account.map_or(entry.clone(), |account| entry.about(account))).await;
    let errors = FieldErrors::one("name", "Check the name and the password; together they fit no account here");
    again(cx, typed, errors, StatusCode::UNPROCESSABLE_ENTITY)
}

fn again(cx: &Cx, typed: &Fields, errors: FieldErrors, status: StatusCode) -> Result<HttpResponse, WebError> {
    let kept: Fields = [("name", typed.get("name"))].into_iter().collect();
    let page = LoginPage {
        page: cx.page(Section::None).with_errors(true),
        form: FormView::again(kept, errors),
        needs_setup: false,
        unsent: unsent(cx),
    };
    render_as(status, &page)
}

fn unsent(cx: &Cx) -> String {
    cx.asked("unsent").unwrap_or_default()
}

/// The address of sign-in that leads on as this one did.
fn from_the_start(query: &Fields) -> String {
    pager::address("/login", query, &["next", "unsent"], None)
}

fn next(query: &Fields) -> &str {
    local::path(query.get("next")).unwrap_or("/")
}
