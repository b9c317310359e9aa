//! The door and whoever passes it: [`setup`], [`login`], one's own [`account`] and [`second_factor`]; and customers,
//! by [`mending`], [`joining`] and [`forgetting`] them; [`doubles`] lists who may be one, [`known`] gives somebody all that is known about them.

pub mod account;
pub mod doubles;
pub mod forgetting;
pub mod joining;
pub mod known;
pub mod login;
pub mod mending;
pub mod second_factor;
pub mod setup;
