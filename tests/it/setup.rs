//! The first admin, by the link that the server printed.

use crate::harness::Shop;
use hello::shop::AccountId;
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
    let asked = owner.get(&link);
    assert!(asked.text("#settings + dl").contains("Time zone"), "{}", asked.body);
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
