//! What every request passes through: [`under`], [`trace`], [`headers`], [`answers::lead_to`], [`error_pages::pages`], [`protocol`], [`cross_site`] and the [`guard`] of its
//! [`route`], until a handler gets its context, [`cx::Cx`], and answers by [`respond`] or with an [`error`].
//!
//! [`listener`] is what it comes by, [`server`] puts it together, [`state`] is what all requests share. [`metrics`] is a server of its own, for whoever watches over the shop.

pub mod answers;
pub mod assets;
pub mod clock;
pub mod cross_site;
pub mod cx;
pub mod error;
pub mod error_pages;
pub mod fields;
pub mod guard;
pub mod hashing;
pub mod headers;
pub mod health;
pub mod listener;
pub mod matched;
pub mod metrics;
pub mod once;
pub mod passed;
pub mod peer;
pub mod protocol;
pub mod respond;
pub mod route;
pub mod server;
pub mod session;
pub mod state;
pub mod trace;
pub mod traceparent;
pub mod typed;
pub mod under;
pub mod unsent;
