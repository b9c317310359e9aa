//! Where in time an address leads: to a page there, or a step further.

use crate::shop::Fields;
use crate::store::log::steps;
use crate::store::log::steps::{Steps, Way};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::see_other;
use crate::web::parts::moment::Moment;
use crate::web::parts::past::Standpoint;
use actix_web::HttpResponse;
use chrono::TimeDelta;

/// What an address leads to.
pub enum Asked {
    /// A page, there in time.
    Page(Standpoint),
    /// Another moment.
    Step(HttpResponse),
}

/// Reads `as_of` (with `at`, the time of that day) and `step` in the address of a page that has these filters.
///
/// # Errors
/// The database failed.
pub async fn asked(cx: &Cx, query: &Fields, kept: &'static [&'static str], steps: Steps) -> Result<Asked, WebError> {
    let path = cx.address.split('?').next().unwrap_or("/");
    let here = Standpoint::read(path, query, kept, cx.now, cx.manner().time_zone);
    let way = match query.get("step") {
        "earlier" => Way::Earlier,
        "later" => Way::Later,
        _ => return Ok(Asked::Page(here)),
    };
    let from = here.moment.map_or(cx.now, |moment| moment.at);
    let found = cx.store().read(move |conn| steps::step(conn, steps, way, from)).await?;
    let there = match (found, way) {
        (Some(at), _) => Some(at).filter(|at| *at <= cx.now),
        // Before the first there is still a moment: the last one without it.
        (None, Way::Earlier) => Some(from - TimeDelta::microseconds(1)),
        (None, Way::Later) => None,
    };
    Ok(Asked::Step(see_other(&there.map_or_else(|| here.to_now(), |at| here.to(&Moment::at(at))))))
}
