//! Signing in and out.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
};
use askama::Template;

use super::{Cx, FormView, Page, Section, WebError, error::in_words, fields::Query, local, peer, render, render_as, see_other, session};
use crate::{
    shop::{FieldErrors, Fields},
    store::{
        accounts::{self, Account},
        setup,
        throttle::{self, Verdict},
    },
};

#[derive(Template)]
#[template(path = "door/login.html")]
struct LoginPage {
    page: Page,
    form: FormView,
    needs_setup: bool,
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
    render(&LoginPage { page: cx.page(Section::None), form: FormView::new(Fields::default()), needs_setup })
}

/// Lets in whoever knows name and password, and leads them to where they wanted to go.
///
/// # Errors
/// Those of the database.
pub async fn sign_in(cx: Cx, req: HttpRequest, Query(query): Query, typed: Fields) -> Result<HttpResponse, WebError> {
    let errors = missing(&typed);
    if !errors.is_empty() {
        return again(&cx, &typed, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let address = peer::address(&req, &cx.state.config);
    if let Verdict::Wait(seconds) = ask(&cx, address, &typed).await? {
        tracing::warn!(seconds, "sign-in throttled");
        let errors = FieldErrors::one("name", format!("Wait {} before you try again; there were too many attempts", in_words(seconds)));
        let mut response = again(&cx, &typed, errors, StatusCode::TOO_MANY_REQUESTS)?;
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        return Ok(response);
    }
    let Some(account) = who_is(&cx, &typed).await? else { return refuse(&cx, &typed) };
    let (name, id) = (account.name.clone(), account.id);
    let Some(cookie) = session::begin(&cx, account).await? else { return refuse(&cx, &typed) };
    cx.store().run(move |conn| throttle::forgive(conn, &name)).await?;
    tracing::info!(account_id = %id, "signed in");
    let mut response = see_other(next(&query));
    response.add_cookie(&cookie).map_err(|e| WebError::Fault(e.to_string()))?;
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
    let mut response = see_other("/login");
    response.add_cookie(&gone).map_err(|e| WebError::Fault(e.to_string()))?;
    Ok(response)
}

fn missing(typed: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if typed.get("name").trim().is_empty() {
        errors.add("name", "Enter your name");
    }
    if typed.get("password").is_empty() {
        errors.add("password", "Enter your password");
    }
    errors
}

async fn ask(cx: &Cx, address: String, typed: &Fields) -> Result<Verdict, WebError> {
    let (name, now) = (typed.get("name").to_owned(), cx.now);
    Ok(cx.store().run(move |conn| throttle::attempt(conn, &address, &name, now)).await?)
}

/// The account that fits; it takes as long to find out that there is none.
async fn who_is(cx: &Cx, typed: &Fields) -> Result<Option<Account>, WebError> {
    let name = typed.get("name").trim().to_owned();
    let account = cx.store().run(move |conn| accounts::named(conn, &name)).await?.filter(|account| account.disabled_at.is_none());
    let kept = account.as_ref().and_then(|account| account.password_hash().map(str::to_owned));
    let is_right = cx.state.hashing.is_right(typed.get("password").to_owned(), kept).await?;
    Ok(account.filter(|_| is_right))
}

fn refuse(cx: &Cx, typed: &Fields) -> Result<HttpResponse, WebError> {
    tracing::warn!("sign-in refused");
    let errors = FieldErrors::one("name", "Check the name and the password; together they fit no account here");
    again(cx, typed, errors, StatusCode::UNPROCESSABLE_ENTITY)
}

fn again(cx: &Cx, typed: &Fields, errors: FieldErrors, status: StatusCode) -> Result<HttpResponse, WebError> {
    let kept: Fields = [("name", typed.get("name"))].into_iter().collect();
    let page = LoginPage { page: cx.page(Section::None).with_errors(true), form: FormView::again(kept, errors), needs_setup: false };
    render_as(status, &page)
}

fn next(query: &Fields) -> &str {
    local::path(query.get("next")).unwrap_or("/")
}
