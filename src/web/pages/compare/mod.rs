//! Two moments side by side: what happened in between, the stock at both ends, and each pet that differs.

pub mod address;
pub mod export;
pub mod words;

use crate::shop::{FieldErrors, Fields, PetId};
use crate::store::ground::when::When;
use crate::store::keyset;
use crate::store::state::comparison;
use crate::store::state::comparison::{Difference, DifferenceKind, Happened, StockChange};
use crate::store::state::pets;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render_as;
use crate::web::pages::pets::show_as_known;
use crate::web::parts::form::FormView;
use crate::web::parts::moment::Moment;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pager::{PAGE_SIZE, Pager, address as link};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use address::{Asked, Choice, KEPT, Picker};
use askama::Template;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// How many pets a sheet holds: as many as somebody counts in a day. The next sheet goes on where it ends.
pub const SHEET_SIZE: usize = 1_000;

/// How many of a pet's events are named; the others are on its page.
pub const NAMED: usize = 6;

/// The form, and the comparison where one could be made.
#[derive(Template)]
#[template(path = "compare/show.html")]
pub struct ComparePage {
    /// What every page knows.
    pub page: Page,
    /// `from`, `to`, `species`, `what`, as typed, and what is wrong with them.
    pub form: FormView,
    /// What is often asked for.
    pub choices: Vec<Choice>,
    /// The species that the shop knows.
    pub species: Vec<String>,
    /// The comparison.
    pub compared: Option<Compared>,
}

impl ComparePage {
    /// How a moment is chosen: as it was chosen before; where something is wrong, what was typed stays to be seen.
    fn picker(&self, name: &str) -> Picker {
        let end = self.compared.as_ref().map(|compared| if name == "from" { &compared.from } else { &compared.to });
        end.map_or(Picker::Text, |end| if end.is_day { Picker::Day } else { Picker::of(end.at(), self.page.manner.time_zone) })
    }

    /// The same comparison to the second, where it is by days.
    fn with_times(&self) -> Option<String> {
        let ends = self.compared.as_ref().map(|compared| [&compared.from, &compared.to])?;
        let mut query = self.form.values.clone();
        for (name, end) in ["from", "to"].into_iter().zip(ends) {
            query.set(name, Moment::at(end.at()).to_string());
        }
        ends.into_iter().any(|end| end.is_day).then(|| link("/compare", &query, &KEPT, None))
    }
}

/// A comparison as it is shown.
pub struct Compared {
    /// The first moment.
    pub from: End,
    /// The second moment.
    pub to: End,
    /// What happened in between, a row a kind.
    pub happened: Vec<Happened>,
    /// To how many pets.
    pub pets: i64,
    /// The stock by species.
    pub stock: Vec<StockChange>,
    /// The stock of all species.
    pub total: StockChange,
    /// A page of the pets that differ.
    pub differences: Vec<Difference>,
    /// Only pets that differ so.
    pub what: Option<DifferenceKind>,
    /// The pages around it, or the sheets.
    pub pager: Pager,
    /// Whether it is a sheet to be printed.
    pub is_sheet: bool,
    /// Where all of the pets are as CSV.
    pub csv: String,
    /// Where they are as a sheet; where this is one, the way back.
    pub sheet: String,
}

impl Compared {
    /// How many events there were in between.
    fn events(&self) -> i64 {
        self.happened.iter().map(|row| row.recorded + row.taken_back).sum()
    }

    /// How many pets the page shows.
    fn shown(&self) -> i64 {
        i64::try_from(self.differences.len()).unwrap_or(i64::MAX)
    }
}

/// One of the two moments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// As it was asked for.
    pub moment: Moment,
    /// Whether it is a day that is not over yet, and so stands for now.
    pub is_now: bool,
    /// Whether it is a day, and so stands for its end.
    pub is_day: bool,
}

impl End {
    fn of(moment: Moment, page: &Page) -> Self {
        let day = moment.to_string().parse().ok();
        Self { moment, is_now: day == Some(page.today()), is_day: day.is_some() }
    }

    /// The moment itself.
    #[must_use]
    pub fn at(&self) -> DateTime<Utc> {
        self.moment.at
    }
}

/// Compares what the address asks for.
///
/// # Errors
/// The database failed.
pub async fn show(cx: Cx, Query(mut query): Query) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Events);
    match address::read(&mut query, page.manner.time_zone, page.now) {
        Ok(asked) => compare(&cx, page, query, asked).await,
        Err(errors) => sent_back(&cx, query, errors).await,
    }
}

async fn compare(cx: &Cx, page: Page, mut query: Fields, asked: Asked) -> Result<HttpResponse, WebError> {
    let (span, place, what, species) = (asked.span(), asked.place, asked.what, asked.species.clone());
    let size = if asked.is_sheet { SHEET_SIZE } else { PAGE_SIZE };
    let read = move |conn: &mut crate::store::Reader<'_>| {
        let (happened, pets) = comparison::happened(conn, &span)?;
        let found = comparison::differences(conn, &span, species.as_deref(), what, &place, size)?;
        let known = pets::species(conn, When::Now)?;
        let written = pets::as_written(conn, species.as_deref().unwrap_or_default(), &known)?;
        Ok((happened, pets, comparison::stock(conn, &span)?, found, known, written))
    };
    let (happened, pets, stock, found, species, written) = cx.store().read(move |conn| comparison::at_once(conn, &read)).await?;
    show_as_known(&mut query, written);
    let compared = Compared {
        from: End::of(asked.from, &page),
        to: End::of(asked.to, &page),
        happened,
        pets,
        total: total(&stock),
        stock,
        pager: pager(&query, &found, asked.is_sheet),
        differences: found.rows,
        what,
        is_sheet: asked.is_sheet,
        csv: link("/compare.csv", &query, &KEPT, None),
        sheet: link("/compare", &query, &KEPT, (!asked.is_sheet).then_some(("sheet", "1"))),
    };
    let choices = address::choices(&query, page.today());
    let shown = ComparePage { form: FormView::new(query), choices, species, compared: Some(compared), page };
    render_as(StatusCode::OK, &shown)
}

/// The form with what was typed and what is wrong with it.
///
/// # Errors
/// The database failed.
pub async fn sent_back(cx: &Cx, query: Fields, errors: FieldErrors) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Events).with_errors(true);
    let species = cx.store().read(|conn| pets::species(conn, When::Now)).await?;
    let choices = address::choices(&query, page.today());
    let shown = ComparePage { page, form: FormView::again(query, errors), choices, species, compared: None };
    render_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

fn pager(query: &Fields, found: &keyset::Page<Difference, PetId>, is_sheet: bool) -> Pager {
    let mut query = query.clone();
    let kept = if is_sheet { [KEPT.as_slice(), &["sheet"]].concat() } else { KEPT.to_vec() };
    query.set("sheet", "1");
    let beside = |side, pet: Option<PetId>| pet.map(|pet| link("/compare", &query, &kept, Some((side, &pet.to_string()))));
    Pager { previous: beside("before", found.previous), next: beside("after", found.next) }
}

fn total(stock: &[StockChange]) -> StockChange {
    let sum = |of: fn(&StockChange) -> Decimal| stock.iter().map(of).sum();
    StockChange {
        species: "All".into(),
        before: stock.iter().map(|row| row.before).sum(),
        after: stock.iter().map(|row| row.after).sum(),
        value_before: sum(|row| row.value_before),
        value_after: sum(|row| row.value_after),
    }
}
