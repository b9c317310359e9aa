//! The shop in a real browser: clicks, keys, what assistive technology reads, and what goes over the wire.
//!
//! Where there is no Chromium these tests do nothing and the run says so in one line; with `HELLO_BROWSER_TESTS=required` they fail instead.

mod chromium;
mod hands;
mod heard;
mod tab;
mod wire;

mod axe;
mod world;

mod as_of;
mod back;
mod choosing;
mod counted;
mod door;
mod filters;
mod first_day;
mod interrupted;
mod keys;
mod litter;
mod live;
mod markup;
mod mending;
pub mod midst;
mod paper;
mod second_factor;
mod walk;
mod weight;

pub use chromium::Chromium;
pub use tab::{Script, Tab};
