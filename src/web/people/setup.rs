//! The first admin, by the link that the server printed.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use crate::shop::{AccountId, FieldErrors, Fields, ShopName};
use crate::store::people::accounts::{NewAccount, Role};
use crate::store::people::audit::AuditKind;
use crate::store::people::setup::Outcome;
use crate::store::people::token::Token;
use crate::store::people::{accounts, audit, setup};
use crate::web::admin::accounts::person;
use crate::web::admin::accounts::person::Person;
use crate::web::admin::audit::note;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::http::session;
use crate::web::parts::form;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "door/setup.html")]
struct SetupPage {
    page: Page,
    form: FormView,
    has_link: bool,
    offers_example: bool,
    time_zone_from: String,
}

/// Asks who will run the shop; without a good link, says where to find one.
///
/// # Errors
/// Those of the database.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    match look(&cx, &query).await? {
        Outcome::AlreadyDone => Ok(see_other("/login")),
        Outcome::Done => render(&page(&cx, FormView::new(Fields::default()), true)),
        Outcome::UnknownLink => render(&page(&cx, FormView::new(Fields::default()), false)),
    }
}

/// Makes the first admin, signs them in, and leads them into the shop.
///
/// # Errors
/// Those of the database.
pub async fn accept(cx: Cx, Query(query): Query, typed: Fields) -> Result<HttpResponse, WebError> {
    match look(&cx, &query).await? {
        Outcome::AlreadyDone => return Ok(see_other("/login")),
        Outcome::UnknownLink => {
            note(&cx, cx.hand().did(AuditKind::Refused).with("why", "set-up link")).await;
            return render_as(StatusCode::FORBIDDEN, &page(&cx, FormView::new(Fields::default()), false));
        }
        Outcome::Done => {}
    }
    // The shop may go without a name of its own for a while.
    let name = Some(typed.get("shop")).filter(|typed| !typed.trim().is_empty()).map(ShopName::parse).transpose();
    let (person, name) = match (person::parse(&typed), name) {
        (Ok(person), Ok(name)) => (person, name),
        (person, name) => {
            let mut errors = person.err().unwrap_or_default();
            errors.keep("shop", name);
            return again(&cx, &typed, errors);
        }
    };
    let id = AccountId(form::key(&typed).unwrap_or_else(uuid::Uuid::now_v7));
    match make(&cx, &query, id, person, name).await {
        Ok(Outcome::Done) => {}
        Ok(_) => return Ok(see_other("/login")),
        Err(WebError::Store(error)) => {
            let Some(sentence) = error.sentence() else { return Err(error.into()) };
            return again(&cx, &typed, FieldErrors::one("name", sentence));
        }
        Err(error) => return Err(error),
    }
    if typed.get("example") == "yes" {
        fill(&cx).await?;
    }
    tracing::info!(account_id = %id, "set up by the first admin");
    enter(&cx, id).await
}

async fn look(cx: &Cx, query: &Fields) -> Result<Outcome, WebError> {
    let Some(link) = Token::parse(query.get("token")) else {
        let is_open = cx.store().run(setup::is_open).await?;
        return Ok(if is_open { Outcome::UnknownLink } else { Outcome::AlreadyDone });
    };
    Ok(cx.store().run(move |conn| setup::look(conn, link.hash())).await?)
}

async fn make(cx: &Cx, query: &Fields, id: AccountId, person: Person, name: Option<ShopName>) -> Result<Outcome, WebError> {
    let Some(link) = Token::parse(query.get("token")) else { return Ok(Outcome::UnknownLink) };
    let password_hash = Some(cx.state.hashing.hash(person.password).await?);
    let admin = NewAccount { id, name: person.name, role: Role::Admin, password_hash };
    let mut hand = cx.hand();
    hand.account = Some(id);
    let made = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let outcome = setup::accept(conn, link.hash(), &admin, name.as_ref())?;
            Ok((outcome, (outcome == Outcome::Done).then(|| hand.did(AuditKind::SetUp))))
        })
    });
    Ok(made.await?)
}

/// The shop is set up by now: an example that fails must not lock its owner out.
async fn fill(cx: &Cx) -> Result<(), WebError> {
    let Some(example) = cx.state.example else { return Ok(()) };
    let (state, now) = (cx.state.clone(), cx.now);
    let filled = tokio::task::spawn_blocking(move || example(&state, now)).await;
    match filled {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "the example shop was not made"),
        Err(error) => tracing::error!(%error, "the example shop was not made"),
    }
    Ok(())
}

async fn enter(cx: &Cx, id: AccountId) -> Result<HttpResponse, WebError> {
    let account = cx.store().run(move |conn| accounts::find(conn, id)).await?;
    let mut response = see_other("/");
    if let Some(cookie) = session::begin(cx, account, None).await? {
        response.add_cookie(&cookie).map_err(|e| WebError::Fault(e.to_string()))?;
    }
    Ok(response)
}

fn again(cx: &Cx, typed: &Fields, errors: FieldErrors) -> Result<HttpResponse, WebError> {
    let mut page = page(cx, FormView::again(person::without_passwords(typed), errors), true);
    page.page.has_errors = true;
    render_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn page(cx: &Cx, form: FormView, has_link: bool) -> SetupPage {
    let time_zone_from = cx.state.config.time_zone_from.clone();
    SetupPage { page: cx.page(Section::None), form, has_link, offers_example: cx.state.example.is_some(), time_zone_from }
}
