//! Who works here: adding, changing, disabling accounts, and one's own password.

use crate::harness::{PASSWORD, Shop};
use hello::store::ground::migrations;
use hello::store::people::accounts;
use hello::store::people::accounts::Role;

const NEW: &str = "eleven wet otters";

#[test]
fn an_admin_adds_a_colleague_who_can_then_sign_in() {
    let shop = Shop::open();
    let ada = shop.admin();
    let fields = [("name", "Ben"), ("role", "staff"), ("password", NEW), ("password_again", NEW)];
    let answer = ada.fill_in("/admin/accounts", &fields);
    assert_eq!((answer.status, answer.location()), (303, "/admin/accounts"), "{}", answer.body);
    assert_eq!(ada.get("/admin/accounts").select("tbody .lead-cell"), ["Ada (you)", "Ben"]);

    let ben = shop.visitor();
    assert_eq!(ben.post("/login", &[("name", "Ben"), ("password", NEW)]).status, 303);
    assert_eq!(ben.get("/account").status, 200);
    assert_eq!(ben.get("/admin/accounts").status, 403);
}

#[test]
fn a_form_sent_twice_adds_one_account() {
    let shop = Shop::open();
    let ada = shop.admin();
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [("form_key", key.as_str()), ("name", "Ben"), ("role", "staff"), ("password", NEW), ("password_again", NEW)];
    for _ in 0..2 {
        assert_eq!(ada.post("/admin/accounts", &fields).status, 303);
    }
    assert_eq!(shop.sql(accounts::all).len(), 2);
}

#[test]
fn everything_wrong_is_said_at_once_and_what_was_typed_is_kept() {
    let shop = Shop::open();
    let ada = shop.admin();
    let answer = ada.post("/admin/accounts", &[("name", " "), ("role", "boss"), ("password", "short")]);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.field_error("name"), "Enter a name, like Ada");
    assert_eq!(answer.field_error("role"), "Choose what they may do");
    assert!(answer.field_error("password").starts_with("Enter a password of at least 12 characters"));

    let again = ada.post("/admin/accounts", &[("name", "Ben <b>"), ("role", "staff"), ("password", NEW), ("password_again", "another")]);
    assert_eq!(again.field_error("password_again"), "Type the same password twice");
    assert_eq!(again.value("name"), "Ben <b>");
    assert_eq!(again.value("password"), "", "a password is never sent back");

    let taken = ada.post("/admin/accounts", &[("name", "ADA"), ("role", "staff"), ("password", NEW), ("password_again", NEW)]);
    assert_eq!(taken.field_error("name"), "Choose another name; somebody here has this one already");

    let common = ada
        .post("/admin/accounts", &[("name", "Ben"), ("role", "staff"), ("password", "password12345"), ("password_again", "password12345")]);
    assert_eq!(common.field_error("password"), "Choose another password; this one is among the first that somebody would try");
}

#[test]
fn the_last_admin_stays() {
    let shop = Shop::open();
    let ada = shop.account("Ada", Role::Admin);
    let visitor = shop.signed_in(ada);
    let demoted = visitor.fill_in(&format!("/admin/accounts/{ada}/role"), &[("role", "staff")]);
    assert_eq!(demoted.status, 422);
    assert_eq!(demoted.field_error("role"), "Make somebody else an admin first; this is the only one");
    let disabled = visitor.fill_in(&format!("/admin/accounts/{ada}/disable"), &[]);
    assert_eq!(disabled.status, 422);
    assert_eq!(disabled.field_error("role"), "Make somebody else an admin first; this is the only one");

    let eve = shop.account("Eve", Role::Admin);
    assert_eq!(visitor.fill_in(&format!("/admin/accounts/{eve}/disable"), &[]).status, 303);
    assert_eq!(visitor.fill_in(&format!("/admin/accounts/{ada}/disable"), &[]).status, 422, "a disabled admin runs nothing");
}

#[test]
fn a_disabled_account_cannot_sign_in_until_it_is_enabled() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let login = [("name", "Ben"), ("password", PASSWORD)];
    assert_eq!(ada.fill_in(&format!("/admin/accounts/{ben}/disable"), &[]).status, 303);
    assert_eq!(shop.visitor().post("/login", &login).status, 422);
    assert_eq!(ada.fill_in(&format!("/admin/accounts/{ben}/enable"), &[]).status, 303);
    assert_eq!(shop.visitor().post("/login", &login).status, 303);
}

#[test]
fn an_admin_resets_a_password() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let path = format!("/admin/accounts/{ben}/password");
    assert_eq!(
        ada.fill_in(&path, &[("password", "short")]).field_error("password").split(';').next(),
        Some("Enter a password of at least 12 characters")
    );
    assert_eq!(ada.fill_in(&path, &[("password", NEW), ("password_again", NEW)]).status, 303);
    assert_eq!(shop.visitor().post("/login", &[("name", "Ben"), ("password", PASSWORD)]).status, 422);
    assert_eq!(shop.visitor().post("/login", &[("name", "Ben"), ("password", NEW)]).status, 303);
}

#[test]
fn one_changes_ones_own_password() {
    let shop = Shop::open();
    let ben = shop.staff();
    let wrong = ben.fill_in("/account", &[("current", "not the password"), ("password", NEW), ("password_again", NEW)]);
    assert_eq!(wrong.field_error("current"), "This is not your current password. Check it, and type it again");
    let nothing = ben.post("/account", &[]);
    assert_eq!(nothing.field_error("current"), "Enter your current password");
    assert_eq!(nothing.field_error("password"), "Enter a password");

    let right = ben.fill_in("/account", &[("current", PASSWORD), ("password", NEW), ("password_again", NEW)]);
    assert_eq!(right.status, 303, "{}", right.body);
    assert!(ben.get(right.location()).body.contains("Your password is changed"));
    assert_eq!(shop.visitor().post("/login", &[("name", "Ben"), ("password", NEW)]).status, 303);
}

#[test]
fn there_is_no_page_for_an_account_that_is_not_there() {
    let shop = Shop::open();
    let ada = shop.admin();
    for act in ["role", "password", "disable", "enable", "sessions"] {
        let path = format!("/admin/accounts/{}/{act}", uuid::Uuid::now_v7());
        assert_eq!(ada.get(&path).status, 404, "{act}");
        let fields = [("role", "staff"), ("password", NEW), ("password_again", NEW)];
        assert_eq!(ada.post(&path, &fields).status, 404, "{act}");
    }
}

#[test]
fn nobody_gets_a_name_that_looks_like_that_of_somebody_here() {
    let shop = Shop::open();
    let ada = shop.admin();
    shop.account("Ida Weiß", Role::Staff);
    shop.account("Zoë", Role::Staff);
    let add = |name: &str| ada.post("/admin/accounts", &[("name", name), ("role", "staff"), ("password", NEW), ("password_again", NEW)]);
    for name in [
        "\u{410}da",
        "Аdа",
        "ＡＤＡ",
        "A\u{501}a",
        "lda Weiß",
        "1da Weiß",
        "Ida\u{a0}Weiß",
        "ida weiss",
        "Іda Weiß",
        "Zoe\u{308}",
        "Zоë",
        "ZΟË",
    ] {
        let refused = add(name);
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.field_error("name").starts_with("Choose another name; "), "{name}");
        assert_eq!(refused.value("name"), name, "what was typed is kept");
    }
    for name in ["Adam", "Aida Weiß", "Zoe", "Адам"] {
        assert_eq!(add(name).status, 303, "{name}");
    }
    assert_eq!(add("Ada").field_error("name"), "Choose another name; somebody here has this one already");
    assert_eq!(add("\u{410}da").field_error("name"), "Choose another name; this one looks like the name of somebody here");
}

#[test]
fn one_signs_in_however_the_keyboard_spells_name_and_password() {
    let shop = Shop::open();
    let ada = shop.admin();
    let (name, password) = ("Zoe\u{308}  Mu\u{308}ller\u{200b}", "Fu\u{308}chse im Garten");
    let added = ada
        .fill_in("/admin/accounts", &[("name", name), ("role", "staff"), ("password", password), ("password_again", "Füchse im Garten")]);
    assert_eq!(added.status, 303, "{}", added.body);
    assert_eq!(ada.get("/admin/accounts").select("tbody .lead-cell"), ["Ada (you)", "Zoë Müller"]);
    for name in ["Zoë Müller", "zoë\u{a0}müller", "ZOE\u{308} MU\u{308}LLER", " Zoë\u{2009}Müller\u{feff}"] {
        for password in ["Füchse im Garten", password] {
            assert_eq!(shop.visitor().post("/login", &[("name", name), ("password", password)]).status, 303, "{name}");
        }
    }
    assert_eq!(shop.visitor().post("/login", &[("name", "Zoe Muller"), ("password", password)]).status, 422);
}

#[test]
fn an_old_shop_whose_names_look_alike_is_migrated_and_told_of_them() {
    use diesel::connection::SimpleConnection;
    let shop = Shop::open();
    let (first, second) = (shop.account("Ben", Role::Staff), shop.account("Otto", Role::Staff));
    let third = shop.account("Eve", Role::Staff);
    let older = format!(
        "UPDATE accounts SET look = NULL, look_small = NULL;
         UPDATE accounts SET name = E'B\\u0435n', created_at = created_at + interval '1 s' WHERE id = '{second}';
         UPDATE accounts SET name = E'Zoe\\u0308\\u00a0 Lang' WHERE id = '{third}'"
    );
    shop.sql(|conn| Ok(conn.batch_execute(&older)?));
    for _ in 0..2 {
        let migrated = migrations::run(&mut shop.database.connect()).unwrap();
        assert_eq!(migrated.alike, ["B\u{435}n"]);
    }
    let mut names: Vec<String> = shop.sql(accounts::all).into_iter().map(|account| account.name).collect();
    names.sort();
    assert_eq!(names, ["Ben", "B\u{435}n", "Zoë Lang"], "a name is kept as names are kept, where it is like no other");
    for (name, id) in [("ben", first), ("b\u{435}n", second), ("ZOË LANG", third)] {
        assert_eq!(shop.sql(|conn| accounts::named(conn, name)).unwrap().id, id, "{name}");
        assert_eq!(shop.visitor().post("/login", &[("name", name), ("password", PASSWORD)]).status, 303, "{name}");
    }
}
