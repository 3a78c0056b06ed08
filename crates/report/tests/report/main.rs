//! Reports of the province's plan with findings made by hand.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod acceptance;
mod annotated;
mod forms;
mod sample;
mod unusual;
