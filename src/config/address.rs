//! Where the shop listens, and under which addresses browsers reach it.

use std::net::{Ipv6Addr, ToSocketAddrs};

use super::ConfigError;

/// The address and the port, as a link writes them, and the port.
pub(super) fn bind(given: &str) -> Result<(String, u16), ConfigError> {
    let read = || {
        let (host, port) = given.trim().rsplit_once(':')?;
        let port: u16 = port.parse().ok()?;
        let is_bare = host.parse::<Ipv6Addr>().is_ok();
        let is_host = is_bare || host.starts_with('[') && host.ends_with(']') || !host.is_empty() && !host.contains([':', '/', ' ']);
        is_host.then(|| (if is_bare { format!("[{host}]:{port}") } else { format!("{host}:{port}") }, port))
    };
    read().ok_or_else(|| ConfigError(format!("HELLO_BIND is {given:?}; set it to an address and a port, like 127.0.0.1:8080.")))
}

fn origin(given: Option<&str>, bind: &str) -> Result<String, ConfigError> {
    let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) else {
        return Ok(format!("http://{}", bind.strip_suffix(":80").unwrap_or(bind)));
    };
    let origin = given.trim_end_matches('/').to_ascii_lowercase();
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.contains(['/', '?', '#', '@', ' ']) {
        return Err(ConfigError(format!("HELLO_ORIGIN is {given:?}; set it to a scheme and a host, like https://shop.example.")));
    }
    // A browser leaves the port of the scheme away, and so must what it is compared with.
    let usual = if origin.starts_with("https://") { ":443" } else { ":80" };
    Ok(origin.strip_suffix(usual).unwrap_or(&origin).to_owned())
}

/// Every origin that was set, or the one that follows from where the shop listens.
pub(super) fn given_origins(given: Option<&str>, bind: &str) -> Result<Vec<String>, ConfigError> {
    let given = given.unwrap_or_default().split([',', ' ', '\n', '\t']).filter(|one| !one.is_empty());
    let origins: Vec<String> = given.map(|one| origin(Some(one), bind)).collect::<Result<_, _>>()?;
    if origins.is_empty() { Ok(vec![origin(None, bind)?]) } else { Ok(origins) }
}

pub(super) fn origins(mut origins: Vec<String>, bind: &str, port: u16) -> Vec<String> {
    let only_here = bind.to_socket_addrs().is_ok_and(|mut addresses| addresses.all(|address| address.ip().is_loopback()));
    if only_here {
        let port = if port == 80 { String::new() } else { format!(":{port}") };
        origins.extend(["localhost", "127.0.0.1", "[::1]"].map(|host| format!("http://{host}{port}")));
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<T: std::fmt::Debug>(result: Result<T, ConfigError>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn a_shop_on_a_network_is_reached_by_its_origin_alone() {
        assert_eq!(origins(vec!["https://shop.example".to_owned()], "0.0.0.0:8080", 8080), ["https://shop.example"]);
    }

    #[test]
    fn an_origin_is_compared_as_a_browser_writes_it() {
        assert_eq!(origin(Some("HTTPS://Shop.Example:443/"), "").unwrap(), "https://shop.example");
        assert_eq!(origin(Some("http://shop.example:8080"), "").unwrap(), "http://shop.example:8080");
        assert!(refused(origin(Some("shop.example"), "")).starts_with("HELLO_ORIGIN is \"shop.example\";"));
    }

    #[test]
    fn a_shop_can_be_reached_by_several_names_each_looked_at() {
        let given = |text| given_origins(Some(text), "0.0.0.0:8080");
        assert_eq!(given("https://Shop.Example:443/, http://10.0.0.7:8080").unwrap(), ["https://shop.example", "http://10.0.0.7:8080"]);
        assert_eq!(given(" http://a.example\thttp://b.example ").unwrap().len(), 2);
        assert_eq!(given(" , ").unwrap(), ["http://0.0.0.0:8080"], "nothing is not set");
        assert!(refused(given("https://shop.example,shop.local")).starts_with("HELLO_ORIGIN is \"shop.local\";"));
    }

    #[test]
    fn an_address_is_written_as_a_link_writes_it() {
        for (given, host) in [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            ("localhost:0", "localhost:0"),
            ("::1:8080", "[::1]:8080"),
            ("[::1]:8080", "[::1]:8080"),
            ("0.0.0.0:80", "0.0.0.0:80"),
            (":::8080", "[::]:8080"),
            (" shop.local:443 ", "shop.local:443"),
        ] {
            assert_eq!(bind(given).unwrap().0, host, "{given}");
        }
        assert_eq!(origin(None, &bind("::1:80").unwrap().0).unwrap(), "http://[::1]", "a browser leaves the usual port away");
        for given in ["localhost", "", ":8080", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:http", "http://127.0.0.1:8080", "fe80:x:8080"] {
            assert!(refused(bind(given)).starts_with("HELLO_BIND is "), "{given}");
        }
    }
}
