//! What somebody typed, kept with the request, so that a page on which something came in between can carry it on.

use actix_web::{HttpMessage, HttpRequest};

use crate::shop::Fields;

struct Typed(Fields);

/// Whether what is typed into the form at this address is carried on: the forms about pets and customers, into which nobody types a secret.
#[must_use]
pub fn is_carried(req: &HttpRequest) -> bool {
    let pattern = req.match_pattern().unwrap_or_default();
    pattern.starts_with("/pets/") || pattern.starts_with("/customers/")
}

/// Keeps what was typed.
pub fn keep(req: &HttpRequest, fields: &Fields) {
    if is_carried(req) {
        req.extensions_mut().insert(Typed(fields.clone()));
    }
}

/// What was typed into the form that this request has sent.
#[must_use]
pub fn of(req: &HttpRequest) -> Option<Fields> {
    req.extensions().get::<Typed>().map(|typed| typed.0.clone())
}
