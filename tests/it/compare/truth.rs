//! The first moment and the listed differences make the second moment, whatever happened in between and whatever of it was taken back.

use crate::harness::{Database, seal_key};
use crate::truth::{attempts, histories, until};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use hello::shop::{CustomerId, Event, EventId, EventKind, Money, PetId, Recorded, Status, replay};
use hello::store::keyset::{Page, Place};
use hello::store::log::insert::insert;
use hello::store::state::comparison;
use hello::store::state::comparison::{Difference, DifferenceKind, Look, Span, StockChange};
use hello::store::state::pets::PetRow;
use hello::store::state::snapshot;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashSet};

#[test]
fn the_first_moment_and_the_differences_make_the_second() {
    let database = Database::migrated();
    let mut conn = database.connect();
    conn.batch_execute("INSERT INTO customers (id, name) VALUES ('01900000-0000-4000-8000-000000000001', 'Mrs Lang')").unwrap();
    let customer = hello::shop::CustomerId("01900000-0000-4000-8000-000000000001".parse().unwrap());
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let mut known: Vec<Vec<Recorded>> = Vec::new();
    for round in 0..24 {
        let tried = attempts().new_tree(&mut runner).unwrap().current();
        for events in histories(&tried, customer) {
            conn.transaction(|conn| insert(conn, &events)).unwrap();
            known.push(events);
        }
        if round == 12 {
            refresh(&mut conn);
        }
    }
    let moments: Vec<_> = known.iter().flatten().map(|recorded| recorded.created_at).collect();
    let any = (proptest::sample::select(moments), -1..=1i64, 0..4u8).prop_map(|(moment, beside, kind)| match kind {
        0 => "2025-12-31T00:00:00Z".parse().unwrap(),
        1 => "2026-12-31T00:00:00Z".parse().unwrap(),
        _ => moment + TimeDelta::microseconds(beside),
    });
    let mut seen = BTreeSet::new();
    for round in 0..40 {
        if round == 20 {
            // Until now everything that came since the refresh may lie before the kept moments; from now on they are believed.
            refresh(&mut conn);
        }
        let (one, other): (DateTime<Utc>, DateTime<Utc>) = (any.clone(), any.clone()).new_tree(&mut runner).unwrap().current();
        let span = Span { from: one.min(other), to: one.max(other) };
        seen.extend(hold_together(&mut conn, &known, &span));
    }
    let names: BTreeSet<_> = DifferenceKind::ALL.iter().map(|what| what.name()).collect();
    assert_eq!(seen, names, "pets differed in every way there is");
}

/// With kept moments closer together than the shop has them.
fn refresh(conn: &mut PgConnection) {
    snapshot::refresh(conn, seal_key(), None).unwrap();
    conn.batch_execute("SELECT keep_totals(40)").unwrap();
}

/// Compares, and demands that all of it agrees with replay; answers in which ways pets differed.
fn hold_together(conn: &mut PgConnection, known: &[Vec<Recorded>], span: &Span) -> BTreeSet<&'static str> {
    let listed = all(conn, span, None);
    let touched = all(conn, span, Some(DifferenceKind::Nothing));
    let mut all_touched: BTreeMap<PetId, &Difference> = BTreeMap::new();
    for one in listed.iter().chain(&touched) {
        assert!(all_touched.insert(one.pet, one).is_none(), "each pet is listed once");
    }
    for events in known {
        let (before, after) = (until(events, span.from), until(events, span.to));
        let between: Vec<_> = events.iter().filter(|event| event.created_at > span.from && event.created_at <= span.to).collect();
        let Some(difference) = all_touched.remove(&events[0].pet) else {
            assert!(between.is_empty(), "who is not listed had nothing happen, {span:?}");
            assert_eq!(before, after);
            continue;
        };
        assert_eq!(
            (look(before.as_ref()), look(after.as_ref())),
            (plain(&difference.before), plain(&difference.after)),
            "{span:?} {events:#?}"
        );
        let steps: HashSet<EventId> = difference.events.iter().map(|step| step.event).collect();
        assert_eq!(steps, between.iter().map(|event| event.id).collect());
        // The first moment and the listed events make the second.
        let told = events.iter().filter(|event| event.created_at <= span.from || steps.contains(&event.id));
        assert_eq!(replay(told).unwrap(), replay(events.iter().filter(|event| event.created_at <= span.to)).unwrap());
        let undone = undone(&between);
        assert!(difference.events.iter().all(|step| step.is_taken_back == undone.contains(&step.event)));
        assert_eq!(listed.iter().any(|one| one.pet == difference.pet), look(before.as_ref()) != look(after.as_ref()));
    }
    assert!(all_touched.is_empty());
    counts_agree(conn, known, span);
    let shop = |moment| known.iter().filter_map(|events| until(events, moment)).collect::<Vec<_>>();
    stock_agrees(conn, span, &shop(span.from), &shop(span.to));
    filters_agree(conn, span, &listed, &touched)
}

/// Every page of it, whatever the size of a page and from both sides.
fn all(conn: &mut PgConnection, span: &Span, what: Option<DifferenceKind>) -> Vec<Difference> {
    let mut page = |place, size| comparison::at_once(conn, |conn| comparison::differences(conn, span, None, what, &place, size)).unwrap();
    let whole = page(Place::First, 10_000);
    assert_eq!((whole.previous, whole.next), (None, None));
    let (mut forwards, mut place) = (Vec::new(), Place::First);
    loop {
        let Page { rows, next, .. } = page(place, 7);
        forwards.extend(rows);
        let Some(last) = next else { break };
        place = Place::After(last);
    }
    assert_eq!(forwards, whole.rows);
    if let Some(last) = whole.rows.last() {
        let before = page(Place::Before(last.pet), 5);
        let rest = &whole.rows[..whole.rows.len() - 1];
        assert_eq!(before.rows, rest[rest.len().saturating_sub(5)..]);
        assert_eq!((before.previous.is_some(), before.next.is_some()), (rest.len() > 5, !rest.is_empty()));
    }
    whole.rows
}

type Seen = Option<(Status, Money, Option<(CustomerId, Money)>, String)>;

fn look(row: Option<&PetRow>) -> Seen {
    row.map(|row| (row.status, row.price, row.customer_id.zip(row.sale_price), row.name.clone()))
}

fn plain(look: &Option<Look>) -> Seen {
    let owner = |look: &Look| look.owner.as_ref().map(|owner| (owner.id, owner.paid));
    look.as_ref().map(|look| (look.status, look.price, owner(look), look.name.clone()))
}

fn undone(between: &[&Recorded]) -> HashSet<EventId> {
    let taken = |event: &&Recorded| match &event.event {
        Event::Retracted(retracted) => Some(retracted.retracted_event_id),
        _ => None,
    };
    between.iter().filter_map(taken).collect()
}

/// The counts are those of the events replayed, and what counts in the end leads from one stock to the other.
fn counts_agree(conn: &mut PgConnection, known: &[Vec<Recorded>], span: &Span) {
    let (happened, pets) = comparison::happened(conn, span).unwrap();
    let between: Vec<_> = known.iter().flatten().filter(|event| event.created_at > span.from && event.created_at <= span.to).collect();
    assert_eq!(pets, i64::try_from(between.iter().map(|event| event.pet).collect::<HashSet<_>>().len()).unwrap());
    let undone = undone(&between);
    let paid = |event: &&Recorded| match &event.event {
        Event::Sold(sold) => sold.sale_price.amount(),
        Event::Returned(returned) => returned.refund.amount(),
        _ => Decimal::ZERO,
    };
    for row in &happened {
        let recorded: Vec<_> = between.iter().filter(|event| event.event.kind() == row.kind).collect();
        let back: Vec<_> = known.iter().flatten().filter(|event| undone.contains(&event.id) && event.event.kind() == row.kind).collect();
        assert_eq!((row.recorded, row.taken_back), (recorded.len().try_into().unwrap(), back.len().try_into().unwrap()), "{:?}", row.kind);
        assert_eq!((row.paid, row.paid_back), (recorded.iter().map(|event| paid(event)).sum(), back.iter().map(paid).sum()));
    }
    let net = |kind| happened.iter().find(|row| row.kind == kind).unwrap().net();
    let moved = net(EventKind::Arrived) + net(EventKind::Born) + net(EventKind::FoundAgain) + net(EventKind::Returned)
        - net(EventKind::Sold)
        - net(EventKind::Lost);
    let in_store = |moment| known.iter().filter_map(|events| until(events, moment)).filter(|row| row.status == Status::Available).count();
    assert_eq!(i64::try_from(in_store(span.from)).unwrap() + moved, i64::try_from(in_store(span.to)).unwrap());
}

/// The stock is that of replay.
fn stock_agrees(conn: &mut PgConnection, span: &Span, before: &[PetRow], after: &[PetRow]) {
    let of = |rows: &[PetRow]| {
        let there: Vec<_> = rows.iter().filter(|row| row.status == Status::Available).collect();
        (i64::try_from(there.len()).unwrap(), there.iter().map(|row| row.price.amount()).sum::<Decimal>())
    };
    let ((before, value_before), (after, value_after)) = (of(before), of(after));
    let cats = StockChange { species: "Cat".into(), before, after, value_before, value_after };
    let expected = if before == 0 && after == 0 { vec![] } else { vec![cats] };
    let stock = comparison::at_once(conn, |conn| comparison::stock(conn, span));
    assert_eq!(stock.unwrap(), expected, "{span:?}");
}

fn filters_agree(conn: &mut PgConnection, span: &Span, listed: &[Difference], touched: &[Difference]) -> BTreeSet<&'static str> {
    let mut seen = BTreeSet::new();
    for what in DifferenceKind::ALL {
        let fits = |one: &&Difference| {
            let (before, after) = (plain(&one.before), plain(&one.after));
            let is = |end: &Seen, status| end.as_ref().is_some_and(|(found, ..)| *found == status);
            match what {
                DifferenceKind::New => before.is_none() && after.is_some(),
                DifferenceKind::Gone => before.is_some() && after.is_none(),
                DifferenceKind::Sold => is(&after, Status::Sold) && before.as_ref().map(|end| &end.2) != after.as_ref().map(|end| &end.2),
                DifferenceKind::Lost => is(&after, Status::Lost) && !is(&before, Status::Lost),
                DifferenceKind::Back => is(&after, Status::Available) && before.is_some() && !is(&before, Status::Available),
                DifferenceKind::Price => before.as_ref().zip(after.as_ref()).is_some_and(|(before, after)| before.1 != after.1),
                DifferenceKind::Name => before.as_ref().zip(after.as_ref()).is_some_and(|(before, after)| before.3 != after.3),
                DifferenceKind::Nothing => before == after,
            }
        };
        let expected: Vec<_> = listed.iter().chain(touched).filter(fits).map(|one| one.pet).collect();
        let page = comparison::differences(conn, span, Some("cAT"), Some(what), &Place::First, 10_000).unwrap();
        assert_eq!(page.rows.iter().map(|one| one.pet).collect::<Vec<_>>(), expected, "{what:?}");
        assert_eq!(comparison::differences(conn, span, Some("dog"), Some(what), &Place::First, 9).unwrap().rows, []);
        if !expected.is_empty() {
            seen.insert(what.name());
        }
    }
    seen
}
