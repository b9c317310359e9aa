//! Tables with the headings, the delimiters and the odd cells of those that other programs and public shelters write; `tests/data/README.md` says of which.

use super::columns::Column;
use super::days::DayOrder;
use super::tests::{read_as, reading, told};

/// What a table would bring as it is guessed, where each pet costs 20 of which it does not say so; and the headings of what was found.
fn brings(file: &[u8], order: Option<DayOrder>) -> (String, Vec<String>) {
    let mut reading = reading(file);
    (reading.price, reading.order) = ("20".into(), order);
    let heading = |column: &Column| reading.columns.at(*column).map_or("–", |at| reading.headings[at].as_str());
    let found: Vec<&str> = Column::ALL.iter().map(heading).collect();
    (found.join(", "), told(&read_as(file, &reading)))
}

/// How dates are written in the United States.
const US: Option<DayOrder> = Some(DayOrder::MonthFirst);

#[test]
fn a_table_of_asm3_brings_each_animal_once() {
    assert_eq!(
        brings(include_bytes!("../../../tests/data/stock/asm3.csv"), US),
        (
            "ANIMALNAME, ANIMALSPECIES, –, ANIMALENTRYDATE, ANIMALCOMMENTS, –".into(),
            vec!["1 Pixel Dog 20.00 2025-05-13".into(), "1 Moth Cat 20.00 2026-04-05".into()]
        )
    );
    assert_eq!(
        brings(include_bytes!("../../../tests/data/stock/asm3-export.csv"), Some(DayOrder::DayFirst)),
        (
            "ANIMALNAME, ANIMALSPECIES, –, ANIMALENTRYDATE, ANIMALDESCRIPTION, –".into(),
            vec!["1 Biscuit Dog 20.00 2026-04-21".into(), "nothing".into(), "nothing".into(), "1 - Cat 20.00 2026-05-03".into()]
        )
    );
}

#[test]
fn a_table_of_shopify_brings_as_many_of_each_variant_as_there_are() {
    assert_eq!(
        brings(include_bytes!("../../../tests/data/stock/shopify.csv"), None),
        (
            "–, Title, Variant Price, –, –, Variant Inventory Qty".into(),
            vec!["12 - Neon tetra 3.99 2026-05-04".into(), "5 - Neon tetra 4.99 2026-05-04".into(), "nothing".into(), "nothing".into()]
        )
    );
    // As a spreadsheet saves it, with the name of the sheet above.
    assert_eq!(
        brings(include_bytes!("../../../tests/data/stock/shopify-2024.csv"), None),
        (
            "–, Title, Price, –, –, Inventory quantity".into(),
            vec!["2 - Budgerigar 29.99 2026-05-04".into(), "1 - Budgerigar 34.99 2026-05-04".into()]
        )
    );
}

#[test]
fn what_public_shelters_publish_comes_as_it_is() {
    for (file, found, pets) in [
        (
            &include_bytes!("../../../tests/data/stock/austin-intakes.csv")[..],
            "Name, Animal Type, –, DateTime, –, –",
            vec!["1 *Pepper Dog 20.00 2026-01-03", "1 - Other 20.00 2026-04-14", "1 Mia Belle Livestock 20.00 2026-02-02"],
        ),
        (
            include_bytes!("../../../tests/data/stock/austin-outcomes.csv"),
            "name, animal_type, –, datetime, –, –",
            vec!["1 - Cat 20.00 2026-04-11", "1 Otto Dog 20.00 2026-05-03"],
        ),
        (
            include_bytes!("../../../tests/data/stock/dallas.csv"),
            "–, Animal_Type, –, Intake_Date, –, –",
            vec!["1 - DOG 20.00 2025-12-21", "1 - CAT 20.00 2026-02-03"],
        ),
        (
            include_bytes!("../../../tests/data/stock/longbeach.csv"),
            "Animal Name, Animal Type, –, Intake Date, –, –",
            vec!["1 *JUNO CAT 20.00 2025-10-21", "1 - CAT 20.00 2026-01-05", "1 - GUINEA PIG 20.00 2025-11-30"],
        ),
        (
            include_bytes!("../../../tests/data/stock/longbeach-tidy.csv"),
            "animal_name, animal_type, –, intake_date, –, –",
            vec!["1 *clara dog 20.00 2026-02-20", "1 - reptile 20.00 2025-10-03"],
        ),
        (
            include_bytes!("../../../tests/data/stock/sonoma.csv"),
            "Name, Type, –, Intake Date, –, Count",
            vec!["1 *TEDDY CAT 20.00 2026-04-16", "1 - OTHER 20.00 2026-02-03"],
        ),
    ] {
        let (columns, lots) = brings(file, US);
        assert_eq!((columns.as_str(), lots), (found, pets.into_iter().map(str::to_owned).collect()));
    }
}

#[test]
fn a_cell_that_says_that_nothing_is_known_is_empty() {
    let file = "name,species,price\nUnknown,Dog,N/A\nNA,unknown,5\n-,NULL,null\nNan,Dog,5\n";
    assert_eq!(
        told(&read_as(file.as_bytes(), &reading(file.as_bytes()))),
        ["Enter a price, like 24.90", "Enter a species, like Cat", "nothing", "1 Nan Dog 5.00 2026-05-04"]
    );
}
