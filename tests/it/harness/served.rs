//! The program as it serves: an instance of its own, beside others on the same database.

use super::{Shop, Visitor, program};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, ExitStatus, Stdio},
};

/// An instance that is open. It ends with the test.
pub struct Served {
    child: Child,
    /// Kept, so that there is somebody to whom it can speak.
    _said: BufReader<ChildStdout>,
    /// Where it is reached.
    pub url: String,
    /// Where it tells what is measured, if it does.
    pub measures: Option<String>,
}

impl Served {
    /// Opens an instance beside a shop, on a port that is free, with these settings.
    pub fn beside(shop: &Shop, settings: &[(&str, &str)]) -> Self {
        Self::open(program::hello(&shop.database.app_url).env("HELLO_BIND", "127.0.0.1:0").envs(settings.iter().copied()))
    }

    /// Runs a command that serves, until it is open.
    pub fn open(command: &mut std::process::Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let (mut url, mut measures) = (None, None);
        for line in (&mut said).lines().map(Result::unwrap) {
            url = url.or_else(|| line.strip_prefix("The shop is open at ").map(str::to_owned));
            measures = measures.or_else(|| line.strip_prefix("What is measured is told at ").map(str::to_owned));
            if line.starts_with("Time zone") {
                break;
            }
        }
        Self { child, _said: said, url: url.expect("it opens, or says on standard error why it does not"), measures }
    }

    /// Somebody who visits this instance, with the session of one who is signed in at another.
    pub fn visitor(&self, of: &Visitor) -> Visitor {
        of.elsewhere(&self.url)
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(i32::try_from(self.child.id()).unwrap()), signal).unwrap();
    }

    /// Tells it to stop, and waits until it has.
    pub fn stop(mut self) -> ExitStatus {
        self.signal(Signal::SIGTERM);
        self.child.wait().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
