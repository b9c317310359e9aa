//! People: [`accounts`], their [`sessions`] and [`second_factor`]s; [`setup`] lets the first admin in, [`throttle`] slows down who guesses.
//! [`audit`] keeps who looked and who tried, [`forgetting`] lets a customer go.

pub mod accounts;
pub mod audit;
pub mod forgetting;
pub mod half_sessions;
pub mod second_factor;
pub mod sessions;
pub mod setup;
pub mod throttle;
pub mod token;
