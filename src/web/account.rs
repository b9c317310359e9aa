//! One's own account: another password.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use askama::Template;

use super::{
    Cx, FormView, Page, Section, WebError, accounts::person, audit::note, error::in_words, fields::Query, render, render_as, see_other,
};
use crate::{
    shop::{FieldErrors, Fields},
    store::{
        accounts,
        audit::{self, What},
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
pub async fn change_password(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    let who = cx.who()?.clone();
    let mut errors = FieldErrors::default();
    if typed.get("current").is_empty() {
        errors.add("current", "Enter the password that you have now");
    }
    let password = person::parse_password(&typed, &who.name, &mut errors);
    let Some(password) = password.filter(|_| errors.is_empty()) else { return again(&cx, errors, StatusCode::UNPROCESSABLE_ENTITY) };

    // Whoever finds a browser signed in must not be able to guess here what they could not guess at the door.
    let (address, name, now) = (cx.client.clone(), who.name.clone(), cx.now);
    if let Verdict::Wait(seconds) = cx.store().run(move |conn| throttle::attempt(conn, &address, &name, now)).await? {
        note(&cx, cx.hand().did(What::Throttled).about(who.account).with("where", "password")).await;
        let errors = FieldErrors::one("current", format!("Wait {} before you try again; there were too many attempts", in_words(seconds)));
        let mut response = again(&cx, errors, StatusCode::TOO_MANY_REQUESTS)?;
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        return Ok(response);
    }
    let kept = cx.store().run(move |conn| accounts::find(conn, who.account)).await?.password_hash().map(str::to_owned);
    if !cx.state.hashing.is_right(typed.get("current").to_owned(), kept).await? {
        tracing::warn!(account_id = %who.account, "password change refused");
        note(&cx, cx.hand().did(What::Refused).about(who.account).with("why", "password")).await;
        let errors = FieldErrors::one("current", "Check the password that you have now; this is another one");
        return again(&cx, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let hash = cx.state.hashing.hash(password).await?;
    let entry = cx.hand().did(What::PasswordChanged).about(who.account);
    let name = who.name.clone();
    let changed = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            accounts::set_password(conn, who.account, &hash, Some(who.session))?;
            Ok((throttle::forgive(conn, &name)?, Some(entry)))
        })
    });
    changed.await?;
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
