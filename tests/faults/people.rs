//! Those who record while it happens. Who gets no answer sends the same form again, as a person would.

use super::until;
use crate::{
    day::{Form, arrival, birth, find, loss, price_change, retraction, sale},
    harness::{Answer, PASSWORD, Visitor},
};
use fastrand::Rng;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
};
use uuid::Uuid;

/// How many record at once, more than the pool has connections.
pub const PEOPLE: usize = 6;

/// An attempt to record something, known again by the note on it.
pub struct Deed {
    pub note: String,
    pub outcome: Outcome,
}

/// What whoever recorded was told at last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Acknowledged,
    Refused,
    /// They went home without an answer.
    Unknown,
}

/// What all share.
#[derive(Default)]
struct Shared {
    is_over: AtomicBool,
    pets: Mutex<Vec<String>>,
    acknowledged: [AtomicUsize; PEOPLE],
}

/// Everybody at work.
pub struct People {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<Vec<Deed>>>,
    refresher: JoinHandle<()>,
}

impl People {
    pub fn at_work(url: &str, mut rng: Rng) -> Self {
        let shared = Arc::new(Shared::default());
        let visitors = (0..=PEOPLE).map(|_| sign_in(url)).collect::<Vec<_>>();
        let mut visitors = visitors.into_iter();
        let admin = visitors.next().unwrap();
        let seen = Arc::clone(&shared);
        let refresher = thread::spawn(move || {
            while !seen.is_over.load(Ordering::SeqCst) {
                let _ = post(&admin, "/admin/snapshot", &[]);
                let _ = admin.try_to_send("GET", "/pets", &[], "");
                thread::yield_now();
            }
        });
        let threads = visitors.enumerate().map(|(who, visitor)| {
            let (shared, rng) = (Arc::clone(&shared), rng.fork());
            thread::spawn(move || Person { who, visitor, shared, rng, deeds: Vec::new() }.works())
        });
        Self { threads: threads.collect(), shared, refresher }
    }

    /// Waits until each has recorded something more.
    pub fn have_each_recorded(&self, when: &str) {
        let recorded = || self.shared.acknowledged.each_ref().map(|count| count.load(Ordering::SeqCst));
        let before = recorded();
        until(&format!("each has recorded something {when}"), || recorded().iter().zip(before).all(|(now, before)| *now > before));
    }

    /// Waits until somebody has recorded something more.
    pub fn has_anybody_recorded(&self, when: &str) {
        let recorded = || self.shared.acknowledged.iter().map(|count| count.load(Ordering::SeqCst)).sum::<usize>();
        let before = recorded();
        until(&format!("somebody has recorded something {when}"), || recorded() > before);
    }

    pub fn go_home(self) -> Vec<Deed> {
        self.shared.is_over.store(true, Ordering::SeqCst);
        self.refresher.join().unwrap();
        self.threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    }
}

fn sign_in(url: &str) -> Visitor {
    let visitor = Visitor::at(url, "hello", None);
    let answer = visitor.fill_in("/login", &[("name", "Ada"), ("password", PASSWORD)]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    visitor
}

fn post(visitor: &Visitor, path: &str, fields: &[(String, String)]) -> Option<Answer> {
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    visitor.try_to_send("POST", path, &headers, serde_urlencoded::to_string(fields).unwrap()).ok()
}

struct Person {
    who: usize,
    visitor: Visitor,
    shared: Arc<Shared>,
    rng: Rng,
    deeds: Vec<Deed>,
}

impl Person {
    fn works(mut self) -> Vec<Deed> {
        while !self.is_over() {
            let note = Uuid::new_v4().to_string();
            let form = self.form();
            let area = if form.path.ends_with("/retraction") { "reason" } else { "note" };
            self.records(form.with(area, &note), note);
        }
        self.deeds
    }

    fn is_over(&self) -> bool {
        self.shared.is_over.load(Ordering::SeqCst)
    }

    /// Mostly about a pet that others work on too.
    fn form(&mut self) -> Form {
        let pets = self.shared.pets.lock().unwrap();
        if pets.len() < 3 || self.rng.u8(..4) == 0 {
            return arrival();
        }
        let pet = &pets[self.rng.usize(pets.len().saturating_sub(6)..pets.len())];
        match self.rng.u8(..8) {
            0 => birth(pet),
            1 => sale(pet),
            2 => loss(pet),
            3 => find(pet),
            4 => retraction(pet),
            _ => price_change(pet).with("new_price", &format!("{}.00", self.rng.u16(1..))),
        }
    }

    fn records(&mut self, form: Form, note: String) {
        let Ok(page) = self.visitor.try_to_send("GET", &form.path, &[], "") else { return };
        // A pet that is sold has no form of a loss; a shop that is away has none at all.
        if page.status != 200 {
            return;
        }
        let mut fields = page.hidden_fields();
        fields.extend(form.fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let mut outcome = Outcome::Unknown;
        loop {
            match post(&self.visitor, &form.path, &fields) {
                Some(answer) if answer.status == 303 => {
                    assert!(answer.location().starts_with("/pets/"), "{} led to {}", form.path, answer.location());
                    self.shared.acknowledged[self.who].fetch_add(1, Ordering::SeqCst);
                    if form.path.starts_with("/pets/arrival") || form.path.starts_with("/pets/birth") {
                        self.shared.pets.lock().unwrap().push(answer.location().to_owned());
                    }
                    outcome = Outcome::Acknowledged;
                }
                Some(answer) if matches!(answer.status, 409 | 422) => outcome = Outcome::Refused,
                Some(answer) => assert_eq!(answer.status, 503, "{}: {}", form.path, answer.body),
                None => {}
            }
            if outcome != Outcome::Unknown || self.is_over() {
                break;
            }
            thread::yield_now();
        }
        self.deeds.push(Deed { note, outcome });
    }
}
