//! One's own account: another password, and the way to the second factor.

use actix_web::HttpResponse;
use askama::Template;

use crate::shop::{FieldErrors, Fields};
use crate::store::people::audit::AuditKind;
use crate::store::people::second_factor::Factor;
use crate::store::people::{accounts, audit, second_factor};
use crate::web::admin::accounts::proof::Unproven;
use crate::web::admin::accounts::{person, proof};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "accounts/own.html")]
struct OwnPage {
    page: Page,
    form: FormView,
    name: String,
    is_changed: bool,
    factor: Factor,
}

/// Asks for the old password and a new one.
///
/// # Errors
/// Those of the database.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let mut page = page(&cx, FormView::new(Fields::default())).await?;
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
        errors.add("current", proof::NO_PASSWORD);
    }
    let password = person::parse_password(&typed, &who.name, &mut errors);
    let Some(password) = password.filter(|_| errors.is_empty()) else { return again(&cx, &Unproven::wrong(errors)).await };
    if let Err(unproven) = proof::prove(&cx, &typed).await? {
        return again(&cx, &unproven).await;
    }
    let hash = cx.state.hashing.hash(password).await?;
    let entry = cx.hand().did(AuditKind::PasswordChanged).about(who.account);
    let changed = cx.store().run(move |conn| {
        audit::written(conn, |conn| Ok((accounts::set_password(conn, who.account, &hash, Some(who.session))?, Some(entry))))
    });
    changed.await?;
    tracing::info!(account_id = %who.account, "password changed");
    Ok(see_other("/account?changed=yes"))
}

async fn again(cx: &Cx, unproven: &Unproven) -> Result<HttpResponse, WebError> {
    let mut page = page(cx, FormView::again(Fields::default(), unproven.errors.clone())).await?;
    page.page.has_errors = true;
    unproven.answer(&page)
}

async fn page(cx: &Cx, form: FormView) -> Result<OwnPage, WebError> {
    let who = cx.who()?;
    let account = who.account;
    let factor = cx.store().run(move |conn| second_factor::look(conn, account)).await?;
    Ok(OwnPage { page: cx.page(Section::None), form, name: who.name.clone(), is_changed: false, factor })
}
