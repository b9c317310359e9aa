//! The address of a database as libpq reads it: `postgresql://ada:secret@host/hello?…`, or `host=… dbname=hello password='…'`.

fn is_uri(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// The same server, the database from which others are made.
pub(in crate::store) fn maintenance(url: &str) -> String {
    another(url, "postgres")
}

/// The same server, another database.
pub(in crate::store) fn another(url: &str, database: &str) -> String {
    with(url, &[("dbname", database)])
}

/// The same database, for somebody else.
pub(in crate::store) fn signed_in_as(url: &str, user: &str, password: &str) -> String {
    with(url, &[("user", user), ("password", password)])
}

/// The same with these parameters: of one given twice, libpq takes the later.
fn with(url: &str, parameters: &[(&str, &str)]) -> String {
    if !is_uri(url) {
        let written: String = parameters.iter().map(|(name, value)| format!(" {name}={}", quoted(value))).collect();
        return format!("{url}{written}");
    }
    // A form writes a blank as +, which libpq takes for a plus.
    let written = serde_urlencoded::to_string(parameters).unwrap_or_default().replace('+', "%20");
    format!("{url}{}{written}", if url.contains('?') { '&' } else { '?' })
}

fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The address of each server that an address names, where it names several.
pub(in crate::store) fn each_server(url: &str) -> Vec<String> {
    let listed = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    let (hosts, ports) = match parameter(url, "host") {
        Some(hosts) => (listed(&hosts), listed(&parameter(url, "port").unwrap_or_default())),
        None => authority(url).split(',').map(parted).unzip(),
    };
    // Where numbers are given, names only say which certificate is right.
    if hosts.len() < 2 || parameter(url, "hostaddr").is_some() {
        return vec![url.to_owned()];
    }
    let port = |place: usize| ports.get(place).or(ports.first()).cloned().unwrap_or_default();
    hosts.iter().enumerate().map(|(place, host)| with(url, &[("host", host), ("port", &port(place))])).collect()
}

/// The same, given up after so many seconds where it says nothing of that.
pub(in crate::store) fn within(url: &str, seconds: &str) -> String {
    if parameter(url, "connect_timeout").is_some() { url.to_owned() } else { with(url, &[("connect_timeout", seconds)]) }
}

/// `host:port,…` of `scheme://user@host:port,…/database`.
fn authority(url: &str) -> &str {
    let (_, rest) = url.split_once("://").filter(|_| is_uri(url)).unwrap_or_default();
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts)
}

/// A host and its port, as both stand in an authority.
fn parted(one: &str) -> (String, String) {
    let (host, port) = match one.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (one, ""),
    };
    (decoded(host.trim_start_matches('[').trim_end_matches(']')), port.to_owned())
}

/// The name of the database.
pub(in crate::store) fn name(url: &str) -> Option<String> {
    let in_path = || {
        let (_, rest) = url.split_once("://").filter(|_| is_uri(url))?;
        let path = rest.split('?').next()?;
        path.split_once('/').map(|(_, name)| decoded(name))
    };
    parameter(url, "dbname").or_else(in_path).filter(|name| !name.is_empty())
}

/// The value of a parameter, where it is named.
pub(in crate::store) fn parameter(url: &str, key: &str) -> Option<String> {
    let (_, parameters) = parameters(url);
    parameters.into_iter().rev().find(|parameter| parameter.name == key).map(|parameter| parameter.value)
}

/// An address with its password apart, so that it can be shown and the password be handed on where nobody looks.
#[must_use]
pub fn without_password(url: &str) -> (String, Option<String>) {
    let (base, parameters) = parameters(url);
    let (base, in_base) = without_credential(base);
    let (passwords, rest): (Vec<_>, Vec<_>) = parameters.into_iter().partition(|parameter| parameter.name == "password");
    let password = passwords.into_iter().next_back().map(|parameter| parameter.value).or(in_base);
    let rest: Vec<&str> = rest.iter().map(|parameter| parameter.written).collect();
    let (question, between) = if is_uri(url) { ("?", "&") } else { ("", " ") };
    let question = if rest.is_empty() { "" } else { question };
    (format!("{base}{question}{}", rest.join(between)), password)
}

/// `scheme://user@host` of `scheme://user:password@host`.
fn without_credential(base: &str) -> (String, Option<String>) {
    let parts = || {
        let (scheme, rest) = base.split_once("://")?;
        let (credentials, host) = rest.split_once('@').filter(|(credentials, _)| !credentials.contains('/'))?;
        let (user, password) = credentials.split_once(':')?;
        Some((format!("{scheme}://{user}@{host}"), decoded(password)))
    };
    parts().map_or_else(|| (base.to_owned(), None), |(base, password)| (base, Some(password)))
}

struct Parameter<'a> {
    name: String,
    value: String,
    /// The whole of it, as it stands in the address.
    written: &'a str,
}

/// What stands before the parameters, and each of them.
fn parameters(url: &str) -> (&str, Vec<Parameter<'_>>) {
    if is_uri(url) {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let pairs = query.split('&').filter_map(|written| {
            let (name, value) = written.split_once('=')?;
            Some(Parameter { name: decoded(name), value: decoded(value), written })
        });
        return (base, pairs.collect());
    }
    let (mut rest, mut parameters) = (url, Vec::new());
    while let Some((parameter, after)) = keyword(rest) {
        parameters.push(parameter);
        rest = after;
    }
    ("", parameters)
}

/// The first `name = value`, whose value may be quoted, and what follows it.
fn keyword(text: &str) -> Option<(Parameter<'_>, &str)> {
    let text = text.trim_start();
    let (name, given) = text.split_once('=')?;
    let given = given.trim_start();
    let is_quoted = given.starts_with('\'');
    let (mut value, mut is_escaped, mut length) = (String::new(), false, given.len());
    for (at, letter) in given.char_indices().skip(usize::from(is_quoted)) {
        match letter {
            _ if is_escaped => {
                value.push(letter);
                is_escaped = false;
            }
            '\\' => is_escaped = true,
            '\'' if is_quoted => {
                length = at + 1;
                break;
            }
            blank if !is_quoted && blank.is_whitespace() => {
                length = at;
                break;
            }
            _ => value.push(letter),
        }
    }
    let (written, after) = text.split_at(text.len() - given.len() + length);
    Some((Parameter { name: name.trim().to_owned(), value, written }, after))
}

fn decoded(text: &str) -> String {
    serde_urlencoded::from_str::<Vec<(String, String)>>(&format!("{}=", text.replace('+', "%2B")))
        .ok()
        .and_then(|pairs| pairs.into_iter().next())
        .map_or_else(|| text.to_owned(), |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_by_the_path_or_a_parameter() {
        assert_eq!(name("postgres://ada@host:5432/my%20shop?connect_timeout=2").unwrap(), "my shop");
        assert_eq!(name("postgresql:///?host=/run/x&dbname=hello").unwrap(), "hello");
        assert_eq!(name("host=/tmp user=ada dbname='my shop'").unwrap(), "my shop");
        assert_eq!(name("postgres://host"), None);
    }

    #[test]
    fn the_maintenance_database_is_on_the_same_server() {
        assert_eq!(maintenance("postgres://host/hello"), "postgres://host/hello?dbname=postgres");
        assert_eq!(maintenance("postgres://host/hello?a=b"), "postgres://host/hello?a=b&dbname=postgres");
        assert_eq!(maintenance("host=x dbname=hello"), "host=x dbname=hello dbname='postgres'");
    }

    #[test]
    fn of_several_servers_each_has_its_own_address() {
        let each = |url| {
            each_server(url).into_iter().map(|one| (parameter(&one, "host"), parameter(&one, "port"), name(&one))).collect::<Vec<_>>()
        };
        let of = |host: &str, port: &str| (Some(host.to_owned()), Some(port.to_owned()), Some("hello".to_owned()));
        assert_eq!(each("postgres://ada:p,w@a:5433,b/hello?target_session_attrs=read-write"), [of("a", "5433"), of("b", "")]);
        assert_eq!(each("postgresql://[::1]:1,[fe80::2]/hello"), [of("::1", "1"), of("fe80::2", "")]);
        assert_eq!(each("postgresql:///hello?host=a,/run/b&port=5433"), [of("a", "5433"), of("/run/b", "5433")]);
        assert_eq!(each("host=a,b port=1,2 dbname=hello password='x,y'"), [of("a", "1"), of("b", "2")]);
        for one in ["postgres://ada@a:5432/hello", "host=a dbname=hello", "postgres:///hello", "host=a,b hostaddr=10.0.0.1,10.0.0.2"] {
            assert_eq!(each_server(one), [one]);
        }
    }

    #[test]
    fn somebody_else_signs_in_with_whatever_stands_in_a_password() {
        for url in [
            "postgres://ada:x@host/hello",
            "postgres://ada:x@a:1,b:2/hello?target_session_attrs=read-write",
            "postgres://host/hello?a=b",
            "host=x user=ada password='y'",
        ] {
            let theirs = signed_in_as(url, "hello_app", "a'b\\%+& c");
            assert_eq!(parameter(&theirs, "user").unwrap(), "hello_app", "{theirs}");
            assert_eq!(without_password(&theirs).1.unwrap(), "a'b\\%+& c", "{theirs}");
        }
    }

    #[test]
    fn a_password_is_taken_out_of_an_address_wherever_it_stands() {
        for (url, without, password) in [
            ("postgres://ada:p%40ss%2Fw@host:5432/hello?a=b", "postgres://ada@host:5432/hello?a=b", Some("p@ss/w")),
            ("postgresql:///hello?password=se+cret&host=/run", "postgresql:///hello?host=/run", Some("se+cret")),
            ("postgresql:///hello?password=secret", "postgresql:///hello", Some("secret")),
            (r"host=x password = 'it\'s a \\' user=ada", "host=x user=ada", Some(r"it's a \")),
            ("password=secret", "", Some("secret")),
            ("postgres://ada:s,e@a:1,b:2/hello", "postgres://ada@a:1,b:2/hello", Some("s,e")),
            ("postgres://ada@host/he:llo", "postgres://ada@host/he:llo", None),
            ("host=x dbname='my shop'", "host=x dbname='my shop'", None),
        ] {
            assert_eq!(without_password(url), (without.to_owned(), password.map(str::to_owned)), "{url}");
        }
    }
}
