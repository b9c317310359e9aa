//! The admin's page of integrity: seals to keep, and a verification whose end is shown and written down.

use super::super::day::{arrived, price_change, record};
use super::super::harness::{Answer, Shop, Visitor, seal_key};
use diesel::connection::SimpleConnection;
use hello::integrity::SignedSeal;
use hello::store::proof::seals;
use hello::store::state::snapshot;
use std::thread;
use std::time::Duration;

const PAGE: &str = "/admin/integrity";

fn sealed(shop: &Shop) -> SignedSeal {
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    shop.sql(seals::newest).unwrap()
}

/// Asks for a verification and waits for its end, as somebody does who looks again.
fn verified(ada: &Visitor, kept: &str) -> Answer {
    assert_eq!(ada.fill_in(PAGE, &[("seal", kept)]).location(), PAGE);
    ended(ada)
}

/// Looks again until nothing runs any more.
pub fn ended(ada: &Visitor) -> Answer {
    for _ in 0..400 {
        let page = ada.get(PAGE);
        if page.select("progress").is_empty() {
            return page;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("it never ended");
}

fn last_line(ada: &Visitor) -> String {
    ada.get("/admin/audit").select(".moment .said p:first-child").remove(0)
}

#[test]
fn a_whole_shop_is_told_with_its_counts_and_written_down() {
    let shop = Shop::open();
    let ada = shop.admin();
    assert_eq!(ada.get(PAGE).text(".empty h2"), "Nothing is sealed yet");
    let rex = arrived(&ada, "Rex");
    let seal = sealed(&shop);
    record(&ada, &price_change(&rex));
    let page = verified(&ada, &format!("\n{}\n", seal.file().replace('\n', "\r\n")));
    assert_eq!(page.text("#outcome"), "Everything is as it was recorded");
    let told = page.text(".notice.leaf p:not(.soft)");
    assert!(told.starts_with("1 pet with 2 events and 1 seal were checked, and not one fault was found."), "{told}");
    assert!(told.contains("The seals cover all but the newest 1 event. The seal 1 that was kept is among them."), "{told}");
    assert!(page.text(".notice.leaf p.soft").starts_with("Ada asked for it."), "{}", page.body);
    assert_eq!(last_line(&ada), "Ada had the books checked: no fault was found.");
}

#[test]
fn a_changed_event_is_told_with_the_way_to_it() {
    let shop = Shop::open();
    let ada = shop.admin();
    let rex = arrived(&ada, "Rex");
    sealed(&shop);
    let event = ada.get(&rex).attr(".timeline a[href^='/events/']", "href").remove(0);
    shop.sql(|conn| {
        Ok(conn.batch_execute(
            "ALTER TABLE pet_arrived_events DISABLE TRIGGER ALL; UPDATE pet_arrived_events SET price = 1;
             ALTER TABLE pet_arrived_events ENABLE TRIGGER ALL",
        )?)
    });
    let page = verified(&ada, "");
    assert_eq!(page.text("#outcome"), "Something does not fit");
    assert!(page.text(".faults li").starts_with("An event does not fit: version 1 of this pet was changed"), "{}", page.body);
    assert_eq!(page.attr(".faults a", "href"), [event.as_str()]);
    assert_eq!(ada.get(&event).status, 200, "the link leads somewhere");
    assert_eq!(last_line(&ada), "Ada had the books checked: 1 fault was found.");
}

#[test]
fn a_kept_seal_that_the_shop_does_not_have_is_a_fault() {
    let shop = Shop::open();
    let ada = shop.admin();
    arrived(&ada, "Rex");
    let mut later = sealed(&shop).seal;
    later.id = 2;
    let page = verified(&ada, &seal_key().sign(later).file());
    assert!(
        page.text(".faults li").starts_with("Seal 2 does not fit: the file is genuine, and the seal is not in the database"),
        "{}",
        page.body
    );
}

#[test]
fn what_is_no_seal_comes_back_as_it_was_pasted_and_starts_nothing() {
    let shop = Shop::open();
    let ada = shop.admin();
    let typed = "Hello! seal\nseal: 1 <script>";
    let page = ada.fill_in(PAGE, &[("seal", typed)]);
    assert_eq!(page.status, 422);
    assert!(page.field_error("seal").starts_with("Paste the whole text of a seal"));
    assert_eq!(page.text("#seal"), "Hello! seal seal: 1 <script>");
    assert!(ada.get(PAGE).select("#outcome, progress").is_empty());
}

#[test]
fn one_runs_at_a_time_and_shows_how_far_it_is() {
    let shop = Shop::with().config(|config| config.statement_timeout = Duration::from_secs(60)).open();
    let ada = shop.admin();
    arrived(&ada, "Rex");
    sealed(&shop);
    // What is read last of all waits.
    let mut other = shop.database.connect();
    other.batch_execute("BEGIN; LOCK TABLE customers").unwrap();
    assert_eq!(ada.post(PAGE, &[("seal", "")]).status, 303);
    let page = ada.get(PAGE);
    assert_eq!(page.attr("progress", "value"), ["99"]);
    assert!(page.text(".notice.sky").contains("99 %: 1 of 1 event checked."), "{}", page.text(".notice.sky"));
    assert_eq!(page.attr(".notice.sky", "hx-get"), [PAGE]);
    assert_eq!(page.attr(".notice.sky a", "href"), [PAGE], "without a script one looks again oneself");
    let fragment = ada.get_with(PAGE, &[("hx-request", "true"), ("hx-request-type", "partial")]);
    assert!(!fragment.body.contains("<html") && fragment.body.contains("<progress"));
    let kept = shop.sql(seals::newest).unwrap().file();
    let second = ada.post(PAGE, &[("seal", &kept)]);
    assert_eq!((second.status, second.text("#results .notice.amber h2").as_str()), (409, "The books are being checked already"));
    assert!(second.text("#seal").starts_with("Hello! seal"), "what was pasted stays");
    other.batch_execute("ROLLBACK").unwrap();
    assert_eq!(ended(&ada).text("#outcome"), "Everything is as it was recorded");
}

#[test]
fn it_takes_as_long_as_it_takes_whatever_a_request_may() {
    let shop = Shop::with().config(|config| config.statement_timeout = Duration::from_millis(1000)).open();
    let ada = shop.admin();
    arrived(&ada, "Rex");
    sealed(&shop);
    shop.sql(|conn| {
        Ok(conn.batch_execute(
            "ALTER TABLE stock_projection RENAME TO elsewhere;
             CREATE VIEW stock_projection AS SELECT elsewhere.* FROM elsewhere CROSS JOIN pg_sleep(2.5);
             GRANT SELECT ON stock_projection TO hello_app",
        )?)
    });
    assert_eq!(verified(&ada, "").text("#outcome"), "Everything is as it was recorded");
}

#[test]
fn a_seal_is_downloaded_to_the_byte_and_that_is_written_down() {
    let shop = Shop::open();
    let ada = shop.admin();
    arrived(&ada, "Rex");
    let seal = sealed(&shop);
    let link = ada.get(PAGE).attr("a[download]", "href").remove(0);
    let file = ada.get(&link);
    assert_eq!((file.status, file.body.as_str()), (200, seal.file().as_str()));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"hello-seal-1.txt\"");
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(last_line(&ada), "Ada took seal 1 away as a file.");
    for nothing in ["/admin/integrity/seals/2", "/admin/integrity/seals/0", "/admin/integrity/seals/x", "/admin/integrity?before=x"] {
        assert_eq!(ada.get(nothing).status, 404, "{nothing}");
    }
}

#[test]
fn many_seals_are_paged_both_ways() {
    let shop = Shop::open();
    let ada = shop.admin();
    for _ in 0..45 {
        sealed(&shop);
    }
    let (mut seen, mut path) = (Vec::new(), Some(PAGE.to_owned()));
    while let Some(here) = path {
        let page = ada.get(&here);
        seen.push(page.select("td.lead-cell"));
        path = page.attr("a[rel=next]", "href").into_iter().next();
        let back = page.attr("a[rel=prev]", "href").into_iter().next();
        assert_eq!(back.map(|back| ada.get(&back).select("td.lead-cell")), seen.len().checked_sub(2).map(|before| seen[before].clone()));
    }
    assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 5]);
    assert_eq!(seen.concat(), (1..=45).rev().map(|id| format!("Seal {id}")).collect::<Vec<_>>());
}
