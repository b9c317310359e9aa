//! A form that was sent before and said something else: what was recorded, what was typed, and the ways on.

use crate::shop::{CustomerId, Fields, PetId, retraction};
use crate::store::Reads;
use crate::store::StoreError;
use crate::store::When;
use crate::store::log::events;
use crate::store::log::events::EventLine;
use crate::store::log::keys::{Appended, Done};
use crate::store::log::{page, story};
use crate::store::state::{customers, pets};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::render_as;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::typed::Typed;
use crate::web::record::retraction::{mender, why_not};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

/// The page that shows both.
#[derive(Template)]
#[template(path = "pets/twice.html")]
pub struct TwicePage {
    /// What every page knows.
    pub page: Page,
    /// What was recorded; `None` where it was about a customer.
    pub recorded: Option<EventLine>,
    /// The page about it.
    pub kept: String,
    /// Whether the viewer can take it back, or why not.
    pub mending: TakingBack,
    /// What was typed now.
    pub typed: Typed,
}

/// Whether what was recorded can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakingBack {
    /// It can.
    Possible,
    /// It was.
    Done,
    /// It cannot, for this reason.
    Refused(String),
}

/// Shows what was recorded and what was typed, of which nothing was recorded.
///
/// # Errors
/// The database failed.
pub async fn page(cx: &Cx, fields: &Fields, done: Done) -> Result<HttpResponse, WebError> {
    let mother = fields.get("mother_id").parse().ok().map(PetId);
    let customers = ["customer_id", "other_id"].map(|field| (field, fields.get(field).parse().ok().map(CustomerId)));
    let names = cx.store().read(move |conn| names(conn, mother, customers)).await?;
    let typed = Typed::anew(cx.path(), fields, &names);
    let (kept, recorded, mending) = match done {
        Done::Recorded(appended) => {
            let (recorded, mending) = recorded(cx, appended).await?;
            (format!("/pets/{}", appended.pet), Some(recorded), mending)
        }
        Done::Customer(customer) => (
            format!("/customers/{customer}"),
            None,
            TakingBack::Refused("What is known of a customer can be mended on their page; who was joined or forgotten stays so".into()),
        ),
    };
    let section = if recorded.is_some() { Section::Pets } else { Section::Customers };
    render_as(StatusCode::CONFLICT, &TwicePage { page: cx.page(section), recorded, kept, mending, typed })
}

/// What the mother and the customers are called who were chosen.
fn names(
    conn: &mut impl Reads,
    mother: Option<PetId>,
    customers: [(&'static str, Option<CustomerId>); 2],
) -> Result<Vec<(&'static str, String)>, StoreError> {
    let mother = mother.map(|mother| pets::state(conn, mother)).transpose()?.flatten();
    let mut names: Vec<_> = mother.into_iter().map(|mother| ("mother_id", mother.name)).collect();
    for (field, customer) in customers {
        let customer = customer.map(|customer| customers::one(conn, customer)).transpose()?.flatten();
        names.extend(customer.and_then(|customer| customer.name).map(|name| (field, name)));
    }
    Ok(names)
}

/// The event that was recorded, and whether it can be taken back: it has to be the latest that counts.
async fn recorded(cx: &Cx, Appended { pet, event, .. }: Appended) -> Result<(EventLine, TakingBack), WebError> {
    let (recorded, history, latest_birth) = cx
        .store()
        .read(move |conn| Ok((page::one(conn, event)?, story::part(conn, When::Now, pet, None)?.history, events::latest_birth(conn, pet)?)))
        .await?;
    let recorded = recorded.ok_or(WebError::NotFound)?;
    let mending = if recorded.taken_back.is_some() {
        TakingBack::Done
    } else if history.latest().is_some_and(|latest| latest.id != event) {
        TakingBack::Refused(why_not(&recorded))
    } else {
        match retraction::may(&history, latest_birth, &mender(cx)?) {
            Ok(_) => TakingBack::Possible,
            Err(refusal) => TakingBack::Refused(refusal.to_string()),
        }
    };
    Ok((recorded, mending))
}
