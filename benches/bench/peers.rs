//! Other event stores on the same Postgres, in the same minutes: Emmett, which is asked in its own process, and message-db, whose one function
//! pgbench calls. Each of them appends to streams with an expected version, as the shop does; neither has a page, a form or a rule to serve.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use hello::store::ground::database;

use super::{Done, ground::Ground, measure::Runs, pgbench::Pgbench, report::say, statements::Statement};

/// How they come to this machine.
const INSTALL: &str = "npm ci --prefix benches/peers";

/// A sale of a pet of its own, which nobody has recorded anything of.
const WRITE_MESSAGE: &str = r#"SELECT write_message(gen_random_uuid()::varchar, 'pet-' || gen_random_uuid(), 'PetSold',
    jsonb_build_object('customer_id', gen_random_uuid(), 'sale_price', '24.90'), jsonb_build_object('recorded_by', gen_random_uuid()), -1)"#;

/// Those of them that are here.
pub struct Peers {
    /// Emmett's database.
    emmett: Option<String>,
    /// message-db's.
    message_db: Option<String>,
}

/// What so many clients came to.
pub struct Rates {
    /// Appends by Emmett, where it is here.
    pub emmett: Option<Runs>,
    /// Messages a second by message-db, where it is here.
    pub message_db: Option<f64>,
}

impl Peers {
    /// Makes a database for each that is here, and says loudly which is not.
    pub fn find(ground: &Ground) -> Done<Self> {
        let here = |package: &str, also: bool, with: &str| {
            let is_here = folder().join("node_modules").join(package).is_dir() && also;
            if !is_here {
                say!("{package} IS NOT MEASURED BESIDE IT, for it is not here: `{INSTALL}`, with {with}.");
            }
            is_here
        };
        let has_node = Command::new("node").arg("--version").output().is_ok_and(|said| said.status.success());
        let emmett = here("@event-driven-io/emmett-postgresql", has_node, "Node.js on the PATH");
        let message_db = here("@eventide/message-db", ground.cluster.psql().is_some(), "psql beside the server or on the PATH");
        Ok(Self {
            emmett: emmett.then(|| made(ground, "emmett")).transpose()?,
            message_db: message_db.then(|| install_message_db(ground)).transpose()?,
        })
    }

    /// So many clients, each of whom appends the next event as soon as the one before is acknowledged.
    pub fn measure(&self, pgbench: &Pgbench, clients: usize, turn: Duration) -> Done<Rates> {
        let message_db = |url: &String| pgbench.rate(url, &[vec![Statement::plain(WRITE_MESSAGE.to_owned())]], clients, turn);
        Ok(Rates {
            emmett: self.emmett.as_ref().map(|url| emmett(url, clients, turn)).transpose()?,
            message_db: self.message_db.as_ref().map(message_db).transpose()?,
        })
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers")
}

fn made(ground: &Ground, name: &str) -> Done<String> {
    let url = ground.cluster.url(name);
    database::ensure(&url)?;
    Ok(url)
}

fn emmett(url: &str, clients: usize, turn: Duration) -> Done<Runs> {
    let said = told(Command::new("node").arg(folder().join("emmett.mjs")).args([url, &clients.to_string(), &turn.as_secs().to_string()]))?;
    let mut runs = Runs::default();
    runs.add(said.lines().filter_map(|micros| Some(Duration::from_micros(micros.parse().ok()?))));
    Ok(runs)
}

/// By its own script, which calls psql.
fn install_message_db(ground: &Ground) -> Done<String> {
    let url = made(ground, "message_store")?;
    let script = folder().join("node_modules/@eventide/message-db/database/install.sh");
    let psql = ground.cluster.psql().ok_or("there is no psql")?;
    let mut path = OsString::from(psql.parent().unwrap_or(Path::new("")));
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    let mut install = Command::new("bash");
    install.arg(script).env("PATH", path).env("CREATE_DATABASE", "off").env("DATABASE_NAME", "message_store");
    // What the address says of the socket, in the names by which psql reads it from its environment.
    for part in url.split(['?', '&']) {
        match part.split_once('=') {
            // A folder for what is temporary, of whose letters only the slash is encoded.
            Some(("host", host)) => install.env("PGHOST", host.replace("%2F", "/")),
            Some(("port", port)) => install.env("PGPORT", port),
            Some(("user", user)) => install.env("PGUSER", user),
            _ => continue,
        };
    }
    told(&mut install)?;
    Ok(format!("{url}&options=-c%20search_path%3Dmessage_store,public"))
}

fn told(command: &mut Command) -> Done<String> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr)).into())
}
