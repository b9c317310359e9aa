//! Pages that follow what colleagues do: what the one who follows the log hears, handed to every open page.
//!
//! [`stream`] is what a page listens to, [`news`] what a form shows when its pet has changed. What is sent are ids of events, which everybody
//! who works here may read; the page then asks for what it shows, by the same doors as ever.

pub mod news;
pub mod stream;

use crate::store::Store;
use crate::store::log::changes::Changes;
use crate::store::log::follow;
use crate::store::log::follow::News;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast, watch};

/// How streams behave.
#[derive(Debug, Clone, Copy)]
pub struct Rhythm {
    /// How many streams a process keeps open; each is a file of the process.
    pub most: usize,
    /// How often a stream shows that it is alive, and looks whether its session still is.
    pub beat: Duration,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { most: 500, beat: Duration::from_secs(15) }
    }
}

/// How much a stream may lag behind before it has to read the log itself.
const BACKLOG: usize = 64;

/// Where the streams of this process hear what happened. Clones share them.
#[derive(Debug, Clone)]
pub struct Live {
    hub: Arc<Hub>,
}

#[derive(Debug)]
struct Hub {
    rhythm: Rhythm,
    heard: broadcast::Sender<Heard>,
    places: Arc<Semaphore>,
    is_closing: watch::Sender<bool>,
}

/// What a stream hears.
#[derive(Debug, Clone)]
enum Heard {
    /// This was recorded.
    Changes(Arc<Changes>),
    /// Something may have been missed: look into the log.
    Look,
}

/// Who wants to know when to look into the log.
#[derive(Debug)]
pub(in crate::web) struct Bell {
    heard: broadcast::Receiver<Heard>,
    is_closing: watch::Receiver<bool>,
}

impl Bell {
    /// Waits until something may have been recorded; `false` where the server closes.
    pub(in crate::web) async fn rings(&mut self) -> bool {
        tokio::select! {
            _ = self.is_closing.wait_for(|is_closing| *is_closing) => false,
            heard = self.heard.recv() => !matches!(heard, Err(broadcast::error::RecvError::Closed)),
        }
    }
}

impl Default for Live {
    fn default() -> Self {
        Self::new(Rhythm::default())
    }
}

impl Live {
    /// Nobody listens yet, and nothing is heard before [`Live::follow`].
    #[must_use]
    pub fn new(rhythm: Rhythm) -> Self {
        let (heard, _) = broadcast::channel(BACKLOG);
        let (is_closing, _) = watch::channel(false);
        Self { hub: Arc::new(Hub { rhythm, heard, places: Arc::new(Semaphore::new(rhythm.most)), is_closing }) }
    }

    /// Begins to follow the log, on a thread that ends with the last clone.
    pub fn follow(&self, store: Store) {
        let hub = Arc::downgrade(&self.hub);
        thread::spawn(move || follow::follow(&store, |news| pass_on(&hub, news)));
    }

    /// Ends all streams, at once and for good: the server closes.
    pub fn close(&self) {
        self.hub.is_closing.send_replace(true);
    }

    /// A bell that rings for what is recorded from here on.
    pub(in crate::web) fn bell(&self) -> Bell {
        Bell { heard: self.hub.heard.subscribe(), is_closing: self.hub.is_closing.subscribe() }
    }

    /// How often a stream shows that it is alive.
    pub(in crate::web) fn beat(&self) -> Duration {
        self.hub.rhythm.beat
    }

    /// How many streams are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.hub.rhythm.most - self.hub.places.available_permits()
    }

    /// How many may be.
    #[must_use]
    pub fn most(&self) -> usize {
        self.hub.rhythm.most
    }

    /// A place for a stream, where one is free.
    pub(in crate::web) fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.hub.places).try_acquire_owned().ok()
    }
}

fn pass_on(hub: &Weak<Hub>, news: Option<News>) -> bool {
    let Some(hub) = hub.upgrade() else { return false };
    let heard = news.map(|news| match news {
        News::Changes(changes) => Heard::Changes(Arc::new(changes)),
        News::Begun => Heard::Look,
    });
    if let Some(heard) = heard {
        // Where nobody listens, nobody has to hear.
        let _ = hub.heard.send(heard);
    }
    !*hub.is_closing.borrow()
}
