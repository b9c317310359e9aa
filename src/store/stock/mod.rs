//! A stock that is brought in as a table: [`intake`] looks at its bytes as they come, [`files`] keeps what was uploaded and how far it is, [`kinds`] knows what a species is to the shop, and
//! [`bringing`] looks the table through and records what it brings.

pub mod bringing;
pub mod files;
pub mod intake;
pub mod kinds;
