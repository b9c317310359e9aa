//! Reading: at a server that follows the database, or in the database itself.

use std::sync::Arc;

use diesel::PgConnection;

use super::Store;
use crate::store::ground::error::StoreError;
use crate::store::ground::follower::{Cluster, Reach, Written};
use crate::store::ground::position::Position;
use crate::store::ground::reader::Reader;
use crate::store::ground::readers::Readers;
use crate::store::ground::statement::Rows;

impl Store {
    /// The same, whose pages may be read at these servers.
    #[must_use]
    pub fn with_readers(self, readers: Readers) -> Self {
        Self { readers: Some(Arc::new(readers)), ..self }
    }

    /// The servers at which pages may be read.
    #[must_use]
    pub fn readers(&self) -> Option<&Arc<Readers>> {
        self.readers.as_ref()
    }

    /// As [`Store::run`], for work that only reads: at the server that [`Store::follow`] has found, where it has; else where the connection was lost, it is
    /// done once more on another one. At such a server, beside one, and behind a pooler it sees one state of the database.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&mut Reader<'_>) -> Result<T, StoreError> + Send + Sync + 'static,
    {
        let work = Arc::new(work);
        let slot = self.lease.as_ref().map(|lease| &lease.following);
        let following = slot.and_then(|slot| slot.lock().ok()?.take());
        if let Some(following) = following
            && let Some((done, following)) = following.read(self.connections.limits, Arc::clone(&work)).await
        {
            if let Some(Ok(mut slot)) = slot.map(|slot| slot.lock()) {
                *slot = Some(following);
            }
            return done;
        }
        self.in_time(move |store, begin| Ok(store.twice(begin, true, |conn| work(&mut Reader(conn)))?.0)).await
    }

    /// Lets what this request reads be read at a server that follows the database, where one has passed `wanted`; for the same `turn` at the same, where
    /// it can be. Answers what of the log can be seen there at least.
    pub async fn follow(&self, wanted: Reach, turn: usize) -> Option<Position> {
        let (readers, lease) = (self.readers.as_ref().filter(|readers| readers.can_answer())?, self.lease.as_ref()?);
        // A request has one connection at a time.
        drop(lease.conn.lock().ok()?.take());
        let (following, seen) = readers.choose(wanted, turn).await?;
        *lease.following.lock().ok()? = Some(following);
        Some(seen)
    }

    /// How far the database has come: a server that has passed this has all that was written before.
    ///
    /// # Errors
    /// As [`Store::run`].
    pub async fn reach(&self) -> Result<Reach, StoreError> {
        self.keep(|conn| Ok(Reach(Written {}.one(conn)?.n))).await
    }

    /// Tells those servers' keeper which cluster the database is.
    pub(in crate::store) fn readers_know(&self, conn: &mut PgConnection) -> Result<(), StoreError> {
        if let Some(readers) = &self.readers {
            readers.is_cluster(Cluster {}.one(conn)?.n);
        }
        Ok(())
    }

    /// Tells it what can be seen in the log.
    pub(in crate::store) fn readers_hear(&self, seen: &Position, reached: Reach) {
        if let Some(readers) = &self.readers {
            readers.hear(seen, reached);
        }
    }
}
