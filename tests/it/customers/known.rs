use super::{id, kept};
use crate::day::{arrived, loss, record, retraction, returned, sale};
use crate::harness::Shop;
use serde_json::Value;

#[test]
fn all_that_is_known_about_a_customer_is_a_file_and_a_page_to_print() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let lang = kept(&ben, "Mrs Lang", "lang@example.com", "+43 1 234567");
    let other = kept(&ben, "Frau Lang", "", "");
    let first = ben.get(&lang).attr("a.pet", "href").remove(0);
    record(&ben, &returned(&first));
    let mistaken = record(&ben, &sale(&arrived(&ben, "Tom")).with("customer_id", id(&lang)));
    record(&ben, &retraction(&mistaken));
    record(&ben, &loss(&arrived(&ben, "Coco")).with("last_seen_location", "near MRS LANG"));
    arrived(&ben, "Mrs Lang’s darling");
    record(&ben, &sale(&arrived(&ben, "Rex")).with("customer_name", "Mr Kurz").with("customer_email", "").with("customer_phone", ""));
    assert_eq!(ben.fill_in(&format!("{lang}/edit"), &[("name", "Mrs Lang"), ("email", "lang@example.com"), ("phone", "")]).status, 303);
    assert_eq!(ada.fill_in(&format!("{lang}/join?other_id={}", id(&other)), &[("confirm", "yes")]).status, 303);

    let file = ben.get(&format!("{lang}/data.json"));
    assert_eq!((file.status, file.header("content-type")), (200, "application/json"));
    assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"customer-{}.json\"", id(&lang)));
    assert!(file.body.contains("\n  "), "pretty");
    let told: Value = serde_json::from_str(&file.body).unwrap();
    assert_eq!(told["customer"]["name"], "Mrs Lang");
    assert_eq!((told["customer"]["email"].as_str(), told["customer"]["phone"].as_str()), (Some("lang@example.com"), None));
    assert_eq!(told["customer"]["also_known_by_id"], serde_json::json!([id(&other)]));
    let events = |part: &str| {
        let mut kinds: Vec<_> = told[part].as_array().unwrap().iter().map(|event| event["what"].as_str().unwrap().to_owned()).collect();
        kinds.sort();
        kinds
    };
    assert_eq!(events("events"), ["EventRetracted", "PetReturned", "PetSold", "PetSold", "PetSold"]);
    assert_eq!(events("events_that_mention_them"), ["PetArrived", "PetLost"], "the place, and the name of a pet");
    let sold: Vec<_> = told["events"].as_array().unwrap().iter().filter(|event| event["what"] == "PetSold").collect();
    assert!(sold.iter().all(|event| event["data"]["sale_price"].as_f64() == Some(120.5) && event["note"] == "with basket"), "{sold:?}");
    assert_eq!(sold.iter().filter(|event| !event["taken_back_at"].is_null()).count(), 1);
    let deeds: Vec<_> = told["audit"].as_array().unwrap().iter().map(|deed| deed["what"].as_str().unwrap()).collect();
    assert_eq!(deeds, ["customers_joined", "customer_mended"]);
    assert!(!file.body.contains("Kurz") && !file.body.contains("127.0.0.1"), "nothing of others");

    let page = ben.get(&format!("{lang}/data"));
    assert_eq!((page.status, page.text("h1").as_str()), (200, "All that the shop knows about Mrs Lang"));
    assert_eq!(page.select("section[aria-labelledby=bought] li").len(), 5);
    assert_eq!(page.select("section[aria-labelledby=mentioned] li").len(), 2);
    assert_eq!(page.select("section[aria-labelledby=done] li").len(), 3, "joined, mended, and given away as a file");
    assert!(
        ada.get("/admin/audit?what=exported")
            .text(".moment .said p:first-child")
            .starts_with("Ben took all that is known about a customer away")
    );
    let by_the_old_id: Value = serde_json::from_str(&ada.get(&format!("{other}/data.json")).body).unwrap();
    assert_eq!(by_the_old_id["customer"], told["customer"]);
}

#[test]
fn of_who_is_forgotten_only_the_sales_are_known_and_of_nobody_nothing() {
    let shop = Shop::open();
    let (ada, ben) = (shop.admin(), shop.staff());
    let lang = kept(&ben, "Mrs Lang", "lang@example.com", "+43 1 234567");
    assert_eq!(ada.fill_in(&format!("{lang}/forgetting"), &[]).status, 303);
    let told: Value = serde_json::from_str(&ben.get(&format!("{lang}/data.json")).body).unwrap();
    assert!(told["customer"]["name"].is_null() && told["customer"]["email"].is_null() && told["customer"]["forgotten_at"].is_string());
    assert_eq!((told["events"].as_array().unwrap().len(), told["audit"].as_array().unwrap().len()), (1, 1));
    assert!(ben.get(&format!("{lang}/data")).text("h1").ends_with("a forgotten customer"));
    for path in ["data", "data.json"] {
        assert_eq!(ben.get(&format!("/customers/01890000-0000-7000-8000-000000000000/{path}")).status, 404);
        assert_eq!(shop.visitor().get(&format!("{lang}/{path}")).status, 303, "behind the door");
    }
}
