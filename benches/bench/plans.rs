//! How Postgres goes about each statement of every page.

use chrono::{Days, Utc};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types};
use hello::shop::EventKind;
use hello::shop::words::thousands;
use hello::store::state::comparison::DifferenceKind;

use super::{Done, ground::Ground, shop::Shop, sights::ids, statements::Noted};

/// Statements above this many milliseconds are named once more at the end.
const SLOW: f64 = 10.0;

/// Explains the statements of every page of a shop as they are prepared there: by one plan for all values, but for those that the page has planned
/// anew. Sums up what each page's cost the database.
pub fn print(ground: &Ground, shop: &Shop) -> Done<()> {
    let mut conn = shop.connect()?;
    shop.settle()?;
    let (pets, events) = (thousands(shop.pets.into()), thousands(shop.events));
    println!("Postgres {}, {pets} pets, {events} events.", ground.version());
    let mut summary = Vec::new();
    for path in paths(&mut conn)? {
        println!("\n=== {path}");
        let ((), statements) = shop.notes.as_sent(|| shop.noted.get(&path).map(drop))?;
        let (mut whole, mut slow) = (0.0, Vec::new());
        let mut mode = "force_generic_plan";
        for noted in &statements {
            if noted.sql.contains("force_custom_plan") {
                mode = "force_custom_plan";
            }
            if is_query(&noted.sql) {
                let took = explain(&mut conn, noted, mode)?;
                mode = "force_generic_plan";
                whole += took;
                if took > SLOW {
                    slow.push(format!("    {took:.1} ms: {}", one_line(&noted.sql)));
                }
            }
        }
        summary.push((whole, path, slow));
    }
    summary.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\n=== Planning and execution of all statements of a page, in milliseconds; the slowest first");
    for (whole, path, slow) in summary {
        println!("{whole:8.1}  {path}");
        slow.iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}

/// Every page, in each order and by each filter.
fn paths(conn: &mut PgConnection) -> Done<Vec<String>> {
    let one = |conn: &mut PgConnection, sql: &str| ids(conn, sql).map(|ids| ids.first().map(ToString::to_string).unwrap_or_default());
    let pet = one(conn, "SELECT id FROM pets_state_snapshot WHERE status = 'available' ORDER BY version DESC, id LIMIT 1")?;
    let lost = one(conn, "SELECT id FROM pets_state_snapshot WHERE status = 'lost' ORDER BY id LIMIT 1")?;
    let mother = one(
        conn,
        "SELECT mother_id AS id FROM pet_born_events WHERE created_at < now() - interval '13 months' GROUP BY mother_id ORDER BY count(*) DESC LIMIT 1",
    )?;
    let customer = one(conn, "SELECT customer_id AS id FROM pet_sold_events GROUP BY customer_id ORDER BY count(*) DESC LIMIT 1")?;
    let event = one(conn, "SELECT id FROM events ORDER BY id OFFSET (SELECT count(*) / 2 FROM events) LIMIT 1")?;
    let account = one(conn, "SELECT (metadata ->> 'recorded_by')::uuid AS id FROM events LIMIT 1")?;
    let ago = |days| Utc::now().checked_sub_days(Days::new(days)).unwrap_or_default().format("%Y-%m-%d").to_string();
    let (year_ago, month_ago, week_ago) = (ago(365), ago(30), ago(7));

    let mut paths: Vec<String> = vec!["/".into()];
    for sort in ["name", "-name", "newest", "oldest", "price", "-price"] {
        paths.push(format!("/pets?sort={sort}"));
        for status in ["available", "sold", "lost"] {
            paths.push(format!("/pets?sort={sort}&status={status}"));
        }
        paths.push(format!("/pets?sort={sort}&species=cat"));
        paths.push(format!("/pets?sort={sort}&q=bel"));
    }
    let filters = [
        "q=bella",
        "q=zzzz",
        "species=axolotl",
        "min_price=100",
        "min_price=100&max_price=110",
        "species=cat&status=available&max_price=50",
    ];
    paths.extend(filters.map(|filter| format!("/pets?{filter}")));
    for day in [&year_ago, &month_ago, &week_ago] {
        paths.push(format!("/?as_of={day}"));
        paths.extend(
            ["", "sort=newest&", "sort=price&", "status=lost&", "q=bel&", "species=cat&"].map(|by| format!("/pets?{by}as_of={day}")),
        );
        paths.push(format!("/pets/{mother}?as_of={day}"));
    }
    paths.push(format!("/pets?after=m~{pet}"));
    paths.push(format!("/pets?before=m~{pet}&status=sold"));
    paths.extend([&pet, &lost, &mother].map(|id| format!("/pets/{id}")));
    paths.extend(["/pets/arrival".into(), "/pets/birth".into(), "/pets/birth?mother=bel".into()]);
    paths.extend(["sale", "price-change", "loss", "find"].map(|form| format!("/pets/{pet}/{form}")));
    paths.push("/events".into());
    paths.extend(
        EventKind::ALL
            .iter()
            .flat_map(|kind| [format!("/events?type={}", kind.name()), format!("/events?type={}&older={event}", kind.name())]),
    );
    paths.extend(["cat", "axolotl", "unicorn"].map(|species| format!("/events?species={species}")));
    paths.push(format!("/events?by={account}"));
    paths.push(format!("/events?by={account}&type=PetLost&species=cat"));
    paths.extend([format!("/events?from={year_ago}&to={month_ago}"), format!("/events?from={week_ago}"), format!("/events?to={year_ago}")]);
    paths.extend(["older", "newer"].map(|side| format!("/events?{side}={event}")));
    paths.push(format!("/events?species=cat&older={event}"));
    paths.extend(
        ["".into(), format!("from={week_ago}"), format!("from={month_ago}"), format!("from={year_ago}")]
            .map(|query| format!("/compare?{query}")),
    );
    paths.extend([format!("from={year_ago}&to={month_ago}"), format!("from={year_ago}&sheet=1")].map(|query| format!("/compare?{query}")));
    paths.extend(DifferenceKind::ALL.map(|what| format!("/compare?from={year_ago}&species=cat&what={}", what.name())));
    paths.push(format!("/events/{event}"));
    paths.extend(["/customers".into(), "/customers?q=anna".into(), "/customers?q=zzzz".into(), format!("/customers/{customer}")]);
    paths.extend(["/admin/snapshot".into(), "/admin/accounts".into(), "/account".into()]);
    Ok(paths)
}

fn is_query(sql: &str) -> bool {
    let first = sql.lines().find(|line| !line.trim().is_empty() && !line.starts_with("--")).unwrap_or_default();
    let begins = first.trim_start_matches(['(', ' ']);
    begins.starts_with("SELECT") || begins.starts_with("WITH")
}

/// Prints a plan; answers how long planning and execution took, in milliseconds.
fn explain(conn: &mut PgConnection, noted: &Noted, mode: &str) -> Done<f64> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = sql_types::Text, column_name = "QUERY PLAN")]
        line: String,
    }
    conn.batch_execute(&format!("SET plan_cache_mode = {mode}; SET jit = off"))?;
    let values = noted.prepare(conn)?;
    let call = if values.is_empty() { "EXECUTE noted".to_owned() } else { format!("EXECUTE noted ({})", values.join(", ")) };
    // Once before, so that what is shown is planned already and reads from memory, as the second visitor's page does.
    conn.batch_execute(&call)?;
    let plan: Vec<Line> = sql_query(format!("EXPLAIN (ANALYZE, BUFFERS) {call}")).load(conn)?;
    conn.batch_execute("DEALLOCATE noted")?;
    println!("\n{mode}: {}", one_line(&noted.sql));
    plan.iter().for_each(|line| println!("    {}", line.line));
    let time = |name: &str| plan.iter().find_map(|line| line.line.strip_prefix(name)?.trim().strip_suffix(" ms")?.parse::<f64>().ok());
    Ok(time("Planning Time:").unwrap_or_default() + time("Execution Time:").unwrap_or_default())
}

fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
