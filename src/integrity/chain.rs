//! One pet: its events and their hashes, its story, what was sealed of it, and what the snapshot and the projection show of it.

use super::fault::{FaultKind, Place};
use super::hash::Hash;
use super::kept::{Kept, KeptEvent};
use super::shown::Story;
use crate::shop::{Event, EventId, EventKind, History, Note, PetId, Recorded, StreamFault};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Checks all that is kept of a pet, and answers its story.
///
/// # Errors
/// The first thing that does not fit, and where it is.
pub fn check(pet: PetId, kept: &Kept) -> Result<Vec<Recorded>, (Place, FaultKind)> {
    let here = |what| (Place::Pet(pet.0), what);
    let events = follow(kept)?;
    sealed(pet, kept)?;
    stream(kept).map_err(here)?;
    let first = kept.events.first().map_or(Place::Pet(pet.0), |event| Place::Event(event.id));
    let no_story = |fault: StreamFault| {
        let version = fault.version();
        let at = kept.events.iter().find(|event| event.version == version).map_or(first, |event| Place::Event(event.id));
        (at, FaultKind::NoStory(fault))
    };
    let history = History::of(&events).map_err(no_story)?;
    let story = Story { events: &events, pet: history.pet() };
    story.is_shown(kept).map_err(here)?;
    story.is_projected(kept).map_err(here)?;
    Ok(events)
}

/// Tells a story from nothing but the encodings of its events: each as it was recorded, and its hash.
///
/// # Errors
/// What does not fit: an event that cannot be read, is another pet's or out of order, or cannot have happened.
pub fn told(pet: PetId, encodings: &[String]) -> Result<Vec<(Recorded, Hash)>, FaultKind> {
    let (mut events, mut hashes): (Vec<KeptEvent>, Vec<Hash>) = Default::default();
    for text in encodings {
        let hash = match hashes.last() {
            Some(previous) => Hash::of(&[previous.bytes(), text.as_bytes()]),
            None => Hash::of(&[text.as_bytes()]),
        };
        let Key { id, event_type, version } = serde_json::from_str(text).map_err(|why| FaultKind::Unreadable(why.to_string()))?;
        let kind = EventKind::named(&event_type).ok_or_else(|| FaultKind::Unreadable(format!("{event_type} is no kind of event")))?;
        hashes.push(hash);
        events.push(KeptEvent { id, kind, version, text: text.clone(), hash: hash.bytes().to_vec() });
    }
    let story = follow(&Kept { events, ..Kept::default() }).map_err(|(_, what)| what)?;
    if story.iter().any(|event| event.pet != pet) {
        return Err(FaultKind::Unreadable("it is an event of another pet".into()));
    }
    History::of(&story)?;
    Ok(story.into_iter().zip(hashes).collect())
}

/// What has to be known of an event before it can be read.
#[derive(Deserialize)]
struct Key {
    id: Uuid,
    event_type: String,
    version: i32,
}

/// Follows the chain from event to event, and reads them.
fn follow(kept: &Kept) -> Result<Vec<Recorded>, (Place, FaultKind)> {
    let mut events: Vec<Recorded> = Vec::with_capacity(kept.events.len());
    let mut previous: &[u8] = &[];
    for (expected, event) in (1..).zip(&kept.events) {
        let here = |what| (Place::Event(event.id), what);
        if event.version != expected {
            return Err(here(FaultKind::Gap { expected, found: event.version }));
        }
        if Hash::of(&[previous, event.text.as_bytes()]).bytes() != event.hash.as_slice() {
            return Err(here(FaultKind::BrokenChain(expected)));
        }
        let recorded = read(event).map_err(here)?;
        if events.last().is_some_and(|before| before.created_at >= recorded.created_at) {
            return Err(here(FaultKind::BackInTime(expected)));
        }
        events.push(recorded);
        previous = &event.hash;
    }
    Ok(events)
}

/// Reads an event from its encoding.
fn read(event: &KeptEvent) -> Result<Recorded, FaultKind> {
    let unreadable = |why: serde_json::Error| FaultKind::Unreadable(why.to_string());
    let mut columns: Map<String, Value> = serde_json::from_str(&event.text).map_err(unreadable)?;
    let mut column = |name: &str| columns.remove(name).unwrap_or_default();
    let (id, created_at, says, metadata) = (column("id"), column("created_at"), column("event_type"), column("metadata"));
    let (pet, version, occurred_on) = (column("pet_id"), column("version"), column("occurred_on"));
    if says.as_str() != Some(event.kind.name()) {
        return Err(FaultKind::WrongTable { says: says.as_str().unwrap_or_default().to_owned(), table: event.kind.table() });
    }
    let text = |key: &str| metadata.get(key).and_then(Value::as_str);
    Ok(Recorded {
        id: EventId(serde_json::from_value(id).map_err(unreadable)?),
        pet: PetId(serde_json::from_value(pet).map_err(unreadable)?),
        version: serde_json::from_value(version).map_err(unreadable)?,
        occurred_on: serde_json::from_value(occurred_on).map_err(unreadable)?,
        created_at: serde_json::from_value(created_at).map_err(unreadable)?,
        recorded_by: text("recorded_by").and_then(|id| id.parse().ok()).map(crate::shop::AccountId),
        request_id: text("request_id").map(str::to_owned),
        correlation_id: text("correlation_id").map(str::to_owned),
        causation_id: text("causation_id").and_then(|id| id.parse().ok()).map(EventId),
        traceparent: text("traceparent").map(str::to_owned),
        note: text("note").map(Note::recorded),
        event: Event::from_data(event.kind, Value::Object(columns)).map_err(unreadable)?,
    })
}

/// What was sealed is there still.
fn sealed(pet: PetId, kept: &Kept) -> Result<(), (Place, FaultKind)> {
    let mut before = 0;
    for sealed in &kept.sealed {
        let (seal, version) = (sealed.seal, sealed.version);
        if version <= before {
            return Err((Place::Pet(pet.0), FaultKind::SealedBackwards(seal)));
        }
        let place = usize::try_from(version).unwrap_or_default().saturating_sub(1);
        let gone = || (Place::Pet(pet.0), FaultKind::SealedAndGone { seal, version, found: kept.events.len() });
        let event = kept.events.get(place).ok_or_else(gone)?;
        if event.hash != sealed.head {
            return Err((Place::Event(event.id), FaultKind::SealedOtherwise { seal, version }));
        }
        before = version;
    }
    Ok(())
}

/// The row in `pet_streams` is that of the latest event.
fn stream(kept: &Kept) -> Result<(), FaultKind> {
    match (&kept.stream, kept.events.last()) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(FaultKind::NoStream),
        (Some(_), None) => Err(FaultKind::NoEvents),
        (Some(stream), Some(latest)) => {
            let columns: Map<String, Value> = serde_json::from_str(&latest.text).unwrap_or_default();
            let recorded_at = columns.get("created_at").and_then(Value::as_str);
            let fits =
                stream.version == latest.version && stream.head == latest.hash && recorded_at == Some(stream.last_recorded_at.as_str());
            if fits { Ok(()) } else { Err(FaultKind::StreamDiffers) }
        }
    }
}
