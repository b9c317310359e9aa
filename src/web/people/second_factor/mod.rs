//! One's own second factor: setting it up, and moving it to another phone. New recovery codes and turning it off: [`leave`].

pub mod leave;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::config::SecondFactorRule;
use crate::second_factor::{RecoveryCode, Secret};
use crate::shop::{FieldErrors, Fields};
use crate::store::people::accounts::Role;
use crate::store::people::audit::AuditKind;
use crate::store::people::second_factor::Factor;
use crate::store::people::sessions::SignedIn;
use crate::store::people::{audit, second_factor};
use crate::web::admin::accounts::proof;
use crate::web::admin::accounts::proof::Unproven;
use crate::web::http::cx::{Asker, Cx};
use crate::web::http::error::WebError;
use crate::web::http::guard::SET_UP;
use crate::web::http::once;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::local;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::address;
use crate::web::parts::pictures::qr::QrCode;

#[derive(Template)]
#[template(path = "second_factor/show.html")]
struct FactorPage {
    page: Page,
    form: FormView,
    factor: Factor,
    /// Of a secret that waits for its first code: as text, and as a picture.
    offer: Option<(String, QrCode)>,
    is_required: bool,
}

/// Recovery codes, shown this once: they are kept as hashes alone.
#[derive(Template)]
#[template(path = "second_factor/codes.html")]
struct CodesPage {
    page: Page,
    codes: Vec<String>,
    is_new: bool,
    /// Where it goes on.
    next: String,
}

/// Whether this person must have one.
#[must_use]
pub fn is_required(who: &SignedIn, rule: SecondFactorRule) -> bool {
    let by_rule = match rule {
        SecondFactorRule::Choice => false,
        SecondFactorRule::Admins => who.role == Role::Admin,
        SecondFactorRule::Everybody => true,
    };
    who.second_factor_required || by_rule
}

/// Shows what there is, or the secret that waits for its first code.
///
/// # Errors
/// Those of the database.
pub async fn show(cx: Cx) -> Result<HttpResponse, WebError> {
    let wrong = cx.asked(CODE).and_then(|word| Some((CODE, sentence(&word)?)));
    let mut page = page(&cx, FormView::new(Fields::default())).await?;
    let Some((field, sentence)) = wrong.filter(|_| page.offer.is_some()) else { return render(&page) };
    page.form = FormView::again(Fields::default(), FieldErrors::one(field, sentence));
    page.page.has_errors = true;
    render_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The field of the address, and of the form, that is about the code.
const CODE: &str = "code";

/// What is wrong with a code, by the word for it in the address.
fn sentence(word: &str) -> Option<&'static str> {
    match word {
        "missing" => Some("Enter the six digits that your phone shows now"),
        "wrong" => Some("Check the code; it changes every half minute. If it stays wrong, look whether the phone’s clock is right"),
        _ => None,
    }
}

/// The address of this page, that leads on to where somebody wanted to go.
fn here(cx: &Cx, more: Option<(&str, &str)>) -> String {
    let query: Fields = cx.asked("next").map(|next| ("next".to_owned(), next)).into_iter().collect();
    address(SET_UP, &query, &["next"], more)
}

/// The form again. A page with the secret in it is kept nowhere, so the address of a browser says what is wrong.
async fn not_this_code(cx: &Cx, word: &str) -> Result<HttpResponse, WebError> {
    if cx.asker == Asker::Browser {
        return Ok(see_other(&here(cx, Some((CODE, word)))));
    }
    again(cx, &Unproven::wrong(FieldErrors::one(CODE, sentence(word).unwrap_or_default()))).await
}

/// One step further: a new secret after the password, its first code, or back.
///
/// # Errors
/// Those of the database.
pub async fn set_up(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    match typed.get("step") {
        "confirm" => confirm(&cx, &typed).await,
        "back" => give_up(&cx).await,
        _ => begin(&cx, &typed).await,
    }
}

async fn begin(cx: &Cx, typed: &Fields) -> Result<HttpResponse, WebError> {
    if let Err(unproven) = proof::prove(cx, typed).await? {
        return again(cx, &unproven).await;
    }
    let secret = Secret::new().map_err(|e| no_randomness(&e))?;
    let account = cx.who()?.account;
    cx.store().run(move |conn| second_factor::begin(conn, account, &secret)).await?;
    Ok(see_other(&here(cx, None)))
}

async fn confirm(cx: &Cx, typed: &Fields) -> Result<HttpResponse, WebError> {
    let code = typed.get(CODE).to_owned();
    if code.trim().is_empty() {
        return not_this_code(cx, "missing").await;
    }
    let codes = RecoveryCode::several().map_err(|e| no_randomness(&e))?;
    let (who, now, kept, hand) = (cx.who()?.clone(), cx.now, codes.clone(), cx.hand());
    let confirmed = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let is_on = second_factor::confirm(conn, who.account, &code, now, &kept, who.session)?;
            Ok((is_on, is_on.then(|| hand.did(AuditKind::SecondFactorOn))))
        })
    });
    if !confirmed.await? {
        let factor = cx.store().run(move |conn| second_factor::look(conn, who.account)).await?;
        if factor.pending.is_none() {
            // The same form a second time: it is on, or was given up.
            return Ok(see_other(SET_UP));
        }
        return not_this_code(cx, "wrong").await;
    }
    tracing::info!(account_id = %cx.who()?.account, "second factor on");
    let next = cx.asked("next").and_then(|next| local::path(&next).map(str::to_owned)).unwrap_or_else(|| "/".to_owned());
    show_codes(cx, &codes, true, next)
}

/// Shows codes, this once.
fn show_codes(cx: &Cx, codes: &[RecoveryCode], is_new: bool, next: String) -> Result<HttpResponse, WebError> {
    let codes: Vec<String> = codes.iter().map(RecoveryCode::grouped).collect();
    if cx.asker == Asker::Browser {
        let what = [("codes", codes.join(",")), ("new", if is_new { "yes" } else { "" }.to_owned()), ("next", next)];
        return once::lead(cx, &format!("{}?shown=yes", leave::CODES), &what.each_ref().map(|(name, value)| (*name, value.as_str())));
    }
    render(&CodesPage { page: cx.page(Section::None), codes, is_new, next })
}

/// The page of codes to which a browser was led.
fn codes_again(cx: &Cx, kept: &Fields) -> Result<HttpResponse, WebError> {
    let codes = kept.get("codes").split(',').map(str::to_owned).collect();
    let next = local::path(kept.get("next")).unwrap_or("/").to_owned();
    render(&CodesPage { page: cx.page(Section::None), codes, is_new: kept.get("new") == "yes", next })
}

async fn give_up(cx: &Cx) -> Result<HttpResponse, WebError> {
    let account = cx.who()?.account;
    cx.store().run(move |conn| second_factor::give_up(conn, account)).await?;
    Ok(see_other(SET_UP))
}

async fn again(cx: &Cx, unproven: &Unproven) -> Result<HttpResponse, WebError> {
    let mut page = page(cx, FormView::again(Fields::default(), unproven.errors.clone())).await?;
    if page.offer.is_some() && cx.asker == Asker::Browser {
        return Ok(see_other(SET_UP));
    }
    page.page.has_errors = true;
    unproven.answer(&page)
}

async fn page(cx: &Cx, form: FormView) -> Result<FactorPage, WebError> {
    let who = cx.who()?;
    let account = who.account;
    let factor = cx.store().run(move |conn| second_factor::look(conn, account)).await?;
    let host = cx.state.config.origin.split('/').nth(2).unwrap_or_default();
    let picture = |secret: &Secret| QrCode::of(&secret.address(&format!("Hello! {host}"), &who.name));
    let offer = factor.pending.as_ref().map(|secret| Ok::<_, WebError>((secret.grouped(), picture(secret)?))).transpose()?;
    let is_required = is_required(who, cx.state.config.second_factor);
    Ok(FactorPage { page: cx.page(Section::None), form, factor, offer, is_required })
}

fn no_randomness(error: &getrandom::Error) -> WebError {
    WebError::Fault(format!("there is no randomness: {error}"))
}
