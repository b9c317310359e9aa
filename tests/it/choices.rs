//! Choices that look alike: whoever may be chosen can be told apart, and is reached by paging, by typing more and by an id.

use super::day::{Form, arrival, arrived, birth, record, sale};
use super::harness::{Answer, Shop, Visitor};
use std::collections::BTreeSet;

/// Twelve cats called Bella, of different prices, and one dog.
fn twelve_bellas(ben: &Visitor) -> Vec<String> {
    let bellas = (1..=12).map(|n| record(ben, &arrival().with("name", "Bella").with("price", &format!("{n}")))).collect();
    record(ben, &arrival().with("name", "Bella").with("species", "Dog").with("price", "99"));
    bellas
}

fn looked_up(ben: &Visitor, path: &str, fields: &[(&'static str, &str)]) -> Answer {
    let mut form = Form::new(path, fields);
    if fields.iter().all(|(name, _)| *name != "search") {
        form = form.with("search", "1");
    }
    let answer = form.send(ben);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

fn button(page: &Answer, words: &str) -> Option<String> {
    let values = page.attr("button[name=search]", "value");
    page.select("button[name=search]").iter().zip(values).find(|(said, _)| *said == words).map(|(_, value)| value)
}

#[test]
fn of_twelve_bellas_each_can_be_told_apart_and_is_reached_by_paging_and_what_was_typed_stays() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bellas: BTreeSet<String> = twelve_bellas(&ben).iter().map(|pet| pet.trim_start_matches("/pets/").to_owned()).collect();
    let (mut seen, mut told, mut search) = (BTreeSet::new(), BTreeSet::new(), "1".to_owned());
    loop {
        let page = looked_up(&ben, "/pets/birth", &[("mother", "bella"), ("name", "Kit"), ("price", "12"), ("search", &search)]);
        assert_eq!((page.value("mother").as_str(), page.value("name").as_str(), page.value("price").as_str()), ("bella", "Kit", "12"));
        assert_eq!(page.text(".choice-end p"), "13 pets match.");
        let ids = page.attr("input[name=mother_id]", "value");
        assert!(ids.len() <= 6);
        seen.extend(ids);
        told.extend(page.select(".choice"));
        match button(&page, "Show more") {
            Some(more) => search = more,
            None => break,
        }
    }
    assert!(bellas.is_subset(&seen) && seen.len() == 13, "{seen:?}");
    assert_eq!(told.len(), 13, "no two lines are the same: {told:?}");
    let back = button(&looked_up(&ben, "/pets/birth", &[("mother", "bella"), ("search", &search)]), "Back").unwrap();
    let before = looked_up(&ben, "/pets/birth", &[("mother", "bella"), ("search", &back)]);
    assert_eq!(before.select(".choice").len(), 6);
}

#[test]
fn a_mother_is_found_by_her_id_whole_short_begun_or_pasted_and_by_nothing_that_is_none() {
    let shop = Shop::open();
    let ben = shop.staff();
    let ninth = twelve_bellas(&ben).remove(8);
    let id = ninth.trim_start_matches("/pets/");
    let (short, begun) = (&id[..8], &id[..13]);
    for typed in [
        id.to_owned(),
        id.to_uppercase(),
        short.to_owned(),
        begun.to_owned(),
        format!("  {short} "),
        format!("{{{id}}}"),
        id.replace('-', ""),
        format!("https://shop.example{ninth}"),
        id[..5].to_owned(),
    ] {
        let page = looked_up(&ben, "/pets/birth", &[("mother", &typed)]);
        assert_eq!(page.attr("input[name=mother_id]", "value").first().map(String::as_str), Some(id), "{typed}");
    }
    for typed in ["ffffffff", &id[..3], &format!("{id}0"), "g0000000", "--------"] {
        let page = looked_up(&ben, "/pets/birth", &[("mother", typed)]);
        assert!(page.attr("input[name=mother_id]", "value").is_empty(), "{typed}");
        assert!(page.body.contains("No pet in the store is called that"), "{typed}");
    }
}

#[test]
fn a_line_says_species_price_mother_day_and_number_and_only_of_pets_in_the_store() {
    let shop = Shop::open();
    let ben = shop.staff();
    let luna = arrived(&ben, "Luna");
    let kit = record(&ben, &birth(&luna));
    let id = kit.trim_start_matches("/pets/").to_owned();
    let line = looked_up(&ben, "/pets/birth", &[("mother", "kit")]).text(".choice");
    for part in ["Kit", "Cat", "95.50\u{a0}€", "young of Luna", "here since", "D-0002"] {
        assert!(line.contains(&part.replace('\u{a0}', " ")), "{part} in {line}");
    }
    record(&ben, &sale(&kit));
    assert!(looked_up(&ben, "/pets/birth", &[("mother", &id)]).attr("input[name=mother_id]", "value").is_empty(), "she is sold");
}

#[test]
fn the_chosen_one_stays_first_whichever_part_is_shown_and_the_choice_is_recorded() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bellas = twelve_bellas(&ben);
    let id = bellas[8].trim_start_matches("/pets/");
    let first = looked_up(&ben, "/pets/birth", &[("mother", "bella"), ("mother_id", id)]);
    let more = button(&first, "Show more").unwrap();
    let second = looked_up(&ben, "/pets/birth", &[("mother", "bella"), ("mother_id", id), ("search", &more)]);
    for page in [&first, &second] {
        assert_eq!(page.attr("input[name=mother_id]", "value")[0], id);
        assert_eq!(page.attr("input[name=mother_id][checked]", "value"), [id]);
    }
    let kit = record(&ben, &birth(&bellas[8]));
    assert_eq!(ben.get(&kit).attr("aside a[href^='/pets/']", "href").iter().filter(|href| **href == bellas[8]).count(), 1);
}

#[test]
fn customers_of_one_name_are_told_apart_by_contacts_that_are_only_partly_shown() {
    let shop = Shop::open();
    let ben = shop.staff();
    for n in 10..22 {
        let pet = arrived(&ben, &format!("Pet {n}"));
        let form = sale(&pet).with("customer_name", "Maria Garcia").with("customer_email", &format!("{n}maria@mail{n}.example"));
        record(&ben, &form.with("customer_phone", &format!("+43 1 55500{n}")));
    }
    let rex = arrived(&ben, "Rex");
    let path = format!("{rex}/sale");
    let (mut seen, mut told, mut search) = (BTreeSet::new(), BTreeSet::new(), "1".to_owned());
    loop {
        let page = looked_up(&ben, &path, &[("customer_name", "garcia"), ("sale_price", "7"), ("search", &search)]);
        assert_eq!(page.value("sale_price"), "7");
        assert!(!page.body.contains("maria@") && !page.body.contains("55500"), "contacts are partly shown");
        seen.extend(page.attr("input[name=customer_id]", "value").into_iter().filter(|id| !id.is_empty()));
        told.extend(page.select(".choice"));
        match button(&page, "Show more") {
            Some(more) => search = more,
            None => break,
        }
    }
    assert_eq!((seen.len(), told.len()), (12, 13), "twelve, and someone new: {told:?}");
    assert!(told.iter().any(|line| line.contains("2…@mail21.example, …0021, 1 pet")), "{told:?}");
    let ninth = seen.iter().nth(8).unwrap();
    for typed in [ninth.as_str(), &ninth[..8], "12maria@mail12.example", "5550012", "mail12"] {
        assert_eq!(looked_up(&ben, &path, &[("customer_name", typed)]).select(".choice").len(), 2, "{typed}: one, and someone new");
    }
}

#[test]
fn search_tells_pets_and_customers_apart_finds_them_by_id_and_says_how_many_there_are() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bellas = twelve_bellas(&ben);
    let found = ben.get("/search?q=bella");
    let lines: BTreeSet<String> = found.select(".answers li").into_iter().collect();
    assert_eq!(lines.len(), 13, "{lines:?}");
    let fragment = ben.get_with("/search?q=bella", &[("hx-request", "true"), ("hx-request-type", "partial")]);
    assert_eq!(fragment.select("p a"), ["All 13 pets with “bella”"]);
    let id = bellas[8].trim_start_matches("/pets/");
    for typed in [id, &id[..8], &id[..4]] {
        assert!(ben.get(&format!("/search?q={typed}")).attr(".answers a", "href").contains(&bellas[8]), "{typed}");
    }
    record(&ben, &sale(&bellas[0]));
    let customer = ben.get("/search?q=lang").attr(".answers a[href^='/customers/']", "href").remove(0);
    let line = ben.get("/search?q=lang").text(".answers li");
    assert!(line.contains("l…@example.com, …4567, 1 pet") && !line.contains("234567"), "{line}");
    let short = &customer.trim_start_matches("/customers/")[..8];
    assert_eq!(ben.get(&format!("/search?q={short}")).attr(".answers a", "href"), [customer.as_str()]);
}

#[test]
fn whatever_stands_where_a_page_of_choices_is_asked_for_the_first_one_is_shown() {
    let shop = Shop::open();
    let ben = shop.staff();
    twelve_bellas(&ben);
    for search in ["after:", "after:Bella", "after:Bella~x", "before:~", "after:\u{1}~1", "x", "after:a~b~c", "before:before:", "'", "~"] {
        let page = looked_up(&ben, "/pets/birth", &[("mother", "bella"), ("search", search)]);
        assert_eq!((page.select(".choice").len(), button(&page, "Back")), (6, None), "{search}");
    }
}

#[test]
fn where_customers_match_nobody_is_chosen_and_choosing_nobody_is_told() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &sale(&arrived(&ben, "Rex")));
    let path = format!("{}/sale", arrived(&ben, "Kit"));
    let offered = looked_up(&ben, &path, &[("customer_name", "lang")]);
    assert!(offered.attr("input[name=customer_id][checked]", "value").is_empty());
    let hidden = offered.hidden_fields();
    let form = Form::new(&path, &[("customer_name", "lang"), ("sale_price", "9")]);
    let nobody = form.send_with(&ben, &hidden);
    assert_eq!(nobody.status, 422, "{}", nobody.body);
    assert_eq!(nobody.field_error("customer_id"), "Choose the customer, or someone new");
    let new = form.with("customer_id", "").send_with(&ben, &hidden);
    assert_eq!((new.status, new.text("h1").as_str()), (200, "Sell Kit to lang for 9.00 €?"));
    let id = offered.attr("input[name=customer_id]", "value").remove(0);
    let known = form.with("customer_id", &id).with("customer_email", "new@example.com").send_with(&ben, &hidden);
    assert!(
        known.text("main dl").contains("Not kept")
            && known.text("main dl").contains("new@example.com, for the shop knows Mrs Lang already")
    );
    assert!(
        looked_up(&ben, &path, &[("customer_name", "lang"), ("customer_id", "")]).attr("input[checked]", "value").contains(&String::new())
    );
}

#[test]
fn a_species_is_chosen_among_the_known_ones_or_said_to_be_new() {
    let shop = Shop::open();
    let ben = shop.staff();
    assert!(ben.get("/pets/arrival").select(".chip-choice").is_empty(), "there is nothing to choose from yet");
    for species in ["Dog", "Cat", "Cat", "Newt"] {
        record(&ben, &arrival().with("species", species));
    }
    let newt = ben.get("/pets?q=newt").attr("main a.name", "href").remove(0);
    record(&ben, &sale(&newt));
    let page = ben.get("/pets/arrival");
    assert_eq!(page.attr("datalist option", "value"), ["Cat", "Dog", "Newt"], "in the store first, most first");
    assert_eq!(page.select(".chip-choice"), ["Cat 2 in the store", "Dog 1 in the store", "A new species"]);

    let before = super::day::events(&shop);
    for typed in ["Cats", "cats", "CATS", "Newts"] {
        let asked = arrival().with("species", typed).send(&ben);
        assert_eq!(asked.status, 422, "{typed}");
        assert!(asked.field_error("species").starts_with("Did you mean "), "{}", asked.field_error("species"));
        assert_eq!(asked.value("species"), typed);
    }
    let both = arrival().with("species", "Hamster").with("species_known", "Cat").with("price", "much").send(&ben);
    assert_eq!(both.field_error("species"), "Choose Cat or type Hamster, not both");
    assert!(both.field_error("price").starts_with("“much” is no amount"), "and whatever else is wrong");
    assert_eq!(super::day::events(&shop), before);

    let species_of = |pet: &str| ben.get(pet).text(".pet-head div > p:first-of-type");
    let meant = record(&ben, &arrival().with("species", "Cats").with("species_known", "Cat"));
    assert!(species_of(&meant).contains("· Cat ·"), "{}", species_of(&meant));
    let chosen = record(&ben, &arrival().with("species", "").with("species_known", "Dog"));
    assert!(species_of(&chosen).contains("· Dog ·"));
    let new = record(&ben, &arrival().with("species", "Cats").with("species_known", ""));
    assert!(species_of(&new).contains("· Cats ·"));
    record(&ben, &arrival().with("species", "Axolotl"));
    let today = ben.get("/");
    assert!(!today.body.contains("Catses") && today.body.contains("Axolotls"));
}

#[test]
fn a_form_that_is_not_possible_says_why_and_what_is_and_nothing_that_is_not_so() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let page = ben.get(&format!("{rex}/find"));
    assert!(page.body.contains("Rex is not lost, so there is nothing to find.") && !page.text("main").contains("lost since"));
    let instead = page.attr("main .notice a.button", "href");
    assert_eq!(instead, ["sale", "price-change", "loss"].map(|what| format!("{rex}/{what}")));
}
