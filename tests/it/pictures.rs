//! Pictures: the figures beside them are the truth, every relative is a link, and each event marks what it changed.

use super::day::{arrival, arrived, birth, count, find, loss, price_change, record, retraction, sale};
use super::harness::{Shop, Visitor};
use chrono::{Datelike, Months};
use diesel::connection::SimpleConnection;
use hello::store::state::projection;

fn id(pet: &str) -> &str {
    pet.trim_start_matches("/pets/")
}

/// The address of the newest event of a pet, as its page links it.
fn newest_event(ben: &Visitor, pet: &str) -> String {
    ben.get(pet).attr(".timeline a[data-row]", "href").remove(0)
}

#[test]
fn the_price_is_drawn_and_told_in_figures() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    record(&ben, &price_change(&bella));
    record(&ben, &loss(&bella));
    record(&ben, &find(&bella));
    record(&ben, &sale(&bella).with("sale_price", "99.00"));
    let page = ben.get(&bella);
    let rows = page.select("table.figures-table tr td:nth-child(n+2)");
    assert_eq!(rows, ["came", "135.00 €", "price change", "120.50 €", "lost", "", "found again", "", "sold", "99.00 €"]);
    assert_eq!(page.text("svg.chart > title"), "The price of Bella over its life");
    let told = page.text("svg.chart > desc");
    assert!(told.contains("came at 135.00 €") && told.ends_with("sold for 99.00 €."), "{told}");
    assert!(page.select("svg text.sky").contains(&"sold 99.00 €".to_owned()));
    assert_eq!(page.attr("[style]", "style"), Vec::<String>::new(), "the policy forbids styles of their own");
}

#[test]
fn every_value_of_a_pet_leads_to_the_event_that_set_it() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let kit = record(&ben, &birth(&bella));
    record(&ben, &price_change(&kit));
    record(&ben, &sale(&kit));
    let page = ben.get(&kit);
    let facts = page.select(".why > div");
    for (fact, event) in
        [("Status", "sale"), ("Price", "price change"), ("Lives with", "sale"), ("Paid", "sale"), ("Name", "birth"), ("Mother", "birth")]
    {
        let found = facts.iter().find(|text| text.starts_with(fact)).unwrap();
        assert!(found.contains(event), "{found}");
    }
    assert_eq!(page.attr(".why a[href^='/events/']", "href").len(), 6);
    assert!(facts.iter().any(|text| text.starts_with("Price120.50 €")), "what it cost stands beside what was paid: {facts:?}");
    for event in page.attr(".why a[href^='/events/']", "href") {
        assert_eq!(ben.get(&event).status, 200);
    }
}

#[test]
fn each_kind_of_event_marks_what_it_changed() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let changed = |pet: &str| {
        let page = ben.get(&newest_event(&ben, pet));
        (page.select(".change .changed th"), page.select(".change .changed td"), page.select(".change .badge"))
    };
    let (what, values, words) = changed(&bella);
    assert_eq!(what, ["Name", "Species", "Status", "Price"]);
    assert_eq!(values[0], "not in the books yet");
    assert!(words.iter().all(|word| word == "new"));

    let kit = record(&ben, &birth(&bella));
    let (what, values, _) = changed(&kit);
    assert_eq!(what, ["Name", "Species", "Status", "Price", "Mother"]);
    assert_eq!(values.last().unwrap(), "Bella new");

    for (form, expected) in [
        (price_change(&kit), vec!["Price", "95.50 €", "120.50 € changed"]),
        (loss(&kit), vec!["Status", "Available", "Lost changed"]),
        (find(&kit), vec!["Status", "Lost", "Available changed"]),
    ] {
        record(&ben, &form);
        let (what, values, words) = changed(&kit);
        assert_eq!([what, values].concat(), expected);
        assert_eq!(words, ["changed"]);
    }
    record(&ben, &sale(&kit));
    let (what, values, _) = changed(&kit);
    assert_eq!(what, ["Status", "Lives with", "Paid"]);
    assert_eq!(values, ["Available", "Sold changed", "–none", "Mrs Lang changed", "–none", "120.50 € changed"]);

    record(&ben, &retraction(&kit));
    let (what, values, _) = changed(&kit);
    assert_eq!(what, ["Status", "Lives with", "Paid"]);
    assert_eq!(values[..2], ["Sold", "Available changed"]);
    for _ in 0..4 {
        record(&ben, &retraction(&kit));
    }
    let (what, values, words) = changed(&kit);
    assert_eq!(what, ["Name", "Species", "Status", "Price", "Mother"]);
    assert!(values.contains(&"Kit".to_owned()) && values.contains(&"not in the books any more changed".to_owned()), "{values:?}");
    assert_eq!(words, ["changed"]);
}

#[test]
fn a_tree_holds_every_relative_as_a_link() {
    let shop = Shop::open();
    let ben = shop.staff();
    let ada = arrived(&ben, "Ada");
    assert!(ben.get(&ada).select(".tree").is_empty(), "a pet without relatives has no tree");
    let mut family = vec![ada.clone()];
    for n in 1..=3 {
        let mother = family.last().unwrap().clone();
        family.push(record(&ben, &birth(&mother).with("name", &format!("Line {n}"))));
    }
    let litter: Vec<String> = (0..12).map(|n| record(&ben, &birth(&family[1]).with("name", &format!("Litter {n}")))).collect();
    let page = ben.get(&family[1]);
    let links = page.attr(".tree a", "href");
    for pet in family.iter().chain(&litter).filter(|pet| **pet != litter[11]) {
        assert!(links.contains(pet), "{pet}");
    }
    // Twelve of her thirteen young have room.
    assert_eq!(links.last().unwrap(), &format!("{}#young", family[1]));
    assert_eq!(page.text(".tree a.more text"), "and 1 more");
    assert_eq!(page.text(".tree a.self .strong"), "Line 1");
    assert_eq!(page.select("#family tbody tr").len(), links.len() - 1);
    assert_eq!(page.attr(".tree-room", "tabindex"), ["0"]);
    assert!(!page.attr(".tree-room", "aria-label").is_empty());
}

#[test]
fn a_mother_of_hundreds_still_has_a_page() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    shop.sql(|conn| {
        Ok(conn.batch_execute(&format!(
            "INSERT INTO pet_born_events (id, created_at, pet_id, version, occurred_on, name, species, price, mother_id)
             SELECT ('019f0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, clock_timestamp(), gen_random_uuid(), 1, current_date, 'Kit ' || n, 'Cat', 5, '{}'
             FROM generate_series(1, 400) AS n",
            id(&bella)
        ))?)
    });
    let page = ben.get(&bella);
    assert_eq!(page.status, 200);
    assert_eq!(page.text(".tree a.more text"), "and 388 more");
    assert_eq!(page.select("#young dt").len(), 400);
}

#[test]
fn the_stock_in_figures_is_the_truth() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 0..14 {
        for _ in 0..=(n % 3) {
            record(&ben, &arrival().with("species", &format!("Species {n}")));
        }
    }
    let gone = record(&ben, &arrival().with("species", "Dodo"));
    record(&ben, &loss(&gone));
    let page = ben.get("/");
    let table = "svg[aria-labelledby=stock-title] + details tbody tr";
    let shown = page.select(&format!("{table} td:nth-child(2)"));
    let sum: i64 = shown.iter().map(|n| n.parse::<i64>().unwrap()).sum();
    assert_eq!(sum, shop.sql(|conn| count(conn, "SELECT count(*) AS n FROM pets_state WHERE status = 'available'")));
    assert_eq!(shown.len(), 10);
    assert_eq!(page.select(&format!("{table}:last-child td:first-child")), ["5 others"]);
    assert_eq!(page.select("svg[aria-labelledby=stock-title] .strong"), shown);
}

#[test]
fn the_takings_of_twelve_months_are_the_truth_and_a_month_without_a_sale_is_nought() {
    let shop = Shop::open();
    let ben = shop.staff();
    let today = shop.clock.now().with_timezone(&shop.config.time_zone).date_naive();
    let first = today.with_day(1).unwrap();
    for (months_ago, price) in [(0, "10.50"), (3, "20.00"), (3, "1.25"), (11, "7.00"), (12, "1000.00")] {
        let day = (first - Months::new(months_ago)).to_string();
        let came = (first - Months::new(13)).to_string();
        let pet = record(&ben, &arrival().with("occurred_on", &came));
        record(&ben, &sale(&pet).with("occurred_on", &day).with("sale_price", price));
    }
    let page = ben.get("/");
    let figures = page.select("svg[aria-labelledby=months-title] + details tbody td:nth-child(3)");
    assert_eq!(figures.len(), 12);
    let expected = |n: usize| match n {
        0 => "7.00 €",
        8 => "21.25 €",
        11 => "10.50 €",
        _ => "0.00 €",
    };
    for (n, shown) in figures.iter().enumerate() {
        assert_eq!(shown, expected(n), "month {n}");
    }
    assert_eq!(page.select("svg[aria-labelledby=months-title] .bar").len(), 3);
    assert_eq!(page.text("svg[aria-labelledby=months-title] > desc").split(" in ").next().unwrap(), "38.75 €");
}

#[test]
fn a_long_story_is_told_from_its_newest_part_on_and_runs_of_price_changes_are_one_line() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    for price in 1..=6 {
        record(&ben, &price_change(&bella).with("new_price", &price.to_string()));
    }
    for _ in 0..20 {
        record(&ben, &loss(&bella));
        record(&ben, &find(&bella));
    }
    let page = ben.get(&bella);
    assert_eq!(page.select("#story > .timeline > li").len(), 30);
    let older = page.attr("#story > p a[href*='older=']", "href").remove(0);
    assert!(page.text("#story > p a").contains("12 lines"), "{}", page.text("#story > p a"));
    let rest = ben.get(&older);
    assert_eq!(rest.select("#story > .timeline > li").len(), 12);
    assert!(
        rest.text("#story .run > summary").contains("Price changed 6 times, 135.00 € →to 6.00 €"),
        "{}",
        rest.text("#story .run > summary")
    );
    assert_eq!(rest.attr("#story > p a", "href"), [format!("{bella}#story")], "and the way back to the newest");
    let events = |page: &super::harness::Answer| page.attr("#story .timeline a[data-row]", "href");
    let mut all = [events(&page), events(&rest)].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 47, "each event is told once, none is left out");
    let chart = ben.get(&bella).attr("svg.chart a.value", "href");
    assert!(!chart.is_empty() && chart.iter().all(|event| ben.get(event).status == 200), "a point leads to what it stands for");
}

#[test]
fn a_story_of_very_many_events_is_told_part_by_part_and_the_pet_is_what_all_of_them_made_it() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let id = bella.trim_start_matches("/pets/");
    let grow = |from: i32, until: i32| {
        shop.database
            .connect()
            .batch_execute(&format!(
                "DO $$
                 DECLARE
                     at timestamptz;
                     id uuid;
                 BEGIN
                     FOR version IN {from}..{until} LOOP
                         at := (SELECT last_recorded_at + interval '1 ms' FROM pet_streams WHERE pet_id = '{id}');
                         id := (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(version), 3, '0') || '8' || substr(md5(version::text), 1, 15))::uuid;
                         IF version % 11 = 3 THEN
                             INSERT INTO pet_lost_events (id, created_at, pet_id, version, occurred_on, last_seen_location) VALUES (id, at, '{id}', version, at::date, 'the park');
                         ELSIF version % 11 = 4 THEN
                             INSERT INTO pet_found_again_events (id, created_at, pet_id, version, occurred_on, found_location) VALUES (id, at, '{id}', version, at::date, 'a tree');
                         ELSIF version < 9 THEN
                             INSERT INTO pet_named_events (id, created_at, pet_id, version, occurred_on, old_name, new_name) VALUES (id, at, '{id}', version, at::date, 'Bella', 'Bella the ' || version);
                         ELSE
                             INSERT INTO pet_price_change_events (id, created_at, pet_id, version, occurred_on, old_price, new_price) VALUES (id, at, '{id}', version, at::date, version - 1, version);
                         END IF;
                     END LOOP;
                 END $$"
            ))
            .unwrap();
    };
    grow(2, 200);
    record(&ben, &birth(&bella));
    grow(201, 402);
    for is_kept in [false, true] {
        if is_kept {
            shop.sql(projection::follow);
        }
        let page = ben.get(&bella);
        assert_eq!((page.text("h1"), page.text(".pet-head .price strong.money")), ("Bella the 8".to_owned(), "402.00 €".to_owned()));
        let why: Vec<_> = page.select(".why dd a").iter().filter_map(|fact| Some(fact.split_once(", ")?.0.to_owned())).collect();
        assert_eq!(why, ["find", "price change", "naming", "arrival"], "the status, the price, the name and the mother");
        let (mut told, mut next, mut parts) = (Vec::new(), Some(bella.clone()), 0);
        while let Some(address) = next {
            let part = ben.get(&address);
            told.extend(part.attr("#story .timeline a[data-row]", "href"));
            next = part.attr("#story > p a[href*='older=']", "href").pop();
            parts += 1;
        }
        let every = "SELECT count(*) AS n FROM events";
        assert_eq!(
            i64::try_from(told.len()).unwrap(),
            shop.sql(|conn| count(conn, every)),
            "each event is told, and none twice, in {parts} parts"
        );
        told.sort();
        told.dedup();
        assert_eq!(i64::try_from(told.len()).unwrap(), shop.sql(|conn| count(conn, every)));
        assert!(parts > 3);
    }
    assert!(ben.get(&bella).text("#story > p a").contains(" events"));
    let shown = record(&ben, &price_change(&bella).with("new_price", "7"));
    assert_eq!(ben.get(&shown).text(".pet-head .price strong.money"), "7.00 €");
    record(&ben, &retraction(&bella));
    assert_eq!(ben.get(&shown).text(".pet-head .price strong.money"), "402.00 €", "what was taken back counts no more");
}
