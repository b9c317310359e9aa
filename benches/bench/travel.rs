//! The books on their way: out to a file, into another shop with every check, and along the feed, beside the log as Postgres itself writes it out.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter},
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use chrono::Utc;
use diesel::{Connection, PgConnection, connection::SimpleConnection};
use hello::shop::{Currency, words::thousands};
use hello::store::{
    ground::{database, migrations},
    people::{
        token::Token,
        tokens::{self, NewToken, Scope},
    },
    travel::{
        export::{Wish, export},
        import::{Rewound, import},
    },
};
use ureq::Agent;
use uuid::Uuid;

use super::{
    Done,
    ground::Ground,
    report::say,
    shop::{Shop, seal_key},
    throughput::per_second,
};

/// A million events are written within so many seconds.
const PROMISED: f64 = 60.0;

/// All events, in no order, as Postgres writes them out.
const COPY: &str = "COPY (SELECT * FROM unified_events) TO STDOUT";

/// So many pages of the feed a token asks for here; within a minute it may ask for 600.
const PAGES: usize = 500;

/// Measures each shop once, which takes as long as its log is, and prints a line for it.
pub fn measure(ground: &Ground, shops: &[Shop]) -> Done<()> {
    eprintln!("Measuring: the books on their way");
    say!(
        "\nThe books on their way, in events a second: to a file with people and signed, into another shop until all of it is verified, and by\nthe feed, 1,000 events a page, read by one program. COPY is {COPY}.\n"
    );
    say!(
        "{:>8} {:>10} │ {:>8} │ {:>8} {:>8} {:>8} │ {:>7} {:>7}",
        "pets",
        "events",
        "COPY",
        "export",
        "import",
        "feed",
        "export÷",
        "feed÷"
    );
    let mut last = f64::NAN;
    for shop in shops {
        let books = Books(ground.scratch.path().join("books.jsonl"));
        let (copied, ()) = took(|| copy(ground, shop))?;
        let (written, events) = took(|| write(shop, &books))?;
        let (brought, ()) = took(|| bring(ground, shop, &books))?;
        let (followed, read) = took(|| follow(shop))?;
        fs::remove_file(&books.0)?;
        if read != events {
            return Err(format!("the feed told of {read} events, the file of {events}").into());
        }
        let [copied, written, brought, followed] = [copied, written, brought, followed].map(|took| per_second(events, took));
        say!(
            "{:>8} {:>10} │ {copied:>8.0} │ {written:>8.0} {brought:>8.0} {followed:>8.0} │ {:>7.2} {:>7.2}",
            thousands(shop.pets.into()),
            thousands(events.try_into()?),
            written / copied,
            followed / copied
        );
        last = written;
    }
    let takes = 1e6 / last;
    let word = if takes <= PROMISED { "kept" } else { "BROKEN" };
    say!("\nAs in the last of these shops a million events are written in {takes:.0} s; at most {PROMISED:.0}: {word}.");
    Ok(())
}

fn took<T>(work: impl FnOnce() -> Done<T>) -> Done<(Duration, T)> {
    let began = Instant::now();
    let done = work()?;
    Ok((began.elapsed(), done))
}

fn copy(ground: &Ground, shop: &Shop) -> Done<()> {
    let psql = ground.cluster.psql().ok_or("there is no psql")?;
    let ended = Command::new(psql).args(["-X", "-c", COPY, &shop.url]).stdout(Stdio::null()).status()?;
    if ended.success() { Ok(()) } else { Err("psql could not copy the log".into()) }
}

/// The books in a file.
struct Books(PathBuf);

impl Rewound for Books {
    fn open(&self) -> io::Result<Box<dyn BufRead>> {
        Ok(Box::new(BufReader::new(File::open(&self.0)?)))
    }
}

fn write(shop: &Shop, books: &Books) -> Done<usize> {
    let wish = Wish { people: true, ..Wish::default() };
    let out = BufWriter::new(File::create(&books.0)?);
    let (counts, _) = export(&mut shop.connect()?, &wish, Some(&seal_key()?), out, &mut |_, _| ())?;
    Ok(counts.events.try_into()?)
}

/// Into a shop of its own, which goes again.
fn bring(ground: &Ground, shop: &Shop, books: &Books) -> Done<()> {
    let name = format!("books_{}", shop.pets);
    let url = ground.cluster.url(&name);
    database::ensure(&url)?;
    migrations::run_at(&url)?;
    import(&mut PgConnection::establish(&url)?, books, Some(seal_key()?.trust()), Currency::default(), &mut |_| ())?;
    Ok(shop.connect()?.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"))?)
}

/// Reads the feed from its beginning to where there is nothing more just now; answers of how many events it told.
fn follow(shop: &Shop) -> Done<usize> {
    let agent = Agent::new_with_defaults();
    let (mut read, mut next) = (0, "/feed/events?limit=1000".to_owned());
    loop {
        let token = token(shop)?;
        for _ in 0..PAGES {
            let asked = agent.get(format!("{}{next}", shop.client.origin)).header("authorization", format!("Bearer {token}"));
            let mut answer = asked.call()?;
            let page = answer.body_mut().with_config().limit(u64::MAX).read_to_string()?;
            let told = page.matches("\"specversion\":").count();
            if told == 0 {
                return Ok(read);
            }
            read += told;
            let link = answer.headers().get("link").and_then(|link| link.to_str().ok());
            next = link.and_then(next_in).ok_or("a page of the feed leads nowhere")?.to_owned();
        }
    }
}

/// Where a link leads to what comes next.
fn next_in(link: &str) -> Option<&str> {
    link.strip_prefix('<')?.split_once(">; rel=\"next\"").map(|(next, _)| next)
}

fn token(shop: &Shop) -> Done<String> {
    let (id, secret) = (Uuid::now_v7(), Token::new()?);
    let new = NewToken { id, name: format!("a bench, {id}"), scope: Scope::Log, ends_at: None };
    tokens::add(&mut shop.connect()?, &new, &secret, Utc::now(), Some(shop.account))?;
    Ok(secret.reveal().to_owned())
}
