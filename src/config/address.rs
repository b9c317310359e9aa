//! Where the shop listens, and under which addresses browsers reach it.

use std::net::{Ipv6Addr, ToSocketAddrs};

use super::ConfigError;

/// What stands before the path of a socket.
pub const SOCKET: &str = "unix:";

/// Where to listen: an address and a port, as a link writes them, and the port; or a socket in a folder, which has none.
pub(super) fn bind(given: &str) -> Result<(String, Option<u16>), ConfigError> {
    let given = given.trim();
    match given.strip_prefix(SOCKET) {
        Some(path) if path.starts_with('/') && !path.ends_with('/') => Ok((given.to_owned(), None)),
        Some(_) => {
            Err(ConfigError(format!("HELLO_BIND is {given:?}; name the whole path of a socket, like {SOCKET}/run/hello/hello.sock.")))
        }
        None => port("HELLO_BIND", given, "127.0.0.1:8080").map(|(bind, port)| (bind, Some(port))),
    }
}

/// An address and a port, as a link writes them, and the port.
pub(super) fn port(setting: &str, given: &str, example: &str) -> Result<(String, u16), ConfigError> {
    let read = || {
        let (host, port) = given.trim().rsplit_once(':')?;
        let port: u16 = port.parse().ok()?;
        let is_bare = host.parse::<Ipv6Addr>().is_ok();
        let is_host = is_bare || host.starts_with('[') && host.ends_with(']') || !host.is_empty() && !host.contains([':', '/', ' ']);
        is_host.then(|| (if is_bare { format!("[{host}]:{port}") } else { format!("{host}:{port}") }, port))
    };
    read().ok_or_else(|| ConfigError(format!("{setting} is {given:?}; set it to an address and a port, like {example}.")))
}

fn origin(given: Option<&str>, bind: &str) -> Result<String, ConfigError> {
    let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) else {
        if bind.starts_with(SOCKET) {
            return Err(ConfigError(
                "The shop listens on a socket, so that nobody can tell how browsers reach it; set HELLO_ORIGIN, like https://shop.example."
                    .into(),
            ));
        }
        return Ok(format!("http://{}", bind.strip_suffix(":80").unwrap_or(bind)));
    };
    let wrong = || ConfigError(format!("HELLO_ORIGIN is {given:?}; set it to a scheme and a host, like https://shop.example."));
    let (scheme, rest) = given.trim_end_matches('/').split_once("://").ok_or_else(wrong)?;
    let (host, path) = rest.split_once('/').map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
    let (scheme, host) = (scheme.to_ascii_lowercase(), host.to_ascii_lowercase());
    // A browser leaves the port of the scheme away, and so must what it is compared with.
    let usual = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => return Err(wrong()),
    };
    let host = host.strip_suffix(usual).unwrap_or(&host);
    let is_segment = |segment: &str| {
        !segment.starts_with('.') && !segment.is_empty() && segment.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
    };
    if host.is_empty() || host.contains(['?', '#', '@', ' ']) || !path.split('/').skip(1).all(is_segment) {
        return Err(wrong());
    }
    Ok(format!("{scheme}://{host}{path}"))
}

/// Every origin that was set, or the one that follows from where the shop listens.
pub(super) fn given_origins(given: Option<&str>, bind: &str) -> Result<Vec<String>, ConfigError> {
    let given = given.unwrap_or_default().split([',', ' ', '\n', '\t']).filter(|one| !one.is_empty());
    let origins: Vec<String> = given.map(|one| origin(Some(one), bind)).collect::<Result<_, _>>()?;
    if origins.is_empty() { Ok(vec![origin(None, bind)?]) } else { Ok(origins) }
}

/// The origin without the path under which the shop is; and that.
pub(super) fn parted(address: &str) -> (&str, Option<&str>) {
    let host = address.find("://").map_or(0, |at| at + 3);
    match address.get(host..).and_then(|rest| rest.find('/')) {
        Some(at) => {
            let (origin, path) = address.split_at(host + at);
            (origin, Some(path))
        }
        None => (address, None),
    }
}

/// Every origin without its path, where all have the same; and that.
pub(super) fn under(given: &[String]) -> Result<(Vec<String>, Option<String>), ConfigError> {
    let path = given.first().and_then(|first| parted(first).1);
    if let Some(other) = given.iter().find(|address| parted(address).1 != path) {
        let first = given.first().map_or("", String::as_str);
        return Err(ConfigError(format!("HELLO_ORIGIN names {first} and {other}; a shop is under the same path wherever it is reached.")));
    }
    Ok((given.iter().map(|address| parted(address).0.to_owned()).collect(), path.map(str::to_owned)))
}

pub(super) fn origins(mut origins: Vec<String>, bind: &str, port: Option<u16>) -> Vec<String> {
    let only_here = bind.to_socket_addrs().is_ok_and(|mut addresses| addresses.all(|address| address.ip().is_loopback()));
    if let (true, Some(port)) = (only_here, port) {
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
        assert_eq!(origins(vec!["https://shop.example".to_owned()], "0.0.0.0:8080", Some(8080)), ["https://shop.example"]);
    }

    #[test]
    fn an_origin_is_compared_as_a_browser_writes_it() {
        assert_eq!(origin(Some("HTTPS://Shop.Example:443/"), "").unwrap(), "https://shop.example");
        assert_eq!(origin(Some("http://shop.example:8080"), "").unwrap(), "http://shop.example:8080");
        for given in [
            "shop.example",
            "ftp://shop.example",
            "https://",
            "https://a/b//c",
            "https://a/../b",
            "https://a/b?c",
            "https://a/b c",
            "https://a@b",
        ] {
            assert!(refused(origin(Some(given), "")).starts_with(&format!("HELLO_ORIGIN is {given:?};")), "{given}");
        }
    }

    #[test]
    fn a_shop_can_be_under_a_path_which_is_no_part_of_its_origin() {
        let given = |text| given_origins(Some(text), "0.0.0.0:8080").and_then(|given| under(&given));
        assert_eq!(given("HTTPS://Example.org:443/Shop/").unwrap(), (vec!["https://example.org".to_owned()], Some("/Shop".to_owned())));
        assert_eq!(given("https://example.org/a/b,http://10.0.0.7/a/b").unwrap().1.as_deref(), Some("/a/b"));
        assert_eq!(given("https://example.org").unwrap().1, None);
        assert!(refused(given("https://example.org/shop,https://shop.example")).contains("under the same path"));
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

    #[test]
    fn a_shop_on_a_socket_has_to_be_told_how_it_is_reached() {
        let (socket, none) = bind(" unix:/run/hello/hello.sock").unwrap();
        assert_eq!((socket.as_str(), none), ("unix:/run/hello/hello.sock", None));
        assert!(refused(given_origins(None, &socket)).contains("set HELLO_ORIGIN, like https://shop.example."));
        let given = given_origins(Some("https://shop.example"), &socket).unwrap();
        assert_eq!(origins(given, &socket, None), ["https://shop.example"], "no other name leads to it");
        for given in ["unix:", "unix:hello.sock", "unix:/run/hello/"] {
            assert!(
                refused(bind(given)).starts_with("HELLO_BIND is ") && refused(bind(given)).contains("unix:/run/hello/hello.sock"),
                "{given}"
            );
        }
    }
}
