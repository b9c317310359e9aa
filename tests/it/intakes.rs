//! What a real shelter wrote down, recorded by the form of an arrival: `tests/data/README.md` says whose it is.

use super::day::Form;
use super::harness::{Shop, Visitor, seal_key};
use super::integrity::assert_clean;
use std::collections::BTreeSet;

use hello::store::state::snapshot;

/// Three hundred intakes, as they were typed.
const INTAKES: &str = include_str!("../data/intakes.csv");

#[test]
fn what_a_shelter_took_in_is_recorded_row_by_row_and_found_by_what_its_page_shows() {
    let shop = Shop::open();
    let ben = shop.staff();
    let mut rows = csv::Reader::from_reader(INTAKES.as_bytes());
    let names = rows.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert!(rows.len() >= 300);
    let mut pets = Vec::new();
    for row in &rows {
        let form = Form { path: "/pets/arrival".to_owned(), fields: fields(&names, row) };
        let answer = form.send(&ben);
        assert_eq!(answer.status, 303, "{row:?}: {}", answer.text(".error-summary"));
        pets.push(answer.location().to_owned());
    }
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let mut given = BTreeSet::new();
    for (row, pet) in rows.iter().zip(&pets) {
        let page = ben.get(pet);
        let (name, typed) = (page.text("h1"), row[0].trim());
        if typed.is_empty() {
            assert!(
                page.text(".page-head, main").contains("Name given by the shop") && given.insert(name.clone()),
                "{name:?} is one pet's"
            );
        } else {
            assert_eq!(name, typed);
        }
        assert!(page.text("main").contains(row[4].split("  ").next().unwrap()), "{name:?} has its note");
        assert!(found(&ben, &name).contains(pet), "{name:?} is not found by its name");
    }
    assert_clean(&mut shop.database.connect(), &[]);
}

/// The columns of a row, by name, as they are typed.
fn fields(names: &csv::StringRecord, row: &csv::StringRecord) -> Vec<(&'static str, String)> {
    const FIELDS: [&str; 5] = ["name", "species", "price", "occurred_on", "note"];
    assert_eq!(names, FIELDS.as_slice());
    FIELDS.into_iter().zip(row.iter().map(str::to_owned)).collect()
}

/// The pets that the list finds by a text, on whatever page of it.
fn found(visitor: &Visitor, text: &str) -> Vec<String> {
    let mut address = format!("/pets?{}", serde_urlencoded::to_string([("q", text)]).unwrap());
    let mut all = Vec::new();
    loop {
        let page = visitor.get(&address);
        assert_eq!(page.status, 200, "{address}");
        all.extend(page.attr("tbody a[href^='/pets/']", "href"));
        match page.attr("a[rel=next]", "href").first() {
            Some(next) => address.clone_from(next),
            None => return all,
        }
    }
}
