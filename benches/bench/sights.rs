//! The pages that are looked at.

use std::time::{Duration, Instant};

use chrono::{Days, Utc};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};
use uuid::Uuid;

use super::{
    Done,
    measure::{Pair, Row, TURNS},
    pgbench::{Often, Pgbench, Protocol},
    shop::Shop,
    statements::Statement,
};

/// A page, at the addresses of so many pets that no single one decides.
pub struct Sight {
    pub what: &'static str,
    pub paths: Vec<String>,
    /// What the page is held against where that is not its own statements.
    pub sql: Option<String>,
    /// Whether many ask for it at once.
    pub is_loaded: bool,
}

impl Sight {
    fn new(what: &'static str, paths: Vec<String>) -> Self {
        Self { what, paths, sql: None, is_loaded: false }
    }

    /// One that many ask for at once.
    fn loaded(self) -> Self {
        Self { is_loaded: true, ..self }
    }

    /// The statements of each of its addresses, as Postgres wrote them down.
    pub fn scripts(&self, shop: &Shop) -> Done<Vec<Vec<Statement>>> {
        self.paths.iter().map(|path| Ok(shop.notes.of(|| shop.noted.get(path))?.1)).collect()
    }
}

/// Fifty events, half of the shop's life ago.
pub const COMPARED_LONG_AGO: &str = "compared, 50 long ago";

/// How many pets, or places in the log, stand for all of them.
const SAMPLE: i64 = 12;

/// The list in its usual order, and the same as of a year ago: they are held against each other.
pub const THE_LIST: &str = "the list, by name";
/// See [`THE_LIST`].
pub const THE_LIST_THEN: &str = "the list, a year ago";
/// In an order of what is computed, it is held against the bare function.
pub const BY_PRICE_THEN: &str = "by price, a year ago ÷ bare";

/// So many events lie between one kept stock and the next.
const KEPT_EVERY: i64 = 100;

/// How many requests go before those that count.
const WARM_UP: usize = 3;

/// Measures every page in every shop, in turns with its SQL.
pub fn measure(shops: &[Shop], pgbench: &Pgbench, turn: Duration) -> Done<Vec<Row>> {
    let story = shops.first().map(|shop| usual_story(&mut shop.connect()?)).transpose()?.unwrap_or(1);
    let sights = shops.iter().map(|shop| sights(&mut shop.connect()?, story)).collect::<Done<Vec<_>>>()?;
    let Some(names) = sights.first().map(|sights| sights.iter().map(|sight| sight.what).collect::<Vec<_>>()) else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for what in names {
        eprintln!("Measuring: {what}");
        let there = shops.iter().zip(&sights).filter_map(|(shop, sights)| Some((shop, sights.iter().find(|sight| sight.what == what)?)));
        let mut tries = there.map(|(shop, sight)| Try::prepare(shop, sight)).collect::<Done<Vec<_>>>()?;
        for _ in 0..TURNS {
            for one in &mut tries {
                one.turn(pgbench, turn)?;
            }
        }
        rows.push(Row { what: what.into(), pairs: tries.into_iter().map(|one| one.pair).collect() });
    }
    Ok(rows)
}

struct Try<'a> {
    shop: &'a Shop,
    sight: &'a Sight,
    scripts: Vec<Vec<Statement>>,
    pair: Pair,
}

impl<'a> Try<'a> {
    fn prepare(shop: &'a Shop, sight: &'a Sight) -> Done<Self> {
        let scripts = sight.scripts(shop)?;
        let statements = scripts.first().map_or(0, Vec::len);
        let scripts = sight.sql.clone().map_or(scripts, |sql| vec![vec![Statement::plain(sql)]]);
        Ok(Self { shop, sight, scripts, pair: Pair { statements, ..Pair::default() } })
    }

    fn turn(&mut self, pgbench: &Pgbench, turn: Duration) -> Done<()> {
        let mut paths = self.sight.paths.iter().cycle();
        let mut get = || self.shop.client.get(paths.next().map_or("/", String::as_str));
        for _ in 0..WARM_UP.max(self.sight.paths.len()) {
            get()?;
        }
        let began = Instant::now();
        let mut took = Vec::new();
        while began.elapsed() < turn {
            took.push(get()?);
        }
        self.pair.page.add(took);
        self.pair.sql.add(pgbench.run(&self.shop.as_planned, &self.scripts, &Often::For(turn), Protocol::Simple)?);
        self.pair.prepared.add(pgbench.run(&self.shop.as_planned, &self.scripts, &Often::For(turn), Protocol::Prepared)?);
        Ok(())
    }
}

/// The pages of one shop, as it is.
pub fn of(shop: &Shop) -> Done<Vec<Sight>> {
    let mut conn = shop.connect()?;
    let story = usual_story(&mut conn)?;
    sights(&mut conn, story)
}

/// How many events the usual pet has.
fn usual_story(conn: &mut PgConnection) -> Done<i32> {
    #[derive(QueryableByName)]
    struct Usual {
        #[diesel(sql_type = sql_types::Integer)]
        version: i32,
    }
    let usual: Usual =
        sql_query("SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY version) AS version FROM pets_state_snapshot").get_result(conn)?;
    Ok(usual.version)
}

/// The pages of one shop. To compare like with like, the pets have the same number of events, and the mothers of young, in every shop.
fn sights(conn: &mut PgConnection, story: i32) -> Done<Vec<Sight>> {
    let pet = |id: Uuid| format!("/pets/{id}");
    let young = "(SELECT count(*) FROM pet_born_events WHERE mother_id = pet.id)";
    // From so many events ago until now.
    let mut since = |events: i64| Ok::<_, diesel::result::Error>(format!("/compare?from={}", recorded(conn, events)?));
    let compared = [since(50)?, since(500)?];
    let half = half_of_the_events(conn)?;
    // Each a little further back, so that the distances to the kept stock before are all kinds of them.
    let long_ago = (0..SAMPLE)
        .map(|place| half + place * KEPT_EVERY / SAMPLE)
        .map(|back| Ok(format!("/compare?from={}&to={}", recorded(conn, back + 50)?, recorded(conn, back)?)))
        .collect::<diesel::QueryResult<Vec<_>>>()?;
    let mut pages =
        |format: fn(Uuid) -> String, sql: &str| Ok::<_, diesel::result::Error>(ids(conn, sql)?.into_iter().map(format).collect());
    let [compared_little, compared_more] = compared;
    let sights = vec![
        Sight::new(
            "a pet",
            pages(
                pet,
                &format!(
                    "SELECT id FROM pets_state_snapshot AS pet WHERE {young} = 0
                     ORDER BY abs(version - {story}), mother_id IS NULL, md5(id::text) LIMIT {SAMPLE}"
                ),
            )?,
        )
        .loaded(),
        Sight::new(
            "a mother of four",
            pages(
                pet,
                &format!(
                    "SELECT id FROM pets_state_snapshot AS pet WHERE id IN (SELECT mother_id FROM pet_born_events)
                     ORDER BY abs({young} - 4), abs(version - {story}), md5(id::text) LIMIT {SAMPLE}"
                ),
            )?,
        ),
        Sight::new(THE_LIST, vec!["/pets".into()]).loaded(),
        Sight::new("the list, in the store", vec!["/pets?status=available".into()]).loaded(),
        Sight::new(THE_LIST_THEN, vec![then("/pets")]).loaded(),
        Sight { sql: Some(by_price_then()), ..Sight::new(BY_PRICE_THEN, vec![then("/pets?sort=price")]) },
        Sight::new("today", vec!["/".into()]).loaded(),
        Sight::new("today, a year ago", vec![then("/")]),
        Sight::new("compared, 50 events", vec![compared_little]),
        Sight::new("compared, 500 events", vec![compared_more]),
        Sight::new(COMPARED_LONG_AGO, long_ago),
        Sight::new("the event log", vec!["/events".into()]).loaded(),
        Sight::new("the customers", vec!["/customers".into()]).loaded(),
        Sight::new(
            "the event log, deep down",
            pages(
                |id| format!("/events?older={id}"),
                &format!(
                    "SELECT id
                     FROM (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS events FROM events) AS log
                     WHERE place % greatest(events / {SAMPLE}, 2) = 1 AND place > 1
                     LIMIT {SAMPLE}"
                ),
            )?,
        ),
    ];
    Ok(sights.into_iter().filter(|sight| !sight.paths.is_empty()).collect())
}

/// When the event was recorded that so many others came after; in a small shop, the first of all.
fn recorded(conn: &mut PgConnection, back: i64) -> diesel::QueryResult<String> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = sql_types::Text)]
        at: String,
    }
    let query = "SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS at
                 FROM (SELECT id, created_at FROM events ORDER BY id DESC LIMIT $1) AS latest ORDER BY id LIMIT 1";
    Ok(sql_query(query).bind::<sql_types::BigInt, _>(back + 1).get_result::<Found>(conn)?.at)
}

fn half_of_the_events(conn: &mut PgConnection) -> diesel::QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Half {
        #[diesel(sql_type = sql_types::BigInt)]
        n: i64,
    }
    Ok(sql_query("SELECT count(*) / 2 AS n FROM events").get_result::<Half>(conn)?.n)
}

/// A page as of a year ago.
fn then(path: &str) -> String {
    format!("{path}{}as_of={}", if path.contains('?') { '&' } else { '?' }, a_year_ago())
}

/// The first page of that list, as one would write it in psql.
fn by_price_then() -> String {
    format!("SELECT * FROM pets_state_at('{}') ORDER BY price, id LIMIT 51", a_year_ago())
}

/// As an address says it, and Postgres.
fn a_year_ago() -> String {
    format!("{}T12:00:00Z", Utc::now().date_naive() - Days::new(365))
}

/// The ids that a query finds.
pub fn ids(conn: &mut PgConnection, sql: &str) -> diesel::QueryResult<Vec<Uuid>> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = sql_types::Uuid)]
        id: Uuid,
    }
    Ok(sql_query(sql).load::<Found>(conn)?.into_iter().map(|found| found.id).collect())
}
