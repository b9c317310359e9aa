//! A mistake is mended in the open: an event is taken back, stays in the log, and counts no longer.
//!
//! Only the latest event that counts can be taken back, so that what remains is always a possible story.

use super::draft::{Draft, Occasion};
use super::event::{Event, Recorded, Retracted};
use super::form::{FieldErrors, Fields};
use super::history::History;
use super::refusal::Refusal;
use super::values::{AccountId, EventId, Reason};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// Somebody who would take an event back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mender {
    /// Who they are.
    pub account: AccountId,
    /// Whether they may take back what others recorded, and at any later day.
    pub may_mend_any: bool,
    /// Today in the shop.
    pub today: NaiveDate,
    /// The time zone of the shop.
    pub time_zone: Tz,
}

/// Reads the form: `retracted_event_id`, `reason`. An event is taken back on the day on which that is recorded.
///
/// # Errors
/// Every field that is wrong.
pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Draft<Retracted>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let named = fields.get("retracted_event_id").trim().parse().map(EventId);
    let event = errors.keep("retracted_event_id", named.map_err(|_| "Look at what is to be taken back, then send the form again".into()));
    let reason = errors.keep("reason", Reason::parse(fields.get("reason"), "the wrong pet was chosen"));
    let retracted = event.zip(reason).map(|(retracted_event_id, reason)| Retracted { retracted_event_id, reason });
    Draft::complete(retracted, Some(Occasion { occurred_on: today, note: None }), errors)
}

impl Retracted {
    /// Passes where it takes the latest event back that counts.
    ///
    /// # Errors
    /// [`Refusal::NotTheLatest`].
    pub fn is_of_latest(&self, history: &History) -> Result<(), Refusal> {
        let pet = history.living()?;
        if history.latest().is_some_and(|latest| latest.id == self.retracted_event_id) {
            return Ok(());
        }
        Err(Refusal::NotTheLatest { name: pet.name.to_string() })
    }
}

/// The event that this person may take back. `latest_birth` is when the latest birth of a young one of the pet was recorded that counts.
///
/// # Errors
/// The rule that stands in the way.
pub fn may<'a>(history: &'a History, latest_birth: Option<DateTime<Utc>>, mender: &Mender) -> Result<&'a Recorded, Refusal> {
    let pet = history.living()?;
    let latest = history.latest().ok_or(Refusal::NoPet)?;
    if !mender.may_mend(latest) {
        return Err(Refusal::NotYours);
    }
    let bore_since = match latest.event {
        Event::Arrived(_) | Event::Born(_) => latest_birth.is_some(),
        Event::Returned(_) | Event::FoundAgain(_) => latest_birth.is_some_and(|birth| birth > latest.created_at),
        Event::Sold(_) | Event::PriceChanged(_) | Event::Named(_) | Event::Lost(_) | Event::Retracted(_) => false,
    };
    if bore_since {
        return Err(Refusal::HasYoung { name: pet.name.to_string() });
    }
    Ok(latest)
}

impl Mender {
    fn may_mend(&self, event: &Recorded) -> bool {
        let recorded_on = event.created_at.with_timezone(&self.time_zone).date_naive();
        self.may_mend_any || (event.recorded_by == Some(self.account) && recorded_on == self.today)
    }
}

#[cfg(test)]
mod tests {
    use super::super::story::{Story, found, lost, may as day, sold};
    use super::*;

    const BEN: AccountId = AccountId(uuid::Uuid::from_u128(1));
    const ADA: AccountId = AccountId(uuid::Uuid::from_u128(2));

    /// Stories are recorded on 3 May from 08:01 UTC on, all by Ben.
    fn told(story: Story) -> History {
        let by_ben = story.0.into_iter().map(|recorded| Recorded { recorded_by: Some(BEN), ..recorded });
        History::of(&by_ben.collect::<Vec<_>>()).unwrap()
    }

    fn mender(account: AccountId, may_mend_any: bool, on: u32) -> Mender {
        Mender { account, may_mend_any, today: day(on), time_zone: chrono_tz::Europe::Vienna }
    }

    fn retracted(event: EventId) -> Retracted {
        Retracted { retracted_event_id: event, reason: Reason::parse("the wrong pet", "").unwrap() }
    }

    fn decide(retracted: &Retracted, history: &History, mender: &Mender) -> Result<(), Refusal> {
        may(history, None, mender)?;
        retracted.is_of_latest(history)
    }

    #[test]
    fn a_form_needs_a_reason_and_the_event() {
        let errors = parse(&Fields::default(), day(3)).unwrap_err();
        assert_eq!(errors.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["retracted_event_id", "reason"]);
        assert_eq!(errors.get("reason"), Some("Say why, like: the wrong pet was chosen"));
        for unseen in [" \n ", "\u{200b}", "\u{202e}"] {
            let fields: Fields = [("reason", unseen)].into_iter().collect();
            assert_eq!(parse(&fields, day(3)).unwrap_err().get("reason"), Some("Say why, like: the wrong pet was chosen"), "{unseen:?}");
        }
        let long = "x".repeat(1001);
        let fields: Fields = [("retracted_event_id", "0190163d-8694-739b-aea5-966c26f8ad91"), ("reason", &*long)].into_iter().collect();
        assert_eq!(parse(&fields, day(3)).unwrap_err().get("reason"), Some("Shorten the reason to 1,000 characters"));
        let fields: Fields =
            [("retracted_event_id", "0190163d-8694-739b-aea5-966c26f8ad91"), ("reason", " wrong\r\npet ")].into_iter().collect();
        let draft = parse(&fields, day(3)).unwrap();
        assert_eq!((draft.what.reason.as_str(), draft.occasion.occurred_on), ("wrong\npet", day(3)));
    }

    #[test]
    fn only_the_latest_event_that_counts_is_taken_back() {
        let history = told(Story::of_bella().then(3, lost()).then(3, found()).then_taken_back(3));
        let latest = history.latest().unwrap().id;
        assert_eq!(latest.0.as_u128(), 2, "the find does not count any more");
        assert!(decide(&retracted(latest), &history, &mender(BEN, false, 3)).is_ok());
        for other in [1, 3, 4] {
            let other = EventId(uuid::Uuid::from_u128(other));
            let refused = decide(&retracted(other), &history, &mender(ADA, true, 3));
            assert_eq!(refused, Err(Refusal::NotTheLatest { name: "Bella".into() }));
        }
    }

    #[test]
    fn staff_take_back_their_own_on_the_same_day_and_an_admin_anything() {
        let history = told(Story::of_bella().then(3, sold()));
        assert!(may(&history, None, &mender(BEN, false, 3)).is_ok());
        assert_eq!(may(&history, None, &mender(BEN, false, 4)), Err(Refusal::NotYours));
        assert_eq!(may(&history, None, &mender(ADA, false, 3)), Err(Refusal::NotYours));
        assert!(may(&history, None, &mender(ADA, true, 30)).is_ok());
        let nobodys = History::of(&Story::of_bella().0).unwrap();
        assert_eq!(may(&nobodys, None, &mender(BEN, false, 3)), Err(Refusal::NotYours));
    }

    #[test]
    fn the_day_is_the_day_of_the_shop() {
        let mut story = Story::of_bella();
        story.0[0].created_at = "2026-05-03T22:30:00Z".parse().unwrap();
        assert!(may(&told(story), None, &mender(BEN, false, 4)).is_ok(), "in Vienna it was the fourth of May");
    }

    #[test]
    fn what_brought_a_mother_into_the_store_stays_while_her_young_count() {
        let refused = Err(Refusal::HasYoung { name: "Bella".into() });
        let boss = mender(ADA, true, 9);
        let arrived = told(Story::of_bella());
        let moment = |history: &History, minutes| Some(history.latest().unwrap().created_at + chrono::TimeDelta::minutes(minutes));
        assert_eq!(may(&arrived, moment(&arrived, 1), &boss).map(drop), refused);
        assert!(may(&arrived, None, &boss).is_ok());
        let found = told(Story::of_bella().then(3, lost()).then(3, found()));
        assert_eq!(may(&found, moment(&found, 1), &boss).map(drop), refused);
        assert!(may(&found, moment(&found, -9), &boss).is_ok(), "born before the loss");
        let lost = told(Story::of_bella().then(3, lost()));
        assert!(may(&lost, moment(&lost, 1), &boss).is_ok());
    }

    #[test]
    fn from_a_pet_that_was_taken_back_nothing_is_left_to_take() {
        let history = told(Story::of_bella().then_taken_back(3));
        assert_eq!(may(&history, None, &mender(ADA, true, 3)), Err(Refusal::TakenBack { name: "Bella".into(), on: day(3) }));
    }
}
