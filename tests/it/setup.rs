//! The first admin, by the link that the server printed.

use crate::day;
use crate::harness::Shop;
use hello::shop::{AccountId, Currency};
use hello::store::people::accounts;
use hello::store::people::accounts::{NewAccount, Role};
use std::thread;

const ADA: [(&str, &str); 3] = [("name", "Ada"), ("password", "seven grey parrots"), ("password_again", "seven grey parrots")];

#[test]
fn the_link_makes_the_first_admin_once() {
    let shop = Shop::open();
    let link = shop.setup_link();
    let ada = shop.visitor();
    assert!(ada.get("/login").body.contains("Nobody can sign in yet"));
    assert_eq!(ada.get(&link).text("h1"), "Open the shop");
    let answer = ada.fill_in(&link, &ADA);
    assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
    assert_eq!(ada.get("/admin/accounts").status, 200, "signed in, as an admin");

    let late = shop.visitor();
    assert_eq!(late.get(&link).location(), "/login");
    assert_eq!(late.post(&link, &ADA).location(), "/login");
    assert_eq!(shop.sql(accounts::all).len(), 1);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let shop = Shop::open();
    let link = shop.setup_link();
    let answer = shop.visitor().fill_in(&link, &[("name", ""), ("password", "")]);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.field_error("name"), "Enter a name, like Ada");
    assert_eq!(answer.field_error("password"), "Enter a password");
    let own =
        shop.visitor().fill_in(&link, &[("name", "Ada Lovelace"), ("password", "adalovelace1815"), ("password_again", "adalovelace1815")]);
    assert_eq!(own.field_error("password"), "Choose another password; this one is among the first that somebody would try");
    assert_eq!(own.value("name"), "Ada Lovelace");
}

#[test]
fn without_the_link_nobody_sets_up_anything() {
    let shop = Shop::open();
    let _unused = shop.setup_link();
    let eve = shop.visitor();
    for path in ["/setup", "/setup?token=", "/setup?token=guess", &format!("/setup?token={}", "0".repeat(64))] {
        let page = eve.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("This is not the set-up link") && page.select("main form").is_empty());
        assert_eq!(eve.post(path, &ADA).status, 403, "{path}");
    }
    assert!(shop.sql(accounts::all).is_empty());
}

#[test]
fn of_many_who_come_at_once_one_succeeds() {
    let shop = Shop::open();
    let links: Vec<String> = (0..3).map(|_| shop.setup_link()).collect();
    thread::scope(|scope| {
        for (number, link) in links.iter().enumerate() {
            let shop = &shop;
            scope.spawn(move || {
                let name = format!("Ada {number}");
                let answer = shop.visitor().post(link, &[("name", name.as_str()), ADA[1], ADA[2]]);
                assert_eq!(answer.status, 303);
            });
        }
    });
    assert_eq!(shop.sql(accounts::all).len(), 1);
}

#[test]
fn colleagues_who_cannot_sign_in_do_not_close_the_set_up() {
    let shop = Shop::open();
    let invented = NewAccount { id: AccountId(uuid::Uuid::now_v7()), name: "Ivo".into(), role: Role::Staff, password_hash: None };
    shop.sql(|conn| accounts::add(conn, &invented));
    let link = shop.setup_link();
    assert_eq!(shop.visitor().fill_in(&link, &ADA).status, 303);
    assert_eq!(shop.visitor().post("/login", &[("name", "Ivo"), ("password", "nobody has this password")]).status, 422);
}

#[test]
fn an_example_shop_is_offered_where_there_is_one() {
    let without = Shop::open();
    assert!(without.visitor().get(&without.setup_link()).select("#example").is_empty());

    let with = Shop::with()
        .state(|state| {
            state.example = Some(|state, _| {
                state.store.run_blocking(|conn| {
                    accounts::add(
                        conn,
                        &NewAccount { id: AccountId(uuid::Uuid::now_v7()), name: "Example".into(), role: Role::Staff, password_hash: None },
                    )
                })
            })
        })
        .open();
    let link = with.setup_link();
    assert_eq!(with.visitor().get(&link).select("#example").len(), 1);
    assert_eq!(with.visitor().fill_in(&link, &[ADA[0], ADA[1], ADA[2], ("example", "yes")]).status, 303);
    assert_eq!(with.sql(accounts::all).len(), 2);
}

#[test]
fn the_owner_says_what_the_shop_is_called_and_can_change_it() {
    let shop = Shop::open();
    let link = shop.setup_link();
    let owner = shop.visitor();
    let long = "x".repeat(61);
    let refused = owner.fill_in(&link, &[ADA[0], ADA[1], ADA[2], ("shop", &long)]);
    assert_eq!((refused.status, refused.field_error("shop").as_str()), (422, "Shorten the shop’s name to 60 characters"));
    assert_eq!(refused.value("shop"), long, "what was typed is still there");
    let made = owner.fill_in(&link, &[ADA[0], ADA[1], ADA[2], ("shop", " The  Ark ")]);
    assert_eq!(made.status, 303, "{}", made.body);
    let ada = shop.visitor();
    assert_eq!(ada.post("/login", &[ADA[0], ADA[1]]).status, 303);
    let first = ada.get("/");
    assert_eq!((first.text(".brand").as_str(), first.title().as_str()), ("The Ark", "Today – The Ark"));
    assert_eq!(ada.fill_in("/admin/shop", &[("shop", " ")]).field_error("shop"), "Enter the shop’s name");
    assert_eq!(ada.fill_in("/admin/shop", &[("shop", "Noah & <Daughters>")]).location(), "/admin/shop?changed=yes");
    let page = ada.get("/admin/shop?changed=yes");
    assert_eq!((page.text(".brand").as_str(), page.value("shop").as_str()), ("Noah & <Daughters>", "Noah & <Daughters>"));
    assert_eq!(shop.visitor().get("/login").text(".brand"), "Hello!", "in front of the door nobody learns it");
}

#[test]
fn time_zone_and_currency_are_guessed_asked_and_changeable_and_all_that_prints_a_day_or_money_follows() {
    let shop = Shop::open();
    let link = shop.setup_link();
    let owner = shop.visitor();
    let asked = owner.get_with(&link, &[("accept-language", "ja-JP,en;q=0.5")]);
    let chosen = |field: &str| asked.attr(&format!("select[name={field}] option[selected]"), "value");
    assert_eq!((chosen("time_zone"), chosen("currency")), (vec![shop.config.time_zone.name().to_owned()], vec!["JPY".to_owned()]));
    let wrong = owner.fill_in(&link, &[ADA[0], ADA[1], ADA[2], ("time_zone", "Mars/Olympus"), ("currency", "gold")]);
    assert_eq!(wrong.field_error("time_zone"), "Choose a time zone from the list");
    assert_eq!((wrong.status, wrong.field_error("currency").as_str()), (422, "Choose a currency from the list"));
    let made = owner.fill_in(&link, &[ADA[0], ADA[1], ADA[2], ("time_zone", "Pacific/Kiritimati"), ("currency", "USD")]);
    assert_eq!(made.location(), "/", "{}", made.body);
    let here = |zone: chrono_tz::Tz| shop.clock.now().with_timezone(&zone);
    assert_eq!(owner.get("/pets/arrival").value("occurred_on"), here(chrono_tz::Pacific::Kiritimati).date_naive().to_string());

    let saved = owner.fill_in("/admin/shop", &[("shop", "The Ark"), ("time_zone", "Asia/Tokyo"), ("currency", "JPY")]);
    assert_eq!(saved.location(), "/admin/shop?changed=yes", "{}", saved.body);
    day::record(&owner, &day::arrival().with("price", "2490"));
    assert!(owner.get("/pets").body.contains("2,490\u{a0}JPY"));
    assert!(owner.get("/pets.csv").body.contains(",JPY"));
    let log = owner.get("/events");
    assert_eq!(log.text(".log .day time"), here(chrono_tz::Asia::Tokyo).format("%A %-d %B").to_string());
    assert!(log.text(".log .when").ends_with(&here(chrono_tz::Asia::Tokyo).format("%H:%M").to_string()), "{}", log.text(".log .when"));

    let kept = owner.get("/admin/shop");
    assert!(
        kept.select("select#currency").is_empty() && kept.text("main form").contains("It stays: the first event was recorded in it"),
        "{}",
        kept.body
    );
    let refused = owner.fill_in("/admin/shop", &[("shop", "The Ark"), ("currency", "EUR")]);
    assert_eq!(
        (refused.status, refused.select(".problem li")),
        (422, vec!["The currency stays JPY: the first event was recorded in it".to_owned()])
    );
    owner.fill_in("/admin/shop", &[("shop", "The Ark"), ("time_zone", "Asia/Tokyo")]);
    let told = owner.get("/admin/audit?what=shop_changed").select(".said > p:first-child");
    assert_eq!(
        told,
        ["Ada changed the shop: it is called “The Ark”, its time zone is Asia/Tokyo, its currency is JPY."],
        "once, for nothing changed later"
    );
}

#[test]
fn what_the_server_is_set_to_goes_before_what_the_owner_says_and_the_page_says_so() {
    let shop = Shop::with()
        .config(|config| {
            config.time_zone = chrono_tz::Europe::Vienna;
            config.currency = Currency::of("CHF").unwrap();
            (config.time_zone_is_set, config.currency_is_set) = (true, true);
        })
        .open();
    let link = shop.setup_link();
    let owner = shop.visitor();
    let asked = owner.get(&link);
    assert!(asked.select("main select").is_empty());
    for told in ["Europe/Vienna", "HELLO_TIME_ZONE", "CHF", "HELLO_CURRENCY"] {
        assert!(asked.text("main form").contains(told), "{told}");
    }
    owner.fill_in(&link, &[ADA[0], ADA[1], ADA[2], ("time_zone", "Asia/Tokyo"), ("currency", "JPY")]);
    day::record(&owner, &day::arrival().with("price", "24.90"));
    assert!(owner.get("/pets").body.contains("24.90\u{a0}CHF"));
}
