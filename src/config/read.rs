//! One setting each, as people write it.

use chrono_tz::Tz;

use super::{ConfigError, LogFormat, SecondFactorRule};
use crate::shop::Currency;
use crate::telemetry;

pub(super) fn number<N: std::str::FromStr + PartialOrd + std::fmt::Display>(
    name: &str,
    given: &str,
    least: N,
    most: N,
) -> Result<N, ConfigError> {
    given
        .trim()
        .parse()
        .ok()
        .filter(|number| (&least..=&most).contains(&number))
        .ok_or_else(|| ConfigError(format!("{name} is {given:?}; set it to a whole number from {least} to {most}.")))
}

pub(super) fn keeps_statements(given: &str) -> Result<bool, ConfigError> {
    match given.trim() {
        "keep" => Ok(true),
        "none" => Ok(false),
        _ => Err(ConfigError(format!("HELLO_PREPARED_STATEMENTS is {given:?}; set it to keep or none."))),
    }
}

/// The addresses of servers; none of them is shown, for it may hold a password.
pub(super) fn addresses(given: &str) -> Result<Vec<String>, ConfigError> {
    let read = |one: &str| {
        let is_address = one.starts_with("postgres://") || one.starts_with("postgresql://");
        is_address.then(|| one.to_owned()).ok_or_else(|| {
            ConfigError(
                "HELLO_READ_URLS is not a list of addresses; write each as postgres://user:password@host/hello, with blanks between them."
                    .into(),
            )
        })
    };
    given.split_whitespace().map(read).collect()
}

/// Whether a setting says anything.
pub(super) fn is_given(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

/// The time zone, and where it came from: the setting, else `TZ`, else the machine.
pub(super) fn time_zone(
    given: Option<&str>,
    tz: Option<&str>,
    machine: impl FnOnce() -> Option<String>,
) -> Result<(Tz, String), ConfigError> {
    let set = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let read = |name: &str, zone: String| {
        // TZ may name the file of a zone, and have a colon in front.
        let bare = zone.rsplit_once("zoneinfo/").map_or(zone.trim_start_matches(':'), |(_, bare)| bare);
        let read = bare.parse().map(|read| (read, name.to_owned()));
        read.map_err(|_| match name {
            "HELLO_TIME_ZONE" => ConfigError(format!("HELLO_TIME_ZONE is {zone:?}; set it to a time zone, like Europe/Vienna.")),
            _ => ConfigError(format!("{name} is {zone:?}, which names no time zone; set HELLO_TIME_ZONE to one, like Europe/Vienna.")),
        })
    };
    match (set(given), set(tz)) {
        (Some(given), _) => read("HELLO_TIME_ZONE", given),
        (None, Some(tz)) => read("TZ", tz),
        (None, None) => match machine() {
            Some(zone) => read("The machine’s time zone", zone).map(|(zone, _)| (zone, "this machine’s".to_owned())),
            None => Ok((Tz::UTC, "this machine names none".to_owned())),
        },
    }
}

pub(super) fn currency(given: &str) -> Result<Currency, ConfigError> {
    Currency::of(given).ok_or_else(|| ConfigError(format!("HELLO_CURRENCY is {given:?}; set it to a currency of ISO 4217, like EUR.")))
}

pub(super) fn allow_owner(given: &str) -> Result<bool, ConfigError> {
    match given.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err(ConfigError(format!("HELLO_ALLOW_OWNER is {given:?}; set it to true or false."))),
    }
}

pub(super) fn header(given: &str) -> Result<String, ConfigError> {
    let read = given.trim().parse::<actix_web::http::header::HeaderName>();
    read.map(|name| name.as_str().to_owned()).map_err(|_| {
        ConfigError(format!("HELLO_CLIENT_ADDRESS_HEADER is {given:?}; set it to the name of a header, like X-Forwarded-For."))
    })
}

pub(super) fn log(given: &str) -> Result<String, ConfigError> {
    telemetry::filter(given).map(|_| given.to_owned()).map_err(ConfigError)
}

pub(super) fn second_factor(given: &str) -> Result<SecondFactorRule, ConfigError> {
    match given.trim() {
        "choice" => Ok(SecondFactorRule::Choice),
        "admins" => Ok(SecondFactorRule::Admins),
        "everybody" => Ok(SecondFactorRule::Everybody),
        _ => Err(ConfigError(format!("HELLO_SECOND_FACTOR is {given:?}; set it to choice, admins or everybody."))),
    }
}

pub(super) fn log_format(given: &str) -> Result<LogFormat, ConfigError> {
    match given.trim() {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(ConfigError(format!("HELLO_LOG_FORMAT is {given:?}; set it to text or json."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<T: std::fmt::Debug>(result: Result<T, ConfigError>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn a_setting_that_makes_no_sense_is_named_in_one_sentence() {
        assert_eq!(
            refused(number("HELLO_POOL_SIZE", "none", 1, 1000)),
            "HELLO_POOL_SIZE is \"none\"; set it to a whole number from 1 to 1000."
        );
        assert!(refused(time_zone(Some("Vienna"), None, || None)).contains("HELLO_TIME_ZONE"));
        assert!(refused(second_factor("me")).contains("HELLO_SECOND_FACTOR"));
        assert!(refused(log_format("xml")).contains("HELLO_LOG_FORMAT"));
        assert_eq!(refused(allow_owner("perhaps")), "HELLO_ALLOW_OWNER is \"perhaps\"; set it to true or false.");
        for bad in ["X Forwarded", "für", "a:b", "x\ny"] {
            assert!(refused(header(bad)).contains("like X-Forwarded-For"), "{bad}");
        }
        for bad in ["hello=loud", "[", "a=b=c"] {
            assert!(refused(log(bad)).contains("like info, or warn,hello=debug"), "{bad}");
        }
    }

    #[test]
    fn a_setting_is_read_in_the_ways_in_which_people_write_it() {
        for (given, may) in [("true", true), ("Yes", true), ("1", true), ("on", true), ("FALSE", false), ("no", false), ("0", false)] {
            assert_eq!(allow_owner(given).unwrap(), may, "{given}");
        }
        assert_eq!(header(" X-Forwarded-For ").unwrap(), "x-forwarded-for");
        assert_eq!(log("warn,hello=debug").unwrap(), "warn,hello=debug");
    }

    #[test]
    fn several_servers_are_told_apart_by_blanks_and_what_is_no_address_is_not_shown() {
        assert_eq!(addresses(" postgres://a/hello\n\tpostgresql://b,c/hello ").unwrap(), ["postgres://a/hello", "postgresql://b,c/hello"]);
        assert!(addresses("").unwrap().is_empty());
        let refused = refused(addresses("postgres://a/hello host=b password=secret"));
        assert!(refused.starts_with("HELLO_READ_URLS is not") && !refused.contains("secret"), "{refused}");
    }

    #[test]
    fn the_time_zone_is_the_setting_else_that_of_tz_else_the_machines_and_never_guessed() {
        let vienna = || Some("Europe/Vienna".to_owned());
        for (given, tz, machine, zone, from) in [
            (Some("Asia/Tokyo"), Some("America/Lima"), vienna(), Tz::Asia__Tokyo, "HELLO_TIME_ZONE"),
            (None, Some("America/Lima"), vienna(), Tz::America__Lima, "TZ"),
            (Some(""), Some(":America/Lima"), vienna(), Tz::America__Lima, "TZ"),
            (None, Some("/usr/share/zoneinfo/Africa/Cairo"), vienna(), Tz::Africa__Cairo, "TZ"),
            (None, Some(":/usr/share/zoneinfo/Africa/Cairo"), vienna(), Tz::Africa__Cairo, "TZ"),
            (None, Some("UTC"), vienna(), Tz::UTC, "TZ"),
            (Some(" "), Some(" "), vienna(), Tz::Europe__Vienna, "this machine’s"),
            (None, None, vienna(), Tz::Europe__Vienna, "this machine’s"),
            (None, None, None, Tz::UTC, "this machine names none"),
        ] {
            assert_eq!(time_zone(given, tz, || machine).unwrap(), (zone, from.to_owned()), "{given:?} {tz:?}");
        }
        assert!(
            refused(time_zone(None, Some("CET-1CEST,M3.5.0"), || None)).starts_with("TZ is \"CET-1CEST,M3.5.0\", which names no time zone")
        );
        assert!(refused(time_zone(None, None, || Some("Nowhere".into()))).starts_with("The machine’s time zone is \"Nowhere\""));
    }

    #[test]
    fn a_currency_that_iso_4217_does_not_know_is_refused_with_an_example() {
        for given in ["Euro", "EURO", "AAA", "XXX", "XAU", "€", "12", "E R"] {
            assert_eq!(refused(currency(given)), format!("HELLO_CURRENCY is {given:?}; set it to a currency of ISO 4217, like EUR."));
        }
        assert_eq!(currency(" jpy").unwrap().code(), "JPY");
    }
}
