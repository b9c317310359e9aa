//! Choosing a mother or a customer: those who match what was typed, a few at a time, with what tells them apart. The chosen one stands first, whichever
//! part of the list is shown.

use std::collections::HashMap;

use crate::shop::contact::{partly_email, partly_phone};
use crate::shop::{CustomerId, Fields, PetId, Status, text, words};
use crate::store::keyset;
use crate::store::keyset::Place;
use crate::store::state::customers::{CustomerKey, CustomerLine};
use crate::store::state::pet_list;
use crate::store::state::pet_list::{Key, PetKey};
use crate::store::state::pets::PetRow;
use crate::store::state::{customers, pets, projection};
use crate::store::{StoreError, When};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::parts::form::FormView;
use crate::web::parts::page::Page;
use askama::Template;

/// How many to choose from at a time.
const CHOICES: usize = 6;

/// How many who are likely the same as somebody are offered.
pub const ALIKE: usize = 6;

/// How many are counted; beyond that it is "more than".
const COUNTED: usize = 500;

/// Those who may be chosen.
#[derive(Debug, Clone)]
pub struct Choices<T> {
    /// The chosen one, where there is one.
    pub chosen: Option<T>,
    /// A few of those who match, without the chosen one.
    pub shown: Vec<T>,
    /// How many match, in words: "12 pets match".
    pub matching: String,
    /// What the button to those before these sends as `search`.
    pub previous: Option<String>,
    /// What the button to those behind these sends as `search`.
    pub next: Option<String>,
}

impl<T> Choices<T> {
    /// Whether nobody can be chosen.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_none() && self.shown.is_empty()
    }

    /// Whether this is the chosen one.
    pub fn is_chosen(&self, one: &T) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| std::ptr::eq(chosen, one))
    }

    /// All of them, the chosen one first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.chosen.iter().chain(&self.shown)
    }

    fn map<U>(self, tell: impl FnMut(T) -> U + Copy) -> Choices<U> {
        let Self { chosen, shown, matching, previous, next } = self;
        Choices { chosen: chosen.map(tell), shown: shown.into_iter().map(tell).collect(), matching, previous, next }
    }

    /// Of those who match, what a form is to show.
    fn of<K>(
        chosen: Option<T>,
        found: Found<T, K>,
        noun: [&str; 2],
        is_chosen: impl Fn(&T, &T) -> bool,
        key: impl Fn(&K) -> String,
    ) -> Self {
        let Found { page, counted, is_more } = found;
        let [one, many] = noun;
        let matching = match (counted, is_more) {
            (_, true) => format!("More than {} {many} match. Type more, or an id", words::thousands(counted)),
            (1, _) => format!("1 {one} matches"),
            _ => format!("{} {many} match", words::thousands(counted)),
        };
        let shown = page.rows.into_iter().filter(|row| chosen.as_ref().is_none_or(|chosen| !is_chosen(chosen, row))).collect();
        let beside = |side: &str, beside: Option<K>| beside.map(|beside| format!("{side}:{}", key(&beside)));
        Self { chosen, shown, matching, previous: beside("before", page.previous), next: beside("after", page.next) }
    }
}

/// A page of those who match, and how many there are.
struct Found<T, K> {
    page: keyset::Page<T, K>,
    counted: i64,
    is_more: bool,
}

/// Reads a page, and counts: the first page is the beginning of what is counted. Those whose id was typed stand before it.
fn found<T: Clone, K: PartialEq>(
    mut by_id: Vec<T>,
    place: &Place<K>,
    key: impl Fn(&T) -> K,
    mut read: impl FnMut(&Place<K>, usize) -> Result<keyset::Page<T, K>, StoreError>,
) -> Result<Found<T, K>, StoreError> {
    let all = read(&Place::First, COUNTED)?;
    by_id.retain(|row| all.rows.iter().all(|other| key(other) != key(row)));
    let (counted, is_more) = (i64::try_from(all.rows.len() + by_id.len()).unwrap_or(i64::MAX), all.next.is_some());
    let page = if *place == Place::First {
        let few = all.rows.into_iter().take(CHOICES.saturating_add(1)).collect();
        let keyset::Page { rows, previous, next } = keyset::Page::of(few, place, CHOICES, key);
        keyset::Page { rows: by_id.into_iter().chain(rows).collect(), previous, next }
    } else {
        read(place, CHOICES)?
    };
    Ok(Found { page, counted, is_more })
}

/// Reads which part of the choices a form asks for: `search=after:NAME~ID` or `search=before:NAME~ID`, and anything else for the first.
fn place<I>(fields: &Fields, id: impl Fn(uuid::Uuid) -> I) -> Place<(String, I)> {
    let asked = fields.get("search");
    let key = |side: &str| {
        let (name, of) = asked.strip_prefix(side)?.strip_prefix(':')?.rsplit_once('~')?;
        Some((name.chars().filter(|c| !c.is_control()).collect(), id(of.parse().ok()?)))
    };
    match (key("after"), key("before")) {
        (Some(key), _) => Place::After(key),
        (None, Some(key)) => Place::Before(key),
        (None, None) => Place::First,
    }
}

/// A pet in the store, who may be a mother.
#[derive(Debug, Clone)]
pub struct Mother {
    /// She.
    pub pet: PetRow,
    /// What her own mother is called.
    pub mother: Option<String>,
}

/// Mothers to choose from, as the answer to typing.
#[derive(Template)]
#[template(path = "pets/mothers.html")]
pub struct MotherChoices {
    /// What every page knows.
    pub page: Page,
    /// `mother` (the search).
    pub form: FormView,
    /// The one who is chosen, and those who match.
    pub mothers: Choices<Mother>,
}

/// Mothers in the store who match what was typed into `mother`, and the one who is chosen by `mother_id`.
///
/// # Errors
/// The database failed.
pub async fn mothers(cx: &Cx, fields: &Fields) -> Result<Choices<Mother>, WebError> {
    let text = text::sought(fields.get("mother"));
    let chosen = fields.get("mother_id").parse().ok().map(PetId);
    let place = place(fields, PetId).map(|(name, id)| (Key::Name(name), id));
    let (choices, names) = cx
        .store()
        .read(move |conn| {
            let is_here = |pet: &PetRow| pet.status == Status::Available;
            let chosen = chosen.map(|pet| pets::state(conn, pet)).transpose()?.flatten().filter(is_here);
            let key = |pet: &PetRow| (Key::Name(pet.name.clone()), pet.id);
            let by_id = pets::typed(conn, &text, COUNTED)?.into_iter().filter(is_here).collect();
            let filter = pet_list::PetFilter { text: not_empty(&text), status: Some(Status::Available), ..Default::default() };
            let position = projection::position(conn)?;
            let read =
                |place: &Place<PetKey>, size| pet_list::list(conn, When::Now, &position, &filter, pet_list::Order::Name, place, size);
            let found = found(by_id, &place, key, read)?;
            let written = |(key, id): &PetKey| format!("{}~{id}", if let Key::Name(name) = key { name } else { "" });
            let choices = Choices::of(chosen, found, ["pet", "pets"], |one, other| one.id == other.id, written);
            let mothers: Vec<_> = choices.iter().filter_map(|pet| pet.mother_id).collect();
            let names: HashMap<_, _> = pets::names(conn, mothers)?.into_iter().collect();
            Ok((choices, names))
        })
        .await?;
    Ok(choices.map(|pet| Mother { mother: pet.mother_id.and_then(|mother| names.get(&mother).cloned()), pet }))
}

/// A customer to choose.
#[derive(Debug, Clone)]
pub struct CustomerChoice {
    /// The customer.
    pub id: CustomerId,
    /// What they are called.
    pub name: String,
    /// What tells them from another of that name: "l…@example.com", "…4567", "2 pets", "3f2a91bc".
    pub told: Vec<String>,
}

impl From<CustomerLine> for CustomerChoice {
    fn from(customer: CustomerLine) -> Self {
        let told = [
            customer.email.as_deref().map(partly_email),
            customer.phone.as_deref().map(partly_phone),
            Some(words::count(customer.pets, "pet", "pets")),
            Some(short_id(customer.id)),
        ];
        Self { id: customer.id, name: customer.name, told: told.into_iter().flatten().collect() }
    }
}

/// Customers who match what was typed into `text`, and the one who is chosen by `chosen`; nothing typed finds nobody else.
///
/// # Errors
/// The database failed.
pub async fn customers(cx: &Cx, fields: &Fields, [text, chosen]: [&str; 2]) -> Result<Choices<CustomerChoice>, WebError> {
    let text = text::sought(fields.get(text));
    let chosen = fields.get(chosen).parse().ok().map(CustomerId);
    let place = place(fields, CustomerId);
    let choices = cx
        .store()
        .read(move |conn| {
            let chosen = chosen.map(|id| customers::line(conn, id)).transpose()?.flatten();
            if text.is_empty() {
                return Ok(Choices { chosen, shown: vec![], matching: String::new(), previous: None, next: None });
            }
            let by_id = customers::by_id(conn, &text, COUNTED)?;
            let read = |place: &Place<CustomerKey>, size| customers::search(conn, &text, place, size);
            let found = found(by_id, &place, |customer: &CustomerLine| (customer.name.clone(), customer.id), read)?;
            let written = |(name, id): &CustomerKey| format!("{name}~{id}");
            Ok(Choices::of(chosen, found, ["customer", "customers"], |one, other| one.id == other.id, written))
        })
        .await?;
    Ok(choices.map(CustomerChoice::from))
}

/// The beginning of a customer's id, as a choice shows it and a search finds it.
fn short_id(id: CustomerId) -> String {
    id.to_string().chars().take(8).collect()
}

fn not_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
