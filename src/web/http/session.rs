//! The cookie, and whose it is.

use actix_web::{
    HttpMessage, HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::{Method, header},
    web,
};

use crate::config::Config;
use crate::store::Reach;
use crate::store::people::accounts::Account;
use crate::store::people::audit::AuditKind;
use crate::store::people::second_factor::Proof;
use crate::store::people::sessions::SignedIn;
use crate::store::people::token::{Token, TokenHash};
use crate::store::people::{audit, half_sessions, sessions};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::state::State;

/// The cookie's name. With `__Host-`, a browser takes it only over TLS and from this host alone, but then for all of it; under a path it is
/// `__Secure-`, so that shops under several paths of a host do not take each other's.
#[must_use]
pub fn cookie_name(config: &Config) -> &'static str {
    match (config.cookie_secure, &config.path) {
        (true, None) => "__Host-hello",
        (true, Some(_)) => "__Secure-hello",
        (false, _) => "hello",
    }
}

/// Who sent this request, as far as its cookie proves it. A page that may be read at a server which follows the
/// database goes on there, where one has passed `wanted`.
///
/// # Errors
/// Those of the database.
pub async fn look(req: &HttpRequest, wanted: Option<Reach>) -> Result<Option<SignedIn>, WebError> {
    let Some(state) = req.app_data::<web::Data<State>>() else { return Ok(None) };
    let Some(session) = secret(req) else { return Ok(None) };
    let (now, lifetime) = (state.clock.now(), state.lifetime());
    let find = if is_by_itself(req) { sessions::glimpse } else { sessions::find };
    let find = move |conn: &mut crate::store::Conn| find(conn, session, now, lifetime);
    // A form may take its time to come; a page goes on at once, with the connection by which its reader was found.
    if req.method() == Method::POST {
        return Ok(state.store.keep(find).await?);
    }
    let store = state.store.of_a_request();
    let mut found = store.keep(find).await?;
    if let (Some(signed_in), Some(wanted)) = (found.as_mut(), wanted)
        && let Some(seen) = store.follow(wanted, signed_in.turn()).await
    {
        signed_in.seen = seen;
    }
    req.extensions_mut().insert(store);
    Ok(found)
}

/// What is kept of the secret in the cookie, whatever it opens.
pub(in crate::web) fn secret(req: &HttpRequest) -> Option<TokenHash> {
    let state = req.app_data::<web::Data<State>>()?;
    Token::parse(req.cookie(cookie_name(&state.config))?.value()).map(|token| token.hash())
}

/// A secret that lets nobody in, for a browser that is to be known again.
///
/// # Errors
/// There is no randomness.
pub(in crate::web) fn of_a_stranger(cx: &Cx) -> Result<(TokenHash, Cookie<'static>), WebError> {
    let token = new_token()?;
    Ok((token.hash(), cookie(&cx.state.config, token.reveal().to_owned())))
}

/// Whether an open page asks by itself, for what colleagues did: nobody has to be there for that.
fn is_by_itself(req: &HttpRequest) -> bool {
    req.headers().contains_key("x-live") || req.headers().get(header::ACCEPT).is_some_and(|wanted| wanted == "text/event-stream")
}

/// Begins a session with a new id, and ends the one with which the person came. `None`, where the account has changed meanwhile.
///
/// # Errors
/// Those of the database.
pub async fn begin(cx: &Cx, account: Account, proof: Option<Proof>) -> Result<Option<Cookie<'static>>, WebError> {
    let token = new_token()?;
    let (session, now, lifetime) = (token.hash(), cx.now, cx.state.lifetime());
    let before = cx.signed_in.as_ref().map(|signed_in| signed_in.session);
    let mut hand = cx.hand();
    hand.account = Some(account.id);
    // Later than whatever else this request has written: a set-up, say.
    hand.at = cx.state.clock.now();
    let begun = cx.store().run(move |conn| {
        audit::written(conn, |conn| {
            if let Some(before) = before {
                sessions::end(conn, before)?;
            }
            let begun = sessions::begin(conn, &account, session, now, lifetime)?;
            let entry = hand.did(AuditKind::SignedIn);
            let entry = if proof == Some(Proof::RecoveryCode) { entry.with("by", "recovery code") } else { entry };
            Ok((begun, begun.then_some(entry)))
        })
    });
    Ok(begun.await?.then(|| cookie(&cx.state.config, token.reveal().to_owned())))
}

/// Begins a half session, for somebody who has typed the right password and not yet the code. `None` as in [`begin`].
///
/// # Errors
/// Those of the database.
pub async fn begin_half(cx: &Cx, account: Account) -> Result<Option<Cookie<'static>>, WebError> {
    let token = new_token()?;
    let (half, now) = (token.hash(), cx.now);
    let before = cx.signed_in.as_ref().map(|signed_in| signed_in.session);
    let begun = cx.store().run(move |conn| {
        if let Some(before) = before {
            sessions::end(conn, before)?;
        }
        half_sessions::begin(conn, &account, half, now)
    });
    Ok(begun.await?.then(|| cookie(&cx.state.config, token.reveal().to_owned())))
}

/// Whose password was typed in this browser a moment ago, and the half session that says so.
///
/// # Errors
/// Those of the database.
pub async fn half(cx: &Cx, req: &HttpRequest) -> Result<Option<(Account, TokenHash)>, WebError> {
    let Some(half) = secret(req) else { return Ok(None) };
    let now = cx.now;
    let account = cx.store().run(move |conn| half_sessions::find(conn, half, now)).await?;
    Ok(account.map(|account| (account, half)))
}

/// Ends a half session: the whole one has begun.
///
/// # Errors
/// Those of the database.
pub async fn end_half(cx: &Cx, half: TokenHash) -> Result<(), WebError> {
    Ok(cx.store().run(move |conn| half_sessions::end(conn, half)).await?)
}

fn new_token() -> Result<Token, WebError> {
    Token::new().map_err(|e| WebError::Fault(format!("there is no randomness: {e}")))
}

/// Ends the session, and takes the cookie back.
///
/// # Errors
/// Those of the database.
pub async fn end(cx: &Cx) -> Result<Cookie<'static>, WebError> {
    if let Some(session) = cx.signed_in.as_ref().map(|signed_in| signed_in.session) {
        let entry = cx.hand().did(AuditKind::SignedOut);
        cx.store().run(move |conn| audit::written(conn, |conn| Ok((sessions::end(conn, session)?, Some(entry))))).await?;
    }
    let mut gone = cookie(&cx.state.config, String::new());
    gone.set_max_age(Duration::ZERO);
    Ok(gone)
}

/// A cookie beside that of the session, by the end of its name.
pub(in crate::web) fn beside(config: &Config, end: &str, value: String) -> Cookie<'static> {
    let mut beside = cookie(config, value);
    beside.set_name(name_beside(config, end));
    beside
}

/// What that is called.
pub(in crate::web) fn name_beside(config: &Config, end: &str) -> String {
    format!("{}-{end}", cookie_name(config))
}

/// Without an age: it goes when the browser does, and the server ends it sooner if it must.
fn cookie(config: &Config, value: String) -> Cookie<'static> {
    Cookie::build(cookie_name(config), value)
        .path(config.path.clone().unwrap_or_else(|| "/".to_owned()))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(config.cookie_secure)
        .finish()
}
