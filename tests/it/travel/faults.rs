//! A file that is not as it was written is refused, in a sentence that names the line, and leaves nothing behind.

use super::{brought_into, exported, shop};
use crate::harness::{Database, seal_key};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};
use hello::integrity::cloud_event::CloudEvent;
use hello::integrity::{Hash, SealKey};
use hello::store::travel::export::{Wish, export};
use hello::store::travel::import::import;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many rows there are where nothing should be.
fn left_behind(conn: &mut PgConnection) -> i64 {
    let counts = "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM pet_streams) + (SELECT count(*) FROM customers) + (SELECT count(*) FROM seals)
                  + (SELECT count(*) FROM accounts) + (SELECT count(*) FROM books) + (SELECT count(*) FROM audit_log) + (SELECT count(*) FROM pets_state_snapshot)
                  + (SELECT last_value - 1 + is_called::integer FROM pet_streams_ordinal_seq) AS n";
    sql_query(counts).get_result::<Count>(conn).unwrap().n
}

/// What is said of a file that must not be brought in.
#[track_caller]
fn refused(conn: &mut PgConnection, books: &[u8]) -> String {
    let said = brought_into(conn, books).expect_err("this file must be refused").to_string();
    assert_eq!(left_behind(conn), 0, "after: {said}");
    assert!(said.starts_with("line ") && said.lines().count() == 1, "{said}");
    said
}

fn split(books: &[u8]) -> Vec<Vec<u8>> {
    books.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

#[test]
fn every_fault_of_a_file_is_told_with_its_line_and_leaves_nothing() {
    let database = Database::migrated();
    let books = exported(&mut shop(&database, 12), true);
    let lines = split(&books);
    let new = Database::migrated();
    let mut conn = new.connect();
    let line_of =
        |kind: &str| lines.iter().position(|line| String::from_utf8_lossy(line).contains(&format!("\"type\":\"{kind}\""))).unwrap();
    let with = |place: usize, line: String| {
        let mut all = lines.clone();
        all[place] = line.into_bytes();
        all.concat()
    };
    let text = |place: usize| String::from_utf8(lines[place].clone()).unwrap();

    assert!(refused(&mut conn, b"").contains("line 1 does not fit: it is no line of the books"));
    assert!(refused(&mut conn, b"pets,cats\n1,2\n").contains("line 1 does not fit: it is no line of the books"));
    assert!(refused(&mut conn, &[0xff; 3_000_000]).contains("line 1 does not fit"), "and is not read whole");
    // Cut short: behind a line, within one, and by the very last byte.
    for end in [1, lines.len() / 2, lines.len() - 1] {
        let said = refused(&mut conn, &lines[..end].concat());
        assert_eq!(said, format!("line {end} does not fit: the books end here, and their last line is missing; the file was cut short"));
    }
    assert!(refused(&mut conn, &books[..books.len() - 1]).contains("was cut short"));
    // Repeated, removed, in another order.
    let pair = line_of("PetArrived");
    let mut others = lines.clone();
    others.insert(pair, lines[pair].clone());
    assert!(refused(&mut conn, &others.concat()).starts_with(&format!(
        "line {} does not fit: line {} of the books stands here",
        pair + 2,
        pair + 1
    )));
    others.drain(pair..=pair + 1);
    assert!(refused(&mut conn, &others.concat()).starts_with(&format!(
        "line {} does not fit: line {} of the books stands here",
        pair + 1,
        pair + 2
    )));
    others.splice(pair..=pair, [lines[pair + 1].clone(), lines[pair].clone()]);
    assert!(refused(&mut conn, &others.concat()).starts_with(&format!(
        "line {} does not fit: line {} of the books stands here",
        pair + 1,
        pair + 2
    )));
    others.swap(pair, pair + 1);
    assert!(others == lines);
    let mut more = lines.clone();
    more.push(lines[pair].clone());
    assert!(refused(&mut conn, &more.concat()).starts_with(&format!("line {} does not fit", lines.len() + 1)));
    // From a newer version.
    let newer = hashed_again(&text(0).replace("\"format\":1", "\"format\":2"));
    assert!(refused(&mut conn, &with(0, newer)).contains("it is from a newer version of this program, which knows format 2"));
    let unheard = text(pair).replace("PetArrived", "PetMoved");
    assert!(refused(&mut conn, &with(pair, unheard)).contains("which knows events of the kind \"PetMoved\""));
    // Changed, with all hashes of the file made to fit again, so that only what the event says is left to tell.
    let place = line_of("PetLost");
    for (change, said) in [
        (("\"last_seen_location\":\"", "\"last_seen_location\":\"X"), "its hash is not that of what it says"),
        (("\"version\":", "\"version\":1"), ""),
        (("\"last_seen_location\"", "\"last_known_location\""), ""),
    ] {
        let changed = signed_again(&with(place, text(place).replace(change.0, change.1)));
        let refusal = refused(&mut conn, &changed);
        assert!(refusal.starts_with(&format!("line {} does not fit: ", place + 1)) && refusal.contains(said), "{refusal}");
    }
    // A customer, a seal.
    for kind in ["Customer", "Account", "Seal"] {
        let place = line_of(kind);
        for (what, other) in [("\"time\":\"2", "\"time\":\"1"), ("\"data\":{\"", "\"data\":{\"a"), ("\"id\":\"", "\"id\":\"0")] {
            let changed = text(place).replacen(what, other, 1);
            let said = refused(&mut conn, &with(place, changed));
            assert_eq!(said, format!("line {} does not fit: it was changed after it was written", place + 1), "{kind}");
        }
    }
    assert_eq!(left_behind(&mut conn), 0);
    brought_into(&mut conn, &books).unwrap();
}

#[test]
fn a_file_with_one_other_byte_is_refused() {
    let database = Database::migrated();
    let books = exported(&mut shop(&database, 6), true);
    let new = Database::migrated();
    let mut conn = new.connect();
    let mut runner = TestRunner::new(proptest::test_runner::Config { failure_persistence: None, ..Default::default() });
    let changes = (0..books.len(), proptest::num::u8::ANY, 0..3u8);
    for _ in 0..48 {
        let (place, byte, how) = changes.new_tree(&mut runner).unwrap().current();
        let mut changed = books.clone();
        match how {
            0 => changed[place] = byte,
            1 => changed.insert(place, byte),
            _ => drop(changed.remove(place)),
        }
        if changed != books {
            let line = books[..place].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            let said = refused(&mut conn, &changed);
            // A line's end that went joins it to the next one; one that came is the end of the line before.
            let named: u64 = said.split(' ').nth(1).unwrap().parse().unwrap();
            assert!((line..=line + 1).contains(&named), "line {line} was changed by {how} {byte} at {place}: {said}");
        }
    }
}

#[test]
fn books_that_somebody_else_has_signed_or_nobody_are_refused_where_a_key_is() {
    let database = Database::migrated();
    let mut conn = shop(&database, 6);
    let new = Database::migrated();
    let mut there = new.connect();
    let other = SealKey::parse(&"07".repeat(32)).unwrap();
    let mut signed_by = |key: Option<&SealKey>| {
        let mut out = Vec::new();
        export(&mut conn, &Wish::default(), key, &mut out, &mut |_, _| ()).unwrap();
        out
    };
    let (foreign, unsigned, own) = (signed_by(Some(&other)), signed_by(None), signed_by(Some(seal_key())));
    assert!(refused(&mut there, &foreign).contains("signed with another key"));
    assert!(refused(&mut there, &unsigned).contains("not signed"));
    // A seal of a key that is not believed.
    let trust = other.trust().clone();
    let said =
        import(&mut there, &super::Books(foreign), Some(&trust), hello::shop::Currency::default(), &mut |_| ()).unwrap_err().to_string();
    assert!(said.starts_with("line ") && said.contains("another key than this installation's"), "{said}");
    assert_eq!(left_behind(&mut there), 0);
    // Where there is no key nobody can say.
    import(&mut there, &super::Books(own), None, hello::shop::Currency::default(), &mut |_| ()).unwrap();
}

/// The same lines with an end that fits them: what somebody makes who has the key.
fn signed_again(books: &[u8]) -> Vec<u8> {
    let mut lines = split(books);
    let end = lines.pop().unwrap();
    let above = Hash::of(&[&lines.concat()]);
    let mut end: serde_json::Value = serde_json::from_slice(&end).unwrap();
    let counts = end["data"]["counts"].clone();
    let text = format!(
        "Hello! books\naccounts: {}\ncustomers: {}\nevents: {}\nseals: {}\nabove: {above}\n",
        counts["accounts"], counts["customers"], counts["events"], counts["seals"]
    );
    end["data"]["above"] = above.to_string().into();
    let signature = seal_key().sign_text(text.as_bytes());
    end["data"]["signature"] = signature.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
    lines.push(hashed_again(&end.to_string()).into_bytes());
    lines.concat()
}

/// A line that tells of no pet, with the hash that fits what it says.
fn hashed_again(line: &str) -> String {
    let mut event: CloudEvent = serde_json::from_str(line).unwrap();
    let time = event.time.clone().unwrap_or_default();
    event.hash = Some(Hash::of(&[format!("{}\n{}\n{time}\n{}", event.kind, event.id, event.data).as_bytes()]).to_string());
    serde_json::to_string(&event).unwrap() + "\n"
}
