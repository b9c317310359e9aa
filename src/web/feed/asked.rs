//! What a program asks for, as its address says it. What nobody knows is refused: a filter that is misspelt must not give everything.

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::time::Duration;

use crate::shop::{EventKind, Fields, PetId, Species};
use crate::store::people::tokens::Scope;
use crate::store::travel::cursor::Cursor;
use crate::store::travel::feed::Wanted;
use crate::web::feed::problem::Problem;
use crate::web::parts::moment::Moment;

/// The parameters of the log.
pub const OF_EVENTS: [&str; 5] = ["cursor", "limit", "type", "species", "pet"];
/// The parameters of the pets.
pub const OF_PETS: [&str; 3] = ["as_of", "after", "limit"];
/// The parameters of one pet.
pub const OF_A_PET: [&str; 1] = ["as_of"];

/// How many are given where nobody says.
const USUALLY: usize = 100;
/// How many are given at most.
const MOST: usize = 1_000;
/// How long one may wait for news.
const LONGEST_WAIT: u64 = 60;

/// Refuses what is not among these, what has no value, and what is there twice, for of two only one would count.
///
/// # Errors
/// What is wrong.
pub fn only(req: &HttpRequest, query: &Fields, known: &[&str]) -> Result<(), Problem> {
    if let Some((name, _)) = query.iter().find(|(name, _)| !known.contains(name)) {
        return Err(Problem::asked(format!("There is no parameter {name:?}; there are {}.", known.join(", "))));
    }
    if let Some((name, _)) = query.iter().find(|(_, text)| text.is_empty()) {
        return Err(Problem::asked(format!("{name} says nothing; give it a value, or leave it out.")));
    }
    let pairs = req.query_string().split('&').filter(|pair| !pair.is_empty()).count();
    if pairs > query.iter().count() {
        return Err(Problem::asked("A parameter may be there once; ask for one value at a time."));
    }
    Ok(())
}

/// The value of a parameter, where it is there.
pub fn given<'a>(query: &'a Fields, name: &str) -> Option<&'a str> {
    query.has(name).then(|| query.get(name))
}

/// How many.
///
/// # Errors
/// It is no such number.
pub fn most(query: &Fields) -> Result<usize, Problem> {
    let Some(text) = given(query, "limit") else { return Ok(USUALLY) };
    let number = text.parse().ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or_else(|| Problem::asked(format!("limit is a number from 1 to {MOST}.")))
}

/// A pet's id.
///
/// # Errors
/// It is none.
pub fn pet(text: &str) -> Result<PetId, Problem> {
    text.parse().map(PetId).map_err(|_| Problem::asked(format!("{text:?} is no pet's id.")))
}

/// Which events, and from where on.
///
/// # Errors
/// What is wrong.
pub fn events(req: &HttpRequest, query: &Fields, scope: Scope) -> Result<(Wanted, Option<Cursor>), Problem> {
    only(req, query, &OF_EVENTS)?;
    let kinds = || EventKind::ALL.map(EventKind::name).join(", ");
    let kind =
        |name: &str| EventKind::named(name).ok_or_else(|| Problem::asked(format!("{name:?} is no kind of event; there are {}.", kinds())));
    let species = |name: &str| Species::parse(name).map_err(|why| Problem::asked(format!("{why}.")));
    let wanted = Wanted {
        kind: given(query, "type").map(kind).transpose()?,
        species: given(query, "species").map(species).transpose()?,
        pet: given(query, "pet").map(pet).transpose()?,
        people: scope == Scope::People,
        most: most(query)?,
    };
    Ok((wanted, given(query, "cursor").map(cursor).transpose()?))
}

/// A cursor.
///
/// # Errors
/// It is none.
pub fn cursor(text: &str) -> Result<Cursor, Problem> {
    Ok(text.parse::<Cursor>()?)
}

/// The moment as of which, where one is named.
///
/// # Errors
/// It is none, or has not come yet.
pub fn as_of(query: &Fields, zone: Tz, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Problem> {
    let moment = given(query, "as_of").map(|text| Moment::parse(text, zone, now)).transpose();
    moment.map(|moment| moment.map(|moment| moment.at)).map_err(|why| Problem::asked(format!("{why}.")))
}

/// How long a program is ready to wait for news: `Prefer: wait=20`.
#[must_use]
pub fn wait(req: &HttpRequest) -> Option<Duration> {
    let prefer = req.headers().get_all("prefer").filter_map(|value| value.to_str().ok());
    let mut wishes = prefer.flat_map(|value| value.split([',', ';'])).filter_map(|wish| wish.split_once('='));
    let seconds = wishes.find(|(name, _)| name.trim().eq_ignore_ascii_case("wait"))?.1.trim().trim_matches('"').parse::<u64>().ok()?;
    Some(Duration::from_secs(seconds.min(LONGEST_WAIT)))
}
