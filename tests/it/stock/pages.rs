//! A table is brought in by an admin in the browser: uploaded, looked at, mended, and recorded in the background.

use super::{count, table, until, upload, uploaded};
use crate::day;
use crate::harness::{Answer, Shop, Visitor, seal_key};
use diesel::connection::SimpleConnection;
use hello::shop::Currency;
use hello::store::state::snapshot;
use hello::store::state::snapshot::Refreshed;
use hello::store::stock::attempt;
use hello::store::stock::bringing::{StockError, Table, record};
use hello::store::stock::coming::Bringer;
use hello::store::stock::files;
use hello::store::stock::parts::Kept;

const COLUMNS: [(&str, &str); 5] =
    [("delimiter", "comma"), ("head", "yes"), ("column_name", "0"), ("column_species", "1"), ("column_price", "2")];

/// Sends the form of a table as it was guessed, and what is said beside it.
fn sends(visitor: &Visitor, path: &str, wish: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = COLUMNS.to_vec();
    fields.push(("do", wish));
    fields.extend(more);
    visitor.fill_in(path, &fields)
}

#[test]
fn a_table_is_uploaded_looked_at_and_brought_in() {
    let shop = Shop::open();
    let ada = shop.admin();
    assert!(ada.get("/admin/import").text("main").contains("nothing is recorded before you say so"));
    let here = uploaded(&ada, "folder/Bestand März.csv", "name,species,price\nBella,Cat,\"135,50\"\n,CAT,3\n,,\n");
    let page = ada.get(&here);
    let text = page.text("main");
    for said in [
        "Bestand März.csv",
        "3 rows would bring 2 pets",
        "No row has a fault",
        "1 row is empty",
        "New to the shop: Cat.",
        "135.50 €",
        "named by the shop",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("folder"));
    assert_eq!(day::events(&shop), 0);
    assert!(ada.get("/admin/import").text("main").contains("Nothing yet"));
    let sent = sends(&ada, &here, "record", &[]);
    assert_eq!((sent.status, sent.location()), (303, here.as_str()));
    assert!(until(&ada, &here, "2 pets came in").text("main").contains("all at once"));
    assert_eq!(count(&shop.database, "pets_state WHERE species = 'Cat' AND name IN ('Bella', 'Cat 1')"), 2);
    assert_eq!(count(&shop.database, "unified_events WHERE metadata ? 'recorded_by'"), 2, "the log says who brought them");
    assert!(ada.get("/admin/audit").text("main").contains("brought 2 pets in by a table"));
    // Sent once more it brings nothing more.
    assert_eq!(sends(&ada, &here, "record", &[]).status, 303);
    assert_eq!(day::events(&shop), 2);
    assert!(ada.get("/admin/import").text("main").contains("2 pets"));
}

#[test]
fn faults_are_told_can_be_had_as_a_file_and_leave_the_others_if_that_is_wished() {
    let shop = Shop::open();
    let ada = shop.admin();
    let here = uploaded(&ada, "stock.csv", "name,species,price\nRex,Dog,twelve\nBella,Cat,5\n=Ida,,5\n");
    let text = ada.get(&here).text("main");
    assert!(
        text.contains("2 rows with a fault")
            && text.contains("Line 2: “twelve” is no amount in EUR")
            && text.contains("Line 4: Enter a species"),
        "{text}"
    );
    let refused = sends(&ada, &here, "record", &[]);
    assert_eq!((refused.status, day::events(&shop)), (422, 0));
    assert!(refused.title().starts_with("Error: ") && refused.field_error("good_alone").contains("Mend the faults"), "{}", refused.body);
    let file = ada.get(&format!("{here}/faults.csv"));
    assert_eq!(file.status, 200);
    assert!(
        file.body.starts_with("line,fault,name,species,price\r\n2,")
            && file.body.contains("\r\n4,\"Enter a species, like Cat\",'=Ida,,5\r\n"),
        "{}",
        file.body
    );
    sends(&ada, &here, "record", &[("good_alone", "yes")]);
    let done = until(&ada, &here, "1 pet came in");
    assert!(done.text("main").contains("2 rows had a fault and brought nothing"));
    assert_eq!(ada.get(&format!("{here}/faults.csv")).status, 200, "they can still be mended");
    let mended = uploaded(&ada, "mended.csv", file.body.replace("twelve", "12").replace(",,5", ",Dog,5"));
    ada.fill_in(
        &mended,
        &[("do", "record"), ("delimiter", "comma"), ("head", "yes"), ("column_name", "2"), ("column_species", "3"), ("column_price", "4")],
    );
    until(&ada, &mended, "2 pets came in");
    assert_eq!(count(&shop.database, "pets_state WHERE name IN ('Rex', 'Bella', '=Ida')"), 3);
}

#[test]
fn whatever_is_chosen_otherwise_is_looked_at_before_it_is_recorded() {
    let shop = Shop::open();
    let ada = shop.admin();
    let here = uploaded(&ada, "stock.csv", "called,kind,price,date\nRex,Dog,1,05/03/2026\n");
    let text = ada.get(&here).text("main");
    assert!(text.contains("05/03/2026 could mean two days"), "{text}");
    let chosen = [("column_day", "3"), ("dates", "month-first")];
    let anew = sends(&ada, &here, "record", &chosen);
    assert_eq!((anew.status, day::events(&shop)), (409, 0));
    assert!(
        anew.text("main").contains("It would bring something else") && anew.text("main").contains("1 row would bring 1 pet"),
        "{}",
        anew.text("main")
    );
    let twice = sends(&ada, &here, "check", &[("column_note", "2")]);
    assert_eq!(twice.status, 422);
    assert!(twice.field_error("column_note").contains("Choose another column; this one is “Price” already"), "{}", twice.body);
    assert_eq!(sends(&ada, &here, "record", &chosen).status, 303);
    until(&ada, &here, "1 pet came in");
    assert_eq!(count(&shop.database, "events WHERE occurred_on = '2026-05-03'"), 1);

    let other = uploaded(&ada, "bar.csv", "a|b\nIda|Dogs\n");
    let fields =
        [("do", "check"), ("delimiter", "bar"), ("head", "yes"), ("column_name", "0"), ("column_species", "1"), ("price_else", "9")];
    ada.fill_in(&other, &fields);
    let text = until(&ada, &other, "would bring").text("main");
    assert!(text.contains("Did you mean Dog? The shop does not know Dogs"), "{text}");
    ada.fill_in(&other, &[&fields[..], &[("as_written", "yes")]].concat());
    assert!(until(&ada, &other, "would bring 1 pet").text("main").contains("New to the shop: Dogs."));
    let beside = [("species_else", "Newt"), ("price_else", "7"), ("dates", "day-first"), ("as_written", "yes")];
    ada.fill_in(&other, &[&[("do", "check"), ("delimiter", "comma"), ("head", "yes")], &beside[..]].concat());
    let page = ada.get(&other);
    assert_eq!(page.select("#column_name option").len(), 2, "cells that are divided otherwise have other columns");
    for typed in ["#species_else[value=Newt]", "#price_else[value='7']", "[name=dates][value=day-first][checked]", "#as_written[checked]"] {
        assert_eq!(page.select(typed).len(), 1, "{typed}");
    }
    assert_eq!(ada.fill_in(&other, &[("do", "drop")]).location(), "/admin/import");
    assert_eq!((ada.get(&other).status, ada.get(&other).location()), (303, "/admin/import"));
}

#[test]
fn the_same_file_a_second_time_is_noticed() {
    let shop = Shop::open();
    let ada = shop.admin();
    let file = "name,species,price\nRex,Dog,1\n";
    let first = uploaded(&ada, "a.csv", file);
    assert_eq!(upload(&ada, "b.csv", file).location(), first, "who sends it twice goes on where they were");
    sends(&ada, &first, "record", &[]);
    until(&ada, &first, "1 pet came in");
    let second = uploaded(&ada, "b.csv", file);
    assert!(ada.get(&second).text("main").contains("The same file was brought in before"));
    let refused = sends(&ada, &second, "record", &[]);
    assert_eq!((refused.status, day::events(&shop)), (422, 1));
    assert!(refused.field_error("again").contains("once more"));
    sends(&ada, &second, "record", &[("again", "yes")]);
    until(&ada, &second, "1 pet came in");
    assert_eq!(day::events(&shop), 2);
    // Who was past the question when a colleague brought it finds it out as well.
    let third = uploaded(&ada, "c.csv", file);
    ada.fill_in(&third, &[("do", "record")]);
    assert!(until(&ada, &third, "Nothing was recorded").text("main").contains("Somebody else brings the same file in"));
    assert_eq!(day::events(&shop), 2);
}

#[test]
fn what_is_no_table_is_refused_beside_the_field() {
    let shop = Shop::open();
    let ada = shop.admin();
    for (name, content, said) in [
        ("book.xlsx", b"PK\x03\x04...".to_vec(), "This is a workbook"),
        ("empty.csv", Vec::new(), "This file is empty"),
        ("", Vec::new(), "Choose a file"),
        ("large.csv", vec![b'x'; 21 << 20], "larger than 20 MB"),
    ] {
        let answer = upload(&ada, name, content);
        assert_eq!(answer.status, 422, "{name}: {}", answer.text("main"));
        assert!(
            answer.title().starts_with("Error: ") && answer.field_error("file").contains(said),
            "{name}: {}",
            answer.field_error("file")
        );
    }
    assert_eq!(ada.post("/admin/import", &[("file", "x")]).status, 400);
    let headers = [("content-type", "multipart/form-data; boundary=b"), ("sec-fetch-site", "same-origin")];
    assert_eq!(
        ada.send("POST", "/admin/import", &headers, "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b--\r\n").status,
        422
    );
    let then = "--b\r\nContent-Disposition: form-data; name=\"as_of\"\r\n\r\n2026-05-03\r\n";
    let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nname,species,price\nRex,Dog,5\r\n";
    for (address, body) in [
        ("/admin/import?as_of=2026-05-03", format!("{file}--b--\r\n")),
        ("/admin/import", format!("{then}{file}--b--\r\n")),
        ("/admin/import", format!("{file}{then}--b--\r\n")),
    ] {
        let answer = ada.send("POST", address, &headers, body);
        assert_eq!((answer.status, answer.text("h1").as_str()), (409, "The past cannot be changed"));
    }
    let broken = ada.send(
        "POST",
        "/admin/import",
        &headers,
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nname,spec",
    );
    assert_eq!(broken.status, 400);
    assert_eq!(count(&shop.database, "stock_files") + count(&shop.database, "stock_parts"), 0, "nothing of them is kept");
    let long = uploaded_long(&ada);
    assert!(until(&ada, &long, "Nothing was recorded").text("main").contains("The table has more than 100,000 pets; divide it."));
}

#[test]
fn what_was_uploaded_goes_after_a_week_whether_or_not_anybody_uploads_again() {
    let shop = Shop::open();
    let ada = shop.admin();
    let file = |rows: usize| "name,species,price\n".to_owned() + &"Rex,Dog,5\n".repeat(rows);
    let (old, done) = (uploaded(&ada, "old.csv", file(3)), uploaded(&ada, "done.csv", file(4)));
    sends(&ada, &done, "record", &[]);
    until(&ada, &done, "4 pets came in");
    let young = uploaded(&ada, "young.csv", file(5));
    let ages = "UPDATE stock_files SET created_at = created_at - interval '8 days', moved_at = moved_at - interval '8 days', \
                ended_at = ended_at - interval '8 days' WHERE name <> 'young.csv'";
    shop.database.connect().batch_execute(ages).unwrap();
    // The one that follows the pets may still be at it.
    while shop.sql(|conn| snapshot::refresh(conn, seal_key(), None)) == Refreshed::AlreadyRunning {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(ada.get(&old).status, 303, "nobody came back for it");
    assert!(ada.get(&done).text("main").contains("4 pets came in"), "what it has brought is told for ever");
    assert_eq!(ada.get(&format!("{done}/faults.csv")).status, 404);
    assert!(ada.get(&young).text("main").contains("5 rows would bring 5 pets"));
    assert_eq!(count(&shop.database, "(SELECT DISTINCT file_id FROM stock_parts) AS kept"), 1);
}

fn uploaded_long(visitor: &Visitor) -> String {
    upload(visitor, "long.csv", "species,price,quantity\nGuppy,1,100000\nGuppy,1,1\n").location().to_owned()
}

#[test]
fn whoever_stood_still_is_taken_over_and_can_end_nothing_any_more() {
    let shop = Shop::open();
    let ada = shop.admin();
    let here = uploaded(&ada, "stock.csv", table(40));
    let id = here.rsplit('/').next().unwrap().parse().unwrap();
    let first = shop.sql(|conn| attempt::take_to_record(conn, id)).unwrap();
    assert_eq!(shop.sql(|conn| attempt::take_to_record(conn, id)), None, "one is at it");
    let text = ada.get(&here).text("main");
    assert!(text.contains("The pets are coming in"), "{text}");
    let stand_still = "UPDATE stock_files SET moved_at = now() - interval '1 minute'";
    shop.database.connect().batch_execute(stand_still).unwrap();
    assert!(ada.get(&here).text("main").contains("It stands still"));
    // The one who stood still comes to life while another is at it.
    let second = shop.sql(|conn| attempt::take_to_record(conn, id)).unwrap();
    let file = Kept { store: shop.store.clone(), file: id };
    let reading = shop.sql(|conn| files::one(conn, id)).unwrap().reading.unwrap();
    let table = Table { file: &file, reading: &reading, today: "2026-11-27".parse().unwrap(), currency: Currency::default() };
    let bringer = Bringer { account: None, request_id: id.to_string(), traceparent: None, order: None, good_alone: false };
    let mut conn = shop.database.connect();
    let late = record(&mut conn, &table, &bringer, &mut |_| (), |conn, pets| first.ends(conn, pets));
    assert!(matches!(late, Err(StockError::TakenOver)), "{late:?}");
    assert_eq!(day::events(&shop), 0);
    assert_eq!(record(&mut conn, &table, &bringer, &mut |_| (), |conn, pets| second.ends(conn, pets)).unwrap(), 40);
    assert!(ada.get(&here).text("main").contains("40 pets came in"));
    assert_eq!(day::events(&shop), 40);
}

#[test]
fn a_page_that_waits_asks_for_its_own_part() {
    let shop = Shop::open();
    let ada = shop.admin();
    let here = uploaded(&ada, "stock.csv", table(3));
    let fragment = ada.get_with(&here, &[("hx-request", "true"), ("hx-request-type", "partial")]);
    assert!(!fragment.body.contains("<html") && fragment.body.contains("3 rows would bring 3 pets"), "{}", fragment.body);
}

#[test]
fn a_table_that_says_no_price_is_asked_for_one() {
    let shop = Shop::open();
    let ada = shop.admin();
    let there = uploaded(&ada, "no price.csv", "name,species\nRex,Dog\n");
    let page = ada.get(&there);
    let told = page.text("main .notice");
    assert!(told.contains("No column is the price") && !told.contains("No column is the species"), "{told}");
    let field = page.attr("main .notice a", "href").remove(0);
    assert!(!page.select(&format!("details[open] {field}")).is_empty(), "{field} is open to be filled in");
    let chosen =
        [("do", "check"), ("delimiter", "comma"), ("head", "yes"), ("column_name", "0"), ("column_species", "1"), ("price_else", "20")];
    assert_eq!(ada.fill_in(&there, &chosen).status, 303);
    assert!(!until(&ada, &there, "would bring 1 pet").text("main").contains("No column is the price"));
}
