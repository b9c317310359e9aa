//! A table is read whatever wrote it, and says of each row what is wrong with it.

use super::columns::Column;
use super::days::DayOrder;
use super::dialect::Delimiter;
use super::encoding::Sniffer;
use super::reading::{Lot, Reading, beginning};
use crate::shop::currency::Currency;
use crate::shop::story::may;
use proptest::prelude::*;

type Lots = Vec<Result<Option<Lot>, Vec<String>>>;

pub(super) fn reading(file: &[u8]) -> Reading {
    let mut sniffer = Sniffer::default();
    sniffer.feed(file);
    let encoding = sniffer.finish().unwrap();
    Reading::guess(encoding, &beginning(file, encoding).unwrap())
}

pub(super) fn read_as(file: &[u8], reading: &Reading) -> Lots {
    reading.rows(file).map(|row| reading.read(&row.unwrap(), reading.order, may(4), Currency::default())).collect()
}

fn read(file: &[u8]) -> Lots {
    read_as(file, &reading(file))
}

/// Each lot in short: "2 Bella Cat 135.50 2026-05-03".
pub(super) fn told(lots: &Lots) -> Vec<String> {
    let one = |lot: &Result<Option<Lot>, Vec<String>>| match lot {
        Ok(Some(Lot { draft, quantity })) => {
            let name = draft.what.name.as_ref().map_or("-", |name| name.as_str());
            format!("{quantity} {name} {} {} {}", draft.what.species, draft.what.price, draft.occasion.occurred_on)
        }
        Ok(None) => "nothing".to_owned(),
        Err(wrong) => wrong.join("; "),
    };
    lots.iter().map(one).collect()
}

#[test]
fn every_dialect_says_the_same() {
    let comma = "Name,Species,Price,Date,Quantity\r\nBella,Cat,\"1.135,50\",2026-05-03,\r\n,Guppy,3,3.5.2026,12\r\n";
    let semicolon = "Name;Species;Price;Date;Quantity\nBella;Cat;1.135,50;2026-05-03;\n;Guppy;3,00;3.5.2026;12";
    let tab =
        "sep=\t\nName\tSpecies\tPrice\tDate\tQuantity\nBella\tCat\t1135.50 €\t03.05.2026\t\n\tGuppy\tEUR 3\t2026-05-03T00:00:00\t12.0\n";
    let utf16: Vec<u8> = ["\u{feff}", semicolon].concat().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = ["\u{feff}", comma].concat().into_bytes();
    let headless = "Bella,Cat,1135.50,2026-05-03\n,Guppy,3.00,2026-05-03\n";
    for file in [comma.as_bytes(), semicolon.as_bytes(), tab.as_bytes(), &utf16, &with_mark] {
        assert_eq!(
            told(&read(file)),
            ["1 Bella Cat 1135.50 2026-05-03", "12 - Guppy 3.00 2026-05-03"],
            "{:?}",
            String::from_utf8_lossy(file)
        );
    }
    let mut guessed = reading(headless.as_bytes());
    assert_eq!((guessed.dialect.has_head, guessed.headings.join(",").as_str()), (false, "Column 1,Column 2,Column 3,Column 4"));
    for (at, column) in [Column::Name, Column::Species, Column::Price, Column::Day].into_iter().enumerate() {
        guessed.columns.set(column, Some(at));
    }
    assert_eq!(told(&read_as(headless.as_bytes(), &guessed)), ["1 Bella Cat 1135.50 2026-05-03", "1 - Guppy 3.00 2026-05-03"]);
}

#[test]
fn a_row_says_every_fault_and_the_others_go_on() {
    let file = "name,species,price,date,quantity\nRex,,twelve,soon,many\n,,,,\nBella,Cat,5,2026-05-03,0\nIda,Cat,\"1,234\",2026-05-05,1\nMia,Cat,5,,\n";
    assert_eq!(
        told(&read(file.as_bytes())),
        [
            "Enter a species, like Cat; “twelve” is no amount in EUR; enter a price like 24.90; Enter a date, like 2026-05-03; Enter how many pets they are, from 0 to 100,000",
            "nothing",
            "nothing",
            "“1,234” could mean 1234.00 or 1.23; enter the price without separators between thousands; Enter a date that is not in the future",
            "1 Mia Cat 5.00 2026-05-04",
        ]
    );
}

#[test]
fn a_quantity_that_could_be_two_is_refused() {
    let file = "species,price,quantity\nGuppy,1,1000\nGuppy,1,12.00\nGuppy,1,\"12,0000\"\nGuppy,1,\"1,000\"\nGuppy,1,20.000\nGuppy,1,0.000\nGuppy,1,1.5\n";
    let could = |whole: u32, sign: char| {
        format!("“{whole}{sign}000” could mean {whole} or {whole}000; enter how many pets they are without separators")
    };
    let fault = "Enter how many pets they are, from 0 to 100,000";
    let guppies = |n: u32| format!("{n} - Guppy 1.00 2026-05-04");
    assert_eq!(
        told(&read(file.as_bytes())),
        [guppies(1000), guppies(12), guppies(12), could(1, ','), could(20, '.'), "nothing".into(), fault.into()]
    );
}

#[test]
fn what_the_table_does_not_say_is_said_once_for_all() {
    let file = b"Title\nRex\nBella\n";
    let mut reading = reading(file);
    assert_eq!(told(&read_as(file, &reading))[0], "Enter a species, like Cat; Enter a price, like 24.90");
    (reading.species, reading.price) = ("Dog".into(), "250".into());
    assert_eq!(told(&read_as(file, &reading)), ["1 Rex Dog 250.00 2026-05-04", "1 Bella Dog 250.00 2026-05-04"]);
}

#[test]
fn dates_that_could_be_either_are_asked_about() {
    let file = b"name,species,price,date\nRex,Dog,1,05/03/2026\n";
    let mut reading = reading(file);
    assert_eq!(told(&read_as(file, &reading)), ["Say whether the day or the month comes first in the dates"]);
    for (order, day) in [(DayOrder::DayFirst, "2026-03-05"), (DayOrder::MonthFirst, "2026-05-03")] {
        reading.order = Some(order);
        assert_eq!(told(&read_as(file, &reading)), [format!("1 Rex Dog 1.00 {day}")]);
    }
}

#[test]
fn a_row_is_found_by_the_line_on_which_it_begins() {
    let file = b"name,species,price,note\nRex,Dog,1,\"two\nlines\"\nBella,Cat,2,\n";
    let windows = String::from_utf8(file.to_vec()).unwrap().replace('\n', "\r\n");
    for file in [&file[..], windows.as_bytes(), format!("Our animals\n{windows}").as_bytes()] {
        let lines: Vec<u64> = reading(file).rows(file).map(|row| row.unwrap().line).collect();
        let above = u64::from(file.starts_with(b"Our"));
        assert_eq!(lines, [2 + above, 4 + above]);
    }
}

#[test]
fn what_this_shop_made_harmless_for_a_spreadsheet_is_read_as_it_was() {
    let file = b"name,species,price\n'=1+1,Dog,1\n'tis,Dog,1\n";
    assert_eq!(told(&read(file)), ["1 =1+1 Dog 1.00 2026-05-04", "1 'tis Dog 1.00 2026-05-04"]);
}

proptest! {
    #[test]
    fn whatever_bytes_come_every_row_arrives_or_has_a_fault(bytes in prop::collection::vec(any::<u8>(), 1..3000)) {
        let mut sniffer = Sniffer::default();
        sniffer.feed(&bytes);
        if let Ok(encoding) = sniffer.finish() {
            let mut reading = Reading::guess(encoding, &beginning(&bytes[..], encoding).unwrap());
            Column::ALL.into_iter().enumerate().for_each(|(at, column)| reading.columns.set(column, Some(at)));
            for lot in read_as(&bytes, &reading) {
                prop_assert!(lot.is_ok() || lot.is_err_and(|wrong| !wrong.is_empty()));
            }
        }
    }

    #[test]
    fn a_table_is_read_back_as_it_was_written(
        rows in prop::collection::vec(("[A-Za-zäöü,;\"\t]{0,9}x", "[A-Z][a-z]{1,8}", 0u32..1_000_000), 1..9), delimiter in 0..4usize
    ) {
        let delimiter = Delimiter::ALL[delimiter];
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter.byte()).from_writer(Vec::new());
        writer.write_record(["Name", "Species", "Price"]).unwrap();
        for (name, species, cents) in &rows {
            writer.write_record([name, species, &format!("{}.{:02}", cents / 100, cents % 100)]).unwrap();
        }
        let file = writer.into_inner().unwrap();
        let mut reading = reading(&file);
        reading.dialect.delimiter = delimiter;
        let reading = Reading::written(reading.encoding, reading.dialect, &String::from_utf8(file.clone()).unwrap());
        let lots = read_as(&file, &reading);
        prop_assert_eq!(lots.len(), rows.len());
        for (lot, (_, species, cents)) in lots.iter().zip(&rows) {
            let lot = lot.as_ref().unwrap().as_ref().unwrap();
            prop_assert_eq!(lot.draft.what.species.as_str(), species.as_str());
            prop_assert_eq!(lot.draft.what.price.to_string(), format!("{}.{:02}", cents / 100, cents % 100));
        }
    }
}
