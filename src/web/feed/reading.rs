//! Reads the log on for a program.

use crate::store::travel::cursor::{Cursor, NoCursor};
use crate::store::travel::feed;
use crate::store::travel::feed::{FeedPart, Wanted};
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;

/// The next page from the database.
///
/// # Errors
/// The database failed.
pub async fn read(cx: &Cx, cursor: Option<&Cursor>, wanted: &Wanted) -> Result<Result<FeedPart, NoCursor>, WebError> {
    let (cursor, wanted) = (cursor.cloned(), wanted.clone());
    Ok(cx.store().keep(move |conn| feed::page(conn, cursor.as_ref(), &wanted)).await?)
}
