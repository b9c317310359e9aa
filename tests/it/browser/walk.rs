//! A walk through every page there is, in light and dark, on a phone and on a screen: nothing for axe, nothing sideways, nothing in the console.

use super::{Script, Tab, axe, world::World};
use crate::harness::{Shop, Visitor};
use hello::web::{ROUTES, Verb};

/// What a stop of the walk does to see its page.
enum Stop<'a> {
    /// Opens an address.
    At(String),
    /// Opens an address and sends its form as it is.
    Sent(String),
    /// Opens an address, and sends its form after something else has happened.
    After(String, Box<dyn Fn() + 'a>),
}
use Stop::{After, At, Sent};

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
    let Some(source) = axe::source() else { return };
    let new = Shop::open();
    let link = new.setup_link();
    let shop = Shop::open();
    let ada = shop.admin();
    for scheme in ["light", "dark"] {
        let Some(outside) = Tab::open(&new, Script::On) else { return };
        let door =
            [At("/login".into()), At("/setup".into()), At(link.clone()), Sent(link.clone()), Sent("/login".into()), At("/nowhere".into())];
        walk(&outside, scheme, source, door);
        let Some(inside) = Tab::of(&shop, &ada, Script::On) else { return };
        let empty = ["/", "/pets", "/pets/birth", "/events", "/customers", "/admin/snapshot", "/nowhere"];
        walk(&inside, scheme, source, empty.map(|path| At(path.into())));
    }
}

fn full_shop(scheme: &str) {
    let Some(source) = axe::source() else { return };
    if super::Chromium::shared().is_none() {
        return;
    }
    let world = World::make();
    let stops = ROUTES.iter().filter(|route| route.verb == Verb::Get).flat_map(|route| stops(route.path, &world));
    let Some(ada) = Tab::of(&world.shop, &world.ada, Script::On) else { return };
    walk(&ada, scheme, source, stops);
    let Some(ben) = Tab::of(&world.shop, &world.ben, Script::On) else { return };
    walk(&ben, scheme, source, [At("/admin/snapshot".into()), At("/".into())]);
}

/// Every page that an address can show. A route that is not here has not been looked at.
fn stops<'a>(pattern: &str, world: &'a World) -> Vec<Stop<'a>> {
    let World { bella, rex, tom, long, customer, event, account, .. } = world;
    let about = |what: &str| -> Vec<String> { [bella, rex, tom, long].map(|pet| format!("{pet}/{what}")).to_vec() };
    let at = |paths: &[&str]| paths.iter().map(|path| At((*path).to_owned())).collect::<Vec<_>>();
    match pattern {
        // No pages; and the last only leads on.
        "/healthz" | "/readyz" | "/static/{name:.+}" | "/favicon.ico" | "/logout" => Vec::new(),
        // In front of the door: another walk goes there.
        "/setup" | "/login" => Vec::new(),
        "/" => at(&["/"]),
        "/pets" => at(&["/pets", "/pets?q=nobody", "/pets?min_price=much", "/pets?q=donau", "/pets?status=lost&sort=-price"]),
        "/pets/arrival" => vec![At("/pets/arrival".into()), Sent("/pets/arrival".into())],
        "/pets/birth" => vec![At("/pets/birth".into()), At("/pets/birth?mother=nobody".into()), Sent("/pets/birth".into())],
        "/pets/{id}" => at(&[bella, rex, tom, long, "/pets/00000000-0000-7000-8000-000000000000"]),
        "/pets/{id}/sale" => [forms(about("sale"), bella), vec![confirmed(bella)]].into_iter().flatten().collect(),
        "/pets/{id}/price-change" => [forms(about("price-change"), bella), vec![overtaken(world)]].into_iter().flatten().collect(),
        "/pets/{id}/loss" => forms(about("loss"), bella),
        "/pets/{id}/find" => forms(about("find"), rex),
        "/events" => {
            at(&["/events", "/events?type=PetSold", "/events?species=Dog&type=PetSold", "/events?from=today", "/events?type=PetLost"])
        }
        "/events/{id}" => at(&[event]),
        "/customers" => at(&["/customers", "/customers?q=nobody"]),
        "/customers/{id}" => at(&[customer]),
        "/admin/snapshot" => at(&["/admin/snapshot"]),
        "/account" => vec![At("/account".into()), Sent("/account".into())],
        "/admin/accounts" => vec![At("/admin/accounts".into()), Sent("/admin/accounts".into())],
        "/admin/accounts/{id}/password" => vec![At(format!("{account}/password")), Sent(format!("{account}/password"))],
        "/admin/accounts/{id}/role" => vec![At(format!("{account}/role"))],
        "/admin/accounts/{id}/disable" => vec![At(format!("{account}/disable"))],
        "/admin/accounts/{id}/enable" => vec![At(format!("{account}/enable"))],
        "/admin/accounts/{id}/sessions" => vec![At(format!("{account}/sessions"))],
        other => panic!("nobody has looked at {other}: name its pages here"),
    }
}

/// The form for every pet, possible or not, and sent empty for the one for whom it is possible.
fn forms(paths: Vec<String>, possible: &str) -> Vec<Stop<'static>> {
    let wrong = paths.iter().find(|path| path.starts_with(possible)).cloned().map(Sent);
    paths.into_iter().map(At).chain(wrong).collect()
}

/// The page that asks once more before a sale.
fn confirmed(pet: &str) -> Stop<'static> {
    After(format!("{pet}/sale"), Box::new(|| {}))
}

/// A form that somebody else overtook.
fn overtaken(world: &World) -> Stop<'_> {
    let faster = |visitor: &Visitor| {
        let path = format!("{}/price-change", world.bella);
        let now = visitor.get(&path).value("new_price");
        let price = if now.starts_with("130") { "131" } else { "130" };
        assert_eq!(visitor.fill_in(&path, &[("new_price", price)]).status, 303);
    };
    After(format!("{}/price-change", world.bella), Box::new(move || faster(&world.ben)))
}

fn walk<'a>(tab: &Tab, scheme: &str, source: &str, stops: impl IntoIterator<Item = Stop<'a>>) {
    tab.likes(scheme);
    let mut faults = Vec::new();
    for stop in stops {
        let (path, how) = match &stop {
            At(path) => (path, ""),
            Sent(path) => (path, ", sent"),
            After(path, _) => (path, ", sent after something else"),
        };
        tab.goes_to(path);
        match &stop {
            At(_) => {}
            Sent(_) => tab.until_new(|| tab.clicks("main form.card .button.main")),
            After(_, happened) => {
                if path.ends_with("/sale") {
                    tab.fills("The customer’s name", "Mr Short");
                } else {
                    tab.fills("New price", "77");
                }
                happened();
                tab.until_new(|| tab.clicks("main form.card .button.main"));
            }
        }
        faults.extend(axe::faults(tab, source).into_iter().map(|fault| format!("{path}{how}, {scheme}, {fault}")));
        tab.resize(1280, 900);
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    tab.never_complained();
}
