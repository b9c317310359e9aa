//! Every statement of the shop, by the files that use them. The texts are in `src/store/sql`.

use crate::store::ground::statement::Described;
use crate::store::state::family;

/// All statements, for tests: each is prepared there, and its plan is looked at.
#[must_use]
pub fn all() -> Vec<Described> {
    [family::STATEMENTS].concat()
}
