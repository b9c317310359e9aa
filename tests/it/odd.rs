//! Odd input on its way through the shop: names that would be code elsewhere, and a snapshot from another cluster.

use super::day::{arrival, birth, find, loss, price_change, record, sale};
use super::harness::{Shop, seal_key};
use diesel::connection::SimpleConnection;
use hello::store::log::changes;
use hello::store::state::snapshot;

const ODD: &[&str] = &[
    "<script>alert(1)</script>",
    "\"quoted\" & 'quoted'",
    "مرحبا بالعالم",
    "🐈‍⬛ Ünïcødé ﷽",
    "=cmd()|' /C calc'!A0",
    "'; DROP TABLE events; --",
    "{{ 7*7 }} ${7*7} %n",
    "\\x27 \\u0027 &amp; &lt;",
];

#[test]
fn odd_names_are_shown_as_they_were_typed_on_every_page() {
    let shop = Shop::open();
    let ada = shop.admin();
    for odd in ODD {
        let mother = record(&ada, &arrival().with("name", odd).with("species", odd).with("note", odd));
        record(&ada, &birth(&mother).with("name", odd).with("note", odd));
        record(&ada, &loss(&mother).with("last_seen_location", odd));
        record(&ada, &find(&mother).with("found_location", odd));
        record(&ada, &price_change(&mother).with("note", odd));
        let asked = sale(&mother).with("customer_name", odd).with("confirm", "").send(&ada);
        assert!(asked.text("h1").contains(odd), "{odd}: {}", asked.text("h1"));
        record(&ada, &sale(&mother).with("customer_name", odd));

        let query = serde_urlencoded::to_string([("q", odd)]).unwrap();
        let list = ada.get(&format!("/pets?{query}"));
        assert_eq!((list.status, list.value("q").as_str()), (200, *odd));
        assert!(list.select("a.name").iter().all(|name| name == odd) && !list.select("a.name").is_empty(), "{odd}");
        assert_eq!(ada.get(&mother).text("h1"), *odd);
        let customers = ada.get(&format!("/customers?{query}"));
        assert_eq!(customers.select("a.name"), [*odd]);
        let pages =
            ["/", "/pets", "/events", "/customers", "/pets/birth", "/admin/snapshot", "/pets/arrival", "/compare", "/compare?sheet=1"]
                .map(str::to_owned);
        let customer = customers.attr("a.name", "href").remove(0);
        let event = ada.get(&mother).attr(".timeline a[data-row]", "href").remove(0);
        shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        let certificate = ada.get(&format!("{mother}/certificate"));
        assert_eq!((certificate.text("h1").as_str(), certificate.select("article h2 bdi")), (*odd, vec![(*odd).to_owned()]));
        for page in pages.into_iter().chain([
            format!("{mother}/certificate"),
            "/admin/integrity".to_owned(),
            mother.clone(),
            customer,
            event,
            format!("/pets?{query}"),
        ]) {
            let answer = ada.get(&page);
            assert_eq!(answer.status, 200, "{page}");
            assert!(!answer.body.contains("<script>alert"), "{page}");
            assert!(answer.select("main script").is_empty(), "{page}");
        }
    }
}

#[test]
fn a_snapshot_whose_transactions_are_another_clusters_hides_nothing() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival().with("name", "Rex"));
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    // As after a restore: the numbers of the old cluster are greater than any that this one has given out.
    let mut conn = shop.database.connect();
    conn.batch_execute("UPDATE snapshot_refreshes SET cluster_id = 1, snapshot = '999999999:999999999:'").unwrap();
    let coco = record(&ben, &arrival().with("name", "Coco"));
    record(&ben, &loss(&coco));
    assert_eq!(ben.get("/pets").select("a.name"), ["Coco", "Rex"]);
    assert_eq!(ben.get("/pets?status=lost").select("a.name"), ["Coco"]);
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let tail = shop.sql(|conn| {
        let boundary = snapshot::boundary(conn)?;
        snapshot::tail_length(conn, &boundary)
    });
    assert_eq!(tail, 0, "a refresh takes the numbers of this cluster");
}

#[test]
fn events_whose_transactions_are_another_clusters_are_no_news_for_ever() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival().with("name", "Rex"));
    let mut conn = shop.database.connect();
    // As after a restore into a young cluster, and the first refresh there.
    conn.batch_execute(
        "ALTER TABLE pet_arrived_events DISABLE TRIGGER ALL;
         UPDATE pet_arrived_events SET transaction_id = '999999999';
         ALTER TABLE pet_arrived_events ENABLE ALWAYS TRIGGER append_only_rows, ENABLE ALWAYS TRIGGER append_only_table;
         ALTER TABLE pet_arrived_events ENABLE TRIGGER takes_its_version, ENABLE TRIGGER announces",
    )
    .unwrap();
    shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
    let tail = || {
        shop.sql(|conn| {
            let boundary = snapshot::boundary(conn)?;
            snapshot::tail_length(conn, &boundary)
        })
    };
    assert_eq!(tail(), 0);
    let seen = shop.sql(|conn| changes::since(conn, None)).seen;
    record(&ben, &arrival().with("name", "Coco"));
    assert_eq!(tail(), 1);
    assert_eq!(shop.sql(|conn| changes::since(conn, Some(&seen))).events.len(), 1);
    assert_eq!(ben.get("/pets").select("a.name"), ["Coco", "Rex"]);
}
