use super::kept;
use crate::day;
use crate::harness::{Shop, data_dump};

#[test]
fn name_and_contacts_are_mended_and_the_audit_log_says_which_and_never_what_they_were() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let page = kept(&ben, "Mrs Lnag", "lnag@example.com", "+43 1 555 0199");
    let path = format!("{page}/edit");
    let form = ben.get(&path);
    assert_eq!(
        [form.value("name"), form.value("email"), form.value("phone")],
        ["Mrs Lnag", "lnag@example.com", "+43 1 555 0199"].map(str::to_owned)
    );
    let answer = ben.fill_in(&path, &[("name", "Mrs Lang"), ("email", "lang@example.com"), ("phone", "+43 1 555 0199")]);
    assert_eq!((answer.status, answer.location()), (303, page.as_str()));
    let shown = ben.get(&page);
    assert!(shown.text("h1") == "Mrs Lang" && shown.body.contains("lang@example.com") && !shown.body.contains("nag@"));
    assert!(ben.get("/events?type=PetSold").body.contains("Mrs Lang"));
    let line = ada.get("/admin/audit?what=customer_mended").text(".moment .said p:first-child");
    assert_eq!(line, "Ben mended name, e-mail of a customer.");
    if let Some(dump) = data_dump(&shop.database.url) {
        assert!(!dump.contains("nag@example"), "what it was is nowhere");
    }
    assert_eq!(ben.fill_in(&path, &[("name", "Mrs Lang"), ("email", "lang@example.com"), ("phone", "+43 1 555 0199")]).status, 303);
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM audit_log WHERE what = 'customer_mended'")), 1, "no change");
}

#[test]
fn what_cannot_be_is_said_beside_its_field_and_everything_typed_stays() {
    let shop = Shop::open();
    let ben = shop.staff();
    let path = format!("{}/edit", kept(&ben, "Mrs Lang", "lang@example.com", ""));
    let long = "x".repeat(101);
    for (field, typed) in [
        ("name", ""),
        ("name", "  "),
        ("name", long.as_str()),
        ("name", "La\u{202e}ng"),
        ("email", "lang"),
        ("email", "lang@"),
        ("email", "a b@example.com"),
        ("email", "a@b@c"),
        ("phone", "call me"),
        ("phone", "+"),
        ("phone", "12<34"),
    ] {
        let mut fields = vec![("name", "Mrs Kurz"), ("email", "kurz@example.com"), ("phone", "0123")];
        fields.retain(|(name, _)| *name != field);
        fields.push((field, typed));
        let answer = ben.fill_in(&path, &fields);
        assert_eq!(answer.status, 422, "{field}={typed:?}");
        assert!(!answer.field_error(field).contains("choose a customer"), "{}", answer.field_error(field));
        for (name, value) in &fields {
            assert_eq!(answer.value(name).trim(), value.trim(), "{field}={typed:?} keeps {name}");
        }
    }
    for (email, phone) in [("", ""), ("ö@bücher.example", "+43/1 (23) 45-67"), ("a@b", "1"), (" lang@example.com ", " 0123 ")] {
        assert_eq!(ben.fill_in(&path, &[("name", "Mrs Lang"), ("email", email), ("phone", phone)]).status, 303, "{email} {phone}");
        assert_eq!(ben.get(&path).value("email"), email.trim());
    }
}

#[test]
fn of_two_who_mend_the_slower_sees_both_and_overwrites_nothing_unseen() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let page = kept(&ben, "Mrs Lang", "lang@example.com", "");
    let path = format!("{page}/edit");
    let opened = ada.get(&path).hidden_fields();
    assert_eq!(ben.fill_in(&path, &[("name", "Mrs Lang-Kurz"), ("email", "lang@example.com"), ("phone", "0123")]).status, 303);

    let send = |hidden: &[(String, String)]| {
        let mut fields: Vec<_> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend([("name", "Mrs Lange"), ("email", "lange@example.com"), ("phone", "")]);
        ada.post(&path, &fields)
    };
    let stale = send(&opened);
    assert_eq!(stale.status, 409);
    assert_eq!(stale.select("main .notice dd"), ["Mrs Lang-Kurz", "lang@example.com", "0123"], "what is known now");
    assert_eq!((stale.value("name").as_str(), stale.value("email").as_str()), ("Mrs Lange", "lange@example.com"), "what was typed");
    assert_eq!(ben.get(&page).text("h1"), "Mrs Lang-Kurz");
    assert_eq!(send(&stale.hidden_fields()).status, 303, "seen and sent again");
    assert_eq!(ben.get(&page).text("h1"), "Mrs Lange");
    assert_eq!(send(&stale.hidden_fields()).status, 303, "the same form twice is once");
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM audit_log WHERE what = 'customer_mended'")), 2);
}

#[test]
fn who_is_forgotten_cannot_be_mended() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let page = kept(&ben, "Mrs Lang", "lang@example.com", "");
    let path = format!("{page}/edit");
    let opened = ben.get(&path).hidden_fields();
    assert_eq!(ada.fill_in(&format!("{page}/forgetting"), &[]).status, 303);
    let mut fields: Vec<_> = opened.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("name", "Mrs Lang"));
    let answer = ben.post(&path, &fields);
    assert_eq!((answer.status, answer.text("main .notice h2").as_str()), (409, "This customer was forgotten meanwhile"));
    assert_eq!((ben.get(&path).status, ben.get(&path).location()), (303, page.as_str()));
    assert_eq!(ben.get(&page).text("h1"), "A forgotten customer");
    assert!(!ben.get(&page).body.contains("/edit"));
    let nobody = "/customers/01890000-0000-7000-8000-000000000000/edit";
    assert_eq!((ben.get(nobody).status, ben.post(nobody, &fields).status), (404, 404));
}
