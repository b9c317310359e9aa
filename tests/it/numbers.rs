//! The short number of a pet: made once, found wherever somebody types it, and told where it cannot be one.

use super::day::{Form, arrival, arrived, birth, loss, naming, record, retraction, sale};
use super::harness::{Database, Shop, Visitor, seal_key};
use super::roles::lines;
use diesel::connection::SimpleConnection;
use hello::shop::PetNumber;
use hello::store::state::snapshot;

const ID: &str = "/pets/";

/// Whom a page shows that looks for this: the search, what drops down below its box, the list, and the choice of a mother.
fn found(ben: &Visitor, typed: &str) -> [Vec<String>; 4] {
    let asked = typed.replace(' ', "+");
    let search = ben.get(&format!("/search?q={asked}")).attr(".answers a[href^='/pets/']", "href");
    let dropped = ben.get_with(&format!("/search?q={asked}"), &[("hx-request", "true"), ("hx-request-type", "partial")]);
    let list = ben.get(&format!("/pets?q={asked}")).attr("tbody a[data-row]", "href");
    let chosen = Form::new("/pets/birth", &[("mother", typed), ("search", "1")]).send(ben).attr("input[name=mother_id]", "value");
    [search, dropped.attr("a[href^='/pets/']", "href"), list, chosen.iter().map(|id| format!("{ID}{id}")).collect()]
}

#[test]
fn a_pet_is_found_by_its_number_in_every_search_list_and_choice_however_it_is_typed() {
    let shop = Shop::open();
    let ben = shop.staff();
    let pets: Vec<_> = (0..12).map(|_| arrived(&ben, "Rex")).collect();
    for is_refreshed in [false, true] {
        if is_refreshed {
            shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        }
        for typed in ["N-0010", "n0010", "N 0010", "nOO1O", "n-ooi0"] {
            let expected = vec![pets[9].clone()];
            assert_eq!(found(&ben, typed), [(); 4].map(|()| expected.clone()), "{typed}");
        }
        assert_eq!(found(&ben, "rex n0010")[2], [pets[9].clone()], "with a word of its name");
        assert!(found(&ben, "rex 0010")[2].is_empty() && found(&ben, "cat n")[2].is_empty(), "a part of a number is no word of a pet");
    }
    let then = ben.get(&format!("/pets?q=n0010&as_of={}", shop.clock.now().format("%Y-%m-%dT%H:%M:%S%.6fZ")));
    assert_eq!(ben.get("/pets?q=rex+n0010").select(".list-sum p")[0], "1 pet, 135.00 € in all", "and counted");
    assert_eq!(then.select("tbody tr").len(), 1, "in the list as of a moment: {}", then.text("main"));
}

#[test]
fn a_number_with_a_wrong_character_finds_nobody_and_is_told_to_be_none() {
    let shop = Shop::open();
    let ben = shop.staff();
    arrived(&ben, "Rex");
    let told = "No pet has the number D-0001: its letter does not go with its digits.";
    for path in ["/search?q=d0001", "/pets?q=D-0001"] {
        let page = ben.get(path);
        assert!(page.text("main").contains(told), "{path}: {}", page.text("main"));
        assert!(page.attr("a[data-row]", "href").is_empty(), "{path}");
    }
    let choice = Form::new("/pets/birth", &[("mother", "D-OOO1"), ("search", "1")]).send(&ben);
    assert!(choice.text("#choices").contains(told), "{}", choice.text("#choices"));
    for other in ["nobody", "d00012x", "+431234567"] {
        assert!(!ben.get(&format!("/search?q={other}")).text("main").contains("No pet has the number"), "{other}");
    }
}

#[test]
fn a_number_stands_wherever_a_pet_does_and_stays_through_all_that_happens() {
    let shop = Shop::open();
    let ben = shop.staff();
    let luna = arrived(&ben, "Luna");
    let kit = record(&ben, &birth(&luna));
    record(&ben, &naming(&kit));
    record(&ben, &loss(&kit));
    record(&ben, &retraction(&kit));
    record(&ben, &sale(&kit));
    let page = ben.get(&kit);
    assert_eq!(page.title(), "Bubbles, D-0002 – Hello!");
    let customer = page.attr("aside a[href^='/customers/']", "href").remove(0);
    let event = page.attr(".timeline a[href^='/events/']", "href").remove(0);
    for path in [kit.as_str(), "/pets?q=bubbles", "/search?q=bubbles", "/compare", &customer, &event] {
        assert!(ben.get(path).select(".number").contains(&"D-0002".to_owned()), "{path}");
    }
    let gone = record(&ben, &arrival().with("name", "Gone"));
    record(&ben, &retraction(&gone));
    assert!(ben.get(&gone).text(".pet-head").contains("E-0003"), "also out of the books");
    assert!(ben.get(&arrived(&ben, "Next")).title().contains("F-0004"), "and is used by no other");
}

#[test]
fn the_database_and_the_program_agree_about_every_number_and_nobody_sets_or_changes_one() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let stream = "INSERT INTO pet_streams (pet_id, version, last_recorded_at, head, ordinal) OVERRIDING SYSTEM VALUE
                  SELECT gen_random_uuid(), 1, now(), sha256(''), ordinal FROM";
    conn.batch_execute(&format!(
        "{stream} generate_series(1, 20000) AS ordinal; {stream} (VALUES (99999), (100000), (2147483647)) AS far (ordinal)"
    ))
    .unwrap();
    let made = lines(&mut conn, "SELECT ordinal || ' ' || number FROM pet_streams");
    assert_eq!(made.len(), 20_003);
    for one in made {
        let (ordinal, number) = one.split_once(' ').unwrap();
        assert_eq!(PetNumber::of(ordinal.parse().unwrap()).unwrap().to_string(), number);
    }
    for statement in [
        "UPDATE pet_streams SET ordinal = 20001 WHERE ordinal = 1",
        "UPDATE pet_streams SET ordinal = DEFAULT WHERE ordinal = 1",
        "UPDATE pet_streams SET number = 'C-0001' WHERE ordinal = 2",
        "INSERT INTO pet_streams (pet_id, version, last_recorded_at, head, ordinal) VALUES (gen_random_uuid(), 1, now(), sha256(''), 20001)",
    ] {
        let refused = conn.batch_execute(statement).unwrap_err().to_string();
        assert!(
            ["append-only", "non-DEFAULT", "can only be updated to DEFAULT"].iter().any(|why| refused.contains(why)),
            "{statement}: {refused}"
        );
    }
}
