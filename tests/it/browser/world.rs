//! A shop in which everything has happened that a page can show.

use super::midst::{arrival, sale};
use crate::harness::{Shop, Visitor};
use diesel::{PgConnection, connection::SimpleConnection};
use hello::store::people::accounts::Role;
use std::cell::RefCell;

/// The shop, those who work in it, and what is where.
pub struct World {
    pub shop: Shop,
    pub ada: Visitor,
    pub ben: Visitor,
    /// In the store, lost, sold, and one with more letters than any line has room for.
    pub bella: String,
    pub rex: String,
    pub tom: String,
    pub long: String,
    /// One about whom something was taken back, and one about whom all was.
    pub mended: String,
    pub gone: String,
    pub customer: String,
    pub event: String,
    pub retraction: String,
    pub account: String,
    /// A moment at which all this had happened.
    pub then: String,
    /// Open for as long as a refresh of the snapshot seems to run.
    refresh: RefCell<Option<PgConnection>>,
}

impl World {
    pub fn make() -> Self {
        let shop = Shop::open();
        let (ada, ben) = (shop.admin(), shop.staff());
        let account = shop.account(&"Wolfeschlegelsteinhausen".repeat(3), Role::Staff);
        let bella = arrival(&ada, "Bella", "Cat", "135");
        let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        let birth = [("mother_id", id(&bella)), ("name", "Kit".to_owned()), ("price", "95".to_owned())];
        let birth: Vec<_> = birth.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(ada.fill_in("/pets/birth", &birth).status, 303);
        let rex = arrival(&ben, "Rex", "Dog", "250");
        does(&ben, &rex, "price-change", &[("new_price", "199.50"), ("note", "He can sit now")]);
        does(&ben, &rex, "loss", &[("last_seen_location", "the park")]);
        does(&ben, &rex, "find", &[("found_location", "the bakery")]);
        does(&ben, &rex, "loss", &[("last_seen_location", "the yard")]);
        let tom = arrival(&ben, "Tom", "Tortoise", "40");
        sale(&ben, &tom, "Mrs Lang", "38");
        ada.post("/admin/snapshot", &[]);
        let long = long(&ben);
        let (mended, gone) = (arrival(&ben, "Max", "Dog", "60"), arrival(&ben, "Nobody", "Dog", "60"));
        does(&ben, &mended, "loss", &[("last_seen_location", "the park")]);
        for pet in [&mended, &gone] {
            does(&ben, pet, "retraction", &[("reason", "It was another dog"), ("confirm", "yes")]);
        }
        for n in 0..50 {
            arrival(&ben, &format!("Goldie {n}"), "Goldfish", "5");
        }
        let first = |page: &str, css: &str| ada.get(page).attr(css, "href").remove(0);
        let customer = first("/customers?q=Lang", "main a[href^='/customers/']");
        let event = first("/events?type=PetSold", "a[data-row]");
        let retraction = first("/events?type=EventRetracted", "a[data-row]");
        Self {
            shop,
            ada,
            ben,
            bella,
            rex,
            tom,
            long,
            mended,
            gone,
            customer,
            event,
            retraction,
            account: format!("/admin/accounts/{}", account.0),
            then: chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
            refresh: RefCell::default(),
        }
    }

    /// A customer whom nobody needs for another page.
    pub fn forgettable(&self) -> String {
        let pet = arrival(&self.ben, "Nemo", "Clownfish", "9");
        sale(&self.ben, &pet, "Mr Moe", "9");
        does(&self.ben, &self.mended, "loss", &[("last_seen_location", "the yard of Mr Moe")]);
        self.customer("Moe")
    }

    /// Somebody buys again, and is kept twice.
    pub fn doubled(&self) {
        let pet = arrival(&self.ben, "Dory", "Clownfish", "9");
        sale(&self.ben, &pet, "MRS LANG", "9");
    }

    /// The page of the first customer who is found so.
    pub fn customer(&self, sought: &str) -> String {
        self.ada.get(&format!("/customers?q={sought}")).attr("main a.name", "href").remove(0)
    }

    /// From now on a refresh of the snapshot is running.
    pub fn refreshes_for_ever(&self) {
        let mut conn = self.shop.database.connect();
        let begin = "SELECT pg_advisory_lock(x'68656c6c6f'::bigint); INSERT INTO snapshot_refreshes DEFAULT VALUES;";
        conn.batch_execute(begin).unwrap();
        *self.refresh.borrow_mut() = Some(conn);
    }
}

/// Words without a place to break, as long as they may be.
fn long(ben: &Visitor) -> String {
    let word = |letters: usize| "Donaudampfschiff".repeat(100).chars().take(letters).collect::<String>();
    let pet = arrival(ben, &word(100), &word(50), "99999999.99");
    does(ben, &pet, "loss", &[("last_seen_location", &word(200)), ("note", &word(1000))]);
    does(ben, &pet, "find", &[("found_location", &word(200))]);
    let (name, email) = (word(100), format!("{}@example.com", word(200)));
    let fields = [("customer_name", name.as_str()), ("customer_email", &email), ("customer_phone", "+43 1 234567 / 234568 / 234569")];
    let sold = [&fields[..], &[("sale_price", "99999999.99"), ("confirm", "yes")]].concat();
    does(ben, &pet, "sale", &sold);
    pet
}

fn does(visitor: &Visitor, pet: &str, what: &str, fields: &[(&str, &str)]) {
    let answer = visitor.fill_in(&format!("{pet}/{what}"), fields);
    assert_eq!(answer.status, 303, "{what}: {}", answer.body);
}
