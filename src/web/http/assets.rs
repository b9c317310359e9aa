//! Style sheets, scripts, icons and fonts: compiled in, under addresses that change with them, so that they may be kept for ever.

use actix_web::{HttpRequest, HttpResponse, http::header};

use crate::web::http::error::WebError;

/// A file that is served as it is.
#[derive(Debug)]
pub struct Asset {
    /// Where.
    pub address: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of all style sheets in one.
#[must_use]
pub fn css() -> &'static str {
    CSS
}

/// The address of all scripts in one.
#[must_use]
pub fn js() -> &'static str {
    JS
}

/// The address of the icons. Seen whole, they are the shop's own icon in the browser's tab.
#[must_use]
pub fn icons() -> &'static str {
    ICONS
}

/// One of the files.
///
/// # Errors
/// [`WebError::NotFound`].
pub async fn file(req: HttpRequest) -> Result<HttpResponse, WebError> {
    serve(req.path(), "public, max-age=31536000, immutable")
}

/// The shop's own icon, for those who look where it always used to be.
///
/// # Errors
/// As [`file()`].
pub async fn icon() -> Result<HttpResponse, WebError> {
    serve(ICONS, "public, max-age=86400")
}

fn serve(address: &str, cache: &'static str) -> Result<HttpResponse, WebError> {
    let asset = FILES.iter().find(|asset| asset.address == address).ok_or(WebError::NotFound)?;
    let mut response = HttpResponse::Ok();
    response.content_type(asset.kind).insert_header((header::CACHE_CONTROL, cache));
    if asset.kind == "font/woff2" {
        // Compressed by its format: a second time costs time and gains nothing.
        response.insert_header((header::CONTENT_ENCODING, "identity"));
    }
    Ok(response.body(asset.bytes))
}
