//! What is printed.

use std::thread;

use hello::shop::words::thousands;

use super::{
    ground::Ground,
    measure::{Pair, Row},
    report::say,
    shop::Shop,
    sights::{BY_PRICE_THEN, COMPARED_LONG_AGO, THE_LIST, THE_LIST_THEN},
};

/// The promise about a pet's page: so many times its cost in the small shop, at most.
const PROMISED: f64 = 1.5;
/// And about the list as of a year ago: so many times the list of now, and, where all has to be computed, so many times the bare SQL.
const LIST_THEN: f64 = 4.0;
/// See [`LIST_THEN`].
const COMPUTED_THEN: f64 = 1.2;

/// The promise about two moments: what lies between them costs, and not the shop; so many times what it costs in the small one, at most.
const COMPARED: f64 = 2.0;

/// Prints what it is measured on.
pub fn print_ground(ground: &Ground, shops: &[Shop]) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let profile = if cfg!(debug_assertions) { "AN UNOPTIMISED BUILD, whose figures mean little" } else { "an optimised build" };
    say!("Measured on {cores} cores, with Postgres {}, durability on, and {profile}.", ground.version());
    for shop in shops {
        say!("A shop of {} pets has {} events.", thousands(shop.pets.into()), thousands(shop.events));
    }
}

/// Prints a table, one line a page and shop.
pub fn print(shops: &[Shop], rows: &[Row]) {
    let smallest = shops.first().map_or_else(String::new, |shop| thousands(shop.pets.into()));
    say!(
        "Times are in milliseconds; n is how many requests were measured; SQL is the page's own statements by pgbench, prepared the same by\npgbench -M prepared.\n"
    );
    say!(
        "{:26} {:>8} {:>6} {:>5} │ {:>8} {:>8} │ {:>8} {:>8} {:>8} │ {:>7} │ {:>15} {:>7}",
        "",
        "pets",
        "n",
        "stmts",
        "page",
        "p95",
        "SQL",
        "p95",
        "prepared",
        "page÷",
        "page ÷ page at",
        "SQL ÷"
    );
    say!(
        "{:26} {:>8} {:>6} {:>5} │ {:>8} {:>8} │ {:>8} {:>8} {:>8} │ {:>7} │ {:>15} {:>7}",
        "",
        "",
        "",
        "",
        "median",
        "",
        "median",
        "",
        "median",
        "SQL",
        smallest,
        "SQL"
    );
    for row in rows {
        for (shop, pair) in shops.iter().zip(&row.pairs) {
            print_line(&row.what, shop, pair, row.pairs.first());
        }
    }
}

/// Prints what became of the promises about pages.
pub fn print_promises(shops: &[Shop], rows: &[Row]) {
    keep_promise(shops, rows);
    keep_promise_about_two_moments(shops, rows);
    keep_promises_about_then(shops, rows);
}

fn print_line(what: &str, shop: &Shop, Pair { page, sql, prepared, statements }: &Pair, smallest: Option<&Pair>) {
    let against = |of: fn(&Pair) -> f64, here: f64| smallest.map_or(f64::NAN, |pair| here / of(pair));
    say!(
        "{what:26} {:>8} {:>6} {statements:>5} │ {:>8.2} {:>8.2} │ {:>8.2} {:>8.2} {:>8} │ {:>7.2} │ {:>15.2} {:>7.2}",
        thousands(shop.pets.into()),
        page.count(),
        page.median(),
        page.p95(),
        sql.median(),
        sql.p95(),
        // What is recorded cannot be repeated as it was, and so is not prepared.
        if prepared.count() == 0 { "–".to_owned() } else { format!("{:.2}", prepared.median()) },
        page.median() / sql.median(),
        against(|pair| pair.page.median(), page.median()),
        against(|pair| pair.sql.median(), sql.median()),
    );
}

fn keep_promise(shops: &[Shop], rows: &[Row]) {
    if let Some((large, small, times)) = grown(shops, rows.first()) {
        let word = kept(times, PROMISED);
        say!("\nA pet page at {large} pets costs at most {PROMISED} times the same page at {small}: {times:.2} times, {word}.");
    }
}

fn keep_promise_about_two_moments(shops: &[Shop], rows: &[Row]) {
    if let Some((large, small, times)) = grown(shops, rows.iter().find(|row| row.what == COMPARED_LONG_AGO)) {
        let word = kept(times, COMPARED);
        say!(
            "Fifty events compared long ago cost at {large} pets at most {COMPARED} times what they cost at {small}: {times:.2} times, {word}."
        );
    }
}

/// How many times a page costs in the largest shop what it costs in the smallest.
fn grown(shops: &[Shop], row: Option<&Row>) -> Option<(String, String, f64)> {
    let ([small, .., large], [small_page, .., large_page]) = (shops, row?.pairs.as_slice()) else { return None };
    Some((thousands(large.pets.into()), thousands(small.pets.into()), large_page.page.median() / small_page.page.median()))
}

fn kept(times: f64, promised: f64) -> &'static str {
    if times <= promised { "kept" } else { "BROKEN" }
}

/// From so many pets on an order of what is computed costs what computing it costs.
const LARGE: u32 = 10_000;

/// What the shop as it was may cost, in the largest shop.
fn keep_promises_about_then(shops: &[Shop], rows: &[Row]) {
    let median = |what: &str, of: fn(&Pair) -> f64| rows.iter().find(|row| row.what == what).and_then(|row| row.pairs.last()).map(of);
    let Some(pets) = shops.last().map(|shop| thousands(shop.pets.into())) else { return };
    let page: fn(&Pair) -> f64 = |pair| pair.page.median();
    if let (Some(then), Some(now)) = (median(THE_LIST_THEN, page), median(THE_LIST, page)) {
        let times = then / now;
        say!("The list as of a year ago costs at most {LIST_THEN} times the list at {pets}: {times:.2} times, {}.", kept(times, LIST_THEN));
    }
    // In a small shop the page around the list costs more than the list.
    let is_large = shops.last().is_some_and(|shop| shop.pets >= LARGE);
    if is_large && let Some(times) = median(BY_PRICE_THEN, |pair| pair.page.median() / pair.sql.median()) {
        say!("By price it costs at most {COMPUTED_THEN} times the bare SQL: {times:.2} times, {}.", kept(times, COMPUTED_THEN));
    }
}
