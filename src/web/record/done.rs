//! The panel with which a page opens after a deed: what happened, what comes next, and the quiet way back.

use crate::shop::{AccountId, Event, EventId, EventKind, Fields};
use crate::store::log::events::EventLine;
use crate::web::http::cx::{Asker, Cx};
use chrono::TimeDelta;

/// What the address of a page calls the event that it is opened after.
pub const FIELD: &str = "recorded";

/// How long a deed is news.
const NEWS: TimeDelta = TimeDelta::minutes(15);

/// What was recorded just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The events: one, or the births of a litter.
    pub lines: Vec<EventLine>,
    /// Whether whoever recorded it looks: then the panel takes the focus and says what comes next.
    pub is_own: bool,
    /// Whether the browser gives it the focus; a script does so by itself.
    pub has_autofocus: bool,
    /// Whether they may take it back.
    pub can_be_taken_back: bool,
    /// What comes next, for whoever recorded it.
    pub next: Vec<Next>,
}

/// Something that one may want to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Where.
    pub href: String,
    /// What it says.
    pub label: &'static str,
    /// Its icon.
    pub icon: &'static str,
}

impl Done {
    /// What the address names, if it happened to this pet or is the birth of its young, a moment ago, and still counts.
    #[must_use]
    pub fn of(cx: &Cx, query: &Fields, story: &[EventLine], births: &[EventLine], can_be_taken_back: bool) -> Option<Self> {
        let event = EventId(query.get(FIELD).parse().ok()?);
        let is_it = |line: &&EventLine| line.recorded.id == event;
        let lines = match story.iter().find(is_it) {
            Some(line) => vec![line.clone()],
            None => litter(births.iter().find(is_it)?, births),
        };
        let is_of_young = lines.iter().all(|line| story.iter().all(|own| own.recorded.id != line.recorded.id));
        Self::new(cx, lines, can_be_taken_back && !is_of_young)
    }

    /// The panel about these events, while they are news.
    #[must_use]
    pub fn new(cx: &Cx, lines: Vec<EventLine>, can_be_taken_back: bool) -> Option<Self> {
        let viewer = cx.signed_in.as_ref().map(|who| who.account);
        let first = lines.first()?;
        let is_news = cx.now - first.recorded.created_at < NEWS && lines.iter().all(|line| line.taken_back.is_none());
        let is_own = is_by(first, viewer);
        let has_autofocus = is_own && cx.asker != Asker::Script;
        is_news.then_some(Self {
            can_be_taken_back: can_be_taken_back && is_own,
            is_own,
            has_autofocus,
            next: if is_own { next(&lines) } else { Vec::new() },
            lines,
        })
    }

    /// Where it is taken back.
    #[must_use]
    pub fn way_back(&self) -> Option<String> {
        let line = self.lines.first().filter(|_| self.can_be_taken_back)?;
        Some(format!("/pets/{}/retraction?event={}", line.recorded.pet, line.recorded.id))
    }

    /// The pet that came with this, by whose number it is known from then on.
    #[must_use]
    pub fn newcomer(&self) -> Option<&EventLine> {
        let [line] = self.lines.as_slice() else { return None };
        matches!(line.recorded.event.kind(), EventKind::Arrived | EventKind::Born).then_some(line)
    }

    /// Whether these are the births of a litter.
    #[must_use]
    pub fn is_litter(&self) -> bool {
        self.lines.len() > 1 && self.lines.iter().all(|line| line.recorded.event.kind() == EventKind::Born)
    }
}

/// What comes next.
fn next(lines: &[EventLine]) -> Vec<Next> {
    let Some(recorded) = lines.first().map(|line| &line.recorded) else { return Vec::new() };
    let next = |href: String, label, icon| Next { href, label, icon };
    let card = || next(format!("/pets/{}/card", recorded.pet), "Cage card", "printer");
    match &recorded.event {
        Event::Sold(_) => vec![
            next(format!("/events/{}/receipt", recorded.id), "Receipt", "printer"),
            next(format!("/pets/{}/certificate", recorded.pet), "Certificate", "shield"),
            next(SELL.into(), "Sell another", "coins"),
        ],
        Event::Returned(_) => vec![next(format!("/events/{}/receipt", recorded.id), "Receipt of the refund", "printer")],
        Event::Arrived(_) => vec![card(), next("/pets/arrival".into(), "Add another", "truck")],
        Event::Born(born) if lines.len() == 1 => {
            vec![card(), next(format!("/pets/birth?mother_id={}", born.mother_id), "Record another birth", "egg")]
        }
        Event::Born(_) | Event::PriceChanged(_) | Event::Named(_) | Event::Lost(_) | Event::FoundAgain(_) | Event::Retracted(_) => {
            Vec::new()
        }
    }
}

/// Where one begins to sell: the pets in the store, with the cursor in their search.
pub const SELL: &str = "/pets?status=available#q";

/// Those that were born with it: recorded by the same form.
fn litter(of: &EventLine, births: &[EventLine]) -> Vec<EventLine> {
    let is_together = |line: &&EventLine| {
        line.recorded.id == of.recorded.id || (of.recorded.request_id.is_some() && line.recorded.request_id == of.recorded.request_id)
    };
    births.iter().filter(is_together).cloned().collect()
}

fn is_by(line: &EventLine, viewer: Option<AccountId>) -> bool {
    viewer.is_some() && line.recorded.recorded_by == viewer
}
