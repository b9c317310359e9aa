//! What is done to a second factor that is on, after the password: new recovery codes, and turning it off.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::second_factor::RecoveryCode;
use crate::shop::Fields;
use crate::store::people::audit::AuditKind;
use crate::store::people::{audit, second_factor};
use crate::web::admin::accounts::proof;
use crate::web::admin::accounts::proof::Unproven;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::guard::SET_UP;
use crate::web::http::once;
use crate::web::http::respond::{render, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::people::second_factor::{codes_again, is_required, no_randomness, show_codes};

/// Where new recovery codes are asked for, and codes are shown.
pub const CODES: &str = "/account/second-factor/codes";

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Codes,
    Off,
}

#[derive(Template)]
#[template(path = "second_factor/leave.html")]
struct LeavePage {
    page: Page,
    form: FormView,
    act: Act,
}

/// Asks for the password before new recovery codes are made; shows codes that were.
///
/// # Errors
/// Those of the database.
pub async fn ask_codes(cx: Cx, req: HttpRequest) -> Result<HttpResponse, WebError> {
    if let Some(kept) = once::shown(&cx, &req).filter(|_| cx.asked("shown").is_some()) {
        return codes_again(&cx, &kept);
    }
    ask(&cx, Act::Codes).await
}

/// Makes new recovery codes, and shows them this once.
///
/// # Errors
/// Those of the database.
pub async fn renew_codes(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    if !may(&cx, Act::Codes).await? {
        return Ok(see_other(SET_UP));
    }
    if let Err(unproven) = proof::prove(&cx, &typed).await? {
        return again(&cx, Act::Codes, &unproven);
    }
    let codes = RecoveryCode::several().map_err(|e| no_randomness(&e))?;
    let (account, kept, entry) = (cx.who()?.account, codes.clone(), cx.hand().did(AuditKind::RecoveryCodesRenewed));
    let renewed = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let is_on = second_factor::is_on(conn, account)?;
            if is_on {
                second_factor::renew_codes(conn, account, &kept)?;
            }
            Ok((is_on, is_on.then_some(entry)))
        })
    });
    if !renewed.await? {
        return Ok(see_other(SET_UP));
    }
    show_codes(&cx, &codes, false, "/".to_owned())
}

/// Asks for the password before it is turned off.
///
/// # Errors
/// Those of the database.
pub async fn ask_off(cx: Cx) -> Result<HttpResponse, WebError> {
    ask(&cx, Act::Off).await
}

/// Turns it off.
///
/// # Errors
/// Those of the database.
pub async fn turn_off(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    if !may(&cx, Act::Off).await? {
        return Ok(see_other(SET_UP));
    }
    if let Err(unproven) = proof::prove(&cx, &typed).await? {
        return again(&cx, Act::Off, &unproven);
    }
    let (account, entry) = (cx.who()?.account, cx.hand().did(AuditKind::SecondFactorOff));
    let off = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let was_on = second_factor::remove(conn, account)?;
            Ok(((), was_on.then_some(entry)))
        })
    });
    off.await?;
    tracing::info!(account_id = %account, "second factor off");
    Ok(see_other(SET_UP))
}

async fn ask(cx: &Cx, act: Act) -> Result<HttpResponse, WebError> {
    if !may(cx, act).await? {
        return Ok(see_other(SET_UP));
    }
    render(&LeavePage { page: cx.page(Section::None), form: FormView::new(Fields::default()), act })
}

/// Nobody leaves what they do not have, nor turns off what is required.
async fn may(cx: &Cx, act: Act) -> Result<bool, WebError> {
    let who = cx.who()?;
    let account = who.account;
    let is_kept = act == Act::Off && is_required(who, cx.state.config.second_factor);
    Ok(!is_kept && cx.store().run(move |conn| second_factor::is_on(conn, account)).await?)
}

fn again(cx: &Cx, act: Act, unproven: &Unproven) -> Result<HttpResponse, WebError> {
    let form = FormView::again(Fields::default(), unproven.errors.clone());
    unproven.answer(&LeavePage { page: cx.page(Section::None).with_errors(true), form, act })
}
