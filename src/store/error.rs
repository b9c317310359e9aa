//! tmp
use thiserror::Error;
/// e
#[derive(Debug, Error)]
pub enum StoreError {
    /// u
    #[error("unreadable {0}")]
    Unreadable(String),
    /// f
    #[error(transparent)]
    Fault(diesel::result::Error),
}
impl From<diesel::result::Error> for StoreError {
    fn from(e: diesel::result::Error) -> Self {
        Self::Fault(e)
    }
}
