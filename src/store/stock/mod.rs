//! A stock that is brought in as a table: [`intake`] looks at its bytes as they come, [`parts`] keeps them, [`files`] what is known of them, and [`attempt`]
//! who works on them. [`bringing`] looks the table through and records the pets that come by it, [`coming`]; [`kinds`] knows what a species is to the shop.

pub mod attempt;
pub mod bringing;
pub mod coming;
pub mod files;
pub mod intake;
pub mod kinds;
pub mod parts;
