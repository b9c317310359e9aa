//! What pages are made of: the frame ([`page`]), forms that come back ([`form`]) and what was typed into them ([`typed`]), moments ([`moment`], [`past`], [`local`]), [`pager`],
//! [`pictures`], the reason of a value ([`why`]), what both logs share ([`chronicle`]),
//! files to take away ([`csv`]).

pub mod asked;
pub mod chronicle;
pub mod csv;
pub mod form;
pub mod list_head;
pub mod local;
pub mod log_days;
pub mod manners;
pub mod moment;
pub mod narrowed;
pub mod not_yet;
pub mod page;
pub mod pager;
pub mod past;
pub mod pictures;
pub mod species;
pub mod story;
pub mod typed;
pub mod why;
