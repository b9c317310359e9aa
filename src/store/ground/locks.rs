//! Advisory locks: for what only one may do at a time, in this process or another.

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};

use super::rows::Answer;
use super::statement::{row, statements};

statements! {
    /// Waits for a lock, and keeps it until the transaction ends.
    WaitForLock = "ground/wait_for_lock.sql", (lock: i64 as BigInt);
    /// Waits for a lock of this connection.
    Lock = "ground/lock.sql", (lock: i64 as BigInt);
    /// Takes a lock for this connection, where it is free.
    TryLock = "ground/try_lock.sql", (lock: i64 as BigInt) => Answer;
    /// Gives a lock of this connection back.
    Unlock = "ground/unlock.sql", (lock: i64 as BigInt);
    /// Who holds a lock.
    LockHolder = "ground/holder.sql", (lock: i64 as BigInt) -> Holder;
    /// Says what this connection does.
    Say = "ground/say.sql", (what: String as Text);
}

row! {
    /// A connection that holds a lock.
    pub(in crate::store) struct Holder {
        /// Since when it is there, as far as this role may know.
        pub(in crate::store) connected_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        /// What it says that it does.
        pub(in crate::store) said: String as Text,
    }
}
