//! A new password for somebody who has forgotten theirs.

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use askama::Template;
use uuid::Uuid;

use crate::shop::{AccountId, FieldErrors, Fields};
use crate::store::people::accounts::Account;
use crate::store::people::audit::AuditKind;
use crate::store::people::{accounts, audit};
use crate::web::admin::accounts::person;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "accounts/password.html")]
struct PasswordPage {
    page: Page,
    form: FormView,
    account: Account,
}

/// Asks for the new password.
///
/// # Errors
/// Those of the database.
pub async fn ask(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let account = find(&cx, *id).await?;
    render(&PasswordPage { page: cx.page(Section::Admin), form: FormView::new(Fields::default()), account })
}

/// Sets it, which ends the sessions of whoever had the old one.
///
/// # Errors
/// Those of the database.
pub async fn set(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let account = find(&cx, *id).await?;
    let mut errors = FieldErrors::default();
    let password = person::parse_password(&typed, &account.name, &mut errors);
    let Some(password) = password.filter(|_| errors.is_empty()) else {
        let form = FormView::again(person::without_passwords(&typed), errors);
        return render_as(
            StatusCode::UNPROCESSABLE_ENTITY,
            &PasswordPage { page: cx.page(Section::Admin).with_errors(true), form, account },
        );
    };
    let hash = cx.state.hashing.hash(password).await?;
    let who = cx.who()?;
    let (of, keep) = (account.id, (who.account == account.id).then_some(who.session));
    let entry = cx.hand().did(AuditKind::PasswordReset).about(of);
    let set = cx.store().run(move |conn| audit::written(conn, |conn| Ok((accounts::set_password(conn, of, &hash, keep)?, Some(entry)))));
    set.await?;
    tracing::info!(account_id = %of, by = %who.account, "password reset");
    Ok(see_other("/admin/accounts"))
}

async fn find(cx: &Cx, id: Uuid) -> Result<Account, WebError> {
    Ok(cx.store().run(move |conn| accounts::find(conn, AccountId(id))).await?)
}
