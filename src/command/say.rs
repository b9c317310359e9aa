//! What a command says: on standard output, which somebody may close or a disk may be too full for, and on standard error.

use std::fmt::Display;
use std::io::{self, Write};

use super::CommandError;

/// Says something on standard output, and ends the line.
///
/// # Errors
/// [`CommandError::Unsaid`].
pub(super) fn say(what: impl Display) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{what}").and_then(|()| out.flush()).map_err(CommandError::Unsaid)
}

/// Says something on standard error, and ends the line. Where nobody hears it there is nobody left to tell.
pub fn complain(what: impl Display) {
    let mut out = io::stderr().lock();
    let _ = writeln!(out, "{what}").and_then(|()| out.flush());
}
