//! As of when something is read: now, or a moment that has passed.

use chrono::{DateTime, SecondsFormat, Utc};

/// As of when the shop is looked at, by what had been recorded until then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum When {
    /// With all that was recorded.
    #[default]
    Now,
    /// With what had been recorded at this moment, and counted then.
    At(DateTime<Utc>),
}

/// The conditions hold literals, so that the planner knows how much of the log they leave.
impl When {
    /// The moment as SQL writes it.
    pub(in crate::store) fn moment(self) -> String {
        match self {
            Self::Now => "'infinity'::timestamptz".into(),
            Self::At(moment) => format!("'{}'::timestamptz", moment.to_rfc3339_opts(SecondsFormat::Micros, true)),
        }
    }

    /// The condition that an event of this name had been recorded.
    pub(in crate::store) fn recorded(self, event: &str) -> String {
        match self {
            Self::Now => "true".into(),
            Self::At(_) => format!("{event}.created_at <= {}", self.moment()),
        }
    }

    /// The condition that an event of this name had been recorded and not been taken back.
    pub(in crate::store) fn counted(self, event: &str) -> String {
        format!(
            "{} AND NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = {event}.id AND {})",
            self.recorded(event),
            self.recorded("undone")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_to_the_microsecond_and_now_asks_for_none() {
        let when = When::At("2026-05-03T12:30:07.000001Z".parse().unwrap());
        assert_eq!(when.recorded("sale"), "sale.created_at <= '2026-05-03T12:30:07.000001Z'::timestamptz");
        assert_eq!(When::Now.recorded("sale"), "true");
        assert_eq!(When::Now.moment(), "'infinity'::timestamptz");
    }
}
