//! Proof that the log is whole: [`seals`] keep what a refresh saw, [`certificate`] proves one pet by them, and [`verify`] reads everything
//! again to see that nobody has changed it since.

pub mod certificate;
pub mod seals;
pub(in crate::store) mod tree;
pub mod verify;
