//! People: [`accounts`], their [`sessions`] and [`second_factor`]s; [`sign_out`] ends the sessions of one, [`setup`] lets the first admin in, [`throttle`] slows down who guesses.
//! [`audit`] keeps who looked and who tried, [`forgetting`] lets a customer go.

pub mod accounts;
pub mod audit;
pub mod forgetting;
pub mod half_sessions;
pub mod looks;
pub mod second_factor;
pub mod sessions;
pub mod setup;
pub mod sign_out;
pub mod throttle;
pub mod token;
