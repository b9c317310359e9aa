//! The pets, now or as of a moment.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use crate::integrity::cloud_event::moment;
use crate::store::When;
use crate::store::people::tokens::Scope;
use crate::store::travel::feed;
use crate::store::travel::feed::PetThen;
use crate::web::feed::problem::Problem;
use crate::web::feed::{asked, caller};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::parts::pager::address;

/// A page of the pets, by their ids. Where no moment is named the next page is as of this request, so that all pages are of one state.
///
/// # Errors
/// The database failed.
pub async fn list(cx: Cx, req: HttpRequest, Query(mut query): Query) -> Result<HttpResponse, WebError> {
    let scope = caller::of(&req)?.scope;
    let read = || {
        asked::only(&req, &query, &asked::OF_PETS)?;
        let after = asked::given(&query, "after").map(asked::pet).transpose()?;
        let at = asked::as_of(&query, cx.manner().time_zone, cx.now)?;
        Ok::<_, Problem>((after, at, asked::most(&query)?))
    };
    let (after, at, most) = match read() {
        Ok(asked) => asked,
        Err(problem) => return Ok(problem.response(&cx)),
    };
    let at = at.unwrap_or(cx.now);
    let mut pets = cx.store().read(move |conn| feed::pets(conn, When::At(at), after, most)).await?;
    let has_more = pets.len() > most;
    pets.truncate(most);
    let mut response = HttpResponse::Ok();
    if let Some(last) = pets.last().filter(|_| has_more) {
        query.set("as_of", moment(at));
        let next = address("/feed/pets", &query, &["as_of", "limit"], Some(("after", &last.pet.id.to_string())));
        response.insert_header((header::LINK, format!("<{next}>; rel=\"next\"")));
    }
    let told: Vec<Value> = pets.iter().map(|pet| told(&cx, scope, pet)).collect();
    Ok(response.json(json!({ "as_of": moment(at), "pets": told })))
}

/// One pet.
///
/// # Errors
/// There was none, or the database failed.
pub async fn show(cx: Cx, req: HttpRequest, id: Path<String>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let scope = caller::of(&req)?.scope;
    let read = || {
        asked::only(&req, &query, &asked::OF_A_PET)?;
        Ok::<_, Problem>((asked::pet(&id)?, asked::as_of(&query, cx.manner().time_zone, cx.now)?))
    };
    let (pet, at) = match read() {
        Ok(asked) => asked,
        Err(problem) => return Ok(problem.response(&cx)),
    };
    let when = at.map_or(When::Now, When::At);
    let found = cx.store().read(move |conn| feed::pet(conn, when, pet)).await?;
    let Some(pet) = found else {
        let detail = "There is no such pet, or there was none at that moment.".into();
        return Ok(Problem { status: 404, title: "No such pet", detail }.response(&cx));
    };
    Ok(HttpResponse::Ok().json(told(&cx, scope, &pet)))
}

fn told(cx: &Cx, scope: Scope, PetThen { pet, customer_name }: &PetThen) -> Value {
    let mut told = json!({
        "id": pet.id,
        "name": pet.name,
        "species": pet.species,
        "price": pet.price,
        "currency": cx.currency().code(),
        "status": pet.status.name(),
        "mother_id": pet.mother_id,
        "customer_id": pet.customer_id,
        "sale_price": pet.sale_price,
        "came_on": pet.came_on,
        "status_since": pet.status_since,
        "version": pet.version,
        "created_at": moment(pet.created_at),
        "updated_at": moment(pet.updated_at),
        "given_number": pet.given_number,
        "number": pet.number.to_string(),
    });
    if let (Scope::People, Value::Object(told)) = (scope, &mut told) {
        told.insert("customer_name".into(), json!(customer_name));
    }
    told
}
