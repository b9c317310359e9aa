//! What was measured, kept for `docs/performance.md`: every line that is printed, and a picture of what it costs in shops of each size. Each bench has a
//! part of the page, and leaves the other's as it is.

use std::{
    fmt::Write,
    fs,
    sync::{Mutex, PoisonError},
};

use hello::shop::words::thousands;

use super::{Bench, Done, measure::Row, shop::Shop};

static LINES: Mutex<String> = Mutex::new(String::new());

/// Prints a line, and keeps it for the report.
pub fn keep(line: &str) {
    println!("{line}");
    let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    lines.push_str(line);
    lines.push('\n');
}

/// Prints as `println!` does, and keeps it for the report.
macro_rules! say {
    ($($what:tt)*) => { $crate::bench::report::keep(&format!($($what)*)) };
}
pub(crate) use say;

const HEAD: &str = "# What the shop costs

This page is written by `cargo bench --bench pages` and `cargo bench --bench recording`, which also print it: run them to repeat it, on a machine that does
nothing else. They invent the shops in a private Postgres of their own, serve them by the real program from the same process, and ask over loopback, signed
in, with connections kept alive; so the shop, the one who asks and Postgres share the cores. Milliseconds differ from machine to machine; the ratios beside
them hardly do.
";

impl Bench {
    /// Where its part of the page begins.
    fn title(self) -> &'static str {
        match self {
            Self::Pages => "## Pages",
            Self::Recording => "## Recording",
        }
    }

    /// What its picture is called, and shows.
    fn picture(self) -> (&'static str, &'static str) {
        match self {
            Self::Pages => ("performance.svg", "What pages cost in shops of each size"),
            Self::Recording => ("performance-recording.svg", "What recording costs in shops of each size"),
        }
    }
}

/// Writes the part of a bench into `docs/performance.md`.
pub fn write(bench: Bench, shops: &[Shop], rows: &[Row]) -> Done<()> {
    let lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    let (file, shows) = bench.picture();
    let before = fs::read_to_string(PAGE).unwrap_or_default();
    let part = |of: Bench| {
        if of == bench {
            return format!("\n{}\n\n![{shows}]({file})\n\n```text\n{}\n```\n", of.title(), lines.trim());
        }
        let other = before.split("\n## ").find_map(|part| part.strip_prefix(of.title().trim_start_matches("## ")));
        other.map_or_else(String::new, |other| format!("\n{}{}\n", of.title(), other.trim_end()))
    };
    fs::write(PAGE, [HEAD.to_owned(), part(Bench::Pages), part(Bench::Recording)].concat())?;
    fs::write(format!("docs/{file}"), picture(shows, shops, rows)?)?;
    Ok(())
}

/// The page.
const PAGE: &str = "docs/performance.md";

const WIDTH: f64 = 860.0;
const LEFT: f64 = 250.0;
const RIGHT: f64 = 790.0;
const LINE: f64 = 22.0;

/// A line a page, with a dot for each shop; the further right, the dearer, each step tenfold.
fn picture(shows: &str, shops: &[Shop], rows: &[Row]) -> Done<String> {
    let costs = rows.iter().flat_map(|row| row.pairs.iter().map(|pair| pair.page.median()));
    let (least, most) = costs.fold((f64::MAX, f64::MIN), |(least, most), cost| (least.min(cost), most.max(cost)));
    let (first, last) = (least.log10().floor(), most.log10().ceil());
    let x = |cost: f64| LEFT + (cost.log10() - first) / (last - first) * (RIGHT - LEFT);
    let mut y = 70.0;
    let height = y + LINE * f64::from(u32::try_from(rows.len())?) + 20.0;
    let sizes: Vec<_> = shops.iter().map(|shop| thousands(shop.pets.into())).collect();
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">
<title id="title">{shows}: milliseconds, {} pets</title>
<style>text {{ font: 13px system-ui, sans-serif; fill: #2b2622 }} .soft {{ fill: #6f675f }} .rule {{ stroke: #d9d2c8 }} .span {{ stroke: #b9ae9f; stroke-width: 2 }}
.s0 {{ fill: #2f7d5b }} .s1 {{ fill: #b4552d }} .s2 {{ fill: #2b5f9e }} .s3 {{ fill: #6b4a9b }}
@media (prefers-color-scheme: dark) {{ text {{ fill: #ece6dd }} .soft {{ fill: #a89f94 }} .rule {{ stroke: #443d36 }} .span {{ stroke: #6b6157 }}
.s0 {{ fill: #6fc79e }} .s1 {{ fill: #e79a72 }} .s2 {{ fill: #84b4ec }} .s3 {{ fill: #b79be0 }} }}</style>
"#,
        sizes.join(" and "),
    );
    for (n, size) in sizes.iter().enumerate() {
        let at = LEFT + 110.0 * f64::from(u32::try_from(n)?);
        writeln!(svg, r#"<circle class="s{}" cx="{at}" cy="16" r="5"/><text x="{}" y="20">{size} pets</text>"#, n % 4, at + 10.0)?;
    }
    let mut decade = first;
    while decade <= last {
        let (cost, at) = (10_f64.powf(decade), x(10_f64.powf(decade)));
        writeln!(
            svg,
            r#"<line class="rule" x1="{at}" x2="{at}" y1="52" y2="{}"/><text class="soft" x="{at}" y="46" text-anchor="middle">{cost} ms</text>"#,
            height - 12.0
        )?;
        decade += 1.0;
    }
    for row in rows {
        let dots: Vec<f64> = row.pairs.iter().map(|pair| x(pair.page.median())).collect();
        let (from, to) = dots.iter().fold((f64::MAX, f64::MIN), |(from, to), dot| (from.min(*dot), to.max(*dot)));
        writeln!(
            svg,
            r#"<text x="{}" y="{}" text-anchor="end">{}</text><line class="span" x1="{from}" x2="{to}" y1="{y}" y2="{y}"/>"#,
            LEFT - 14.0,
            y + 4.0,
            escaped(&row.what)
        )?;
        for (n, dot) in dots.iter().enumerate() {
            writeln!(svg, r#"<circle class="s{}" cx="{dot}" cy="{y}" r="5"/>"#, n % 4)?;
        }
        y += LINE;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
