//! Why a value is what it is: the event behind each fact, and what one event changed.

use crate::shop::{Event, EventId, EventKind, Pet};
use crate::store::StoreError;
use crate::store::log::events::EventLine;
use crate::store::log::story;
use crate::web::parts::page::Page;
use chrono::NaiveDate;

/// The event behind a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The event.
    pub event: EventId,
    /// What it was.
    pub kind: EventKind,
    /// The day it happened.
    pub on: NaiveDate,
}

impl Because {
    /// The latest event of a story, told newest first, that counts and of which this holds.
    pub fn latest(story: &[EventLine], made_it: fn(&Event) -> bool) -> Option<Self> {
        let line = story.iter().find(|line| line.counts() && made_it(&line.recorded.event))?;
        Some(Self { event: line.recorded.id, kind: line.recorded.event.kind(), on: line.recorded.occurred_on })
    }
}

/// Whether an event of this kind says where the pet is.
pub fn sets_status(event: &Event) -> bool {
    match event {
        Event::Arrived(_) | Event::Born(_) | Event::Sold(_) | Event::Returned(_) | Event::Lost(_) | Event::FoundAgain(_) => true,
        Event::PriceChanged(_) | Event::Named(_) | Event::Retracted(_) => false,
    }
}

/// Whether an event of this kind says what the pet costs.
pub fn sets_price(event: &Event) -> bool {
    match event {
        Event::Arrived(_) | Event::Born(_) | Event::PriceChanged(_) => true,
        Event::Sold(_) | Event::Returned(_) | Event::Named(_) | Event::Lost(_) | Event::FoundAgain(_) | Event::Retracted(_) => false,
    }
}

/// Whether an event of this kind says what the pet is called.
pub fn sets_name(event: &Event) -> bool {
    match event {
        Event::Arrived(_) | Event::Born(_) | Event::Named(_) => true,
        Event::Sold(_) | Event::Returned(_) | Event::PriceChanged(_) | Event::Lost(_) | Event::FoundAgain(_) | Event::Retracted(_) => false,
    }
}

/// What a pet looked like just before an event and just after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether the pet was not in the books before.
    pub is_first: bool,
    /// Whether it is not in the books any more: its arrival or birth was taken back.
    pub is_last: bool,
    /// Each value that there is on either side, in the order of the pet's page.
    pub values: Vec<Value>,
}

/// One value on both sides of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is the value of.
    pub what: &'static str,
    /// What it was; `None` where there was none.
    pub before: Option<String>,
    /// What it became.
    pub after: Option<String>,
}

impl Value {
    /// Whether the event changed it.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }
}

impl Change {
    /// What the event at this version changed; the story is told newest first and may go on behind it.
    ///
    /// # Errors
    /// The events cannot have happened.
    pub fn made_at(version: i32, story: &[EventLine], page: &Page) -> Result<Option<Self>, StoreError> {
        let until = |last: i32| {
            let first = story.iter().position(|line| line.recorded.version <= last).unwrap_or(story.len());
            Ok::<_, StoreError>(story::history(story.get(first..).unwrap_or_default())?.pet().cloned())
        };
        let looks = |pet: Option<Pet>| pet.map(|pet| looks(&pet, story, page));
        let (before, after) = (looks(until(version - 1)?), looks(until(version)?));
        let (is_first, is_last) = (before.is_none(), after.is_none());
        let Some(names) = before.as_ref().or(after.as_ref()) else { return Ok(None) };
        let value = |looks: &Option<Looks>, place: usize| looks.as_ref().and_then(|values| values.get(place)?.1.clone());
        let values = names.iter().enumerate();
        let values = values.map(|(place, (what, _))| Value { what, before: value(&before, place), after: value(&after, place) });
        let has_any = |value: &Value| value.before.is_some() || value.after.is_some();
        Ok(Some(Self { is_first, is_last, values: values.filter(has_any).collect() }))
    }
}

type Looks = Vec<(&'static str, Option<String>)>;

/// What there is to see of a pet.
fn looks(pet: &Pet, story: &[EventLine], page: &Page) -> Looks {
    let mother =
        || story.iter().find_map(|line| line.mother.as_ref()).map_or_else(|| "an unknown mother".to_owned(), |(_, name)| name.clone());
    let is_theirs = |line: &&EventLine| matches!(&line.recorded.event, Event::Sold(sold) if Some(sold.customer_id) == pet.customer);
    let name = || story.iter().find(is_theirs).and_then(|line| line.customer_name.clone());
    let owner = || name().unwrap_or_else(|| "a customer".to_owned());
    vec![
        ("Name", Some(pet.name.to_string())),
        ("Species", Some(pet.species.to_string())),
        ("Status", Some(pet.status.label().to_owned())),
        ("Price", Some(page.money(&pet.price))),
        ("Lives with", pet.customer.map(|_| owner())),
        ("Paid", pet.sale_price.map(|paid| page.money(&paid))),
        ("Mother", pet.mother.map(|_| mother())),
    ]
}
