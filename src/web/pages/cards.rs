//! Cage cards: one for a pet, or a sheet of them for the pets that a list shows.

use crate::shop::PetId;
use crate::store::When;
use crate::store::keyset::Place;
use crate::store::state::pets::PetRow;
use crate::store::state::{pet_list, pets, projection};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render, see_other};
use crate::web::pages::pets::asked_for;
use crate::web::parts::list_head::KEPT;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::address;
use crate::web::parts::pictures::qr::QrCode;
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use uuid::Uuid;

/// How many pets a sheet holds: 25 pages of A4.
const MOST: usize = 100;

/// The page.
#[derive(Template)]
#[template(path = "pets/cards.html")]
struct CardsPage {
    page: Page,
    /// The cards; one alone is a page of A6, several are cut from sheets of A4.
    cards: Vec<Card>,
    /// Whether it is for a list, however many are on it.
    is_sheet: bool,
    /// Whether the list has more pets.
    has_more: bool,
    /// The way back.
    back: String,
}

/// What hangs on a cage.
struct Card {
    pet: PetRow,
    /// The address of the pet's page.
    code: QrCode,
}

impl CardsPage {
    fn shown(&self) -> i64 {
        i64::try_from(self.cards.len()).unwrap_or(i64::MAX)
    }

    fn sheets(&self) -> impl Iterator<Item = &[Card]> {
        self.cards.chunks(4)
    }
}

/// Shows the card of one pet.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn one(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let id = PetId(*id);
    let pet = cx.store().read(move |conn| pets::state(conn, id)).await?.ok_or(WebError::NotFound)?;
    let cards = vec![Card::of(&cx, pet)?];
    render(&CardsPage { page: cx.page(Section::Pets), cards, is_sheet: false, has_more: false, back: format!("/pets/{id}") })
}

/// Shows the cards of the pets that the list shows at this address. What it cannot read, the list tells.
///
/// # Errors
/// The database failed.
pub async fn sheet(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let back = address("/pets", &query, &KEPT, None);
    let Ok((filter, order)) = asked_for(&query, cx.currency()) else { return Ok(see_other(&back)) };
    let found = cx
        .store()
        .read(move |conn| {
            let position = projection::position(conn)?;
            pet_list::list(conn, When::Now, &position, &filter, order, &Place::First, MOST)
        })
        .await?;
    let has_more = found.next.is_some();
    let cards = found.rows.into_iter().map(|pet| Card::of(&cx, pet)).collect::<Result<_, _>>()?;
    render(&CardsPage { page: cx.page(Section::Pets), cards, is_sheet: true, has_more, back })
}

impl Card {
    fn of(cx: &Cx, pet: PetRow) -> Result<Self, WebError> {
        let code = QrCode::of(&format!("{}/pets/{}", cx.state.config.origin, pet.id))?;
        Ok(Self { pet, code })
    }
}
