//! Pages: actix and askama. Holds no SQL.
//!
//! This file is the whole map: every address, what answers there, and whom it lets in. What is not in [`ROUTES`] is not served.
//!
//! A request passes through [`trace`], [`headers`], [`error::pages`], [`protocol`], [`cross_site`], and the [`guard`] of its route, to a handler.

pub mod account;
pub mod accounts;
pub mod assets;
pub mod audit;
pub mod certificate;
pub mod clock;
pub mod compare;
pub mod cross_site;
pub mod csv;
pub mod customers;
pub mod cx;
pub mod error;
pub mod events;
pub mod fields;
pub mod forgetting;
pub mod form;
pub mod guard;
pub mod hashing;
pub mod headers;
pub mod health;
pub mod integrity;
pub mod live;
pub mod local;
pub mod login;
pub mod moment;
pub mod narrowed;
pub mod not_yet;
pub mod page;
pub mod pager;
pub mod past;
pub mod peer;
pub mod pet;
pub mod pets;
pub mod pictures;
pub mod protocol;
pub mod record;
pub mod refresher;
pub mod respond;
pub mod route;
pub mod search;
pub mod second_factor;
pub mod server;
pub mod session;
pub mod setup;
pub mod snapshot;
pub mod species;
pub mod state;
pub mod today;
pub mod trace;
pub mod why;

pub use clock::Clock;
pub use cx::Cx;
pub use error::WebError;
pub use form::FormView;
pub use page::{Manner, Page, Section, Viewer};
pub use respond::{render, render_as, see_other};
pub use route::{Needs, Route, Verb};
pub use state::State;

use record::{begin, change, retraction, sale};
use route::routes;

routes! {
    Open   GET  "/healthz" => health::lives;
    Open   GET  "/readyz" => health::serves;
    Open   GET  "/static/{name:.+}" => assets::file;
    Open   GET  "/favicon.ico" => assets::icon;

    Anyone GET  "/setup" => setup::show;
    Anyone POST "/setup" => setup::accept;
    Anyone GET  "/login" => login::show;
    Anyone POST "/login" => login::sign_in;
    Anyone GET  "/login/code" => login::code::show;
    Anyone POST "/login/code" => login::code::enter;
    Anyone GET  "/logout" => login::start;
    Anyone POST "/logout" => login::sign_out;

    Staff  GET  "/" => today::show;
    Staff  GET  "/pets" => pets::list;
    Staff  GET  "/pets/arrival" => begin::arrival_form;
    Staff  POST "/pets/arrival" => begin::record_arrival;
    Staff  GET  "/pets/birth" => begin::birth_form;
    Staff  POST "/pets/birth" => begin::record_birth;
    Staff  GET  "/pets/{id}" => pet::show;
    Staff  GET  "/pets/{id}/sale" => sale::sale_form;
    Staff  POST "/pets/{id}/sale" => sale::record_sale;
    Staff  GET  "/pets/{id}/price-change" => change::price_change_form;
    Staff  POST "/pets/{id}/price-change" => change::record_price_change;
    Staff  GET  "/pets/{id}/loss" => change::loss_form;
    Staff  POST "/pets/{id}/loss" => change::record_loss;
    Staff  GET  "/pets/{id}/find" => change::find_form;
    Staff  POST "/pets/{id}/find" => change::record_find;
    Staff  GET  "/pets/{id}/certificate" => certificate::show;
    Staff  GET  "/pets/{id}/certificate.txt" => certificate::send;
    Staff  GET  "/search" => search::show;
    Staff  GET  "/pets/{id}/retraction" => retraction::retraction_form;
    Staff  POST "/pets/{id}/retraction" => retraction::record_retraction;
    Staff  GET  "/events" => events::list;
    Staff  GET  "/events/{id}" => events::show;
    Staff  GET  "/compare" => compare::show;
    Staff  GET  "/compare.csv" => compare::export::send;
    Staff  GET  "/customers" => customers::list;
    Staff  GET  "/customers/{id}" => customers::show;
    Admin  GET  "/customers/{id}/forgetting" => forgetting::ask;
    Admin  POST "/customers/{id}/forgetting" => forgetting::forget;
    Staff  GET  "/live" => live::stream::follow;
    Staff  GET  "/live/pets/{id}" => live::news::show;

    Admin  GET  "/admin/snapshot" => snapshot::show;
    Admin  POST "/admin/snapshot" => snapshot::refresh;

    Admin  GET  "/admin/audit" => audit::list;

    Admin  GET  "/admin/integrity" => integrity::show;
    Admin  POST "/admin/integrity" => integrity::verify;
    Admin  GET  "/admin/integrity/seals/{id}" => integrity::seal;

    Staff  GET  "/account" => account::show;
    Staff  POST "/account" => account::change_password;
    Staff  GET  "/account/second-factor" => second_factor::show;
    Staff  POST "/account/second-factor" => second_factor::set_up;
    Staff  GET  "/account/second-factor/codes" => second_factor::leave::ask_codes;
    Staff  POST "/account/second-factor/codes" => second_factor::leave::renew_codes;
    Staff  GET  "/account/second-factor/off" => second_factor::leave::ask_off;
    Staff  POST "/account/second-factor/off" => second_factor::leave::turn_off;

    Admin  GET  "/admin/accounts" => accounts::list;
    Admin  POST "/admin/accounts" => accounts::add;
    Admin  GET  "/admin/accounts/{id}/role" => accounts::change::ask_role;
    Admin  POST "/admin/accounts/{id}/role" => accounts::change::set_role;
    Admin  GET  "/admin/accounts/{id}/password" => accounts::password::ask;
    Admin  POST "/admin/accounts/{id}/password" => accounts::password::set;
    Admin  GET  "/admin/accounts/{id}/disable" => accounts::change::ask_disable;
    Admin  POST "/admin/accounts/{id}/disable" => accounts::change::disable;
    Admin  GET  "/admin/accounts/{id}/enable" => accounts::change::ask_enable;
    Admin  POST "/admin/accounts/{id}/enable" => accounts::change::enable;
    Admin  GET  "/admin/accounts/{id}/sessions" => accounts::change::ask_end_sessions;
    Admin  POST "/admin/accounts/{id}/sessions" => accounts::change::end_sessions;
    Admin  GET  "/admin/accounts/{id}/second-factor" => accounts::second_factor::ask;
    Admin  POST "/admin/accounts/{id}/second-factor" => accounts::second_factor::require;
    Admin  GET  "/admin/accounts/{id}/second-factor-reset" => accounts::second_factor::ask_reset;
    Admin  POST "/admin/accounts/{id}/second-factor-reset" => accounts::second_factor::reset;
}
