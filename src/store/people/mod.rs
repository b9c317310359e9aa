//! People: [`accounts`], their [`sessions`] and [`second_factor`]s; [`sign_out`] ends the sessions of one, [`setup`] lets the first admin in, [`shop`] is what the shop is called, [`throttle`] slows down who guesses,
//! [`unsent`] and [`answers`] keep what a form has come to, so that nobody loses it.
//! [`audit`] keeps who looked and who tried, [`mending`] writes what is known of a customer anew, [`doubles`] finds those who are likely one,
//! [`joining`] makes them one, and [`forgetting`] lets a customer go; [`known`] is all that the shop knows about one.

pub mod accounts;
pub mod answers;
pub mod audit;
pub mod doubles;
pub mod forgetting;
pub mod half_sessions;
pub mod joining;
pub mod known;
pub mod looks;
pub mod mending;
pub mod second_factor;
pub mod sessions;
pub mod setup;
pub mod shop;
pub mod sign_out;
pub mod throttle;
pub mod token;
pub mod tokens;
pub mod unsent;
