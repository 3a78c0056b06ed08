//! What a program that embeds phuluc does: one topic a module.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod comparison;
mod districts;
mod examples;
mod expectations;
mod generated;
mod golden;
mod ledger;
mod merge;
mod merge_against;
mod merge_edges;
mod merge_figures;
mod merge_lists;
mod merge_names;
mod normalised;
mod round_trip;
mod samples;
mod schema;
mod stream;
mod stream_generated;
mod template;
