//! The log: [`append`] is the only way in, [`stream`] what its acts have in common, [`batch`] lets in at once what comes at the same moment, [`keys`] each form
//! once, [`recorder`] counts what becomes of it. [`history`] reads a pet's events for the rules, [`events`] lines for people,
//! [`story`] those of one pet, [`page`] a page of all of them,
//! [`search`] finds some by their id, [`steps`] goes from one moment to the next. [`follow`] hears of new events, [`changes`] says which they are. [`books`]
//! says in which currency they are kept. [`demo`] fills an empty log with an invented past. [`together`] says what one request recorded, [`trail`] what an
//! event answers and what answered it.

pub mod append;
pub mod batch;
pub mod books;
pub mod changes;
pub mod days;
pub mod demo;
pub mod events;
pub mod follow;
pub mod history;
pub mod insert;
pub mod keys;
pub mod page;
pub mod recorder;
pub mod search;
pub mod steps;
pub mod story;
pub mod stream;
pub mod together;
pub mod trail;
