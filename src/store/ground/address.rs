//! The address of a database as libpq reads it: `postgresql://ada:secret@host/hello?…`, or `host=… dbname=hello password='…'`.

fn is_uri(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// The same server, the database from which others are made.
pub(in crate::store) fn maintenance(url: &str) -> String {
    another(url, "postgres")
}

/// The same server, another database: of a parameter given twice, libpq takes the later one.
pub(in crate::store) fn another(url: &str, database: &str) -> String {
    let written = || serde_urlencoded::to_string([("dbname", database)]).unwrap_or_default().replace('+', "%20");
    match (is_uri(url), url.contains('?')) {
        (true, true) => format!("{url}&{}", written()),
        (true, false) => format!("{url}?{}", written()),
        (false, _) => format!("{url} dbname={}", quoted(database)),
    }
}

/// The same database, for somebody else.
pub(in crate::store) fn signed_in_as(url: &str, user: &str, password: &str) -> String {
    // A form writes a blank as +, which libpq takes for a plus.
    let written = serde_urlencoded::to_string([("user", user), ("password", password)]).unwrap_or_default().replace('+', "%20");
    match (is_uri(url), url.contains('?')) {
        (true, true) => format!("{url}&{written}"),
        (true, false) => format!("{url}?{written}"),
        (false, _) => format!("{url} user={} password={}", quoted(user), quoted(password)),
    }
}

fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))
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
    fn somebody_else_signs_in_with_whatever_stands_in_a_password() {
        for url in ["postgres://ada:x@host/hello", "postgres://host/hello?a=b", "host=x user=ada password='y'"] {
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
            ("postgres://ada@host/he:llo", "postgres://ada@host/he:llo", None),
            ("host=x dbname='my shop'", "host=x dbname='my shop'", None),
        ] {
            assert_eq!(without_password(url), (without.to_owned(), password.map(str::to_owned)), "{url}");
        }
    }
}
