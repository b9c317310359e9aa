//! The shop: what it is called, and how it writes time and money.

use actix_web::HttpResponse;
use askama::Template;

use crate::shop::{FieldErrors, Fields, ShopName};
use crate::store::people::shop;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "admin/shop.html")]
struct ShopPage {
    page: Page,
    form: FormView,
    is_changed: bool,
    time_zone_from: String,
}

/// Shows what the shop is called.
///
/// # Errors
/// The page cannot be written.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let name = cx.who()?.shop.clone().unwrap_or_default();
    page(&cx, FormView::new([("shop", name.as_str())].into_iter().collect()), query.get("changed") == "yes")
}

/// Gives the shop a name.
///
/// # Errors
/// The database failed.
pub async fn change(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    let name = match ShopName::parse(typed.get("shop")) {
        Ok(name) => name,
        Err(sentence) => return page(&cx, FormView::again(typed, FieldErrors::one("shop", sentence)), false),
    };
    cx.store().run(move |conn| shop::call(conn, &name)).await?;
    Ok(see_other("/admin/shop?changed=yes"))
}

fn page(cx: &Cx, form: FormView, is_changed: bool) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Admin).with_errors(!form.errors.is_empty());
    let time_zone_from = cx.state.config.time_zone_from.clone();
    render_as(page.status(), &ShopPage { page, form, is_changed, time_zone_from })
}
