//! A customer is forgotten: name and contacts are gone from the database, and every sale stays.

use crate::{
    browser::midst::{arrival, sale},
    day,
    harness::{Database, Shop, Visitor, data_dump},
};
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl};
use hello::shop::EventKind;
use hello::store::people::accounts::Role;
use std::thread;

const EMAIL: &str = "lang@forgotten.example";
const PHONE: &str = "+43 1 555 0199";

/// A shop in which Mrs Lang took Tom home, seen by Ada and by Ben, and her page.
fn with_mrs_lang() -> (Shop, Visitor, Visitor, String) {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let tom = arrival(&ben, "Tom", "Tortoise", "40");
    let fields =
        [("customer_name", "Mrs Lang"), ("customer_email", EMAIL), ("customer_phone", PHONE), ("sale_price", "38"), ("confirm", "yes")];
    assert_eq!(ben.fill_in(&format!("{tom}/sale"), &fields).status, 303);
    let page = ada.get("/customers?q=Lang").attr("main a[href^='/customers/']", "href").remove(0);
    (shop, ada, ben, page)
}

#[test]
fn a_dry_run_shows_what_goes_and_what_stays_and_does_nothing() {
    let (_shop, ada, ben, page) = with_mrs_lang();
    let rex = arrival(&ben, "Rex", "Dog", "250");
    let note = [("last_seen_location", "the garden of MRS LANG"), ("note", "she is not at home, +43 (1) 23 45 67")];
    assert_eq!(ben.fill_in(&format!("{rex}/loss"), &note).status, 303);

    let asked = ada.get(&format!("{page}/forgetting"));
    assert_eq!(asked.text("h1"), "Forget Mrs Lang?");
    assert_eq!(asked.select("section[aria-labelledby=goes] dd"), ["Mrs Lang", EMAIL, PHONE]);
    assert!(asked.text("section[aria-labelledby=stays]").contains("1 sale, with pet, price and day"));
    assert!(asked.text("section[aria-labelledby=cannot]").contains("the garden of MRS LANG"), "honestly: this stays");
    assert_eq!(asked.attr("section[aria-labelledby=cannot] a.pet", "href"), [rex]);
    assert_eq!(ada.post(&format!("{page}/forgetting"), &[]).status, 422, "a form without a key is not one of ours");
    assert_eq!(ada.get(&page).text("h1"), "Mrs Lang", "nothing has happened");
}

#[test]
fn afterwards_name_and_contacts_are_nowhere_in_the_database() {
    let (shop, ada, ben, page) = with_mrs_lang();
    ada.get("/search?q=Mrs+Lang");
    let before = data_dump(&shop.database.url);
    let answer = ada.fill_in(&format!("{page}/forgetting"), &[]);
    assert_eq!((answer.status, answer.location()), (303, page.as_str()));
    if let (Some(before), Some(after)) = (before, data_dump(&shop.database.url)) {
        for secret in ["Mrs Lang", EMAIL, PHONE] {
            assert!(before.contains(secret) && !after.contains(secret), "{secret}");
        }
    }
    let shown = ben.get(&page);
    assert_eq!(shown.text("h1"), "A forgotten customer");
    assert!(shown.text("main .notice").contains("Ada saw to it"));
    assert_eq!(shown.select("aside[aria-label^='How to reach']").len(), 0);
    assert!(
        ada.get("/admin/audit?what=customer_forgotten").text(".moment .said p:first-child").starts_with("Ada had a customer forgotten")
    );
}

#[test]
fn neither_old_versions_of_the_row_nor_the_planners_samples_keep_a_name() {
    let (shop, ..) = with_mrs_lang();
    shop.database.connect().batch_execute("VACUUM (ANALYZE) customers").unwrap();
    let sampled = "SELECT count(*) AS n FROM pg_stats
                   WHERE (tablename = 'customers' AND attname IN ('name', 'email', 'phone')) OR tablename LIKE 'customers\\_by\\_%' AND attname <> 'id'";
    assert_eq!(shop.sql(|conn| day::count(conn, sampled)), 0);
    let prompt = "SELECT count(*) AS n FROM pg_class
                  WHERE relname = 'customers' AND reloptions @> '{autovacuum_vacuum_threshold=0,autovacuum_vacuum_scale_factor=0}'";
    assert_eq!(shop.sql(|conn| day::count(conn, prompt)), 1, "vacuumed at the first chance");
}

#[test]
fn every_sale_figure_and_story_stays_and_says_a_forgotten_customer() {
    let (_shop, ada, ben, page) = with_mrs_lang();
    let tom = ada.get(&page).attr("a.pet", "href").remove(0);
    let today = ada.get("/").select(".figures, .figure, main dd");
    assert_eq!(ada.fill_in(&format!("{page}/forgetting"), &[]).status, 303);
    assert_eq!(ada.get("/").select(".figures, .figure, main dd"), today);
    let shown = ada.get(&page);
    assert!(shown.text(".page-head").contains("Took 1 pet home for 38.00"), "{}", shown.text(".page-head"));
    for path in [tom.as_str(), "/events?type=PetSold", "/"] {
        let page = ben.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("a forgotten customer") && !page.body.contains("Lang"), "{path}");
    }
    let event = ben.get("/events?type=PetSold").attr("a[data-row]", "href").remove(0);
    assert!(ben.get(&event).body.contains("a forgotten customer"));
    assert!(ben.get(&format!("{tom}/retraction")).body.contains("a forgotten customer"), "a sale can still be taken back");
}

#[test]
fn a_forgotten_customer_is_found_by_nobody_and_chosen_for_nothing() {
    let (_shop, ada, ben, page) = with_mrs_lang();
    let rex = arrival(&ben, "Rex", "Dog", "250");
    assert_eq!(ada.fill_in(&format!("{page}/forgetting"), &[]).status, 303);
    let id = page.rsplit('/').next().unwrap();
    for path in ["/customers", "/customers?q=Lang", "/customers?q=forgotten", "/search?q=Lang", "/search?q=5550199"] {
        assert!(!ben.get(path).body.contains(id), "{path}");
    }
    let form = format!("{rex}/sale");
    for search in ["Lang", "forgotten"] {
        assert!(
            !ben.fill_in(&form, &[("customer_name", search), ("customer_id", id), ("search", "1")])
                .select("label")
                .join(" ")
                .contains("forgotten")
        );
    }
    for confirm in ["", "yes"] {
        let refused = ben.fill_in(&form, &[("customer_id", id), ("sale_price", "250"), ("confirm", confirm)]);
        assert_eq!(refused.status, 422, "{confirm}");
        assert_eq!(refused.field_error("customer_id"), "Choose a customer from the list");
    }
    sale(&ben, &rex, "Mrs Lang", "250");
    assert_ne!(ada.get("/customers?q=Lang").attr("main a[href^='/customers/']", "href"), [page], "somebody new");
}

#[test]
fn a_telephone_is_found_in_the_log_and_in_what_was_not_sent_however_it_is_written() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    for (n, (known, typed)) in [
        ("+43 (0)1 555 0199", "ring +43 (0)1 555 0199"),
        ("+43 (0)1 555 0299", "+43 1 5550299 in the evening"),
        ("+43 1 555 0399", "at +43 (0)1/555-0399"),
        ("+43 1 555 0499", "2 boxes, 0043 1 555 0499"),
        ("01 555 0599", "(01) 555.0599, not before 9"),
    ]
    .into_iter()
    .enumerate()
    {
        let pet = arrival(&ben, &format!("Rex {n}"), "Dog", "250");
        let buyer = [("customer_name", &*format!("Buyer {n}")), ("customer_phone", known), ("sale_price", "250"), ("confirm", "yes")];
        assert_eq!(ben.fill_in(&format!("{pet}/sale"), &buyer).status, 303);
        let page = ben.get(&pet).attr("main a[href^='/customers/']", "href").remove(0);
        let other = arrival(&ben, &format!("Tom {n}"), "Dog", "250");
        assert_eq!(ben.fill_in(&format!("{other}/loss"), &[("last_seen_location", "the park"), ("note", typed)]).status, 303);
        assert!(ada.get(&format!("{page}/forgetting")).body.contains(typed), "{known} in {typed:?}");

        let mut unsent: Vec<_> = ben.get("/pets/arrival").hidden_fields();
        unsent.push(("note".to_owned(), typed.to_owned()));
        let fields: Vec<_> = unsent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(shop.visitor().post("/pets/arrival", &fields).location().ends_with("unsent=kept"));
        assert_eq!(ada.fill_in(&format!("{page}/forgetting"), &[]).status, 303);
        assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM unsent_forms")), 0, "{known} in {typed:?}");
    }
}

#[test]
fn whoever_bought_something_meanwhile_is_looked_at_again() {
    let (shop, ada, ben, page) = with_mrs_lang();
    let path = format!("{page}/forgetting");
    let form = ada.get(&path).hidden_fields();
    let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let rex = arrival(&ben, "Rex", "Dog", "250");
    let id = page.rsplit('/').next().unwrap();
    assert_eq!(ben.fill_in(&format!("{rex}/sale"), &[("customer_id", id), ("sale_price", "250"), ("confirm", "yes")]).status, 303);

    let stale = ada.post(&path, &fields);
    assert_eq!(stale.status, 409);
    assert!(stale.text("main .notice h2").contains("Mrs Lang was here since you looked"));
    assert!(stale.text("section[aria-labelledby=stays]").contains("2 sales"));
    assert_eq!(ada.get(&page).text("h1"), "Mrs Lang");
    let again: Vec<_> = stale.hidden_fields();
    let again: Vec<_> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(ada.post(&path, &again).status, 303);
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM customers WHERE name IS NULL")), 1);
}

#[test]
fn twice_and_many_at_once_is_once_with_the_same_answer() {
    let (shop, ada, _ben, page) = with_mrs_lang();
    let path = format!("{page}/forgetting");
    let form = ada.get(&path).hidden_fields();
    let eve = shop.account("Eve", Role::Admin);
    let answers: Vec<(u16, String)> = thread::scope(|scope| {
        let posts: Vec<_> = (0..8)
            .map(|_| {
                let visitor = shop.signed_in(eve);
                let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let path = &path;
                scope.spawn(move || {
                    let answer = visitor.post(path, &fields);
                    (answer.status, answer.location().to_owned())
                })
            })
            .collect();
        posts.into_iter().map(|post| post.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|answer| *answer == (303, page.clone())), "{answers:?}");
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM audit_log WHERE what = 'customer_forgotten'")), 1);
    assert_eq!(ada.get(&path).location(), page, "there is nothing left to ask");
}

#[test]
fn only_an_admin_forgets_and_only_somebody_who_is_there() {
    let (_shop, ada, ben, page) = with_mrs_lang();
    let path = format!("{page}/forgetting");
    assert_eq!((ben.get(&path).status, ben.post(&path, &[]).status), (403, 403));
    assert!(!ben.get(&page).body.contains("/forgetting") && ada.get(&page).body.contains("/forgetting"));
    let nobody = "/customers/01890000-0000-7000-8000-000000000000/forgetting";
    let key = uuid::Uuid::now_v7().to_string();
    assert_eq!((ada.get(nobody).status, ada.post(nobody, &[("form_key", key.as_str())]).status), (404, 404));
}

#[test]
fn the_database_itself_keeps_no_name_beside_a_forgetting() {
    let (shop, ada, _ben, page) = with_mrs_lang();
    assert_eq!(ada.fill_in(&format!("{page}/forgetting"), &[]).status, 303);
    for change in ["name = 'Mrs Lang'", "email = 'lang@forgotten.example'", "forgotten_at = NULL"] {
        assert!(shop.database.connect().batch_execute(&format!("UPDATE customers SET {change}")).is_err(), "{change}");
    }
}

#[test]
fn no_word_that_can_be_typed_into_an_event_is_left_out_of_the_dry_run() {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let database = Database::migrated();
    let tables: Vec<_> = EventKind::ALL.iter().map(|kind| format!("'{}'", kind.table())).collect();
    let query = format!(
        "SELECT table_name || '.' || column_name AS line FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name IN ({}) AND data_type = 'text' AND column_name <> 'event_type' ORDER BY 1",
        tables.join(", ")
    );
    let words: Vec<Line> = diesel::sql_query(query).load(&mut database.connect()).unwrap();
    assert_eq!(
        words.iter().map(|words| words.line.as_str()).collect::<Vec<_>>(),
        [
            "event_retracted_events.reason",
            "pet_arrived_events.name",
            "pet_arrived_events.species",
            "pet_born_events.name",
            "pet_born_events.species",
            "pet_found_again_events.found_location",
            "pet_lost_events.last_seen_location",
            "pet_named_events.new_name",
            "pet_named_events.old_name",
            "pet_returned_events.reason",
        ],
        "store/forgetting.rs looks through all of them"
    );
}
