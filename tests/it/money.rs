//! Money in the currency of the shop: typed, kept, shown, exported and certified with its decimals; and the one currency of the books.

use super::day::{arrival, arrived, count, events, price_change, record, returned, sale};
use super::harness::{Database, Shop, seal_key};
use super::roles::lines;
use diesel::connection::SimpleConnection;
use hello::demo;
use hello::integrity::Certificate;
use hello::shop::Currency;
use hello::store::log::books;
use hello::store::proof::verify;
use hello::store::proof::verify::Against;
use hello::store::state::snapshot;

/// A currency; what is typed as a price, a new price, what is paid and what is paid back; how those are kept, and shown.
type Case = (&'static str, [&'static str; 4], [&'static str; 4], [&'static str; 4]);

const CASES: [Case; 5] = [
    (
        "EUR",
        ["1,250.00 €", "EUR 1 100", ".50", "0"],
        ["1250.00", "1100.00", "0.50", "0.00"],
        ["1,250.00 €", "1,100.00 €", "0.50 €", "without a refund"],
    ),
    (
        "JPY",
        ["125,000\u{a0}JPY", "¥120,000", "119000", "1"],
        ["125000", "120000", "119000", "1"],
        ["125,000 JPY", "120,000 JPY", "119,000 JPY", "1 JPY refunded"],
    ),
    (
        "KWD",
        ["12.345", "KWD 11,5", "1,234.500\u{202f}KWD", "1234.499"],
        ["12.345", "11.500", "1234.500", "1234.499"],
        ["12.345 KWD", "11.500 KWD", "1,234.500 KWD", "1,234.499 KWD refunded"],
    ),
    (
        "CLF",
        ["1.2345", "0.0001", "99,999,999.9999 CLF", "5."],
        ["1.2345", "0.0001", "99999999.9999", "5.0000"],
        ["1.2345 CLF", "0.0001 CLF", "99,999,999.9999 CLF", "5.0000 CLF refunded"],
    ),
    (
        "INR",
        ["₹1,23,456.00", "9,99,999", "123 456.5 INR", "5"],
        ["123456.00", "999999.00", "123456.50", "5.00"],
        ["123,456.00 INR", "999,999.00 INR", "123,456.50 INR", "5.00 INR refunded"],
    ),
];

fn shop_in(code: &str) -> Shop {
    let currency = Currency::of(code).unwrap();
    Shop::with().config(move |config| config.currency = currency).open()
}

#[test]
fn an_amount_goes_round_through_forms_database_lists_csv_certificate_and_verify_in_its_currency() {
    for (code, [price, new_price, paid, refund], kept, [price_shown, new_shown, paid_shown, refund_shown]) in CASES {
        let shop = shop_in(code);
        let ben = shop.staff();
        let from = shop.clock.now();
        shop.clock.advance(chrono::TimeDelta::seconds(2));
        let rex = record(&ben, &arrival().with("name", "Rex").with("price", price));
        record(&ben, &price_change(&rex).with("new_price", new_price));
        assert_eq!(ben.get(&format!("{rex}/sale")).value("sale_price"), kept[1], "{code}");
        assert_eq!(ben.get(&format!("/pets?min_price={}&max_price={}", kept[1], kept[1])).select("a.name"), ["Rex"], "{code}");
        record(&ben, &sale(&rex).with("sale_price", paid));
        assert_eq!(ben.get(&format!("{rex}/return")).value("refund"), kept[2], "{code}");
        shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));

        let moment = from.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
        let csv = ben.get(&format!("/compare.csv?from={moment}")).body;
        assert!(csv.contains(&format!(",{},,", kept[1])) && csv.contains(&format!(",{},", kept[2])), "{code}: {csv}");
        record(&ben, &returned(&rex).with("refund", refund));

        let in_database = "SELECT price::text FROM pet_arrived_events UNION ALL SELECT new_price::text FROM pet_price_change_events
                           UNION ALL SELECT sale_price::text FROM pet_sold_events UNION ALL SELECT refund::text FROM pet_returned_events";
        assert_eq!(shop.sql(|conn| Ok(lines(conn, in_database))), kept, "{code}");
        let story = ben.get(&rex).select(".timeline li");
        for (line, shown) in story.iter().rev().zip([price_shown, new_shown, paid_shown, refund_shown]) {
            assert!(line.replace('\u{a0}', " ").contains(shown), "{code}: {line} has no {shown}");
        }
        shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        let list = ben.get("/pets").text("td.figure-cell.beside").replace('\u{a0}', " ");
        assert!(list.contains(new_shown), "{code}: {list}");
        let certified = ben.get(&format!("{rex}/certificate")).text("article .card:first-of-type").replace('\u{a0}', " ");
        assert!([price_shown, new_shown, paid_shown, refund_shown].iter().all(|shown| certified.contains(shown)), "{code}: {certified}");
        let file = Certificate::parse(&ben.get(&format!("{rex}/certificate.txt")).body).unwrap();
        assert_eq!(file.check(|key| *key == seal_key().public()).unwrap()[0].pet.price.to_string(), kept[1], "{code}");
        let found = shop.sql(|conn| verify::verify(conn, &Against { trust: Some(seal_key().trust().clone()), kept: vec![] }, &mut |_| ()));
        assert!(found.is_clean() && found.events == 4, "{code}: {:?}", found.faults);
    }
}

#[test]
fn a_form_asks_for_amounts_as_its_currency_has_them() {
    for (code, keys, example, refused, why) in [
        ("EUR", "decimal", "24.90", "1,234", "“1,234” could mean 1234.00 or 1.23"),
        ("JPY", "numeric", "2490", "24.90", "“24.90” has 2 decimals, and JPY has none"),
        ("KWD", "decimal", "24.900", "1,234", "“1,234” could mean 1234.000 or 1.234"),
    ] {
        let shop = shop_in(code);
        let ben = shop.staff();
        assert_eq!(ben.get("/pets/arrival").attr("#price", "inputmode"), [keys]);
        let missing = arrival().with("price", "").send(&ben);
        assert_eq!((missing.status, missing.field_error("price")), (422, format!("Enter a price, like {example}")), "{code}");
        let answer = arrival().with("price", refused).send(&ben);
        assert_eq!((answer.status, answer.value("price").as_str()), (422, refused), "{code}: what was typed is there again");
        assert!(answer.field_error("price").contains(why), "{code}: {}", answer.field_error("price"));
        assert_eq!(events(&shop), 0);
        record(&ben, &arrival().with("price", "25"));
        assert_eq!(ben.get("/pets").attr("#min_price, #max_price", "inputmode"), [keys; 2], "{code}");
    }
}

#[test]
fn a_shop_whose_amounts_were_kept_with_two_decimals_shows_those_of_its_currency() {
    let shop = shop_in("JPY");
    let ben = shop.staff();
    let rex = arrived_as_before(&shop, "125000.00");
    let page = ben.get(&rex);
    assert!(page.text(".price").contains("125,000 JPY"), "{}", page.text(".price"));
    assert_eq!(ben.get(&format!("{rex}/sale")).value("sale_price"), "125000");
    record(&ben, &sale(&rex).with("sale_price", "125000"));
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let found = shop.sql(|conn| verify::verify(conn, &Against { trust: Some(seal_key().trust().clone()), kept: vec![] }, &mut |_| ()));
    assert!(found.is_clean(), "{:?}", found.faults);
}

/// A pet that arrived before there were books; answers its page.
fn arrived_as_before(shop: &Shop, price: &str) -> String {
    let id = "0190163d-8694-739b-aea5-966c26f8ad91";
    shop.sql(|conn| {
        Ok(conn.batch_execute(&format!(
            "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
             VALUES (gen_random_uuid(), now(), '{id}', 1, current_date - 1, 'Rex', 'Dog', {price})"
        ))?)
    });
    format!("/pets/{id}")
}

#[test]
fn the_first_event_fixes_the_currency_and_nothing_is_recorded_in_another() {
    let mut shop = Shop::open();
    let ben = shop.staff();
    assert_eq!(shop.sql(|conn| count(conn, "SELECT count(*) AS n FROM books")), 0, "nothing is recorded yet");
    let eur = Currency::default();
    let jpy = Currency::of("JPY").unwrap();
    assert!(shop.sql(|conn| Ok(books::open(conn, jpy).is_ok() && books::open(conn, eur).is_ok())));
    let refused = arrival().with("price", "much").send(&ben);
    assert_eq!(refused.status, 422);
    assert_eq!(shop.sql(|conn| count(conn, "SELECT count(*) AS n FROM books")), 0);
    let rex = arrived(&ben, "Rex");
    assert_eq!(shop.sql(|conn| Ok(lines(conn, "SELECT currency FROM books"))), ["EUR"]);
    let told = shop.sql(|conn| Ok(books::open(conn, jpy).unwrap_err().to_string()));
    assert!(told.contains("kept in EUR, and HELLO_CURRENCY is JPY"), "{told}");
    assert!(shop.sql(|conn| Ok(books::open(conn, eur).is_ok())));

    // An instance that was started for another one before the first event learns of it when it records.
    (shop.config.currency, shop.config.currency_is_set) = (jpy, true);
    shop.reopen(|_| ());
    for form in [arrival().with("price", "2490"), price_change(&rex).with("new_price", "2490"), sale(&rex).with("sale_price", "2490")] {
        let answer = form.send(&ben);
        assert_eq!(answer.status, 422, "{}", answer.body);
        let problem = answer.text(".problem");
        assert!(problem.contains("Ask whoever runs the shop") && problem.contains("kept in EUR, and HELLO_CURRENCY is JPY"), "{problem}");
        assert!(answer.body.contains("value=\"2490\""), "what was typed is there again");
    }
    assert_eq!(events(&shop), 1);
}

#[test]
fn two_first_events_in_two_currencies_make_one_book() {
    let database = Database::migrated();
    let kept = std::thread::scope(|scope| {
        let begun = ["EUR", "JPY", "KWD", "CLF"].map(|code| {
            let mut conn = database.connect();
            scope.spawn(move || books::keep(&mut conn, Currency::of(code).unwrap()).is_ok())
        });
        begun.into_iter().map(|one| one.join().unwrap()).filter(|kept| *kept).count()
    });
    assert_eq!(kept, 1);
    assert_eq!(count(&mut database.connect(), "SELECT count(*) AS n FROM books").unwrap(), 1);
}

#[test]
fn the_shop_cannot_change_its_currency_in_the_database_either() {
    let shop = Shop::open();
    arrived(&shop.staff(), "Rex");
    for statement in
        ["UPDATE books SET currency = 'JPY'", "DELETE FROM books", "TRUNCATE books", "INSERT INTO books (currency) VALUES ('JPY')"]
    {
        let refused = hello::store::ground::database::connect(&shop.database.app_url).unwrap().batch_execute(statement);
        assert!(refused.is_err(), "{statement}");
    }
}

#[test]
fn an_invented_shop_has_the_prices_of_its_currency() {
    for (code, greatest_scale) in [("JPY", 0), ("KWD", 3), ("CLF", 4)] {
        let database = Database::migrated();
        let mut conn = database.connect();
        let plan = demo::Plan {
            pets: 40,
            seed: 2,
            now: "2026-11-20T16:00:00Z".parse().unwrap(),
            time_zone: chrono_tz::Asia::Tokyo,
            currency: Currency::of(code).unwrap(),
        };
        demo::run(&mut conn, &plan, seal_key(), &mut |_| ()).unwrap();
        let scales = lines(&mut conn, "SELECT DISTINCT scale(price)::text FROM pet_origins");
        assert_eq!(scales, [greatest_scale.to_string()], "{code}");
        assert_eq!(lines(&mut conn, "SELECT currency FROM books"), [code]);
    }
}

#[test]
fn a_form_of_the_list_that_cannot_be_read_is_told_with_what_is_wrong() {
    let shop = Shop::open();
    let ben = shop.staff();
    arrived(&ben, "Rex");
    let list = ben.get("/pets?min_price=1%2C234&max_price=2%C2%A0000%2C00%20%E2%82%AC");
    assert!(list.body.contains("“1,234” could mean 1234.00 or 1.23"), "{}", list.body);
    assert!(list.text(".chips").contains("up to 2,000.00"), "{}", list.text(".chips"));
}
