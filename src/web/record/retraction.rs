//! The form that takes back what happened last, and asks once more before it does.

use crate::shop::retraction::{self, Mender};
use crate::shop::{EventId, EventKind, Fields, History, Pet, PetId, Refusal};
use crate::store::Conn;
use crate::store::log::events;
use crate::store::log::events::EventLine;
use crate::store::log::keys::Appended;
use crate::store::log::{append, page, recorder};
use crate::store::people::accounts::Role;
use crate::web::http::cx::{Asker, Cx};
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::Page;
use crate::web::record::about::{About, Gate, Meanwhile};
use crate::web::record::{Rejected, is_looked_at_again, recorded, sent_before, ticket};
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The form of a retraction, and the page that asks once more.
#[derive(Template)]
#[template(path = "pets/retraction.html")]
pub struct RetractionForm {
    /// What every page knows.
    pub page: Page,
    /// `retracted_event_id`, `reason`.
    pub form: FormView,
    /// The pet.
    pub pet: Pet,
    /// What stands in the way.
    pub meanwhile: Meanwhile,
    /// What would be taken back; `None` where nothing counts any more.
    pub what: Option<EventLine>,
    /// What that makes of the pet.
    pub changes: Vec<Change>,
    /// Whether no pet would be left.
    pub leaves: bool,
    /// Whether the form is complete, and this is the page that asks once more.
    pub is_last: bool,
}

/// One thing about a pet, as it is and as it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is called.
    pub name: &'static str,
    /// As it is.
    pub now: String,
    /// As it will be.
    pub then: String,
}

/// The rule that lets somebody take something back, with what it needs to know besides the pet's own history.
struct Mending {
    mender: Mender,
    latest_birth: Option<DateTime<Utc>>,
}

impl Gate for Mending {
    fn check(&self, history: &History) -> Result<(), Refusal> {
        retraction::may(history, self.latest_birth, &self.mender).map(drop)
    }
}

impl Mending {
    async fn of(cx: &Cx, pet: PetId) -> Result<Self, WebError> {
        let latest_birth = cx.store().run(move |conn| events::latest_birth(conn, pet)).await?;
        Ok(Self { mender: mender(cx)?, latest_birth })
    }
}

/// Whoever looks, as somebody who would take an event back.
///
/// # Errors
/// Nobody is signed in.
pub fn mender(cx: &Cx) -> Result<Mender, WebError> {
    let who = cx.who()?;
    let may_mend_any = who.role == Role::Admin;
    Ok(Mender { account: who.account, may_mend_any, today: cx.today(), time_zone: cx.manner().time_zone })
}

/// Shows what would be taken back, and asks why. A browser is led to an address that names the event: whoever comes back there once it is taken back is
/// not offered the one before.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn retraction_form(cx: Cx, id: Path<Uuid>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let pet = PetId(*id);
    let mut about = About::opened(&cx, pet, Mending::of(&cx, pet).await?, |_| FormView::new(Fields::default())).await?;
    let latest = about.history.latest().map(|latest| latest.id);
    match (query.get("event").parse().map(EventId), latest) {
        (Ok(named), latest) if latest != Some(named) => {
            let line = cx.store().read(move |conn| page::one(conn, named)).await?;
            let line = line.filter(|line| line.recorded.pet == pet).ok_or(WebError::NotFound)?;
            about.meanwhile.refusal = Some(why_not(&line));
            show_of(about, Some(named), false)
        }
        (Err(_), Some(latest)) if about.form.unsent.is_none() && cx.asker != Asker::Program => {
            Ok(see_other(&format!("/pets/{pet}/retraction?event={latest}")))
        }
        _ => show(about, false),
    }
}

/// Why an event cannot be taken back that is not the latest one which counts.
#[must_use]
pub fn why_not(line: &EventLine) -> String {
    let (what, name) = (line.recorded.event.kind().label().to_lowercase(), &line.pet_name);
    if line.taken_back.is_some() {
        format!("The {what} of {name} has been taken back")
    } else {
        format!("More has happened to {name} since; that would have to be taken back first")
    }
}

/// Asks once more, or takes it back, as the form says.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn record_retraction(cx: Cx, id: Path<Uuid>, fields: Fields) -> Result<HttpResponse, WebError> {
    let pet = PetId(*id);
    let is_confirmed = fields.get("confirm") == "yes";
    if is_looked_at_again(&fields) {
        return show(About::looked_at_again(&cx, pet, Mending::of(&cx, pet).await?, fields).await?, false);
    }
    match take_back(&cx, pet, &fields, is_confirmed).await {
        Ok(Some(appended)) => Ok(recorded(&cx, appended)),
        Ok(None) => show(About::looked_at_again(&cx, pet, Mending::of(&cx, pet).await?, fields).await?, true),
        Err(rejected) => show(About::sent_back(&cx, pet, Mending::of(&cx, pet).await?, fields, rejected).await?, false),
    }
}

/// Takes it back where that was confirmed, and only tries to where it was not.
async fn take_back(cx: &Cx, pet: PetId, fields: &Fields, is_confirmed: bool) -> Result<Option<Appended>, Rejected> {
    if !is_confirmed && let Some(appended) = sent_before(cx, fields).await? {
        return Ok(Some(appended));
    }
    let draft = retraction::parse(fields, cx.today())?;
    let (ticket, mender) = (ticket(cx, fields)?, mender(cx)?);
    if is_confirmed {
        let take_back = move |conn: &mut Conn| append::retraction(conn, pet, &ticket, &mender, draft);
        Ok(Some(recorder::record(cx.store(), EventKind::Retracted, take_back).await?))
    } else {
        cx.store().attempt(move |conn| append::try_retraction(conn, pet, &ticket, &mender, draft)).await?;
        Ok(None)
    }
}

fn show(about: About, is_last: bool) -> Result<HttpResponse, WebError> {
    let latest = about.history.latest().map(|latest| latest.id);
    show_of(about, latest, is_last)
}

fn show_of(about: About, event: Option<EventId>, is_last: bool) -> Result<HttpResponse, WebError> {
    let About { status, page, mut form, pet, history, story, meanwhile } = about;
    let what = story.into_iter().find(|line| Some(line.recorded.id) == event);
    form.values.set("retracted_event_id", event.map(|id| id.to_string()).unwrap_or_default());
    let leaves = history.without_latest().is_none();
    let customer = what.as_ref().and_then(|line| line.customer_name.as_deref());
    let changes = changes(&page, &pet, history.without_latest(), customer);
    render_as(status, &RetractionForm { page, form, pet, meanwhile, what, changes, leaves, is_last })
}

/// What is known about the pet, as it is and as it will be; what it never had is left out.
fn changes(page: &Page, now: &Pet, then: Option<&Pet>, customer: Option<&str>) -> Vec<Change> {
    let facts = |pet: &Pet| {
        [
            ("Status", Some(pet.status.label().to_owned())),
            ("Since", Some(page.day_in_words(pet.status_since))),
            ("Price", Some(page.money(&pet.price))),
            ("Lives with", pet.customer.map(|_| customer.unwrap_or("a customer").to_owned())),
            ("Paid", pet.sale_price.map(|paid| page.money(&paid))),
        ]
    };
    let nothing = || [("Status", Some("Not in the books".to_owned())), ("", None), ("", None), ("", None), ("", None)];
    let beside = facts(now).into_iter().zip(then.map_or_else(nothing, facts));
    let told = |fact: Option<String>| fact.unwrap_or_else(|| "–".to_owned());
    beside
        .filter(|((_, now), (_, then))| now.is_some() || then.is_some())
        .map(|((name, now), (_, then))| Change { name, now: told(now), then: told(then) })
        .collect()
}
