//! The stream of a page: server-sent events that can be taken up again where they broke off.

use crate::store::StoreError;
use crate::store::ground::position::Position;
use crate::store::log::changes;
use crate::store::log::changes::{Change, Changes};
use crate::store::people::sessions;
use crate::store::people::token::TokenHash;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::state::State;
use crate::web::live::Heard;
use actix_web::body::{BodySize, MessageBody};
use actix_web::http::{Method, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::{OwnedSemaphorePermit, broadcast, mpsc, watch};

/// How many messages wait for a slow reader before the stream ends; it can be taken up again.
const WAITING: usize = 32;

/// How soon the browser tries again by itself.
const RETRY: &str = "retry: 1000\n";

/// Tells of all that is recorded from now on; before it, of what was recorded since the snapshot in `Last-Event-ID`, or in `since`.
///
/// # Errors
/// [`WebError::Busy`] where too many streams are open; or the database failed.
pub async fn follow(cx: Cx, req: HttpRequest, Query(query): Query) -> Result<HttpResponse, WebError> {
    let session = cx.who()?.session;
    let mut response = HttpResponse::Ok();
    response.content_type("text/event-stream");
    // A compressor would hold back what is to be heard at once; so would a proxy.
    response.insert_header((header::CONTENT_ENCODING, "identity")).insert_header(("x-accel-buffering", "no"));
    if req.method() == Method::HEAD {
        return Ok(response.finish());
    }
    let place = cx.state.live.place().ok_or(WebError::Busy)?;
    // Before it looks back, so that there is nothing in between.
    let heard = cx.state.live.hub.heard.subscribe();
    let is_closing = cx.state.live.hub.is_closing.subscribe();
    let resumed = req.headers().get("last-event-id").and_then(|id| id.to_str().ok());
    let then: Option<Position> = resumed.unwrap_or_else(|| query.get("since")).parse().ok();
    let missed = cx.store().run(move |conn| changes::since(conn, then.as_ref())).await?;

    let (out, body) = mpsc::channel(WAITING);
    let stream = Stream { state: cx.state, session, seen: missed.seen.clone(), heard, is_closing, out, _place: place };
    if stream.begin(&missed).is_ok() {
        actix_web::rt::spawn(stream.run());
    }
    Ok(response.body(Body(body)))
}

struct Stream {
    state: State,
    session: TokenHash,
    seen: Position,
    heard: broadcast::Receiver<Heard>,
    is_closing: watch::Receiver<bool>,
    out: mpsc::Sender<Bytes>,
    _place: OwnedSemaphorePermit,
}

/// The stream is over.
struct Over;

impl Stream {
    async fn run(mut self) {
        let mut beat = actix_web::rt::time::interval(self.state.live.hub.rhythm.beat);
        beat.tick().await;
        loop {
            let next = tokio::select! {
                () = self.out.closed() => return,
                _ = self.is_closing.wait_for(|is_closing| *is_closing) => return,
                heard = self.heard.recv() => Some(heard),
                _ = beat.tick() => None,
            };
            let done = match next {
                Some(heard) => self.hear(heard).await,
                None => self.beat().await,
            };
            if done.is_err() {
                return;
            }
        }
    }

    fn begin(&self, missed: &Changes) -> Result<(), Over> {
        self.send(format!("{RETRY}id: {}\n\n", missed.seen))?;
        self.tell(missed, &missed.events.iter().collect::<Vec<_>>())
    }

    async fn hear(&mut self, heard: Result<Heard, broadcast::error::RecvError>) -> Result<(), Over> {
        match heard {
            Ok(Heard::Changes(changes)) if !changes.are_many => self.pass_on(&changes),
            // Many are not told one by one, so only the log says whether any of them are news here.
            Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {
                let seen = self.seen.clone();
                let missed = self.state.store.keep(move |conn| changes::since(conn, Some(&seen))).await;
                self.pass_on(&missed.map_err(|_| Over)?)
            }
            Err(broadcast::error::RecvError::Closed) => Err(Over),
        }
    }

    /// What was read when the stream began may be heard once more.
    fn pass_on(&mut self, changes: &Changes) -> Result<(), Over> {
        let news: Vec<_> = changes.events.iter().filter(|change| !self.seen.sees(change.transaction)).collect();
        if news.is_empty() && !changes.are_many {
            return Ok(());
        }
        self.seen = changes.seen.clone();
        self.tell(changes, &news)
    }

    /// All that has been seen with one snapshot is one message, so that no break can come in between.
    fn tell(&self, changes: &Changes, news: &[&Change]) -> Result<(), Over> {
        if news.is_empty() && !changes.are_many {
            return Ok(());
        }
        // What a server must have passed that answers when the page asks for them.
        if self.state.store.readers().is_some() {
            self.send(format!("event: reached\ndata: {}\n\n", changes.reached.0))?;
        }
        if changes.are_many {
            return self.send(format!("event: many\nid: {}\ndata: []\n\n", self.seen));
        }
        let events: Vec<_> = news.iter().map(|change| told(change)).collect();
        self.send(format!("event: changes\nid: {}\ndata: {}\n\n", self.seen, serde_json::Value::from(events)))
    }

    async fn beat(&self) -> Result<(), Over> {
        let (session, now, lifetime) = (self.session, self.state.clock.now(), self.state.lifetime());
        let lives = self.state.store.keep(move |conn| Ok(sessions::glimpse(conn, session, now, lifetime)?.is_some())).await;
        match lives {
            Ok(false) => Err(Over),
            // Where the database is away, nothing is heard either.
            Ok(true) | Err(StoreError::Unavailable(_) | StoreError::TooSlow(_)) => self.send(":\n\n".to_owned()),
            Err(_) => Err(Over),
        }
    }

    fn send(&self, message: String) -> Result<(), Over> {
        self.out.try_send(Bytes::from(message)).map_err(|_| Over)
    }
}

fn told(change: &Change) -> serde_json::Value {
    let pets: Vec<_> = [Some(change.pet), change.mother].into_iter().flatten().map(|pet| pet.to_string()).collect();
    serde_json::json!({ "id": change.event.to_string(), "kind": change.kind, "pets": pets })
}

/// A body that is told message by message.
pub(in crate::web) struct Body(pub(in crate::web) mpsc::Receiver<Bytes>);

impl MessageBody for Body {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        self.0.poll_recv(cx).map(|message| message.map(Ok))
    }
}
