//! What this run could not try, told when it ends: between the lines of hundreds of tests nobody would see it.

use std::{
    io::Write,
    process::{Child, Command, Stdio},
    sync::{LazyLock, Mutex},
};

/// A test process has no last line of its own. So a shell waits for the end of its own standard input, which comes with the end of this process,
/// and tells what it has read.
static TELLER: LazyLock<Mutex<Child>> = LazyLock::new(|| {
    const TELL: &str = r#"said=$(sort -u); printf '\n%s\n' "$said" >&2"#;
    Mutex::new(Command::new("sh").args(["-c", TELL]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap())
});

/// Notes that something was not tried, and what it takes to try it.
pub fn skipped(what: &str, takes: &str) {
    let mut teller = TELLER.lock().unwrap();
    writeln!(teller.stdin.as_mut().unwrap(), "*** SKIPPED: {what}. It takes {takes}. ***").unwrap();
}
