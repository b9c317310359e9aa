//! What is wrong with an answer.

use super::client::Answer;
use super::request::Request;

/// Words of the inside, which no answer may say.
const INTERNALS: &[&str] = &[
    "panicked",
    "src/",
    ".rs:",
    "diesel",
    "libpq",
    "PgConnection",
    "SELECT ",
    "pg_",
    "relation \"",
    "constraint",
    "syntax error",
    "invalid input",
    "stack backtrace",
    "r2d2",
    "actix",
    "askama",
    "/var/lib",
    "/root",
    ".s.PGSQL",
    "password_hash",
];

/// What a request may have brought itself and is shown again as text: the words of the inside do not count where they came from outside.
fn inside(request: &Request, text: &str) -> Option<&'static str> {
    let sent = request.head.iter().chain(&request.body).copied().collect::<Vec<u8>>();
    let sent = String::from_utf8_lossy(&sent).replace("%20", " ").replace("%5f", "_").replace("%2f", "/").replace('+', " ");
    INTERNALS.iter().find(|word| text.contains(**word) && !sent.contains(**word)).copied()
}

/// Every fault of an answer, as sentences.
pub fn faults(request: &Request, answer: Option<&Answer>) -> Vec<String> {
    let Some(answer) = answer else {
        return if request.is_none { Vec::new() } else { vec!["there was no answer".into()] };
    };
    let mut faults = Vec::new();
    if answer.status >= 500 {
        faults.push(format!("the answer is a {}", answer.status));
    }
    if answer.header("x-injected").is_some() {
        faults.push("a header was injected".into());
    }
    let is_bare = request.is_none && answer.header("x-request-id").is_none();
    if !is_bare {
        for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control", "x-request-id"] {
            if answer.header(name).is_none() {
                faults.push(format!("the answer, a {}, has no {name}", answer.status));
            }
        }
    }
    if answer.header("location").is_some_and(|to| !to.starts_with('/') || to.starts_with("//") || to.starts_with("/\\")) {
        faults.push(format!("it leads away, to {:?}", answer.header("location")));
    }
    // What is compressed was looked at by those that did not ask for it.
    let is_page =
        answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) && answer.header("content-encoding").is_none();
    if is_page {
        let text = String::from_utf8_lossy(&answer.body);
        if std::str::from_utf8(&answer.body).is_err() {
            faults.push("the page is not UTF-8".into());
        }
        if text.contains("<script>alert") || text.contains("<img src=x") {
            faults.push("what was typed became part of the page".into());
        }
        if let Some(word) = inside(request, &text) {
            faults.push(format!("the page says {word:?}"));
        }
    }
    faults
}
