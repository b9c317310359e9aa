//! The pattern that a request's address fits, as it is counted.

use actix_web::{HttpMessage, HttpRequest};

use crate::metrics::NO_ROUTE;

/// A pattern of the route table, like `/pets/{id}`; [`NO_ROUTE`] for what fits none.
#[derive(Debug, Clone, Copy)]
pub struct Matched(pub &'static str);

impl Matched {
    /// Marks a request with it.
    pub fn mark(self, req: &impl HttpMessage) {
        req.extensions_mut().insert(self);
    }

    /// That of a request; [`NO_ROUTE`] where it was refused before anybody looked.
    #[must_use]
    pub fn of(req: &HttpRequest) -> &'static str {
        req.extensions().get::<Self>().map_or(NO_ROUTE, |matched| matched.0)
    }
}
