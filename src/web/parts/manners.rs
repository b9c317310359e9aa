//! In which time zone and currency the shop is: what can be chosen, a guess to begin with, and how the choice is read.

use std::sync::LazyLock;

use actix_web::{HttpRequest, http::header};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::config::Config;
use crate::shop::{Currency, FieldErrors, Fields};
use crate::store::people::shop::{Described, Shop};
use crate::web::http::cx::Cx;
use crate::web::parts::chronicle::given;

/// The parts of the world of whose zones one is chosen; the others are names from before.
const REGIONS: [&str; 10] = ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// A part of the world, and its zones: their names, and what they are called there.
pub type Region = (&'static str, Vec<(&'static str, String)>);

static ZONES: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let of = |region: &str| {
        let zones = TZ_VARIANTS.iter().filter_map(|zone| Some((zone.name(), zone.name().strip_prefix(region)?.strip_prefix('/')?)));
        zones.map(|(name, place)| (name, place.replace('_', " ").replace('/', ", "))).collect()
    };
    REGIONS.iter().map(|region| (*region, of(region))).collect()
});

static CURRENCIES: LazyLock<Vec<Currency>> = LazyLock::new(|| Currency::all().collect());

/// What the pages about the shop show of time and money.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Where the time zone came from, where nobody has chosen one.
    pub guessed_from: Option<String>,
    /// Whether the server is set to a time zone, so that none is chosen.
    pub time_zone_is_set: bool,
    /// Whether the server is set to a currency.
    pub currency_is_set: bool,
    /// Whether the books have begun, so that the currency stays.
    pub has_begun: bool,
}

impl Manners {
    /// Of a shop, as its owner has described it.
    #[must_use]
    pub fn of(config: &Config, shop: &Shop) -> Self {
        let is_guessed = !config.time_zone_is_set && shop.said.time_zone.is_none();
        Self {
            guessed_from: is_guessed.then(|| config.time_zone_from.clone()),
            time_zone_is_set: config.time_zone_is_set,
            currency_is_set: config.currency_is_set,
            has_begun: shop.has_begun,
        }
    }

    /// The name under which a time zone stands among the choices.
    #[must_use]
    pub fn name_of(zone: Tz) -> &'static str {
        if zone == Tz::Etc__UTC { Tz::UTC.name() } else { zone.name() }
    }

    /// The time zones, by the parts of the world.
    #[must_use]
    pub fn zones(&self) -> &'static [Region] {
        &ZONES
    }

    /// Whether the zone is none of these, so that it stands beside them.
    #[must_use]
    pub fn is_elsewhere(&self, zone: &str) -> bool {
        !zone.is_empty() && zone != "UTC" && !ZONES.iter().any(|(_, zones)| zones.iter().any(|(name, _)| *name == zone))
    }

    /// The currencies.
    #[must_use]
    pub fn currencies(&self) -> &'static [Currency] {
        &CURRENCIES
    }
}

/// Reads what was chosen. What the server is set to, and the currency of books that have begun, is not asked for.
pub fn read(cx: &Cx, shop: &Shop, typed: &Fields, errors: &mut FieldErrors) -> Described {
    let config = &cx.state.config;
    let zone = given(typed, "time_zone").filter(|_| !config.time_zone_is_set);
    let code = given(typed, "currency").filter(|_| !config.currency_is_set);
    let time_zone = zone.map(|name| name.parse::<Tz>().map_err(|_| "Choose a time zone from the list".to_owned()));
    let currency = code.map(|code| match (Currency::of(code), shop.said.currency) {
        (None, _) => Err("Choose a currency from the list".to_owned()),
        (Some(new), Some(kept)) if shop.has_begun && new != kept => {
            Err(format!("The currency stays {}: the first event was recorded in it", kept.code()))
        }
        (Some(new), _) => Ok(new),
    });
    Described {
        name: None,
        time_zone: time_zone.and_then(|read| errors.keep("time_zone", read)),
        currency: currency.and_then(|read| errors.keep("currency", read)),
    }
}

/// The currency of the country whose language a browser asks for, like GB in "en-GB".
#[must_use]
pub fn currency_by_language(req: &HttpRequest) -> Option<Currency> {
    let languages = req.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let tags = languages.split(',').filter_map(|language| language.split(';').next());
    let mut countries = tags.filter_map(|tag| tag.trim().rsplit('-').next().filter(|end| end.len() == 2 && end.len() < tag.trim().len()));
    countries.find_map(Currency::of_country)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn every_part_of_the_world_has_its_zones_under_their_plain_names() {
        let europe = &ZONES.iter().find(|(region, _)| *region == "Europe").unwrap().1;
        assert!(europe.contains(&("Europe/Vienna", "Vienna".into())));
        assert!(ZONES.iter().all(|(_, zones)| !zones.is_empty()));
        assert!(ZONES.iter().flat_map(|(_, zones)| zones).any(|(_, place)| place == "Argentina, Buenos Aires"));
    }

    #[test]
    fn the_currency_is_guessed_by_the_first_language_that_names_a_country() {
        let guess = |languages: &str| {
            currency_by_language(&TestRequest::default().insert_header(("accept-language", languages)).to_http_request())
                .map(Currency::code)
        };
        assert_eq!(guess("en-GB,en;q=0.9"), Some("GBP"));
        assert_eq!(guess("de, de-CH;q=0.8"), Some("CHF"));
        assert_eq!(guess("zh-Hant-TW"), Some("TWD"));
        for none in ["", "en", "*", "en-XX", "-", ",;,"] {
            assert_eq!(guess(none), None, "{none}");
        }
    }
}
