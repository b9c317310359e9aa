//! The forms that bring a new pet: an arrival and a birth.

use crate::shop::species::are_alike;
use crate::shop::{EventId, EventKind, FieldErrors, Fields, Species, arrival, birth, text};
use crate::store::log::keys::Appended;
use crate::store::log::{append, page, recorder};
use crate::store::state::{figures, projection};
use crate::store::{Reader, When};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::http::unsent;
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::record::choose::{Choices, Mother, MotherChoices, mothers};
use crate::web::record::done::{self, Done};
use crate::web::record::{Rejected, is_looked_at_again, recorded, recorded_at, refused_field, ticket, today_in};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

/// The form of an arrival.
#[derive(Template)]
#[template(path = "pets/arrival.html")]
pub struct ArrivalForm {
    /// What every page knows.
    pub page: Page,
    /// `name`, `species`, `species_known`, `price`, `occurred_on`, `note`.
    pub form: FormView,
    /// The species that the shop knows.
    pub species: Vec<KnownSpecies>,
    /// The arrival before this one, where somebody records one after the other.
    pub done: Option<Done>,
}

/// Shows the form of an arrival, or of another one after that which `recorded` names, of the same species.
///
/// # Errors
/// The database failed.
pub async fn arrival_form(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let done = before(&cx, &query).await?;
    let species = done.as_ref().and_then(|done| done.lines.first()).map(|line| line.species.clone()).unwrap_or_default();
    let form = unsent::opened(&cx, today_in(&cx, &[("species", &species)])).await?;
    show_arrival(&cx, StatusCode::OK, form, done).await
}

/// The arrival after which the form was opened for another one.
async fn before(cx: &Cx, query: &Fields) -> Result<Option<Done>, WebError> {
    let Ok(event) = query.get(done::FIELD).parse().map(EventId) else { return Ok(None) };
    let line = cx.store().read(move |conn| page::one(conn, event)).await?;
    let line = line.filter(|line| line.recorded.event.kind() == EventKind::Arrived);
    let mut done = line.and_then(|line| Done::new(cx, vec![line], true));
    // Another one is what this form is for.
    done.iter_mut().for_each(|done| done.next.retain(|next| next.href != cx.path()));
    Ok(done)
}

/// Records an arrival.
///
/// # Errors
/// The database failed.
pub async fn record_arrival(cx: Cx, fields: Fields) -> Result<HttpResponse, WebError> {
    if is_looked_at_again(&fields) {
        return show_arrival(&cx, StatusCode::OK, FormView::looked_at_again(fields), None).await;
    }
    match try_arrival(&cx, &fields).await {
        Ok(appended) if fields.get("then") == "another" => Ok(see_other(&recorded_at(&cx, "/pets/arrival", appended.event))),
        Ok(appended) => Ok(recorded(&cx, appended)),
        Err(rejected) => show_arrival(&cx, StatusCode::UNPROCESSABLE_ENTITY, sent_back(fields, rejected)?, None).await,
    }
}

async fn try_arrival(cx: &Cx, fields: &Fields) -> Result<Appended, Rejected> {
    let read = meant(cx, fields).await?.map(|species| {
        let mut read = fields.clone();
        read.set("species", species);
        read
    });
    let draft = match read {
        Ok(read) => arrival::parse(&read, cx.today(), cx.currency())?,
        Err(sentence) => {
            let mut errors = FieldErrors::one("species", sentence);
            let others = arrival::parse(fields, cx.today(), cx.currency()).err().unwrap_or_default();
            others.iter().filter(|(field, _)| *field != "species").for_each(|(field, sentence)| errors.add(field.to_owned(), sentence));
            return Err(errors.into());
        }
    };
    let ticket = ticket(cx, fields)?;
    Ok(recorder::record(cx.store(), EventKind::Arrived, move |conn| append::arrival(conn, &ticket, draft)).await?)
}

/// Which species is meant: one of the known that was chosen, a new one where that was chosen, or else what was typed, if it is not likely another
/// word for one that is known. Only for a species that is new the others are looked through.
async fn meant(cx: &Cx, fields: &Fields) -> Result<Result<String, String>, WebError> {
    let (typed, of_known) = (fields.get("species").to_owned(), fields.get("species_known"));
    if !of_known.is_empty() {
        let differs = !text::line(&typed).is_empty() && !are_alike(&typed, of_known);
        return Ok(if differs { Err(format!("Choose {of_known} or type {typed}, not both")) } else { Ok(of_known.to_owned()) });
    }
    let is_new = fields.has("species_known");
    let Some(species) = Species::parse(&typed).ok().filter(|_| !is_new) else { return Ok(Ok(typed)) };
    if cx.store().read(move |conn| append::knows(conn, &species)).await? {
        return Ok(Ok(typed));
    }
    let known = known_species(cx).await?;
    // Somebody may have brought the first of it meanwhile.
    let is_known = known.iter().any(|one| text::line(&typed).to_lowercase() == one.name.to_lowercase());
    Ok(match known.iter().find(|one| are_alike(&typed, &one.name)) {
        Some(one) if !is_known => Err(format!("Did you mean {}? Choose it below, or choose a new species", one.name)),
        _ => Ok(typed),
    })
}

/// A species that the shop knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSpecies {
    /// What it is called.
    pub name: String,
    /// How many of it are in the store.
    pub in_store: i64,
}

/// What the shop knows, first what is in the store, most first.
async fn known_species(cx: &Cx) -> Result<Vec<KnownSpecies>, WebError> {
    let read = |conn: &mut Reader<'_>| {
        let position = projection::position(conn)?;
        figures::stock(conn, When::Now, &position)
    };
    let stock = cx.store().read(read).await?;
    Ok(stock.into_iter().map(|kind| KnownSpecies { name: kind.species, in_store: kind.available }).collect())
}

async fn show_arrival(cx: &Cx, status: StatusCode, form: FormView, done: Option<Done>) -> Result<HttpResponse, WebError> {
    let species = known_species(cx).await?;
    let page = cx.page(Section::Pets).with_errors(!form.errors.is_empty());
    render_as(status, &ArrivalForm { page, form, species, done })
}

impl ArrivalForm {
    /// The species that are offered to be chosen: some that are in the store, and those that what was typed is likely to be.
    fn offered(&self) -> impl Iterator<Item = &KnownSpecies> {
        let typed = self.form.value("species");
        let chosen = self.form.value("species_known");
        let is_near = move |one: &KnownSpecies| one.name == chosen || are_alike(typed, &one.name);
        self.species.iter().enumerate().filter(move |(n, one)| (*n < OFFERED && one.in_store > 0) || is_near(one)).map(|(_, one)| one)
    }
}

/// How many species are offered to be chosen; the others come as one types.
const OFFERED: usize = 8;

/// The form of a birth.
#[derive(Template)]
#[template(path = "pets/birth.html")]
pub struct BirthForm {
    /// What every page knows.
    pub page: Page,
    /// `mother` (the search), `mother_id`, `name`, `price`, `occurred_on`, `note`.
    pub form: FormView,
    /// Mothers to choose from: the one who is chosen, and those who match.
    pub mothers: Choices<Mother>,
}

/// Shows the form of a birth, with the mother chosen whose page it was opened from.
///
/// # Errors
/// The database failed.
pub async fn birth_form(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let form = today_in(&cx, &[("mother_id", query.get("mother_id")), ("mother", query.get("mother"))]);
    show_birth(&cx, StatusCode::OK, unsent::opened(&cx, form).await?).await
}

/// Records a birth, or looks mothers up where the form asks for that.
///
/// # Errors
/// The database failed.
pub async fn record_birth(cx: Cx, fields: Fields) -> Result<HttpResponse, WebError> {
    if !fields.get("search").is_empty() || is_looked_at_again(&fields) {
        return show_birth(&cx, StatusCode::OK, FormView::looked_at_again(fields)).await;
    }
    match try_birth(&cx, &fields).await {
        Ok(appended) => Ok(recorded(&cx, appended)),
        Err(rejected) => show_birth(&cx, StatusCode::UNPROCESSABLE_ENTITY, sent_back(fields, rejected)?).await,
    }
}

async fn try_birth(cx: &Cx, fields: &Fields) -> Result<Appended, Rejected> {
    let draft = birth::parse(fields, cx.today(), cx.currency())?;
    let ticket = ticket(cx, fields)?;
    Ok(recorder::record(cx.store(), EventKind::Born, move |conn| append::birth(conn, &ticket, draft)).await?)
}

async fn show_birth(cx: &Cx, status: StatusCode, form: FormView) -> Result<HttpResponse, WebError> {
    let mothers = mothers(cx, &form.values).await?;
    let page = cx.page(Section::Pets).with_errors(!form.errors.is_empty());
    if cx.wants_fragment {
        render_as(status, &MotherChoices { page, form, mothers })
    } else {
        render_as(status, &BirthForm { page, form, mothers })
    }
}

/// A form about a pet that is not there yet: whatever stood in the way stands beside a field.
pub(super) fn sent_back(fields: Fields, rejected: Rejected) -> Result<FormView, WebError> {
    let errors = match rejected {
        Rejected::Fields(errors) => errors,
        Rejected::Web(error) => return Err(error),
        Rejected::Append(error) => refused_field(&error).ok_or(WebError::NotFound)?,
    };
    Ok(FormView::again(fields, errors))
}
