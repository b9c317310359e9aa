//! The audit log, for those who run the shop; and the few words with which the rest of the shop writes into it.

pub mod note;
pub mod refusals;

use actix_web::HttpResponse;
use askama::Template;

pub use note::note;

use crate::shop::{AccountId, FieldErrors, Fields};
use crate::store::keyset::Place;
use crate::store::log::page as log;
use crate::store::log::page::Recorder;
use crate::store::people::audit;
use crate::store::people::audit::page::{Filter, Line};
use crate::store::people::audit::{AuditKind, Entry, page};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::parts::chronicle::{Chronicle, days, given, place, status};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::{PAGE_SIZE, Pager, address};

/// The audit log.
pub const LOG: Chronicle = Chronicle { path: "/admin/audit", filters: &["what", "who", "from", "to"] };

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

    /// Where all of it is as CSV.
    fn csv(&self) -> String {
        address("/admin/audit.csv", &self.filter.values, LOG.filters, None)
    }
}

/// Shows a page of the audit log, or jumps to a day.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Admin);
    let mut errors = FieldErrors::default();
    if let Some(there) = LOG.jump(&page, &query, &mut errors) {
        return Ok(see_other(&there));
    }
    let filter = read(&page, &query, &mut errors);
    let place = place(&query, "the newest lines", &mut errors);
    let is_unfiltered = filter == Filter::default() && place == Place::First;
    let (found, people) = cx.store().read(move |conn| Ok((page::read(conn, &filter, place, PAGE_SIZE)?, log::recorders(conn)?))).await?;

    let status = status(&errors);
    let log = AuditPage {
        page: page.with_errors(!errors.is_empty()),
        pager: LOG.pager(&found, &query),
        filter: FormView::again(query, errors),
        people,
        is_unfiltered,
        lines: found.rows,
    };
    if cx.wants_fragment { render_as(status, &log.as_results()) } else { render_as(status, &log) }
}

/// Reads what it is narrowed to. What cannot be read is left out, and said.
pub fn read(page: &Page, query: &Fields, errors: &mut FieldErrors) -> Filter {
    let choose = |what: &str| format!("Choose {what} from the list");
    let (from, until) = days(page, query, errors);
    Filter {
        kind: given(query, "what").and_then(|name| errors.keep("what", AuditKind::named(name).ok_or_else(|| choose("what was done")))),
        who: given(query, "who").and_then(|id| errors.keep("who", id.parse().map(AccountId).map_err(|_| choose("somebody")))),
        from,
        until,
    }
}

impl AuditKind {
    /// The drawing beside a line.
    fn icon(self) -> &'static str {
        match self {
            Self::SignedIn | Self::AccountAdded | Self::SetUp => "user",
            Self::SignedOut | Self::SessionsEnded => "log-out",
            Self::SignInFailed | Self::Refused => "triangle-alert",
            Self::Throttled => "clock",
            Self::ShopChanged | Self::RoleChanged | Self::AccountEnabled | Self::CustomerMended => "settings",
            Self::CustomersJoined => "users",
            Self::AccountDisabled | Self::CustomerForgotten | Self::TokenRevoked => "x",
            Self::PasswordChanged | Self::PasswordReset | Self::RecoveryCodesRenewed | Self::TokenAdded => "key",
            Self::SecondFactorOn | Self::SecondFactorOff | Self::SecondFactorReset => "shield",
            Self::SecondFactorRequired | Self::SecondFactorReleased => "shield",
            Self::Exported | Self::Imported | Self::StockBrought | Self::BackedUp | Self::Restored => "download",
            Self::RefreshAsked => "refresh-cw",
            Self::Verified => "check",
        }
    }

    /// The ground of that drawing: what was tried in vain stands out.
    fn tone(self) -> &'static str {
        match self {
            Self::SignInFailed | Self::Refused | Self::Throttled => "amber",
            Self::AccountDisabled | Self::CustomerForgotten | Self::SecondFactorOff | Self::SecondFactorReset | Self::TokenRevoked => {
                "rust"
            }
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
    record(cx, cx.hand().did(AuditKind::Exported).with("what", what)).await
}

/// Writes down what changed nothing in the database, or has changed it already.
///
/// # Errors
/// The database failed.
pub async fn record(cx: &Cx, entry: Entry) -> Result<(), WebError> {
    Ok(cx.store().run(move |conn| audit::write(conn, &entry)).await?)
}
