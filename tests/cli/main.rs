//! What a user does at the command line: one topic a module.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod check;
mod convert;
mod diff;
mod dropped;
mod faults;
mod inspect;
mod layouts;
mod merge;
mod merge_edges;
mod readme;
mod refusals;
mod rows;
mod security;
mod several;
mod streams;
mod support;
mod support_xlsx;
mod template;
mod ui;
mod words;
