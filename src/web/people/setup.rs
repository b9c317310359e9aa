//! The first admin, by the link that the server printed.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use askama::Template;

use crate::shop::{AccountId, FieldErrors, Fields, ShopName};
use crate::store::people::accounts::{NewAccount, Role};
use crate::store::people::audit::AuditKind;
use crate::store::people::setup::Outcome;
use crate::store::people::shop::{Described, Shop};
use crate::store::people::token::Token;
use crate::store::people::{accounts, audit, setup, shop};
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
use crate::web::parts::manners;
use crate::web::parts::manners::Manners;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "door/setup.html")]
struct SetupPage {
    page: Page,
    form: FormView,
    has_link: bool,
    offers_example: bool,
    manners: Manners,
}

/// Asks who will run the shop; without a good link, says where to find one.
///
/// # Errors
/// Those of the database.
pub async fn show(mut cx: Cx, req: HttpRequest, Query(query): Query) -> Result<HttpResponse, WebError> {
    let outcome = look(&cx, &query).await?;
    if outcome == Outcome::AlreadyDone {
        return Ok(see_other("/login"));
    }
    let shop = described(&mut cx).await?;
    let manner = cx.manner();
    let currency = shop.said.currency.or_else(|| manners::currency_by_language(&req)).unwrap_or(manner.currency);
    let guess = [("time_zone", Manners::name_of(manner.time_zone)), ("currency", currency.code())];
    render(&page(&cx, &shop, FormView::new(guess.into_iter().collect()), outcome == Outcome::Done))
}

/// The shop as far as it is described: whoever has come this far may know.
async fn described(cx: &mut Cx) -> Result<Shop, WebError> {
    let shop = cx.store().run(shop::look).await?;
    cx.said = shop.said;
    Ok(shop)
}

/// Makes the first admin, signs them in, and leads them into the shop.
///
/// # Errors
/// Those of the database.
pub async fn accept(mut cx: Cx, Query(query): Query, typed: Fields) -> Result<HttpResponse, WebError> {
    let outcome = look(&cx, &query).await?;
    if outcome == Outcome::AlreadyDone {
        return Ok(see_other("/login"));
    }
    let shop = described(&mut cx).await?;
    if outcome == Outcome::UnknownLink {
        note(&cx, cx.hand().did(AuditKind::Refused).with("why", "set-up link")).await;
        return render_as(StatusCode::FORBIDDEN, &page(&cx, &shop, FormView::new(Fields::default()), false));
    }
    // The shop may go without a name of its own for a while.
    let name = Some(typed.get("shop")).filter(|typed| !typed.trim().is_empty()).map(ShopName::parse).transpose();
    let person = person::parse(&typed);
    let mut errors = person.as_ref().err().cloned().unwrap_or_default();
    let name = errors.keep("shop", name).flatten();
    let described = Described { name, ..manners::read(&cx, &shop, &typed, &mut errors) };
    let Ok(person) = person else { return again(&cx, &shop, &typed, errors) };
    if !errors.is_empty() {
        return again(&cx, &shop, &typed, errors);
    }
    let id = AccountId(form::key(&typed).unwrap_or_else(uuid::Uuid::now_v7));
    match make(&cx, &query, id, person, described).await {
        Ok(Outcome::Done) => {}
        Ok(_) => return Ok(see_other("/login")),
        Err(WebError::Store(error)) => {
            let Some(sentence) = error.sentence() else { return Err(error.into()) };
            return again(&cx, &shop, &typed, FieldErrors::one("name", sentence));
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

async fn make(cx: &Cx, query: &Fields, id: AccountId, person: Person, described: Described) -> Result<Outcome, WebError> {
    let Some(link) = Token::parse(query.get("token")) else { return Ok(Outcome::UnknownLink) };
    let password_hash = Some(cx.state.hashing.hash(person.password).await?);
    let admin = NewAccount { id, name: person.name, role: Role::Admin, password_hash };
    let mut hand = cx.hand();
    hand.account = Some(id);
    let made = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let outcome = setup::accept(conn, link.hash(), &admin, &described)?;
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

fn again(cx: &Cx, shop: &Shop, typed: &Fields, errors: FieldErrors) -> Result<HttpResponse, WebError> {
    let mut page = page(cx, shop, FormView::again(person::without_passwords(typed), errors), true);
    page.page.has_errors = true;
    render_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn page(cx: &Cx, shop: &Shop, form: FormView, has_link: bool) -> SetupPage {
    let manners = Manners::of(&cx.state.config, shop);
    SetupPage { page: cx.page(Section::None), form, has_link, offers_example: cx.state.example.is_some(), manners }
}
