//! What a comparison finds, and what it must not.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod generated;
mod json;
mod large;
mod rows;
mod several;
mod table;
mod values;
