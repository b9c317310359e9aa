//! The shop as of a moment that has passed: true to that moment, in every link, and closed to everything that records.

use super::day::{self, arrival, arrived, birth, events, loss, price_change, record, retraction, sale};
use super::harness::{Answer, Shop, Visitor};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use hello::web::ROUTES;
use hello::web::http::route::Verb;

/// The moments at which the shop's events were recorded, the first one first, as an address says them.
fn moments(shop: &Shop) -> Vec<String> {
    #[derive(diesel::QueryableByName)]
    struct Found {
        #[diesel(sql_type = diesel::sql_types::Timestamptz)]
        at: DateTime<Utc>,
    }
    let found =
        |conn: &mut diesel::PgConnection| Ok(diesel::sql_query("SELECT created_at AS at FROM events ORDER BY 1").load::<Found>(conn)?);
    shop.sql(found).into_iter().map(|found| written(found.at)).collect()
}

fn written(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// As of a moment.
fn at(path: &str, moment: &str) -> String {
    format!("{path}{}as_of={moment}", if path.contains('?') { '&' } else { '?' })
}

fn links(page: &Answer, css: &str) -> Vec<String> {
    page.attr(css, "href")
}

/// What must hold of every page that shows the past.
#[track_caller]
fn is_past(page: &Answer, moment: &str) {
    assert!(page.text(".past-moment").contains("UTC"), "{}", page.body);
    assert_eq!(page.select("form[method=post]").len(), 1, "nothing is sent but to sign out");
    assert_eq!(page.select("main form[method=post], .actions").len(), 0);
    assert_eq!(page.attr("[data-seen], [data-live-list], [data-live-pet], [data-ago]", "class").len(), 0, "it stands still");
    assert_eq!(page.select(".sign").len(), 0, "no snapshot is spoken of");
    let now = links(page, ".past-end").remove(0);
    for link in links(page, "main a[href^='/pets'], main a[href^='/customers/'], main a[href='/']") {
        let is_beginning = page.select(".empty, main .narrow").len() == 1 && link.contains("as_of=");
        let stays = link.replace("%3A", ":").contains(&format!("as_of={moment}"));
        assert!(stays || is_beginning || link == now, "{link} stays in the past");
    }
    assert!(!links(page, "main a").iter().any(|link| link.contains("/sale") || link.contains("/arrival") || link.contains("/retraction")));
}

#[test]
fn every_page_shows_what_had_been_recorded_and_counted_then() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    let kit = record(&ben, &birth(&bella));
    record(&ben, &price_change(&bella));
    record(&ben, &loss(&bella));
    record(&ben, &sale(&kit));
    record(&ben, &retraction(&kit));
    let customer = ben.get("/customers").attr("a.name", "href").remove(0);
    let moments = moments(&shop);
    let [came, born, priced, lost, sold, back] = moments.iter().map(String::as_str).collect::<Vec<_>>()[..] else { panic!("{moments:?}") };

    let page = ben.get(&at(&bella, came));
    is_past(&page, came);
    assert_eq!((page.status, page.text("main h1"), page.select(".timeline li").len()), (200, "Bella".into(), 1));
    assert!(page.text(".price").starts_with("135.00") && page.select("#family, #young").is_empty());
    let page = ben.get(&at(&bella, born));
    assert_eq!(page.select("#young .badge"), ["Available"]);
    assert!(links(&page, "#young a").iter().all(|link| *link == at(&kit, born)));
    assert!(ben.get(&at(&bella, priced)).text(".price").starts_with("120.50"));
    assert!(ben.get(&at(&bella, lost)).select(".pet-head .badge").contains(&"Lost".to_owned()));

    // What was taken back later counts until then, and is not struck through.
    let page = ben.get(&at(&kit, sold));
    is_past(&page, sold);
    assert_eq!((page.select(".pet-head .badge"), page.select("s").len()), (vec!["Sold".to_owned()], 0));
    assert_eq!(links(&page, ".why a[href^='/customers/']"), [at(&customer, sold)]);
    assert_eq!(ben.get(&at(&kit, back)).select("s").len(), 1);
    let page = ben.get(&at(&customer, sold));
    is_past(&page, sold);
    assert!(page.body.contains("Took 1 pet home"));
    assert_eq!(links(&page, ".timeline a.pet"), [at(&kit, sold)]);
    assert!(ben.get(&at(&customer, back)).body.contains("Had no pet from here"));

    let list = |query: &str, moment: &str| {
        let page = ben.get(&at(&format!("/pets{query}"), moment));
        is_past(&page, moment);
        page.select("a.name")
    };
    assert_eq!(list("", came), ["Bella"]);
    assert_eq!(list("?sort=newest", born), ["Kit", "Bella"]);
    assert_eq!((list("?status=sold", lost), list("?status=sold", sold), list("?status=sold", back)), (vec![], vec!["Kit".into()], vec![]));
    assert_eq!(list("?q=kit", born), ["Kit"]);
    assert_eq!(list("?max_price=125&sort=-price", born), ["Kit"]);
    assert_eq!(list("?max_price=125&sort=-price", priced), ["Bella", "Kit"]);

    let figures = |moment: &str| {
        let page = ben.get(&at("/", moment));
        is_past(&page, moment);
        (page.select(".figure .number"), page.select(".to-do li").len(), page.select(".columns > section .timeline li").len())
    };
    let numbers = |all: [&str; 4]| all.map(str::to_owned).to_vec();
    assert_eq!(figures(came), (numbers(["1", "0", "0", "0"]), 0, 1));
    assert_eq!(figures(lost), (numbers(["1", "1", "0", "1"]), 1, 4));
    assert_eq!(figures(sold), (numbers(["0", "1", "1", "1"]), 1, 5));
    assert_eq!(figures(back), (numbers(["1", "1", "0", "1"]), 1, 6));
}

#[test]
fn the_figures_of_a_day_lead_to_the_events_of_that_day_and_of_its_month() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bella = arrived(&ben, "Bella");
    record(&ben, &birth(&bella));
    record(&ben, &sale(&bella));
    let today = shop.clock.now().with_timezone(&shop.config.time_zone).date_naive();
    let first = today.format("%Y-%m-01");
    let figures = |path: &str| links(&ben.get(path), ".figure a[href^='/events']");
    let of_now = figures("/");
    assert_eq!(of_now, [format!("/events?type=PetSold&from={today}"), format!("/events?type=PetBorn&from={first}")]);
    assert_eq!(figures(&at("/", &moments(&shop)[2])), of_now.iter().map(|link| format!("{link}&to={today}")).collect::<Vec<_>>());
    for link in of_now {
        assert_eq!(ben.get(&link).select(".timeline li").len(), 1, "{link}");
    }
}

#[test]
fn the_banner_leads_to_the_neighbours_in_time_and_back_to_the_same_page_now() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    arrived(&ben, "Kit");
    record(&ben, &sale(&rex));
    let customer = ben.get("/customers").attr("a.name", "href").remove(0);
    let moments = moments(&shop);
    let step = |path: &str, way: &str| {
        let link = links(&ben.get(path), ".past-steps a").into_iter().find(|link| link.ends_with(way)).unwrap();
        let answer = ben.get(&link);
        assert_eq!(answer.status, 303, "{link}");
        answer.location().replace("%3A", ":")
    };
    let list = at("/pets?species=Cat&sort=-name", &moments[1]);
    let page = ben.get(&list);
    assert_eq!(links(&page, ".past-end"), ["/pets?species=Cat&sort=-name"]);
    assert_eq!(step(&list, "step=earlier"), at("/pets?species=Cat&sort=-name", &moments[0]));
    assert_eq!(step(&list, "step=later"), at("/pets?species=Cat&sort=-name", &moments[2]));
    assert_eq!(step(&at("/", &moments[2]), "step=later"), "/", "after the last there is now");
    // On a pet's page what happened to the pet, on a customer's what they bought.
    assert_eq!(step(&at(&rex, &moments[2]), "step=earlier"), at(&rex, &moments[0]));
    assert_eq!(step(&at(&rex, &moments[0]), "step=later"), at(&rex, &moments[2]));
    assert_eq!(step(&at(&customer, &moments[2]), "step=later"), customer);
    // Before the first there is a moment without it.
    let before = step(&at(&rex, &moments[0]), "step=earlier");
    assert_eq!(ben.get(&before).text("main h1").split(" on ").next(), Some("Rex was not here yet"));
    // From now, from the menu of the header.
    let first_step = links(&ben.get(&rex), ".time-steps a").into_iter().find(|link| link.ends_with("step=earlier")).unwrap();
    assert_eq!(ben.get(&first_step).location().replace("%3A", ":"), at(&rex, &moments[2]));

    let days = links(&ben.get("/pets?status=lost&as_of=2026-05-03"), ".past-steps a");
    assert!(
        days.contains(&"/pets?status=lost&as_of=2026-05-02".to_owned()) && days.contains(&"/pets?status=lost&as_of=2026-05-04".to_owned())
    );
    let today = shop.clock.now().with_timezone(&shop.config.time_zone).date_naive();
    let yesterday = links(&ben.get(&format!("/?as_of={}", today.pred_opt().unwrap())), ".past-steps a");
    assert!(yesterday.iter().filter(|link| *link == "/").count() == 2, "the day after yesterday is now: {yesterday:?}");
}

#[test]
fn a_moment_is_picked_as_a_day_or_as_a_day_and_a_time_with_the_filters_kept() {
    let shop = Shop::open();
    let ben = shop.staff();
    arrived(&ben, "Rex");
    let page = ben.get("/pets?q=rex&as_of=2026-05-03");
    assert_eq!(page.attr(".time-menu form", "action"), ["/pets"]);
    assert_eq!(page.attr(".time-menu input[type=hidden]", "value"), ["rex"]);
    assert_eq!((page.attr("#as_of", "value"), page.attr("#at", "value")), (vec!["2026-05-03".to_owned()], vec![String::new()]));
    assert!(page.text(".past-moment").contains("Sun, 3 May 2026, 23:59:59 3 May 2026 21:59:59 UTC"), "{}", page.text(".past-moment"));
    let page = ben.get("/pets?as_of=2026-05-03&at=14%3A30");
    assert!(page.text(".past-moment").contains("14:30:00 3 May 2026 12:30:00 UTC"));
    assert_eq!((page.attr("#as_of", "value"), page.attr("#at", "value")), (vec!["2026-05-03".to_owned()], vec!["14:30:00".to_owned()]));
    assert_eq!(ben.get("/pets?as_of=&at=").select(".past").len(), 0, "nothing picked is now");
    // The moment of an event, shown again as the menu has it, still knows the event.
    let page = ben.get(&at("/pets", &moments(&shop)[0]));
    let picked = (page.attr("#as_of", "value").remove(0), page.attr("#at", "value").remove(0));
    assert!(picked.1.len() <= "14:30:00.000".len(), "{picked:?}");
    assert_eq!(ben.get(&format!("/pets?as_of={}&at={}", picked.0, picked.1)).select("a.name"), ["Rex"], "{picked:?}");
    let today = shop.clock.now().with_timezone(&shop.config.time_zone).date_naive().to_string();
    let page = ben.get(&at("/pets", &today));
    assert_eq!((page.select("a.name"), page.attr("form.filters input[name=as_of]", "value")), (vec!["Rex".to_owned()], vec![today]));
}

#[test]
fn a_moment_that_is_none_is_said_and_the_page_stays() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    record(&ben, &sale(&rex));
    let customer = ben.get("/customers").attr("a.name", "href").remove(0);
    for (typed, said) in [("yesterday", "like 2026-05-03"), ("2999-01-01", "has passed"), ("2026-02-30T25:00", "like 2026-05-03")] {
        for path in ["/", "/pets", "/pets?q=rex", &rex, &customer] {
            let page = ben.get(&at(path, typed));
            assert_eq!(page.status, 422, "{path} {typed}");
            assert!(page.title().starts_with("Error: ") && page.text(".problem h2") == "There is a problem");
            assert!(page.text(".problem a[href='#as_of']").contains(said) && page.text("#as_of-error").contains(said));
            assert_eq!(page.attr("#as_of", "value"), [typed], "what was typed stands there");
            assert_eq!((page.select(".past").len(), page.select(".time-menu[open]").len()), (0, 1));
            assert!(page.body.contains("Rex") || path == "/", "the page is there, as it is now");
        }
    }
    let page = ben.get("/pets?as_of=2026-05-03&at=half+past");
    assert_eq!((page.status, page.attr("#as_of", "value")), (422, vec!["2026-05-03".to_owned()]));
}

#[test]
fn who_had_not_come_yet_is_told_kindly() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    record(&ben, &sale(&rex));
    let customer = ben.get("/customers").attr("a.name", "href").remove(0);
    let moments = moments(&shop);
    for (path, name, came) in [(&rex, "Rex", &moments[0]), (&customer, "Mrs Lang", &moments[1])] {
        let page = ben.get(&format!("{path}?as_of=2020-01-01"));
        assert_eq!((page.status, page.text("main h1")), (404, format!("{name} was not here yet on 1 January 2020")));
        is_past(&page, "2020-01-01");
        assert_eq!(links(&page, ".past-end"), [path.as_str()]);
        let there = links(&page, "main .button.main").remove(0);
        let then = ben.get(&there);
        assert_eq!((then.status, then.text("main h1")), (200, name.to_owned()), "{there}");
        assert!(*came >= there.split("as_of=").nth(1).unwrap().replace("%3A", ":"));
    }
    assert_eq!(ben.get("/pets/00000000-0000-7000-8000-000000000000?as_of=2020-01-01").text("h1"), "There is no such page");
    assert_eq!(ben.get("/customers/00000000-0000-7000-8000-000000000000?as_of=2020-01-01").status, 404);
}

#[test]
fn before_the_first_event_there_was_no_shop_and_a_link_leads_to_its_beginning() {
    let shop = Shop::open();
    let ben = shop.staff();
    for path in ["/", "/pets"] {
        assert!(
            ben.get(&at(path, "2020-01-01")).text(".empty").contains("On 1 January 2020 there was no shop yet, and no pet has come since.")
        );
    }
    let rex = arrived(&ben, "Rex");
    let moment = moments(&shop).remove(0);
    for path in ["/", "/pets", "/pets?status=lost", "/?as_of=0001-01-01&at="] {
        let page = ben.get(&at(path, "2020-01-01"));
        assert_eq!(page.status, 200);
        is_past(&page, "2020-01-01");
        assert!(page.text(".empty").contains("On 1 January 2020 there was no shop yet. The first pet came on "));
        let link = links(&page, ".empty p a").remove(0).replace("%3A", ":");
        assert!(link.ends_with(&moment), "{link}");
        assert_eq!(ben.get(&link).select(".empty").len(), usize::from(path.contains("lost")));
    }
    record(&ben, &retraction(&rex));
    let last = moments(&shop).remove(1);
    assert!(ben.get(&at("/pets", &last)).text(".empty").contains("the books held no pet"));
    assert_eq!(ben.get(&at(&rex, &last)).text(".pet-head p"), "C-0001 · Cat · not in the books");
}

#[test]
fn nothing_is_recorded_from_a_page_that_shows_the_past_by_any_route() {
    let shop = Shop::open();
    let ada = shop.admin();
    let rex = arrived(&ada, "Rex");
    let before = events(&shop);
    let refused = |answer: &Answer, what: &str| {
        assert_eq!((answer.status, answer.text("h1")), (409, "The past cannot be changed".to_owned()), "{what}");
    };
    let mut routes = 0;
    for route in ROUTES.iter().filter(|route| route.verb == Verb::Post) {
        let path = route.path.replace("{id}", rex.trim_start_matches("/pets/"));
        let path = path.as_str();
        for value in ["2026-05-03", "", "yesterday"] {
            refused(&ada.post(&at(path, value), &[]), path);
            refused(&ada.post(path, &[("as_of", value)]), path);
        }
        refused(&ada.post(&format!("{path}?as%5Fof=1"), &[]), path);
        routes += 1;
    }
    assert!(routes > 15);
    // Forms that would have been taken.
    for form in [arrival(), birth(&rex), price_change(&rex), loss(&rex), sale(&rex), retraction(&rex)] {
        let hidden = ada.get(&form.path).hidden_fields();
        refused(&form.with("as_of", "2026-05-03").send_with(&ada, &hidden), &form.path);
        refused(&day::Form { path: at(&form.path, "2026-05-03"), fields: form.fields }.send_with(&ada, &hidden), "in the address");
    }
    assert_eq!(events(&shop), before);
    assert_eq!(ada.get("/account").status, 200, "not even signed out");
}

#[test]
fn a_form_in_the_past_leads_to_the_same_form_now() {
    let shop = Shop::open();
    let ada = shop.admin();
    let rex = arrived(&ada, "Rex");
    for (asked, shown) in [
        ("/pets/arrival?as_of=2026-05-03".to_owned(), "/pets/arrival".to_owned()),
        ("/pets/birth?mother_id=x&as_of=2026-05-03&as_of=".to_owned(), "/pets/birth?mother_id=x".to_owned()),
        (format!("{rex}/sale?as_of=nonsense"), format!("{rex}/sale")),
        ("/admin/snapshot?as_of=2026-05-03".to_owned(), "/admin/snapshot".to_owned()),
    ] {
        let answer = ada.get(&asked);
        assert_eq!((answer.status, answer.location()), (303, shown.as_str()));
    }
}

#[test]
fn pages_of_the_list_and_fragments_of_it_keep_the_moment() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 0..60 {
        arrived(&ben, &format!("Goldie {n:02}"));
    }
    let moment = moments(&shop).remove(55);
    let mut seen = Vec::new();
    let mut next = Some(at("/pets", &moment));
    while let Some(path) = next {
        let page = ben.get(&path);
        is_past(&page, &moment);
        seen.extend(page.select("a.name"));
        next = links(&page, "a[rel=next]").pop();
    }
    assert_eq!(seen, (0..56).map(|n| format!("Goldie {n:02}")).collect::<Vec<_>>());

    let fragment = |path: &str| ben.get_with(path, &[("hx-request", "true"), ("hx-request-type", "partial")]);
    let page = fragment(&at("/pets?q=goldie+5", &moment));
    assert_eq!(page.select("a.name").len(), 11);
    assert!(links(&page, "a.name").iter().all(|link| link.ends_with(&moment)));
    // The ways through time outside of the list take the new filter along.
    assert_eq!(page.attr("#past, #time-menu", "hx-swap-oob"), ["true", "true"]);
    assert_eq!(links(&page, "#past .past-end"), ["/pets?q=goldie+5"]);
    assert_eq!(ben.get(&at("/pets", &moment)).attr("#past, #time-menu", "hx-swap-oob"), Vec::<String>::new());
    let now = fragment("/pets?q=goldie+5");
    assert_eq!((now.select("#past").len(), now.attr("#time-menu input[type=hidden]", "value")), (0, vec!["goldie 5".to_owned()]));
}

#[test]
fn an_hour_that_the_clocks_show_twice_is_told_apart_by_utc() {
    let shop = Shop::open();
    let ben = shop.staff();
    let arrive = |name: &str, at: &str| {
        let id = hello::store::log::insert::event_id(at.parse().unwrap(), *b"whatever");
        let sql = format!(
            "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
             VALUES ('{id}', '{at}', gen_random_uuid(), 1, '2025-10-26', '{name}', 'Cat', 1)"
        );
        shop.database.connect().batch_execute(&sql).unwrap();
    };
    arrive("Summer", "2025-10-26T00:45:00Z");
    arrive("Winter", "2025-10-26T01:15:00Z");
    arrive("Midnight", "2025-10-26T22:59:59.999999Z");
    let names = |moment: &str| ben.get(&at("/pets?sort=oldest", moment)).select("a.name");
    assert_eq!(names("2025-10-26T02:50"), ["Summer", "Winter"], "the later of the two");
    assert_eq!(names("2025-10-26T00:50:00Z"), ["Summer"]);
    assert_eq!(names("2025-10-26"), ["Summer", "Winter", "Midnight"], "a day of twenty-five hours");
    assert!(ben.get("/pets?as_of=2025-10-26T00:50:00Z").text(".past-moment").contains("02:50:00 26 October 2025 00:50:00 UTC"));
}

#[test]
fn the_step_to_the_next_event_takes_none_twice_and_leaves_none_out() {
    use hello::store::log::steps::{Steps, Way, step};
    let shop = Shop::open();
    let ben: Visitor = shop.staff();
    let rex = arrived(&ben, "Rex");
    record(&ben, &birth(&rex));
    record(&ben, &loss(&rex));
    // Within one millisecond, and with ids that do not sort by the moment.
    let start = shop.clock.now() + TimeDelta::seconds(1);
    for micros in [3i64, 1, 2] {
        let at = written(DateTime::from_timestamp_millis(start.timestamp_millis()).unwrap() + TimeDelta::microseconds(micros));
        let sql = format!(
            "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
             VALUES ((lpad(to_hex({}), 12, '0') || '7' || left(md5('{micros}'), 3) || '8' || left(md5('{micros}'), 15))::uuid, '{at}', gen_random_uuid(), 1, current_date, 'Kit', 'Cat', 1)",
            start.timestamp_millis()
        );
        shop.database.connect().batch_execute(&sql).unwrap();
    }
    let expected = moments(&shop);
    let walk = |steps: Steps, way: Way, from: DateTime<Utc>| {
        let (mut seen, mut at) = (vec![], from);
        while let Some(next) = shop.sql(move |conn| step(conn, steps, way, at)) {
            seen.push(written(next));
            at = next;
        }
        seen
    };
    let (early, late) = ("1960-01-01T00:00:00Z".parse().unwrap(), start + TimeDelta::days(1));
    assert_eq!(walk(Steps::Shop, Way::Later, early), expected);
    let mut back = walk(Steps::Shop, Way::Earlier, late);
    back.reverse();
    assert_eq!(back, expected);
    let id = hello::shop::PetId(rex.trim_start_matches("/pets/").parse().unwrap());
    assert_eq!(walk(Steps::Pet(id), Way::Later, early), expected[..3], "its young is a part of its story");
}
