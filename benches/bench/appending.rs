//! How many events a second the shop records over HTTP, for somebody who is signed in, beside the barest INSERT that keeps as much and beside other
//! event stores.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use diesel::{PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types};
use hello::shop::words::thousands;
use uuid::Uuid;

use super::{
    Done,
    measure::Runs,
    peers::{Peers, Rates},
    pgbench::Pgbench,
    recording,
    report::say,
    shop::Shop,
    statements::Statement,
    throughput::{CLIENTS, per_second},
    wire::Wire,
};

/// What is recorded again and again.
#[derive(Clone, Copy)]
pub enum Deed {
    Arrival,
    Birth,
    PriceChange,
    /// A sale, and the pet's return after it, in turns.
    SaleAndReturn,
}

const DEEDS: [(Deed, &str); 4] = [
    (Deed::Arrival, "an arrival"),
    (Deed::Birth, "a birth"),
    (Deed::PriceChange, "a price change"),
    (Deed::SaleAndReturn, "a sale, a return"),
];

/// A pet of a client's own, and somebody who buys it.
struct Target {
    pet: String,
    version: i32,
    customer: Uuid,
}

/// Measures and prints every kind at every number of clients in every shop.
pub fn measure(shops: &[Shop], pgbench: &Pgbench, peers: &Peers, turn: Duration) -> Done<()> {
    say!("\nOther event stores: appends a second with an expected version, without HTTP; p50 and p99 in milliseconds.\n");
    say!("{:>7} │ {:>9} {:>8} {:>8} │ {:>12}", "clients", "Emmett/s", "p50", "p99", "message-db/s");
    let mut beside = Vec::new();
    for clients in CLIENTS {
        let Rates { emmett, message_db } = peers.measure(pgbench, clients, turn)?;
        let rate = emmett.as_ref().map(|runs| per_second(runs.count(), turn));
        let [p50, p99] = [Runs::median, Runs::p99].map(|of| emmett.as_ref().map_or(f64::NAN, of));
        say!("{clients:>7} │ {:>9} {p50:>8.2} {p99:>8.2} │ {:>12}", told(rate, 0), told(message_db, 0));
        beside.push((clients, rate, message_db));
    }
    say!(
        "\nRecording: events a second over HTTP, beside a bare INSERT of as much with a sha256 into an inherited table by pgbench -M prepared,\nand beside the other event stores; p50 and p99 in milliseconds.\n"
    );
    say!(
        "{:26} {:>8} {:>7} │ {:>9} {:>8} {:>8} │ {:>9} │ {:>7} {:>7} {:>10}",
        "",
        "pets",
        "clients",
        "events/s",
        "p50",
        "p99",
        "INSERTs/s",
        "÷ that",
        "÷Emmett",
        "÷message-db"
    );
    for shop in shops {
        let mut conn = shop.connect()?;
        conn.batch_execute(BARE)?;
        for (deed, what) in DEEDS {
            for (clients, emmett, message_db) in &beside {
                let events = load(shop, &mut conn, Load { deed, clients: *clients, pace: None, lasts: turn })?;
                let bare = pgbench.rate(&shop.url, &[vec![Statement::plain(INSERT.to_owned())]], *clients, turn)?;
                let rate = per_second(events.count(), turn);
                say!(
                    "{what:26} {:>8} {clients:>7} │ {rate:>9.0} {:>8.2} {:>8.2} │ {bare:>9.0} │ {:>7.2} {:>7} {:>10}",
                    thousands(shop.pets.into()),
                    events.median(),
                    events.p99(),
                    rate / bare,
                    told(emmett.map(|of| rate / of), 2),
                    told(message_db.map(|of| rate / of), 2),
                );
            }
        }
        conn.batch_execute("DROP TABLE bare CASCADE")?;
    }
    Ok(())
}

/// A figure, or that there is none.
fn told(figure: Option<f64>, digits: usize) -> String {
    figure.map_or_else(|| "not here".to_owned(), |figure| format!("{figure:.digits$}"))
}

const BARE: &str = "
    CREATE TABLE bare (id uuid, created_at timestamptz, metadata jsonb, pet_id uuid, version integer, occurred_on date, hash bytea);
    CREATE TABLE bare_sold (customer_id uuid, sale_price numeric, PRIMARY KEY (id), UNIQUE (pet_id, version)) INHERITS (bare)";

const INSERT: &str = r#"INSERT INTO bare_sold
    SELECT gen_random_uuid(), now(), jsonb_build_object('recorded_by', pet, 'request_id', pet), pet, 2, now()::date,
           sha256(convert_to(pet::text || now()::text, 'UTF8')), pet, 24.90
    FROM gen_random_uuid() AS pet"#;

#[derive(QueryableByName)]
struct Customer {
    #[diesel(sql_type = sql_types::Uuid)]
    id: Uuid,
}

/// How many clients record, and how fast.
#[derive(Clone, Copy)]
pub struct Load {
    /// What they record.
    pub deed: Deed,
    /// How many they are.
    pub clients: usize,
    /// How many events a second all of them together come to, where they can; as many as they can where it is none.
    pub pace: Option<u32>,
    /// For how long it counts.
    pub lasts: Duration,
}

/// Clients each of whom records the next event once the one before is acknowledged and its time has come; answers how long each took.
pub fn load(shop: &Shop, conn: &mut PgConnection, Load { deed, clients, pace, lasts }: Load) -> Done<Runs> {
    let customer = sql_query("SELECT id FROM customers WHERE name IS NOT NULL LIMIT 1").get_result::<Customer>(conn)?.id;
    let arrive = || {
        let (_, pet) = recording::arrive(shop, false)?;
        // The page of the pet may be told what has happened to it.
        let pet = pet.split('?').next().unwrap_or_default().to_owned();
        Ok(Target { pet, version: 1, customer })
    };
    let targets = (0..clients).map(|_| arrive()).collect::<Done<Vec<_>>>()?;
    let (is_counted, is_over) = (&AtomicBool::new(false), &AtomicBool::new(false));
    let each = pace.map(|pace| Duration::from_secs(1) * u32::try_from(clients).unwrap_or(1) / pace);
    let record = |mut target: Target| -> Done<Vec<Duration>> {
        let mut wire = Wire::to(&shop.client.origin, &shop.client.cookie)?;
        let mut took = Vec::new();
        let mut is_sold = false;
        let mut due = Instant::now();
        while !is_over.load(Ordering::Relaxed) || is_sold {
            if let Some(each) = each {
                thread::sleep(due.saturating_duration_since(Instant::now()));
                due += each;
            }
            let began = Instant::now();
            send(&mut wire, deed, &target, is_sold)?;
            if is_counted.load(Ordering::Relaxed) && !is_over.load(Ordering::Relaxed) {
                took.push(began.elapsed());
            }
            target.version += 1;
            is_sold = matches!(deed, Deed::SaleAndReturn) && !is_sold;
        }
        Ok(took)
    };
    let mut runs = Runs::default();
    thread::scope(|scope| {
        let recording: Vec<_> = targets.into_iter().map(|target| scope.spawn(move || record(target))).collect();
        // Each connection of the shop is to know the statements before it counts.
        thread::sleep(lasts.min(WARM_UP));
        is_counted.store(true, Ordering::Relaxed);
        thread::sleep(lasts);
        is_over.store(true, Ordering::Relaxed);
        for one in recording {
            runs.add(one.join().map_err(|_| "a client broke off")??);
        }
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
    })?;
    Ok(runs)
}

/// How long recording goes on before it counts.
const WARM_UP: Duration = Duration::from_millis(500);

fn send(wire: &mut Wire, deed: Deed, target: &Target, is_sold: bool) -> Done<()> {
    let key = Uuid::now_v7().to_string();
    let Target { pet, version, customer } = target;
    let (changes, version, customer) = (*version, version.to_string(), customer.to_string());
    let form = [("form_key", key.as_str())];
    let about = [form[0], ("expected_version", version.as_str())];
    let confirmed = [about[0], about[1], ("confirm", "yes")];
    match deed {
        Deed::Arrival => wire.post("/pets/arrival", &[form[0], ("name", "Bella"), ("species", "Cat"), ("price", "24.90")]),
        Deed::Birth => wire.post(
            "/pets/birth",
            &[form[0], ("mother_id", pet.rsplit('/').next().unwrap_or_default()), ("name", "Kit"), ("price", "24.90")],
        ),
        Deed::PriceChange => {
            let price = if changes % 2 == 0 { "24.90" } else { "19.90" };
            wire.post(&format!("{pet}/price-change"), &[&about[..], &[("new_price", price)]].concat())
        }
        Deed::SaleAndReturn if is_sold => {
            wire.post(&format!("{pet}/return"), &[&confirmed[..], &[("reason", "an allergy"), ("refund", "0")]].concat())
        }
        Deed::SaleAndReturn => {
            wire.post(&format!("{pet}/sale"), &[&confirmed[..], &[("customer_id", &customer), ("sale_price", "24.90")]].concat())
        }
    }
}
