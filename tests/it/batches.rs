//! What is recorded at the same moment goes in together, and yet each for itself.

use super::cluster::until;
use super::day::{arrival, arrived, count, events, price_change};
use super::harness::Shop;
use super::twice::wait_for;
use diesel::connection::SimpleConnection;
use hello::shop::AccountId;
use hello::store::people::accounts::Role;
use std::thread;

/// Sends an arrival of each name at once, of no more than the shop has connections, while nobody can append until all of them are about to; answers the statuses.
fn at_once(shop: &Shop, ben: AccountId, names: &[&str]) -> Vec<u16> {
    // Each has its form, and the shop knows everybody, before the log is held.
    let forms: Vec<_> = names.iter().map(|name| (shop.signed_in(ben), arrival().with("name", name))).collect();
    let opened: Vec<_> = forms.iter().map(|(visitor, form)| visitor.get(&form.path).hidden_fields()).collect();
    let mut holder = shop.database.connect();
    holder.batch_execute("BEGIN; LOCK TABLE pet_arrived_events IN EXCLUSIVE MODE").unwrap();
    thread::scope(|scope| {
        let sent: Vec<_> = forms
            .into_iter()
            .zip(opened)
            .map(|((visitor, form), hidden)| scope.spawn(move || form.send_with(&visitor, &hidden).status))
            .collect();
        // The last that each connection did is to look up the species, but for the one that appends already.
        let about_to = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '-- A species as it was written first%' AND state = 'idle'";
        let others = i64::try_from(names.len()).unwrap() - 1;
        until("all are about to append", || shop.sql(|conn| count(conn, about_to)) == others);
        holder.batch_execute("COMMIT").unwrap();
        sent.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

#[test]
fn what_comes_while_one_appends_goes_in_by_one_statement() {
    let shop = Shop::open();
    let ben = shop.account("Ben", Role::Staff);
    let transactions = || shop.sql(|conn| count(conn, "SELECT count(DISTINCT transaction_id) AS n FROM events"));
    // Whoever is about to append may be slow to say so.
    until("three went in together", || {
        let before = (events(&shop), transactions());
        assert_eq!(at_once(&shop, ben, &["Ada", "Bella", "Coco", "Dora", "Emil"]), [303; 5]);
        assert_eq!(events(&shop), before.0 + 5);
        transactions() - before.1 <= 3
    });
}

#[test]
fn one_that_the_database_refuses_takes_none_of_the_others_with_it() {
    let shop = Shop::open();
    shop.database.connect().batch_execute("ALTER TABLE pet_arrived_events ADD CHECK (name <> 'Refused')").unwrap();
    let statuses = at_once(&shop, shop.account("Ben", Role::Staff), &["Ada", "Bella", "Refused", "Dora", "Emil"]);
    assert_eq!((statuses.iter().filter(|status| **status == 303).count(), events(&shop)), (4, 4), "{statuses:?}");
    assert_ne!(statuses[2], 303);
}

#[test]
fn whoever_holds_one_pet_holds_up_nobody_who_records_about_another() {
    let shop = Shop::open();
    let ben = shop.account("Ben", Role::Staff);
    let visitor = shop.signed_in(ben);
    let (held, other) = (arrived(&visitor, "Rex"), arrived(&visitor, "Coco"));
    let mut holder = shop.database.connect();
    let id = held.trim_start_matches("/pets/");
    holder.batch_execute(&format!("BEGIN; SELECT FROM pet_streams WHERE pet_id = '{id}' FOR UPDATE")).unwrap();
    thread::scope(|scope| {
        let colleague = shop.signed_in(ben);
        let waiting = scope.spawn(move || price_change(&held).send(&colleague).status);
        wait_for(&shop, 1);
        assert_eq!(price_change(&other).send(&visitor).status, 303, "nobody holds this one");
        assert!(!waiting.is_finished());
        holder.batch_execute("COMMIT").unwrap();
        assert_eq!(waiting.join().unwrap(), 303);
    });
    assert_eq!(events(&shop), 4);
}
