//! How the shop fares, on one page: what matters now, and what to do where it is not well.

use actix_web::HttpResponse;
use askama::Template;
use chrono::TimeDelta;
use std::time::Duration;

use crate::store::backup::Backup;
use crate::store::ground::pool::Usage;
use crate::store::ground::readers::Fares;
use crate::store::health;
use crate::store::health::Health;
use crate::store::state::snapshot;
use crate::web::admin::snapshot::seconds;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::render;
use crate::web::parts::page::{Page, Section};

/// How something fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Well.
    Well,
    /// Somebody should do something.
    ToDo,
    /// Something is wrong.
    Wrong,
}

impl Mark {
    fn label(self) -> &'static str {
        match self {
            Self::Well => "Well",
            Self::ToDo => "To do",
            Self::Wrong => "Wrong",
        }
    }

    fn tone(self) -> &'static str {
        match self {
            Self::Well => "leaf",
            Self::ToDo => "amber",
            Self::Wrong => "rust",
        }
    }

    fn unless(well: bool) -> Self {
        if well { Self::Well } else { Self::ToDo }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "admin/health.html")]
pub struct HealthPage {
    /// What every page knows.
    pub page: Page,
    /// What the database keeps of it.
    pub health: Health,
    /// After how many events the snapshot refreshes itself.
    pub refresh_after: i64,
    /// The connections of this process to the database.
    pub usage: Usage,
    /// The servers at which its pages may be read.
    pub replicas: Vec<Fares>,
    /// How many pages are open that follow the shop.
    pub live: usize,
    /// How many may be.
    pub most_live: usize,
}

/// How long the projections may be behind before somebody should look.
const BEHIND: TimeDelta = TimeDelta::minutes(1);

/// What is so long over wants looking after no more.
const LATELY: Duration = Duration::from_secs(15 * 60);

/// How long ago the books may have been checked.
const UNCHECKED: TimeDelta = TimeDelta::days(30);

impl HealthPage {
    /// Why the latest refresh failed, where it did.
    fn failure(&self) -> Option<&str> {
        self.health.latest_refresh.as_ref()?.failure.as_deref()
    }

    fn snapshot(&self) -> Mark {
        // A tail is let grow while a refresh is due, and while the shop rests from the one before.
        Mark::unless(self.failure().is_none() && self.health.tail <= self.refresh_after.saturating_mul(2))
    }

    fn projections(&self) -> Mark {
        Mark::unless(self.health.behind_since.is_none_or(|since| self.page.now - since < BEHIND))
    }

    fn books(&self) -> Mark {
        match &self.health.verified {
            Some(verified) if verified.faults.is_some_and(|faults| faults > 0) => Mark::Wrong,
            Some(verified) => Mark::unless(verified.faults.is_some() && self.page.now - verified.at <= UNCHECKED),
            None => Mark::unless(self.health.events == 0),
        }
    }

    fn backup(&self) -> Mark {
        let is_well = |backup: &Backup| backup.is_recent(self.page.now) && backup.checked_at.is_some();
        Mark::unless(self.health.events == 0 || self.health.backup.as_ref().is_some_and(is_well))
    }

    fn none_came_lately(&self) -> bool {
        self.usage.none_came.is_some_and(|ago| ago < LATELY)
    }

    fn connections(&self) -> Mark {
        Mark::unless(!self.none_came_lately() && self.usage.used < self.usage.most.max(2))
    }

    fn replicas(&self) -> Mark {
        Mark::unless(self.replicas.iter().all(|replica| replica.is_used))
    }

    fn pages(&self) -> Mark {
        Mark::unless(self.live < self.most_live)
    }

    /// How many things are not well.
    fn to_do(&self) -> usize {
        let all = [self.snapshot(), self.projections(), self.books(), self.backup(), self.connections(), self.replicas(), self.pages()];
        all.into_iter().filter(|mark| *mark != Mark::Well).count()
    }

    fn lag(lag: Duration) -> String {
        seconds(TimeDelta::from_std(lag).unwrap_or(TimeDelta::MAX))
    }

    fn took(&self) -> String {
        seconds(self.health.boundary.duration())
    }
}

/// Shows how the shop fares.
///
/// # Errors
/// The database failed.
pub async fn show(cx: Cx) -> Result<HttpResponse, WebError> {
    let health = cx.store().read(|conn| health::look(conn)).await?;
    let state = &cx.state;
    render(&HealthPage {
        page: cx.page(Section::Admin),
        refresh_after: snapshot::limit(health.boundary.pets, state.config.refresh_after),
        health,
        usage: state.store.usage(),
        replicas: state.store.readers().map(|readers| readers.fare()).unwrap_or_default(),
        live: state.live.open(),
        most_live: state.live.most(),
    })
}
