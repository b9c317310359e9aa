//! Hashing passwords without standing in anybody's way: off the request threads, and only a few at a time, since each takes 19 MiB.

use std::{sync::Arc, thread::available_parallelism, time::Duration};

use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use crate::password::{self, NewPassword};
use crate::web::http::error::WebError;

/// How long somebody waits for their turn. A queue longer than this is an attack, and sending more work to it helps nobody.
const PATIENCE: Duration = Duration::from_secs(5);

/// The right to hash.
#[derive(Debug, Clone)]
pub struct Hashing {
    turns: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(available_parallelism().map_or(1, usize::from))) }
    }
}

impl Hashing {
    /// What is kept of a new password.
    ///
    /// # Errors
    /// [`WebError::Busy`] where too many want to.
    pub async fn hash(&self, password: NewPassword) -> Result<String, WebError> {
        let hashed = self.in_turn(move || password.hash()).await?;
        hashed.map_err(|e| WebError::Fault(format!("a password could not be hashed: {e}")))
    }

    /// Whether `typed` is the password of which `kept` is what is kept.
    ///
    /// # Errors
    /// As [`Hashing::hash`].
    pub async fn is_right(&self, typed: String, kept: Option<String>) -> Result<bool, WebError> {
        self.in_turn(move || password::is_right(&typed, kept.as_deref())).await
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, WebError> {
        let turn = timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(WebError::Busy) };
        let done = spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|e| WebError::Fault(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        thread,
    };

    #[actix_web::test]
    async fn only_a_few_passwords_are_hashed_at_a_time_and_never_on_the_thread_that_serves() {
        let hashing = Hashing { turns: Arc::new(Semaphore::new(2)) };
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let serving = thread::current().id();
        let work = || {
            let (running, most) = (Arc::clone(&running), Arc::clone(&most));
            hashing.in_turn(move || {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(5));
                running.fetch_sub(1, Ordering::SeqCst);
                thread::current().id()
            })
        };
        let all = tokio::join!(work(), work(), work(), work(), work(), work());
        for thread in [all.0, all.1, all.2, all.3, all.4, all.5] {
            assert_ne!(thread.unwrap(), serving);
        }
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }
}
