//! On paper: what is handed out is one page, and a long list begins on its first one and says its heads again.

use super::midst::{arrival, sale};
use super::{Script, Tab};
use crate::harness::{Shop, Visitor, seal_key};
use hello::store::state::snapshot;

/// The event of this kind, as a page of the log has it first.
fn event(ben: &Visitor, kind: &str) -> String {
    ben.get(&format!("/events?type={kind}")).attr("main a[data-row]", "href").remove(0)
}

#[test]
fn what_is_handed_out_is_one_page_of_its_own_paper() {
    let shop = Shop::open();
    let ben = shop.staff();
    let long = "Wilhelmina Theodora von und zu Hohenstein-Sonnenberg die Zweite, genannt das kleine Mohrenköpfchen";
    let mut pets = vec![arrival(&ben, long, "Netherland Dwarf rabbit", "999999.99")];
    for n in 0..8 {
        let mother = pets.last().unwrap().trim_start_matches("/pets/").to_owned();
        let birth = [("mother_id", mother.as_str()), ("name", if n == 7 { long } else { "Kit" }), ("price", "12.50")];
        pets.push(ben.fill_in("/pets/birth", &birth).location().split('?').next().unwrap().to_owned());
    }
    let kit = pets.last().unwrap();
    sale(&ben, kit, "Mrs Lang", "12.50");
    let sold = event(&ben, "PetSold");
    assert_eq!(ben.fill_in(&format!("{kit}/return"), &[("reason", "an allergy"), ("refund", "10"), ("confirm", "yes")]).status, 303);
    let back = event(&ben, "PetReturned");
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
    for path in [
        format!("{sold}/receipt"),
        format!("{sold}/receipt?paper=roll"),
        format!("{back}/receipt"),
        format!("{kit}/card"),
        format!("{}/card", pets[0]),
        format!("{kit}/certificate"),
    ] {
        tab.goes_to(&path);
        assert_eq!(tab.printed_pages(), 1, "{path}");
    }
    tab.goes_to("/pets/cards");
    assert_eq!(tab.printed_pages(), 3, "nine cards, four on a sheet");
    tab.goes_to(&format!("{kit}/certificate?proof=1"));
    assert!(tab.printed_pages() > 1, "the proof is behind it where somebody asks");
}

#[test]
fn a_list_that_is_longer_than_a_page_begins_on_the_first_one() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 0..45 {
        arrival(&ben, &format!("Rex {n}"), "Dog", "10");
    }
    let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
    tab.goes_to("/pets");
    assert_eq!(tab.printed_pages(), 2, "45 rows");
    tab.tell("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }));
    for (element, property, value) in
        [("thead", "display", "table-header-group"), ("tbody tr", "breakInside", "avoid"), (".rows-card", "breakInside", "auto")]
    {
        assert_eq!(tab.ask(&format!("getComputedStyle(document.querySelector('{element}')).{property}")), value, "{element}");
    }
}
