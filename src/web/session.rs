//! The cookie, and whose it is.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
    web,
};

use super::{Cx, State, WebError};
use crate::{
    config::Config,
    store::{
        accounts::Account,
        audit::{self, What},
        sessions::{self, SignedIn},
        token::Token,
    },
};

/// The cookie's name. With `__Host-`, a browser takes it only over TLS and from this host alone.
#[must_use]
pub fn cookie_name(config: &Config) -> &'static str {
    if config.cookie_secure { "__Host-hello" } else { "hello" }
}

/// Who sent this request, as far as its cookie proves it.
///
/// # Errors
/// Those of the database.
pub async fn look(req: &HttpRequest) -> Result<Option<SignedIn>, WebError> {
    let Some(state) = req.app_data::<web::Data<State>>() else { return Ok(None) };
    let token = req.cookie(cookie_name(&state.config)).and_then(|cookie| Token::parse(cookie.value()));
    let Some(session) = token.map(|token| token.hash()) else { return Ok(None) };
    let (now, lifetime) = (state.clock.now(), state.lifetime());
    let look = if is_by_itself(req) { sessions::glimpse } else { sessions::find };
    Ok(state.store.run(move |conn| look(conn, session, now, lifetime)).await?)
}

/// Whether an open page asks by itself, for what colleagues did: nobody has to be there for that.
fn is_by_itself(req: &HttpRequest) -> bool {
    req.headers().contains_key("x-live") || req.headers().get(header::ACCEPT).is_some_and(|wanted| wanted == "text/event-stream")
}

/// Begins a session with a new id, and ends the one with which the person came. `None`, where the account has changed meanwhile.
///
/// # Errors
/// Those of the database.
pub async fn begin(cx: &Cx, account: Account) -> Result<Option<Cookie<'static>>, WebError> {
    let token = Token::new().map_err(|e| WebError::Fault(format!("there is no randomness: {e}")))?;
    let (session, now, lifetime) = (token.hash(), cx.now, cx.state.lifetime());
    let before = cx.signed_in.as_ref().map(|signed_in| signed_in.session);
    let mut hand = cx.hand();
    hand.account = Some(account.account_id());
    let begun = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            if let Some(before) = before {
                sessions::end(conn, before)?;
            }
            let begun = sessions::begin(conn, &account, session, now, lifetime)?;
            Ok((begun, begun.then(|| hand.did(What::SignedIn))))
        })
    });
    Ok(begun.await?.then(|| cookie(&cx.state.config, token.reveal().to_owned())))
}

/// Ends the session, and takes the cookie back.
///
/// # Errors
/// Those of the database.
pub async fn end(cx: &Cx) -> Result<Cookie<'static>, WebError> {
    if let Some(session) = cx.signed_in.as_ref().map(|signed_in| signed_in.session) {
        let entry = cx.hand().did(What::SignedOut);
        cx.store().run(move |conn| audit::written(conn, |conn| Ok((sessions::end(conn, session)?, Some(entry))))).await?;
    }
    let mut gone = cookie(&cx.state.config, String::new());
    gone.set_max_age(Duration::ZERO);
    Ok(gone)
}

/// Without an age: it goes when the browser does, and the server ends it sooner if it must.
fn cookie(config: &Config, value: String) -> Cookie<'static> {
    Cookie::build(cookie_name(config), value).path("/").http_only(true).same_site(SameSite::Lax).secure(config.cookie_secure).finish()
}
