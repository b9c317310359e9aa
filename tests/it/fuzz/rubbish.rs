//! What nobody types, and what somebody does who means no good.

use fastrand::Rng;

/// One of these, by chance.
pub fn one<'a, T: ?Sized>(rng: &mut Rng, of: &[&'a T]) -> &'a T {
    of[rng.usize(..of.len())]
}

/// Texts for fields and addresses. None of them is a form key, a role, or a day that a form would take.
const TEXTS: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1e309",
    "NaN",
    "٣٫١٤",
    "99999999999999999999",
    "1,234",
    "2026-13-45",
    "0000-00-00",
    "+262142-12-31",
    "9999-12-31T23:59:59Z",
    "2026-05-03T14:30:00.123456789Z",
    "null",
    "undefined",
    "[object Object]",
    "true",
    "<script>alert(7)</script>",
    "\"><img src=x onerror=alert(7)>",
    "'; DROP TABLE events; --",
    "' OR '1'='1",
    "1) UNION SELECT password_hash FROM accounts --",
    "$1",
    "%",
    "_%",
    "\\",
    "\\x00",
    "${7*7}{{7*7}}#{7*7}",
    "../../../../etc/passwd",
    "..\\..\\",
    "file:///etc/passwd",
    "http://169.254.169.254/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(7)",
    "a\r\nx-injected: yes",
    "a\nb",
    "\t",
    "\u{0}",
    "\u{1b}[2J",
    "\u{feff}",
    "\u{202e}xeR",
    "🐈‍⬛",
    "ﷺ",
    "Ⅻ",
    "ß",
    "İ",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "=cmd()|' /C calc'!A0",
    "@SUM(1+1)",
    "available",
    "PetSold",
    "-name",
    "name",
    "~",
    "x~y",
    "00000000-0000-0000-0000-00000000000g",
    "{00000000-0000-0000-0000-000000000000",
];

/// A text: mostly a short one, at times a long one.
pub fn text(rng: &mut Rng) -> String {
    match rng.u8(..20) {
        0 => one(rng, TEXTS).repeat(rng.usize(1..200)),
        1 => "x".repeat(rng.usize(..5000)),
        2 => (0..rng.usize(..30)).map(|_| rng.char('\u{1}'..'\u{2fff}')).collect(),
        _ => one(rng, TEXTS).to_owned(),
    }
}

/// As a form or an address would write it, or nearly: at times not encoded, not UTF-8, or broken off within a sequence.
pub fn encoded(rng: &mut Rng, text: &str) -> Vec<u8> {
    match rng.u8(..24) {
        0 => one(rng, &["%ff%fe", "%c3%28", "%e2%82", "%f0%28%8c%bc", "%ed%a0%80", "%c0%af"]).into(),
        1 => one(rng, &["%", "%0", "%zz", "%%", "%u0041", "%00"]).into(),
        2 => [percent(text), b"%e2".to_vec()].concat(),
        _ => percent(text),
    }
}

fn percent(text: &str) -> Vec<u8> {
    text.bytes().flat_map(|byte| if byte.is_ascii_alphanumeric() { vec![byte] } else { format!("%{byte:02x}").into_bytes() }).collect()
}

/// The names of fields that some form or some address of the shop has, and some that none has.
pub const FIELDS: &[&str] = &[
    "cursor",
    "limit",
    "after",
    "pet",
    "type",
    "name",
    "species",
    "price",
    "occurred_on",
    "note",
    "mother_id",
    "mother",
    "customer_id",
    "customer_name",
    "customer_email",
    "customer_phone",
    "sale_price",
    "confirm",
    "new_price",
    "last_seen_location",
    "found_location",
    "reason",
    "form_key",
    "expected_version",
    "version",
    "current",
    "password",
    "password_again",
    "role",
    "code",
    "token",
    "next",
    "q",
    "status",
    "min_price",
    "max_price",
    "sort",
    "after",
    "before",
    "from",
    "to",
    "type",
    "by",
    "pet",
    "jump",
    "as_of",
    "example",
    "changed",
    "name[]",
    "__proto__",
    "id",
    "_method",
    "",
];

/// Headers that browsers send, with what none would.
pub const HEADERS: &[(&str, &[&str])] = &[
    ("accept", &["*/*", "text/event-stream", "image/png;q=9", ",;,", "q=\"x"]),
    ("accept-encoding", &["gzip", "br;q=5", "gzip;q=0, identity;q=0", "*;q=0", "ß"]),
    ("accept-language", &["de", "*;q=x"]),
    ("hx-request", &["true", "false", "1"]),
    ("hx-request-type", &["partial", "full", "x"]),
    ("hx-current-url", &["http://127.0.0.1/", "javascript:alert(7)", "//", "http://evil.example/x", "ß"]),
    ("hx-target", &["results", "<script>"]),
    ("origin", &["null", "http://evil.example", "file://", ""]),
    ("referer", &["http://evil.example/", "ß"]),
    ("host", &["evil.example", "", "a:b:c", "127.0.0.1:99999", "ß"]),
    ("range", &["bytes=0-0", "bytes=9-1", "bytes=-", "bytes=0-0,0-0,0-0"]),
    ("if-none-match", &["*", "W/\"x\"", "\""]),
    ("if-modified-since", &["never", "Thu, 01 Jan 1970 00:00:00 GMT"]),
    ("last-event-id", &["0", "1:1:", "9:1:7", "18446744073709551616:1:", "x", "1:99999999999999999999:3,2,1"]),
    ("x-live", &["1", ""]),
    ("x-forwarded-for", &["1.2.3.4", "<script>", "::1, ::2", "999.999.999.999"]),
    ("x-forwarded-proto", &["https", "x"]),
    ("x-request-id", &["00000000-0000-0000-0000-000000000000", "<script>alert(7)</script>"]),
    ("x-http-method-override", &["DELETE"]),
    ("authorization", &["Basic eDp5", "Bearer x"]),
    ("upgrade", &["websocket", "h2c"]),
    ("expect", &["200-ok"]),
    ("te", &["trailers"]),
    ("purpose", &["prefetch"]),
];
