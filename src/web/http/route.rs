//! What a row of the route table is, and how the table becomes an application.

use actix_web::{
    Error, HttpRequest,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    guard as choose,
    middleware::{Next, from_fn},
    web::{self, ServiceConfig},
};

use crate::metrics::NO_ROUTE;
use crate::web::http::answers;
use crate::web::http::error::WebError;
use crate::web::http::guard;
use crate::web::http::guard::Needs;
use crate::web::http::matched::Matched;
use crate::web::http::passed;
use crate::web::parts::past;

/// What a visitor does at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Looks, and changes nothing.
    Get,
    /// Changes something.
    Post,
}

/// One row: who may do what where.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// What a visitor needs.
    pub needs: Needs,
    /// What they do.
    pub verb: Verb,
    /// Whether a server that follows the database may answer it.
    pub is_read: bool,
    /// Where, as a pattern: `/pets/{id}`.
    pub path: &'static str,
    /// What answers.
    pub handler: fn() -> actix_web::Route,
}

/// Writes the table: `Staff GET "/account" => account::show;`, one row a line. `READ` is a GET that a server which follows the database may answer: a page of
/// what was recorded. Of two patterns that fit, the earlier row answers.
macro_rules! routes {
    ($($needs:ident $verb:ident $path:literal => $handler:path;)*) => {
        /// Every address of the shop.
        pub const ROUTES: &[$crate::web::http::route::Route] = &[$(
            $crate::web::http::route::Route {
                needs: $crate::web::http::guard::Needs::$needs,
                verb: routes!(@ $verb),
                is_read: routes!(@is_read $verb),
                path: $path,
                handler: || ::actix_web::web::to($handler),
            },
        )*];
    };
    (@ READ) => { $crate::web::http::route::Verb::Get };
    (@ GET) => { $crate::web::http::route::Verb::Get };
    (@ POST) => { $crate::web::http::route::Verb::Post };
    (@is_read READ) => { true };
    (@is_read $verb:ident) => { false };
}
pub(in crate::web) use routes;

/// Puts the table before the application, each row behind its guard.
pub fn configure(config: &mut ServiceConfig) {
    let mut paths: Vec<&'static str> = Vec::new();
    for route in crate::web::ROUTES {
        if !paths.contains(&route.path) {
            paths.push(route.path);
        }
    }
    for path in paths {
        let rows = || crate::web::ROUTES.iter().filter(move |route| route.path == path);
        let mut resource = web::resource(path);
        let is_form = rows().any(|row| row.verb == Verb::Post);
        for row in rows() {
            let door = Door { place: Matched(path), needs: row.needs, is_read: row.is_read };
            let handler = match row.verb {
                Verb::Get => (row.handler)()
                    .guard(choose::Any(choose::Get()).or(choose::Head()))
                    .wrap(from_fn(answers::again))
                    .wrap(from_fn(move |req, next| past::leave(is_form, req, next))),
                Verb::Post => (row.handler)().guard(choose::Post()).wrap(from_fn(passed::keep)),
            };
            resource = resource.route(handler.wrap(from_fn(move |req, next| door.pass(req, next))));
        }
        let allow = if is_form { "GET, HEAD, POST" } else { "GET, HEAD" };
        config.service(resource.default_service(otherwise(Matched(path), move || WebError::MethodNotAllowed { allow })));
    }
    config.default_service(otherwise(Matched(NO_ROUTE), || WebError::NotFound));
}

/// The door of a route; who comes to it is marked with its pattern.
#[derive(Debug, Clone, Copy)]
struct Door {
    place: Matched,
    needs: Needs,
    is_read: bool,
}

impl Door {
    async fn pass<B: MessageBody>(self, req: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, Error> {
        self.place.mark(&req);
        guard::check(self.needs, self.is_read, req, next).await
    }
}

/// Answers with an error, to somebody whom the error's page may greet by name.
fn otherwise(matched: Matched, error: impl Fn() -> WebError + Clone + 'static) -> actix_web::Route {
    let handler = move |_: HttpRequest| {
        let error = error();
        async move { Err::<actix_web::HttpResponse, _>(error) }
    };
    let door = Door { place: matched, needs: Needs::Anyone, is_read: false };
    web::to(handler).wrap(from_fn(move |req, next| door.pass(req, next)))
}
