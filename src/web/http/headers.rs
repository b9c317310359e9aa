//! What every answer tells the browser, whatever else it says.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};

use crate::web::http::protocol;
use crate::web::http::state::State;

/// Nothing but what the shop itself serves, and nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the headers.
///
/// # Errors
/// Those of the services within.
pub async fn add(req: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_secure = req.app_data::<web::Data<State>>().is_some_and(|state| state.config.cookie_secure);
    let ends = protocol::is_another(&req);
    let mut response = next.call(req).await?;
    if ends {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    write(response.headers_mut(), is_secure);
    Ok(response)
}

fn write(headers: &mut HeaderMap, is_secure: bool) {
    let mut set = |name: HeaderName, value: &'static str| drop(headers.insert(name, HeaderValue::from_static(value)));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // For browsers that do not know frame-ancestors.
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if is_secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.append(header::VARY, HeaderValue::from_static("Cookie, HX-Request, HX-Request-Type"));
    }
}
