//! The forms about a pet that are recorded at once: a price change, a naming, a loss, a find.

use crate::shop::{Draft, EventKind, FieldErrors, Fields, Pet, PetId, find, loss, naming, price_change};
use crate::store::Conn;
use crate::store::log::keys::{Appended, Ticket};
use crate::store::log::stream::AppendError;
use crate::store::log::{append, recorder};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::respond::render_as;
use crate::web::parts::form::FormView;
use crate::web::parts::page::Page;
use crate::web::record::about::{About, Meanwhile};
use crate::web::record::{Rejected, is_looked_at_again, recorded, ticket, today_in};
use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

macro_rules! about_form {
    ($(#[$doc:meta])* $Form:ident, $path:literal) => {
        $(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $Form {
            /// What every page knows.
            pub page: Page,
            /// What was typed.
            pub form: FormView,
            /// The pet.
            pub pet: Pet,
            /// What stands in the way.
            pub meanwhile: Meanwhile,
        }

        impl From<About> for $Form {
            fn from(About { page, form, pet, meanwhile, .. }: About) -> Self {
                Self { page, form, pet, meanwhile }
            }
        }
    };
}

about_form! {
    /// The form of a price change: `new_price`, `note`.
    PriceChangeForm, "pets/price_change.html"
}
about_form! {
    /// The form of a naming: `name`, `occurred_on`, `note`.
    NameForm, "pets/name.html"
}
about_form! {
    /// The form of a loss: `last_seen_location`, `occurred_on`, `note`.
    LossForm, "pets/loss.html"
}
about_form! {
    /// The form of a find: `found_location`, `occurred_on`, `note`.
    FindForm, "pets/find.html"
}

/// Shows the form of a price change.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn price_change_form(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    open::<PriceChangeForm>(&cx, &id, EventKind::PriceChanged).await
}

/// Records a price change.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn record_price_change(cx: Cx, id: Path<Uuid>, fields: Fields) -> Result<HttpResponse, WebError> {
    let parse = |fields: &Fields, today| price_change::parse(fields, today, cx.currency());
    post::<PriceChangeForm, _>(&cx, &id, EventKind::PriceChanged, fields, parse, append::price_change).await
}

/// Shows the form of a naming; it begins with the name that somebody gave, for there may be a letter to mend.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn name_form(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    open_with::<NameForm>(&cx, &id, EventKind::Named, |pet| {
        today_in(&cx, &[("name", if pet.given_number.is_some() { "" } else { pet.name.as_str() })])
    })
    .await
}

/// Records a naming.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn record_name(cx: Cx, id: Path<Uuid>, fields: Fields) -> Result<HttpResponse, WebError> {
    post::<NameForm, _>(&cx, &id, EventKind::Named, fields, naming::parse, append::naming).await
}

/// Shows the form of a loss.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn loss_form(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    open::<LossForm>(&cx, &id, EventKind::Lost).await
}

/// Records a loss.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn record_loss(cx: Cx, id: Path<Uuid>, fields: Fields) -> Result<HttpResponse, WebError> {
    post::<LossForm, _>(&cx, &id, EventKind::Lost, fields, loss::parse, append::loss).await
}

/// Shows the form of a find.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn find_form(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    open::<FindForm>(&cx, &id, EventKind::FoundAgain).await
}

/// Records a find.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn record_find(cx: Cx, id: Path<Uuid>, fields: Fields) -> Result<HttpResponse, WebError> {
    post::<FindForm, _>(&cx, &id, EventKind::FoundAgain, fields, find::parse, append::find).await
}

async fn open<F: Template + From<About>>(cx: &Cx, id: &Uuid, kind: EventKind) -> Result<HttpResponse, WebError> {
    open_with::<F>(cx, id, kind, |_| today_in(cx, &[])).await
}

async fn open_with<F: Template + From<About>>(
    cx: &Cx,
    id: &Uuid,
    kind: EventKind,
    form: impl FnOnce(&Pet) -> FormView,
) -> Result<HttpResponse, WebError> {
    let about = About::opened(cx, PetId(*id), kind, form).await?;
    render_as(about.status, &F::from(about))
}

/// Records what the form says, or shows it again.
async fn post<F: Template + From<About>, T: Send + 'static>(
    cx: &Cx,
    id: &Uuid,
    kind: EventKind,
    fields: Fields,
    parse: impl FnOnce(&Fields, NaiveDate) -> Result<Draft<T>, FieldErrors>,
    append: fn(&mut Conn, PetId, &Ticket, Draft<T>) -> Result<Appended, AppendError>,
) -> Result<HttpResponse, WebError> {
    let pet = PetId(*id);
    let about = if is_looked_at_again(&fields) {
        About::looked_at_again(cx, pet, kind, fields).await?
    } else {
        match record(cx, pet, kind, &fields, parse, append).await {
            Ok(appended) => return Ok(recorded(cx, appended)),
            Err(rejected) => About::sent_back(cx, pet, kind, fields, rejected).await?,
        }
    };
    render_as(about.status, &F::from(about))
}

/// Reads the form and appends what it says.
async fn record<T: Send + 'static>(
    cx: &Cx,
    pet: PetId,
    kind: EventKind,
    fields: &Fields,
    parse: impl FnOnce(&Fields, NaiveDate) -> Result<Draft<T>, FieldErrors>,
    append: fn(&mut Conn, PetId, &Ticket, Draft<T>) -> Result<Appended, AppendError>,
) -> Result<Appended, Rejected> {
    let draft = parse(fields, cx.today())?;
    let ticket = ticket(cx, fields)?;
    Ok(recorder::record(cx.store(), kind, move |conn| append(conn, pet, &ticket, draft)).await?)
}
