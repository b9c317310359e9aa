//! What a handler knows about the request it answers.

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use chrono::{DateTime, NaiveDate, Utc};
use std::future::{Ready, ready};
use uuid::Uuid;

use crate::shop::{Currency, Manner, Said};
use crate::store::Store;
use crate::store::people::accounts::Role;
use crate::store::people::audit::Hand;
use crate::store::people::sessions::SignedIn;
use crate::store::people::tokens::Used;
use crate::web::http::error::WebError;
use crate::web::http::peer;
use crate::web::http::state::State;
use crate::web::http::trace::RequestId;
use crate::web::http::traceparent::TraceParent;
use crate::web::parts::page::{Page, Section, Viewer};
use crate::web::parts::past::Standpoint;

/// What asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// A browser that goes to a page by itself.
    Browser,
    /// A browser's script.
    Script,
    /// Anything else.
    Program,
}

impl Asker {
    /// Every browser says so of a page, and no script of ours does.
    #[must_use]
    pub fn of(req: &HttpRequest) -> Self {
        let says = |name: &str, value: &str| req.headers().get(name).is_some_and(|said| said == value);
        // Where htmx goes back it says that alone.
        if says("hx-request", "true") || says("hx-history-restore-request", "true") {
            Self::Script
        } else if says("sec-fetch-mode", "navigate") || says("upgrade-insecure-requests", "1") {
            Self::Browser
        } else {
            Self::Program
        }
    }
}

/// The request's context: who asks, when, and what answers are made with.
#[derive(Debug, Clone)]
pub struct Cx {
    /// What all requests share.
    pub state: State,
    /// What the shop's owner has said of time and money, as far as whoever asks may know.
    pub said: Said,
    /// Who is signed in; behind the door always somebody, see [`Cx::who`].
    pub signed_in: Option<SignedIn>,
    /// The way to the database by which its reader was found.
    pub lease: Option<Store>,
    /// The request's id, as it stands in the log.
    pub request_id: Uuid,
    /// The trace that it belongs to, where whoever asks says so.
    pub trace: Option<TraceParent>,
    /// Whether htmx asks for a fragment of the page rather than for the page.
    pub wants_fragment: bool,
    /// What asks.
    pub asker: Asker,
    /// The moment at which the request came.
    pub now: DateTime<Utc>,
    /// The request's path with its query.
    pub address: String,
    /// The client's address, as throttling counts it.
    pub client: String,
}

impl Cx {
    /// The way to the database.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.lease.as_ref().unwrap_or(&self.state.store)
    }

    /// Who asks, behind the door.
    ///
    /// # Errors
    /// [`WebError::Fault`], where a route lets in nobodies that a handler does not expect.
    pub fn who(&self) -> Result<&SignedIn, WebError> {
        self.signed_in.as_ref().ok_or_else(|| WebError::Fault("nobody is signed in behind the door".into()))
    }

    /// How the shop writes money and time.
    #[must_use]
    pub fn manner(&self) -> Manner {
        self.state.config.manner(&self.said)
    }

    /// Whose hand it is, for the audit log.
    #[must_use]
    pub fn hand(&self) -> Hand {
        Hand {
            account: self.signed_in.as_ref().map(|signed_in| signed_in.account),
            address: Some(self.client.clone()),
            request_id: Some(self.request_id),
            at: self.now,
        }
    }

    /// The page to be shown, in this part of the shop.
    #[must_use]
    pub fn page(&self, section: Section) -> Page {
        self.page_at(section, Standpoint::now(self.now, self.manner().time_zone))
    }

    /// The page to be shown, where it stands in time: all that it says of today, it says of that day.
    #[must_use]
    pub fn page_at(&self, section: Section, time: Standpoint) -> Page {
        Page {
            viewer: self.signed_in.as_ref().map(viewer),
            section,
            manner: self.manner(),
            now: time.moment.map_or(self.now, |moment| moment.at),
            has_errors: time.error.is_some(),
            time,
            is_fragment: self.wants_fragment,
        }
    }

    /// The request's path without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.address.split('?').next().unwrap_or_default()
    }

    /// What the address says in this field of its query.
    #[must_use]
    pub fn asked(&self, field: &str) -> Option<String> {
        let (_, query) = self.address.split_once('?')?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
        pairs.into_iter().find(|(name, _)| name == field).map(|(_, value)| value)
    }

    /// Today in the shop's time zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.manner().time_zone).date_naive()
    }

    /// The currency in which the shop keeps its books.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.manner().currency
    }

    /// The context of a request, also where no handler was reached.
    #[must_use]
    pub fn of(req: &HttpRequest) -> Option<Self> {
        let state = req.app_data::<web::Data<State>>()?.get_ref().clone();
        let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok());
        let signed_in = req.extensions().get::<SignedIn>().cloned();
        let of_a_program = || req.extensions().get::<Used>().map(Used::said);
        Some(Self {
            said: signed_in.as_ref().map(|who| who.said).or_else(of_a_program).unwrap_or_default(),
            signed_in,
            lease: req.extensions().get::<Store>().cloned(),
            request_id: RequestId::of(req),
            trace: TraceParent::of(req.headers()),
            wants_fragment: header("hx-request-type") == Some("partial"),
            asker: Asker::of(req),
            now: state.clock.now(),
            address: req.uri().path_and_query().map_or_else(|| req.path().to_owned(), ToString::to_string),
            client: peer::address(req, &state.config),
            state,
        })
    }
}

fn viewer(signed_in: &SignedIn) -> Viewer {
    Viewer {
        account: signed_in.account,
        name: signed_in.name.clone(),
        is_admin: signed_in.role == Role::Admin,
        shop: signed_in.shop.clone(),
        seen: signed_in.seen.clone(),
    }
}

impl FromRequest for Cx {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(req).ok_or_else(|| WebError::Fault("the server was built without its state".into())))
    }
}
