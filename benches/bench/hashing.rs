//! What the chain of hashes costs: recording with it and without, in turns in the same shop.
//!
//! Without, the two triggers that take a version are for a while as they would be without a chain: nothing is encoded, nothing is hashed,
//! nothing is set for them. It goes last, for it leaves a log that nobody would believe.

use std::time::{Duration, Instant};

use diesel::{PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};

use super::{Done, measure::TURNS, recording, report::say, shop::Shop};

/// So much of the throughput has to be left.
const PROMISED: f64 = 0.85;

const WITHOUT: &str = r"
    CREATE OR REPLACE FUNCTION begin_stream() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        INSERT INTO pet_streams (pet_id, version, last_recorded_at, head)
        VALUES (NEW.pet_id, 1, NEW.created_at, decode(repeat('00', 32), 'hex'))
        RETURNING head INTO NEW.hash;
        RETURN NEW;
    END $$;
    CREATE OR REPLACE FUNCTION continue_stream() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        UPDATE pet_streams SET version = NEW.version, last_recorded_at = NEW.created_at
        WHERE pet_id = NEW.pet_id AND version = NEW.version - 1 AND last_recorded_at < NEW.created_at
        RETURNING head INTO NEW.hash;
        RETURN NEW;
    END $$;";

/// Events and the time that they took.
#[derive(Default)]
struct Tally {
    events: u32,
    took: Duration,
}

impl Tally {
    fn rate(&self) -> f64 {
        f64::from(self.events) / self.took.as_secs_f64()
    }
}

/// Measures in each shop, and prints what is left of the throughput.
pub fn measure(shops: &[Shop], turn: Duration) -> Done<()> {
    eprintln!("Measuring: the cost of hashing");
    say!("");
    for shop in shops {
        let mut conn = shop.connect()?;
        let with_hashes = triggers(&mut conn)?;
        let (mut with, mut without) = (Tally::default(), Tally::default());
        // Short turns, and many: whatever else the machine does then falls on both.
        for _ in 0..TURNS * 4 {
            for (definitions, tally) in [(with_hashes.as_str(), &mut with), (WITHOUT, &mut without)] {
                conn.batch_execute(definitions)?;
                record(shop, turn / 4, tally)?;
            }
        }
        conn.batch_execute(&with_hashes)?;
        let left = with.rate() / without.rate();
        let word = if left >= PROMISED { "kept" } else { "BROKEN" };
        say!(
            "At {} pets recording with hashes has {left:.2} of the throughput without ({} and {} events measured); at least {PROMISED}: {word}.",
            shop.pets,
            with.events,
            without.events
        );
    }
    Ok(())
}

/// Arrivals, each with a change of price.
fn record(shop: &Shop, turn: Duration, tally: &mut Tally) -> Done<()> {
    let began = Instant::now();
    while began.elapsed() < turn {
        let (arrival, pet) = recording::arrive(shop, false)?;
        tally.took += arrival + recording::change_price(shop, &pet, false)?;
        tally.events += 2;
    }
    Ok(())
}

/// The triggers as the migrations have made them.
fn triggers(conn: &mut PgConnection) -> Done<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        text: String,
    }
    let definitions =
        "SELECT string_agg(pg_get_functiondef(oid), ';') AS text FROM pg_proc WHERE proname IN ('begin_stream', 'continue_stream')";
    Ok(sql_query(definitions).get_result::<Row>(conn)?.text)
}
