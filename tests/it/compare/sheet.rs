//! The comparison as CSV, and on paper.

use crate::browser::{Script, Tab};
use crate::day::{arrival, arrived, birth, price_change, record, sale};
use crate::harness::{Answer, Shop};
use serde_json::json;
use std::collections::HashMap;

/// The lines of a file, by the names of its columns.
fn table(answer: &Answer) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(answer.body.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_file_has_every_pet_and_nothing_in_it_is_a_formula() {
    let shop = Shop::open();
    let ben = shop.staff();
    let names = ["=cmd()|' /C calc'!A0", "+49 170", "-1", "@SUM(A1)", "say \"hi\", twice", "Ünïcødé 🐈‍⬛", "O'Neill"];
    for name in names {
        let pet = record(&ben, &arrival().with("name", name).with("species", name));
        record(&ben, &sale(&pet).with("customer_name", name));
    }
    for n in 0..60 {
        record(&ben, &arrival().with("name", &format!("Goldie {n}")).with("species", "Goldfish").with("price", "5"));
    }
    let page = ben.get("/compare");
    let file = ben.get(&page.attr("a[download]", "href")[0]);
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
    let today = shop.clock.now().with_timezone(&shop.config.time_zone).date_naive();
    let named = format!("attachment; filename=\"hello-{}-to-{today}.csv\"", today.pred_opt().unwrap());
    assert_eq!(file.header("content-disposition"), named);
    assert!(file.body.starts_with("pet_id,number,name,species,status_before,") && file.body.ends_with("\r\n"));
    let rows = table(&file);
    assert_eq!(rows.len(), names.len() + 60, "all of them, not a page");
    for name in names {
        let safe = if name.starts_with(['=', '+', '-', '@']) { format!("'{name}") } else { name.to_owned() };
        let row = rows.iter().find(|row| row["name"] == safe).unwrap_or_else(|| panic!("{name} in {}", file.body));
        assert_eq!((&row["species"], &row["customer_after"]), (&safe, &safe));
        let values = ["status_before", "status_after", "price_before", "price_after", "paid_before", "paid_after"]
            .map(|column| row[column].as_str());
        assert_eq!(values, ["", "sold", "", "135.00", "", "120.50"]);
        assert_eq!(row["event_ids"].split(' ').count(), 2);
        chrono::DateTime::parse_from_rfc3339(&row["first_recorded_at"]).unwrap();
    }
    let cells = rows.iter().flat_map(HashMap::values);
    assert!(cells.into_iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    let only = table(&ben.get("/compare.csv?species=goldFISH&what=new&after=01890000-0000-7000-8000-000000000000"));
    assert_eq!(only.len(), 60, "the filters hold, and a page's place does not");
    let head = ben.send("HEAD", "/compare.csv", &[], "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn on_paper_it_is_a_sheet_for_taking_stock() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = record(&ben, &price_change(&arrived(&ben, "Bella")));
    for n in 0..70 {
        record(&ben, &birth(&bella).with("name", &format!("Kit {n}")));
    }
    let Some(tab) = Tab::of(&shop, &ben, Script::Off) else { return };
    tab.goes_to("/compare");
    tab.until_new(|| tab.presses("Stocktake sheet"));
    assert_eq!(tab.count(".differences tbody tr"), 71);
    let feature = json!({ "name": "prefers-color-scheme", "value": "dark" });
    tab.tell("Emulation.setEmulatedMedia", json!({ "media": "print", "features": [feature] }));
    let style = |css: &str, property: &str| tab.ask(&format!("getComputedStyle(document.querySelector('{css}')).{property}"));
    for (css, property, value) in [
        ("header.top", "display", "none"),
        ("form.filters", "display", "none"),
        (".differences thead", "display", "table-header-group"),
        (".differences tbody tr", "breakInside", "avoid"),
        (".differences .tick", "display", "table-cell"),
        (".differences .steps", "display", "none"),
        (".sheet-foot", "display", "grid"),
        ("body", "backgroundColor", "rgba(0, 0, 0, 0)"),
    ] {
        assert_eq!(style(css, property), json!(value), "{property} of {css}");
    }
    let black = style(".differences .name", "color");
    assert_eq!(black, json!("oklch(0 0 0)"), "from a dark screen");
    let pdf = tab.tell("Page.printToPDF", json!({ "paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true }));
    let pages = tab.ask(&format!("atob({}).match(/\\/Type\\s*\\/Page\\b/g).length", pdf["data"]));
    assert!((2..=5).contains(&pages.as_u64().unwrap()), "seventy pets are on a few pages, not {pages}");
    tab.tell("Emulation.setEmulatedMedia", json!({ "media": "" }));
    tab.until_new(|| tab.presses("This year"));
    assert_eq!(tab.heading(), "Two moments compared");
    tab.until_new(|| tab.presses("Compare"));
    tab.has(".differences");
}
