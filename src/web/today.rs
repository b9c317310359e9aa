//! The day at a glance.

use super::page::{Page, Section};
use super::pictures::months::{self, MonthsChart};
use super::pictures::stock::StockChart;
use super::render;
use super::{Cx, WebError};
use crate::shop::{Event, PetId};
use crate::store::accounts::Role;
use crate::store::events::{self, EventLine};
use crate::store::log::{self, LogCursor, LogFilter};
use crate::store::{figures, snapshot, takings};
use actix_web::HttpResponse;
use askama::Template;
use chrono::{Datelike, NaiveDate, Timelike};

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
    /// Sales since the first of the month.
    pub sold_this_month: i64,
    /// What they brought, with the currency.
    pub taken_this_month: String,
    /// Births since the first of the month.
    pub born_this_month: i64,
    /// How many of each species are in the store, drawn.
    pub stock_chart: StockChart,
    /// The takings of the last twelve months, drawn.
    pub months: MonthsChart,
    /// The latest events, newest first; none means that the log is empty.
    pub latest: Vec<EventLine>,
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

/// How many of the latest events and of the lost pets are shown.
const LATEST: usize = 8;
const LOOK_FOR: i64 = 5;

/// Shows the day.
///
/// # Errors
/// The database failed.
pub async fn show(cx: Cx) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Today);
    let today = page.today();
    let first = today.with_day(1).unwrap_or(today);
    let is_admin = cx.who()?.role == Role::Admin;
    let refresh_after = cx.state.config.refresh_after;
    let (stock, of_today, of_month, by_month, latest, to_do) = cx
        .store()
        .run(move |conn| {
            let boundary = snapshot::boundary(conn)?;
            let latest = log::page(conn, &LogFilter::default(), LogCursor::Newest, LATEST)?.lines;
            let tail = snapshot::tail_length(conn, &boundary)?;
            let mut to_do = look_for(events::open_losses(conn, &boundary, LOOK_FOR)?);
            if is_admin && tail > snapshot::limit(boundary.pets, refresh_after) {
                to_do.push(ToDo::Refresh { tail });
            }
            let by_month = takings::by_month(conn, months::first_day(today), today)?;
            let (of_today, of_month) = (figures::trade(conn, today, today)?, figures::trade(conn, first, today)?);
            Ok((figures::stock(conn, &boundary)?, of_today, of_month, by_month, latest, to_do))
        })
        .await?;
    let taken_today = page.sum(of_today.takings);
    let taken_this_month = page.sum(of_month.takings);
    let by_species: Vec<_> = stock.iter().filter(|kind| kind.available > 0).map(|kind| (kind.species.clone(), kind.available)).collect();
    let shown = Today {
        greeting: greeting(page.local(page.now).hour()),
        page,
        in_store: stock.iter().map(|kind| kind.available).sum(),
        lost: stock.iter().map(|kind| kind.lost).sum(),
        sold_today: of_today.sold,
        taken_today,
        sold_this_month: of_month.sold,
        taken_this_month,
        born_this_month: of_month.born,
        stock_chart: StockChart::draw(&by_species),
        months: MonthsChart::draw(&by_month, today),
        latest,
        to_do,
    };
    render(&shown)
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
        5..12 => "Good morning",
        12..18 => "Good afternoon",
        _ => "Good evening",
    }
}
