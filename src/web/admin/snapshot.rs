//! The admin's page of the snapshot: how old it is, what has moved on, and Refresh now.

use crate::shop::{Fields, PetId};
use crate::store::ground::fitness;
use crate::store::ground::fitness::ListOrder;
use crate::store::people::audit::AuditKind;
use crate::store::state::projection;
use crate::store::state::snapshot;
use crate::store::state::snapshot::Refreshed;
use crate::web::admin::audit;
use crate::web::admin::refresher;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::{render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// The snapshot; its block `results` answers the page's own asking while a refresh runs.
#[derive(Template)]
#[template(path = "admin/snapshot.html", blocks = ["results"])]
pub struct SnapshotPage {
    /// What every page knows.
    pub page: Page,
    /// No field but the key.
    pub form: FormView,
    /// Whether somebody asked for a refresh while one was running.
    pub is_refused: bool,
    /// The refresh that is running.
    pub running: Option<RunningRefresh>,
    /// The present snapshot.
    pub latest: Option<Refresh>,
    /// Events since.
    pub tail: i64,
    /// After how many events it refreshes itself.
    pub refresh_after: i64,
    /// Events that the projections have not seen.
    pub unprojected: i64,
    /// By what lists are sorted.
    pub order: ListOrder,
    /// Pets that have moved on since, the latest first.
    pub moved: Vec<Moved>,
    /// Past refreshes, newest first.
    pub past: Vec<Refresh>,
}

/// A refresh that is running.
#[derive(Debug, Clone)]
pub struct RunningRefresh {
    /// Who asked for it.
    pub by: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// How far it may be, judged by how long the previous one took, in percent; at most 99.
    pub percent: i64,
}

/// A refresh that has ended.
#[derive(Debug, Clone)]
pub struct Refresh {
    /// When.
    pub at: DateTime<Utc>,
    /// Who asked for it.
    pub by: Option<String>,
    /// How long it took: "1.2 seconds".
    pub took: String,
    /// Events counted in.
    pub events: i64,
    /// Why it failed, where it did.
    pub failure: Option<String>,
}

/// A pet with events that the snapshot does not have.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The pet.
    pub id: PetId,
    /// What it is called.
    pub name: String,
    /// How many events.
    pub events: i64,
}

/// How many pets that have moved on, and how many past refreshes, are shown.
const MOVED: i64 = 12;
const PAST: i64 = 20;

/// How long somebody waits for a refresh before its progress is shown instead.
const AT_ONCE: Duration = Duration::from_millis(500);

/// Leads to the first of the pages for admins.
///
/// # Errors
/// None.
pub async fn lead() -> Result<HttpResponse, WebError> {
    Ok(see_other("/admin/snapshot"))
}

/// Shows the snapshot.
///
/// # Errors
/// The database failed.
pub async fn show(cx: Cx) -> Result<HttpResponse, WebError> {
    answer(&cx, StatusCode::OK, false).await
}

/// Starts a refresh, which goes on in the background, and shows the page once it has surely begun: a quick one is over by then, and a page
/// that came before it began would neither show it nor look for it.
///
/// # Errors
/// The database failed.
pub async fn refresh(cx: Cx, _: Fields) -> Result<HttpResponse, WebError> {
    if cx.store().read(|conn| snapshot::is_running(conn)).await? {
        return answer(&cx, StatusCode::CONFLICT, true).await;
    }
    audit::record(&cx, cx.hand().did(AuditKind::RefreshAsked)).await?;
    let refresh = refresher::start(cx.state.clone(), Some(cx.who()?.account));
    match tokio::time::timeout(AT_ONCE, refresh).await {
        // Two asked at the same moment, and the other one was faster.
        Ok(Ok(Some(Refreshed::AlreadyRunning))) => answer(&cx, StatusCode::CONFLICT, true).await,
        _ => Ok(see_other("/admin/snapshot")),
    }
}

async fn answer(cx: &Cx, status: StatusCode, is_refused: bool) -> Result<HttpResponse, WebError> {
    let (boundary, tail, unprojected, moved, refreshes, running, order) = cx
        .store()
        .read(|conn| {
            // What runs is read first: a refresh that ends in between then shows its end, or is still looked for, but never neither.
            let is_running = snapshot::is_running(conn)?;
            let refreshes = snapshot::refreshes(conn, PAST)?;
            let boundary = snapshot::boundary(conn)?;
            let tail = snapshot::tail_length(conn, &boundary)?;
            let unprojected = projection::unprojected(conn)?;
            let moved = snapshot::moved(conn, &boundary, MOVED)?;
            Ok((boundary, tail, unprojected, moved, refreshes, is_running, fitness::list_order(conn)?))
        })
        .await?;
    let page = cx.page(Section::Admin);
    let running = refreshes.first().filter(|latest| running && latest.finished_at.is_none()).map(|latest| RunningRefresh {
        by: latest.by.clone(),
        since: latest.started_at,
        percent: percent(page.now - latest.started_at, boundary.duration()),
    });
    let took = |from: DateTime<Utc>, to: DateTime<Utc>| seconds(to - from);
    let shown = SnapshotPage {
        page,
        form: FormView::new(Fields::default()),
        is_refused,
        running,
        tail,
        unprojected,
        refresh_after: snapshot::limit(boundary.pets, cx.state.config.refresh_after),
        order,
        moved: moved.into_iter().map(|pet| Moved { id: pet.id, name: pet.name, events: pet.events }).collect(),
        past: refreshes
            .into_iter()
            .filter_map(|run| {
                let at = run.finished_at?;
                Some(Refresh { at, by: run.by, took: took(run.started_at, at), events: run.events.unwrap_or(0), failure: run.failure })
            })
            .collect(),
        latest: Some(Refresh {
            at: boundary.finished_at,
            took: took(boundary.started_at, boundary.finished_at),
            by: boundary.by,
            events: boundary.events,
            failure: None,
        }),
    };
    if cx.wants_fragment { render_as(status, &shown.as_results()) } else { render_as(status, &shown) }
}

fn percent(elapsed: TimeDelta, usual: TimeDelta) -> i64 {
    (elapsed.num_milliseconds().max(0) * 100 / usual.num_milliseconds().max(1)).min(99)
}

/// A duration as people read it: "0.04 seconds", "2.4 seconds".
pub(in crate::web) fn seconds(duration: TimeDelta) -> String {
    let seconds = duration.num_milliseconds().max(0);
    let places = if seconds < 1000 { 2 } else { 1 };
    format!("{:.places$} seconds", duration.as_seconds_f64().max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_judged_by_the_previous_refresh_and_never_claims_the_end() {
        assert_eq!(percent(TimeDelta::seconds(1), TimeDelta::seconds(4)), 25);
        assert_eq!(percent(TimeDelta::seconds(9), TimeDelta::seconds(4)), 99);
        assert_eq!(percent(TimeDelta::seconds(-1), TimeDelta::zero()), 0);
    }

    #[test]
    fn a_duration_has_its_unit() {
        assert_eq!(seconds(TimeDelta::milliseconds(42)), "0.04 seconds");
        assert_eq!(seconds(TimeDelta::milliseconds(2440)), "2.4 seconds");
    }
}
