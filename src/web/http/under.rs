//! A shop under a path of its host, as at https://example.org/shop: inside it everything is as it is at the root of one.
//!
//! Whatever comes loses the path here, if the proxy in front has not taken it away already; whatever goes out gets it: where an answer leads, and each
//! address that a page holds. An address that has it keeps it as it is, so that nothing gets it twice.

use actix_web::{
    Error,
    body::{BoxBody, EitherBody, MessageBody, to_bytes},
    dev::{ServiceRequest, ServiceResponse},
    error::ErrorInternalServerError,
    http::{
        Uri,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};

use crate::web::http::state::State;

/// The attributes of a page that hold an address of the shop. What people type stands in none of them.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "formaction", "hx-get", "data-live"];

/// The path under which the shop is, if it is under any.
fn path(req: &ServiceRequest) -> Option<String> {
    req.app_data::<web::Data<State>>()?.config.path.clone()
}

/// Lets a request in as if the shop were at the root, and leads its answer back under the path.
///
/// # Errors
/// Those of the services within.
pub async fn lead<B: MessageBody + 'static>(mut req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let Some(path) = path(&req) else { return Ok(next.call(req).await?.map_into_left_body()) };
    if let Some(uri) = inside(req.uri(), &path) {
        req.match_info_mut().get_mut().update(&uri);
        req.head_mut().uri = uri;
    }
    let mut answer = next.call(req).await?;
    for (name, before) in [(header::LOCATION, ""), (HeaderName::from_static("hx-redirect"), ""), (header::LINK, "<")] {
        let told = answer.headers().get(&name).and_then(|value| value.to_str().ok()?.strip_prefix(before));
        let led = told.and_then(|address| HeaderValue::from_str(&format!("{before}{}", outside(address, &path)?)).ok());
        if let Some(led) = led {
            answer.headers_mut().insert(name, led);
        }
    }
    with_addresses(answer, &path).await
}

/// Leads the addresses in a page before it is packed.
///
/// # Errors
/// Those of the services within.
pub async fn pages<B: MessageBody + 'static>(req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let path = path(&req);
    let answer = next.call(req).await?;
    match path {
        Some(path) => with_addresses(answer, &path).await,
        None => Ok(answer.map_into_left_body()),
    }
}

async fn with_addresses<B: MessageBody + 'static>(answer: ServiceResponse<B>, path: &str) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let headers = answer.headers();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let is_packed = headers.get(header::CONTENT_ENCODING).is_some_and(|packed| packed != "identity");
    if !is_page || is_packed {
        return Ok(answer.map_into_left_body());
    }
    let (req, answer) = answer.into_parts();
    let (mut answer, body) = answer.into_parts();
    let whole = to_bytes(body).await.map_err(|broken| -> Box<dyn std::error::Error> { broken.into() }).map_err(ErrorInternalServerError)?;
    answer.headers_mut().remove(header::CONTENT_LENGTH);
    let page = led(&String::from_utf8_lossy(&whole), path);
    Ok(ServiceResponse::new(req, answer.set_body(EitherBody::right(BoxBody::new(page)))))
}

/// An address as it is inside the shop; `None` where it is already.
fn inside(uri: &Uri, path: &str) -> Option<Uri> {
    let asked = uri.path_and_query()?.as_str();
    let rest = asked.strip_prefix(path)?;
    let rest = match rest.chars().next() {
        None => "/".to_owned(),
        Some('/') => rest.to_owned(),
        Some('?') => format!("/{rest}"),
        Some(_) => return None,
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(rest.parse().ok()?);
    Uri::from_parts(parts).ok()
}

/// An address as it is outside; `None` where it is so already, or is none of the shop.
fn outside(address: &str, path: &str) -> Option<String> {
    let is_ours = address.starts_with('/') && !address.starts_with("//");
    let is_outside = address.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#', '"', '>']));
    (is_ours && !is_outside).then(|| format!("{path}{address}"))
}

/// A page whose addresses lead under the path.
fn led(page: &str, path: &str) -> String {
    let mut led = String::with_capacity(page.len() + page.len() / 8);
    let mut rest = page;
    while let Some(at) = rest.find("=\"/") {
        let (before, value) = rest.split_at(at + 2);
        led.push_str(before);
        let name = before.trim_end_matches("=\"").rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if ADDRESSES.contains(&name) && outside(value, path).is_some() {
            led.push_str(path);
        }
        rest = value;
    }
    led + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_a_page_are_led_under_the_path_and_nothing_else_is() {
        let page = r#"<a href="/pets?x=1">/pets</a><a href="/">x</a><a href="//evil.example"></a><a href="https://x/y"></a><a href="?page=2"></a>
            <input value="/pets" name="/x"><use href="/static/i.svg#cat"/><form action="/pets/sale" hx-get="/search" data-live="/live">&quot; href=&quot;/x"#;
        let expected = r#"<a href="/shop/pets?x=1">/pets</a><a href="/shop/">x</a><a href="//evil.example"></a><a href="https://x/y"></a><a href="?page=2"></a>
            <input value="/pets" name="/x"><use href="/shop/static/i.svg#cat"/><form action="/shop/pets/sale" hx-get="/shop/search" data-live="/shop/live">&quot; href=&quot;/x"#;
        assert_eq!(led(page, "/shop"), expected);
        assert_eq!(led(expected, "/shop"), expected, "and not twice");
    }

    #[test]
    fn an_address_goes_in_and_out_as_it_was() {
        for (outer, inner) in [("/shop", "/"), ("/shop/", "/"), ("/shop?q=1", "/?q=1"), ("/shop/pets?q=/shop/", "/pets?q=/shop/")] {
            assert_eq!(inside(&outer.parse().unwrap(), "/shop").unwrap().path_and_query().unwrap().as_str(), inner);
        }
        for other in ["/", "/shopping", "/pets/shop", "/healthz"] {
            assert_eq!(inside(&other.parse().unwrap(), "/shop"), None, "{other}");
        }
        assert_eq!(outside("/shopping", "/shop").as_deref(), Some("/shop/shopping"));
        assert_eq!((outside("https://x", "/shop"), outside("/shop/x", "/shop"), outside("//x", "/shop")), (None, None, None));
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_page_is_led_once(page in r#"( (href|value|src)="/?(shop|pets)?/?x?"|.{0,9}){0,9}"#) {
            let once = led(&page, "/shop");
            prop_assert_eq!(led(&once, "/shop"), once);
        }
    }
}
