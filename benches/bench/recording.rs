//! The events that are recorded.

use std::time::{Duration, Instant};

use uuid::Uuid;

use super::{
    Done,
    measure::{Pair, Row, TURNS},
    pgbench::{Often, Pgbench, Protocol},
    shop::Shop,
    statements::Statement,
};

/// pgbench counts from here, so that its numbers are as long as the end of an id: twelve digits.
const FIRST: u64 = 100_000_000_000;

/// The price with which all pets arrive here, so that one script can change the price of any of them.
const PRICE: &str = "24.90";

/// Measures arrivals and price changes in every shop, in turns with their SQL.
pub fn measure(shops: &[Shop], pgbench: &Pgbench, turn: Duration) -> Done<Vec<Row>> {
    eprintln!("Measuring: recording");
    let mut tries = shops.iter().map(Try::prepare).collect::<Done<Vec<_>>>()?;
    for _ in 0..TURNS {
        for one in &mut tries {
            one.turn(pgbench, turn)?;
        }
    }
    let (arrivals, changes) = tries.into_iter().map(|one| (one.arrivals, one.changes)).unzip();
    let row = |what: &str, pairs| Row { what: what.into(), pairs };
    Ok(vec![row("recording an arrival", arrivals), row("recording a price change", changes)])
}

struct Try<'a> {
    shop: &'a Shop,
    arrival: Vec<String>,
    change: Vec<String>,
    /// The last number that pgbench has used.
    n: u64,
    arrivals: Pair,
    changes: Pair,
}

impl<'a> Try<'a> {
    /// Records one of each and makes scripts of their statements that record another one at each run.
    fn prepare(shop: &'a Shop) -> Done<Self> {
        let whole = |statements: Vec<Statement>| statements.iter().map(Statement::whole).collect::<Vec<_>>();
        let (pet, arrival) = shop.notes.of(|| Ok(arrive(shop, true)?.1))?;
        let (changed, change) = shop.notes.of(|| {
            let (_, pet) = arrive(shop, false)?;
            change_price(shop, &pet, true)?;
            Ok(pet)
        })?;
        let (arrival, change) = (whole(arrival), whole(change));
        let numbered_pet = numbered(id_in(&pet));
        let change: Vec<String> = change.iter().map(|sql| sql.replace(id_in(&changed), &numbered_pet)).collect();
        let pair = |statements: &[String]| Pair { statements: statements.len(), ..Pair::default() };
        let (arrivals, changes) = (pair(&arrival), pair(&change));
        let (arrival, change) = (renewed(arrival, shop), renewed(change, shop));
        Ok(Self { shop, arrival, change, n: FIRST, arrivals, changes })
    }

    fn turn(&mut self, pgbench: &Pgbench, turn: Duration) -> Done<()> {
        let mut pets = Vec::new();
        let arrivals = during(turn, || {
            let (took, pet) = arrive(self.shop, false)?;
            pets.push(pet);
            Ok(Some(took))
        })?;
        let mut arrived = pets.iter();
        let changes = during(turn, || arrived.next().map(|pet| change_price(self.shop, pet, false)).transpose())?;
        let run = |script: &[String], times| {
            pgbench.run(
                &self.shop.url,
                &[script.iter().cloned().map(Statement::plain).collect()],
                &Often::Times(times, self.n),
                Protocol::Simple,
            )
        };
        self.arrivals.sql.add(run(&self.arrival, arrivals.len())?);
        self.changes.sql.add(run(&self.change, changes.len())?);
        self.n += arrivals.len() as u64;
        self.arrivals.page.add(arrivals);
        self.changes.page.add(changes);
        Ok(())
    }
}

fn during(turn: Duration, mut act: impl FnMut() -> Done<Option<Duration>>) -> Done<Vec<Duration>> {
    let began = Instant::now();
    let mut took = Vec::new();
    while began.elapsed() < turn {
        match act()? {
            Some(duration) => took.push(duration),
            None => break,
        }
    }
    Ok(took)
}

pub fn arrive(shop: &Shop, is_noted: bool) -> Done<(Duration, String)> {
    let key = Uuid::now_v7().to_string();
    let client = if is_noted { &shop.noted } else { &shop.client };
    client.post("/pets/arrival", &[("form_key", &key), ("name", "Bella"), ("species", "cat"), ("price", PRICE)])
}

pub fn change_price(shop: &Shop, pet: &str, is_noted: bool) -> Done<Duration> {
    let key = Uuid::now_v7().to_string();
    let client = if is_noted { &shop.noted } else { &shop.client };
    let fields = [("form_key", key.as_str()), ("expected_version", "1"), ("new_price", "19.90")];
    Ok(client.post(&format!("{pet}/price-change"), &fields)?.0)
}

fn id_in(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The same id, but for its end, which is a number of pgbench's.
fn numbered(id: &str) -> String {
    format!("{}:n", id.get(..24).unwrap_or_default())
}

/// Numbers every id that is made anew for each event: the form's key, the event's, and a new pet's.
fn renewed(statements: Vec<String>, shop: &Shop) -> Vec<String> {
    let account = shop.account.to_string();
    let mut ids: Vec<&str> = statements.iter().flat_map(|sql| ids_in(sql)).filter(|id| *id != account).collect();
    ids.sort_unstable();
    ids.dedup();
    statements.iter().map(|sql| ids.iter().fold(sql.clone(), |sql, id| sql.replace(id, &numbered(id)))).collect()
}

/// The ids in a text, wherever they stand in it: `'…'`, `'{…}'`, `'/pets/…'`.
fn ids_in(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !c.is_ascii_hexdigit() && c != '-').filter(|word| word.len() == 36 && Uuid::try_parse(word).is_ok())
}
