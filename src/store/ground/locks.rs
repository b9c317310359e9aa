//! Advisory locks: for what only one may do at a time, in this process or another.

use diesel::sql_types::BigInt;

use super::rows::Answer;
use super::statement::statements;

statements! {
    /// Waits for a lock, and keeps it until the transaction ends.
    WaitForLock = "ground/wait_for_lock.sql", (lock: i64 as BigInt);
    /// Waits for a lock of this connection.
    Lock = "ground/lock.sql", (lock: i64 as BigInt);
    /// Takes a lock for this connection, where it is free.
    TryLock = "ground/try_lock.sql", (lock: i64 as BigInt) -> Answer;
    /// Gives a lock of this connection back.
    Unlock = "ground/unlock.sql", (lock: i64 as BigInt);
}
