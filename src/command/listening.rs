//! Where `hello serve` listens, found out before anything is started; and what to set where that cannot be.

use std::net::{IpAddr, TcpListener};
use std::path::Path;

use super::CommandError;
use crate::config::{Config, Options, SOCKET};
use crate::web::ROUTES;
use crate::web::http::listener::Listener;

/// The settings, and what the shop listens on: what was handed over, else what the settings say. They name then what it has become.
///
/// # Errors
/// A sentence, where a setting makes no sense or nobody can listen there.
pub(super) fn open(options: &Options) -> Result<(Config, Listener), CommandError> {
    let on = |listener: Listener| {
        let bind = listener.address().map_err(|error| taken("HELLO_BIND", &options.bind, ANOTHER, &error))?;
        Ok((Config::read(&Options { bind, ..options.clone() })?, listener))
    };
    if let Some(listener) = Listener::handed_over().map_err(|unfit| CommandError::Said(format!("{unfit}.")))? {
        return on(listener);
    }
    let config = Config::read(options)?;
    if let Some(path) = config.bind.strip_prefix(SOCKET) {
        let listener = Listener::at(Path::new(path)).map_err(|error| not_there(path, &error))?;
        return Ok((config, listener));
    }
    let listener = port("HELLO_BIND", &config.bind, ANOTHER)?;
    let Some(host) = config.bind.strip_suffix(":0") else { return Ok((config, listener.into())) };
    // Port 0 is any that is free.
    let found = listener.local_addr().map_err(|error| taken("HELLO_BIND", &config.bind, ANOTHER, &error))?.port();
    Ok((Config::read(&Options { bind: format!("{host}:{found}"), ..options.clone() })?, listener.into()))
}

const ANOTHER: &str = "127.0.0.1:8081";

/// A path under which the shop is must not begin as one of its own addresses does: nobody could tell them apart.
pub(super) fn check_path(config: &Config) -> Result<(), CommandError> {
    let first = |path: &str| path.split(['/', '.']).nth(1).unwrap_or_default().to_owned();
    match config.path.as_deref().map(first).filter(|taken| ROUTES.iter().any(|route| first(route.path) == *taken)) {
        Some(taken) => Err(CommandError::Said(format!(
            "HELLO_ORIGIN puts the shop under /{taken}, which is one of its own addresses; choose another path, like /shop."
        ))),
        None => Ok(()),
    }
}

/// Listens on a port, or says which setting to change.
///
/// # Errors
/// The sentence.
pub(super) fn port(setting: &str, bind: &str, another: &str) -> Result<TcpListener, CommandError> {
    TcpListener::bind(bind).map_err(|error| taken(setting, bind, another, &error))
}

fn not_there(path: &str, error: &std::io::Error) -> CommandError {
    CommandError::Said(match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("Another program listens at {path} already, or it is no socket; stop it, or name another path with HELLO_BIND.")
        }
        std::io::ErrorKind::NotFound => format!("The folder of {path} is not there; make it, or name another path with HELLO_BIND."),
        std::io::ErrorKind::PermissionDenied => {
            format!("This user may not make {path}; give them the folder, or name another path with HELLO_BIND.")
        }
        _ => format!("The shop cannot listen at {path}: {error}; name another path with HELLO_BIND."),
    })
}

fn taken(setting: &str, bind: &str, another: &str, error: &std::io::Error) -> CommandError {
    CommandError::Said(match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("Another program listens on {bind} already; stop it, or choose another port with {setting}, like {another}.")
        }
        std::io::ErrorKind::PermissionDenied => {
            format!("This user may not listen on {bind}; choose a port above 1023 with {setting}, like {another}.")
        }
        _ => format!("The shop cannot listen on {bind}: {error}; choose another address with {setting}, like {another}."),
    })
}

/// What to set where the way to the shop is not known well enough; nothing where it is.
pub(super) fn to_be_set(config: &Config) -> Option<String> {
    if config.origin.contains("//0.0.0.0") || config.origin.contains("//[::]") {
        Some(to_be_named(&config.origin))
    } else if config.bind.starts_with(SOCKET) && config.client_address_header.is_none() {
        Some(
            "Set HELLO_CLIENT_ADDRESS_HEADER to the header in which the proxy names the client's address, like X-Real-IP; until then all who \
             sign in count as one."
                .into(),
        )
    } else {
        None
    }
}

/// What to do where the shop listens on every address: which of them browsers use, nobody can tell but whoever runs it.
fn to_be_named(origin: &str) -> String {
    let port = origin.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok()).map_or_else(String::new, |port| format!(":{port}"));
    let mut here: Vec<String> = nix::ifaddrs::getifaddrs()
        .into_iter()
        .flatten()
        .filter_map(|interface| {
            let address = interface.address?;
            let v4 = address.as_sockaddr_in().map(|v4| IpAddr::V4(v4.ip()));
            v4.or_else(|| address.as_sockaddr_in6().map(|v6| IpAddr::V6(v6.ip())))
        })
        .filter(|ip| !ip.is_loopback() && !matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local()))
        .map(|ip| if ip.is_ipv6() { format!("http://[{ip}]{port}") } else { format!("http://{ip}{port}") })
        .collect();
    here.dedup();
    let here = if here.is_empty() { format!("http://shop.local{port}") } else { here.join(",") };
    format!("Set HELLO_ORIGIN to the addresses that browsers use, like {here}; forms from others are refused.")
}
