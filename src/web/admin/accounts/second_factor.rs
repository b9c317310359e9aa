//! A colleague's second factor: whether they must have one, and taking it away from somebody who has lost their phone.

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use askama::Template;
use uuid::Uuid;

use crate::shop::{AccountId, FieldErrors, Fields};
use crate::store::people::accounts::Account;
use crate::store::people::audit::AuditKind;
use crate::store::people::{accounts, audit, second_factor, sign_out};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "accounts/second_factor.html")]
struct RequirePage {
    page: Page,
    form: FormView,
    account: Account,
    is_on: bool,
}

#[derive(Template)]
#[template(path = "accounts/second_factor_reset.html")]
struct ResetPage {
    page: Page,
    form: FormView,
    account: Account,
    is_me: bool,
}

/// Asks whether the account must have one.
///
/// # Errors
/// Those of the database.
pub async fn ask(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let (account, is_on) = find(&cx, *id).await?;
    let chosen = if account.second_factor_required { "yes" } else { "no" };
    let form = FormView::new([("required", chosen)].into_iter().collect());
    render(&RequirePage { page: cx.page(Section::Admin), form, account, is_on })
}

/// Says so, and shows everybody.
///
/// # Errors
/// Those of the database.
pub async fn require(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let (account, is_on) = find(&cx, *id).await?;
    let is_required = match typed.get("required") {
        "yes" => true,
        "no" => false,
        _ => {
            let form = FormView::again(typed, FieldErrors::one("required", "Choose whether it is required"));
            let page = RequirePage { page: cx.page(Section::Admin).with_errors(true), form, account, is_on };
            return render_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let of = account.id;
    let what = if is_required { AuditKind::SecondFactorRequired } else { AuditKind::SecondFactorReleased };
    let entry = cx.hand().did(what).about(of);
    let required = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let is_new = second_factor::require(conn, of, is_required)?;
            Ok(((), is_new.then_some(entry)))
        })
    });
    required.await?;
    tracing::info!(account_id = %of, by = %cx.who()?.account, is_required, "second factor required or not");
    Ok(see_other("/admin/accounts"))
}

/// Asks whether to take it away.
///
/// # Errors
/// Those of the database.
pub async fn ask_reset(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let (account, _) = find(&cx, *id).await?;
    let is_me = cx.who()?.account == account.id;
    render(&ResetPage { page: cx.page(Section::Admin), form: FormView::new(Fields::default()), account, is_me })
}

/// Takes it away and signs them out everywhere, since whoever found the phone may have found a browser too.
///
/// # Errors
/// Those of the database.
pub async fn reset(cx: Cx, id: Path<Uuid>, _: Fields) -> Result<HttpResponse, WebError> {
    let (account, _) = find(&cx, *id).await?;
    let of = account.id;
    let entry = cx.hand().did(AuditKind::SecondFactorReset).about(of);
    let reset = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let was_on = second_factor::remove(conn, of)?;
            sign_out::end_all(conn, of, None)?;
            Ok(((), was_on.then_some(entry)))
        })
    });
    reset.await?;
    tracing::info!(account_id = %of, by = %cx.who()?.account, "second factor reset");
    Ok(see_other("/admin/accounts"))
}

async fn find(cx: &Cx, id: Uuid) -> Result<(Account, bool), WebError> {
    let id = AccountId(id);
    Ok(cx.store().run(move |conn| Ok((accounts::find(conn, id)?, second_factor::is_on(conn, id)?))).await?)
}
