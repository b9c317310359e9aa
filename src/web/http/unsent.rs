//! What was typed into a form whose sender has to sign in again: kept when it comes, and in the form again once the same person is back.
//!
//! A form says by itself whose it is: it carries the id of the account for which it was made. That is known to whoever
//! works here, so strangers can keep nothing. Whoever claims another's id has typed something for them, which they look at before they send it; at worst
//! it takes the place of what they had kept.

use actix_web::dev::ServiceRequest;

use crate::shop::{AccountId, FieldErrors, Fields};
use crate::store::people::unsent;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::typed;
use crate::web::parts::form;
use crate::web::parts::form::{FormView, Unsent};

/// What the address of a form calls what was typed into it before.
const FIELD: &str = "unsent";

/// Reads what was sent, so that an answer other than the form's own can carry it on. What is no form, or too large, is not carried.
pub async fn read(req: &mut ServiceRequest) -> Option<Fields> {
    if !typed::is_carried(req.request()) {
        return None;
    }
    req.extract::<Fields>().await.ok()
}

/// Keeps what was sent, and answers the address at which it stands in its form again for the one who typed it.
///
/// # Errors
/// The database failed; then the request has what was typed, see [`typed::of`].
pub async fn keep(req: &mut ServiceRequest) -> Result<Option<String>, WebError> {
    let Some(fields) = read(req).await else { return Ok(None) };
    let (Some(cx), Ok(account)) = (Cx::of(req.request()), fields.get("opened_by").parse()) else { return Ok(None) };
    let path = req.path().to_owned();
    let form = unsent::Unsent { account: AccountId(account), path: path.clone(), form_key: form::key(&fields), fields };
    let now = cx.now;
    let id = cx.store().run(move |conn| unsent::keep(conn, form, now)).await?;
    Ok(id.map(|id| format!("{path}?{FIELD}={id}")))
}

/// A form as it is first shown, or with what was typed into it before, where its address names that.
///
/// # Errors
/// The database failed.
pub async fn opened(cx: &Cx, fresh: FormView) -> Result<FormView, WebError> {
    let Some(id) = cx.asked(FIELD).and_then(|id| id.parse().ok()) else { return Ok(fresh) };
    let (account, path, now) = (cx.who()?.account, cx.path().to_owned(), cx.now);
    let found = cx.store().read(move |conn| unsent::find(conn, id, account, &path, now)).await?;
    Ok(match found {
        Some(kept) => {
            let unsent = if kept.is_used { Unsent::Used } else { Unsent::Here };
            FormView { unsent: Some(unsent), ..FormView::again(kept.fields, FieldErrors::default()) }
        }
        None => FormView { unsent: Some(Unsent::NotHere), ..fresh },
    })
}
