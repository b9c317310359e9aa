//! Lists as CSV: what their pages show, however long, and harmless to a spreadsheet.

use crate::day::{arrival, arrived, record, sale};
use crate::harness::{Answer, Shop, Visitor};
use diesel::connection::SimpleConnection;

/// The rows of a file, by the names of their columns.
fn rows(answer: &Answer) -> Vec<Vec<(String, String)>> {
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/csv; charset=utf-8"), "{}", answer.body);
    assert!(answer.body.ends_with("\r\n"), "as RFC 4180 ends a line");
    let mut reader = csv::Reader::from_reader(answer.body.trim_start_matches('\u{feff}').as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    reader.records().map(|row| names.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect()).collect()
}

fn column(answer: &Answer, name: &str) -> Vec<String> {
    rows(answer).into_iter().map(|row| row.into_iter().find(|(heading, _)| heading == name).unwrap().1).collect()
}

/// A shop with a sold cat, a dog, and a pet that looks like a formula.
fn shop() -> (Shop, Visitor) {
    let shop = Shop::open();
    let ada = shop.admin();
    let rex = arrived(&ada, "Rex");
    record(&ada, &sale(&rex));
    record(&ada, &arrival().with("name", "Bello").with("species", "Dog"));
    record(&ada, &arrival().with("name", "=cmd()|'x'!A1").with("species", "Dog").with("note", "@SUM(1+1)"));
    (shop, ada)
}

#[test]
fn a_list_as_csv_has_the_rows_of_its_page_and_its_filters() {
    let (_shop, ada) = shop();
    assert_eq!(column(&ada.get("/pets.csv"), "name").len(), 3);
    assert_eq!(column(&ada.get("/pets.csv?species=dOG&sort=-price"), "name").len(), 2);
    let sold = ada.get("/pets.csv?status=sold");
    assert_eq!((column(&sold, "name"), column(&sold, "status")), (vec!["Rex".to_owned()], vec!["sold".to_owned()]));
    assert_eq!((column(&sold, "customer"), column(&sold, "paid")), (vec!["Mrs Lang".to_owned()], vec!["120.50".to_owned()]));
    assert_eq!(column(&ada.get("/pets.csv?as_of=2020-01-01"), "name").len(), 0, "as of before anybody came");
    assert_eq!(column(&ada.get("/events.csv"), "event").len(), 4);
    assert_eq!(column(&ada.get("/events.csv?type=PetSold"), "pet"), ["Rex"]);
    assert_eq!(
        (column(&ada.get("/customers.csv"), "pets"), column(&ada.get("/customers.csv"), "phone")),
        (vec!["1".to_owned()], vec!["'+43 1 234567".to_owned()])
    );
    assert_eq!(rows(&ada.get("/customers.csv?q=nobody")).len(), 0);
    // Each of these has written a line itself.
    let audit = column(&ada.get("/admin/audit.csv?what=exported"), "what");
    assert!(audit.len() >= 8 && audit.iter().all(|what| what == "exported"), "{audit:?}");
    assert_eq!(column(&ada.get("/admin/snapshot.csv"), "refresh"), ["1"]);
    for (path, field) in [("/pets.csv?min_price=cheap", "min_price"), ("/events.csv?from=x", "from"), ("/admin/audit.csv?from=x", "from")] {
        let page = ada.get(path);
        assert!(page.status == 422 && page.body.contains(&format!("id=\"{field}-error\"")), "{path}: {}", page.status);
    }
}

#[test]
fn nothing_in_a_file_is_a_formula_and_its_name_says_of_when_and_what_it_is() {
    let (_shop, ada) = shop();
    for (path, name) in [("/pets.csv?species=Dog", "name"), ("/events.csv?species=Dog", "pet")] {
        assert!(column(&ada.get(path), name).contains(&"'=cmd()|'x'!A1".to_owned()), "{path}");
    }
    assert!(column(&ada.get("/events.csv"), "note").contains(&"'@SUM(1+1)".to_owned()));
    let plain = ada.get("/pets.csv?species=Dog&status=available");
    let named = plain.header("content-disposition").to_owned();
    assert!(named.starts_with("attachment; filename=\"hello-pets-2") && named.ends_with("-Dog-available.csv\""), "{named}");
    assert!(!plain.body.starts_with('\u{feff}') && ada.get("/pets.csv?bom=yes").body.starts_with("\u{feff}pet_id,"));
    let odd = ada.get("/pets.csv?q=%22%0d%0aX-Injected:%20yes/..%2f").header("content-disposition").to_owned();
    assert!(odd.is_ascii() && !odd.contains('/') && odd.matches('"').count() == 2, "{odd}");
}

#[test]
fn a_list_longer_than_one_part_comes_whole() {
    let (shop, ada) = shop();
    let many = "INSERT INTO customers (id, name) SELECT gen_random_uuid(), 'Customer ' || lpad(n::text, 5, '0') FROM generate_series(1, 12000) AS n";
    shop.database.connect().batch_execute(many).unwrap();
    let mut names = column(&ada.get("/customers.csv"), "name");
    assert_eq!(names.len(), 12_001);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 12_001, "each once");
}

#[test]
fn every_list_offers_its_file_with_the_filters_that_are_set() {
    let (_shop, ada) = shop();
    for (page, file) in [
        ("/pets?species=Dog&status=available&sort=-price", "/pets.csv?species=Dog&status=available"),
        ("/events?type=PetSold", "/events.csv?type=PetSold"),
        ("/customers?q=lang", "/customers.csv?q=lang"),
        ("/admin/snapshot", "/admin/snapshot.csv"),
    ] {
        let links = ada.get(page).attr("a[download]", "href");
        assert!(links.contains(&file.to_owned()), "{page}: {links:?}");
    }
    ada.get("/pets.csv");
    let links = ada.get("/admin/audit?what=exported").attr("a[download]", "href");
    assert_eq!(links, ["/admin/audit.csv?what=exported"]);
}
