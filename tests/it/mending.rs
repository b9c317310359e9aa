//! Mistakes mended in the open: what is taken back counts nowhere and stands everywhere in the history.

use super::day::{self, Form, arrival, arrived, birth, events, find, loss, price_change, record, retraction, sale};
use super::harness::{Answer, Shop, Visitor, seal_key};
use chrono::TimeDelta;
use hello::shop::PetId;
use hello::store::log::history;
use hello::store::people::accounts::Role;
use hello::store::state::snapshot;
use std::thread;

/// The address of a pet's latest event, as its page names it.
fn latest_event(visitor: &Visitor, pet: &str) -> String {
    visitor.get(pet).attr(".timeline a[data-row]", "href").remove(0)
}

fn actions(page: &Answer) -> Vec<String> {
    page.select(".actions a")
}

#[test]
fn a_sale_is_taken_back_in_the_open_and_counts_no_longer() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = record(&ben, &sale(&arrived(&ben, "Rex")));
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let sold = latest_event(&ben, &rex);
    assert_eq!(actions(&ben.get(&rex)), ["Has come back", "Sold by mistake?"]);

    let form = ben.get(&format!("{rex}/retraction"));
    assert_eq!((form.status, form.text("h1").as_str()), (200, "Take back the sale of Rex"));
    let rows = form.select(".change tbody tr");
    assert_eq!(rows[0], "StatusSoldAvailable changed");
    assert!(rows.iter().any(|row| row.starts_with("Price135.00") && !row.contains("changed")), "{rows:?}");
    assert!(rows.iter().any(|row| row == "Lives withMrs Lang– changed"), "{rows:?}");

    let before = events(&shop);
    let asked = retraction(&rex).with("confirm", "").send(&ben);
    assert_eq!((asked.status, asked.text("h1").as_str()), (200, "Take back the sale of Rex?"));
    assert!(asked.text("dl .quote").contains("the wrong pet"));
    assert_eq!(events(&shop), before, "nothing is recorded yet");
    let changed = Form::new(format!("{rex}/retraction"), &[("confirm", "no")]).send_with(&ben, &asked.hidden_fields());
    assert_eq!((changed.status, changed.select("textarea[name=reason]")), (200, vec!["the wrong pet".to_owned()]));
    let confirmed = Form::new(format!("{rex}/retraction"), &[("confirm", "yes")]).send_with(&ben, &asked.hidden_fields());
    assert_eq!((confirmed.status, confirmed.location()), (303, rex.as_str()));
    assert_eq!(events(&shop), before + 1);

    let page = ben.get(&rex);
    assert!(page.select(".badge").contains(&"Available".to_owned()));
    assert_eq!(page.select(".timeline s"), ["Went home with Mrs Lang for 120.50 €"]);
    let story = page.select(".timeline li");
    assert!(story[0].starts_with("Taken back the sale: the wrong pet"), "{story:?}");
    assert!(story[1].starts_with("Taken back: Went home") && story[1].contains("Taken back by Ben, "), "{story:?}");
    let retracted = latest_event(&ben, &rex);
    assert!(page.attr(".timeline s ~ * a, .said a", "href").contains(&retracted), "the sale leads to what took it back");
    assert!(ben.get(&sold).attr("main a", "href").contains(&retracted) && ben.get(&retracted).attr("main a", "href").contains(&sold));
    let log = ben.get("/events");
    assert_eq!(log.select(".timeline s"), ["Rex went home with Mrs Lang for 120.50 €"]);

    assert_eq!(ben.get("/pets?status=sold").select("a.name"), Vec::<String>::new());
    assert_eq!(ben.get("/pets?status=available").select("a.name"), ["Rex"]);
    let customer = ben.get("/customers").attr("a.name", "href").remove(0);
    assert!(ben.get(&customer).body.contains("Has no pet from here."));
    let today = shop.clock.now().with_timezone(&shop.config.time_zone).date_naive();
    let trade = shop.sql(move |conn| hello::store::state::figures::trade(conn, hello::store::When::Now, today, today));
    assert_eq!((trade.sold, trade.takings), (0, 0.into()));
    record(&ben, &sale(&rex).with("customer_name", "Mr Kurz"));
    assert_eq!(ben.get("/pets?status=sold").select("a.name"), ["Rex"], "and it can be sold anew");
}

#[test]
fn staff_take_back_their_own_on_the_same_day_and_an_admin_anything() {
    let shop = Shop::open();
    let (ben, ada) = (shop.account("Ben", Role::Staff), shop.account("Ada", Role::Admin));
    let eve = shop.signed_in(shop.account("Eve", Role::Staff));
    let ben_today = shop.signed_in(ben);
    let pet = arrived(&ben_today, "Rex");
    let hidden = ben_today.get(&format!("{pet}/retraction")).hidden_fields();
    let refused = |visitor: &Visitor| {
        assert!(!actions(&visitor.get(&pet)).contains(&"Take back".to_owned()));
        let page = visitor.get(&format!("{pet}/retraction"));
        assert!(page.status == 200 && page.body.contains("Ask an admin to take this back"), "{}", page.body);
        assert!(page.select("textarea").is_empty());
        for confirm in ["", "yes"] {
            let answer = retraction(&pet).with("confirm", confirm).send_with(visitor, &hidden);
            assert!(answer.status == 409 && answer.body.contains("Ask an admin to take this back"), "{}", answer.body);
        }
        assert_eq!(events(&shop), 1);
    };
    refused(&eve);
    assert!(actions(&ben_today.get(&pet)).contains(&"Take back".to_owned()));
    shop.clock.advance(TimeDelta::days(1));
    refused(&shop.signed_in(ben));
    record(&shop.signed_in(ada), &retraction(&pet));
}

#[test]
fn an_arrival_with_young_stays_until_their_births_are_taken_back() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let opened = ben.get(&format!("{bella}/retraction")).hidden_fields();
    let kit = record(&ben, &birth(&bella));
    for answer in [ben.get(&format!("{bella}/retraction")), retraction(&bella).send_with(&ben, &opened)] {
        assert!(matches!(answer.status, 200 | 409) && answer.body.contains("Bella has had young since"), "{}", answer.body);
    }
    record(&ben, &retraction(&kit));
    let mother = ben.get(&bella);
    assert!(!mother.body.contains("Gave birth") && !mother.body.contains("Kit"), "the mother's story forgets the birth");
    record(&ben, &retraction(&bella));

    let page = ben.get(&bella);
    assert_eq!((page.status, page.text("h1").as_str()), (200, "Bella"));
    assert!(page.body.contains("is left out of every list") && page.select(".timeline s").len() == 1);
    assert!(actions(&page).is_empty() && page.select("main .button").is_empty());
    assert_eq!(ben.get("/pets").select("a.name"), Vec::<String>::new());
    assert_eq!(ben.get("/").select(".figure .number"), ["0", "0", "0", "0"], "in the store, lost, sold, born");
    assert!(ben.get("/pets/birth").select(".choice input").is_empty());
    assert_eq!(ben.get("/events").select(".timeline li").len(), 4, "the log keeps all of it");
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM pets_state")), 0);

    for form in [sale(&bella), loss(&bella), price_change(&bella), find(&bella), retraction(&bella)] {
        let shown = ben.get(&form.path);
        assert!(shown.status == 200 && shown.body.contains("Bella was taken out of the books on"), "{}", shown.body);
        let hidden = [("form_key", uuid::Uuid::new_v4().to_string()), ("expected_version", "2".to_owned())];
        let event = [("retracted_event_id", uuid::Uuid::new_v4().to_string())];
        let hidden: Vec<_> = hidden.into_iter().chain(event).map(|(name, value)| (name.to_owned(), value)).collect();
        let answer = form.send_with(&ben, &hidden);
        assert!(answer.status == 409 && answer.body.contains("Bella was taken out of the books on"), "{} {}", form.path, answer.body);
    }
    let answer = birth(&bella).send(&ben);
    assert_eq!((answer.status, answer.field_error("mother_id").as_str()), (422, "Choose a mother from the list"));
    assert_eq!(events(&shop), 4);
}

#[test]
fn somebody_who_was_faster_is_named_and_what_would_now_be_taken_back_is_shown() {
    let shop = Shop::open();
    let (ben, ada) = (shop.staff(), shop.admin());
    let pet = record(&ben, &price_change(&arrived(&ben, "Rex")));
    let opened = ada.get(&format!("{pet}/retraction")).hidden_fields();
    record(&ben, &loss(&pet));
    let answer = retraction(&pet).send_with(&ada, &opened);
    assert_eq!(answer.status, 409, "{}", answer.body);
    assert!(answer.text("main .notice ul").starts_with("Ben reported Rex lost"), "{}", answer.text("main .notice ul"));
    assert_eq!(
        (answer.text("h1").as_str(), answer.select("textarea[name=reason]")),
        ("Take back the loss of Rex", vec!["the wrong pet".into()])
    );
    let forged: Vec<_> = answer
        .hidden_fields()
        .into_iter()
        .map(|(name, value)| if name == "retracted_event_id" { (name, uuid::Uuid::new_v4().to_string()) } else { (name, value) })
        .collect();
    let refused = retraction(&pet).send_with(&ada, &forged);
    assert_eq!(
        (refused.status, refused.field_error("retracted_event_id").as_str()),
        (422, "Only the latest thing that happened to Rex can be taken back")
    );
    assert_eq!(retraction(&pet).send_with(&ada, &answer.hidden_fields()).status, 303);

    let opened = ben.get(&format!("{pet}/sale")).hidden_fields();
    record(&ada, &retraction(&pet));
    let told = sale(&pet).send_with(&ben, &opened);
    assert_eq!((told.status, told.value("customer_name").as_str()), (409, "Mrs Lang"));
    assert!(told.text("main .notice ul").starts_with("Ada took back the price change of Rex"), "{}", told.text("main .notice ul"));
    assert_eq!(ben.get(&pet).select(".price strong"), ["135.00 €"]);
}

#[test]
fn of_a_retraction_and_a_sale_at_once_one_wins_and_the_story_stays_possible() {
    let shop = Shop::open();
    let (ben, ada) = (shop.staff(), shop.admin());
    for round in 0..12 {
        let pet = record(&ben, &price_change(&arrived(&ben, "Rex")));
        let (back, sold) = (retraction(&pet), sale(&pet));
        let hidden = (ada.get(&back.path).hidden_fields(), ben.get(&sold.path).hidden_fields());
        let (one, other) = (same(&shop, &ada), same(&shop, &ben));
        let answers = at_once(move || back.send_with(&one, &hidden.0).status, move || sold.send_with(&other, &hidden.1).status);
        assert!(matches!(answers, (303, 409) | (409, 303)), "{answers:?} in round {round}");
        possible(&shop, &pet);
    }
}

#[test]
fn of_a_birth_and_the_retraction_of_its_mothers_arrival_at_once_one_wins() {
    let shop = Shop::open();
    let (ben, ada) = (shop.staff(), shop.admin());
    for round in 0..12 {
        let mother = record(&ben, &arrival().with("name", "Bella"));
        let (back, born) = (retraction(&mother), birth(&mother));
        let hidden = (ada.get(&back.path).hidden_fields(), ben.get(&born.path).hidden_fields());
        let (one, other) = (same(&shop, &ada), same(&shop, &ben));
        let answers = at_once(move || back.send_with(&one, &hidden.0).status, move || born.send_with(&other, &hidden.1).status);
        assert!(matches!(answers, (303, 422) | (409, 303)), "{answers:?} in round {round}");
        possible(&shop, &mother);
    }
    let orphans = "SELECT count(*) AS n FROM pets_state AS young WHERE mother_id IS NOT NULL AND NOT EXISTS (SELECT FROM pets_state WHERE id = young.mother_id)";
    assert_eq!(shop.sql(|conn| day::count(conn, orphans)), 0, "nobody's mother is gone");
}

/// The same visitor, for a thread of its own.
fn same(shop: &Shop, visitor: &Visitor) -> Visitor {
    Visitor::new(shop, visitor.cookie().as_deref())
}

fn at_once<T: Send>(one: impl FnOnce() -> T + Send, other: impl FnOnce() -> T + Send) -> (T, T) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = scope.spawn(other);
        (one.join().unwrap(), other.join().unwrap())
    })
}

fn possible(shop: &Shop, pet: &str) {
    let id = PetId(pet.trim_start_matches("/pets/").parse().unwrap());
    let story = shop.sql(move |conn| history::of_pet(conn, id)).unwrap().events;
    hello::shop::History::of(&story).unwrap();
}
