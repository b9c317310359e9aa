//! A cursor that goes from pet to pet.

use crate::store::ground::error::StoreError;
use diesel::connection::SimpleConnection;
use diesel::pg::Pg;
use diesel::prelude::*;
use std::collections::VecDeque;
use uuid::Uuid;

/// So many rows are fetched at a time: enough for few round trips, and a megabyte at most.
const BATCH: usize = 1_000;

/// A row that belongs to a pet, and what is kept of it.
pub(in crate::store) trait OfPet: QueryableByName<Pg> + Send + 'static {
    /// The cursor's name.
    const NAME: &'static str;
    /// What is kept of a row.
    type Kept;
    /// Whose it is.
    fn pet(&self) -> Uuid;
    /// What is kept of it.
    fn kept(self) -> Self::Kept;
}

/// A query in the order of pets, read a batch at a time.
pub(in crate::store) struct Cursor<Row> {
    fetched: VecDeque<Row>,
    is_over: bool,
}

impl<Row: OfPet> Cursor<Row> {
    pub(in crate::store) fn open(conn: &mut PgConnection, query: &str) -> Result<Self, StoreError> {
        conn.batch_execute(&format!("DECLARE {} NO SCROLL CURSOR FOR {query}", Row::NAME))?;
        Ok(Self { fetched: VecDeque::new(), is_over: false })
    }

    /// The pet whose rows come next; `None` at the end.
    pub(in crate::store) fn next_pet(&mut self, conn: &mut PgConnection) -> Result<Option<Uuid>, StoreError> {
        if self.fetched.is_empty() && !self.is_over {
            self.fetched = diesel::sql_query(format!("FETCH {BATCH} FROM {}", Row::NAME)).load::<Row>(conn)?.into();
            self.is_over = self.fetched.len() < BATCH;
        }
        Ok(self.fetched.front().map(Row::pet))
    }

    /// All rows of a pet, where they come next.
    pub(in crate::store) fn take(&mut self, conn: &mut PgConnection, pet: Uuid) -> Result<Vec<Row::Kept>, StoreError> {
        let mut rows = Vec::new();
        while self.next_pet(conn)? == Some(pet) {
            rows.extend(self.fetched.pop_front().map(Row::kept));
        }
        Ok(rows)
    }

    /// Its name, once it is read to its end.
    pub(in crate::store) fn close(self) -> &'static str {
        Row::NAME
    }
}
