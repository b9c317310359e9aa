//! What is printed.

use std::thread;

use hello::shop::words::thousands;

use super::{
    measure::{Pair, Row},
    shop::Shop,
};

/// The promise about a pet's page: so many times its cost in the small shop, at most.
const PROMISED: f64 = 1.5;

/// Prints a table, one line a page and shop, and what became of the promise.
pub fn print(ground: &str, shops: &[Shop], rows: &[Row]) {
    println!("{ground}");
    for shop in shops {
        println!("A shop of {} pets has {} events.", thousands(shop.pets.into()), thousands(shop.events));
    }
    let smallest = shops.first().map_or_else(String::new, |shop| thousands(shop.pets.into()));
    println!("Times are in milliseconds; n is how many requests were measured; SQL is the page's own statements by pgbench.\n");
    println!(
        "{:26} {:>8} {:>6} {:>5} │ {:>8} {:>8} │ {:>8} {:>8} │ {:>7} │ {:>15} {:>7}",
        "", "pets", "n", "stmts", "page", "p95", "SQL", "p95", "page÷", "page ÷ page at", "SQL ÷"
    );
    println!(
        "{:26} {:>8} {:>6} {:>5} │ {:>8} {:>8} │ {:>8} {:>8} │ {:>7} │ {:>15} {:>7}",
        "", "", "", "", "median", "", "median", "", "SQL", smallest, "SQL"
    );
    for row in rows {
        for (shop, pair) in shops.iter().zip(&row.pairs) {
            print_line(&row.what, shop, pair, row.pairs.first());
        }
    }
    keep_promise(shops, rows);
}

fn print_line(what: &str, shop: &Shop, Pair { page, sql, statements }: &Pair, smallest: Option<&Pair>) {
    let against = |of: fn(&Pair) -> f64, here: f64| smallest.map_or(f64::NAN, |pair| here / of(pair));
    println!(
        "{what:26} {:>8} {:>6} {statements:>5} │ {:>8.2} {:>8.2} │ {:>8.2} {:>8.2} │ {:>7.2} │ {:>15.2} {:>7.2}",
        thousands(shop.pets.into()),
        page.count(),
        page.median(),
        page.p95(),
        sql.median(),
        sql.p95(),
        page.median() / sql.median(),
        against(|pair| pair.page.median(), page.median()),
        against(|pair| pair.sql.median(), sql.median()),
    );
}

fn keep_promise(shops: &[Shop], rows: &[Row]) {
    let pets = rows.first().map(|row| row.pairs.as_slice()).unwrap_or_default();
    if let ([small, .., large], [small_page, .., large_page]) = (shops, pets) {
        let times = large_page.page.median() / small_page.page.median();
        let word = if times <= PROMISED { "kept" } else { "BROKEN" };
        let (large, small) = (thousands(large.pets.into()), thousands(small.pets.into()));
        println!("\nA pet page at {large} pets costs at most {PROMISED} times the same page at {small}: {times:.2} times, {word}.");
    }
}

/// What it was measured on.
pub fn ground(version: &str) -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let profile = if cfg!(debug_assertions) { "AN UNOPTIMISED BUILD, whose figures mean little" } else { "an optimised build" };
    format!("Measured on {cores} cores, with Postgres {version}, durability on, and {profile}.")
}
