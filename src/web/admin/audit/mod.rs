//! The audit log, for those who run the shop; and the few words with which the rest of the shop writes into it.

pub mod refusals;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;
use uuid::Uuid;

pub use refusals::note;

use crate::shop::{AccountId, FieldErrors, Fields};
use crate::store::log::page as log;
use crate::store::people::audit;
use crate::store::people::audit::page::{Cursor, Filter, Line};
use crate::store::people::audit::{Entry, What, page};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::pages::events::{Recorder, day, days, start_of};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::{PAGE_SIZE, Pager, address};

const FILTERS: [&str; 4] = ["what", "who", "from", "to"];

/// The audit log; its block `results` answers a fragment request.
#[derive(Template)]
#[template(path = "admin/audit.html", blocks = ["results"])]
pub struct AuditPage {
    /// What every page knows.
    pub page: Page,
    /// `what`, `who`, `from`, `to`, as typed, and what is wrong with them.
    pub filter: FormView,
    /// Those who may have done something.
    pub people: Vec<Recorder>,
    /// Whether nothing is asked for but the newest.
    pub is_unfiltered: bool,
    /// One page of lines, newest first.
    pub lines: Vec<Line>,
    /// The pages around it: `previous` is newer.
    pub pager: Pager,
}

impl AuditPage {
    /// How many lines the page shows.
    fn shown(&self) -> i64 {
        i64::try_from(self.lines.len()).unwrap_or(i64::MAX)
    }
}

/// Shows a page of the audit log, or jumps to a day.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Admin);
    let mut errors = FieldErrors::default();
    if let Some(day) = day(&query, "jump", &mut errors) {
        let below = log::first_id_of(start_of(&page, day.succ_opt().unwrap_or(day)));
        return Ok(see_other(&address("/admin/audit", &query, &FILTERS, Some(("older", &below.to_string())))));
    }
    let filter = read(&page, &query, &mut errors);
    let cursor = cursor(&query, &mut errors);
    let is_unfiltered = filter == Filter::default() && cursor == Cursor::Newest;
    let (found, people) = cx.store().run(move |conn| Ok((page::read(conn, &filter, cursor, PAGE_SIZE)?, log::recorders(conn)?))).await?;

    let beside = |there: bool, line: Option<&Line>, side: &str| {
        let id = line.filter(|_| there)?.id.to_string();
        Some(address("/admin/audit", &query, &FILTERS, Some((side, &id))))
    };
    let pager = Pager {
        previous: beside(found.has_newer, found.lines.first(), "newer"),
        next: beside(found.has_older, found.lines.last(), "older"),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let log = AuditPage {
        page: page.with_errors(!errors.is_empty()),
        filter: FormView::again(query, errors),
        people: people.into_iter().map(|(id, name)| Recorder { id, name }).collect(),
        is_unfiltered,
        lines: found.lines,
        pager,
    };
    if cx.wants_fragment { render_as(status, &log.as_results()) } else { render_as(status, &log) }
}

fn read(page: &Page, query: &Fields, errors: &mut FieldErrors) -> Filter {
    let given = |name: &str| Some(query.get(name).trim()).filter(|text| !text.is_empty());
    let choose = |what: &str| format!("Choose {what} from the list");
    let (from, until) = days(page, query, errors);
    Filter {
        what: given("what").and_then(|name| errors.keep("what", What::named(name).ok_or_else(|| choose("what was done")))),
        who: given("who").and_then(|id| errors.keep("who", id.parse().map(AccountId).map_err(|_| choose("somebody")))),
        from,
        until,
    }
}

fn cursor(query: &Fields, errors: &mut FieldErrors) -> Cursor {
    let mut id = |name: &'static str| {
        let typed = Some(query.get(name)).filter(|text| !text.is_empty())?;
        let sentence = "This page of the log is not to be found; these are the newest lines";
        errors.keep(name, typed.parse::<Uuid>().map_err(|_| sentence.to_owned()))
    };
    id("older").map(Cursor::OlderThan).or_else(|| id("newer").map(Cursor::NewerThan)).unwrap_or_default()
}

impl What {
    /// The drawing beside a line.
    fn icon(self) -> &'static str {
        match self {
            Self::SignedIn | Self::AccountAdded | Self::SetUp => "user",
            Self::SignedOut | Self::SessionsEnded => "log-out",
            Self::SignInFailed | Self::Refused => "triangle-alert",
            Self::Throttled => "clock",
            Self::RoleChanged | Self::AccountEnabled => "settings",
            Self::AccountDisabled | Self::CustomerForgotten => "x",
            Self::PasswordChanged | Self::PasswordReset | Self::RecoveryCodesRenewed => "key",
            Self::SecondFactorOn | Self::SecondFactorOff | Self::SecondFactorReset => "shield",
            Self::SecondFactorRequired | Self::SecondFactorReleased => "shield",
            Self::Exported => "download",
            Self::RefreshAsked => "refresh-cw",
            Self::Verified => "check",
        }
    }

    /// The ground of that drawing: what was tried in vain stands out.
    fn tone(self) -> &'static str {
        match self {
            Self::SignInFailed | Self::Refused | Self::Throttled => "amber",
            Self::AccountDisabled | Self::CustomerForgotten | Self::SecondFactorOff | Self::SecondFactorReset => "rust",
            Self::SignedIn | Self::SetUp | Self::SecondFactorOn | Self::Verified => "leaf",
            _ => "",
        }
    }
}

/// Writes down that somebody took a file away, before its first line goes out: `what` says which, like "a comparison of two moments".
///
/// # Errors
/// The database failed: then nothing should go out.
pub async fn exported(cx: &Cx, what: &str) -> Result<(), WebError> {
    record(cx, cx.hand().did(What::Exported).with("what", what)).await
}

/// Writes down that somebody had the books checked: `outcome` says how that ended, like "no fault was found".
///
/// # Errors
/// The database failed.
pub async fn verified(cx: &Cx, outcome: &str) -> Result<(), WebError> {
    record(cx, cx.hand().did(What::Verified).with("outcome", outcome)).await
}

/// Writes down what changed nothing in the database, or has changed it already.
///
/// # Errors
/// The database failed.
pub async fn record(cx: &Cx, entry: Entry) -> Result<(), WebError> {
    Ok(cx.store().run(move |conn| audit::write(conn, &entry)).await?)
}
