//! What stands over the list of pets: its tabs with their counts, what is set and can be cleared, and the heads by which it is ordered.

use crate::shop::{FieldErrors, Fields, Money, Status, words};
use crate::store::state::pet_list::Order;
use crate::store::state::pet_sums::{MOST, PetSum};
use crate::web::parts::page::Page;
use crate::web::parts::pager::address;
use crate::web::parts::past::AS_OF;
use rust_decimal::Decimal;

/// What the pages of one list share: its filters, and the moment.
pub const KEPT: [&str; 7] = ["q", "species", "status", "min_price", "max_price", "sort", AS_OF];

/// What stands over the list.
#[derive(Debug, Clone)]
pub struct ListHead {
    /// In the store, lost, sold, all.
    pub tabs: Vec<Tab>,
    /// How many pets fit, and what they cost together: "183 pets, 5,120.00 € in all".
    pub sum: String,
    /// What the list is narrowed to, each with the way to the list without it.
    pub chips: Vec<Chip>,
    /// The list with none of these.
    pub without_chips: String,
    /// The heads by name, by where they are, by age and by price.
    pub by_name: Sort,
    /// See [`Self::by_name`].
    pub by_place: Sort,
    /// See [`Self::by_name`].
    pub by_age: Sort,
    /// See [`Self::by_name`].
    pub by_price: Sort,
}

/// A tab: the same list of pets that are in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// "In the store".
    pub name: &'static str,
    /// How many there are, where that is known.
    pub count: Option<String>,
    /// Where it is.
    pub href: String,
    /// Whether it is the one that is shown.
    pub is_here: bool,
}

/// Something that the list is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// "Cat", "up to 20.00 €".
    pub said: String,
    /// The list without it.
    pub href: String,
}

/// A head by which the list can be ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The list in that order, or in the other direction where it has that order already.
    pub href: String,
    /// Whether the list has that order: `ascending` or `descending`.
    pub is: Option<&'static str>,
}

/// To what the list is narrowed, and how many there are.
pub struct Narrowed {
    /// The tab.
    pub status: Option<Status>,
    /// The order.
    pub order: Order,
    /// How many there are of each status, where that is known.
    pub sums: Option<Vec<PetSum>>,
}

impl ListHead {
    /// The head of the list that `query` asks for.
    #[must_use]
    pub fn new(page: &Page, query: &Fields, errors: &FieldErrors, narrowed: Narrowed) -> Self {
        let Narrowed { status, order, sums } = narrowed;
        let of = |status: Option<Status>| {
            let sums = sums.as_ref()?.iter().filter(|sum| status.is_none_or(|status| status == sum.status));
            Some(sums.fold((0, Decimal::ZERO), |(pets, value), sum| (pets + sum.pets, value + sum.value)))
        };
        let sort = |ways: &[(Order, &str, &'static str)]| {
            let here = ways.iter().position(|(way, ..)| *way == order);
            let next = ways.iter().cycle().nth(here.map_or(0, |here| here + 1)).map_or("", |(_, value, _)| value);
            Sort { href: with(query, "sort", next), is: here.and_then(|here| ways.get(here)).map(|(.., is)| *is) }
        };
        Self {
            tabs: TABS
                .map(|(name, tab)| Tab {
                    name,
                    count: of(tab).map(|(pets, _)| words::thousands(pets)),
                    href: with(query, "status", tab.map_or("", Status::name)),
                    is_here: tab == status,
                })
                .to_vec(),
            sum: match of(status) {
                Some((pets, value)) => format!("{}, {} in all", words::count(pets, "pet", "pets"), page.sum(value)),
                None if page.is_past() => String::new(),
                None => format!("More than {} pets", words::thousands(MOST)),
            },
            chips: chips(page, query, errors),
            without_chips: with(&query.without(&CHIPS), "after", ""),
            by_name: sort(&[(Order::Name, "name", UP), (Order::NameDown, "-name", DOWN)]),
            by_place: sort(&[(Order::Here, "here", UP)]),
            by_age: sort(&[(Order::Newest, "newest", DOWN), (Order::Oldest, "oldest", UP)]),
            by_price: sort(&[(Order::Price, "price", UP), (Order::PriceDown, "-price", DOWN)]),
        }
    }

    /// The tabs beside the one that is shown in which there is something.
    pub fn elsewhere(&self) -> impl Iterator<Item = &Tab> {
        self.tabs.iter().filter(|tab| !tab.is_here && tab.count.as_ref().is_some_and(|count| count != "0"))
    }
}

const UP: &str = "ascending";
const DOWN: &str = "descending";

/// Where most of the work is comes first.
const TABS: [(&str, Option<Status>); 4] =
    [("In the store", Some(Status::Available)), ("Lost", Some(Status::Lost)), ("Sold", Some(Status::Sold)), ("All", None)];

const CHIPS: [&str; 4] = ["q", "species", "min_price", "max_price"];

/// The same list with one of its fields set otherwise, from its first page.
fn with(query: &Fields, name: &str, value: &str) -> String {
    let mut other = query.clone();
    other.set(name, value);
    address("/pets", &other, &KEPT, None)
}

/// What can be read of the filters, each said in a few words.
fn chips(page: &Page, query: &Fields, errors: &FieldErrors) -> Vec<Chip> {
    let price =
        |typed: &str, word: &str| page.manner.currency.read(typed).ok().map(|price: Money| format!("{word} {}", page.money(&price)));
    let said = |name: &str, typed: &str| match name {
        "q" => Some(format!("“{typed}”")),
        "min_price" => price(typed, "from"),
        "max_price" => price(typed, "up to"),
        _ => Some(typed.to_owned()),
    };
    CHIPS
        .into_iter()
        .filter_map(|name| {
            let typed = query.get(name).trim();
            let is_set = !typed.is_empty() && errors.get(name).is_none();
            let said = is_set.then(|| said(name, typed)).flatten()?;
            Some(Chip { said, href: with(query, name, "") })
        })
        .collect()
}
