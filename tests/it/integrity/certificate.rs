//! A pet's pedigree certificate: a page to print, and a file that holds without any database.

use super::super::day::{arrived, birth, price_change, record, sale};
use super::super::harness::{Shop, seal_key};
use hello::integrity::Certificate;
use hello::store::state::snapshot;
use std::path::Path;
use std::process::Command;

fn refreshed(shop: &Shop) {
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
}

/// Asks the program about a certificate, where there is no database at all.
fn run(file: &Path, more: &[&str]) -> (Option<i32>, String) {
    let mut hello = Command::new(env!("CARGO_BIN_EXE_hello"));
    hello.arg("verify").arg("--certificate").arg(file).args(more);
    hello.env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing").env_remove("HELLO_SEAL_KEY");
    hello.env("HELLO_DATA_DIR", file.parent().unwrap());
    let output = hello.output().unwrap();
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
fn a_pet_is_certified_with_its_mothers_once_it_is_sealed() {
    let shop = Shop::open();
    let ben = shop.staff();
    let mia = arrived(&ben, "Mia");
    let kit = record(&ben, &birth(&mia).with("name", "Kit"));
    let kim = record(&ben, &birth(&kit).with("name", "Kim"));
    let page = format!("{kim}/certificate");
    assert_eq!(ben.get(&kim).attr(&format!("main a[href='{page}']"), "href").len(), 1, "the pet's page leads there");
    assert_eq!(ben.get(&page).text("h1"), "No certificate yet");
    assert_eq!(ben.get(&format!("{page}.txt")).status, 404);
    refreshed(&shop);
    record(&ben, &sale(&kim));
    record(&ben, &price_change(&mia));
    let shown = ben.get(&page);
    assert_eq!(shown.select("article h2 bdi"), ["Kim", "Kit", "Mia"]);
    assert_eq!(shown.text("article .notice.amber h2"), "Kim has moved on since");
    assert!(shown.text("article .notice.amber p").starts_with("The newest 1 event is not sealed yet"));
    assert!(!shown.body.contains("Mrs Lang"), "nobody else's name is in it");
    let file = ben.get(&shown.attr("a[download]", "href")[0]);
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"hello-certificate-kim.txt\"");
    assert_eq!(shown.select("pre").concat().split_whitespace().collect::<Vec<_>>(), file.body.split_whitespace().collect::<Vec<_>>());
    let certificate = Certificate::parse(&file.body).unwrap();
    let told = certificate.check(|key| *key == seal_key().public()).unwrap();
    assert_eq!(
        told.iter().map(|told| (told.pet.name.to_string(), told.events.len())).collect::<Vec<_>>(),
        [("Kim".into(), 1), ("Kit".into(), 1), ("Mia".into(), 1)]
    );
    refreshed(&shop);
    let shown = ben.get(&page);
    assert!(shown.select("article .notice").is_empty());
    assert!(shown.text("article .card:first-of-type").contains("went home with a customer"), "{}", shown.body);
    let ada = shop.admin();
    assert_eq!(ada.get("/admin/audit").select(".moment .said p:first-child"), ["Ben took the certificate of Kim away as a file."]);
}

#[test]
fn a_story_that_was_changed_gets_no_certificate() {
    use diesel::connection::SimpleConnection;
    let shop = Shop::open();
    let ben = shop.staff();
    let mia = arrived(&ben, "Mia");
    refreshed(&shop);
    shop.sql(|conn| {
        Ok(conn.batch_execute("ALTER TABLE pet_arrived_events DISABLE TRIGGER ALL; UPDATE pet_arrived_events SET species = 'Lion'")?)
    });
    let page = ben.get(&format!("{mia}/certificate"));
    assert_eq!(page.text("main .notice.rust h2"), "Something does not fit");
    assert_eq!(ben.get(&format!("{mia}/certificate.txt")).status, 404);
}

#[test]
fn nobody_unknown_has_a_certificate() {
    let shop = Shop::open();
    let ben = shop.staff();
    for nobody in ["/pets/01890000-0000-7000-8000-000000000000/certificate", "/pets/x/certificate", "/pets/x/certificate.txt"] {
        assert_eq!(ben.get(nobody).status, 404, "{nobody}");
    }
}

#[test]
fn the_program_confirms_a_certificate_by_the_public_key_alone() {
    let shop = Shop::open();
    let ben = shop.staff();
    let mia = arrived(&ben, "Mia <b>\"é\"\\");
    let kit = record(&ben, &birth(&mia).with("name", "Kit"));
    refreshed(&shop);
    let text = ben.get(&format!("{kit}/certificate.txt")).body;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("certificate.txt");
    std::fs::write(&file, &text).unwrap();
    let key = seal_key().public().to_string();
    let (code, said) = run(&file, &["--key", &key]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("The certificate holds: every hash fits"), "{said}");
    assert!(said.contains("\nKit (Cat, ") && said.contains("\nIts mother Mia ") && said.contains("\nSeal 1 of "), "{said}");

    let (code, said) = run(&file, &[]);
    assert!(code == Some(1) && said.starts_with("There is no seal.key here"), "{said}");
    std::fs::write(folder.path().join("seal.key"), "5e".repeat(32)).unwrap();
    assert_eq!(run(&file, &[]).0, Some(0), "the installation's own key");
    let (code, said) = run(&file, &["--key", &"07".repeat(32)]);
    assert!(code == Some(1) && said.contains("its seal is signed with another key") && said.lines().count() == 1, "{said}");
    assert!(run(&file, &["--key", "mine"]).1.starts_with("The key makes no sense"));

    for (old, new, why) in [
        ("\"price\": 95.50", "\"price\": 15.50", "are not those that its hash stands for"),
        ("\"species\": \"Cat\"", "\"species\": \"Lion\"", "are not those that its hash stands for"),
        ("Hello! certificate", "Hello! Certificate", "it is no certificate"),
        ("\npets: 2\nevents: 2\n", "\npets: 3\nevents: 2\n", "its seal was changed"),
    ] {
        let changed = text.replacen(old, new, 1);
        assert_ne!(changed, text, "{old}");
        std::fs::write(&file, changed).unwrap();
        let (code, said) = run(&file, &["--key", &key]);
        assert!(code == Some(1) && said.contains(why) && said.lines().count() == 1, "{said}");
    }
    std::fs::write(&file, b"\xff").unwrap();
    assert_eq!(run(&file, &["--key", &key]).0, Some(1));
}
