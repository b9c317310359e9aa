//! The feed: what programs ask, with a token instead of a session. The log a page at a time or as a stream, and the pets now or then.
//!
//! [`caller`] knows a program by its token, [`asked`] reads what it wants, [`events`] and [`stream`] give it the log by [`reading`] on, [`pets`] the pets; [`problem`] is how they
//! are told what is wrong, [`about`] the page that explains it to people.

pub mod about;
pub mod asked;
pub mod caller;
pub mod events;
pub mod pets;
pub mod problem;
pub mod reading;
pub mod stream;
