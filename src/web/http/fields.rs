//! Reads what a form sends into [`Fields`]: an extractor for bodies, and [`Query`] for what stands in the address.

use std::{
    future::{Future, Ready, ready},
    pin::Pin,
};

use actix_multipart::Multipart;
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header,
    web::{self, Bytes},
};

use tokio::time::timeout;

use crate::shop::Fields;
use crate::web::http::error::WebError;
use crate::web::http::state::State;
use crate::web::http::typed;
use crate::web::parts::past::AS_OF;

/// A form's body. What is not a form is refused with 400, what is too large with 413, what does not come in time with 408; with 409 what names
/// a moment in the past, in its address or in itself, whatever form it is.
impl FromRequest for Fields {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = req.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_form = kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
        let (most, wait) =
            req.app_data::<web::Data<State>>().map_or_else(Default::default, |state| (state.config.max_body, state.config.request_wait));
        let is_announced = |length: usize| length > most;
        if content_length(req).is_some_and(is_announced) {
            return Box::pin(ready(Err(WebError::TooLarge { most })));
        }
        if names_a_moment(req) {
            return Box::pin(ready(Err(WebError::Past)));
        }
        let body = web::Payload::from_request(req, payload);
        let req = req.clone();
        Box::pin(async move {
            let body = body.await.map_err(|_| NO_FORM)?;
            let bytes: Bytes = match timeout(wait, body.to_bytes_limited(most)).await {
                Ok(Ok(Ok(bytes))) => bytes,
                Ok(Ok(Err(_))) => return Err(WebError::BadRequest("The form broke off on its way here")),
                Ok(Err(_)) => return Err(WebError::TooLarge { most }),
                Err(_) => return Err(WebError::TooLate),
            };
            if !is_form && !bytes.is_empty() {
                return Err(NO_FORM);
            }
            let fields = parse(&bytes).ok_or(WebError::BadRequest("The form holds characters that cannot be read"))?;
            typed::keep(&req, &fields);
            if fields.has(AS_OF) { Err(WebError::Past) } else { Ok(fields) }
        })
    }
}

const NO_FORM: WebError = WebError::BadRequest("This page did not get the form that it expects");

/// Whether the address names a moment in the past.
fn names_a_moment(req: &HttpRequest) -> bool {
    parse(req.query_string().as_bytes()).is_some_and(|query| query.has(AS_OF))
}

/// A form with a file, whose parts come one after the other. Another form is refused as one would be that has none.
pub struct Upload(pub Multipart);

impl FromRequest for Upload {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = req.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            let fields = Fields::from_request(req, payload);
            return Box::pin(async move { Err(fields.await.err().unwrap_or(NO_FORM)) });
        }
        if names_a_moment(req) {
            return Box::pin(ready(Err(WebError::Past)));
        }
        let form = Multipart::from_request(req, payload);
        Box::pin(async move { form.await.map(Self).map_err(|_| NO_FORM) })
    }
}

fn content_length(req: &HttpRequest) -> Option<usize> {
    req.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The fields that stand in the address: search, filters, page.
#[derive(Debug, Clone, Default)]
pub struct Query(pub Fields);

impl FromRequest for Query {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let fields = parse(req.query_string().as_bytes());
        ready(fields.map(Self).ok_or(WebError::BadRequest("The address holds characters that cannot be read")))
    }
}

/// Of a field that is given twice, the last counts. `None` where it is not UTF-8.
fn parse(encoded: &[u8]) -> Option<Fields> {
    let pairs = encoded.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            Some((decode(parts.next()?)?, decode(parts.next().unwrap_or_default())?))
        })
        .collect()
}

fn decode(encoded: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => match hex_pair(after) {
                Some(byte) => {
                    rest = after.get(2..).unwrap_or_default();
                    byte
                }
                None => b'%',
            },
            other => *other,
        });
    }
    // No keyboard makes a NUL and Postgres keeps none; what is shown instead is what a browser would show.
    String::from_utf8(bytes).ok().map(|text| text.replace('\0', "\u{fffd}"))
}

fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(bytes.get(..2)?).ok()?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_form_is_read_as_a_browser_writes_it() {
        let fields = parse(b"name=F%C3%BCrst+Igor&note=a%26b%3Dc&empty=&flag&&=").unwrap();
        assert_eq!(fields.get("name"), "Fürst Igor");
        assert_eq!(fields.get("note"), "a&b=c");
        assert_eq!(fields.get("empty"), "");
        assert_eq!(fields.get("flag"), "");
    }

    #[test]
    fn of_a_field_given_twice_the_last_counts() {
        assert_eq!(parse(b"price=1&price=2").unwrap().get("price"), "2");
    }

    #[test]
    fn broken_text_is_refused_and_a_nul_is_shown_as_what_it_is() {
        assert_eq!(parse(b"name=%ff%fe"), None);
        assert_eq!(parse(b"name=Re%00x").unwrap().get("name"), "Re\u{fffd}x");
        assert_eq!(parse(b"name=100%&x=%zz").unwrap().get("name"), "100%");
    }

    proptest! {
        #[test]
        fn whatever_a_browser_encodes_is_read_as_it_was_typed(name in "[a-z_]{1,9}", typed in any::<String>()) {
            let encoded = serde_urlencoded::to_string([(&name, &typed)]).unwrap();
            let fields = parse(encoded.as_bytes()).unwrap();
            prop_assert_eq!(fields.get(&name), typed.replace('\0', "\u{fffd}"));
        }

        #[test]
        fn any_bytes_are_fields_or_none(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
