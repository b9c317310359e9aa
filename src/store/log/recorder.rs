//! Records: does the work, counts how it ended, and sees to it that who follows the log is told.

use diesel::PgConnection;

use crate::metrics;
use crate::shop::EventKind;
use crate::store::ground::pool::Store;
use crate::store::log::stream::AppendError;

/// Does work that records events of this kind.
///
/// # Errors
/// The work's own.
pub async fn record<T, F>(store: &Store, kind: EventKind, work: F) -> Result<T, AppendError>
where
    T: Send + 'static,
    F: FnOnce(&mut PgConnection) -> Result<T, AppendError> + Send + 'static,
{
    let done = store.record(work).await;
    metrics::appended(kind, done.as_ref().err().map_or(metrics::RECORDED, AppendError::outcome), 1);
    done
}
