//! A file comes, part by part, and is kept until it is brought in.

use std::future::poll_fn;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::HttpResponse;
use actix_web::web::Bytes;
use futures_core::Stream;
use tokio::time::timeout;
use uuid::Uuid;

use super::{answer, work};
use crate::shop::stock::reading::{Reading, beginning};
use crate::shop::{AccountId, text};
use crate::store::stock::intake::Intake;
use crate::store::stock::{files, parts};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Upload;
use crate::web::http::respond::see_other;
use crate::web::parts::past::AS_OF;

/// So many bytes are kept at once.
const PART: usize = 256 * 1024;

/// Of a file that is too large so much is let pass, so that its sender hears why it is not taken.
const LET_PASS: usize = 100 << 20;

const BROKEN: WebError = WebError::BadRequest("The file broke off on its way here");

/// Takes a file, and begins to look it through.
///
/// # Errors
/// It breaks off, or the database failed.
pub async fn take(cx: Cx, Upload(mut form): Upload) -> Result<HttpResponse, WebError> {
    while let Some(field) = next(&cx, &mut form).await? {
        if field.name() == Some(AS_OF) {
            return Err(WebError::Past);
        }
        if field.name() == Some("file") {
            return match keep(&cx, field, &mut form).await? {
                Ok(id) => Ok(see_other(&format!("/admin/import/{id}"))),
                Err(sentence) => answer(&cx, Some(sentence)).await,
            };
        }
    }
    answer(&cx, Some(NONE.to_owned())).await
}

const NONE: &str = "Choose a file";

/// Keeps the file, and answers where to look at it, or a sentence that says why it is none.
async fn keep(cx: &Cx, mut field: Field, form: &mut Multipart) -> Result<Result<Uuid, String>, WebError> {
    let name = name(&field);
    let (id, account, now) = (Uuid::now_v7(), cx.who()?.account, cx.now);
    let begun = name.clone();
    cx.store().run(move |conn| files::begin(conn, id, account, &begun, now)).await?;
    let kept = bytes(cx, id, account, &mut field).await;
    // The rest of the form does not come while the field is held.
    drop(field);
    let kept = match (kept, rest(cx, form).await) {
        (Ok(kept), Ok(())) => kept,
        (Err(error), _) | (_, Err(error)) => {
            cx.store().run(move |conn| files::drop(conn, id)).await?;
            return Err(error);
        }
    };
    match kept {
        Ok((id, reading)) => {
            work::check(cx, id, reading).await?;
            Ok(Ok(id))
        }
        Err(sentence) => {
            cx.store().run(move |conn| files::drop(conn, id)).await?;
            Ok(Err(if name == UNNAMED { NONE.to_owned() } else { sentence }))
        }
    }
}

/// Lets the rest of the form pass. It has nothing to say, but its sender listens only when it is through.
async fn rest(cx: &Cx, form: &mut Multipart) -> Result<(), WebError> {
    while let Some(field) = next(cx, form).await? {
        if field.name() == Some(AS_OF) {
            return Err(WebError::Past);
        }
    }
    Ok(())
}

async fn bytes(cx: &Cx, id: Uuid, account: AccountId, field: &mut Field) -> Result<Result<(Uuid, Reading), String>, WebError> {
    let (mut intake, mut part, mut first, mut place, mut passed) = (Intake::default(), Vec::new(), Vec::new(), 0, 0);
    let mut wrong = None;
    while let Some(bytes) = chunk(cx, field).await? {
        if wrong.is_some() {
            passed += bytes.len();
            if passed > LET_PASS {
                return Err(WebError::TooLarge { most: usize::try_from(crate::shop::stock::MOST_BYTES).unwrap_or(usize::MAX) });
            }
            continue;
        }
        wrong = intake.feed(&bytes).err();
        part.extend_from_slice(&bytes);
        if part.len() >= PART {
            let full = std::mem::take(&mut part);
            if place == 0 {
                first.clone_from(&full);
            }
            cx.store().run(move |conn| parts::add(conn, id, place, full)).await?;
            place += 1;
        }
    }
    let taken = match wrong.map_or_else(|| intake.finish(), Err) {
        Ok(taken) => taken,
        Err(sentence) => return Ok(Err(sentence)),
    };
    if place == 0 {
        first.clone_from(&part);
    }
    if !part.is_empty() {
        cx.store().run(move |conn| parts::add(conn, id, place, part)).await?;
    }
    let beginning = beginning(&*first, taken.encoding).map_err(|_| BROKEN)?;
    let reading = Reading::guess(taken.encoding, &beginning);
    let guessed = reading.clone();
    let id = cx.store().run(move |conn| files::arrived(conn, id, account, taken, &guessed)).await?;
    Ok(Ok((id, reading)))
}

const UNNAMED: &str = "a file without a name";

/// What the file is called, without the folders before it that some browsers say.
fn name(field: &Field) -> String {
    let said = field.content_disposition().and_then(|disposition| disposition.get_filename()).unwrap_or_default();
    let name = text::line(said.rsplit(['/', '\\']).next().unwrap_or_default());
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    if name.is_empty() { UNNAMED.to_owned() } else { name }
}

async fn next(cx: &Cx, form: &mut Multipart) -> Result<Option<Field>, WebError> {
    let next = poll_fn(|context| Pin::new(&mut *form).poll_next(context));
    match timeout(cx.state.config.request_wait, next).await {
        Ok(field) => field.transpose().map_err(|_| WebError::BadRequest("This page did not get the form that it expects")),
        Err(_) => Err(WebError::TooLate),
    }
}

async fn chunk(cx: &Cx, field: &mut Field) -> Result<Option<Bytes>, WebError> {
    let next = poll_fn(|context| Pin::new(&mut *field).poll_next(context));
    match timeout(cx.state.config.request_wait, next).await {
        Ok(bytes) => bytes.transpose().map_err(|_| BROKEN),
        Err(_) => Err(WebError::TooLate),
    }
}
