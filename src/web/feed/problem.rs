//! What is wrong, as programs are told: `application/problem+json`, RFC 9457.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::json;

use crate::shop::words::capital;
use crate::store::travel::cursor::NoCursor;
use crate::web::http::cx::Cx;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The status of the answer.
    pub status: u16,
    /// In a few words, the same each time.
    pub title: &'static str,
    /// What to do.
    pub detail: String,
}

impl Problem {
    /// Something in the address makes no sense.
    pub fn asked(detail: impl Into<String>) -> Self {
        Self { status: 400, title: "This cannot be asked", detail: detail.into() }
    }

    /// The answer that says so; it names the request as it stands in the server's log.
    #[must_use]
    pub fn response(&self, cx: &Cx) -> HttpResponse {
        let Self { status, title, detail } = self;
        let body = json!({
            "type": "about:blank", "title": title, "status": status, "detail": detail, "instance": format!("urn:uuid:{}", cx.request_id)
        });
        let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        HttpResponse::build(status).content_type("application/problem+json").body(body.to_string())
    }
}

impl From<NoCursor> for Problem {
    fn from(no: NoCursor) -> Self {
        let detail = capital(&no) + ".";
        match no {
            NoCursor::NotOne => Self::asked(detail),
            NoCursor::Foreign => Self { status: 410, title: "This cursor leads nowhere any more", detail },
        }
    }
}

/// Whether a request is a program's, which can do nothing with a page.
#[must_use]
pub fn is_for_programs(path: &str) -> bool {
    path.starts_with("/feed/")
}
