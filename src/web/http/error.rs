//! What can go wrong with a request; [`super::error_pages`] says it in a page.

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};

use crate::store::StoreError;
use crate::store::log::keys::Done;

/// Why a request is not answered with what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// What came is no form of ours: 400.
    #[error("{0}")]
    BadRequest(&'static str),
    /// They may not: 403.
    #[error("this is for those who run the shop")]
    Forbidden,
    /// A form came from another site: 403.
    #[error("the form came from another site")]
    CrossSite {
        /// The origin that it names.
        from: Option<String>,
        /// The origin of this shop.
        ours: String,
    },
    /// A form was sent with a moment in the past: 409.
    #[error("the past cannot be changed")]
    Past,
    /// The form was sent before and said something else, which was done: 409, and [`super::error_pages`] shows both.
    #[error("the form was sent before with other content")]
    OtherContent(Done),
    /// There is no such page: 404.
    #[error("there is no such page")]
    NotFound,
    /// The page is there, but not for this: 405.
    #[error("the page does not do that")]
    MethodNotAllowed {
        /// What it does.
        allow: &'static str,
    },
    /// The form did not come in time: 408.
    #[error("the form did not come in time")]
    TooLate,
    /// The form is too large: 413.
    #[error("the form is larger than {most} bytes")]
    TooLarge {
        /// How many bytes it may have.
        most: usize,
    },
    /// Too many attempts: 429.
    #[error("too many attempts; the next in {seconds} seconds")]
    TooMany {
        /// When to try again.
        seconds: i64,
    },
    /// Too many at once: 503.
    #[error("too many requests wait for the same thing")]
    Busy,
    /// The database: 404, 409, 503 or 500, as it says.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody thought of this: 500.
    #[error("{0}")]
    Fault(String),
}

/// Why a request failed, for the log alone.
#[derive(Debug, Clone)]
pub struct Cause(pub String);

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Forbidden | Self::CrossSite { .. } => StatusCode::FORBIDDEN,
            Self::NotFound | Self::Store(StoreError::NotFound) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLate => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Past | Self::OtherContent(_) | Self::Store(StoreError::Constraint { .. }) => StatusCode::CONFLICT,
            Self::Busy
            | Self::Store(
                StoreError::Unavailable(_)
                | StoreError::TooSlow(_)
                | StoreError::Outdated(_)
                | StoreError::ReadOnly
                | StoreError::Overtaken,
            ) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(StoreError::Unreadable(_) | StoreError::Fault(_)) | Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The status and its headers. The page around it is made by [`super::error_pages`], which knows who asks.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        match self {
            Self::MethodNotAllowed { allow } => drop(response.insert_header((header::ALLOW, *allow))),
            Self::TooMany { seconds } => drop(response.insert_header((header::RETRY_AFTER, *seconds))),
            _ => {}
        }
        response.finish()
    }
}

/// How long to wait: "40 seconds", "4 minutes".
#[must_use]
pub fn in_words(seconds: i64) -> String {
    use crate::shop::words::count;
    if seconds <= 90 { count(seconds.max(1), "second", "seconds") } else { count((seconds + 59) / 60, "minute", "minutes") }
}
