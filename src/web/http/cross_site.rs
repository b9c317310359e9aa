//! Lets a form change something only where it came from a page of this shop.

use actix_web::{
    Error,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap},
    middleware::Next,
    web,
};

use crate::store::people::audit::AuditKind;
use crate::web::admin::audit;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::state::State;

/// Refuses unsafe requests that another site, or nobody knows who, has made.
///
/// # Errors
/// Those of the services within.
pub async fn refuse<B: MessageBody>(req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let origins = req.app_data::<web::Data<State>>().map(|state| state.config.origins.as_slice()).unwrap_or_default();
    if req.method().is_safe() || is_ours(req.headers(), origins) {
        return Ok(next.call(req).await?.map_into_left_body());
    }
    let from = named(req.headers());
    let ours = origins.first().cloned().unwrap_or_default();
    tracing::warn!(
        from = from.as_deref().unwrap_or("nobody knows where"),
        takes = origins.join(", "),
        "a form came from elsewhere and was refused"
    );
    if let Some(cx) = Cx::of(req.request()) {
        let place = req.match_pattern().unwrap_or_default();
        let refused = cx.hand().did(AuditKind::Refused).with("why", "cross-site").with("where", place);
        audit::note(&cx, refused.with("from", from.clone().unwrap_or_default())).await;
    }
    Ok(req.error_response(WebError::CrossSite { from, ours }).map_into_right_body())
}

/// The origin that the browser names, where it is one: a scheme and a host, and short enough to be shown.
fn named(headers: &HeaderMap) -> Option<String> {
    let origin = headers.get(header::ORIGIN)?.to_str().ok()?;
    let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"))?;
    (!host.is_empty() && origin.len() <= 200).then(|| origin.to_owned())
}

/// A browser says itself where a request comes from. Older ones at least name the origin. Who says neither is no browser.
fn is_ours(headers: &HeaderMap, origins: &[String]) -> bool {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (header("sec-fetch-site"), header(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origins.iter().any(|ours| ours.eq_ignore_ascii_case(origin)),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn is_let_in(sent: &[(&'static str, &'static str)]) -> bool {
        let headers = sent.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
        is_ours(&headers, &["https://shop.example".to_owned()])
    }

    #[test]
    fn only_forms_from_the_shop_itself_are_let_in() {
        assert!(is_let_in(&[("sec-fetch-site", "same-origin")]));
        assert!(is_let_in(&[("sec-fetch-site", "none")]));
        assert!(is_let_in(&[("origin", "https://shop.example")]));
        for sent in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://shop.example")],
            &[("origin", "https://evil.example")],
            &[("origin", "http://shop.example")],
            &[("origin", "https://shop.example.evil.example")],
            &[("origin", "null")],
            &[],
        ] {
            assert!(!is_let_in(sent), "{sent:?}");
        }
    }
}
