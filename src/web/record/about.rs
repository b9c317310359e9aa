//! What every form about one pet shares: the pet, what happened to it meanwhile, and the rule that may stand in the way.

use crate::shop::rules::may;
use crate::shop::{EventKind, FieldErrors, Fields, History, Pet, PetId, PetNumber, Recorded, Refusal};
use crate::store::When;
use crate::store::log::events::EventLine;
use crate::store::log::story;
use crate::store::log::story::Part;
use crate::store::log::stream::AppendError;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::unsent;
use crate::web::parts::form::{FormView, Unsent};
use crate::web::parts::page::{Page, Section};
use crate::web::record::deeds::{Deed, deeds};
use crate::web::record::{Rejected, refused_field, version_in};
use actix_web::http::StatusCode;

/// The rule that lets a form be sent, looked at before anything is typed.
pub trait Gate {
    /// Passes where the form can be sent.
    ///
    /// # Errors
    /// The rule that stands in the way.
    fn check(&self, history: &History) -> Result<(), Refusal>;
}

/// Most forms ask whether their kind of event may happen.
impl Gate for EventKind {
    fn check(&self, history: &History) -> Result<(), Refusal> {
        may(*self, history).map(drop)
    }
}

/// A form about one pet, ready to be shown.
pub struct About {
    /// 200, 409 or 422.
    pub status: StatusCode,
    /// What every page knows.
    pub page: Page,
    /// The form.
    pub form: FormView,
    /// The pet as it is now, or as it was before its arrival or birth was taken back.
    pub pet: Pet,
    /// What counts of its events.
    pub history: History,
    /// What was recorded about it last, newest first.
    pub story: Vec<EventLine>,
    /// What stands in the way.
    pub meanwhile: Meanwhile,
}

/// What happened to a pet while somebody was typing a form about it, and whether the form is still possible.
pub struct Meanwhile {
    /// Events newer than the `expected_version` of the form that was sent, newest first.
    pub news: Vec<EventLine>,
    /// The rule that no longer lets the form be sent.
    pub refusal: Option<String>,
    /// Whether the form was sent, so that what was typed is shown whatever happened.
    pub was_sent: bool,
    /// What can be done to the pet instead.
    pub instead: Vec<Deed>,
    /// The pet's number.
    pub number: PetNumber,
    /// What happened to the pet last, newest first.
    pub latest: Vec<EventLine>,
}

/// How much of its story stands beside a form about a pet.
const LATEST: usize = 3;

impl Meanwhile {
    fn of(story: &[EventLine], history: &History, news: Vec<EventLine>, refusal: Option<String>, was_sent: bool) -> Result<Self, WebError> {
        let number = story.first().ok_or(WebError::NotFound)?.pet_number;
        let latest = story.iter().take(LATEST).cloned().collect();
        Ok(Self { news, refusal, was_sent, instead: deeds(history), number, latest })
    }

    /// Whether to show the form: it is possible, or something was typed into it.
    #[must_use]
    pub fn shows_form(&self) -> bool {
        self.refusal.is_none() || self.was_sent
    }
}

impl About {
    /// The form as somebody opens it.
    ///
    /// # Errors
    /// There is no such pet, or the database failed.
    pub async fn opened(cx: &Cx, id: PetId, gate: impl Gate, fill: impl FnOnce(&Pet) -> FormView) -> Result<Self, WebError> {
        let (pet, history, story) = load(cx, id).await?;
        let form = unsent::opened(cx, fill(&pet)).await?;
        let was_sent = matches!(form.unsent, Some(Unsent::Here | Unsent::Used));
        let news = if was_sent { newer_than(&story, form.expected_version) } else { Vec::new() };
        let form = FormView { expected_version: Some(pet.version), ..form };
        let refusal = gate.check(&history).err().map(|refusal| refusal.to_string());
        let meanwhile = Meanwhile::of(&story, &history, news, refusal, was_sent)?;
        Ok(Self { status: StatusCode::OK, page: cx.page(Section::Pets), form, pet, history, story, meanwhile })
    }

    /// The form as it comes back: with everything that was typed, what is wrong with it, and what happened meanwhile.
    ///
    /// # Errors
    /// There is no such pet, or the database failed.
    pub async fn sent_back(cx: &Cx, id: PetId, gate: impl Gate, fields: Fields, rejected: Rejected) -> Result<Self, WebError> {
        let (mut errors, stale) = match rejected {
            Rejected::Fields(errors) => (errors, false),
            Rejected::Web(error) => return Err(error),
            Rejected::Append(AppendError::NoSuchPet) => return Err(WebError::NotFound),
            Rejected::Append(error) => (refused_field(&error).unwrap_or_default(), matches!(error, AppendError::Stale)),
        };
        let (pet, history, story) = load(cx, id).await?;
        let news = newer_than(&story, version_in(&fields));
        let refusal = gate.check(&history).err().map(|refusal| refusal.to_string());
        if stale && news.is_empty() && refusal.is_none() {
            errors = FieldErrors::one("expected_version", "Look at what you typed, then send the form again");
        }
        let status = if stale || refusal.is_some() || errors.is_empty() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = cx.page(Section::Pets).with_errors(true);
        let form = FormView { expected_version: Some(pet.version), ..FormView::again(fields, errors) };
        let meanwhile = Meanwhile::of(&story, &history, news, refusal, true)?;
        Ok(Self { status, page, form, pet, history, story, meanwhile })
    }

    /// The form as it was sent, to be looked at once more: nothing is wrong with it.
    ///
    /// # Errors
    /// There is no such pet, or the database failed.
    pub async fn looked_at_again(cx: &Cx, id: PetId, gate: impl Gate, fields: Fields) -> Result<Self, WebError> {
        let (pet, history, story) = load(cx, id).await?;
        let form = FormView::looked_at_again(fields);
        let form = FormView { expected_version: form.expected_version.or(Some(pet.version)), ..form };
        let refusal = gate.check(&history).err().map(|refusal| refusal.to_string());
        let meanwhile = Meanwhile::of(&story, &history, Vec::new(), refusal, true)?;
        Ok(Self { status: StatusCode::OK, page: cx.page(Section::Pets), form, pet, history, story, meanwhile })
    }
}

async fn load(cx: &Cx, id: PetId) -> Result<(Pet, History, Vec<EventLine>), WebError> {
    let Part { lines, history, .. } = cx.store().read(move |conn| story::part(conn, When::Now, id, None)).await?;
    Ok((history.remembered().cloned().ok_or(WebError::NotFound)?, history, lines))
}

fn newer_than(story: &[EventLine], version: Option<i32>) -> Vec<EventLine> {
    let is_newer = |recorded: &Recorded| version.is_some_and(|version| recorded.version > version);
    story.iter().filter(|line| is_newer(&line.recorded)).cloned().collect()
}
