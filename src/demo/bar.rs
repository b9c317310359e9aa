//! The progress bar of the command line; where standard error is no terminal, nothing is drawn.

use super::Progress;
use crate::shop::words::thousands;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// A bar to be handed to [`super::run`], for so many pets.
pub fn bar(pets: u32) -> impl FnMut(Progress) {
    let bar = ProgressBar::new(pets.into());
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent:>3} %  {msg}  {eta} left") {
        bar.set_style(style);
    }
    bar.set_message("inventing a shop");
    bar.enable_steady_tick(Duration::from_millis(250));
    move |progress| match progress {
        Progress::Recorded { pets, events } => {
            bar.set_position(pets.into());
            bar.set_message(format!("{} pets, {} events", thousands(pets.into()), thousands(events)));
        }
        Progress::Settling => {
            bar.set_style(ProgressStyle::default_spinner());
            bar.set_message("refreshing the snapshot");
        }
    }
}
