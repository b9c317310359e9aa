//! What comes in with the books, line by line, and is recorded a few thousand events at a time.

use crate::integrity::books::reader::Item;
use crate::integrity::books::{Account, Customer, Head, Refresh, Sealed};
use crate::integrity::cloud_event::Logged;
use crate::integrity::{Hash, PublicKey, Trust, Verification};
use crate::shop::{AccountId, Currency, CustomerId, Event, EventId, EventKind, Look, PetId};
use crate::store::ground::error::{StoreError, Undone};
use crate::store::ground::rows::Number;
use crate::store::ground::statement::{Deed, Rows, Shape, row, statements};
use crate::store::log::books;
use crate::store::log::books::BooksError;
use crate::store::log::demo::AddColleague;
use crate::store::proof::seals;
use crate::store::proof::verify;
use crate::store::proof::verify::{Against, Progress};
use crate::store::state::projection::ForgetProjection;
use crate::store::state::snapshot::RefreshSnapshot;
use askama::Template;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Array, BigInt, Binary, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{Connection, PgConnection};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

statements! {
    /// Keeps how the books were kept.
    KeepBooks = "travel/keep_books.sql", (currency: String as Text, since: DateTime<Utc> as Timestamptz);
    /// Adds a customer.
    AddCustomer = "travel/add_customer.sql", (
        id: CustomerId as SqlUuid, created_at: DateTime<Utc> as Timestamptz, name: Option<String> as Nullable<Text>,
        email: Option<String> as Nullable<Text>, phone: Option<String> as Nullable<Text>, version: i32 as Integer,
        forgotten_at: Option<DateTime<Utc>> as Nullable<Timestamptz>, forgotten_by: Option<AccountId> as Nullable<SqlUuid>,
        joined_into: Option<CustomerId> as Nullable<SqlUuid>, joined_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        joined_by: Option<AccountId> as Nullable<SqlUuid>
    );
    /// Adds customers who have stayed behind.
    AddStrangers = "travel/add_strangers.sql", (ids: Vec<CustomerId> as Array<SqlUuid>, since: Vec<DateTime<Utc>> as Array<Timestamptz>);
    /// Records events.
    Record = "travel/record.sql", shape RecordShape, (events: Vec<Value> as Array<Jsonb>) => RecordedRow;
    /// The next pet that begins gets this number.
    NumberFrom = "travel/number_from.sql", (ordinal: i64 as BigInt);
    /// The next pet gets the number behind those that are there.
    NumberOn = "travel/number_on.sql", ();
    /// The refreshes of the empty shop go.
    ForgetRefreshes = "travel/forget_refreshes.sql", ();
    /// Adds a refresh.
    AddRefresh = "travel/add_refresh.sql", (
        id: i64 as BigInt, requested_by: Option<AccountId> as Nullable<SqlUuid>, started_at: DateTime<Utc> as Timestamptz,
        finished_at: DateTime<Utc> as Timestamptz, pets: i64 as BigInt, events: i64 as BigInt
    );
    /// Keeps what a seal covers.
    KeepHeads = "travel/keep_heads.sql", (seal: i64 as BigInt, pets: Vec<PetId> as Array<SqlUuid>);
    /// The number of the latest refresh.
    LatestRefresh = "travel/latest_refresh.sql", () -> Number;
    /// The next refresh gets a number behind it.
    CountRefreshesOn = "travel/count_refreshes_on.sql", ();
    /// A refresh keeps what it was elsewhere.
    AsRefreshed = "travel/as_refreshed.sql",
        (id: i64 as BigInt, finished_at: DateTime<Utc> as Timestamptz, pets: i64 as BigInt, events: i64 as BigInt);
    /// What is there was brought along.
    MarkImported = "travel/mark_imported.sql", ();
}

/// Of which kind the events are.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "travel/record.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct RecordShape {
    kind: EventKind,
}

impl Shape for RecordShape {
    fn all() -> Vec<Self> {
        EventKind::ALL.map(|kind| Self { kind }).to_vec()
    }
}

row! {
    /// What an event hashes to here.
    pub(in crate::store) struct RecordedRow {
        id: EventId as SqlUuid,
        hash: Hash as Binary,
    }
}

/// So many events are recorded at once.
const AT_ONCE: usize = 2_000;

/// Why something cannot be brought in.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// A line is not as it was written, or cannot be recorded.
    #[error("line {line} does not fit: {why}")]
    Line {
        /// Which one, from 1 on.
        line: u64,
        /// Why, as a sentence without its end.
        why: String,
    },
    /// The books are kept in another currency, or the database failed.
    #[error(transparent)]
    Books(#[from] BooksError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A line that does not fit.
pub(super) fn at(line: u64, why: impl ToString) -> Unfit {
    Unfit::Line { line, why: why.to_string() }
}

/// What has been read and is not recorded yet, and what has to be known of what is.
pub(super) struct Incoming<'a> {
    currency: Currency,
    trust: Option<&'a Trust>,
    has_people: bool,
    waiting: Vec<(u64, Logged)>,
    /// Whose story went on since the latest seal.
    moved: HashSet<PetId>,
    latest: Option<Sealed>,
    signed_with: Option<PublicKey>,
}

impl<'a> Incoming<'a> {
    /// Everything in this currency, signed by those who are trusted, where that is known.
    pub(super) fn new(currency: Currency, trust: Option<&'a Trust>) -> Self {
        Self { currency, trust, has_people: false, waiting: Vec::new(), moved: HashSet::new(), latest: None, signed_with: None }
    }

    /// Takes the next line.
    pub(super) fn take(&mut self, conn: &mut PgConnection, line: u64, item: Item) -> Result<(), Unfit> {
        match item {
            Item::Head(Head { people, kept, .. }) => {
                self.has_people = people;
                if let Some(kept) = kept {
                    KeepBooks { currency: kept.currency, since: kept.since }.run(conn).map_err(|error| refused(line, error))?;
                    books::keep(conn, self.currency)?;
                }
            }
            Item::Account(account) => hire(conn, line, account)?,
            Item::Customer(customer) => keep_customer(conn, line, *customer)?,
            Item::Event(event) => {
                self.waiting.push((line, *event));
                if self.waiting.len() >= AT_ONCE {
                    self.record(conn)?;
                }
            }
            Item::Seal(sealed) => {
                self.record(conn)?;
                self.seal(conn, line, *sealed)?;
            }
            Item::End(key) => {
                self.record(conn)?;
                self.signed_with = key;
                let is_trusted = self.trust.is_none_or(|trust| key.is_some_and(|key| trust.includes(&key)));
                if !is_trusted {
                    return Err(at(line, of_another(key)));
                }
            }
        }
        Ok(())
    }

    /// Records what waits; where that fails, one event after the other, to find the one.
    fn record(&mut self, conn: &mut PgConnection) -> Result<(), Unfit> {
        let events = std::mem::take(&mut self.waiting);
        self.moved.extend(events.iter().map(|(_, event)| event.pet));
        let together = conn.transaction(|conn| self.record_all(conn, &events).map_err(Undone));
        match together {
            Err(Undone(Unfit::Store(_))) => {
                for one in &events {
                    self.record_all(conn, std::slice::from_ref(one)).map_err(|error| match error {
                        Unfit::Store(error) => refused(one.0, error),
                        other => other,
                    })?;
                }
                Ok(())
            }
            done => done.map_err(|Undone(error)| error),
        }
    }

    fn record_all(&self, conn: &mut PgConnection, events: &[(u64, Logged)]) -> Result<(), Unfit> {
        if !self.has_people {
            add_strangers(conn, events)?;
        }
        let expected: HashMap<EventId, (u64, Hash)> = events.iter().map(|(line, event)| (event.id, (*line, event.hash))).collect();
        for ((_, kind), wave) in waves(events) {
            for RecordedRow { id, hash } in record_wave(conn, kind, wave)? {
                if let Some((line, written)) = expected.get(&id)
                    && *written != hash
                {
                    return Err(at(
                        *line,
                        "its hash is not that of what it says and of the line before it about this pet; one of them was changed",
                    ));
                }
            }
        }
        Ok(())
    }

    fn seal(&mut self, conn: &mut PgConnection, line: u64, sealed: Sealed) -> Result<(), Unfit> {
        if self.latest.is_none() {
            ForgetRefreshes {}.run(conn)?;
        }
        let Refresh { started_at, finished_at, requested_by } = sealed.refresh;
        let seal = &sealed.seal.seal;
        let refused = |error| refused(line, error);
        AddRefresh { id: seal.refresh_id, requested_by, started_at, finished_at, pets: seal.pets, events: seal.events }
            .run(conn)
            .map_err(refused)?;
        seals::keep_alone(conn, &sealed.seal).map_err(refused)?;
        KeepHeads { seal: seal.id, pets: self.moved.drain().collect() }.run(conn)?;
        self.latest = Some(sealed);
        Ok(())
    }

    /// With which key the file is signed.
    pub(super) fn signed_with(&self) -> Option<PublicKey> {
        self.signed_with
    }

    /// Makes what is computed from the events, and verifies all of it.
    pub(super) fn settle(&self, conn: &mut PgConnection, progress: &mut dyn FnMut(Progress)) -> Result<Verification, Unfit> {
        MarkImported {}.run(conn)?;
        NumberOn {}.run(conn)?;
        conn.batch_execute("SELECT analyze_log()").map_err(StoreError::from)?;
        // Whose transactions the events name, the projections cannot know.
        ForgetProjection {}.run(conn)?;
        let refresh = LatestRefresh {}.one(conn)?.n;
        RefreshSnapshot { refresh }.run(conn)?;
        if let Some(Sealed { seal, refresh: Refresh { finished_at, .. } }) = &self.latest {
            AsRefreshed { id: refresh, finished_at: *finished_at, pets: seal.seal.pets, events: seal.seal.events }.run(conn)?;
            CountRefreshesOn {}.run(conn)?;
        }
        let against = Against { trust: self.trust.cloned(), kept: Vec::new() };
        Ok(verify::verify_as_seen(conn, &against, progress)?)
    }
}

fn refused(line: u64, error: StoreError) -> Unfit {
    match error {
        StoreError::Constraint { message, .. } => at(line, message),
        StoreError::Fault(fault) => at(line, fault),
        other => other.into(),
    }
}

fn of_another(key: Option<PublicKey>) -> String {
    match key {
        Some(key) => format!(
            "the books are signed with another key than this installation's; bring its seal.key along, or write its public half, {key}, behind the \
             key that is there"
        ),
        None => "the books are not signed, and this installation has a key for seals; export them where their key is".into(),
    }
}

fn hire(conn: &mut PgConnection, line: u64, Account { id, since, name }: Account) -> Result<(), Unfit> {
    let Look { as_written: look, in_small: look_small } = Look::of(&name);
    match (AddColleague { id, name: name.clone(), since, look, look_small }).run(conn) {
        Ok(1) => Ok(()),
        Ok(_) => Err(at(
            line,
            format!(
                "somebody here is called {name} already, or looks so; bring the books in before accounts are made, or export them without --people"
            ),
        )),
        Err(error) => Err(refused(line, error)),
    }
}

fn keep_customer(conn: &mut PgConnection, line: u64, Customer { id, since, known }: Customer) -> Result<(), Unfit> {
    AddCustomer {
        id,
        created_at: since,
        name: known.name,
        email: known.email,
        phone: known.phone,
        version: known.version,
        forgotten_at: known.forgotten_at,
        forgotten_by: known.forgotten_by,
        joined_into: known.joined_into,
        joined_at: known.joined_at,
        joined_by: known.joined_by,
    }
    .run(conn)
    .map(drop)
    .map_err(|error| refused(line, error))
}

/// Who bought something, and stayed behind.
fn add_strangers(conn: &mut PgConnection, events: &[(u64, Logged)]) -> Result<(), StoreError> {
    let mut strangers = BTreeMap::new();
    for (_, event) in events {
        if let Ok(Event::Sold(sold)) = Event::from_data(event.kind, Value::Object(event.data.clone())) {
            strangers.entry(sold.customer_id.0).or_insert(event.created_at);
        }
    }
    let ids = strangers.keys().copied().map(CustomerId).collect();
    AddStrangers { ids, since: strangers.into_values().collect() }.run(conn).map(drop)
}

/// Records events of one kind, at most one of each pet. Where pets begin they do so in the order of their numbers, and each gets its own: a run of
/// numbers that follow each other is one statement, for the database counts on by itself.
fn record_wave(conn: &mut PgConnection, kind: EventKind, mut wave: Vec<&Logged>) -> Result<Vec<RecordedRow>, StoreError> {
    let ordinal = |event: &Logged| event.number.map_or(0, |number| i64::from(number.ordinal()));
    wave.sort_by_key(|event| ordinal(event));
    let mut recorded = Vec::with_capacity(wave.len());
    for run in wave.chunk_by(|one, next| one.number.is_none() || ordinal(one) + 1 == ordinal(next)) {
        if let Some(first) = run.first().filter(|first| first.number.is_some()) {
            NumberFrom { ordinal: ordinal(first) }.run(conn)?;
        }
        let events = run.iter().map(|event| event.columns()).collect();
        recorded.extend(Record { shape: RecordShape { kind }, events }.rows(conn)?);
    }
    Ok(recorded)
}

/// Events that go to the database together: of one kind, at most one of each pet, and none before what has to be there.
fn waves(events: &[(u64, Logged)]) -> BTreeMap<(usize, EventKind), Vec<&Logged>> {
    let mut waves: BTreeMap<_, Vec<&Logged>> = BTreeMap::new();
    let mut next: HashMap<Uuid, usize> = HashMap::new();
    for (_, event) in events {
        let mother = event.data.get("mother_id").and_then(|id| id.as_str()?.parse().ok());
        let after = |pet: Uuid| next.get(&pet).copied().unwrap_or_default();
        let wave = after(event.pet.0).max(mother.map_or(0, after));
        next.insert(event.pet.0, wave + 1);
        waves.entry((wave, event.kind)).or_default().push(event);
    }
    waves
}
