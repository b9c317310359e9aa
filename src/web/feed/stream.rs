//! The log as a stream of server-sent events: each with the cursor of one who has had it as its id, so that a broken stream is taken up again.

use actix_web::http::{Method, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use crate::store::StoreError;
use crate::store::people::tokens::Used;
use crate::store::travel::cursor::Cursor;
use crate::store::travel::feed::{FeedPart, Wanted};
use crate::web::feed::problem::Problem;
use crate::web::feed::reading::read;
use crate::web::feed::{asked, caller};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::live::Bell;
use crate::web::live::stream::Body;

/// Tells of everything from the cursor on, in `Last-Event-ID` where the stream was broken, and then of all that is recorded.
///
/// # Errors
/// Too many streams are open; or the database failed.
pub async fn follow(cx: Cx, req: &HttpRequest, caller: Used, wanted: Wanted, cursor: Option<Cursor>) -> Result<HttpResponse, WebError> {
    let resumed = req.headers().get("last-event-id").map(|id| asked::cursor(id.to_str().unwrap_or_default())).transpose();
    let cursor = match resumed {
        Ok(resumed) => resumed.or(cursor),
        Err(problem) => return Ok(problem.response(&cx)),
    };
    let mut response = HttpResponse::Ok();
    response.content_type("text/event-stream");
    response.insert_header((header::CONTENT_ENCODING, "identity")).insert_header(("x-accel-buffering", "no"));
    if req.method() == Method::HEAD {
        return Ok(response.finish());
    }
    let place = cx.state.live.place().ok_or(WebError::Busy)?;
    let bell = cx.state.live.bell();
    let first = match read(&cx, cursor.as_ref(), &wanted).await? {
        Ok(first) => first,
        Err(no) => return Ok(Problem::from(no).response(&cx)),
    };
    // Who reads slowly is waited for: nothing is read ahead of them.
    let (out, body) = mpsc::channel(1);
    actix_web::rt::spawn(Stream { cx, caller, wanted, bell, out, _place: place }.run(first));
    Ok(response.body(Body(body)))
}

struct Stream {
    cx: Cx,
    caller: Used,
    wanted: Wanted,
    bell: Bell,
    out: mpsc::Sender<Bytes>,
    _place: OwnedSemaphorePermit,
}

/// The stream is over.
struct Over;

impl Stream {
    async fn run(mut self, first: FeedPart) {
        let mut part = first;
        loop {
            if self.tell(&part).await.is_err() {
                return;
            }
            if part.events.is_empty() && self.wait().await.is_err() {
                return;
            }
            match caller::lives(&self.cx, &self.caller).await {
                Ok(true) | Err(StoreError::Unavailable(_) | StoreError::TooSlow(_)) => {}
                Ok(false) | Err(_) => return,
            }
            part = match read(&self.cx, Some(&part.next), &self.wanted).await {
                Ok(Ok(next)) => next,
                // The database is away for a while: what is recorded then is told then.
                Err(WebError::Store(StoreError::Unavailable(_) | StoreError::TooSlow(_))) => FeedPart { events: vec![], next: part.next },
                Ok(Err(_)) | Err(_) => return,
            };
        }
    }

    /// Until there may be news.
    async fn wait(&mut self) -> Result<(), Over> {
        let beat = self.cx.state.live.beat();
        let came = tokio::select! {
            () = self.out.closed() => return Err(Over),
            came = actix_web::rt::time::timeout(beat, self.bell.rings()) => came,
        };
        match came {
            Ok(true) => Ok(()),
            Ok(false) => Err(Over),
            Err(_) => self.send(":\n\n".to_owned()).await,
        }
    }

    async fn tell(&self, part: &FeedPart) -> Result<(), Over> {
        for (event, cursor) in &part.events {
            let data = serde_json::to_string(event).map_err(|_| Over)?;
            self.send(format!("id: {cursor}\nevent: {}\ndata: {data}\n\n", event.kind)).await?;
        }
        Ok(())
    }

    async fn send(&self, message: String) -> Result<(), Over> {
        self.out.send(Bytes::from(message)).await.map_err(|_| Over)
    }
}
