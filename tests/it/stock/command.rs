//! `hello stock`, as somebody at a terminal meets it.

use super::{count, table};
use crate::harness::Database;
use crate::harness::program::{hello, told};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Output, Stdio};
use tempfile::TempDir;

struct Counter {
    database: Database,
    folder: TempDir,
}

impl Counter {
    fn open() -> Self {
        Self { database: Database::migrated(), folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.folder.path().join("stock.csv");
        std::fs::write(&file, content).unwrap();
        file
    }

    fn stock(&self, content: impl AsRef<[u8]>, args: &[&str]) -> Output {
        hello(&self.database.app_url).arg("stock").arg(self.file(content)).args(args).output().unwrap()
    }

    #[track_caller]
    fn brings(&self, content: impl AsRef<[u8]>, args: &[&str], said: &str) {
        let output = self.stock(content, args);
        let printed = String::from_utf8(output.stdout.clone()).unwrap();
        assert!(output.status.success() && printed.contains(said), "{printed}{}", told(&output));
    }

    #[track_caller]
    fn refuses(&self, content: impl AsRef<[u8]>, args: &[&str], said: &str) {
        let before = count(&self.database, "events");
        let output = self.stock(content, args);
        assert!(!output.status.success() && told(&output).contains(said), "{}", told(&output));
        assert_eq!(count(&self.database, "events"), before, "nothing was recorded");
    }
}

const SEMICOLON: &str = "Name;Tierart;Preis;Datum;Anzahl;Notiz\nBella;Cat;1.135,50;3.5.2026;;\"two\nlines\"\n;CAT;3;2026-05-03;12;\n";

#[test]
fn a_table_is_looked_through_and_then_brought_in_by_the_rules_of_the_form() {
    let shop = Counter::open();
    shop.brings(SEMICOLON, &["--dry-run"], "2 rows bring 13 pets; none has a fault.");
    assert_eq!(count(&shop.database, "events"), 0);
    shop.brings(SEMICOLON, &[], "13 pets were brought in.");
    let fits = [
        "pets_state WHERE species = 'Cat'",
        "unified_events WHERE event_type = 'PetArrived' AND occurred_on = '2026-05-03' AND metadata ->> 'recorded_by' IS NULL",
        "pets_state_snapshot WHERE species = 'Cat'",
    ];
    for what in fits {
        assert_eq!(count(&shop.database, what), 13, "{what}");
    }
    assert_eq!(count(&shop.database, "pets_state WHERE name = 'Bella' AND price = 1135.50"), 1);
    assert_eq!(count(&shop.database, "(SELECT DISTINCT name FROM pets_state WHERE name LIKE 'Cat %') AS named"), 12);
    assert_eq!(count(&shop.database, "pet_arrived_events WHERE metadata ->> 'note' = E'two\\nlines'"), 1);
    assert_eq!(count(&shop.database, "(SELECT DISTINCT metadata ->> 'request_id' FROM events) AS request"), 1, "they came by one table");
    assert_eq!(count(&shop.database, "audit_log WHERE what = 'stock_brought' AND details ->> 'what' = '13 pets'"), 1);
    let verified = hello(&shop.database.app_url).arg("verify").output().unwrap();
    assert!(verified.status.success(), "{}", told(&verified));
    // The shop goes on behind the numbers that it gave.
    shop.brings("species,price\ncat,5\n", &["--dry-run"], "1 row brings 1 pet; none has a fault.");
    shop.brings("species,price\ncat,5\n", &[], "1 pet was brought in.");
    assert_eq!(count(&shop.database, "pets_state WHERE name = 'Cat 13'"), 1);
    shop.brings("name,species,price\n,cat,5\nCÁT-14,cat,5\n", &[], "2 pets were brought in.");
    assert_eq!(count(&shop.database, "pets_state WHERE name IN ('Cat 15', 'CÁT-14')"), 2, "no number makes a name that comes with it");
}

#[test]
fn with_a_fault_nothing_is_recorded_but_where_the_good_rows_alone_are_wished() {
    let shop = Counter::open();
    let file = "name,species,price\nRex,Dog,twelve\nBella,Cat,5\n,,\n=Ida,,5\n";
    shop.refuses(file, &[], "Nothing was recorded: mend the rows that have a fault");
    let output = shop.stock(file, &["--dry-run"]);
    assert!(output.status.success() && told(&output).contains("Line 2: “twelve” is no amount in EUR"), "{}", told(&output));
    let faults = shop.folder.path().join("faults.csv");
    shop.brings(file, &["--good-rows", "--faults", faults.to_str().unwrap()], "1 pet was brought in.");
    let mended = std::fs::read_to_string(&faults).unwrap().replace("twelve", "12").replace(",,5", ",Cat,5");
    assert!(mended.starts_with("line,fault,name,species,price\r\n2,") && mended.contains(",'=Ida,"), "{mended}");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&faults).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "it tells of the shop");
    shop.brings(&mended, &[], "2 pets were brought in.");
    assert_eq!(count(&shop.database, "pets_state WHERE name IN ('Rex', 'Bella', '=Ida')"), 3);
    shop.refuses("name,species,price\nRex,,\n", &["--good-rows"], "no row of the table brings a pet");
}

#[test]
fn the_rows_with_a_fault_are_written_over_no_table_and_whole_or_not_at_all() {
    let shop = Counter::open();
    let file = "name,species,price\nRex,Dog,twelve\n";
    let table = shop.file(file);
    let around = shop.folder.path().join(".").join("stock.csv");
    for at in [&table, &around] {
        shop.refuses(file, &["--faults", at.to_str().unwrap()], "itself; name another file.");
    }
    assert_eq!(std::fs::read_to_string(&table).unwrap(), file, "the table is as it was");
    let nowhere = shop.folder.path().join("none/faults.csv");
    shop.refuses(file, &["--dry-run", "--faults", nowhere.to_str().unwrap()], "the rows that have a fault cannot be written");
    let before = shop.folder.path().join("faults.csv");
    std::fs::write(&before, "of yesterday").unwrap();
    let too_many = "species,price,quantity\nGuppy,much,1\nGuppy,1,60000\nGuppy,1,40001\n";
    shop.refuses(too_many, &["--faults", before.to_str().unwrap()], "more than 100,000 pets");
    assert_eq!(std::fs::read_to_string(&before).unwrap(), "of yesterday");
    assert_eq!(std::fs::read_dir(shop.folder.path()).unwrap().count(), 2, "nothing half stays beside them");
}

#[test]
fn what_the_table_leaves_open_is_asked_and_said_by_flags() {
    let shop = Counter::open();
    let dates = "name,species,price,date\nRex,Dog,1,05/03/2026\n";
    shop.refuses(dates, &[], "05/03/2026 could mean two days");
    shop.brings(dates, &["--dates", "month-first"], "1 pet was brought in.");
    assert_eq!(count(&shop.database, "events WHERE occurred_on = '2026-05-03'"), 1);
    shop.refuses(dates, &["--dates", "day-first"], "the same file was brought in before");
    shop.brings(dates, &["--dates", "day-first", "--again"], "1 pet was brought in.");

    shop.refuses("name,species,price\nIda,Dogs,1\n", &[], "is likely another word");
    shop.brings("name,species,price\nIda,Dogs,1\n", &["--species-as-written"], "1 pet was brought in.");

    shop.refuses("called\nMia\n", &["--column", "name=named"], "No column is headed named; there are called.");
    shop.refuses("called\nMia\n", &["--column", "colour=called"], "it is one of name, species, price, day, note, quantity");
    shop.brings("called\nMia\n", &["--column", "name=called", "--species", "Cat", "--price", "9,50"], "1 pet was brought in.");
    assert_eq!(count(&shop.database, "pets_state WHERE name = 'Mia' AND price = 9.50 AND species = 'Cat'"), 1);
    shop.brings(
        "Tom/Cat/3",
        &["--no-head", "--delimiter", "tab", "--column", "name=Column 1", "--species", "Dog", "--price", "1"],
        "1 pet",
    );
}

#[test]
fn what_is_no_table_is_refused_in_a_sentence() {
    let shop = Counter::open();
    shop.refuses(b"PK\x03\x04rest of a workbook", &[], "This is a workbook; open it and save it as CSV.");
    shop.refuses("", &[], "This file is empty; choose another.");
    shop.refuses(vec![b'a'; 20 * 1024 * 1024 + 1], &[], "This file is larger than 20 MB; divide it.");
    shop.refuses("species,price,quantity\nGuppy,1,60000\nGuppy,1,40001\n", &[], "the table has more than 100,000 pets; divide it.");
    let output = hello(&shop.database.app_url).args(["stock", "nowhere.csv"]).output().unwrap();
    assert!(!output.status.success() && told(&output).starts_with("nowhere.csv cannot be read"), "{}", told(&output));
}

#[test]
fn whoever_is_killed_in_the_midst_leaves_nothing_half_and_can_begin_again() {
    let shop = Counter::open();
    let rows = 12_000;
    let file = shop.file(table(rows));
    let mut child = hello(&shop.database.app_url).arg("stock").arg(&file).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(told.any(|line| line.contains("12,000 rows bring 12,000 pets")));
    // It is somewhere in its transaction; where is for the machine to say.
    std::thread::sleep(std::time::Duration::from_millis(400));
    child.kill().unwrap();
    child.wait().unwrap();
    let there = count(&shop.database, "events");
    assert!(there == 0 || there == i64::from(rows), "{there} events");
    if there == 0 {
        let output = hello(&shop.database.app_url).arg("stock").arg(&file).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    assert_eq!(count(&shop.database, "pets_state"), i64::from(rows));
    assert_eq!(count(&shop.database, "(SELECT DISTINCT folded(species) FROM pet_origins) AS kind"), 2);
    assert_eq!(
        count(&shop.database, "(SELECT DISTINCT given_number FROM pet_origins WHERE given_number IS NOT NULL) AS number"),
        i64::from(rows / 3)
    );
}
