//! What the names of accounts look like, where they were made before anybody asked.

use crate::shop::{AccountId, Look, text};
use crate::store::ground::error::StoreError;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use diesel::PgConnection;
use diesel::sql_types::{Text, Uuid};

statements! {
    /// The accounts of which it is not known what their names look like.
    WithoutLook = "people/without_look.sql", () -> Unlooked;
    /// Keeps what an account's name looks like.
    KeepLook = "people/keep_look.sql", (account: AccountId as Uuid, name: String as Text, look: String as Text, look_small: String as Text);
}

row! {
    /// An account whose name's look is not known.
    pub(in crate::store) struct Unlooked {
        id: AccountId as Uuid,
        name: String as Text,
    }
}

/// Keeps what each name looks like that was made before; answers the names that look like those of others, and stay as they are.
///
/// # Errors
/// The database failed.
pub fn keep_all(conn: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    let mut alike = Vec::new();
    for Unlooked { id, name } in (WithoutLook {}).rows(conn)? {
        let kept = text::line(&name);
        let Look { as_written: look, in_small: look_small } = Look::of(&kept);
        if (KeepLook { account: id, name: kept, look, look_small }).run(conn)? == 0 {
            alike.push(name);
        }
    }
    Ok(alike)
}
