use super::{id, kept};
use crate::browser::midst::arrival;
use crate::day::{self, arrived, record, returned, sale};
use crate::harness::{Answer, Shop, Visitor, data_dump, seal_key};
use crate::twice::wait_for;
use diesel::connection::SimpleConnection;
use hello::store::proof::verify::{self, Against};
use hello::store::state::snapshot;
use std::thread;
use std::time::Duration;

/// Joins the one who goes into the one who stays, by the page that asks.
fn joined(ada: &Visitor, stays: &str, goes: &str) -> Answer {
    ada.fill_in(&format!("{stays}/join?other_id={}", id(goes)), &[("confirm", "yes")])
}

/// The row of the books that must not change by a join: each event with its hash, and what was taken in.
fn books(shop: &Shop) -> String {
    #[derive(diesel::QueryableByName)]
    struct Text {
        #[diesel(sql_type = diesel::sql_types::Text)]
        text: String,
    }
    let query = "SELECT coalesce(string_agg(event::text, E'\\n' ORDER BY id), '') AS text
                 FROM (SELECT id, hash, event_data, version FROM unified_events) AS event";
    let mut conn = shop.database.connect();
    diesel::RunQueryDsl::get_result::<Text>(diesel::sql_query(query), &mut conn).unwrap().text
}

fn figures(visitor: &Visitor) -> Vec<String> {
    let mut all = visitor.get("/").select(".figures, .figure, .picture table, main dd");
    all.extend(visitor.get("/compare").select(".happened-table tr"));
    all
}

fn count(shop: &Shop, query: &str) -> i64 {
    shop.sql(|conn| day::count(conn, query))
}

#[test]
fn a_page_first_says_what_would_happen_and_nothing_has_happened_yet() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let lang = kept(&ben, "Mrs Lang", "lang@example.com", "");
    let other = kept(&ben, "Frau Lang", "lang@mail.example", "+43 1 555 0199");
    let before = books(&shop);
    let asked = ada.get(&format!("{lang}/join?other_id={}", id(&other)));
    assert_eq!((asked.status, asked.text("h1").as_str()), (200, "Join Frau Lang into Mrs Lang?"));
    assert_eq!(
        asked.select("section[aria-labelledby=stays] dd"),
        ["Mrs Lang", "lang@example.com", "+43 1 555 0199", "2, all of them, with pet, price and day"]
    );
    assert_eq!(asked.select("section[aria-labelledby=goes] li"), ["Frau Lang", "lang@mail.example"]);
    let posted = ada.post(&format!("{lang}/join"), &[("other_id", id(&other))]);
    assert_eq!((posted.status, posted.text("h1").as_str()), (200, "Join Frau Lang into Mrs Lang?"), "not confirmed");
    assert_eq!(count(&shop, "SELECT count(*) AS n FROM customers WHERE name IS NOT NULL"), 2);
    assert_eq!(books(&shop), before);
}

#[test]
fn afterwards_all_pages_know_one_and_the_old_address_leads_there() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let lang = kept(&ben, "Mrs Lang", "lang@example.com", "");
    let other = kept(&ben, "Frau Lang", "", "+43 1 555 0199");
    let pet = ben.get(&other).attr("a.pet", "href").remove(0);
    let answer = joined(&ada, &lang, &other);
    assert_eq!((answer.status, answer.location()), (303, lang.as_str()));

    let page = ben.get(&lang);
    assert_eq!(page.text(".page-head p"), "Took 2 pets home for 241.00 €.");
    assert!(page.body.contains("lang@example.com") && page.body.contains("+43 1 555 0199"), "the contacts of both");
    for (path, leads_to) in [
        (other.clone(), lang.clone()),
        (format!("{other}?as_of=2030-01-01"), lang.clone()),
        (format!("{other}/edit"), format!("{lang}/edit")),
        (format!("{other}/data"), format!("{lang}/data")),
        (format!("{other}/join"), lang.clone()),
        (format!("{other}/forgetting"), format!("{lang}/forgetting")),
    ] {
        let answer = ada.get(&path);
        assert_eq!((answer.status, answer.location()), (303, leads_to.as_str()), "{path}");
    }
    for path in [pet.as_str(), "/events?type=PetSold", "/", "/customers", "/search?q=lang", "/compare"] {
        let page = ben.get(path);
        assert!(page.status == 200 && page.body.contains("Mrs Lang") && !page.body.contains("Frau Lang"), "{path}: {}", page.body);
    }
    assert_eq!(ben.get("/customers").select("tbody tr"), ["Mrs Lang lang@example.com +43 1 555 0199 2"]);
    assert_eq!(
        ada.get("/admin/audit?what=customers_joined").text(".moment .said p:first-child"),
        "Ada joined two customers, who are a customer."
    );
    assert_eq!(record(&ben, &returned(&pet)), pet, "what was sold to the one who went can come back");
    assert_eq!(ben.get(&lang).text(".page-head p"), "Took 2 pets home for 241.00 €, and got 100.00 € back.");
}

#[test]
fn random_sales_and_joins_leave_events_hashes_seals_and_takings_as_they_were_and_add_up() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let mut random = 20_261_127_u64;
    let mut below = |n: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % n
    };
    let mut people: Vec<String> = (0..7).map(|n| kept(&ben, &format!("Person {n}"), "", "")).collect();
    for n in 0..12 {
        let pet = arrived(&ben, &format!("Pet {n}"));
        let to = people[below(people.len())].clone();
        record(&ben, &sale(&pet).with("customer_id", id(&to)).with("sale_price", &format!("{}.50", below(90) + 10)));
        if below(4) == 0 {
            record(&ben, &returned(&pet).with("refund", "5"));
        }
    }
    let seal = match shop.sql(|conn| snapshot::refresh(conn, seal_key(), None)) {
        snapshot::Refreshed::Done(seal) => *seal,
        snapshot::Refreshed::AlreadyRunning => panic!("nobody else refreshes here"),
    };
    let (before, money) = (books(&shop), figures(&ben));
    let mut gone = Vec::new();
    while people.len() > 2 {
        let goes = people.remove(below(people.len()));
        let stays = people[below(people.len())].clone();
        assert_eq!(joined(&ada, &stays, &goes).status, 303);
        gone.push(goes);
    }
    assert_eq!(books(&shop), before);
    assert_eq!(figures(&ben), money);
    let against = Against { trust: Some(seal_key().trust().clone()), kept: vec![seal] };
    let found = shop.sql(|conn| verify::verify(conn, &against, &mut |_| ()));
    assert!(found.is_clean(), "{:#?}", found.faults);
    let of = |page: &String| ben.get(page).select("ol.timeline > li").len();
    assert_eq!(people.iter().map(of).sum::<usize>(), 19, "every sale is somebody's");
    for goes in &gone {
        let there = ben.get(goes);
        assert!(there.status == 303 && people.iter().any(|stays| stays == there.location()), "{goes} leads to {}", there.location());
    }
}

#[test]
fn who_cannot_be_joined_is_said_and_nothing_happens() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let lang = kept(&ben, "Mrs Lang", "", "");
    let kurz = kept(&ben, "Mr Kurz", "", "");
    let gone = kept(&ben, "Frau Lang", "", "");
    let forgotten = kept(&ben, "Mr Nobody", "", "");
    assert_eq!(joined(&ada, &lang, &gone).status, 303);
    assert_eq!(ada.fill_in(&format!("{forgotten}/forgetting"), &[]).status, 303);
    let path = format!("{lang}/join");
    let key = uuid::Uuid::now_v7().to_string();
    for other in [id(&lang), id(&gone), id(&forgotten), "01890000-0000-7000-8000-000000000000", "", "x", "'", "0"] {
        for confirm in ["", "yes"] {
            let answer = ada.post(&path, &[("form_key", &key), ("other_id", other), ("confirm", confirm), ("expected_version", "5")]);
            assert_eq!(answer.status, 422, "{other} {confirm}: {}", answer.body);
            assert_eq!(answer.field_error("other_id"), "Choose another customer from the list");
        }
    }
    let stale = ada.post(&path, &[("form_key", &key), ("other_id", id(&kurz)), ("confirm", "yes")]);
    assert_eq!((stale.status, stale.select("main .notice h2").len()), (409, 1), "a form without what was seen");
    assert_eq!((ben.get(&path).status, ben.post(&path, &[]).status), (403, 403), "as forgetting is");
    assert_eq!(count(&shop, "SELECT count(*) AS n FROM customers WHERE joined_into IS NOT NULL"), 1);
}

#[test]
fn who_bought_something_or_was_mended_meanwhile_is_looked_at_again() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let lang = kept(&ben, "Mrs Lang", "", "");
    let other = kept(&ben, "Frau Lang", "", "");
    let path = format!("{lang}/join?other_id={}", id(&other));
    let post = |page: &Answer| {
        let hidden = page.hidden_fields();
        let mut fields: Vec<_> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.push(("confirm", "yes"));
        ada.post(&format!("{lang}/join"), &fields)
    };
    let first = ada.get(&path);
    record(&ben, &sale(&arrived(&ben, "Rex")).with("customer_id", id(&other)));
    let second = post(&first);
    assert_eq!(second.status, 409);
    assert!(second.text("section[aria-labelledby=stays]").contains("3, all of them"));
    assert_eq!(ben.fill_in(&format!("{lang}/edit"), &[("name", "Mrs Lange")]).status, 303);
    let third = post(&second);
    assert_eq!((third.status, third.text("h1").as_str()), (409, "Join Frau Lang into Mrs Lange?"));
    assert_eq!(post(&third).status, 303);
    assert_eq!(post(&third).status, 303, "the same form twice is once");
    assert_eq!(count(&shop, "SELECT count(*) AS n FROM audit_log WHERE what = 'customers_joined'"), 1);
}

#[test]
fn joining_flattens_and_the_database_keeps_neither_chain_nor_circle() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let people: Vec<String> = ["Anna", "Berta", "Clara", "Dora"].iter().map(|name| kept(&ben, name, "", "")).collect();
    for (stays, goes) in [(1, 0), (2, 1), (3, 2)] {
        assert_eq!(joined(&ada, &people[stays], &people[goes]).status, 303);
    }
    for goes in &people[..3] {
        assert_eq!(ben.get(goes).location(), people[3]);
    }
    assert_eq!(ben.get(&people[3]).text(".page-head p"), "Took 4 pets home for 482.00 €.");
    let (a, d) = (id(&people[0]), id(&people[3]));
    let by = "joined_at = now(), joined_by = (SELECT id FROM accounts LIMIT 1)";
    for change in [
        format!("UPDATE customers SET name = NULL, email = NULL, phone = NULL, joined_into = '{a}', {by} WHERE id = '{d}'"),
        format!("UPDATE customers SET name = NULL, email = NULL, phone = NULL, joined_into = '{d}', {by} WHERE id = '{d}'"),
        format!("UPDATE customers SET joined_into = '{}' WHERE id = '{a}'", id(&people[1])),
        format!("UPDATE customers SET joined_into = '{a}' WHERE id = '{a}'"),
        format!("UPDATE customers SET joined_into = NULL WHERE id = '{a}'"),
        format!("UPDATE customers SET name = 'Anna' WHERE id = '{a}'"),
        format!("UPDATE customers SET joined_by = NULL WHERE id = '{a}'"),
        "UPDATE customers SET joined_into = gen_random_uuid() WHERE joined_into IS NOT NULL".to_owned(),
    ] {
        assert!(shop.database.connect().batch_execute(&change).is_err(), "{change}");
    }
}

#[test]
fn who_is_forgotten_after_joining_is_forgotten_under_every_id() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let lang = kept(&ben, "Mrs Lang", "lang@forgotten.example", "");
    let other = kept(&ben, "Frau Lang", "other@forgotten.example", "+43 1 555 0199");
    let pets: Vec<String> = [&lang, &other].iter().map(|page| ben.get(page).attr("a.pet", "href").remove(0)).collect();
    assert_eq!(joined(&ada, &lang, &other).status, 303);
    let asked = ada.get(&format!("{lang}/forgetting"));
    assert!(asked.text("section[aria-labelledby=stays]").contains("2 sales"));
    assert_eq!(ada.fill_in(&format!("{lang}/forgetting"), &[]).status, 303);
    if let Some(dump) = data_dump(&shop.database.url) {
        for secret in ["forgotten.example", "555 0199"] {
            assert!(!dump.contains(secret), "{secret}");
        }
    }
    for pet in pets {
        assert!(ben.get(&pet).body.contains("a forgotten customer"), "{pet}");
    }
    assert_eq!(ben.get(&other).location(), lang);
    assert!(ben.get(&lang).text(".page-head").contains("Took 2 pets home"));
}

#[test]
fn of_two_joins_at_once_the_other_way_round_one_is_done() {
    let shop = Shop::open();
    let ada = shop.account("Ada", hello::store::people::accounts::Role::Admin);
    let ben = shop.staff();
    for round in 0..6 {
        let pair = [kept(&ben, &format!("A{round}"), "", ""), kept(&ben, &format!("B{round}"), "", "")];
        let mut statuses: Vec<u16> = thread::scope(|scope| {
            let both: Vec<_> = [(0, 1), (1, 0)]
                .into_iter()
                .map(|(stays, goes)| {
                    let visitor = shop.signed_in(ada);
                    let hidden = visitor.get(&format!("{}/join?other_id={}", pair[stays], id(&pair[goes]))).hidden_fields();
                    let path = format!("{}/join", pair[stays]);
                    scope.spawn(move || {
                        let mut fields: Vec<_> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                        fields.push(("confirm", "yes"));
                        visitor.post(&path, &fields).status
                    })
                })
                .collect();
            both.into_iter().map(|join| join.join().unwrap()).collect()
        });
        statuses.sort_unstable();
        assert!(statuses == [303, 404] || statuses == [303, 409] || statuses == [303, 422], "{statuses:?}");
        let one = "SELECT count(*) AS n FROM customers WHERE joined_into IS NOT NULL";
        assert_eq!(count(&shop, one), round + 1);
    }
}

#[test]
fn a_sale_to_the_one_who_goes_while_they_are_joined_is_a_sale_to_the_one_who_stays() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let (lang, other) = (kept(&ben, "Mrs Lang", "", ""), kept(&ben, "Frau Lang", "", ""));
    let rex = arrival(&ben, "Rex", "Dog", "250");
    let form = sale(&rex).with("customer_id", id(&other));
    let hidden = ben.get(&form.path).hidden_fields();
    // A join that has not committed yet.
    let mut joining = shop.database.connect();
    joining
        .batch_execute(&format!(
            "BEGIN;
             UPDATE customers SET name = NULL, email = NULL, phone = NULL, joined_into = '{}', joined_at = now(),
                                  joined_by = (SELECT id FROM accounts LIMIT 1) WHERE id = '{}'",
            id(&lang),
            id(&other)
        ))
        .unwrap();
    let status = thread::scope(|scope| {
        let selling = scope.spawn(|| form.send_with(&ben_again(&shop), &hidden).status);
        wait_for(&shop, 1);
        joining.batch_execute("COMMIT").unwrap();
        selling.join().unwrap()
    });
    assert_eq!(status, 303);
    let sold_to = format!("SELECT count(*) AS n FROM pet_sold_events WHERE customer_id = '{}'", id(&lang));
    assert_eq!(count(&shop, &sold_to), 2);
    assert_eq!(ada.get(&other).location(), lang);
    assert_eq!(ada.get(&lang).text(".page-head p"), "Took 3 pets home for 361.50 €.");
    // And one that is chosen by an id from before, of a page that was open all the time.
    record(&ben, &sale(&arrived(&ben, "Tom")).with("customer_id", id(&other)));
    assert_eq!(count(&shop, &sold_to), 3);
}

fn ben_again(shop: &Shop) -> Visitor {
    shop.signed_in(shop.account("Eve", hello::store::people::accounts::Role::Staff))
}

#[test]
fn sales_and_joins_at_once_lose_no_sale() {
    let shop = Shop::with().config(|config| config.pool_wait = Duration::from_secs(20)).open();
    let ada = shop.account("Ada", hello::store::people::accounts::Role::Admin);
    let first = shop.signed_in(ada);
    let stays = kept(&first, "Mrs Lang", "", "");
    let people: Vec<String> = (0..6).map(|n| kept(&first, &format!("Person {n}"), "", "")).collect();
    let sales: Vec<_> = people.iter().map(|to| sale(&arrived(&first, "Rex")).with("customer_id", id(to))).collect();
    let sold: usize = thread::scope(|scope| {
        let selling: Vec<_> = sales
            .iter()
            .map(|form| {
                let visitor = shop.signed_in(ada);
                scope.spawn(move || form.send(&visitor).status)
            })
            .collect();
        let joining: Vec<_> = people
            .iter()
            .map(|goes| {
                let (visitor, stays) = (shop.signed_in(ada), &stays);
                scope.spawn(move || {
                    // Whoever was slower looks again.
                    for _ in 0..20 {
                        if joined(&visitor, stays, goes).status == 303 {
                            return;
                        }
                    }
                    panic!("{goes} was never joined");
                })
            })
            .collect();
        let statuses: Vec<u16> = selling.into_iter().map(|sale| sale.join().unwrap()).collect();
        joining.into_iter().for_each(|join| join.join().unwrap());
        assert!(statuses.iter().all(|status| *status == 303), "{statuses:?}");
        statuses.len()
    });
    assert_eq!(first.get(&stays).select("ol.timeline > li").len(), 1 + people.len() + sold);
    assert_eq!(count(&shop, "SELECT count(*) AS n FROM customers WHERE name IS NOT NULL"), 1);
}
