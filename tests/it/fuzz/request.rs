//! Makes requests that look like the shop's own and are wrong somewhere.

use super::rubbish::{FIELDS, HEADERS, encoded, one, text};
use fastrand::Rng;
use hello::web::ROUTES;
use hello::web::http::route::Verb;

/// What somebody knows who has been in the shop.
pub struct Known {
    pub ids: Vec<String>,
    /// The cookies of two who are signed in.
    pub admin: String,
    pub staff: String,
    /// The header of a program that has a token.
    pub program: String,
}

/// A request as it goes over the wire.
pub struct Request {
    pub method: String,
    pub head: Vec<u8>,
    pub body: Vec<u8>,
    /// Whether HTTP itself is broken in it: then the answer may be none, or the bare one of the library.
    pub is_none: bool,
}

impl Request {
    pub fn shown(&self) -> String {
        let body = &self.body[..self.body.len().min(300)];
        format!("{}{}", String::from_utf8_lossy(&self.head), String::from_utf8_lossy(body))
    }
}

/// Makes one request after another, the same ones for the same seed.
pub struct Maker<'a> {
    rng: Rng,
    known: &'a Known,
}

impl<'a> Maker<'a> {
    pub fn new(seed: u64, known: &'a Known) -> Self {
        Self { rng: Rng::with_seed(seed), known }
    }

    pub fn next(&mut self) -> Request {
        let route = ROUTES[self.rng.usize(..ROUTES.len())];
        let usual = match route.verb {
            Verb::Get => "GET",
            Verb::Post => "POST",
        };
        let method = match self.rng.u8(..8) {
            0 => {
                one(&mut self.rng, &["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "QUERY", "get", "X"])
            }
            _ => usual,
        };
        let address = self.address(route.path);
        let mut head = [method.as_bytes(), b" ", &address, b" HTTP/1.1\r\n"].concat();
        let body = if method == usual && usual == "GET" && self.rng.u8(..20) > 0 { Vec::new() } else { self.body() };
        self.headers(&mut head, route.path, method, body.len());
        let mut request = Request { method: method.into(), head, body, is_none: false };
        if self.rng.u8(..50) == 0 {
            self.break_http(&mut request);
        }
        request
    }

    fn address(&mut self, pattern: &str) -> Vec<u8> {
        let mut address = Vec::new();
        for (at, part) in pattern.split('/').enumerate() {
            if at > 0 {
                address.push(b'/');
            }
            if part.starts_with('{') { address.extend(self.id()) } else { address.extend(part.bytes()) }
        }
        match self.rng.u8(..40) {
            0 => address.extend(b"/"),
            1 => address.extend(b"/%2e%2e/%2e%2e/"),
            2 => address.extend(encoded(&mut self.rng, "\u{0}")),
            _ => {}
        }
        if self.rng.bool() {
            address.push(b'?');
            address.extend(self.pairs(6));
        }
        // A line of HTTP is at most so long; a longer one is tried among what breaks it.
        address.truncate(20_000);
        address
    }

    fn id(&mut self) -> Vec<u8> {
        match self.rng.u8(..4) {
            0 => {
                let text = text(&mut self.rng);
                encoded(&mut self.rng, &text)
            }
            1 => format!("{:032x}", self.rng.u128(..)).into_bytes(),
            _ => self.known.ids[self.rng.usize(..self.known.ids.len())].clone().into_bytes(),
        }
    }

    fn pairs(&mut self, most: usize) -> Vec<u8> {
        let mut pairs = Vec::new();
        for _ in 0..self.rng.usize(..=most) {
            if !pairs.is_empty() {
                pairs.extend(one(&mut self.rng, &["&", "&", "&", "&&", ";"]).bytes());
            }
            let name = one(&mut self.rng, FIELDS);
            pairs.extend(name.bytes());
            if self.rng.u8(..10) > 0 {
                pairs.push(b'=');
                let value = text(&mut self.rng);
                pairs.extend(encoded(&mut self.rng, &value));
            }
        }
        pairs
    }

    fn body(&mut self) -> Vec<u8> {
        match self.rng.u8(..30) {
            0 => Vec::new(),
            1 => br#"{"name":"Bella","price":{"$gt":0}}"#.to_vec(),
            2 => b"--x\r\ncontent-disposition: form-data; name=\"name\"; filename=\"../x\"\r\n\r\nBella\r\n--x--\r\n".to_vec(),
            3 => vec![b'='; self.rng.usize(..3000)],
            4 => b"a=1&".repeat(self.rng.usize(..3000)),
            5 => vec![b'x'; self.rng.usize(60_000..90_000)],
            6 => (0..self.rng.usize(..500)).map(|_| self.rng.u8(..)).collect(),
            7 => b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>".to_vec(),
            _ => self.pairs(14),
        }
    }

    fn headers(&mut self, head: &mut Vec<u8>, pattern: &str, method: &str, length: usize) {
        let mut put = |name: &str, value: &str| head.extend(format!("{name}: {value}\r\n").bytes());
        let rng = &mut self.rng;
        // Without a field to get wrong, a post of ours would do what it says: sign out.
        let must_be_strange = pattern == "/logout" && method == "POST";
        match rng.u8(..24) {
            0..6 => put("cookie", &self.known.staff),
            6 => put("cookie", one(rng, &["hello=", "hello=x", "=;=;", "hello", "__Host-hello=x", "ß=ß"])),
            7 => put("cookie", &format!("{}x", self.known.admin)),
            8 => put("cookie", &format!("hello=x; {}", self.known.admin)),
            9 => put("cookie", &format!("a={}", "x".repeat(rng.usize(..8000)))),
            10 => {}
            _ => put("cookie", &self.known.admin),
        }
        if pattern.starts_with("/feed/") {
            match rng.u8(..10) {
                0 => {}
                1 => put("authorization", one(rng, &["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "bearer \u{df}", "Bearer a b c", ""])),
                2 => put("authorization", &format!("{}0", self.known.program)),
                _ => put("authorization", &self.known.program),
            }
            put(
                "prefer",
                one(rng, &["wait=0", "wait=x", "wait=-1", "wait", "wait=99999999999999999999, wait=0", "return=minimal; wait=\"0\"", ""]),
            );
        }
        match rng.u8(..8) {
            0 => {}
            _ if must_be_strange => put("sec-fetch-site", "cross-site"),
            1 => put("sec-fetch-site", one(rng, &["cross-site", "same-site", "", "none, same-origin", "SAME-ORIGIN", "ß"])),
            _ => put("sec-fetch-site", "same-origin"),
        }
        match rng.u8(..10) {
            0 => {}
            1 => put(
                "content-type",
                one(
                    rng,
                    &[
                        "application/json",
                        "text/plain",
                        "multipart/form-data; boundary=x",
                        "x",
                        "application/x-www-form-urlencoded; charset=utf-16",
                        "",
                    ],
                ),
            ),
            _ => put("content-type", "application/x-www-form-urlencoded"),
        }
        let mut has_host = false;
        for _ in 0..rng.usize(..3) {
            let (name, values) = HEADERS[rng.usize(..HEADERS.len())];
            // Two hosts are no HTTP.
            if name != "host" || !std::mem::replace(&mut has_host, true) {
                put(name, one(rng, values));
            }
        }
        if !has_host {
            put("host", "127.0.0.1");
        }
        if length > 0 || method == "POST" {
            put("content-length", &length.to_string());
        }
        head.extend(b"\r\n");
    }

    /// What is no HTTP any more, or hardly.
    fn break_http(&mut self, request: &mut Request) {
        request.is_none = true;
        let end = request.head.len() - 2;
        let rng = &mut self.rng;
        match rng.u8(..8) {
            0 => request.head.splice(end..end, *b"content-length: 7\r\n").for_each(drop),
            1 => request.head.splice(end..end, *b"transfer-encoding: chunked\r\n").for_each(drop),
            2 => request.head.splice(end..end, *b"no colon at all\r\n").for_each(drop),
            3 => request.head.splice(end..end, [b"x: ".to_vec(), vec![b'y'; 200_000], b"\r\n".to_vec()].concat()).for_each(drop),
            4 => request.head = request.head.iter().map(|byte| if rng.u8(..40) == 0 { rng.u8(..) } else { *byte }).collect(),
            5 => request.head.splice(end..end, (0..500).flat_map(|n| format!("x-{n}: y\r\n").into_bytes())).for_each(drop),
            6 => request.head.truncate(rng.usize(..end)),
            _ => request.body.truncate(request.body.len() / 2),
        }
    }
}
