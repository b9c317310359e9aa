//! Pets that come back from a customer: the sale stays, the refund counts on its own day, and the pet is in the store again.

use super::day::{Form, arrival, arrived, birth, events, loss, price_change, record, retraction, returned, sale};
use super::harness::{Shop, seal_key};
use hello::store::When;
use hello::store::log::steps::{Steps, Way, step};
use hello::store::state::{figures, snapshot};

#[test]
fn a_pet_that_came_back_is_in_the_store_at_its_last_price_and_its_sale_stays_in_the_books() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = record(&ben, &sale(&record(&ben, &price_change(&arrived(&ben, "Rex")))).with("sale_price", "110"));
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    assert_eq!(ben.get(&rex).select(".actions a"), ["Has come back", "Sold by mistake?"]);
    let form = ben.get(&format!("{rex}/return"));
    assert_eq!((form.status, form.text("h1").as_str(), form.value("refund").as_str()), (200, "Rex has come back", "110.00"));

    let before = events(&shop);
    let asked = returned(&rex).with("confirm", "").send(&ben);
    assert_eq!((asked.status, asked.text("h1").as_str()), (200, "Has Rex come back?"));
    assert!(
        asked.text("form.card dl div:nth-child(3)").contains("100.00 € of the 110.00 €"),
        "{}",
        asked.text("form.card dl div:nth-child(3)")
    );
    let changed = Form::new(format!("{rex}/return"), &[("confirm", "no")]).send_with(&ben, &asked.hidden_fields());
    assert_eq!((changed.status, changed.select("textarea[name=reason]")), (200, vec!["an allergy in the family".to_owned()]));
    assert_eq!(events(&shop), before, "nothing is recorded yet");
    let confirmed = Form::new(format!("{rex}/return"), &[("confirm", "yes")]).send_with(&ben, &asked.hidden_fields());
    assert_eq!((confirmed.status, confirmed.location()), (303, rex.as_str()));

    let page = ben.get(&rex);
    assert!(page.select(".badge").contains(&"Available".to_owned()));
    assert!(page.text(".price").starts_with("120.50 €"), "{}", page.text(".price"));
    assert!(page.select(".timeline li")[0].starts_with("Came back from the customer, 100.00 € refunded: an allergy in the family"));
    assert_eq!((page.select(".timeline s").len(), page.select(".actions a")[0].as_str()), (0, "Sell"));
    for (query, shown) in [("status=available", vec!["Rex"]), ("status=sold", vec![]), ("status=lost", vec![])] {
        assert_eq!(ben.get(&format!("/pets?{query}")).select("a.name"), shown, "{query}");
    }
    let customer = ben.get("/customers").attr("a.name", "href").remove(0);
    let customer = ben.get(&customer);
    assert!(
        customer.text(".page-head").contains("Took 1 pet home for 110.00 €, and got 100.00 € back."),
        "{}",
        customer.text(".page-head")
    );
    assert!(customer.select(".timeline li")[0].contains("100.00 € refunded"));
    let kit = record(&ben, &birth(&rex));
    assert!(ben.get(&format!("{rex}/retraction")).body.contains("Rex has had young since"), "{kit} was born to a mother in the store");
    record(&ben, &retraction(&kit));
    record(&ben, &sale(&rex).with("customer_name", "Mr Kurz"));
    assert_eq!(ben.get("/pets?status=sold").select("a.name"), ["Rex"], "and it can be sold anew");
}

#[test]
fn a_refund_counts_on_its_own_day_and_is_told_apart_from_the_takings() {
    let shop = Shop::open();
    let ben = shop.staff();
    let today = shop.clock.now().with_timezone(&shop.config.time_zone).date_naive();
    let sold_on = today - chrono::Days::new(40);
    let rex = record(&ben, &arrival().with("name", "Rex").with("occurred_on", &sold_on.to_string()));
    record(&ben, &sale(&rex).with("occurred_on", &sold_on.to_string()));
    record(&ben, &returned(&rex));
    let trade = |from, to| shop.sql(move |conn| figures::trade(conn, When::Now, from, to));
    let (then, now) = (trade(sold_on, sold_on), trade(today, today));
    assert_eq!((then.sold, then.takings.to_string(), then.returned, then.refunds), (1, "120.50".to_owned(), 0, 0.into()));
    assert_eq!((now.sold, now.takings, now.returned, now.refunds.to_string()), (0, 0.into(), 1, "100.00".to_owned()));
    let first = ben.get("/");
    assert!(first.select(".figure .label").iter().any(|label| label == "100.00 € refunded"), "{:?}", first.select(".figure .label"));
    assert!(first.select(".picture").iter().any(|picture| picture.contains("100.00 € of it were refunded")));
    let compared = ben.get("/compare");
    let rows = compared.select(".happened-table tr");
    assert!(rows.iter().any(|row| row.starts_with("Refunds") && row.ends_with("100.00 €")), "{rows:?}");
    assert!(rows.iter().any(|row| row == "Returns101"), "{rows:?}");
}

#[test]
fn a_return_that_is_taken_back_leaves_the_pet_with_its_customer() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = record(&ben, &returned(&record(&ben, &sale(&arrived(&ben, "Rex")))));
    let from = shop.clock.now();
    shop.clock.advance(chrono::TimeDelta::seconds(2));
    record(&ben, &retraction(&rex));
    let page = ben.get(&rex);
    assert!(page.select(".badge").contains(&"Sold".to_owned()) && page.body.contains("Mrs Lang"));
    assert_eq!(page.select(".timeline s").len(), 1);
    let moment = from.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    for kind in ["", "&what=sold"] {
        let compared = ben.get(&format!("/compare?from={moment}{kind}"));
        assert_eq!(compared.select(".differences a.name"), ["Rex"], "{kind}: {}", compared.body);
    }
}

#[test]
fn only_a_sold_pet_comes_back_and_never_for_more_than_was_paid() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    for pet in [rex.clone(), record(&ben, &loss(&rex))] {
        let form = ben.get(&format!("{pet}/return"));
        assert!(form.status == 200 && form.body.contains("Rex is not sold, so nobody can bring it back"), "{}", form.body);
        assert!(form.select("textarea[name=reason]").is_empty());
    }
    let bella = record(&ben, &sale(&arrived(&ben, "Bella")));
    let before = events(&shop);
    for confirm in ["", "yes"] {
        let answer = returned(&bella).with("refund", "120.51").with("confirm", confirm).send(&ben);
        assert_eq!((answer.status, answer.value("refund").as_str()), (422, "120.51"));
        assert!(answer.field_error("refund").starts_with("Enter a refund of at most 120.50"), "{}", answer.field_error("refund"));
    }
    assert_eq!(events(&shop), before);
    record(&ben, &returned(&bella).with("refund", "0"));
    assert!(ben.get(&bella).select(".timeline li")[0].contains("without a refund"));
}

#[test]
fn each_customer_steps_through_what_is_theirs_and_not_through_the_next_ones_return() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = record(&ben, &returned(&record(&ben, &sale(&arrived(&ben, "Rex")))));
    let by_kurz = sale(&rex).with("customer_name", "Mr Kurz").with("customer_email", "").with("customer_phone", "");
    record(&ben, &returned(&record(&ben, &by_kurz)));
    let steps_of = |name: &str| {
        let page = ben.get(&format!("/customers?q={name}")).attr("a.name", "href").remove(0);
        let customer = hello::shop::CustomerId(page.trim_start_matches("/customers/").parse().unwrap());
        shop.sql(move |conn| {
            let (mut steps, mut at) = (0, chrono::DateTime::UNIX_EPOCH);
            while let Some(next) = step(conn, Steps::Customer(customer), Way::Later, at)? {
                (steps, at) = (steps + 1, next);
            }
            Ok(steps)
        })
    };
    assert_eq!((steps_of("Lang"), steps_of("Kurz")), (2, 2), "a sale and its return each");
    record(&ben, &retraction(&rex));
    assert_eq!((steps_of("Lang"), steps_of("Kurz")), (2, 3));
    let lang = ben.get("/customers?q=Lang").attr("a.name", "href").remove(0);
    assert_eq!(ben.get(&lang).text(".page-head p"), "Took 1 pet home for 120.50 €, and got 100.00 € back.");
}

#[test]
fn of_two_who_bring_a_pet_back_at_once_one_is_told_that_it_is_back() {
    let shop = Shop::open();
    let ben = shop.account("Ben", hello::store::people::accounts::Role::Staff);
    let first = shop.signed_in(ben);
    let rex = record(&first, &sale(&arrived(&first, "Rex")));
    let before = events(&shop);
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let both: Vec<_> = (0..2)
            .map(|_| {
                let visitor = shop.signed_in(ben);
                let hidden = visitor.get(&format!("{rex}/return")).hidden_fields();
                let form = returned(&rex);
                scope.spawn(move || form.send_with(&visitor, &hidden).status)
            })
            .collect();
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!((statuses, events(&shop)), (vec![303, 409], before + 1));
}

#[test]
fn a_return_before_its_sale_or_with_a_reason_that_nobody_sees_is_refused_and_one_of_nothing_for_nothing_is_taken() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = record(&ben, &sale(&arrived(&ben, "Rex")).with("sale_price", "0"));
    let yesterday = (shop.clock.now().with_timezone(&shop.config.time_zone).date_naive() - chrono::Days::new(1)).to_string();
    for (field, value) in
        [("occurred_on", yesterday.as_str()), ("reason", "\u{200b}"), ("refund", "0.01"), ("refund", "1e1"), ("refund", "NaN")]
    {
        let answer = returned(&rex).with("refund", "0").with(field, value).send(&ben);
        assert_eq!(answer.status, 422, "{field}={value}: {}", answer.text("main"));
        assert!(!answer.field_error(field).is_empty(), "{field}={value}");
    }
    record(&ben, &returned(&rex).with("refund", "0"));
}
