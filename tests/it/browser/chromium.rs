//! One Chromium for the whole run, found on the machine, gone with the run.

use super::wire::Wire;
use crate::harness::skipped;
use std::{
    env, fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

const FLAGS: [&str; 14] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-prompt-on-repost",
    "--disable-renderer-backgrounding",
    "--hide-scrollbars",
    "--lang=en-US",
    "--remote-debugging-port=0",
];

/// The running browser.
pub struct Chromium {
    pub wire: Wire,
    /// Its standard input is open as long as this process lives; see [`start`].
    _shell: Child,
}

impl Chromium {
    /// The browser of this run; `None` where the machine has none and none is required.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Chromium>> = OnceLock::new();
        SHARED.get_or_init(|| found_or_said("the browser journeys", "Chromium", find()).map(|program| Self::open(&program))).as_ref()
    }

    fn open(program: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("hello-browser-").tempdir().unwrap().keep();
        let shell = start(program, &folder);
        Self { wire: Wire::to(address(&folder)), _shell: shell }
    }
}

/// What a test needs from the machine; what is skipped without it is told at the end of the run.
pub fn found_or_said(what: &str, needs: &str, found: Option<PathBuf>) -> Option<PathBuf> {
    if found.is_none() {
        assert!(env::var("HELLO_BROWSER_TESTS").as_deref() != Ok("required"), "{what}: there is no {needs} on this machine");
        skipped(what, needs);
    }
    found
}

fn find() -> Option<PathBuf> {
    if let Some(given) = env::var_os("HELLO_CHROMIUM") {
        return Some(PathBuf::from(given)).filter(|program| program.is_file());
    }
    let folders: Vec<PathBuf> = env::var_os("PATH").iter().flat_map(env::split_paths).chain(["/usr/bin".into()]).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|program| program.is_file())
}

/// A test process has no last line in which to stop a browser, and may be killed. So a shell starts it and waits for its own standard input
/// to end, which it does with this process however that ends, and stops the browser.
fn start(program: &Path, folder: &Path) -> Child {
    let script = r#"
        folder=$1; shift
        TMPDIR=$folder "$@" > /dev/null 2>&1 < /dev/null &
        browser=$!
        cat > /dev/null
        kill "$browser"
        wait "$browser"
        rm -rf "$folder"
    "#;
    Command::new("sh")
        .args(["-c", script, "watch"])
        .arg(folder)
        .arg(program)
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", folder.display()))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C is for the tests; the shell has work to do afterwards.
        .process_group(0)
        .spawn()
        .unwrap()
}

/// Where the browser listens: it writes its port and its path into its folder.
fn address(folder: &Path) -> String {
    let file = folder.join("DevToolsActivePort");
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let written = fs::read_to_string(&file).unwrap_or_default();
        if let Some((port, path)) = written.split_once('\n').filter(|(_, path)| !path.is_empty()) {
            return format!("ws://127.0.0.1:{port}{path}");
        }
        assert!(Instant::now() < patience, "Chromium did not start within a minute");
        thread::sleep(Duration::from_millis(20));
    }
}
