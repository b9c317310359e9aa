//! Two people at once: one records, the other sees it.

use super::{Script, Tab};
use crate::{
    day::{arrived, loss, price_change, record, sale},
    harness::{Shop, Visitor},
};
use hello::store::{Limits, Readers};
use std::time::{Duration, Instant};

#[test]
fn an_open_story_gains_what_a_colleague_records_within_a_second() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let rex = arrived(&ben, "Rex");
    let Some(tab) = Tab::of(&shop, &ada, Script::On) else { return };
    tab.goes_to(&rex);
    // The stream is open once the first of them has come.
    record(&ben, &price_change(&rex));
    tab.has(".timeline > li[data-fresh]");

    record(&ben, &loss(&rex));
    let recorded = Instant::now();
    tab.until("the loss on top", "document.querySelector('.timeline > li[data-fresh] .said').textContent.includes('Lost')");
    assert!(recorded.elapsed() < Duration::from_secs(1), "{:?}", recorded.elapsed());
    assert_eq!(tab.count(".timeline > li[data-fresh]"), 2);
    tab.until("the new actions", "document.querySelector('.actions').textContent.includes('Found again')");
    tab.until("words for those who listen", "document.getElementById('said').textContent.startsWith('Rex: Lost')");
    tab.never_complained();
}

#[test]
fn after_the_shop_was_closed_in_between_an_open_page_misses_nothing() {
    let mut shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let rex = arrived(&ben, "Rex");
    let Some(tab) = Tab::of(&shop, &ada, Script::On) else { return };
    tab.goes_to(&rex);
    shop.reopen(|_| {});
    // The connection that was kept open is gone with the shop.
    let ben = Visitor::new(&shop, ben.cookie().as_deref());
    record(&ben, &loss(&rex));
    tab.until("the loss", "document.querySelector('.timeline > li[data-fresh] .said')?.textContent.includes('Lost')");
    assert_eq!(tab.count(".timeline > li"), 2);
}

#[test]
fn a_browser_keeps_how_far_the_shop_had_come_with_the_news_where_pages_are_read_elsewhere() {
    let limits = Limits { pool_size: 1, pool_wait: Duration::from_millis(100), statement_timeout: Duration::from_secs(1) };
    let nobody = Readers::new(&["postgres://127.0.0.1:1/hello".to_owned()], limits, Duration::from_secs(10));
    let shop = Shop::with().state(|state| state.store = state.store.clone().with_readers(nobody)).open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let Some(tab) = Tab::of(&shop, &ada, Script::On) else { return };
    tab.goes_to("/pets");
    arrived(&ben, "Rex");
    tab.until("a cookie that says so", r"/hello-told=\d+/.test(document.cookie)");
    tab.never_complained();
}

#[test]
fn a_list_offers_what_is_new_and_moves_nothing() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let rex = arrived(&ben, "Rex");
    let Some(tab) = Tab::of(&shop, &ada, Script::On) else { return };
    tab.goes_to("/pets");
    record(&ben, &price_change(&rex));
    tab.reads("1 change – show");
    arrived(&ben, "Coco");
    tab.reads("2 changes – show");
    assert_eq!(tab.count("a.name"), 1);
    tab.until_new(|| tab.clicks(".live-bar"));
    tab.reads("Coco");
    assert_eq!((tab.count("a.name"), tab.count(".live-bar")), (2, 0));
    tab.never_complained();
}

#[test]
fn a_form_says_that_its_pet_has_changed_and_keeps_what_was_typed() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let rex = arrived(&ben, "Rex");
    let Some(tab) = Tab::of(&shop, &ada, Script::On) else { return };
    tab.goes_to(&format!("{rex}/price-change"));
    tab.fills("New price", "77");
    record(&ben, &sale(&rex));
    tab.reads("Ben sold Rex to Mrs Lang");
    assert_eq!(tab.value("New price"), "77");
    tab.never_complained();
}

#[test]
fn the_form_of_a_birth_says_that_the_chosen_mother_has_changed() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let (bella, coco) = (arrived(&ben, "Bella"), arrived(&ben, "Coco"));
    let Some(tab) = Tab::of(&shop, &ada, Script::On) else { return };
    tab.goes_to(&format!("/pets/birth?mother_id={}", bella.trim_start_matches("/pets/")));
    tab.fills("The young one’s name", "Kit");
    record(&ben, &loss(&coco));
    record(&ben, &sale(&bella));
    tab.reads("Ben sold Bella to Mrs Lang");
    assert_eq!(tab.ask("document.querySelector('.live-note').textContent.includes('Coco')"), false, "who is not chosen matters to nobody");
    assert_eq!(tab.value("The young one’s name"), "Kit");
    tab.never_complained();
}

#[test]
fn without_javascript_a_page_stays_as_it_was_loaded() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let rex = arrived(&ben, "Rex");
    let Some(tab) = Tab::of(&shop, &ada, Script::Off) else { return };
    tab.goes_to(&rex);
    record(&ben, &loss(&rex));
    assert_eq!((tab.count(".timeline > li"), tab.count("[data-fresh]")), (1, 0));
    tab.reloads();
    assert_eq!(tab.count(".timeline > li"), 2);
}

#[test]
fn under_a_path_of_its_host_pages_follow_and_forms_are_sent_as_at_its_root() {
    let shop = Shop::with().config(|config| config.path = Some("/shop".to_owned())).open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let rex = arrived(&ben, "Rex");
    let Some(tab) = Tab::of(&shop, &ada, Script::On) else { return };
    tab.goes_to(&rex);
    record(&ben, &price_change(&rex));
    tab.has(".timeline > li[data-fresh]");
    assert_eq!(tab.count(".timeline > li[data-fresh]"), 1, "what was there before is not news");
    tab.goes_to(&format!("{rex}/price-change"));
    tab.fills("New price", "77");
    tab.clicks("main form.form .button.main");
    tab.until(
        "the page of the pet",
        &format!("location.pathname === {rex:?} && document.querySelector('.timeline').textContent.includes('77')"),
    );
    tab.clicks("a.brand");
    tab.is_at("/shop/");
    tab.goes_to(&format!("{rex}/price-change"));
    record(&ben, &sale(&rex));
    tab.reads("Ben sold Rex to Mrs Lang");
    tab.never_complained();
}
