//! A litter: several young of one mother by one form, all of them or none.

use super::day::{self, Form, arrived, events, sale};
use super::harness::{Answer, PASSWORD, Shop, Visitor};
use hello::store::people::accounts::Role;
use std::thread;

/// The form with these rows, as a browser sends it.
pub fn litter(mother: &str, rows: &[(&'static str, &str)]) -> Form {
    let mut form = Form::new("/pets/litter", &[("mother_id", mother.trim_start_matches("/pets/")), ("note", "in the night")]);
    for (name, price) in rows {
        form.fields.extend([("name", (*name).to_owned()), ("price", (*price).to_owned())]);
    }
    form
}

/// What stands in the rows of the page.
fn rows(page: &Answer) -> Vec<(String, String)> {
    page.attr("#rows [name=name]", "value").into_iter().zip(page.attr("#rows [name=price]", "value")).collect()
}

fn born(shop: &Shop) -> i64 {
    shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM pet_born_events"))
}

fn browser() -> [(&'static str, &'static str); 2] {
    [("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "navigate")]
}

const SIX: [(&str, &str); 6] = [("Ada", "95"), ("", "95"), ("Bea", "95,50"), ("", "90"), ("Cleo", "0"), ("Dora", "110")];

#[test]
fn six_young_are_six_births_by_one_form_and_the_mothers_page_says_so() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let hidden = ben.get(&format!("/pets/litter?mother_id={}", bella.trim_start_matches("/pets/"))).hidden_fields();
    let form = litter(&bella, &SIX);
    let answer = form.send_with(&ben, &hidden);
    assert_eq!((answer.status, answer.location()), (303, bella.as_str()), "{}", answer.body);
    assert_eq!((events(&shop), born(&shop)), (7, 6));
    let page = ben.get(&bella);
    let young = page.select("#young dt");
    for name in ["Ada", "Cat 1", "Bea", "Cat 2", "Cleo", "Dora"] {
        assert!(young.contains(&name.to_owned()), "{name} in {young:?}");
    }
    assert!(page.text(".timeline li:first-child .said p:first-child").starts_with("Gave birth to"), "one line of the story");
    let requests = "SELECT count(DISTINCT metadata->>'request_id') AS n FROM pet_born_events WHERE metadata->>'note' = 'in the night'";
    assert_eq!(shop.sql(move |conn| day::count(conn, requests)), 1);

    let pairs: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let all: Vec<(&str, &str)> = pairs.iter().copied().chain(form.fields.iter().map(|(name, value)| (*name, value.as_str()))).collect();
    let led = ben.post_with("/pets/litter", &all, &browser()).location().to_owned();
    assert_eq!(events(&shop), 7, "the same again");
    let said = ben.get(&led).text("#recorded .said");
    assert!(said.starts_with("Bella gave birth to ") && said.ends_with('.') && said.contains("Cat 2"), "{said}");
    assert!(SIX.iter().all(|(name, _)| said.contains(name)), "{said}");
    assert!(ben.get(&led).select("#recorded a.quiet").is_empty(), "six births are not taken back by one");
}

#[test]
fn no_young_one_is_given_a_name_that_another_of_its_litter_was_given_by_hand() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    assert_eq!(litter(&bella, &[("", "95"), ("Cat 1", "95"), ("", "95")]).send(&ben).status, 303);
    assert_eq!(born(&shop), 3);
    let page = ben.get(&bella);
    let young = page.select("#young dt");
    for name in ["Cat 1", "Cat 2", "Cat 3"] {
        assert_eq!(young.iter().filter(|one| *one == name).count(), 1, "{name} in {young:?}");
    }
}

#[test]
fn what_is_wrong_stands_at_its_row_and_nothing_is_recorded_or_lost() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let wrong = [("Ada", "95"), ("Bea", ""), ("", ""), ("a\u{202e}b", "much"), ("", "7")];
    let answer = litter(&bella, &wrong).send(&ben);
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.field_error("price-2").starts_with("Enter a price, like 24.90"));
    assert!(answer.field_error("name-4").starts_with("Remove the invisible characters"));
    assert!(answer.field_error("price-4").starts_with("“much” is no amount"));
    assert_eq!(answer.select(".problem li").len(), 3);
    let typed: Vec<(String, String)> = wrong.iter().map(|(name, price)| ((*name).to_owned(), (*price).to_owned())).collect();
    assert_eq!(rows(&answer), typed);
    assert_eq!(answer.text("textarea[name=note]"), "in the night");
    assert_eq!(events(&shop), 1);
    let many = vec![("", "9"); 31];
    for (form, field, sentence) in [
        (litter(&bella, &[("", "")]), "young", "Enter a name or a price for each young one"),
        (litter(&bella, &many), "young", "Record at most 30 at once"),
        (litter("", &SIX), "mother_id", "Choose the mother"),
        (litter("0190163d-8694-739b-aea5-966c26f8ad91", &SIX), "mother_id", "Choose a mother from the list"),
        (litter(&bella, &SIX).with("occurred_on", "2001-01-01"), "occurred_on", "Enter a date on or after"),
    ] {
        let answer = form.send(&ben);
        assert_eq!(answer.status, 422, "{sentence}: {}", answer.body);
        assert!(answer.field_error(field).starts_with(sentence), "{}", answer.field_error(field));
        assert!(rows(&answer).len() >= form.fields.iter().filter(|(name, _)| *name == "name").count(), "every row is there again");
    }
    assert_eq!(events(&shop), 1);
}

#[test]
fn a_row_more_comes_by_a_button_up_to_thirty_and_what_was_typed_stays() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    assert_eq!(rows(&ben.get("/pets/litter")).len(), 6);
    let more = litter(&bella, &SIX).with("add", "1").send(&ben);
    let mut typed: Vec<(String, String)> = SIX.iter().map(|(name, price)| ((*name).to_owned(), (*price).to_owned())).collect();
    typed.push((String::new(), String::new()));
    assert_eq!((more.status, rows(&more)), (200, typed));
    assert_eq!(more.attr("#name-7[data-focus]", "id").len(), 1);
    let partial = [("sec-fetch-site", "same-origin"), ("hx-request", "true"), ("hx-request-type", "partial")];
    let fragment = ben.post_with("/pets/litter", &[("name", "Ada"), ("price", "1"), ("add", "1")], &partial);
    assert!(!fragment.body.contains("<html") && fragment.body.contains("name-2") && !fragment.body.contains("data-chooser"));
    let full = litter(&bella, &[("", "9"); 30]).with("add", "1").send(&ben);
    assert_eq!((full.status, rows(&full).len()), (200, 30));
    assert!(full.body.contains("Record these 30 first") && full.select("button[name=add]").is_empty());
    assert_eq!(events(&shop), 1);
    assert_eq!(litter(&bella, &[("", "9"); 30]).send(&ben).status, 303);
    assert_eq!(born(&shop), 30);
}

#[test]
fn a_key_stands_for_every_row_and_the_place_of_each() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let hidden = ben.get("/pets/litter").hidden_fields();
    assert_eq!(litter(&bella, &[("Ada", "1"), ("", "2")]).send_with(&ben, &hidden).status, 303);
    for other in [[("", "1"), ("Ada", "2")], [("Ada", "2"), ("", "1")], [("Ada", "1"), ("", "3")]] {
        let both = litter(&bella, &other).send_with(&ben, &hidden);
        assert_eq!((both.status, both.text("h1").as_str()), (409, "This form was sent before"), "{other:?}");
        let shown =
            ben.post("/pets/litter", &both.hidden_fields().iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>());
        let typed: Vec<(String, String)> = other.iter().map(|(name, price)| ((*name).to_owned(), (*price).to_owned())).collect();
        assert_eq!((shown.status, rows(&shown)), (200, typed), "it comes back to be looked at");
    }
    assert_eq!(born(&shop), 2);
    assert_eq!(litter(&bella, &[("Ada", "1"), ("", "2")]).send_with(&ben, &hidden).location(), bella);
}

#[test]
fn a_litter_that_was_sent_signed_out_waits_with_all_its_rows() {
    let shop = Shop::open();
    let ben = shop.signed_in(shop.account("Ben", Role::Staff));
    let bella = arrived(&ben, "Bella");
    let hidden = ben.get("/pets/litter").hidden_fields();
    ben.post("/logout", &[]);
    let login = litter(&bella, &SIX).send_with(&ben, &hidden).location().to_owned();
    let led = ben.post(&login, &[("name", "Ben"), ("password", PASSWORD)]).location().to_owned();
    let back = ben.get(&led);
    let typed: Vec<(String, String)> = SIX.iter().map(|(name, price)| ((*name).to_owned(), (*price).to_owned())).collect();
    assert_eq!((back.status, rows(&back)), (200, typed));
    assert_eq!(litter(&bella, &SIX).send_with(&ben, &back.hidden_fields()).status, 303);
    assert_eq!(born(&shop), 6);
}

#[test]
fn all_of_a_litter_is_recorded_or_none_whoever_sells_the_mother_meanwhile() {
    let shop = Shop::with().config(|config| config.pool_wait = std::time::Duration::from_secs(20)).open();
    let account = shop.account("Ben", Role::Staff);
    let ben = shop.signed_in(account);
    let mut before = 0;
    for n in 0..8 {
        let bella = arrived(&ben, &format!("Bella {n}"));
        let hidden = ben.get("/pets/litter").hidden_fields();
        let (one, two): (Visitor, Visitor) = (shop.signed_in(account), shop.signed_in(account));
        let (form, other) = (litter(&bella, &SIX), sale(&bella));
        let (litter, sale) = thread::scope(|scope| {
            let litter = scope.spawn(move || form.send_with(&one, &hidden).status);
            let sale = scope.spawn(move || other.send(&two).status);
            (litter.join().unwrap(), sale.join().unwrap())
        });
        assert_eq!(sale, 303, "a birth is no event of the mother");
        let now = born(&shop);
        assert_eq!(now - before, if litter == 303 { 6 } else { 0 }, "{litter}");
        before = now;
        let late = self::litter(&bella, &SIX).send(&ben);
        assert_eq!(late.status, 422, "she is sold");
        assert!(late.field_error("mother_id").contains("was sold on"));
    }
}
