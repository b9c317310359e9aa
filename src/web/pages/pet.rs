//! A pet's page: what it is now, what can be done, and its whole story.

use crate::shop::rules::may;
use crate::shop::{Event, EventKind, Fields, Money, Pet, PetId, PetNumber, birth, retraction};
use crate::store::When;
use crate::store::log::events;
use crate::store::log::events::EventLine;
use crate::store::log::steps::Steps;
use crate::store::log::story;
use crate::store::log::story::Part;
use crate::store::state::pets::PetRow;
use crate::store::state::{family, pets};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render_as;
use crate::web::parts::asked::{Asked, asked};
use crate::web::parts::not_yet::not_yet;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pictures::price;
use crate::web::parts::pictures::price::PriceChart;
use crate::web::parts::pictures::tree::FamilyTree;
use crate::web::parts::story::Story;
use crate::web::parts::why;
use crate::web::parts::why::Because;
use crate::web::record::deeds::{Deed, deeds};
use crate::web::record::done::Done;
use crate::web::record::retraction::mender;
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

/// One pet and its whole story; its block `results` is all that can change.
#[derive(Template)]
#[template(path = "pets/show.html", blocks = ["results"])]
pub struct PetPage {
    /// What every page knows.
    pub page: Page,
    /// The pet.
    pub pet: Pet,
    /// Its number.
    pub number: PetNumber,
    /// The price before the present one.
    pub price_was: Option<PriceWas>,
    /// Its mother's name.
    pub mother: Option<String>,
    /// The name of the customer who has it.
    pub customer: Option<String>,
    /// The event that made its status.
    pub status_because: Because,
    /// The event that made its price.
    pub price_because: Because,
    /// The event that gave it its name.
    pub name_because: Because,
    /// The event that gave it its species and its mother.
    pub origin_because: Because,
    /// The event that gave it its owner.
    pub owner_because: Option<Because>,
    /// Its price over its life, drawn.
    pub price_chart: Option<PriceChart>,
    /// Its mothers and its young, drawn.
    pub family: Option<FamilyTree>,
    /// What happened to it.
    pub story: Story,
    /// Its young, youngest first.
    pub young: Vec<PetRow>,
    /// What the viewer can do.
    pub can_be_done: CanBeDone,
    /// What was recorded just now, where the page is opened after that.
    pub done: Option<Done>,
}

/// What somebody can do with a pet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CanBeDone {
    /// What can happen to it.
    pub deeds: Vec<Deed>,
    /// Whether it may be named.
    pub naming: bool,
    /// Whether it can be a mother.
    pub birth: bool,
    /// Whether they may take back what happened last.
    pub retraction: bool,
}

/// A pet whose arrival or birth was taken back: its story, and nothing to do.
#[derive(Template)]
#[template(path = "pets/gone.html", blocks = ["results"])]
pub struct GonePage {
    /// What every page knows.
    pub page: Page,
    /// The pet as it was.
    pub pet: Pet,
    /// Its number.
    pub number: PetNumber,
    /// What was recorded about it, first of all how it was taken back.
    pub story: Story,
    /// What was recorded just now, where the page is opened after that.
    pub done: Option<Done>,
}

/// A price that no longer holds.
#[derive(Debug, Clone)]
pub struct PriceWas {
    /// What the pet cost.
    pub price: Money,
    /// Until which day.
    pub until: NaiveDate,
}

/// Shows a pet, as it is or as it was.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn show(cx: Cx, id: Path<Uuid>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let id = PetId(*id);
    let time = match asked(&cx, &query, &[], Steps::Pet(id)).await? {
        Asked::Page(time) => time,
        Asked::Step(there) => return Ok(there),
    };
    let when = time.when();
    let page = cx.page_at(Section::Pets, time);
    let status = page.status();
    let until = query.get("version").parse().ok().map(|version: i32| version.saturating_sub(1));
    let (part, births, young, family) = cx
        .store()
        .read(move |conn| {
            let (part, births) = (story::part(conn, when, id, until)?, events::births_of(conn, when, id)?);
            Ok((part, births, pets::young_of(conn, when, id)?, family::of(conn, when, id)?))
        })
        .await?;
    if part.reasons().is_empty() && page.is_past() {
        return before_it_came(&cx, page, id).await;
    }
    let history = &part.history;
    let latest_birth = births.iter().map(|line| line.recorded.created_at).max();
    let may_retract = !page.is_past() && retraction::may(history, latest_birth, &mender(&cx)?).is_ok();
    let done = if page.is_past() { None } else { Done::of(&cx, &query, &part.lines, &births, may_retract) };
    let Some(pet) = history.pet().cloned() else {
        let pet = history.remembered().cloned().ok_or(WebError::NotFound)?;
        let number = part.number().ok_or(WebError::NotFound)?;
        let shown = GonePage { number, story: Story::of(part, &[], &page, &query), page, pet, done };
        return if cx.wants_fragment { render_as(status, &shown.as_results()) } else { render_as(status, &shown) };
    };
    let can_be_done = if page.is_past() {
        CanBeDone::default()
    } else {
        CanBeDone {
            deeds: deeds(history),
            naming: may(EventKind::Named, history).is_ok(),
            birth: birth::may(&pet).is_ok(),
            retraction: may_retract,
        }
    };
    let page = told(page, pet, &query, part, &births, young)?;
    let shown = PetPage { family: FamilyTree::draw(family), can_be_done, done, ..page };
    if cx.wants_fragment { render_as(status, &shown.as_results()) } else { render_as(status, &shown) }
}

async fn before_it_came(cx: &Cx, page: Page, id: PetId) -> Result<HttpResponse, WebError> {
    let whole = cx.store().read(move |conn| story::whole(conn, When::Now, id)).await?;
    let first = whole.last().ok_or(WebError::NotFound)?;
    not_yet(page, first.pet_name.clone(), first.recorded.created_at)
}

fn told(page: Page, pet: Pet, query: &Fields, part: Part, births: &[EventLine], young: Vec<PetRow>) -> Result<PetPage, WebError> {
    let because = |made_it: fn(&Event) -> bool| Because::latest(part.reasons(), made_it).ok_or(WebError::NotFound);
    let status_because = because(why::sets_status)?;
    let price_because = because(why::sets_price)?;
    let name_because = because(why::sets_name)?;
    let origin_because = because(|event| matches!(event, Event::Arrived(_) | Event::Born(_)))?;
    let owner_because = because(|event| matches!(event, Event::Sold(_))).ok();
    let counting = || part.reasons().iter().filter(|line| line.counts());
    // Of a long story the picture begins with the part that is shown.
    let moments = price::moments(part.lines.iter().rev().filter(|line| line.counts()).map(|line| &line.recorded));
    let price_chart = PriceChart::draw(moments, page.today(), !page.is_past(), |price| page.money(price));
    let price_was = counting().find_map(|line| match &line.recorded.event {
        Event::PriceChanged(change) => Some(PriceWas { price: change.old_price, until: line.recorded.occurred_on }),
        _ => None,
    });
    let mother = counting().find_map(|line| line.mother.as_ref()).map(|(_, name)| name.clone());
    let customer = counting().find_map(|line| line.customer_name.clone());
    let number = part.number().ok_or(WebError::NotFound)?;
    let story = Story::of(part, births, &page, query);
    Ok(PetPage {
        page,
        pet,
        number,
        price_was,
        mother,
        customer,
        status_because,
        price_because,
        name_because,
        origin_because,
        owner_because,
        price_chart,
        family: None,
        can_be_done: CanBeDone::default(),
        done: None,
        story,
        young,
    })
}
