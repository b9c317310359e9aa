//! The program itself, as somebody at a terminal runs it.

use std::process::{Command, Output};

/// The program on a database, with nothing set but what every test sets.
pub fn hello(url: &str) -> Command {
    let mut hello = Command::new(env!("CARGO_BIN_EXE_hello"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HELLO_")) {
        hello.env_remove(name);
    }
    hello.env("DATABASE_URL", url).env("HELLO_LOG", "warn").env("HELLO_SEAL_KEY", "5e".repeat(32));
    hello
}

/// What it told on standard error.
pub fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
