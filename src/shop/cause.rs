//! What an event answers: the earlier event of the pet without which there would be nothing to record.

use super::event::{Event, EventKind, Recorded};
use super::history::History;

/// The event that one would answer which comes next in this history.
#[must_use]
pub fn of<'a>(next: &Event, history: &'a History) -> Option<&'a Recorded> {
    match next {
        Event::Retracted(_) => history.latest(),
        _ => history.latest_of(answered(next.kind())?),
    }
}

/// Which kind of event one of this kind answers: the latest of it that counts. What a retraction takes back is of any kind.
#[must_use]
pub fn answered(kind: EventKind) -> Option<EventKind> {
    match kind {
        EventKind::Returned => Some(EventKind::Sold),
        EventKind::FoundAgain => Some(EventKind::Lost),
        EventKind::Arrived
        | EventKind::Born
        | EventKind::Sold
        | EventKind::PriceChanged
        | EventKind::Named
        | EventKind::Lost
        | EventKind::Retracted => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::story::{Story, found, lost, returned, sold};
    use super::*;

    /// The version of what this would answer.
    fn version_answered(story: &Story, next: &Event) -> Option<i32> {
        of(next, &History::of(&story.0).unwrap()).map(|cause| cause.version)
    }

    #[test]
    fn a_find_answers_the_loss_a_return_the_sale_and_a_sale_nothing() {
        let story = Story::of_bella().then(4, lost()).then(5, found()).then(6, sold());
        assert_eq!(version_answered(&story, &returned("0")), Some(4));
        assert_eq!(version_answered(&story, &sold()), None);
        assert_eq!(version_answered(&Story::of_bella().then(4, lost()), &found()), Some(2));
    }

    #[test]
    fn what_was_taken_back_is_answered_by_its_retraction_alone() {
        let story = Story::of_bella().then(4, lost()).then_taken_back(4);
        assert_eq!(version_answered(&story, &found()), None);
        let retraction = Story::of_bella().then(4, lost()).then_taken_back(4).0.remove(2).event;
        assert_eq!(version_answered(&Story::of_bella().then(4, lost()), &retraction), Some(2));
    }

    #[test]
    fn what_follows_belongs_to_what_the_first_belongs_to() {
        let mut story = Story::of_bella().then(4, lost()).then(5, found()).0;
        let [found, lost] = [story.remove(2), story.remove(1)];
        let by = |recorded: Recorded, request: &str| Recorded { request_id: Some(request.into()), ..recorded };
        let lost = by(lost, "a").because_of(None);
        assert_eq!((lost.correlation_id.as_deref(), lost.causation_id), (Some("a"), None));
        let found = by(found, "b").because_of(Some(&lost));
        assert_eq!((found.correlation_id.as_deref(), found.causation_id), (Some("a"), Some(lost.id)));
        let third = by(found.clone(), "c").because_of(Some(&found));
        assert_eq!((third.correlation_id.as_deref(), third.causation_id), (Some("a"), Some(found.id)));
        let of_old = Recorded { request_id: None, correlation_id: None, ..lost };
        assert_eq!(found.because_of(Some(&of_old)).correlation_id, Some(of_old.id.to_string()));
    }
}
