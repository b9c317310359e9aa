//! Proof that the books are whole, for those who run the shop: the seals, and a verification now.

pub mod verifier;

use crate::integrity::{Fault, Place, SignedSeal};
use crate::shop::words::thousands;
use crate::shop::{FieldErrors, Fields};
use crate::store::Reader;
use crate::store::backup;
use crate::store::backup::Backup;
use crate::store::keyset;
use crate::store::people::audit as lines;
use crate::store::people::audit::Verified;
use crate::store::proof::seals;
use crate::store::proof::verify::{Against, turn};
use crate::web::admin::{audit, snapshot};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::Pager;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::Path,
};
use askama::Template;
use chrono::TimeDelta;
use std::time::Duration;
use verifier::{Ended, Running, Seen, outcome};

/// The page; its block `results` answers its own asking while a verification runs.
#[derive(Template)]
#[template(path = "admin/integrity.html", blocks = ["results"])]
pub struct IntegrityPage {
    /// What every page knows.
    pub page: Page,
    /// `seal`: the text of a seal that was kept elsewhere.
    pub form: FormView,
    /// Whether somebody asked for a verification while one was running.
    pub is_refused: bool,
    /// The verification that is running.
    pub running: Option<Running>,
    /// What came of the last one.
    pub last: Option<Ended>,
    /// What was written down of a later one, that ran elsewhere.
    pub latest: Option<Verified>,
    /// The latest backup.
    pub backup: Option<Backup>,
    /// Seals, newest first.
    pub seals: Vec<SignedSeal>,
    /// The pages around them: `previous` is newer.
    pub pager: Pager,
}

impl IntegrityPage {
    /// How long the last verification took: "1.2 seconds".
    fn took(took: &TimeDelta) -> String {
        snapshot::seconds(*took)
    }

    /// A number of faults: "1,200".
    fn many(faults: usize) -> String {
        thousands(i64::try_from(faults).unwrap_or(i64::MAX))
    }

    /// Whether the latest backup is too long ago.
    fn is_unsaved(&self) -> bool {
        self.backup.as_ref().is_none_or(|backup| !backup.is_recent(self.page.now))
    }

    /// Where to look at a fault; nowhere, where it is told on this page.
    fn place(fault: &Fault) -> Option<(String, &'static str)> {
        let look = match fault.place {
            Place::Event(_) => "Look at the event",
            Place::Pet(_) => "Look at the pet",
            Place::Stock | Place::Projections => "Look at the snapshot",
            Place::Seal(_) => return None,
        };
        Some((address(&fault.place), look))
    }
}

/// The page that shows where a fault is.
#[must_use]
pub fn address(place: &Place) -> String {
    match place {
        Place::Event(id) => format!("/events/{id}"),
        Place::Pet(id) => format!("/pets/{id}"),
        Place::Seal(_) => "/admin/integrity".into(),
        Place::Stock | Place::Projections => "/admin/snapshot".into(),
    }
}

/// How many seals a page shows.
const SEALS: usize = 20;

/// How many faults are told.
const FAULTS: usize = 10;

/// How long somebody waits for a verification before its progress is shown instead.
const AT_ONCE: Duration = Duration::from_millis(500);

/// Shows the seals, and how a verification goes or went.
///
/// # Errors
/// There is no such page of seals, or the database failed.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let number = |typed: &str| typed.parse().map_err(|_| WebError::NotFound);
    let place = match (query.get("before"), query.get("after")) {
        ("", "") => keyset::Place::First,
        ("", newer) => keyset::Place::Before(number(newer)?),
        (older, _) => keyset::Place::After(number(older)?),
    };
    answer(&cx, StatusCode::OK, FormView::new(Fields::default()), place, false).await
}

/// Starts a verification, which goes on in the background, and shows the page; a quick one is over by then.
///
/// # Errors
/// The database failed.
pub async fn verify(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    let kept = match typed.get("seal").trim() {
        "" => Vec::new(),
        text => match SignedSeal::parse(text) {
            Ok(seal) => vec![seal],
            Err(_) => {
                let sentence = "Paste the whole text of a seal, from the line “Hello! seal” to the line that begins “signature:”";
                let form = FormView::again(typed, FieldErrors::one("seal", sentence));
                return answer(&cx, StatusCode::UNPROCESSABLE_ENTITY, form, keyset::Place::First, false).await;
            }
        },
    };
    let (verifier, by) = (cx.state.verifier.clone(), cx.who()?.name.clone());
    if cx.store().read(|conn| turn::running(conn)).await?.is_some() || !verifier.begin(&by, cx.now) {
        return answer(&cx, StatusCode::CONFLICT, FormView::again(typed, FieldErrors::default()), keyset::Place::First, true).await;
    }
    let against = Against { trust: Some(cx.state.seal_key.trust().clone()), kept };
    let _ = tokio::time::timeout(AT_ONCE, actix_web::rt::spawn(work(cx, by, against))).await;
    Ok(see_other("/admin/integrity"))
}

/// The whole of a verification: it is written down before it is shown.
async fn work(cx: Cx, by: String, against: Against) {
    let began = std::time::Instant::now();
    let Some(found) = cx.state.verifier.work(cx.store().clone(), against.clone()).await else {
        // Another instance was asked at the same moment, and shows what comes of it.
        return cx.state.verifier.leave();
    };
    let took = TimeDelta::from_std(began.elapsed()).unwrap_or_default();
    let cx = Cx { now: cx.state.clock.now(), ..cx };
    let outcome = outcome(found.as_ref());
    if let Err(error) = audit::record(&cx, cx.hand().verified(&outcome, found.as_ref().map(|found| found.found))).await {
        tracing::warn!(%error, %outcome, "a verification was not written into the audit log");
    }
    tracing::info!(%outcome, "the books were checked");
    let kept = against.kept.iter().map(|seal| seal.seal.id).collect();
    cx.state.verifier.end(Ended { by, at: cx.now, took, kept, found });
}

/// A seal, to be kept elsewhere.
///
/// # Errors
/// There is no such seal, or the database failed.
pub async fn seal(cx: Cx, id: Path<i64>) -> Result<HttpResponse, WebError> {
    let id = *id;
    let seal = cx.store().read(move |conn| seals::one(conn, id)).await?.ok_or(WebError::NotFound)?;
    audit::exported(&cx, &format!("seal {id}")).await?;
    Ok(text_file(&seal.file_name(), seal.file()))
}

/// A download of plain text.
pub(in crate::web) fn text_file(name: &str, text: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(text)
}

async fn answer(
    cx: &Cx,
    status: StatusCode,
    form: FormView,
    place: keyset::Place<i64>,
    is_refused: bool,
) -> Result<HttpResponse, WebError> {
    let read = move |conn: &mut Reader<'_>| {
        // What runs is read first: what ends in between then shows its end, or is still looked for, but never neither.
        let running = turn::running(conn)?;
        Ok((running, seals::page(conn, &place, SEALS)?, backup::latest(conn)?, lines::latest_verification(conn)?))
    };
    let (elsewhere, found, backup, latest) = cx.store().read(read).await?;
    let beside = |side: &str, seal: Option<i64>| seal.map(|seal| format!("/admin/integrity?{side}={seal}"));
    let pager = Pager { previous: beside("after", found.previous), next: beside("before", found.next) };
    let Seen { running, last } = cx.state.verifier.look();
    let running = running.or_else(|| elsewhere.map(Running::from));
    let latest = latest.filter(|latest| last.as_ref().is_none_or(|last| last.at < latest.at));
    let page = cx.page(Section::Admin).with_errors(!form.errors.is_empty());
    let shown = IntegrityPage { page, form, is_refused, running, last, latest, backup, seals: found.rows, pager };
    if cx.wants_fragment { render_as(status, &shown.as_results()) } else { render_as(status, &shown) }
}
