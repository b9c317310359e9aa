//! Two moments compared: proven against replay, read by HTTP, taken along as CSV.

mod http;
mod sheet;
mod truth;
