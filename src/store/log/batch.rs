//! Lets into the log by one statement what several forms want at the same moment: most of what an event costs is the statement and its commit.
//!
//! Who comes while nobody appends, appends for all who wait, on its own connection; who comes meanwhile waits, and one of them goes next. So nobody waits
//! where nobody else records. What one form lacks costs no other anything: where the batch does not let it in, or fails, each goes by itself.

use std::collections::HashSet;
use std::mem;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diesel::PgConnection;

use crate::store::ground::error::StoreError;
use crate::store::ground::reader::is_open;
use crate::store::log::insert::{Wanted, insert_wanted};

/// How many forms go by one statement, at most.
const MOST: usize = 64;

/// Where forms wait that want something in the log. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Batches(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    forms: Vec<Form>,
    is_under_way: bool,
}

#[derive(Debug)]
struct Form {
    wanted: Wanted,
    turn: SyncSender<Turn>,
}

/// What a form is told that waits.
#[derive(Debug)]
enum Turn {
    /// What it wants is in the log.
    Appended,
    /// It is to try by itself.
    Alone(Wanted),
    /// It is to append for all who wait.
    Leads,
}

impl Batches {
    /// Appends what a form wants, alone or with others; answers whether what it was decided by was still so.
    ///
    /// In a transaction, which may be rolled back and may hold what others wait for, it goes alone.
    pub(super) fn append(&self, conn: &mut PgConnection, wanted: Wanted) -> Result<bool, StoreError> {
        if is_open(conn) {
            return alone(conn, wanted);
        }
        let (turn, turns) = sync_channel(1);
        if self.join(Form { wanted, turn }) {
            self.lead(conn);
        }
        loop {
            match turns.recv() {
                Ok(Turn::Appended) => return Ok(true),
                Ok(Turn::Alone(wanted)) => return alone(conn, wanted),
                Ok(Turn::Leads) => self.lead(conn),
                Err(_) => return Err(StoreError::Unavailable("who appended for all broke off".into())),
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Whoever panics while they hold it leaves a list of forms all the same.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits with the others; answers whether this form goes first.
    fn join(&self, form: Form) -> bool {
        let mut waiting = self.waiting();
        waiting.forms.push(form);
        !mem::replace(&mut waiting.is_under_way, true)
    }

    /// Appends for those who wait, and tells each.
    fn lead(&self, conn: &mut PgConnection) {
        let _next = Next(self);
        let mut forms = self.take();
        while let Some(kind) = forms.first().map(|form| form.wanted.kind()) {
            let (alike, others): (Vec<_>, Vec<_>) = forms.into_iter().partition(|form| form.wanted.kind() == kind);
            forms = others;
            let (wanted, turns): (Vec<_>, Vec<_>) = alike.into_iter().map(|form| (form.wanted, form.turn)).unzip();
            let done = insert_wanted(conn, &wanted, false).unwrap_or_else(|error| {
                tracing::debug!(%error, forms = wanted.len(), "what forms want did not go into the log at once; each goes by itself");
                vec![false; wanted.len()]
            });
            for ((wanted, turn), done) in wanted.into_iter().zip(turns).zip(done) {
                let _ = turn.send(if done { Turn::Appended } else { Turn::Alone(wanted) });
            }
        }
    }

    /// Those who go next: of each pet one form, for the second was decided by what the first changes.
    fn take(&self) -> Vec<Form> {
        let mut waiting = self.waiting();
        let mut pets = HashSet::new();
        let (taken, left) = mem::take(&mut waiting.forms).into_iter().partition(|form| pets.len() < MOST && pets.insert(form.wanted.pet()));
        waiting.forms = left;
        taken
    }
}

/// Lets the next one lead, however this one ends.
struct Next<'a>(&'a Batches);

impl Drop for Next<'_> {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        waiting.is_under_way = waiting.forms.iter().any(|form| form.turn.send(Turn::Leads).is_ok());
    }
}

/// Appends for one form, and waits for whoever holds what it needs.
fn alone(conn: &mut PgConnection, wanted: Wanted) -> Result<bool, StoreError> {
    Ok(insert_wanted(conn, &[wanted], true)?.contains(&true))
}
