//! The receipt for a sale, or for the refund of a return: a page to print, on A5 or on a roll.
//!
//! It names nobody: whoever pays on the spot needs no name on it, and so it says the same after a customer was forgotten.

use crate::shop::{Event, EventId, Money, PetNumber};
use crate::store::When;
use crate::store::log::events::EventLine;
use crate::store::log::{page as log, story};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render;
use crate::web::parts::page::{Page, Section};
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

/// The page.
#[derive(Template)]
#[template(path = "events/receipt.html")]
struct ReceiptPage {
    page: Page,
    event: EventLine,
    /// What was paid; paid back, where it is a refund.
    sum: Money,
    /// The sale that a refund is for: its day, its number, and what was paid.
    refunded: Option<Sale>,
    /// Whether it is printed on a roll of 80 mm.
    is_roll: bool,
}

/// A sale that a refund is for.
struct Sale {
    on: NaiveDate,
    number: String,
    paid: Money,
}

impl ReceiptPage {
    fn is_refund(&self) -> bool {
        matches!(self.event.recorded.event, Event::Returned(_))
    }

    fn number(&self) -> String {
        number(self.event.pet_number, self.event.recorded.version)
    }
}

/// The number of a receipt: the pet's, and the place of the event in its story. No other event has it, ever.
fn number(pet: PetNumber, version: i32) -> String {
    format!("{pet}/{version}")
}

/// Shows the receipt of a sale or a return.
///
/// # Errors
/// There is no such event, it moved no money, or the database failed.
pub async fn show(cx: Cx, id: Path<Uuid>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let id = EventId(*id);
    let found = cx
        .store()
        .read(move |conn| {
            let Some(line) = log::one(conn, id)? else { return Ok(None) };
            let story = story::whole(conn, When::Now, line.recorded.pet)?;
            Ok(Some((line, story)))
        })
        .await?;
    let (event, story) = found.ok_or(WebError::NotFound)?;
    let (sum, refunded) = match &event.recorded.event {
        Event::Sold(sold) => (sold.sale_price, None),
        Event::Returned(returned) => (returned.refund, sale_before(&story, &event)),
        _ => return Err(WebError::NotFound),
    };
    let is_roll = query.get("paper") == "roll";
    render(&ReceiptPage { page: cx.page(Section::Events), event, sum, refunded, is_roll })
}

/// The sale that a return ended, in a story told newest first: the latest one before it that counted then, whatever was taken back since.
fn sale_before(story: &[EventLine], back: &EventLine) -> Option<Sale> {
    let (version, at) = (back.recorded.version, back.recorded.created_at);
    let counted = |line: &&EventLine| line.recorded.version < version && line.taken_back.as_ref().is_none_or(|taken| taken.at > at);
    story.iter().filter(counted).find_map(|line| match &line.recorded.event {
        Event::Sold(sold) => {
            Some(Sale { on: line.recorded.occurred_on, number: number(line.pet_number, line.recorded.version), paid: sold.sale_price })
        }
        _ => None,
    })
}
