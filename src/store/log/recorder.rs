//! Records: does the work, counts how it ended, and sees to it that who follows the log is told.

use diesel::PgConnection;

use crate::metrics;
use crate::shop::EventKind;
use crate::store::ground::pool::Store;
use crate::store::log::keys::Appended;
use crate::store::log::stream::AppendError;

/// Does work that records events of this kind.
///
/// # Errors
/// The work's own.
pub async fn record<F>(store: &Store, kind: EventKind, work: F) -> Result<Appended, AppendError>
where
    F: FnOnce(&mut PgConnection) -> Result<Appended, AppendError> + Send + 'static,
{
    let done = store.record(work).await;
    match &done {
        Ok(Appended { events: 0, .. }) => metrics::appended(kind, "sent_again", 1),
        Ok(appended) => metrics::appended(kind, metrics::RECORDED, appended.events),
        Err(error) => metrics::appended(kind, error.outcome(), 1),
    }
    done
}
