//! A walk through every page there is, in light and dark, on a phone and on a screen: nothing for axe, nothing sideways, nothing in the console.

use super::{Script, Tab, axe, world::World};
use crate::harness::{Shop, Visitor};
use crate::stock;
use hello::store::people::accounts::Role;
use hello::store::people::throttle;
use hello::store::people::token::Token;
use hello::store::people::tokens;
use hello::store::people::tokens::{NewToken, Scope};
use hello::web::ROUTES;
use hello::web::http::route::Verb;
use uuid::Uuid;

/// What a stop of the walk does to see its page.
enum Stop<'a> {
    /// Opens an address.
    At(String),
    /// Opens an address, and then something on its page.
    Open(String, fn(&Tab)),
    /// Opens an address and sends its form as it is.
    Sent(String),
    /// Opens an address, fills one field or none, and sends the form after something else has happened.
    After(String, Option<(&'static str, &'static str)>, Box<dyn Fn() + 'a>),
}
use Stop::{After, At, Open, Sent};

#[test]
fn every_page_of_a_full_shop_is_for_everybody_in_the_light() {
    full_shop("light");
}

#[test]
fn every_page_of_a_full_shop_is_for_everybody_in_the_dark() {
    full_shop("dark");
}

#[test]
fn every_page_of_an_empty_shop_and_before_its_door_is_for_everybody() {
    let new = Shop::open();
    let link = new.setup_link();
    let shop = Shop::open();
    let ada = shop.admin();
    for scheme in ["light", "dark"] {
        let Some(outside) = Tab::open(&new, Script::On) else { return };
        let door =
            [At("/login".into()), At("/setup".into()), At(link.clone()), Sent(link.clone()), Sent("/login".into()), At("/nowhere".into())];
        walk(&outside, scheme, door);
        let Some(inside) = Tab::of(&shop, &ada, Script::On) else { return };
        let empty = [
            "/",
            "/pets",
            "/pets/birth",
            "/events",
            "/compare",
            "/customers",
            "/admin/health",
            "/admin/snapshot",
            "/admin/audit",
            "/admin/integrity",
            "/nowhere",
        ];
        walk(&inside, scheme, empty.map(|path| At(path.into())));
    }
}

/// What nobody comes to by a link: a page for each way in which a request can be refused.
#[test]
fn every_refusal_is_for_everybody() {
    let shop = Shop::with().config(|config| config.max_body = 2000).open();
    let ben = shop.staff();
    let door = Shop::open();
    door.account("Ada", Role::Admin);
    let now = door.clock.now();
    door.sql(|conn| (0..throttle::PER_ADDRESS).try_for_each(|n| throttle::attempt(conn, "127.0.0.1", &format!("name {n}"), now).map(drop)));
    for scheme in ["light", "dark"] {
        let Some(tab) = Tab::of(&shop, &ben, Script::On) else { return };
        walk(&tab, scheme, ["/pets?q=%ff", "/admin/snapshot", "/nowhere"].map(|path| At(path.into())));
        walk(
            &tab,
            scheme,
            [Open("/account".into(), |tab| sends(tab, "/pets", 10)), Open("/account".into(), |tab| sends(tab, "/account", 5000))],
        );
        let Some(outside) = Tab::open(&door, Script::On) else { return };
        let tries = |tab: &Tab| {
            tab.fills("Your name", "Ada");
            tab.fills("Your password", "not the password");
            tab.until_new(|| tab.clicks("main form.form .button.main"));
            tab.reads("before you try again");
        };
        walk(&outside, scheme, [Open("/login".into(), tries)]);
        shop.database.close();
        // Of a 503 the browser itself complains, so nobody listens here.
        tab.goes_to("/account");
        tab.reads("cannot answer just now");
        assert_eq!(axe::faults(&tab), [""; 0], "503, {scheme}");
        shop.database.reopen();
    }
}

/// Sends a form that no page of the shop has.
fn sends(tab: &Tab, action: &str, length: usize) {
    let script = format!(
        "(() => {{
            const form = Object.assign(document.createElement('form'), {{ method: 'post', action: '{action}' }});
            form.append(Object.assign(document.createElement('input'), {{ name: 'x', value: 'x'.repeat({length}) }}));
            document.body.append(form);
            form.submit();
        }})()"
    );
    tab.until_new(|| drop(tab.ask(&script)));
    tab.reads(if length > 2000 { "too much at once" } else { "does not do that" });
}

fn full_shop(scheme: &str) {
    if super::Chromium::shared().is_none() {
        return;
    }
    let world = World::make();
    let stops: Vec<_> = ROUTES.iter().filter(|route| route.verb == Verb::Get).flat_map(|route| stops(route.path, &world)).collect();
    let Some(ada) = Tab::of(&world.shop, &world.ada, Script::On) else { return };
    walk(&ada, scheme, stops);
    let Some(ben) = Tab::of(&world.shop, &world.ben, Script::On) else { return };
    walk(&ben, scheme, [At("/admin/snapshot".into()), At("/".into())]);
}

/// The addresses of every page, and whether its form is sent as it is.
pub fn addresses(world: &World) -> Vec<(String, bool)> {
    let gets = ROUTES.iter().filter(|route| route.verb == Verb::Get);
    let stops = gets.flat_map(|route| stops(route.path, world));
    stops
        .map(|stop| match stop {
            At(path) | Open(path, _) | After(path, ..) => (path, false),
            Sent(path) => (path, true),
        })
        .collect()
}

/// Every page that an address can show. A route that is not here has not been looked at.
fn stops<'a>(pattern: &str, world: &'a World) -> Vec<Stop<'a>> {
    let World { bella, rex, tom, customer, event, account, long, mended, gone, .. } = world;
    let at = |paths: &[&str]| paths.iter().map(|path| At((*path).to_owned())).collect::<Vec<_>>();
    match pattern {
        // No pages; and the last two only lead on.
        "/healthz" | "/readyz" | "/static/{name:.+}" | "/favicon.ico" | "/logout" | "/admin" => Vec::new(),
        // What a page that is open is told; what it is told is on the page of the pet too.
        "/live" | "/live/pets/{id}" => Vec::new(),
        // In front of the door: another walk goes there.
        "/setup" | "/login" => Vec::new(),
        // For programs.
        "/feed/openapi.json" | "/feed/events" | "/feed/pets" | "/feed/pets/{id}" => Vec::new(),
        "/feed" => at(&["/feed"]),
        "/admin/tokens" => {
            let named = Some(("Which program it is for", "the web site"));
            vec![
                At("/admin/tokens".into()),
                Sent("/admin/tokens".into()),
                After("/admin/tokens".into(), named, Box::new(|| {})),
                At("/admin/tokens".into()),
            ]
        }
        "/admin/tokens/{id}/revoke" => vec![At(format!("/admin/tokens/{}/revoke", token(world)))],
        "/admin/import" => vec![At("/admin/import".into()), Sent("/admin/import".into())],
        "/admin/import/{id}" => {
            let with_faults = stock::uploaded(
                &world.ada,
                "Bestand.csv",
                "Name;Tierart;Preis;Datum\nIda;Cats;1;05/03/2026\nMia;Cat;a lot;\nZoë;Axolotl;9,50;3.5.2026\n",
            );
            let gone = stock::uploaded(&world.ada, "done.csv", "species,price\nHamster,5\nHamster,dear\n");
            world.ada.fill_in(
                &gone,
                &[
                    ("do", "record"),
                    ("delimiter", "comma"),
                    ("head", "yes"),
                    ("column_species", "0"),
                    ("column_price", "1"),
                    ("good_alone", "yes"),
                ],
            );
            vec![At(with_faults.clone()), Sent(with_faults), At(gone)]
        }
        // The faults of a table, as a file.
        "/admin/import/{id}/faults.csv" => Vec::new(),
        // Somebody half-way through the door: the journey of a second factor goes there.
        "/login/code" | "/account/second-factor/codes" | "/account/second-factor/off" => Vec::new(),
        "/account/second-factor" => vec![At("/account/second-factor".into()), Sent("/account/second-factor".into())],
        "/" => {
            let then = ["/?as_of=2020-01-01", "/?as_of=2999-01-01"].map(|path| At(path.into()));
            let open = [
                Open("/".into(), |tab| tab.clicks(".account-menu summary")),
                Open("/".into(), |tab| tab.clicks(".time-menu summary")),
                Open(then_at("/", world), |tab| tab.clicks(".time-menu summary")),
                Open("/".into(), |tab| tab.presses("Keyboard shortcuts")),
            ];
            [At("/".into()), At(then_at("/", world))].into_iter().chain(then).chain(open).collect()
        }
        "/pets" => at(&["/pets", "/pets?q=nobody", "/pets?min_price=much&q=bella", "/pets?q=donau", "/pets?status=lost&sort=-price"])
            .into_iter()
            .chain(at(&["/pets?as_of=2020-01-01", "/pets?as_of=yesterday&q=bella"]))
            .chain([At(then_at("/pets", world)), At(then_at("/pets?q=nobody", world))])
            .collect(),
        "/pets/arrival" => vec![At("/pets/arrival".into()), Sent("/pets/arrival".into())],
        "/pets/birth" => vec![At("/pets/birth".into()), At("/pets/birth?mother=nobody".into()), Sent("/pets/birth".into())],
        "/pets/litter" => {
            let more = |tab: &Tab| {
                tab.presses("One more row");
                tab.has("#name-7");
            };
            vec![At("/pets/litter".into()), Sent("/pets/litter".into()), Open("/pets/litter".into(), more)]
        }
        "/pets/{id}" => at(&[bella, rex, tom, long, mended, gone, "/pets/00000000-0000-7000-8000-000000000000"])
            .into_iter()
            .chain([bella, rex, long, gone].map(|path| At(then_at(path, world))))
            .chain([At(format!("{long}?as_of=2020-01-01"))])
            .collect(),
        "/pets/{id}/sale" => {
            let to = |name| After(format!("{bella}/sale"), Some(("The customer’s name", name)), Box::new(|| {}));
            form(bella, long, "sale", [to("Mr Short"), to("mrs lang")])
        }
        "/pets/{id}/return" => form(tom, long, "return", [After(format!("{tom}/return"), Some(("Why?", "An allergy")), Box::new(|| {}))]),
        "/pets/{id}/price-change" => form(bella, long, "price-change", [overtaken(world)]),
        "/pets/{id}/name" => form(bella, long, "name", []),
        "/pets/{id}/loss" => form(bella, long, "loss", []),
        "/pets/{id}/find" => form(rex, long, "find", []),
        "/pets/{id}/retraction" => {
            let path = format!("{bella}/retraction");
            form(
                bella,
                long,
                "retraction",
                [At(format!("{gone}/retraction")), After(path, Some(("Why?", "It was another cat")), Box::new(|| {}))],
            )
        }
        "/pets/{id}/certificate" => at(&[bella, tom, mended, long].map(|pet| format!("{pet}/certificate")).each_ref().map(String::as_str)),
        "/pets/{id}/card" => at(&[&format!("{bella}/card"), &format!("{long}/card")]),
        "/pets/cards" => at(&["/pets/cards?status=available", "/pets/cards?q=nobody"]),
        // That page, as a file.
        "/pets/{id}/certificate.txt" => Vec::new(),
        "/search" => [at(&["/search", "/search?q=Bella", "/search?q=donau", "/search?q=nobody"]), vec![Open("/account".into(), answers)]]
            .into_iter()
            .flatten()
            .collect(),
        "/events" => at(&[
            "/events",
            "/events?type=PetSold",
            "/events?species=Dog&type=PetSold",
            "/events?type=EventRetracted",
            "/events?from=today&type=PetSold",
            "/events?type=PetLost",
        ]),
        "/events/{id}" => at(&[event, &world.retraction]),
        "/events/{id}/receipt" => at(&[&format!("{event}/receipt"), &format!("{event}/receipt?paper=roll")]),
        "/compare" => at(&[
            "/compare",
            "/compare?from=2026-01-01T10:00&what=sold",
            "/compare?from=then&to=2999-01-01&after=nobody",
            "/compare?from=2001-01-01&to=2001-01-02",
            "/compare?what=nothing",
            "/compare?sheet=1",
        ]),
        // The table of that page, as a file.
        "/compare.csv" | "/pets.csv" | "/events.csv" | "/customers.csv" | "/admin/audit.csv" | "/admin/snapshot.csv" => Vec::new(),
        "/customers" => at(&["/customers", "/customers?q=nobody"]),
        "/customers/{id}" => vec![At(customer.clone()), At(then_at(customer, world)), At(format!("{customer}?as_of=2020-01-01"))],
        "/customers/doubles" => {
            world.doubled();
            at(&["/customers/doubles", "/customers/doubles?after=zz~00000000-0000-7000-8000-000000000000"])
        }
        "/customers/{id}/edit" => {
            let path = format!("{}/edit", world.customer("donau"));
            vec![At(path.clone()), After(path, Some(("Name", "")), Box::new(|| {}))]
        }
        "/customers/{id}/join" => {
            let (path, other) = (format!("{customer}/join"), world.customer("donau"));
            let both = format!("{path}?other_id={}", other.trim_start_matches("/customers/"));
            vec![At(path.clone()), At(both), After(path, Some(("Look them up by name, e-mail, telephone or id", "a")), Box::new(|| {}))]
        }
        "/customers/{id}/data" => {
            at(&[customer.clone(), world.customer("donau")].map(|of| format!("{of}/data")).each_ref().map(String::as_str))
        }
        // That page, as a file.
        "/customers/{id}/data.json" => Vec::new(),
        "/customers/{id}/forgetting" => {
            let path = format!("{customer}/forgetting");
            // Somebody whom nobody needs any more for another page.
            let forgotten = world.forgettable();
            vec![At(path), Sent(format!("{forgotten}/forgetting")), At(forgotten)]
        }
        "/admin/snapshot" => {
            vec![At("/admin/snapshot".into()), After("/admin/snapshot".into(), None, Box::new(|| world.refreshes_for_ever()))]
        }
        "/admin/health" => at(&["/admin/health"]),
        "/admin/integrity" => {
            let broken = Some(("A seal that you kept", "Hello!"));
            vec![At("/admin/integrity".into()), Sent("/admin/integrity".into()), After("/admin/integrity".into(), broken, Box::new(|| {}))]
        }
        // Seals as files.
        "/admin/integrity/seals/{id}" => Vec::new(),
        "/admin/shop" => vec![At("/admin/shop".into()), At("/admin/shop?changed=yes".into()), Sent("/admin/shop".into())],
        "/admin/audit" => at(&["/admin/audit", "/admin/audit?what=exported", "/admin/audit?from=today"]),
        "/account" => vec![At("/account".into()), Sent("/account".into())],
        "/admin/accounts" => vec![At("/admin/accounts".into()), Sent("/admin/accounts".into())],
        "/admin/accounts/{id}/password" => vec![At(format!("{account}/password")), Sent(format!("{account}/password"))],
        "/admin/accounts/{id}/role" => vec![At(format!("{account}/role"))],
        "/admin/accounts/{id}/disable" => vec![At(format!("{account}/disable"))],
        "/admin/accounts/{id}/enable" => vec![At(format!("{account}/enable"))],
        "/admin/accounts/{id}/second-factor" => vec![At(format!("{account}/second-factor"))],
        "/admin/accounts/{id}/second-factor-reset" => vec![At(format!("{account}/second-factor-reset"))],
        "/admin/accounts/{id}/sessions" => vec![At(format!("{account}/sessions"))],
        other => panic!("nobody has looked at {other}: name its pages here"),
    }
}

/// A token that a program has used.
fn token(world: &World) -> Uuid {
    let (id, secret, now) = (Uuid::now_v7(), Token::new().unwrap(), world.shop.clock.now());
    let new = NewToken { id, name: "the till".into(), scope: Scope::People, ends_at: Some(now) };
    world.shop.sql(|conn| tokens::add(conn, &new, &secret, now, None));
    id
}

/// As of the moment just now, which has passed.
fn then_at(path: &str, world: &World) -> String {
    format!("{path}{}as_of={}", if path.contains('?') { '&' } else { '?' }, world.then)
}

/// The answers under the search box.
fn answers(tab: &Tab) {
    tab.clicks("#find");
    tab.types("e");
    tab.has("#answers a");
}

/// A form about a pet for whom it is possible, sent empty too, and for one for whom it is not.
fn form<'a, const N: usize>(possible: &str, impossible: &str, what: &str, more: [Stop<'a>; N]) -> Vec<Stop<'a>> {
    let path = format!("{possible}/{what}");
    [At(path.clone()), At(format!("{impossible}/{what}")), Sent(path)].into_iter().chain(more).collect()
}

/// A form that somebody else overtook.
fn overtaken(world: &World) -> Stop<'_> {
    let faster = |visitor: &Visitor| {
        let path = format!("{}/price-change", world.bella);
        let now = visitor.get(&path).value("new_price");
        let price = if now.starts_with("130") { "131" } else { "130" };
        assert_eq!(visitor.fill_in(&path, &[("new_price", price)]).status, 303);
    };
    After(format!("{}/price-change", world.bella), Some(("New price", "77")), Box::new(move || faster(&world.ben)))
}

fn walk<'a>(tab: &Tab, scheme: &str, stops: impl IntoIterator<Item = Stop<'a>>) {
    tab.likes(scheme);
    axe::bring(tab);
    let mut faults = Vec::new();
    for stop in stops {
        let path = match &stop {
            At(path) | Open(path, _) | Sent(path) | After(path, ..) => path,
        };
        tab.goes_to(path);
        let how = match &stop {
            At(_) => "",
            Open(_, open) => {
                open(tab);
                ", opened"
            }
            Sent(_) | After(..) => {
                if let After(_, field, happened) = &stop {
                    field.iter().for_each(|(label, text)| tab.fills(label, text));
                    happened();
                }
                tab.until_new(|| tab.clicks("main form.form .button.main"));
                ", sent"
            }
        };
        faults.extend(axe::faults(tab).into_iter().map(|fault| format!("{path}{how}, {scheme}, {fault}")));
        tab.resize(1280, 900);
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    tab.never_complained();
}
