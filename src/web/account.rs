//! One's own account: another password.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
};
use askama::Template;

use super::{Cx, FormView, Page, Section, WebError, accounts::person, error::in_words, fields::Query, peer, render, render_as, see_other};
use crate::{
    shop::{FieldErrors, Fields},
    store::{
        accounts,
        throttle::{self, Verdict},
    },
};

#[derive(Template)]
#[template(path = "accounts/own.html")]
struct OwnPage {
    page: Page,
    form: FormView,
    name: String,
    is_changed: bool,
}

/// Asks for the old password and a new one.
///
/// # Errors
/// Those of the database.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let mut page = page(&cx, FormView::new(Fields::default()))?;
    page.is_changed = query.get("changed") == "yes";
    render(&page)
}

/// Changes the password, and ends every other session of this account.
///
/// # Errors
/// Those of the database.
pub async fn change_password(cx: Cx, req: HttpRequest, typed: Fields) -> Result<HttpResponse, WebError> {
    let who = cx.who()?.clone();
    let mut errors = FieldErrors::default();
    if typed.get("current").is_empty() {
        errors.add("current", "Enter the password that you have now");
    }
    let password = person::parse_password(&typed, &who.name, &mut errors);
    let Some(password) = password.filter(|_| errors.is_empty()) else { return again(&cx, errors, StatusCode::UNPROCESSABLE_ENTITY) };

    // Whoever finds a browser signed in must not be able to guess here what they could not guess at the door.
    let (address, name, now) = (peer::address(&req, &cx.state.config), who.name.clone(), cx.now);
    if let Verdict::Wait(seconds) = cx.store().run(move |conn| throttle::attempt(conn, &address, &name, now)).await? {
        let errors = FieldErrors::one("current", format!("Wait {} before you try again; there were too many attempts", in_words(seconds)));
        let mut response = again(&cx, errors, StatusCode::TOO_MANY_REQUESTS)?;
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        return Ok(response);
    }
    let kept = cx.store().run(move |conn| accounts::find(conn, who.account)).await?.password_hash().map(str::to_owned);
    if !cx.state.hashing.is_right(typed.get("current").to_owned(), kept).await? {
        tracing::warn!(account_id = %who.account, "password change refused");
        let errors = FieldErrors::one("current", "Check the password that you have now; this is another one");
        return again(&cx, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let hash = cx.state.hashing.hash(password).await?;
    let name = who.name.clone();
    cx.store()
        .run(move |conn| {
            accounts::set_password(conn, who.account, &hash, Some(who.session))?;
            throttle::forgive(conn, &name)
        })
        .await?;
    tracing::info!(account_id = %who.account, "password changed");
    Ok(see_other("/account?changed=yes"))
}

fn again(cx: &Cx, errors: FieldErrors, status: StatusCode) -> Result<HttpResponse, WebError> {
    let mut page = page(cx, FormView::again(Fields::default(), errors))?;
    page.page.has_errors = true;
    render_as(status, &page)
}

fn page(cx: &Cx, form: FormView) -> Result<OwnPage, WebError> {
    Ok(OwnPage { page: cx.page(Section::None), form, name: cx.who()?.name.clone(), is_changed: false })
}
