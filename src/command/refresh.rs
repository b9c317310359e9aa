//! `hello refresh`: renews the snapshot.

use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use super::{CommandError, Database, Outcome, database::seal_key};
use crate::cluster::Use;
use crate::config::{Config, Options};
use crate::shop::words::count;
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::state::snapshot;
use crate::store::state::snapshot::Refreshed;

/// Refreshes the snapshot, and says what it holds and which seal covers it.
///
/// # Errors
/// A sentence, where another refresh is running.
pub fn refresh(options: &Options) -> Outcome {
    let config = Config::read(options)?;
    let database = Database::open(&config, Use::Beside)?;
    let key = seal_key(&config)?;
    let spinner = ProgressBar::new_spinner().with_message("refreshing the snapshot");
    spinner.enable_steady_tick(Duration::from_millis(100));
    let began = Instant::now();
    let (refreshed, boundary) = database.store().run_directly(|conn| {
        audit::write(conn, &Hand::at_the_command_line().did(AuditKind::RefreshAsked))?;
        Ok::<_, CommandError>((snapshot::refresh(conn, &key, None)?, snapshot::boundary(conn)?))
    })?;
    spinner.finish_and_clear();
    let Refreshed::Done(sealed) = refreshed else {
        return Err(CommandError::Said("A refresh is running already; look at it on the page /admin/snapshot.".into()));
    };
    let (pets, events) = (count(boundary.pets, "pet", "pets"), count(boundary.events, "event", "events"));
    let seal = &sealed.seal;
    database.close_saying(format!(
        "The snapshot holds {pets} with {events}; that took {:.1} seconds.\nSeal {} covers them; its root: {}\nThe hash of the seal: {}",
        began.elapsed().as_secs_f64(),
        seal.id,
        seal.root,
        seal.hash()
    ))
}
