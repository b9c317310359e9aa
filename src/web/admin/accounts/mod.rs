//! Who works here, for those who run the shop: the list, and a form for somebody new.

pub mod change;
pub mod password;
pub mod person;
pub mod proof;
pub mod second_factor;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::shop::{AccountId, FieldErrors, Fields};
use crate::store::StoreError;
use crate::store::people::accounts::{Account, NewAccount, Role};
use crate::store::people::audit::AuditKind;
use crate::store::people::{accounts, audit, second_factor as factors};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::parts::form;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    page: Page,
    form: FormView,
    accounts: Vec<Account>,
    me: AccountId,
    /// Those at whose sign-in a code is asked for.
    with_factor: Vec<AccountId>,
}

impl ListPage {
    fn is_me(&self, account: &Account) -> bool {
        account.id == self.me
    }

    fn has_factor(&self, account: &Account) -> bool {
        self.with_factor.contains(&account.id)
    }
}

/// Everybody who works here.
///
/// # Errors
/// Those of the database.
pub async fn list(cx: Cx) -> Result<HttpResponse, WebError> {
    let form = FormView::new([("role", Role::Staff.name())].into_iter().collect());
    render(&page(&cx, form).await?)
}

/// Adds somebody, and shows everybody.
///
/// # Errors
/// Those of the database.
pub async fn add(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    let role = Role::named(typed.get("role"));
    let (person, role) = match (person::parse(&typed), role) {
        (Ok(person), Some(role)) => (person, role),
        (person, role) => {
            let mut errors = person.err().unwrap_or_default();
            if role.is_none() {
                errors.add("role", "Choose what they may do");
            }
            return again(&cx, &typed, errors).await;
        }
    };
    let id = AccountId(form::key(&typed).unwrap_or_else(uuid::Uuid::now_v7));
    let password_hash = Some(cx.state.hashing.hash(person.password).await?);
    let new = NewAccount { id, name: person.name, role, password_hash };
    let entry = cx.hand().did(AuditKind::AccountAdded).about(id).with("role", role.name());
    let added = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            // The same form a second time adds nothing.
            let is_new = matches!(accounts::find(conn, id), Err(StoreError::NotFound));
            accounts::add(conn, &new)?;
            Ok(((), is_new.then_some(entry)))
        })
    });
    if let Err(error) = added.await {
        let Some(sentence) = error.sentence() else { return Err(error.into()) };
        return again(&cx, &typed, FieldErrors::one("name", sentence)).await;
    }
    tracing::info!(account_id = %id, role = role.name(), by = %cx.who()?.account, "account added");
    Ok(see_other("/admin/accounts"))
}

async fn again(cx: &Cx, typed: &Fields, errors: FieldErrors) -> Result<HttpResponse, WebError> {
    let mut page = page(cx, FormView::again(person::without_passwords(typed), errors)).await?;
    page.page.has_errors = true;
    render_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn page(cx: &Cx, form: FormView) -> Result<ListPage, WebError> {
    let (accounts, with_factor) = cx.store().read(|conn| Ok((accounts::all(conn)?, factors::all_on(conn)?))).await?;
    Ok(ListPage { page: cx.page(Section::Admin), form, accounts, me: cx.who()?.account, with_factor })
}
