//! An event as other programs read it: in the JSON format of CloudEvents 1.0, with all that its hash is made of. The export and the feed
//! write it, the import reads it.

use super::hash::Hash;
use crate::shop::{EventId, EventKind, PetId, PetNumber};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The version of CloudEvents.
pub const SPEC: &str = "1.0";
/// Whose events they are: the same wherever the shop stands, so that a shop that moves tells of the same events.
pub const SOURCE: &str = "hello";
/// How `data` is written.
pub const JSON: &str = "application/json";

/// Keys of the metadata that are attributes of their own.
const RECORDED_BY: &str = "recorded_by";
const NOTE: &str = "note";
const CORRELATION: &str = "correlation_id";
const CAUSATION: &str = "causation_id";
const TRACE: &str = "traceparent";
/// Where the rest of the metadata stands in `data`; no event has a column of this name.
const METADATA: &str = "metadata";

/// An event of the log, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// Its id.
    pub id: EventId,
    /// What it was.
    pub kind: EventKind,
    /// Whose it is.
    pub pet: PetId,
    /// Its place in the pet's story.
    pub version: i32,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// The transaction that recorded it.
    pub transaction: u64,
    /// Who recorded it, by which request, with which note.
    pub metadata: Map<String, Value>,
    /// What is special to the kind.
    pub data: Map<String, Value>,
    /// Its hash.
    pub hash: Hash,
    /// The pet's number, which comes with its first event; no hash covers it.
    pub number: Option<PetNumber>,
}

/// An event in the JSON format. What is no event of a pet, such as a seal, lacks some of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloudEvent {
    /// [`SPEC`].
    pub specversion: String,
    /// The event's id.
    pub id: String,
    /// [`SOURCE`].
    pub source: String,
    /// What it was, like `PetSold`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The pet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// [`JSON`].
    pub datacontenttype: String,
    /// Its place in an export.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The day it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurredon: Option<String>,
    /// Its place in the pet's story.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// The transaction that recorded it; a string, for CloudEvents knows no numbers of this size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction: Option<String>,
    /// Its hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// The account that recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recordedby: Option<String>,
    /// What that account is called, for whoever may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recordername: Option<String>,
    /// What the customer of a sale is called, for whoever may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customername: Option<String>,
    /// What was noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlationid: Option<String>,
    /// The event that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub causationid: Option<String>,
    /// The trace that its request belongs to: the extension of CloudEvents for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// With a pet's first event: the number by which people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What is special to it.
    pub data: Value,
}

/// A moment as it is written: in UTC, to the microsecond.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

impl CloudEvent {
    /// Something of this kind, with nothing else to say yet.
    #[must_use]
    pub fn new(kind: &str, id: String, data: Value) -> Self {
        Self {
            specversion: SPEC.into(),
            id,
            source: SOURCE.into(),
            kind: kind.into(),
            subject: None,
            time: None,
            datacontenttype: JSON.into(),
            line: None,
            occurredon: None,
            version: None,
            transaction: None,
            hash: None,
            recordedby: None,
            recordername: None,
            customername: None,
            note: None,
            correlationid: None,
            causationid: None,
            traceparent: None,
            number: None,
            data,
        }
    }

    /// The event of the log that this tells of; `None` where something is missing, or is written otherwise than it is written here.
    #[must_use]
    pub fn logged(&self) -> Option<Logged> {
        let Value::Object(mut data) = self.data.clone() else { return None };
        let mut metadata = match data.remove(METADATA) {
            Some(Value::Object(rest)) => rest,
            Some(_) => return None,
            None => Map::new(),
        };
        let said = [
            (RECORDED_BY, &self.recordedby),
            (NOTE, &self.note),
            (CORRELATION, &self.correlationid),
            (CAUSATION, &self.causationid),
            (TRACE, &self.traceparent),
        ];
        for (key, value) in said {
            if let Some(value) = value {
                metadata.insert(key.into(), json!(value));
            }
        }
        let logged = Logged {
            id: EventId(self.id.parse().ok()?),
            kind: EventKind::named(&self.kind)?,
            pet: PetId(self.subject.as_ref()?.parse().ok()?),
            version: self.version?,
            occurred_on: self.occurredon.as_ref()?.parse().ok()?,
            created_at: self.time.as_ref()?.parse().ok()?,
            transaction: self.transaction.as_ref()?.parse().ok()?,
            metadata,
            data,
            hash: Hash::parse(self.hash.as_ref()?)?,
            number: match &self.number {
                Some(number) => Some(PetNumber::parse(number).ok()?),
                None => None,
            },
        };
        (is_plain(&self.data) && Self::from(logged.clone()) == *self).then_some(logged)
    }
}

/// Whether all numbers are written as Postgres writes them: with no exponent, and nothing below zero that is zero.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            let digits = number.to_string();
            let is_nothing = !digits.contains(|digit| ('1'..='9').contains(&digit));
            let is_odd = digits.contains(['e', 'E']) || is_nothing && digits.starts_with('-');
            !is_odd
        }
        Value::Array(values) => values.iter().all(is_plain),
        Value::Object(values) => values.values().all(is_plain),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

impl Logged {
    /// The event as it is recorded, for a database that takes each column by its name.
    #[must_use]
    pub fn columns(&self) -> Value {
        let mut columns = self.data.clone();
        let said = [
            ("id", json!(self.id)),
            ("created_at", json!(moment(self.created_at))),
            ("event_type", json!(self.kind.name())),
            (METADATA, Value::Object(self.metadata.clone())),
            ("pet_id", json!(self.pet)),
            ("version", json!(self.version)),
            ("occurred_on", json!(self.occurred_on.to_string())),
            ("transaction_id", json!(self.transaction.to_string())),
        ];
        columns.extend(said.map(|(name, value)| (name.to_owned(), value)));
        Value::Object(columns)
    }
}

impl From<Logged> for CloudEvent {
    fn from(event: Logged) -> Self {
        let Logged { mut metadata, mut data, .. } = event;
        let mut text = |key: &str| match metadata.remove(key) {
            Some(Value::String(text)) => Some(text),
            Some(other) => {
                metadata.insert(key.into(), other);
                None
            }
            None => None,
        };
        let (recordedby, note) = (text(RECORDED_BY), text(NOTE));
        let (correlationid, causationid, traceparent) = (text(CORRELATION), text(CAUSATION), text(TRACE));
        data.retain(|_, value| !value.is_null());
        if !metadata.is_empty() {
            data.insert(METADATA.into(), Value::Object(metadata));
        }
        Self {
            subject: Some(event.pet.to_string()),
            time: Some(moment(event.created_at)),
            occurredon: Some(event.occurred_on.to_string()),
            version: Some(event.version),
            transaction: Some(event.transaction.to_string()),
            hash: Some(event.hash.to_string()),
            recordedby,
            note,
            correlationid,
            causationid,
            traceparent,
            number: event.number.map(|number| number.to_string()),
            ..Self::new(event.kind.name(), event.id.to_string(), Value::Object(data))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn logged(metadata: Value, data: Value) -> Logged {
        let object = |value| match value {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        Logged {
            id: EventId(uuid::Uuid::from_u128(7)),
            kind: EventKind::Sold,
            pet: PetId(uuid::Uuid::from_u128(8)),
            version: 3,
            occurred_on: "2026-05-03".parse().unwrap(),
            created_at: "2026-05-03T10:00:00.12Z".parse().unwrap(),
            transaction: u64::MAX,
            metadata: object(metadata),
            data: object(data),
            hash: Hash::ZERO,
            number: PetNumber::of(142),
        }
    }

    #[test]
    fn an_event_is_a_cloud_event_with_extensions_in_lower_case() {
        let metadata =
            json!({"recorded_by": "a", "note": "b", "request_id": "c", "correlation_id": "d", "causation_id": "e", "traceparent": "f"});
        let event = logged(metadata, json!({"sale_price": 1, "customer_id": null}));
        let text = serde_json::to_string(&CloudEvent::from(event)).unwrap();
        let expected = format!(
            "{{\"specversion\":\"1.0\",\"id\":\"00000000-0000-0000-0000-000000000007\",\"source\":\"hello\",\"type\":\"PetSold\",\
             \"subject\":\"00000000-0000-0000-0000-000000000008\",\"time\":\"2026-05-03T10:00:00.120000Z\",\
             \"datacontenttype\":\"application/json\",\"occurredon\":\"2026-05-03\",\"version\":3,\"transaction\":\"{}\",\"hash\":\"{}\",\
             \"recordedby\":\"a\",\"note\":\"b\",\"correlationid\":\"d\",\"causationid\":\"e\",\"traceparent\":\"f\",\"number\":\"M-0142\",\"data\":{{\"metadata\":{{\"request_id\":\"c\"}},\"sale_price\":1}}}}",
            u64::MAX,
            Hash::ZERO
        );
        assert_eq!(text, expected);
        let names: Value = serde_json::from_str(&text).unwrap();
        let is_allowed = |name: &String| name.len() <= 20 && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        assert!(names.as_object().unwrap().keys().all(is_allowed), "as CloudEvents has it");
    }

    #[test]
    fn numbers_keep_the_digits_with_which_they_were_recorded() {
        let data: Value = serde_json::from_str("{\"price\":24.90}").unwrap();
        let text = serde_json::to_string(&CloudEvent::from(logged(json!({}), data))).unwrap();
        let read: CloudEvent = serde_json::from_str(&text).unwrap();
        assert_eq!(read.logged().unwrap().columns()["price"].to_string(), "24.90");
        for other in ["2490e-2", "-0", "-0.00"] {
            let read: CloudEvent = serde_json::from_str(&text.replace("24.90", other)).unwrap();
            assert_eq!(read.logged(), None, "{other} is not how Postgres writes it");
        }
    }

    fn metadata() -> impl Strategy<Value = Value> {
        let value = prop_oneof![".{0,9}".prop_map(|text| json!(text)), Just(json!(null)), Just(json!({"a": [1, {}]})), Just(json!(7))];
        proptest::collection::btree_map(
            "recorded_by|note|request_id|correlation_id|causation_id|traceparent|metadata|[a-z]{0,3}",
            value,
            0..5,
        )
        .prop_map(|map| json!(map))
    }

    proptest! {
        #[test]
        fn whatever_was_noted_comes_back(metadata in metadata()) {
            let event = logged(metadata, json!({"sale_price": 1}));
            let text = serde_json::to_string(&CloudEvent::from(event.clone())).unwrap();
            let read: CloudEvent = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(read.logged(), Some(event));
        }

        #[test]
        fn no_line_brings_the_reader_down(line: String) {
            prop_assert!(serde_json::from_str::<CloudEvent>(&line).is_err());
        }
    }
}
