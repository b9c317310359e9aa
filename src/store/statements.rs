//! Every statement that is a file of SQL, by the files that use them. The texts are in `src/store/sql`.

use crate::store::ground::statement::Described;
use crate::store::log::{changes, events, page, search};
use crate::store::people::{audit, forgetting};
use crate::store::state::{family, figures, pets, snapshot, takings};

/// All of them, for tests: each is prepared there, and its plan is looked at.
#[must_use]
pub fn all() -> Vec<Described> {
    [
        audit::STATEMENTS,
        audit::page::STATEMENTS,
        changes::STATEMENTS,
        events::STATEMENTS,
        family::STATEMENTS,
        figures::STATEMENTS,
        forgetting::STATEMENTS,
        page::STATEMENTS,
        pets::STATEMENTS,
        search::STATEMENTS,
        snapshot::STATEMENTS,
        takings::STATEMENTS,
    ]
    .concat()
}
