//! What happened to a pet while a form about it is open.

use crate::shop::PetId;
use crate::store::When;
use crate::store::log::events::EventLine;
use crate::store::log::story;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, see_other};
use crate::web::parts::page::{Page, Section};
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use uuid::Uuid;

/// A fragment: what happened since the form was opened, newest first.
#[derive(Template)]
#[template(path = "pets/news.html")]
pub struct PetNews {
    /// What every page knows.
    pub page: Page,
    /// The pet.
    pub id: PetId,
    /// The events; none where nothing happened.
    pub news: Vec<EventLine>,
}

/// Shows what happened to a pet since version `after`. To somebody who comes without a form it is the pet's page.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn show(cx: Cx, id: Path<Uuid>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let id = PetId(*id);
    if !cx.wants_fragment {
        return Ok(see_other(&format!("/pets/{id}")));
    }
    let after: i32 = query.get("after").parse().unwrap_or(i32::MAX);
    let story = cx.store().read(move |conn| story::part(conn, When::Now, id, None)).await?;
    if story.lines.is_empty() {
        return Err(WebError::NotFound);
    }
    let news = story.lines.into_iter().filter(|line| line.recorded.version > after).collect();
    render(&PetNews { page: cx.page(Section::Pets), id, news })
}
