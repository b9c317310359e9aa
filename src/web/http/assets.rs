//! Style sheets, scripts, icons and fonts: compiled in, under addresses that change with them, so that they may be kept for ever.

use actix_web::http::header;
use actix_web::http::header::{AcceptEncoding, Encoding, Header};
use actix_web::{HttpRequest, HttpResponse};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::sync::OnceLock;

use crate::web::http::error::WebError;

/// A file that is served as it is.
#[derive(Debug)]
pub struct Asset {
    /// Where.
    pub address: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
    /// The same as small as gzip makes it; nothing where it was compressed already.
    packed: OnceLock<Option<Vec<u8>>>,
}

impl Asset {
    /// Packed once, as small as it gets: what packs pages as they go would be quick instead.
    fn packed(&'static self) -> Option<&'static [u8]> {
        let pack = || {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(self.bytes).ok()?;
            encoder.finish().ok()
        };
        self.packed.get_or_init(|| if self.kind == "font/woff2" { None } else { pack() }).as_deref()
    }
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
    serve(&req, req.path(), "public, max-age=31536000, immutable")
}

/// The shop's own icon, for those who look where it always used to be.
///
/// # Errors
/// As [`file()`].
pub async fn icon(req: HttpRequest) -> Result<HttpResponse, WebError> {
    serve(&req, ICONS, "public, max-age=86400")
}

fn serve(req: &HttpRequest, address: &str, cache: &'static str) -> Result<HttpResponse, WebError> {
    let asset = FILES.iter().find(|asset| asset.address == address).ok_or(WebError::NotFound)?;
    let mut response = HttpResponse::Ok();
    response.content_type(asset.kind).insert_header((header::CACHE_CONTROL, cache));
    let Some(packed) = asset.packed() else {
        // Compressed by its format: a second time costs time and gains nothing.
        return Ok(response.insert_header((header::CONTENT_ENCODING, "identity")).body(asset.bytes));
    };
    response.insert_header((header::VARY, "accept-encoding"));
    let both = [Encoding::gzip(), Encoding::identity()];
    let takes_gzip = AcceptEncoding::parse(req).is_ok_and(|accepted| accepted.negotiate(both.iter()) == Some(Encoding::gzip()));
    let (encoding, bytes) = if takes_gzip { ("gzip", packed) } else { ("identity", asset.bytes) };
    Ok(response.insert_header((header::CONTENT_ENCODING, encoding)).body(bytes))
}
