//! Changes to an account, each asked for on a page of its own: role, disabling, enabling, ending sessions.

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use askama::Template;
use uuid::Uuid;

use crate::shop::{AccountId, FieldErrors, Fields};
use crate::store::people::accounts::{Account, Change, Role};
use crate::store::people::audit::{AuditKind, Entry};
use crate::store::people::{accounts, audit, sign_out};
use crate::store::{Conn, StoreError};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Role,
    Disable,
    Enable,
    EndSessions,
}

#[derive(Template)]
#[template(path = "accounts/change.html")]
struct ChangePage {
    page: Page,
    form: FormView,
    account: Account,
    act: Act,
    is_me: bool,
}

impl ChangePage {
    fn title(&self) -> String {
        let name = &self.account.name;
        match self.act {
            Act::Role => format!("AuditKind {name} may do"),
            Act::Disable => format!("Disable {name}"),
            Act::Enable => format!("Enable {name}"),
            Act::EndSessions => format!("Sign {name} out everywhere"),
        }
    }
}

/// Asks for a role.
///
/// # Errors
/// Those of the database.
pub async fn ask_role(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    ask(&cx, *id, Act::Role).await
}

/// Gives the role, and shows everybody.
///
/// # Errors
/// Those of the database.
pub async fn set_role(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let Some(role) = Role::named(typed.get("role")) else {
        return again(&cx, *id, Act::Role, typed, FieldErrors::one("role", "Choose what they may do")).await;
    };
    let account = AccountId(*id);
    let entry = cx.hand().did(AuditKind::RoleChanged).about(account).with("to", role.name());
    let changed = change(&cx, account, entry, move |conn, before| {
        let entry_is_due = before.role != role;
        Ok((accounts::set_role(conn, account, role)?, entry_is_due))
    });
    let changed = changed.await?;
    answer(&cx, *id, Act::Role, typed, changed).await
}

/// Asks whether to disable the account.
///
/// # Errors
/// Those of the database.
pub async fn ask_disable(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    ask(&cx, *id, Act::Disable).await
}

/// Disables the account, and shows everybody.
///
/// # Errors
/// Those of the database.
pub async fn disable(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let (account, now) = (AccountId(*id), cx.now);
    let entry = cx.hand().did(AuditKind::AccountDisabled).about(account);
    let changed =
        change(&cx, account, entry, move |conn, before| Ok((accounts::disable(conn, account, now)?, before.disabled_at.is_none())));
    let changed = changed.await?;
    answer(&cx, *id, Act::Disable, typed, changed).await
}

/// Asks whether to enable the account.
///
/// # Errors
/// Those of the database.
pub async fn ask_enable(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    ask(&cx, *id, Act::Enable).await
}

/// Enables the account, and shows everybody.
///
/// # Errors
/// Those of the database.
pub async fn enable(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let account = AccountId(*id);
    let entry = cx.hand().did(AuditKind::AccountEnabled).about(account);
    let changed = change(&cx, account, entry, move |conn, before| {
        accounts::enable(conn, account)?;
        Ok((Change::Done, before.disabled_at.is_some()))
    });
    let changed = changed.await?;
    answer(&cx, *id, Act::Enable, typed, changed).await
}

/// Asks whether to sign somebody out everywhere.
///
/// # Errors
/// Those of the database.
pub async fn ask_end_sessions(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    ask(&cx, *id, Act::EndSessions).await
}

/// Signs somebody out everywhere, and shows everybody.
///
/// # Errors
/// Those of the database.
pub async fn end_sessions(cx: Cx, id: Path<Uuid>, typed: Fields) -> Result<HttpResponse, WebError> {
    let account = AccountId(*id);
    let entry = cx.hand().did(AuditKind::SessionsEnded).about(account);
    let changed = change(&cx, account, entry, move |conn, _| {
        sign_out::end_all(conn, account, None)?;
        Ok((Change::Done, true))
    });
    let changed = changed.await?;
    answer(&cx, *id, Act::EndSessions, typed, changed).await
}

/// Does the work on the account as it was, and writes it down where the work says that it changed anything.
async fn change(
    cx: &Cx,
    id: AccountId,
    entry: Entry,
    work: impl FnOnce(&mut Conn, &Account) -> Result<(Change, bool), StoreError> + Send + 'static,
) -> Result<Change, WebError> {
    let changed = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let before = accounts::find(conn, id)?;
            let (change, is_new) = work(conn, &before)?;
            Ok((change, (is_new && change == Change::Done).then_some(entry)))
        })
    });
    Ok(changed.await?)
}

async fn ask(cx: &Cx, id: Uuid, act: Act) -> Result<HttpResponse, WebError> {
    let account = cx.store().run(move |conn| accounts::find(conn, AccountId(id))).await?;
    let form = FormView::new([("role", account.role.name())].into_iter().collect());
    render(&page(cx, account, act, form)?)
}

async fn answer(cx: &Cx, id: Uuid, act: Act, typed: Fields, change: Change) -> Result<HttpResponse, WebError> {
    match change {
        Change::Done => {
            tracing::info!(account_id = %id, by = %cx.who()?.account, act = ?act, "account changed");
            Ok(see_other("/admin/accounts"))
        }
        Change::LastAdmin => {
            let errors = FieldErrors::one("role", "Make somebody else an admin first; this is the only one");
            again(cx, id, act, typed, errors).await
        }
    }
}

async fn again(cx: &Cx, id: Uuid, act: Act, typed: Fields, errors: FieldErrors) -> Result<HttpResponse, WebError> {
    let account = cx.store().run(move |conn| accounts::find(conn, AccountId(id))).await?;
    let mut page = page(cx, account, act, FormView::again(typed, errors))?;
    page.page.has_errors = true;
    render_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn page(cx: &Cx, account: Account, act: Act, form: FormView) -> Result<ChangePage, WebError> {
    let is_me = cx.who()?.account == account.id;
    Ok(ChangePage { page: cx.page(Section::Admin), form, account, act, is_me })
}
