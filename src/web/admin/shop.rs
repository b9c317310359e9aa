//! The shop: what it is called, and how it writes time and money.

use actix_web::HttpResponse;
use askama::Template;

use crate::shop::{FieldErrors, Fields, ShopName};
use crate::store::people::audit::{AuditKind, Entry, Hand};
use crate::store::people::shop::{Described, Shop};
use crate::store::people::{audit, shop};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::{render_as, see_other};
use crate::web::parts::form::FormView;
use crate::web::parts::manners;
use crate::web::parts::manners::Manners;
use crate::web::parts::page::{Page, Section};

#[derive(Template)]
#[template(path = "admin/shop.html")]
struct ShopPage {
    page: Page,
    form: FormView,
    is_changed: bool,
    manners: Manners,
}

/// Shows how the shop is described.
///
/// # Errors
/// The database failed.
pub async fn show(cx: Cx, Query(query): Query) -> Result<HttpResponse, WebError> {
    let shop = cx.store().read(|conn| shop::look(conn)).await?;
    let manner = cx.manner();
    let name = shop.name.clone().unwrap_or_default();
    let kept = [("shop", name.as_str()), ("time_zone", Manners::name_of(manner.time_zone)), ("currency", manner.currency.code())];
    page(&cx, &shop, FormView::new(kept.into_iter().collect()), query.get("changed") == "yes")
}

/// Describes it anew.
///
/// # Errors
/// The database failed.
pub async fn change(cx: Cx, typed: Fields) -> Result<HttpResponse, WebError> {
    let shop = cx.store().run(shop::look).await?;
    let mut errors = FieldErrors::default();
    let name = errors.keep("shop", ShopName::parse(typed.get("shop")));
    let described = Described { name, ..manners::read(&cx, &shop, &typed, &mut errors) };
    if !errors.is_empty() {
        return page(&cx, &shop, FormView::again(typed, errors), false);
    }
    let hand = cx.hand();
    let changed = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            let before = shop::look(conn)?;
            shop::keep(conn, &described)?;
            Ok(((), change_of(hand, &before, &shop::look(conn)?)))
        })
    });
    changed.await?;
    Ok(see_other("/admin/shop?changed=yes"))
}

/// What the audit log says of it; nothing, where all is as it was.
fn change_of(hand: Hand, before: &Shop, after: &Shop) -> Option<Entry> {
    let (was, is) = (before.said, after.said);
    let changed = [
        ("name", after.name.clone().filter(|_| after.name != before.name)),
        ("time_zone", is.time_zone.filter(|_| is.time_zone != was.time_zone).map(|zone| zone.name().to_owned())),
        ("currency", is.currency.filter(|_| is.currency != was.currency).map(|currency| currency.code().to_owned())),
    ];
    let told = changed.into_iter().filter_map(|(what, now)| Some((what, now?)));
    told.fold(None, |entry, (what, now)| Some(entry.unwrap_or_else(|| hand.clone().did(AuditKind::ShopChanged)).with(what, now)))
}

fn page(cx: &Cx, shop: &Shop, form: FormView, is_changed: bool) -> Result<HttpResponse, WebError> {
    let page = cx.page(Section::Admin).with_errors(!form.errors.is_empty());
    render_as(page.status(), &ShopPage { page, form, is_changed, manners: Manners::of(&cx.state.config, shop) })
}
