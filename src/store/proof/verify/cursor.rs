//! A cursor that goes from pet to pet.

use crate::shop::PetId;
use crate::store::ground::error::StoreError;
use diesel::connection::SimpleConnection;
use diesel::pg::Pg;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query};
use std::collections::VecDeque;

/// Fetches a batch from the cursor of the name that follows: enough for few round trips, and a megabyte at most.
const FETCH: &str = "FETCH 1000 FROM ";
/// How many rows that are.
const BATCH: usize = 1_000;

/// A row that belongs to a pet, and what is kept of it.
pub(in crate::store) trait OfPet: QueryableByName<Pg> + Send + 'static {
    /// The cursor's name.
    const NAME: &'static str;
    /// The statement that gives the rows, in the order of pets.
    fn statement() -> &'static str;
    /// What is kept of a row.
    type Kept;
    /// Whose it is.
    fn pet(&self) -> PetId;
    /// What is kept of it.
    fn kept(self) -> Self::Kept;
}

/// A query in the order of pets, read a batch at a time.
pub(in crate::store) struct Cursor<Row> {
    fetched: VecDeque<Row>,
    is_over: bool,
}

impl<Row: OfPet> Cursor<Row> {
    pub(in crate::store) fn open(conn: &mut PgConnection) -> Result<Self, StoreError> {
        conn.batch_execute(&["DECLARE ", Row::NAME, " NO SCROLL CURSOR FOR\n", Row::statement()].concat())?;
        Ok(Self { fetched: VecDeque::new(), is_over: false })
    }

    /// The pet whose rows come next; `None` at the end.
    pub(in crate::store) fn next_pet(&mut self, conn: &mut PgConnection) -> Result<Option<PetId>, StoreError> {
        if self.fetched.is_empty() && !self.is_over {
            self.fetched = sql_query([FETCH, Row::NAME].concat()).load::<Row>(conn)?.into();
            self.is_over = self.fetched.len() < BATCH;
        }
        Ok(self.fetched.front().map(Row::pet))
    }

    /// All rows of a pet, where they come next.
    pub(in crate::store) fn take(&mut self, conn: &mut PgConnection, pet: PetId) -> Result<Vec<Row::Kept>, StoreError> {
        let mut rows = Vec::new();
        while self.next_pet(conn)? == Some(pet) {
            rows.extend(self.fetched.pop_front().map(Row::kept));
        }
        Ok(rows)
    }

    /// Closes it.
    pub(in crate::store) fn close(self, conn: &mut PgConnection) -> Result<(), StoreError> {
        Ok(conn.batch_execute(&["CLOSE ", Row::NAME].concat())?)
    }
}
