//! How long somebody stays signed in, and what ends it.

use crate::harness::{PASSWORD, Shop, Visitor};
use chrono::TimeDelta;
use hello::store::people::accounts::Role;

fn is_in(visitor: &Visitor) -> bool {
    visitor.get("/account").status == 200
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    let login = [("name", "Ada"), ("password", PASSWORD)];
    let answer = shop.visitor().post("/login", &login);
    let set = answer.header("set-cookie");
    assert!(set.starts_with("hello=") && set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
    assert!(!set.contains("Secure") && !set.contains("Domain"));

    let secure = Shop::with().config(|config| config.cookie_secure = true).open();
    secure.account("Ada", Role::Admin);
    let answer = secure.visitor().post("/login", &login);
    let set = answer.header("set-cookie");
    assert!(set.starts_with("__Host-hello=") && set.contains("Secure") && set.contains("Path=/"), "{set}");
}

#[test]
fn sign_in_gives_a_new_session_and_ends_the_one_before() {
    let shop = Shop::open();
    let ada = shop.account("Ada", Role::Admin);
    let visitor = shop.signed_in(ada);
    let before = visitor.cookie().unwrap();
    assert_eq!(visitor.post("/login", &[("name", "Ada"), ("password", PASSWORD)]).status, 303);
    assert_ne!(visitor.cookie().unwrap(), before);
    assert!(is_in(&visitor));
    assert!(!is_in(&Visitor::new(&shop, Some(&before))));
}

#[test]
fn sign_out_ends_the_session_on_the_server() {
    let shop = Shop::open();
    let ben = shop.staff();
    let kept = ben.cookie().unwrap();
    ben.post("/logout", &[]);
    assert_eq!(ben.cookie(), None);
    assert!(!is_in(&Visitor::new(&shop, Some(&kept))));
    assert_eq!(ben.post("/logout", &[]).status, 303, "twice does no harm");
}

#[test]
fn a_made_up_cookie_opens_nothing() {
    let shop = Shop::open();
    for cookie in ["x", &"0".repeat(64), &"f".repeat(64), "'; DROP TABLE sessions; --"] {
        assert!(!is_in(&Visitor::new(&shop, Some(cookie))), "{cookie}");
    }
}

#[test]
fn a_session_that_is_not_used_ends() {
    let shop = Shop::with().config(|config| config.session_idle = TimeDelta::minutes(30)).open();
    let ben = shop.staff();
    for _ in 0..4 {
        shop.clock.advance(TimeDelta::minutes(20));
        assert!(is_in(&ben), "used within the limit");
    }
    shop.clock.advance(TimeDelta::minutes(31));
    assert!(!is_in(&ben));
}

#[test]
fn a_session_ends_however_much_it_is_used() {
    let shop = Shop::with().config(|config| config.session_absolute = TimeDelta::hours(2)).open();
    let ben = shop.staff();
    for _ in 0..3 {
        shop.clock.advance(TimeDelta::minutes(39));
        assert!(is_in(&ben));
    }
    shop.clock.advance(TimeDelta::minutes(4));
    assert!(!is_in(&ben));
}

#[test]
fn a_session_ends_when_the_account_is_disabled_or_its_role_changes_or_an_admin_says_so() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    for (act, fields) in [("role", &[("role", "admin")][..]), ("sessions", &[]), ("disable", &[])] {
        let (counter, phone) = (shop.signed_in(ben), shop.signed_in(ben));
        assert!(is_in(&counter) && is_in(&phone));
        assert_eq!(ada.fill_in(&format!("/admin/accounts/{ben}/{act}"), fields).status, 303, "{act}");
        assert!(!is_in(&counter) && !is_in(&phone), "{act}");
    }
    assert!(is_in(&ada));
}

#[test]
fn a_role_that_stays_as_it_is_ends_nothing() {
    let shop = Shop::open();
    let ada = shop.admin();
    let ben = shop.account("Ben", Role::Staff);
    let counter = shop.signed_in(ben);
    assert_eq!(ada.fill_in(&format!("/admin/accounts/{ben}/role"), &[("role", "staff")]).status, 303);
    assert!(is_in(&counter));
}

#[test]
fn another_password_ends_all_other_sessions() {
    let shop = Shop::open();
    let ben = shop.account("Ben", Role::Staff);
    let (here, elsewhere) = (shop.signed_in(ben), shop.signed_in(ben));
    let new = "eleven wet otters";
    let answer = here.fill_in("/account", &[("current", PASSWORD), ("password", new), ("password_again", new)]);
    assert_eq!(answer.status, 303);
    assert!(is_in(&here) && !is_in(&elsewhere));

    let ada = shop.admin();
    assert_eq!(
        ada.fill_in(&format!("/admin/accounts/{ben}/password"), &[("password", PASSWORD), ("password_again", PASSWORD)]).status,
        303
    );
    assert!(!is_in(&here), "a reset ends them all");
}

#[test]
fn sessions_are_kept_as_hashes_alone() {
    let shop = Shop::open();
    let ben = shop.staff();
    let dump = crate::harness::data_dump(&shop.database.url);
    if let Some(dump) = dump {
        assert!(dump.contains("sessions"));
        assert!(!dump.contains(&ben.cookie().unwrap()));
    }
}
