//! Receipts and cage cards: what stands on them, and what does not.

use super::day::{arrived, loss, price_change, record, retraction, returned, sale};
use super::harness::{Shop, Visitor};

fn event(ben: &Visitor, kind: &str) -> String {
    ben.get(&format!("/events?type={kind}")).attr("main a[data-row]", "href").remove(0)
}

#[test]
fn a_receipt_says_number_day_pet_and_sum_and_nobodys_name() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    record(&ben, &sale(&rex));
    let sold = event(&ben, "PetSold");
    assert_eq!(ben.get(&sold).attr(&format!("main a[href='{sold}/receipt']"), "href").len(), 1, "the event leads to it");
    let receipt = ben.get(&format!("{sold}/receipt"));
    let said = receipt.text(".receipt");
    for part in ["Hello!", "Receipt", "C-0001/2", "Rex, a cat", "C-0001", "Sum120.50 €"] {
        assert!(said.replace('\u{a0}', " ").contains(part), "{part} in {said}");
    }
    assert!(!receipt.text("main").contains("Lang") && !receipt.body.contains("lang@example.com"), "{said}");
    assert_eq!(ben.get(&format!("{sold}/receipt?paper=roll")).select(".receipt.roll").len(), 1);

    record(&ben, &returned(&rex));
    let back = event(&ben, "PetReturned");
    let refund = ben.get(&format!("{back}/receipt")).text(".receipt").replace('\u{a0}', " ");
    for part in ["Refund", "C-0001/3", "For the saleC-0001/2", "120.50 €", "Paid back100.00 €"] {
        assert!(refund.contains(part), "{part} in {refund}");
    }
    assert!(!refund.contains("allergy"), "{refund}");
}

#[test]
fn the_receipt_of_a_sale_that_was_taken_back_says_so_in_bold() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    record(&ben, &sale(&rex));
    let sold = event(&ben, "PetSold");
    assert!(ben.get(&format!("{sold}/receipt")).select(".void").is_empty());
    record(&ben, &retraction(&rex));
    assert!(ben.get(&format!("{sold}/receipt")).text(".void strong").starts_with("Not valid: taken back on "));
}

#[test]
fn what_moved_no_money_has_no_receipt_and_who_is_not_in_the_books_no_card() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    record(&ben, &price_change(&rex));
    let changed = event(&ben, "PetPriceChange");
    let nobody = "01890000-0000-7000-8000-000000000000";
    for path in
        [format!("{changed}/receipt"), format!("/events/{nobody}/receipt"), "/events/x/receipt".into(), format!("/pets/{nobody}/card")]
    {
        assert_eq!(ben.get(&path).status, 404, "{path}");
    }
}

#[test]
fn a_card_stands_for_each_pet_that_the_list_shows_and_its_code_leads_to_the_pet() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    let tom = arrived(&ben, "Tom");
    record(&ben, &loss(&tom));
    let card = ben.get(&format!("{rex}/card"));
    let said = card.text(".cage-card").replace('\u{a0}', " ");
    for part in ["Rex", "Cat", "With us since", "C-0001", "135.00 €"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let code = hello::web::parts::pictures::qr::QrCode::of(&format!("{}{rex}", shop.config.origin)).unwrap();
    assert_eq!(card.attr(".cage-card .qr-ink", "d"), [code.path]);
    let list = ben.get("/pets?status=available");
    let cards = ben.get(&list.attr(".list-sum a[href^='/pets/cards']", "href")[0]);
    assert_eq!(cards.select(".cage-card h2"), ["Rex"]);
    assert_eq!(ben.get("/pets/cards").select(".cage-card h2"), ["Rex", "Tom"]);
    assert!(ben.get("/pets/cards?q=nobody").text("main").contains("The list shows no pet."));
    let unread = ben.get("/pets/cards?min_price=cheap");
    assert_eq!((unread.status, unread.location()), (303, "/pets?min_price=cheap"), "the list says what is wrong");
}

#[test]
fn the_receipt_of_a_refund_stays_one_whatever_was_taken_back_since() {
    let shop = Shop::open();
    let ben = shop.staff();
    let rex = arrived(&ben, "Rex");
    record(&ben, &sale(&rex));
    record(&ben, &returned(&rex));
    let back = event(&ben, "PetReturned");
    let told = |back: &str| ben.get(&format!("{back}/receipt")).text(".receipt").replace('\u{a0}', " ");
    record(&ben, &retraction(&rex));
    record(&ben, &retraction(&rex));
    for part in [
        "Refund",
        "Not valid: taken back",
        "For the saleC-0001/2",
        "What was paid back",
        "Paid back100.00 €",
        "Thank you for your patience",
    ] {
        assert!(told(&back).contains(part), "{part} in {}", told(&back));
    }

    // A sale that was taken back before the return is not the one that it ended.
    let tom = arrived(&ben, "Tom");
    record(&ben, &sale(&tom));
    record(&ben, &returned(&tom));
    record(&ben, &sale(&tom));
    record(&ben, &retraction(&tom));
    record(&ben, &retraction(&tom));
    record(&ben, &returned(&tom));
    let again = told(&event(&ben, "PetReturned"));
    assert!(again.contains("D-0002/7") && again.contains("For the saleD-0002/2"), "{again}");
}
