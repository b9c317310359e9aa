//! A pet's story as its page tells it: its own events and the births of its young, newest first, runs of price changes folded, a part at a time.

use crate::shop::words::count;
use crate::shop::{Event, EventId, Fields, Money};
use crate::store::log::events::EventLine;
use crate::store::log::story::Part;
use crate::web::parts::page::Page;
use std::cmp::Reverse;

/// How many lines are told at a time.
const LINES: usize = 30;

/// So many price changes in a row are one line.
const RUN: usize = 4;

/// A part of a story.
pub struct Story {
    /// Its lines, newest first.
    pub lines: Vec<StoryLine>,
    /// How many lines are older than these, or of a long story how many events, in words.
    pub older: String,
    /// Where they are.
    pub to_older: Option<String>,
    /// Where the newest part is, where this is an older one.
    pub to_newest: Option<String>,
}

/// One line of a pet's story.
pub enum StoryLine {
    /// An event of its own stream.
    Own(Box<EventLine>),
    /// The births of its young on one day: events of their streams.
    Litter(Vec<EventLine>),
    /// Price changes with nothing in between, newest first.
    Prices(Vec<EventLine>),
}

impl StoryLine {
    /// The version of the oldest of the pet's own events in it.
    fn version(&self) -> Option<i32> {
        match self {
            Self::Own(line) => Some(line.recorded.version),
            Self::Litter(_) => None,
            Self::Prices(lines) => lines.last().map(|line| line.recorded.version),
        }
    }

    /// The id of its newest event, which no other line has.
    fn newest(&self) -> Option<EventId> {
        match self {
            Self::Own(line) => Some(line.recorded.id),
            Self::Litter(lines) | Self::Prices(lines) => lines.iter().map(|line| line.recorded.id).max(),
        }
    }
}

/// What a run of price changes came to: the price before the first, and that after the last.
#[must_use]
pub fn from_and_to(run: &[EventLine]) -> Option<(Money, Money)> {
    match (&run.last()?.recorded.event, &run.first()?.recorded.event) {
        (Event::PriceChanged(first), Event::PriceChanged(last)) => Some((first.old_price, last.new_price)),
        _ => None,
    }
}

impl Story {
    /// The lines that `query` asks for by `older=ID`, of a long story with the `version` from which on everything is newer; the newest where it asks for
    /// none. A mother's story tells of her young: the births of one day in one line, among her own events by the moment of recording.
    #[must_use]
    pub fn of(part: Part, births: &[EventLine], page: &Page, query: &Fields) -> Self {
        let (is_whole, own) = (part.is_whole(), part.lines);
        let oldest = own.last().filter(|line| line.recorded.version > 1).map(|line| line.recorded.id);
        let path = own.first().map(|line| page.pet(&line.recorded.pet)).unwrap_or_default();
        let mut lines: Vec<StoryLine> = own.into_iter().map(Box::new).map(StoryLine::Own).collect();
        let litters = births.chunk_by(|a, b| a.recorded.occurred_on == b.recorded.occurred_on);
        // What lies before the oldest of her own events in this part comes with the next one.
        lines
            .extend(litters.map(|litter| StoryLine::Litter(litter.to_vec())).filter(|litter| oldest.is_none() || litter.newest() > oldest));
        lines.sort_by_key(|line| Reverse(line.newest()));
        let mut lines = folded(lines);
        let beside = query.get("older").parse().ok().map(EventId);
        if beside.is_some() {
            lines.retain(|line| line.newest() < beside);
        }
        let more = lines.len().saturating_sub(LINES);
        lines.truncate(LINES);
        let version = lines.iter().rev().find_map(StoryLine::version).unwrap_or(1);
        let last = lines.last().and_then(StoryLine::newest).filter(|_| more > 0 || (!is_whole && version > 1));
        let sign = if path.contains('?') { '&' } else { '?' };
        let (from, older) = if is_whole {
            (String::new(), count(i64::try_from(more).unwrap_or(i64::MAX), "line", "lines"))
        } else {
            (format!("&version={version}"), count(i64::from(version) - 1, "event", "events"))
        };
        Self {
            to_older: last.map(|last| format!("{path}{sign}older={last}{from}#story")),
            to_newest: beside.is_some().then(|| format!("{path}#story")),
            lines,
            older,
        }
    }
}

/// Folds runs of price changes.
#[must_use]
pub fn folded(lines: Vec<StoryLine>) -> Vec<StoryLine> {
    let mut told = Vec::with_capacity(lines.len());
    let mut run: Vec<EventLine> = vec![];
    for line in lines {
        match line {
            StoryLine::Own(own) if own.counts() && matches!(own.recorded.event, Event::PriceChanged(_)) => run.push(*own),
            other => {
                told.extend(told_of(std::mem::take(&mut run)));
                told.push(other);
            }
        }
    }
    told.extend(told_of(run));
    told
}

fn told_of(run: Vec<EventLine>) -> Vec<StoryLine> {
    if run.len() < RUN { run.into_iter().map(Box::new).map(StoryLine::Own).collect() } else { vec![StoryLine::Prices(run)] }
}
