//! The day at a glance.

use crate::shop::{Event, PetId};
use crate::store::log::events;
use crate::store::log::events::EventLine;
use crate::store::log::page as log;
use crate::store::log::steps;
use crate::store::log::steps::Steps;
use crate::store::people::accounts::Role;
use crate::store::state::{figures, projection, snapshot, takings};
use crate::store::{Reads, StoreError, When};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render_as;
use crate::web::parts::asked::{Asked, asked};
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pictures::months;
use crate::web::parts::pictures::months::MonthsChart;
use crate::web::parts::pictures::stock::StockChart;
use actix_web::HttpResponse;
use askama::Template;
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use rust_decimal::Decimal;

/// The day at a glance.
#[derive(Template)]
#[template(path = "today/show.html")]
pub struct Today {
    /// What every page knows.
    pub page: Page,
    /// "Good morning", by the shop's clock.
    pub greeting: &'static str,
    /// Pets in the store.
    pub in_store: i64,
    /// Pets that are lost.
    pub lost: i64,
    /// Sales that happened today.
    pub sold_today: i64,
    /// What they brought, with the currency.
    pub taken_today: String,
    /// What was paid back today for pets that came back, with the currency; `None` where nothing was.
    pub refunded_today: Option<String>,
    /// Sales since the first of the month.
    pub sold_this_month: i64,
    /// What they brought, with the currency.
    pub taken_this_month: String,
    /// What was paid back since then.
    pub refunded_this_month: Option<String>,
    /// Births since the first of the month.
    pub born_this_month: i64,
    /// How many of each species are in the store, drawn.
    pub stock_chart: StockChart,
    /// The takings of the last twelve months, drawn.
    pub months: MonthsChart,
    /// The latest events, newest first; none means that the log is empty, or was then.
    pub latest: Vec<EventLine>,
    /// When the first one was recorded, where that was later.
    pub beginning: Option<DateTime<Utc>>,
    /// What waits for somebody.
    pub to_do: Vec<ToDo>,
}

/// Something that waits for somebody.
#[derive(Debug, Clone)]
pub enum ToDo {
    /// A pet is lost.
    LookFor {
        /// The pet.
        pet: PetId,
        /// What it is called.
        name: String,
        /// Where it was last seen.
        place: String,
        /// Since which day.
        since: NaiveDate,
    },
    /// The snapshot has grown old; for admins.
    Refresh {
        /// Events since.
        tail: i64,
    },
}

impl Today {
    /// The month of the day that is shown.
    fn month(&self) -> &'static str {
        if self.page.is_past() { "that month" } else { "this month" }
    }

    /// How many pets are lost beside those that are named.
    fn more_lost(&self) -> i64 {
        let named = self.to_do.iter().filter(|task| matches!(task, ToDo::LookFor { .. })).count();
        self.lost.saturating_sub(i64::try_from(named).unwrap_or(i64::MAX))
    }

    /// Its first day.
    fn first_of_month(&self) -> NaiveDate {
        first_of_month(self.page.today())
    }
}

/// How many of the latest events and of the lost pets are shown.
const LATEST: i64 = 8;
const LOOK_FOR: i64 = 5;

/// Shows the day, or one that has passed.
///
/// # Errors
/// The database failed.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let time = match asked(&cx, &query, &[], Steps::Shop).await? {
        Asked::Page(time) => time,
        Asked::Step(there) => return Ok(there),
    };
    let when = time.when();
    let page = cx.page_at(Section::Today, time);
    let status = page.status();
    let today = page.today();
    let first = first_of_month(today);
    let refresh_after = (cx.who()?.role == Role::Admin).then_some(cx.state.config.refresh_after);
    let (stock, of_today, of_month, by_month, latest, beginning) = cx
        .store()
        .read(move |conn| {
            let latest = log::latest(conn, when, LATEST)?;
            let beginning = if latest.is_empty() { steps::first(conn, Steps::Shop)? } else { None };
            let by_month = takings::by_month(conn, when, months::first_day(today), today)?;
            let (of_today, of_month) = (figures::trade(conn, when, today, today)?, figures::trade(conn, when, first, today)?);
            Ok((stock(conn, when, refresh_after)?, of_today, of_month, by_month, latest, beginning))
        })
        .await?;
    let taken_today = page.sum(of_today.takings);
    let taken_this_month = page.sum(of_month.takings);
    let refunded = |refunds: Decimal| (!refunds.is_zero()).then(|| page.sum(refunds));
    let (refunded_today, refunded_this_month) = (refunded(of_today.refunds), refunded(of_month.refunds));
    let shown = Today {
        greeting: greeting(page.local(page.now).hour()),
        page,
        in_store: stock.in_store.iter().map(|(_, pets)| pets).sum(),
        lost: stock.lost,
        sold_today: of_today.sold,
        taken_today,
        refunded_today,
        sold_this_month: of_month.sold,
        taken_this_month,
        refunded_this_month,
        born_this_month: of_month.born,
        stock_chart: StockChart::draw(&stock.in_store),
        months: MonthsChart::draw(&by_month, today),
        latest,
        beginning,
        to_do: stock.to_do,
    };
    render_as(status, &shown)
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// What is where, and what waits for somebody.
struct Stock {
    in_store: Vec<(String, i64)>,
    lost: i64,
    to_do: Vec<ToDo>,
}

fn stock(conn: &mut impl Reads, when: When, refresh_after: Option<Option<i64>>) -> Result<Stock, StoreError> {
    let position = projection::position(conn)?;
    let mut to_do = look_for(events::open_losses(conn, when, &position, LOOK_FOR)?);
    if let (When::Now, Some(after)) = (when, refresh_after) {
        let boundary = snapshot::boundary(conn)?;
        let tail = snapshot::tail_length(conn, &boundary)?;
        if tail > snapshot::limit(boundary.pets, after) {
            to_do.push(ToDo::Refresh { tail });
        }
    }
    let stock = figures::stock(conn, when, &position)?;
    Ok(Stock {
        lost: stock.iter().map(|kind| kind.lost).sum(),
        in_store: stock.into_iter().map(|kind| (kind.species, kind.available)).filter(|(_, pets)| *pets > 0).collect(),
        to_do,
    })
}

fn look_for(losses: Vec<EventLine>) -> Vec<ToDo> {
    let task = |line: EventLine| match line.recorded.event {
        Event::Lost(lost) => Some(ToDo::LookFor {
            pet: line.recorded.pet,
            name: line.pet_name,
            place: lost.last_seen_location.to_string(),
            since: line.recorded.occurred_on,
        }),
        _ => None,
    };
    losses.into_iter().filter_map(task).collect()
}

fn greeting(hour: u32) -> &'static str {
    match hour {
        3..12 => "Good morning",
        12..18 => "Good afternoon",
        _ => "Good evening",
    }
}
