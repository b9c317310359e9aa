//! Who is let in, what they see, and what is told of what is wrong.

use super::{Program, json};
use crate::day;
use crate::harness::Shop;
use chrono::TimeDelta;
use hello::store::people::tokens;
use hello::store::people::tokens::{PER_MINUTE, Scope};
use hello::web::ROUTES;
use hello::web::http::guard::Needs;
use serde_json::Value;

#[test]
fn nobody_is_let_in_without_a_token_that_can_be_used() {
    let shop = Shop::open();
    let program = Program::of(&shop, Scope::Log);
    let ada = shop.admin();
    for route in ROUTES.iter().filter(|route| route.needs == Needs::Program) {
        let path = route.path.replace("{id}", "01890000-0000-7000-8000-000000000000");
        assert!(matches!(program.get(&path).status, 200 | 404), "{path}");
        for (visitor, bearer) in [(shop.visitor(), None), (shop.visitor(), Some("Bearer x")), (shop.visitor(), Some("Basic YTpi"))] {
            let headers: Vec<_> = bearer.iter().map(|bearer| ("authorization", *bearer)).collect();
            let refused = visitor.get_with(&path, &headers);
            assert_eq!((refused.status, refused.header("content-type")), (401, "application/problem+json"), "{path}");
            assert!(refused.header("www-authenticate").starts_with("Bearer"));
            assert_eq!(json(&refused)["instance"], format!("urn:uuid:{}", refused.header("x-request-id")));
        }
        assert_eq!(ada.get(&path).status, 401, "a session is no token");
    }
    // Revoked at once.
    let now = shop.clock.now();
    shop.sql(|conn| tokens::revoke(conn, program.id, now));
    assert_eq!(program.get("/feed/events").status, 401);
    // Ended.
    let ends = Program::of(&shop, Scope::Log);
    shop.sql(|conn| day::count(conn, &format!("WITH set AS (UPDATE tokens SET ends_at = now() + interval '1 hour' WHERE id = '{}' RETURNING 1) SELECT count(*) AS n FROM set", ends.id)));
    assert_eq!(ends.get("/feed/events").status, 200);
    shop.clock.advance(TimeDelta::hours(2));
    assert_eq!(ends.get("/feed/events").status, 401);
}

#[test]
fn whoever_tries_tokens_has_to_wait_and_a_program_that_asks_too_often_as_well() {
    let shop = Shop::open();
    let program = Program::of(&shop, Scope::Log);
    let stranger = format!("Bearer {}", "ab".repeat(32));
    let tried: Vec<u16> = (0..12).map(|_| shop.visitor().get_with("/feed/pets", &[("authorization", &stranger)]).status).collect();
    assert_eq!(tried, [vec![401; 10], vec![429; 2]].concat());
    assert_eq!(program.get("/feed/pets").status, 200, "who has one does not wait for them");
    shop.sql(|conn| {
        day::count(conn, &format!("WITH set AS (UPDATE tokens SET uses = {PER_MINUTE} RETURNING 1) SELECT count(*) AS n FROM set"))
    });
    let answer = program.get("/feed/pets");
    // Unless a new minute has just begun.
    if answer.status != 200 {
        assert_eq!(answer.status, 429);
        assert!(answer.header("retry-after").parse::<i64>().unwrap() <= 60);
    }
    shop.clock.advance(TimeDelta::minutes(1));
    assert_eq!(program.get("/feed/pets").status, 200);
}

#[test]
fn without_the_scope_nobody_is_named() {
    let shop = Shop::open();
    let ada = shop.admin();
    let pet = day::arrived(&ada, "Rex");
    day::record(&ada, &day::sale(&pet));
    let (log, people) = (Program::of(&shop, Scope::Log), Program::of(&shop, Scope::People));
    let names: Vec<String> = ada.get("/customers").select("a.name");
    let customer = names.first().unwrap().trim();
    for path in ["/feed/events", "/feed/pets", &format!("/feed{pet}")] {
        assert!(people.get(path).body.contains(customer), "{path}");
        let told = log.get(path).body;
        assert!(!told.contains(customer) && !told.contains("name\":\"Ada") && !told.contains("recordername"), "{path}: {told}");
    }
    assert!(people.get("/feed/events").body.contains("\"recordername\":\"Ada\""));
}

#[test]
fn what_cannot_be_asked_is_a_problem_and_says_what_to_ask() {
    let shop = Shop::open();
    let program = Program::of(&shop, Scope::Log);
    for (path, status, said) in [
        ("/feed/events?typ=PetSold", 400, "There is no parameter \"typ\""),
        ("/feed/events?type=PetDied", 400, "\"PetDied\" is no kind of event"),
        ("/feed/events?limit=0", 400, "limit is a number from 1 to 1000"),
        ("/feed/events?type=PetSold&type=PetReturned", 400, "A parameter may be there once"),
        ("/feed/events?type=PetSold&type=PetSold", 400, "A parameter may be there once"),
        ("/feed/events?pet=", 400, "pet says nothing"),
        ("/feed/events?cursor", 400, "cursor says nothing"),
        ("/feed/pets?as_of=", 400, "as_of says nothing"),
        ("/feed/events?limit=1001", 400, "limit is a number from 1 to 1000"),
        ("/feed/events?pet=rex", 400, "\"rex\" is no pet's id"),
        ("/feed/events?cursor=yesterday", 400, "This is no cursor"),
        ("/feed/events?cursor=00000000000000ff.5-5-", 410, "begin anew without one"),
        ("/feed/events?limit=%ff", 400, "The address holds characters"),
        ("/feed/pets?as_of=tomorrow", 400, "Choose a day"),
        ("/feed/pets?after=x", 400, "is no pet's id"),
        ("/feed/pets/rex", 400, "\"rex\" is no pet's id"),
        ("/feed/pets/01890000-0000-7000-8000-000000000000", 404, "There is no such pet"),
        ("/feed/nothing", 404, ""),
    ] {
        let answer = program.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"), "{path}: {}", answer.body);
        let problem = json(&answer);
        assert!(problem["detail"].as_str().unwrap().contains(said) && problem["status"] == status, "{path}: {problem}");
    }
    let posted = shop.visitor().send("POST", "/feed/events", &[("sec-fetch-site", "none")], "");
    assert_eq!((posted.status, posted.header("content-type")), (405, "application/problem+json"));
    let stream = program.get_with("/feed/events?cursor=x", &[("accept", "text/event-stream")]);
    assert_eq!((stream.status, stream.header("content-type")), (400, "application/problem+json"));
}

#[test]
fn the_description_for_machines_is_that_of_the_routes() {
    let shop = Shop::open();
    let described: Value = serde_json::from_str(&shop.visitor().get("/feed/openapi.json").body).unwrap();
    let paths: Vec<&String> = described["paths"].as_object().unwrap().keys().collect();
    let mut routes: Vec<&str> = ROUTES.iter().filter(|route| route.needs == Needs::Program).map(|route| route.path).collect();
    routes.sort_unstable();
    assert_eq!(paths, routes);
    let names = |path: &str, place: &str| -> Vec<String> {
        let all = described["paths"][path]["get"]["parameters"].as_array().unwrap();
        all.iter().filter(|one| one["in"] == place).map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    use hello::web::feed::asked;
    assert_eq!(names("/feed/events", "query"), asked::OF_EVENTS);
    assert_eq!(names("/feed/pets", "query"), asked::OF_PETS);
    assert_eq!(names("/feed/pets/{id}", "query"), asked::OF_A_PET);
    let kinds: Vec<&str> = hello::shop::EventKind::ALL.iter().map(|kind| kind.name()).collect();
    let mut told: Vec<&str> =
        described["components"]["schemas"]["Kind"]["enum"].as_array().unwrap().iter().map(|kind| kind.as_str().unwrap()).collect();
    let mut kinds = kinds;
    kinds.sort_unstable();
    told.sort_unstable();
    assert_eq!(told, kinds);
    // What is answered has what is described, and nothing else.
    let ada = shop.admin();
    let pet = day::arrived(&ada, "Rex");
    day::record(&ada, &day::sale(&pet));
    let program = Program::of(&shop, Scope::People);
    let described = |schema: &str, value: &Value| {
        let schema = &described["components"]["schemas"][schema];
        let known = schema["properties"].as_object().unwrap();
        let said = value.as_object().unwrap();
        assert!(said.keys().all(|key| known.contains_key(key)), "{value}");
        assert!(schema["required"].as_array().unwrap().iter().all(|key| said.contains_key(key.as_str().unwrap())), "{value}");
    };
    json(&program.get("/feed/events")).as_array().unwrap().iter().for_each(|event| described("Event", event));
    json(&program.get("/feed/pets"))["pets"].as_array().unwrap().iter().for_each(|pet| described("Pet", pet));
    described("Pet", &json(&program.get(&format!("/feed{pet}"))));
    described("Problem", &json(&program.get("/feed/pets/x")));
}

#[test]
fn an_admin_makes_a_token_sees_it_once_and_revokes_it() {
    let shop = Shop::open();
    let ada = shop.admin();
    assert!(ada.get("/admin/tokens").text("main").contains("No program follows the shop"));
    assert_eq!(ada.fill_in("/admin/tokens", &[("name", ""), ("scope", "log")]).status, 422);
    let made = ada.fill_in("/admin/tokens", &[("name", "the web site"), ("scope", "log")]);
    assert_eq!(made.status, 200, "{}", made.body);
    let token = made.text("main section .mono.long");
    let bearer = format!("Bearer {}", token.trim());
    assert_eq!(shop.visitor().get_with("/feed/events", &[("authorization", &bearer)]).status, 200);
    let kept =
        shop.sql(|conn| day::count(conn, &format!("SELECT count(*) AS n FROM answers_to_forms WHERE page LIKE '%{}%'", token.trim())));
    assert_eq!(kept, 0, "it stands nowhere");
    let twice = ada.fill_in("/admin/tokens", &[("name", "The Web Site"), ("scope", "people")]);
    assert_eq!(twice.status, 422, "a name that another one has");
    let list = ada.get("/admin/tokens");
    assert!(list.text("main").contains("the web site") && !list.body.contains(token.trim()));
    let revoke = list.attr("a[href$='/revoke']", "href").remove(0);
    assert_eq!(ada.fill_in(&revoke, &[]).status, 303);
    assert_eq!(shop.visitor().get_with("/feed/events", &[("authorization", &bearer)]).status, 401);
    let audit = ada.get("/admin/audit").text("main");
    assert!(
        audit.contains("Ada made the token “the web site” for the log") && audit.contains("Ada revoked the token “the web site”"),
        "{audit}"
    );
    assert!(!ada.get("/admin/audit").body.contains(token.trim()));
    assert!(ada.get("/feed").text("main").contains("curl -i -H \"Authorization: Bearer $TOKEN\""));
}
