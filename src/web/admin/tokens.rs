//! Tokens, for those who run the shop: which programs follow it, a form for another, and the way to revoke one.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::shop::{FieldErrors, Fields, text};
use crate::store::people::audit;
use crate::store::people::audit::AuditKind;
use crate::store::people::token::Token;
use crate::store::people::tokens;
use crate::store::people::tokens::{KeptToken, NewToken, Scope};
use crate::web::http::cx::{Asker, Cx};
use crate::web::http::error::WebError;
use crate::web::http::once;
use crate::web::http::respond::{render, render_as, see_other};
use crate::web::parts::form;
use crate::web::parts::form::FormView;
use crate::web::parts::moment::end_of;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::address;

#[derive(Template)]
#[template(path = "tokens/list.html")]
struct ListPage {
    page: Page,
    form: FormView,
    tokens: Vec<KeptToken>,
}

/// A token that was just made, this once.
#[derive(Template)]
#[template(path = "tokens/made.html")]
struct MadePage {
    page: Page,
    name: String,
    /// The token itself; `None` where the form was sent twice, for it is shown once.
    secret: Option<String>,
    /// The address of the shop.
    origin: String,
}

#[derive(Template)]
#[template(path = "tokens/revoke.html")]
struct RevokePage {
    page: Page,
    form: FormView,
    token: KeptToken,
}

/// All that can be used; at the address to which a browser is led, the one that was made.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, req: HttpRequest) -> Result<HttpResponse, WebError> {
    if let Some(made) = once::shown(&cx, &req).filter(|made| cx.asked(MADE).as_deref() == Some(made.get("name"))) {
        return shown(&cx, made.get("name").to_owned(), Some(made.get("secret").to_owned()));
    }
    render(&page(&cx, FormView::new([("scope", Scope::Log.name())].into_iter().collect())).await?)
}

/// Makes one, and shows it this once.
///
/// # Errors
/// The database failed.
pub async fn add(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    let new = match read(&cx, &typed) {
        Ok(new) => new,
        Err(errors) => return again(&cx, typed, errors).await,
    };
    let secret = Token::new().map_err(|error| WebError::Fault(format!("no random numbers: {error}")))?;
    let (name, kept, now, by) = (new.name.clone(), secret.clone(), cx.now, cx.who()?.account);
    let entry = cx.hand().did(AuditKind::TokenAdded).with("token", name.clone()).with("scope", new.scope.name());
    let added = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            // The same form a second time makes nothing.
            if tokens::find(conn, new.id)?.is_some() {
                return Ok((false, None));
            }
            tokens::add(conn, &new, &kept, now, Some(by))?;
            Ok((true, Some(entry)))
        })
    });
    let is_new = match added.await {
        Ok(is_new) => is_new,
        Err(error) => {
            let Some(sentence) = error.sentence() else { return Err(error.into()) };
            return again(&cx, typed, FieldErrors::one("name", sentence)).await;
        }
    };
    if is_new && cx.asker == Asker::Browser {
        let there = address("/admin/tokens", &Fields::default(), &[], Some((MADE, &name)));
        return once::lead(&cx, &there, &[("name", &name), ("secret", secret.reveal())]);
    }
    shown(&cx, name, is_new.then(|| secret.reveal().to_owned()))
}

/// The field of the address that names the token which was just made.
const MADE: &str = "made";

fn shown(cx: &Cx, name: String, secret: Option<String>) -> Result<HttpResponse, WebError> {
    let origin = cx.state.config.origins.first().cloned().unwrap_or_default();
    render(&MadePage { page: cx.page(Section::Admin), name, secret, origin })
}

/// What a token is called: one line, as it is shown.
///
/// # Errors
/// A sentence.
pub fn name(typed: &str) -> Result<String, String> {
    let name = text::line(typed);
    match name.chars().count() {
        0 => Err("Enter which program it is for".into()),
        1..=100 => Ok(name),
        _ => Err("Enter a name of at most 100 characters".into()),
    }
}

fn read(cx: &Cx, typed: &Fields) -> Result<NewToken, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = errors.keep("name", name(typed.get("name")));
    let scope = errors.keep("scope", Scope::named(typed.get("scope")).ok_or_else(|| "Choose what it lets one see".to_owned()));
    let until = errors.keep("until", until(cx, typed.get("until")));
    match (name, scope, until) {
        (Some(name), Some(scope), Some(ends_at)) => {
            Ok(NewToken { id: form::key(typed).unwrap_or_else(Uuid::now_v7), name, scope, ends_at })
        }
        _ => Err(errors),
    }
}

/// The end of its last day; nothing where it does not end by itself.
fn until(cx: &Cx, typed: &str) -> Result<Option<DateTime<Utc>>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day: NaiveDate = typed.trim().parse().map_err(|_| "Enter its last day, like 2027-12-31, or leave it empty".to_owned())?;
    ends_with(day, cx.manner().time_zone, cx.now).map(Some)
}

/// The end of a last day.
///
/// # Errors
/// A sentence, where it has passed, or no calendar goes as far.
pub fn ends_with(day: NaiveDate, zone: Tz, now: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
    let end = end_of(day, zone).ok_or("Enter an earlier last day")?;
    if end < now { Err("Enter a last day that has not passed".into()) } else { Ok(end) }
}

/// Asks before one is revoked.
///
/// # Errors
/// There is no such token, or the database failed.
pub async fn ask_revoke(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let id = *id;
    let Some(token) = cx.store().read(move |conn| tokens::find(conn, id)).await?.filter(|token| token.revoked_at.is_none()) else {
        return Ok(see_other("/admin/tokens"));
    };
    render(&RevokePage { page: cx.page(Section::Admin), form: FormView::new(Fields::default()), token })
}

/// Revokes one, at once.
///
/// # Errors
/// The database failed.
pub async fn revoke(cx: Cx, id: Path<Uuid>, _: Fields) -> Result<HttpResponse, WebError> {
    let (id, now, hand) = (*id, cx.now, cx.hand());
    cx.store()
        .run(move |conn| {
            audit::written(conn, |conn| {
                let Some(token) = tokens::find(conn, id)? else { return Ok(((), None)) };
                let was_alive = tokens::revoke(conn, id, now)?;
                Ok(((), was_alive.then(|| hand.did(AuditKind::TokenRevoked).with("token", token.name))))
            })
        })
        .await?;
    Ok(see_other("/admin/tokens"))
}

async fn again(cx: &Cx, typed: Fields, errors: FieldErrors) -> Result<HttpResponse, WebError> {
    let mut page = page(cx, FormView::again(typed, errors)).await?;
    page.page.has_errors = true;
    render_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn page(cx: &Cx, form: FormView) -> Result<ListPage, WebError> {
    Ok(ListPage { page: cx.page(Section::Admin), form, tokens: cx.store().read(|conn| tokens::all(conn)).await? })
}
