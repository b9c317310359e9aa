//! The route table: every address of the shop, what answers there, and whom it lets in. What is not in [`ROUTES`] is not served.
//!
//! | room | what lives there |
//! |---|---|
//! | [`http`] | what every request passes through on its way to a handler, and what it brings along |
//! | [`parts`] | what pages are made of: moments, pagers, pictures, forms |
//! | [`pages`] | what staff look at |
//! | [`sheets`] | lists as files for a spreadsheet |
//! | [`record`] | the forms that record events |
//! | [`people`] | the door, one's own account, customers who are mended, joined and forgotten |
//! | [`admin`] | what admins look after |
//! | [`feed`] | what programs ask, with a token instead of a session |
//! | [`live`] | open pages hear what colleagues do |

pub mod admin;
pub mod feed;
pub mod http;
pub mod live;
pub mod pages;
pub mod parts;
pub mod people;
pub mod record;
pub mod sheets;

use admin::{accounts, audit, health as condition, integrity, shop, snapshot, stock, tokens};
use http::{assets, health, route::routes};
use pages::{cards, certificate, compare, customers, events, pet, pets, receipt, search, today};
use people::{account, doubles, forgetting, joining, known, login, mending, second_factor, setup};
use record::{begin, change, litter, retraction, returned, sale};

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

    Staff  READ "/" => today::show;
    Staff  READ "/pets" => pets::list;
    Staff  READ "/pets.csv" => sheets::pets::csv;
    Staff  GET  "/pets/arrival" => begin::arrival_form;
    Staff  POST "/pets/arrival" => begin::record_arrival;
    Staff  GET  "/pets/birth" => begin::birth_form;
    Staff  POST "/pets/birth" => begin::record_birth;
    Staff  GET  "/pets/litter" => litter::litter_form;
    Staff  POST "/pets/litter" => litter::record_litter;
    Staff  READ "/pets/cards" => cards::sheet;
    Staff  READ "/pets/{id}" => pet::show;
    Staff  READ "/pets/{id}/card" => cards::one;
    Staff  GET  "/pets/{id}/sale" => sale::sale_form;
    Staff  POST "/pets/{id}/sale" => sale::record_sale;
    Staff  GET  "/pets/{id}/return" => returned::return_form;
    Staff  POST "/pets/{id}/return" => returned::record_return;
    Staff  GET  "/pets/{id}/price-change" => change::price_change_form;
    Staff  POST "/pets/{id}/price-change" => change::record_price_change;
    Staff  GET  "/pets/{id}/name" => change::name_form;
    Staff  POST "/pets/{id}/name" => change::record_name;
    Staff  GET  "/pets/{id}/loss" => change::loss_form;
    Staff  POST "/pets/{id}/loss" => change::record_loss;
    Staff  GET  "/pets/{id}/find" => change::find_form;
    Staff  POST "/pets/{id}/find" => change::record_find;
    Staff  READ "/pets/{id}/certificate" => certificate::show;
    Staff  READ "/pets/{id}/certificate.txt" => certificate::send;
    Staff  READ "/search" => search::show;
    Staff  GET  "/pets/{id}/retraction" => retraction::retraction_form;
    Staff  POST "/pets/{id}/retraction" => retraction::record_retraction;
    Staff  READ "/events" => events::list;
    Staff  READ "/events.csv" => sheets::books::events;
    Staff  READ "/events/{id}" => events::show;
    Staff  READ "/events/{id}/receipt" => receipt::show;
    Staff  READ "/compare" => compare::show;
    Staff  READ "/compare.csv" => compare::export::send;
    Staff  READ "/customers" => customers::list;
    Staff  READ "/customers.csv" => sheets::people::customers;
    Staff  READ "/customers/doubles" => doubles::list;
    Staff  READ "/customers/{id}" => customers::show;
    Staff  READ "/customers/{id}/data" => known::show;
    Staff  READ "/customers/{id}/data.json" => known::send;
    Staff  GET  "/customers/{id}/edit" => mending::edit_form;
    Staff  POST "/customers/{id}/edit" => mending::mend;
    Admin  GET  "/customers/{id}/join" => joining::ask;
    Admin  POST "/customers/{id}/join" => joining::join;
    Admin  GET  "/customers/{id}/forgetting" => forgetting::ask;
    Admin  POST "/customers/{id}/forgetting" => forgetting::forget;
    Staff  GET  "/live" => live::stream::follow;
    Staff  GET  "/live/pets/{id}" => live::news::show;

    Staff  GET  "/feed" => feed::about::show;
    Open   GET  "/feed/openapi.json" => feed::about::openapi;
    Program GET "/feed/events" => feed::events::list;
    Program GET "/feed/pets" => feed::pets::list;
    Program GET "/feed/pets/{id}" => feed::pets::show;

    Admin  GET  "/admin" => snapshot::lead;
    Admin  GET  "/admin/snapshot" => snapshot::show;
    Admin  POST "/admin/snapshot" => snapshot::refresh;
    Admin  GET  "/admin/snapshot.csv" => sheets::books::refreshes;

    Admin  GET  "/admin/health" => condition::show;

    Admin  GET  "/admin/shop" => shop::show;
    Admin  POST "/admin/shop" => shop::change;

    Admin  GET  "/admin/audit" => audit::list;
    Admin  GET  "/admin/audit.csv" => sheets::people::audit;

    Admin  GET  "/admin/import" => stock::list;
    Admin  POST "/admin/import" => stock::upload::take;
    Admin  GET  "/admin/import/{id}" => stock::look::show;
    Admin  POST "/admin/import/{id}" => stock::look::go_on;
    Admin  GET  "/admin/import/{id}/faults.csv" => stock::work::faults;

    Admin  GET  "/admin/tokens" => tokens::list;
    Admin  POST "/admin/tokens" => tokens::add;
    Admin  GET  "/admin/tokens/{id}/revoke" => tokens::ask_revoke;
    Admin  POST "/admin/tokens/{id}/revoke" => tokens::revoke;

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
