//! Seals: one a refresh, each with what has moved on, and worth keeping elsewhere.

use super::super::harness::{Database, Shop, seal_key};
use super::{against, assert_clean, invented, move_on, sealed, verified};
use diesel::connection::SimpleConnection;
use hello::integrity::merkle::{Proof, root};
use hello::integrity::{FaultKind, Place, SealKey, SignedSeal};
use hello::store::keyset;
use hello::store::proof::certificate;
use hello::store::proof::seals;
use hello::store::proof::verify;
use hello::store::proof::verify::Against;
use hello::store::state::snapshot;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use uuid::Uuid;

#[test]
fn a_seal_follows_the_one_before_it_and_keeps_what_has_moved_on() {
    let database = Database::migrated();
    let mut conn = invented(&database, 30);
    move_on(&mut conn, 4);
    let second = sealed(&mut conn);
    let third = sealed(&mut conn);
    let all = seals::page(&mut conn, &keyset::Place::First, 9).unwrap().rows;
    assert_eq!(all.iter().map(|seal| seal.seal.id).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!((&all[0], &all[1]), (&third, &second));
    assert_eq!((second.seal.previous, third.seal.previous), (all[2].seal.hash(), second.seal.hash()));
    assert_eq!(third.seal.root, second.seal.root, "nothing has happened in between");
    assert_ne!(second.seal.root, all[2].seal.root);
    let heads = |conn: &mut _, seal: i64| {
        super::super::day::count(conn, &format!("SELECT count(*) AS n FROM seal_heads WHERE seal_id = {seal}")).unwrap()
    };
    assert_eq!((heads(&mut conn, 1), heads(&mut conn, 2), heads(&mut conn, 3)), (30, 4, 0));
    let found = assert_clean(&mut conn, &[&second, &third]);
    assert_eq!((found.pets, found.seals, found.events), (30, 3, third.seal.events));
    assert_eq!((found.sealed_events, found.sealed_at), (third.seal.events, Some(third.seal.sealed_at)));
}

#[test]
fn every_pet_is_proven_to_be_under_the_seal_that_covers_it() {
    let database = Database::migrated();
    let mut conn = invented(&database, 30);
    let first = seals::one(&mut conn, 1).unwrap().unwrap();
    move_on(&mut conn, 4);
    let second = sealed(&mut conn);
    for seal in [&first, &second] {
        let leaves = seals::leaves(&mut conn, seal.seal.id, ALL).unwrap();
        assert_eq!(root(leaves.iter().copied()), seal.seal.root);
        for leaf in &leaves {
            assert_eq!(Proof::build(&leaves, leaf.pet).unwrap().root(leaf), Some(seal.seal.root));
            let covering = seals::covering(&mut conn, leaf.pet, leaf.version).unwrap().unwrap();
            assert!(covering.seal.id <= seal.seal.id);
            if seal.seal.id == 2 {
                assert_eq!(seals::covering(&mut conn, leaf.pet, leaf.version + 1).unwrap(), None, "not sealed yet");
            }
        }
    }
}

/// Every pet that there can be.
const ALL: (Uuid, Uuid) = (Uuid::nil(), Uuid::max());

#[test]
fn a_seal_and_its_proofs_are_right_whatever_is_kept_of_the_tree() {
    let database = Database::migrated();
    let mut conn = invented(&database, 60);
    for (n, tampering) in [
        "SELECT",
        "UPDATE seal_nodes SET hash = sha256('another')",
        "UPDATE seal_nodes SET hash = sha256('another') WHERE depth < 12",
        "UPDATE seal_nodes SET is_one = NOT is_one",
        "DELETE FROM seal_nodes WHERE place % 2 = 0",
        "DELETE FROM seal_nodes",
        "INSERT INTO seal_nodes SELECT 12, n, true, sha256('another') FROM generate_series(0, 4095) AS n ON CONFLICT DO NOTHING",
    ]
    .into_iter()
    .enumerate()
    {
        conn.batch_execute(tampering).unwrap();
        for is_kept_right in [false, true] {
            let seal = if is_kept_right {
                move_on(&mut conn, 3);
                sealed(&mut conn)
            } else {
                seals::newest(&mut conn).unwrap().unwrap()
            };
            let leaves = seals::leaves(&mut conn, seal.seal.id, ALL).unwrap();
            assert_eq!(root(leaves.iter().copied()), seal.seal.root, "{tampering}");
            for leaf in leaves.iter().skip(n).step_by(7) {
                let certificate = certificate::of_pet(&mut conn, leaf.pet).unwrap().certificate.unwrap();
                let proven = &certificate.line[0];
                assert_eq!(proven.proof.root(leaf), Some(seal.seal.root), "{tampering}");
                assert_eq!(Some(&proven.proof), Proof::build(&leaves, leaf.pet).as_ref(), "{tampering}");
            }
        }
        assert_clean(&mut conn, &[]);
    }
}

#[test]
fn nobody_rewrites_a_seal() {
    let database = Database::migrated();
    let mut conn = invented(&database, 3);
    for table in ["seals", "seal_heads"] {
        for statement in [format!("UPDATE {table} SET version = 1"), format!("DELETE FROM {table}"), format!("TRUNCATE {table} CASCADE")] {
            let statement = if table == "seals" { statement.replace("version", "pets") } else { statement };
            let refused = conn.batch_execute(&format!("SET session_replication_role = replica; {statement}")).unwrap_err();
            assert!(refused.to_string().contains("seals are append-only"), "{statement}: {refused}");
        }
    }
}

#[test]
fn a_seal_by_another_key_is_a_fault_until_that_key_is_named() {
    let database = Database::migrated();
    let mut conn = invented(&database, 3);
    let other = SealKey::parse(&"77".repeat(32)).unwrap();
    snapshot::refresh(&mut conn, &other, None).unwrap();
    let found = verified(&mut conn, &[]);
    assert_eq!(
        found.faults.iter().map(|fault| (fault.place, &fault.what)).collect::<Vec<_>>(),
        [(Place::Seal(2), &FaultKind::SealForeign)]
    );
    let both = SealKey::parse(&format!("{} {}", "77".repeat(32), seal_key().public())).unwrap();
    for trust in [Some(both.trust().clone()), None] {
        assert!(verify::verify(&mut conn, &Against { trust, kept: vec![] }, &mut |_| ()).unwrap().is_clean());
    }
}

#[test]
fn a_kept_seal_must_be_there_as_it_was() {
    let database = Database::migrated();
    let mut conn = invented(&database, 3);
    let mine = seals::one(&mut conn, 1).unwrap().unwrap();
    let what = |conn: &mut _, kept: &SignedSeal| verified(conn, &[kept]).faults.into_iter().map(|fault| fault.what).collect::<Vec<_>>();
    assert_eq!(what(&mut conn, &mine), []);
    let resigned = |change: &dyn Fn(&mut hello::integrity::Seal)| {
        let mut seal = mine.seal.clone();
        change(&mut seal);
        seal_key().sign(seal)
    };
    assert_eq!(what(&mut conn, &resigned(&|seal| seal.id = 2)), [FaultKind::KeptGone]);
    assert_eq!(what(&mut conn, &resigned(&|seal| seal.events += 1)), [FaultKind::KeptOtherwise]);
    let mut forged = mine.clone();
    forged.seal.pets += 1;
    assert_eq!(what(&mut conn, &forged), [FaultKind::KeptForged]);
    let foreign = SealKey::parse(&"77".repeat(32)).unwrap().sign(mine.seal.clone());
    assert_eq!(what(&mut conn, &foreign), [FaultKind::KeptForeign]);
}

#[test]
fn a_busy_shop_is_verified_and_sealed_without_a_fault() {
    let shop = Shop::open();
    let visitors = [shop.staff(), shop.signed_in(shop.account("Cleo", hello::store::people::accounts::Role::Staff))];
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let recorders: Vec<_> = visitors
            .into_iter()
            .map(|visitor| {
                let is_over = &is_over;
                scope.spawn(move || {
                    let mut recorded = 0;
                    while !is_over.load(Ordering::Relaxed) {
                        let pet = super::super::day::arrived(&visitor, "Rex");
                        super::super::day::record(&visitor, &super::super::day::price_change(&pet));
                        super::super::day::record(&visitor, &super::super::day::birth(&pet));
                        recorded += 3;
                    }
                    recorded
                })
            })
            .collect();
        let refresher = scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
            }
        });
        let looked: Vec<i64> = (0..12)
            .map(|_| {
                let found = shop.sql(|conn| verify::verify(conn, &against(&[]), &mut |_| ()));
                assert!(found.is_clean(), "{:#?}", found.faults);
                found.events
            })
            .collect();
        is_over.store(true, Ordering::Relaxed);
        refresher.join().unwrap();
        let recorded: i64 = recorders.into_iter().map(|recorder| recorder.join().unwrap()).sum();
        assert!(looked.first() < looked.last(), "the shop went on meanwhile: {looked:?}");
        shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        let found = shop.sql(|conn| verify::verify(conn, &against(&[]), &mut |_| ()));
        assert!(found.is_clean() && found.events == recorded && found.sealed_events == recorded, "{found:#?}");
    });
}

#[test]
fn a_refresh_that_cannot_be_sealed_is_a_failed_refresh() {
    let database = Database::migrated();
    let mut conn = invented(&database, 3);
    conn.batch_execute("ALTER TABLE seals ADD CONSTRAINT no_more CHECK (id < 2)").unwrap();
    assert!(snapshot::refresh(&mut conn, seal_key(), None).is_err());
    let latest = snapshot::refreshes(&mut conn, 1).unwrap().remove(0);
    assert!(latest.failure.unwrap().contains("no_more"));
    assert_clean(&mut conn, &[]);
}

#[test]
fn progress_goes_from_nothing_to_all() {
    let database = Database::migrated();
    let mut conn = invented(&database, 30);
    let mut told = Vec::new();
    verify::verify(&mut conn, &against(&[]), &mut |progress| told.push(progress)).unwrap();
    assert_eq!((told[0].events, told.last().unwrap().events), (0, told[0].of));
    assert!(told.is_sorted_by_key(|progress| progress.events));
    let empty = Database::migrated();
    let found = verify::verify(&mut empty.connect(), &Against::default(), &mut |_| ()).unwrap();
    assert!(found.is_clean() && found.pets == 0, "{found:?}");
}
