use super::{id, kept};
use crate::day::{Form, arrived, sale};
use crate::harness::Shop;

/// Name, e-mail and telephone of two; whether they are likely one.
const PAIRS: &[([&str; 3], [&str; 3], bool)] = &[
    (["Mrs Lang", "", ""], ["mrs LANG", "", ""], true),
    (["Mrs Lang", "lang@example.com", ""], ["Anna Lang", "LANG@Example.com", ""], true),
    (["Mrs Lang", "", "+43 1 234567"], ["A. Lang", "", "01 / 23 45 67"], true),
    (["Mrs Lang", "", "0043 1 2345678"], ["A. Lang", "", "+43-1-2345678"], true),
    (["Mrs Lang", "", "(01) 234-5678"], ["A. Lang", "", "2345678"], true),
    (["ÉMILE ZOLA", "", ""], ["Émile Zola", "", ""], true),
    (["Mrs Lang", "a@example.com", "2345678"], ["Mrs Lang", "b@example.com", "8765432"], true),
    (["Mrs  Lang ", "", ""], ["Mrs Lang", "", ""], true),
    (["María García", "", ""], ["garcia  MARIA", "", ""], true),
    (["Zoe\u{301} O’Malley", "", ""], ["Zoé O'Malley", "", ""], true),
    (["Anna Groß", "", ""], ["ANNA GROSS", "", ""], true),
    (["Mrs Lang", "", "+43 (0)1 2345678"], ["A. Lang", "", "01\u{a0}234\u{2011}5678"], true),
    (["Mrs Lang", "", "+43 1 2345678"], ["A. Lang", "", "+43 2 2345678"], false),
    (["Mrs Lang", "", ""], ["Mrs Lange", "", ""], false),
    (["Mrs Lang", "lang@example.com", ""], ["Anna", "lang@example.org", ""], false),
    (["Mrs Lang", "", "2345678"], ["Anna", "", "2345679"], false),
    (["Mrs Lang", "", "112"], ["Anna", "", "112"], false),
    (["Mrs Lang", "", ""], ["Anna", "", ""], false),
    (["Mrs Lang", "", "5678"], ["Anna", "", "01 2345678"], false),
];

#[test]
fn whoever_is_likely_known_already_is_offered_before_a_sale_is_recorded_and_listed_afterwards() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    for (number, (known, typed, is_alike)) in PAIRS.iter().enumerate() {
        let elder = kept(&ben, known[0], known[1], known[2]);
        let pet = arrived(&ben, "Rex");
        let form = sale(&pet).with("customer_name", typed[0]).with("customer_email", typed[1]).with("customer_phone", typed[2]);
        let asked = form.with("confirm", "").send(&ben);
        assert_eq!(asked.status, 200, "{}", asked.body);
        let offered = asked.attr("#alike input", "value");
        let is_offered = offered.iter().any(|offer| offer == id(&elder));
        assert_eq!(is_offered, *is_alike, "{number}: {known:?} {typed:?} {offered:?}");

        // Someone new all the same: confirmed, it is recorded.
        let confirmed = Form::new(&form.path, &[("confirm", "yes"), ("customer_id", "")]).send_with(&ben, &asked.hidden_fields());
        assert_eq!(confirmed.status, 303, "{}", confirmed.body);
        let newer = ben.get(&pet).attr("dl.why a[href^='/customers/']", "href").remove(0);
        assert_ne!(newer, elder);
        let list = ada.get("/customers/doubles");
        let pairs = list.attr("td a.button", "href");
        assert_eq!(pairs.contains(&format!("{elder}/join?other_id={}", id(&newer))), *is_alike, "{number}: {pairs:?}");
        assert_eq!(ben.get("/customers/doubles").select("td a.button").len(), 0, "joining is for admins");
        for page in [newer, elder] {
            assert_eq!(ada.fill_in(&format!("{page}/forgetting"), &[]).status, 303);
        }
        assert!(ada.get("/customers/doubles").text("main").contains("Nobody seems to be kept twice"));
    }
}

#[test]
fn who_is_offered_and_taken_is_who_bought_it() {
    let shop = Shop::open();
    let ben = shop.staff();
    let lang = kept(&ben, "Mrs Lang", "lang@example.com", "");
    let pet = arrived(&ben, "Rex");
    let asked = sale(&pet).with("customer_name", "Anna Lang").with("confirm", "").send(&ben);
    assert_eq!(asked.text("#alike legend"), "The shop knows somebody who may be Anna Lang. Is it one of them?");
    assert!(asked.select("#alike .choice")[0].contains("Mrs Lang l…@example.com, 1 pet"), "{:?}", asked.select("#alike .choice"));
    assert!(asked.select("#alike input[checked]").is_empty(), "nobody is a stranger by accident");
    let nobody = Form::new(format!("{pet}/sale"), &[("confirm", "yes")]).send_with(&ben, &asked.hidden_fields());
    assert_eq!((nobody.status, nobody.field_error("alike").as_str()), (422, "Choose one of them, or someone new"));
    assert_eq!(nobody.hidden_fields(), asked.hidden_fields(), "all that was typed goes along");
    let form = Form::new(format!("{pet}/sale"), &[("confirm", "yes"), ("customer_id", id(&lang))]);
    assert_eq!(form.send_with(&ben, &asked.hidden_fields()).status, 303);
    assert_eq!(ben.get(&lang).text(".page-head p"), "Took 2 pets home for 241.00 €.");
    assert_eq!(ben.get("/customers").select("tbody tr").len(), 1);
    let known = sale(&arrived(&ben, "Tom")).with("customer_id", id(&lang)).with("confirm", "").send(&ben);
    assert!(known.select("#alike").is_empty(), "who is chosen is nobody's double");
}

#[test]
fn many_doubles_are_paged_and_the_pages_add_up() {
    let shop = Shop::open();
    let ada = shop.admin();
    let many = "INSERT INTO customers (name, email, created_at)
                SELECT 'Maria ' || n % 60, 'maria' || n || '@example.com', now() + n * interval '1 second' FROM generate_series(1, 180) AS n";
    shop.sql(|conn| Ok(diesel::connection::SimpleConnection::batch_execute(conn, many)?));
    let (mut pages, mut all, mut path) = (0, Vec::new(), "/customers/doubles".to_owned());
    loop {
        let page = ada.get(&path);
        all.extend(page.attr("td.lead-cell a.name", "href"));
        pages += 1;
        match page.attr("a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!((pages, all.len()), (3, 120), "each but the eldest of its name");
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 120);
    let back = ada.get(&path).attr("a[rel=prev]", "href").remove(0);
    assert_eq!(ada.get(&back).select("tbody tr").len(), 50);
    for odd in ["after=x", "after=~", "before=%00~1", "after=%27~01890000-0000-7000-8000-000000000000"] {
        assert_eq!(ada.get(&format!("/customers/doubles?{odd}")).status, 200, "{odd}");
    }
}
