//! Choosing a mother or a customer: a few who match what was typed, the chosen one first.

use crate::shop::{CustomerId, PetId, Status, text, words};
use crate::store::When;
use crate::store::keyset::Place;
use crate::store::state::{customers, pets, snapshot};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use chrono::NaiveDate;

/// How many to choose from; who is not among them is found by typing more.
const CHOICES: usize = 6;

/// A pet in the store, who may be a mother.
#[derive(Debug, Clone)]
pub struct Mother {
    /// The pet.
    pub id: PetId,
    /// What she is called.
    pub name: String,
    /// What kind of animal she is.
    pub species: String,
    /// The day she came.
    pub since: NaiveDate,
    /// Her version, so that the form can be told what happened to her since.
    pub version: i32,
}

/// Mothers in the store whose name or species contains `text`, and the chosen one.
///
/// # Errors
/// The database failed.
pub async fn mothers(cx: &Cx, text: &str, chosen: &str) -> Result<Vec<Mother>, WebError> {
    let filter = pets::PetFilter {
        text: Some(text::sought(text)).filter(|text| !text.is_empty()),
        status: Some(Status::Available),
        ..Default::default()
    };
    let chosen = chosen.parse().ok().map(PetId);
    let found = cx
        .store()
        .read(move |conn| {
            let first = chosen.map(|pet| pets::state(conn, pet)).transpose()?.flatten();
            let boundary = snapshot::boundary(conn)?;
            let page = pets::list(conn, When::Now, &boundary, &filter, pets::Order::Name, &Place::First, CHOICES)?;
            Ok(chosen_first(first.filter(|pet| pet.status == Status::Available), page.rows, |pet| pet.id))
        })
        .await?;
    let mother = |pet: pets::PetRow| Mother { id: pet.id, name: pet.name, species: pet.species, since: pet.came_on, version: pet.version };
    Ok(found.into_iter().map(mother).collect())
}

/// A customer to choose.
#[derive(Debug, Clone)]
pub struct CustomerChoice {
    /// The customer.
    pub id: CustomerId,
    /// What they are called.
    pub name: String,
    /// What tells them from another of that name: "lang@example.com, 2 pets".
    pub told: String,
}

/// Customers whose name or contact contains `text`, and the chosen one; nothing typed finds nobody else.
///
/// # Errors
/// The database failed.
pub async fn customers(cx: &Cx, text: &str, chosen: &str) -> Result<Vec<CustomerChoice>, WebError> {
    let text = text::sought(text);
    let chosen = chosen.parse().ok().map(CustomerId);
    let found = cx
        .store()
        .read(move |conn| {
            let first = chosen.map(|id| customers::line(conn, id)).transpose()?.flatten();
            let rest = if text.is_empty() { Vec::new() } else { customers::search(conn, &text, &Place::First, CHOICES)?.rows };
            Ok(chosen_first(first, rest, |customer| customer.id))
        })
        .await?;
    Ok(found.into_iter().map(choice).collect())
}

fn choice(customer: customers::CustomerLine) -> CustomerChoice {
    let contact = customer.email.or(customer.phone);
    let pets = words::count(customer.pets, "pet", "pets");
    let told = contact.map_or(pets.clone(), |contact| format!("{contact}, {pets}"));
    CustomerChoice { id: customer.id, name: customer.name, told }
}

fn chosen_first<T, K: PartialEq>(first: Option<T>, rest: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let chosen = first.as_ref().map(&key);
    first.into_iter().chain(rest.into_iter().filter(|one| Some(key(one)) != chosen)).collect()
}
