//! Every form, by HTTP: success, each field wrong, everything wrong at once, stale, doubled, signed out.

use super::day::{self, Form, arrival, arrived, birth, events, find, loss, naming, price_change, record, retraction, returned, sale};
use super::harness::{Shop, Visitor};
use hello::shop::EventKind;
use std::thread;

/// The form that records a kind of event, about a pet that is ready for it. Another kind does not compile without its form.
pub fn form_of(kind: EventKind, visitor: &Visitor) -> Form {
    let pet = || arrived(visitor, "Bella");
    match kind {
        EventKind::Arrived => arrival(),
        EventKind::Born => birth(&pet()),
        EventKind::Sold => sale(&pet()),
        EventKind::Returned => returned(&record(visitor, &sale(&pet()))),
        EventKind::PriceChanged => price_change(&pet()),
        EventKind::Named => naming(&pet()),
        EventKind::Lost => loss(&pet()),
        EventKind::FoundAgain => find(&record(visitor, &loss(&pet()))),
        EventKind::Retracted => retraction(&record(visitor, &price_change(&pet()))),
    }
}

/// The field in which one writes freely, and what is written there.
fn prose(form: &Form) -> (&'static str, &str) {
    form.fields.iter().find(|(name, _)| matches!(*name, "note" | "reason")).map(|(name, text)| (*name, text.as_str())).unwrap()
}

/// Fields that are wrong, and the sentence that stands beside each.
fn faults_of(kind: EventKind) -> Vec<(&'static str, &'static str, &'static str)> {
    let long_name = Box::leak("x".repeat(101).into_boxed_str());
    let long_note = Box::leak("x".repeat(1001).into_boxed_str());
    let tomorrow = ("occurred_on", "2999-01-01", "Enter a date that is not in the future");
    let no_date = ("occurred_on", "soon", "Enter a date, like 2026-05-03");
    let note = ("note", &*long_note, "Shorten the note to 1,000 characters");
    match kind {
        EventKind::Arrived => vec![
            ("name", "\u{7}", "Remove the control characters and line breaks"),
            ("name", &*long_name, "Shorten the name to 100 characters"),
            ("species", " ", "Enter a species, like Cat"),
            ("price", "", "Enter a price, like 24.90"),
            ("price", "1,234", "“1,234” could mean 1234.00 or 1.23; enter the price without separators between thousands"),
            ("price", "10000000000", "Enter a price of at most 9999999999.99"),
            tomorrow,
            no_date,
            note,
        ],
        EventKind::Born => vec![
            ("mother_id", "", "Choose the mother"),
            ("mother_id", "0190163d-8694-739b-aea5-966c26f8ad91", "Choose a mother from the list"),
            ("name", "a\u{202e}b", "Remove the invisible characters that change the direction of the text"),
            ("price", "-1", "Enter a price of 0.00 or more"),
            ("occurred_on", "2001-01-01", "Enter a date on or after"),
            tomorrow,
            note,
        ],
        EventKind::Sold => vec![
            ("customer_name", "", "Enter the customer’s name, or choose a customer"),
            ("customer_email", "nobody", "Enter an e-mail address, like lang@example.com, or leave it empty"),
            ("customer_phone", "call me", "Enter a telephone number, like +43 1 234567, or leave it empty"),
            ("customer_id", "0190163d-8694-739b-aea5-966c26f8ad91", "Choose a customer from the list"),
            ("sale_price", "free", "“free” is no amount in EUR; enter a price like 24.90"),
            ("occurred_on", "2001-01-01", "Enter a date on or after"),
            tomorrow,
            note,
        ],
        EventKind::Returned => vec![
            ("reason", "", "Say why, like: an allergy in the family"),
            ("reason", &*long_note, "Shorten the reason to 1,000 characters"),
            ("refund", "", "Enter a refund, like 24.90"),
            ("refund", "120.51", "Enter a refund of at most 120.50, which was paid for Bella"),
            ("refund", "-1", "Enter a refund of 0.00 or more"),
            ("occurred_on", "2001-01-01", "Enter a date on or after"),
            tomorrow,
            note,
        ],
        EventKind::PriceChanged => vec![
            ("new_price", "", "Enter a price, like 24.90"),
            ("new_price", "135.0", "Enter a price other than 135.00, which Bella has already"),
            note,
        ],
        EventKind::Named => vec![
            ("name", "Bella", "Enter a name other than Bella, which it has already"),
            ("name", "", "Enter a name, like Bella"),
            ("name", &*long_name, "Shorten the name to 100 characters"),
            ("occurred_on", "2001-01-01", "Enter a date on or after"),
            tomorrow,
            note,
        ],
        EventKind::Lost => vec![("last_seen_location", "", "Enter a place, like the park"), tomorrow, note],
        EventKind::FoundAgain => vec![("found_location", "", "Enter a place, like the park"), no_date, note],
        EventKind::Retracted => vec![
            ("reason", " ", "Say why, like: the wrong pet was chosen"),
            ("reason", &*long_note, "Shorten the reason to 1,000 characters"),
        ],
    }
}

#[test]
fn every_kind_of_event_is_recorded_by_its_form_and_seen_everywhere() {
    let shop = Shop::open();
    let ben = shop.staff();
    for kind in EventKind::ALL {
        let form = form_of(kind, &ben);
        let pet = record(&ben, &form);
        let story = ben.get(&pet);
        assert_eq!(story.status, 200);
        let event = story.attr(".timeline a[data-row]", "href").remove(0);
        assert!(story.select(".timeline li")[0].contains(prose(&form).1), "the story of {kind:?} has its note");

        let page = ben.get(&event);
        assert_eq!(page.status, 200);
        assert!(page.body.contains(kind.name()) && page.body.contains(kind.table()), "{kind:?}");
        assert!(page.body.contains("Ben"), "who recorded it");

        let log = ben.get(&format!("/events?type={}", kind.name()));
        assert!(log.attr(".timeline a[data-row]", "href").contains(&event), "the log has the {kind:?}");
        let id = pet.trim_start_matches("/pets/").to_owned();
        let rows = shop.sql(move |conn| day::count(conn, &format!("SELECT version::bigint AS n FROM pets_state WHERE id = '{id}'")));
        assert!(rows >= 1, "the state has the {kind:?}");
    }
}

#[test]
fn a_wrong_field_is_named_and_nothing_that_was_typed_is_lost() {
    let shop = Shop::open();
    let ben = shop.staff();
    for kind in EventKind::ALL {
        let form = form_of(kind, &ben);
        let before = events(&shop);
        for (field, value, sentence) in faults_of(kind) {
            let wrong = form.with(field, value);
            let answer = wrong.send(&ben);
            assert_eq!(answer.status, 422, "{kind:?} {field}={value}: {}", answer.body);
            assert!(answer.field_error(field).starts_with(sentence), "{kind:?} {field}={value}: {}", answer.field_error(field));
            assert_eq!(answer.select(".problem li").len(), 1, "only {field} is wrong");
            for (name, typed) in
                wrong.fields.iter().filter(|(name, _)| !matches!(*name, "note" | "reason" | "confirm" | "mother_id" | "customer_id"))
            {
                assert_eq!(answer.value(name), *typed, "{kind:?} keeps {name} though {field} is wrong");
            }
            let (area, note) = prose(&wrong);
            assert!(answer.select(&format!("textarea[name={area}]")).iter().any(|kept| kept == note.trim()), "{kind:?} keeps the note");
        }
        assert_eq!(events(&shop), before, "nothing was recorded by a wrong {kind:?}");
        assert_eq!(form.send(&ben).status, 303, "and the form was possible");
    }
}

#[test]
fn everything_wrong_at_once_is_said_at_once() {
    let shop = Shop::open();
    let ben = shop.staff();
    for kind in EventKind::ALL {
        let form = form_of(kind, &ben);
        let faults = faults_of(kind);
        let mut fields: Vec<&'static str> = faults.iter().map(|(field, _, _)| *field).filter(|field| *field != "customer_id").collect();
        fields.dedup();
        let wrong = |form: Form, field: &&'static str| {
            let value = if *field == "mother_id" { "" } else { faults.iter().rfind(|(name, _, _)| name == field).unwrap().1 };
            let value = if *field == "new_price" { "" } else { value };
            form.with(field, value)
        };
        let answer = fields.iter().fold(form, wrong).send(&ben);
        assert_eq!(answer.status, 422);
        assert_eq!(answer.select(".problem li").len(), fields.len(), "{kind:?}: {:?}", answer.select(".problem li"));
    }
}

#[test]
fn a_form_that_was_opened_before_a_colleague_was_faster_says_so_and_keeps_what_was_typed() {
    let shop = Shop::open();
    let (ben, ada) = (shop.staff(), shop.admin());
    for kind in [EventKind::Sold, EventKind::PriceChanged, EventKind::Lost] {
        let form = form_of(kind, &ben);
        let opened = ben.get(&form.path).hidden_fields();
        let pet = form.path.rsplit_once('/').unwrap().0.to_owned();
        record(&ada, &price_change(&pet).with("new_price", "99"));
        let before = events(&shop);

        let answer = form.send_with(&ben, &opened);
        assert_eq!(answer.status, 409, "{}", answer.body);
        assert!(answer.text("main .notice h2").contains("Someone was faster"));
        assert!(
            answer.text("main .notice ul").starts_with("Ada changed the price of Bella to 99.00"),
            "{}",
            answer.text("main .notice ul")
        );
        let (name, typed) = &form.fields[0];
        assert_eq!(answer.value(name), *typed);
        assert_eq!(events(&shop), before);

        let again = form.send_with(&ben, &answer.hidden_fields());
        assert_eq!(again.status, 303, "what comes back can be sent: {}", again.body);
    }
}

#[test]
fn what_a_pet_cannot_do_is_refused_with_a_sentence_and_the_form_is_not_offered() {
    let shop = Shop::open();
    let ben = shop.staff();
    let pet = arrived(&ben, "Rex");
    let opened: Vec<_> =
        [sale(&pet), loss(&pet), price_change(&pet)].into_iter().map(|form| (ben.get(&form.path).hidden_fields(), form)).collect();
    let not_lost = ben.get(&format!("{pet}/find"));
    assert!(not_lost.body.contains("Rex is not lost, so there is nothing to find."));
    assert!(not_lost.select("form textarea[name=note]").is_empty());
    record(&ben, &sale(&pet));
    for (hidden, form) in opened {
        let hidden: Vec<_> = hidden
            .into_iter()
            .map(|(name, value)| if name == "expected_version" { (name, "2".to_owned()) } else { (name, value) })
            .collect();
        let answer = form.send_with(&ben, &hidden);
        assert_eq!(answer.status, 409, "{}", answer.body);
        assert!(answer.body.contains("Rex was sold on"), "{}", answer.body);
        assert!(ben.get(&form.path).body.contains("so nothing more can be recorded"));
    }
}

#[test]
fn a_form_sent_twice_or_fifty_times_at_once_records_one_event_and_answers_the_same() {
    let shop = Shop::with().config(|config| config.pool_wait = std::time::Duration::from_secs(20)).open();
    let account = shop.account("Ben", hello::store::people::accounts::Role::Staff);
    let ben = shop.signed_in(account);
    for kind in EventKind::ALL {
        let form = form_of(kind, &ben);
        let hidden = ben.get(&form.path).hidden_fields();
        let before = events(&shop);
        let times = if kind == EventKind::Sold { 50 } else { 4 };
        let answers: Vec<_> = thread::scope(|scope| {
            let posts: Vec<_> = (0..times)
                .map(|_| {
                    let visitor = shop.signed_in(account);
                    let (form, hidden) = (&form, &hidden);
                    scope.spawn(move || {
                        let answer = form.send_with(&visitor, hidden);
                        (answer.status, answer.location().to_owned())
                    })
                })
                .collect();
            posts.into_iter().map(|post| post.join().unwrap()).collect()
        });
        assert_eq!(events(&shop), before + 1, "{kind:?}");
        assert!(answers.iter().all(|answer| *answer == answers[0] && answer.0 == 303), "{kind:?}: {answers:?}");
        let again = form.send_with(&ben, &hidden);
        assert_eq!((again.status, again.location()), (303, answers[0].1.as_str()));
    }
    let customers = shop.sql(|conn| day::count(conn, "SELECT count(*) - (SELECT count(*) FROM pet_sold_events) AS n FROM customers"));
    assert_eq!(customers, 0, "nor does a doubled sale make a second customer");
}

#[test]
fn a_form_without_its_key_or_version_comes_back_and_can_be_sent() {
    let shop = Shop::open();
    let ben = shop.staff();
    let pet = arrived(&ben, "Bella");
    for form in [arrival(), birth(&pet), loss(&pet), price_change(&pet), sale(&pet)] {
        let before = events(&shop);
        let answer = form.send_with(&ben, &[]);
        assert!(matches!(answer.status, 409 | 422), "{} {}", form.path, answer.status);
        assert!(!answer.select(".problem li").is_empty(), "{}", form.path);
        assert_eq!(events(&shop), before);
        assert!(answer.hidden_fields().iter().any(|(name, value)| name == "form_key" && value.len() == 36));
    }
}

#[test]
fn nobody_who_is_signed_out_records_anything() {
    let shop = Shop::open();
    let ben = shop.staff();
    for kind in EventKind::ALL {
        let form = form_of(kind, &ben);
        let before = events(&shop);
        let answer = form.send_with(&shop.visitor(), &ben.get(&form.path).hidden_fields());
        assert_eq!(answer.status, 303);
        assert!(answer.location().starts_with("/login"), "{}", answer.location());
        assert_eq!(events(&shop), before);
    }
}

#[test]
fn a_sale_is_confirmed_on_a_page_that_names_pet_customer_and_price() {
    let shop = Shop::open();
    let ben = shop.staff();
    let pet = arrived(&ben, "Rex");
    let before = events(&shop);
    let asked = sale(&pet).with("confirm", "").send(&ben);
    assert_eq!(asked.status, 200);
    let heading = asked.text("h1");
    assert!(heading.contains("Rex") && heading.contains("Mrs Lang") && heading.contains("120.50"), "{heading}");
    assert_eq!(events(&shop), before, "nothing is recorded yet");

    let changed = sale(&pet).with("confirm", "no").send_with(&ben, &asked.hidden_fields());
    assert_eq!((changed.status, changed.value("customer_name")), (200, "Mrs Lang".into()));
    let confirmed = Form::new(format!("{pet}/sale"), &[("confirm", "yes")]).send_with(&ben, &asked.hidden_fields());
    assert_eq!((confirmed.status, confirmed.location()), (303, pet.as_str()));
    assert_eq!(events(&shop), before + 1);
}

#[test]
fn a_known_customer_is_chosen_by_name_and_buys_again() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &sale(&arrived(&ben, "Rex")));
    let pet = arrived(&ben, "Kit");
    let found = Form::new(format!("{pet}/sale"), &[("customer_name", "lang"), ("search", "1")]).send(&ben);
    assert_eq!(found.status, 200);
    let id = found.attr("input[name=customer_id]", "value").remove(0);
    record(&ben, &Form::new(format!("{pet}/sale"), &[("customer_id", &id), ("sale_price", "9"), ("confirm", "yes")]));
    assert_eq!(shop.sql(|conn| day::count(conn, "SELECT count(*) AS n FROM customers")), 1);
    let page = ben.get(&format!("/customers/{id}"));
    assert_eq!(page.select(".timeline a.pet"), ["Kit", "Rex"]);
}

#[test]
fn typing_a_name_offers_customers_and_mothers_as_a_fragment() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &sale(&arrived(&ben, "Rex")));
    let kit = arrived(&ben, "Kit");
    let partial = [("sec-fetch-site", "same-origin"), ("hx-request", "true"), ("hx-request-type", "partial")];
    let customers = ben.post_with(&format!("{kit}/sale"), &[("customer_name", "lan"), ("search", "1")], &partial);
    assert!(!customers.body.contains("<html"));
    assert_eq!(customers.select("label strong"), ["Mrs Lang", "Someone new"]);
    let mothers = ben.post_with("/pets/birth", &[("mother", "ki"), ("search", "1")], &partial);
    assert_eq!(mothers.select("label strong"), ["Kit"]);
}

#[test]
fn a_known_species_keeps_its_writing_whatever_is_typed() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival().with("species", "Cat"));
    record(&ben, &arrival().with("species", "CAT"));
    assert_eq!(ben.get("/pets/arrival").attr("datalist option", "value"), ["Cat"]);
    let filtered = ben.get("/pets?species=cAt");
    assert_eq!(filtered.attr("select[name=species] option[selected]", "value"), ["Cat"]);
    assert_eq!(filtered.select("a.name").len(), 2);
}
