//! How the shop fares, for whoever watches over it: read at one look from what each part of it keeps of itself.

use chrono::{DateTime, Utc};

use crate::store::backup;
use crate::store::backup::Backup;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::people::audit;
use crate::store::people::audit::Verified;
use crate::store::proof::seals;
use crate::store::state::snapshot::{Boundary, Refresh};
use crate::store::state::{projection, snapshot};

/// How the shop fares.
#[derive(Debug, Clone)]
pub struct Health {
    /// How many events there are.
    pub events: i64,
    /// The latest refresh that went well.
    pub boundary: Boundary,
    /// How many events the snapshot does not hold.
    pub tail: i64,
    /// The latest refresh, however it went.
    pub latest_refresh: Option<Refresh>,
    /// How many events the projections have not seen.
    pub unprojected: i64,
    /// When the first of these was recorded.
    pub behind_since: Option<DateTime<Utc>>,
    /// When the newest seal was made.
    pub sealed_at: Option<DateTime<Utc>>,
    /// The latest verification that was written down.
    pub verified: Option<Verified>,
    /// The latest backup.
    pub backup: Option<Backup>,
}

/// Looks.
///
/// # Errors
/// The database failed.
pub fn look(conn: &mut impl Reads) -> Result<Health, StoreError> {
    let boundary = snapshot::boundary(conn)?;
    Ok(Health {
        events: snapshot::events(conn)?,
        tail: snapshot::tail_length(conn, &boundary)?,
        latest_refresh: snapshot::refreshes(conn, 1)?.pop(),
        unprojected: projection::unprojected(conn)?,
        behind_since: projection::is_behind_since(conn)?,
        sealed_at: seals::newest(conn)?.map(|signed| signed.seal.sealed_at),
        verified: audit::latest_verification(conn)?,
        backup: backup::latest(conn)?,
        boundary,
    })
}
