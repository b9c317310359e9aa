//! Events that commit late come late: none is skipped, none comes twice.

use super::arrive_by;
use crate::harness::Database;
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use hello::shop::EventKind;
use hello::store::travel::cursor::Cursor;
use hello::store::travel::feed::{Wanted, page};
use std::collections::BTreeSet;
use uuid::Uuid;

/// One who follows the log, and has had these.
struct Reader {
    cursor: Option<Cursor>,
    kind: Option<EventKind>,
    had: BTreeSet<Uuid>,
}

impl Reader {
    fn new(kind: Option<EventKind>) -> Self {
        Self { cursor: None, kind, had: BTreeSet::new() }
    }

    /// Reads a page; answers whether there was anything.
    fn read(&mut self, conn: &mut PgConnection, most: usize) -> bool {
        let wanted = Wanted { most, kind: self.kind, ..Wanted::default() };
        let part = page(conn, self.cursor.as_ref(), &wanted).unwrap().unwrap();
        // As it comes back from an address.
        self.cursor = Some(part.next.to_string().parse().unwrap());
        for (event, after) in &part.events {
            assert!(self.had.insert(event.id.parse().unwrap()), "{} comes twice", event.id);
            assert_eq!(after.to_string().parse(), Ok(after.clone()));
        }
        assert!(part.events.len() <= most);
        !part.events.is_empty()
    }
}

/// One who records, with a transaction open or not.
struct Recorder {
    conn: PgConnection,
    open: Vec<Uuid>,
}

#[test]
fn whatever_commits_when_every_reader_gets_every_event_once() {
    let database = Database::migrated();
    let mut reading = database.connect();
    let mut recorders: Vec<Recorder> = (0..4).map(|_| Recorder { conn: database.connect(), open: vec![] }).collect();
    let mut committed = BTreeSet::new();
    let (mut follows, mut of_a_kind) = (Reader::new(None), Reader::new(Some(EventKind::Arrived)));
    for schedule in 0..200 {
        let mut rng = fastrand::Rng::with_seed(schedule);
        for _ in 0..rng.usize(4..14) {
            let recorder = rng.choice(&mut recorders).unwrap();
            match rng.u8(..6) {
                0..=2 => {
                    if recorder.open.is_empty() {
                        recorder.conn.batch_execute("BEGIN").unwrap();
                    }
                    // By chance, so that the order of ids says nothing about that of commits.
                    let event = Uuid::from_u128(rng.u128(..));
                    arrive_by(&mut recorder.conn, event, "Cat");
                    recorder.open.push(event);
                }
                3 if !recorder.open.is_empty() => {
                    recorder.conn.batch_execute("COMMIT").unwrap();
                    committed.extend(recorder.open.drain(..));
                }
                4 if !recorder.open.is_empty() && rng.bool() => {
                    recorder.conn.batch_execute("ROLLBACK").unwrap();
                    recorder.open.clear();
                }
                _ => drop(rng.choice([&mut follows, &mut of_a_kind]).unwrap().read(&mut reading, rng.usize(1..5))),
            }
        }
        // Now and then one who begins in the midst of it.
        if schedule % 20 == 0 {
            let mut begins = Reader::new(None);
            while begins.read(&mut reading, 7) {}
            assert_eq!(begins.had, committed, "after schedule {schedule}");
        }
    }
    for recorder in &mut recorders {
        if !recorder.open.is_empty() {
            recorder.conn.batch_execute("COMMIT").unwrap();
            committed.extend(recorder.open.drain(..));
        }
    }
    assert!(committed.len() > 300);
    for mut reader in [follows, of_a_kind, Reader::new(None)] {
        while reader.read(&mut reading, 50) {}
        assert_eq!(reader.had, committed);
    }
}

#[test]
fn a_cursor_of_another_database_or_of_the_future_is_refused() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let now = Cursor::now(&mut conn).unwrap().to_string();
    let (cluster, _) = now.split_once('.').unwrap();
    let other = format!("{:016x}.5-5-", u64::from_str_radix(cluster, 16).unwrap() ^ 1);
    let future = format!("{cluster}.9999999999-9999999999-");
    for (cursor, is_refused) in [(now.clone(), false), (other, true), (future, true)] {
        let cursor: Cursor = cursor.parse().unwrap();
        assert_eq!(page(&mut conn, Some(&cursor), &Wanted { most: 5, ..Wanted::default() }).unwrap().is_err(), is_refused, "{cursor}");
    }
}
