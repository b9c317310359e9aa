//! What may happen to a pet: the one question that its page's buttons, the forms and the recording ask.

use super::event::{Event, EventKind, Recorded};
use super::history::History;
use super::pet::Pet;
use super::refusal::Refusal;
use super::{find, loss, price_change, returned, sale};
use chrono::NaiveDate;

/// Whether something of a kind may happen to a pet now; answers the pet.
///
/// Who may take something back, and when, is a question of its own: see [`super::retraction::may`]. So is who may be a mother: see
/// [`super::birth::may`].
///
/// # Errors
/// The rule that stands in the way.
pub fn may(kind: EventKind, history: &History) -> Result<&Pet, Refusal> {
    let pet = history.living()?;
    match kind {
        EventKind::Arrived | EventKind::Born => Err(Refusal::BeginsTwice { name: pet.name.to_string() }),
        EventKind::Sold => sale::may(pet),
        EventKind::Returned => returned::may(pet),
        EventKind::PriceChanged => price_change::may(pet),
        EventKind::Lost => loss::may(pet),
        EventKind::FoundAgain => find::may(pet),
        // A name is mended wherever the pet lives.
        EventKind::Named | EventKind::Retracted => Ok(()),
    }?;
    Ok(pet)
}

/// The event, where it may happen to a pet on a day, with all that it says.
///
/// # Errors
/// The rule that stands in the way.
pub fn decide(history: &History, event: Event, on: NaiveDate) -> Result<Event, Refusal> {
    allows(history, &event, on).map(|()| event)
}

fn allows(history: &History, event: &Event, on: NaiveDate) -> Result<(), Refusal> {
    let pet = may(event.kind(), history)?;
    match event {
        Event::PriceChanged(change) => change.differs(pet)?,
        Event::Named(named) => named.differs(pet)?,
        Event::Returned(returned) => returned.is_covered(pet)?,
        Event::Retracted(retracted) => return retracted.is_of_latest(history),
        Event::Arrived(_) | Event::Born(_) | Event::Sold(_) | Event::Lost(_) | Event::FoundAgain(_) => {}
    }
    pet.not_before(on)
}

/// Something that happened, and that the rules would not allow today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// Where in the story.
    pub version: i32,
    /// The rule.
    pub refusal: Refusal,
}

/// What of a story the rules would not allow today. It has happened all the same.
#[must_use]
pub fn oddities(story: &[Recorded]) -> Vec<Oddity> {
    let (mut history, mut odd) = (History::default(), Vec::new());
    for (place, next) in story.iter().enumerate() {
        let judged = if place == 0 { Ok(()) } else { allows(&history, &next.event, next.occurred_on) };
        odd.extend(judged.err().map(|refusal| Oddity { version: next.version, refusal }));
        history = history.evolve(next);
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::super::story::{Story, found, lost, may as day, sold};
    use super::*;

    fn allowed(story: &Story, event: &Event, on: u32) -> Result<(), Refusal> {
        allows(&History::of(&story.0).unwrap(), event, day(on))
    }

    #[test]
    fn nothing_happens_to_a_pet_before_its_previous_event() {
        let story = Story::of_bella().then(12, lost());
        assert_eq!(allowed(&story, &found(), 11), Err(Refusal::BeforePrevious { name: "Bella".into(), on: day(12) }));
        assert_eq!(allowed(&story, &found(), 12), Ok(()));
    }

    #[test]
    fn a_pet_arrives_only_once() {
        let story = Story::of_bella();
        let again = story.0[0].event.clone();
        assert_eq!(allowed(&story, &again, 9), Err(Refusal::BeginsTwice { name: "Bella".into() }));
    }

    #[test]
    fn a_sold_pet_cannot_be_sold_again_nor_lost_nor_found() {
        let story = Story::of_bella().then(10, sold());
        for event in [sold(), lost(), found()] {
            assert_eq!(allowed(&story, &event, 11), Err(Refusal::AlreadySold { name: "Bella".into(), on: day(10) }), "{event:?}");
        }
    }

    #[test]
    fn a_lost_pet_cannot_be_sold_or_lost_again_until_it_is_found() {
        let gone = Story::of_bella().then(10, lost());
        for event in [sold(), lost()] {
            assert_eq!(allowed(&gone, &event, 11), Err(Refusal::IsLost { name: "Bella".into(), on: day(10) }), "{event:?}");
        }
        assert_eq!(allowed(&gone.then(11, found()), &lost(), 11), Ok(()));
    }

    #[test]
    fn only_a_lost_pet_can_be_found() {
        assert_eq!(allowed(&Story::of_bella(), &found(), 11), Err(Refusal::NotLost { name: "Bella".into() }));
        assert_eq!(allowed(&Story::of_bella().then(10, lost()), &found(), 11), Ok(()));
    }

    #[test]
    fn what_the_rules_would_refuse_today_is_odd_and_told_with_its_version() {
        let story = Story::of_bella().then(12, sold()).then(13, sold()).then(11, lost());
        let odd: Vec<_> = oddities(&story.0).into_iter().map(|oddity| oddity.version).collect();
        assert_eq!(odd, [3, 4]);
        assert_eq!(oddities(&Story::of_bella().then(12, lost()).then_taken_back(13).then(14, sold()).0), []);
    }
}
