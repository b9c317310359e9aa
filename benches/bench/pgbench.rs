//! pgbench: the same statements without the application.

use std::{
    ffi::OsStr,
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use super::{Done, ground::Ground, statements::Statement};

/// pgbench, and a folder for it to read and write in.
pub struct Pgbench {
    program: PathBuf,
    folder: TempDir,
}

/// How often the scripts run.
pub enum Often {
    /// As often as they can in this time.
    For(Duration),
    /// So many times; where they say `:n`, it counts up from here.
    Times(usize, u64),
}

/// How a statement comes to Postgres.
#[derive(Clone, Copy)]
pub enum Protocol {
    /// As text with its values in it, planned each time.
    Simple,
    /// Prepared once, with its values bound.
    Prepared,
}

impl Protocol {
    fn option(self) -> &'static str {
        match self {
            Self::Simple => "--protocol=simple",
            Self::Prepared => "--protocol=prepared",
        }
    }
}

/// What it printed.
fn told(pgbench: &mut Command) -> Done<String> {
    let output = pgbench.output()?;
    if !output.status.success() {
        return Err(format!("pgbench failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

impl Pgbench {
    pub fn find(ground: &Ground) -> Done<Self> {
        let beside = ground.cluster.bin_dir().join("pgbench");
        let program = if beside.is_file() { beside } else { "pgbench".into() };
        let runs = Command::new(&program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !runs.is_ok_and(|status| status.success()) {
            let install = "`sudo apt install postgresql` (Debian, Ubuntu), `sudo dnf install postgresql-contrib` (Fedora) or `brew install postgresql@18`";
            return Err(format!("THERE IS NO pgbench HERE, so no page can be measured beside its SQL. Install it with {install}.").into());
        }
        Ok(Self { program, folder: tempfile::Builder::new().prefix("pgbench-").tempdir_in(ground.scratch.path())? })
    }

    /// Runs the scripts over one connection, one after the other in an order of chance; answers how long each run took.
    pub fn run(&self, url: &str, scripts: &[Vec<Statement>], often: &Often, protocol: Protocol) -> Done<Vec<Duration>> {
        let mut pgbench = Command::new(&self.program);
        pgbench.args(["--no-vacuum", protocol.option(), "--client=1", "--random-seed=1", "--log"]);
        pgbench.arg("--log-prefix").arg(self.folder.path().join("log"));
        match often {
            Often::For(time) => pgbench.arg(format!("--time={}", time.as_secs())),
            Often::Times(times, first) => pgbench.arg(format!("--transactions={times}")).arg(format!("--define=n={first}")),
        };
        let count_up = if matches!(often, Often::Times(..)) { "\\set n :n + 1\n" } else { "" };
        self.add_scripts(&mut pgbench, scripts, protocol, count_up)?;
        told(pgbench.arg(url))?;
        self.take_log()
    }

    /// How often a second the scripts run for so many clients, each statement prepared once a client.
    pub fn rate(&self, url: &str, scripts: &[Vec<Statement>], clients: usize, time: Duration) -> Done<f64> {
        let mut pgbench = Command::new(&self.program);
        pgbench.args(["--no-vacuum", Protocol::Prepared.option(), "--random-seed=1"]);
        pgbench.args([format!("--client={clients}"), format!("--jobs={}", clients.min(2)), format!("--time={}", time.as_secs())]);
        self.add_scripts(&mut pgbench, scripts, Protocol::Prepared, "")?;
        let said = told(pgbench.arg(url))?;
        let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        rate.ok_or_else(|| format!("pgbench told no rate: {said}").into())
    }

    fn add_scripts(&self, pgbench: &mut Command, scripts: &[Vec<Statement>], protocol: Protocol, last: &str) -> Done<()> {
        for (number, statements) in scripts.iter().enumerate() {
            let mut lines = String::new();
            for (n, statement) in statements.iter().enumerate() {
                let (sql, variables) = match protocol {
                    Protocol::Simple => (statement.whole(), Vec::new()),
                    Protocol::Prepared => statement.bound(&format!("s{number}_{n}")),
                };
                lines.extend([sql.trim().trim_end_matches(';'), "\n;\n"]);
                pgbench.args(variables.into_iter().map(|(name, value)| format!("--define={name}={value}")));
            }
            let script = self.folder.path().join(format!("{number}.sql"));
            fs::write(&script, lines + last)?;
            pgbench.arg("--file").arg(script);
        }
        Ok(())
    }

    /// A line a run: client, number, microseconds, and more.
    fn take_log(&self) -> Done<Vec<Duration>> {
        let mut took = Vec::new();
        for entry in fs::read_dir(self.folder.path())? {
            let path = entry?.path();
            if path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with("log.")) {
                let log = fs::read_to_string(&path)?;
                let micros = log.lines().filter_map(|line| line.split(' ').nth(2)?.parse().ok());
                took.extend(micros.map(Duration::from_micros));
                fs::remove_file(path)?;
            }
        }
        Ok(took)
    }
}
