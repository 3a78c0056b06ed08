//! Seven complete programs. Each is a file in the repository's `examples/` and is
//! run by its tests; what stands here is that file.
//!
//! # Read and print
//!
//! [`read`](crate::read) tells the format by content. What was normalised on the
//! way in stands in [`Document::findings`](crate::Document::findings), each at its cell.
//!
//! ```no_run
#![doc = include_str!("../../../examples/read_and_print.rs")]
//! ```
//!
//! # Typed rows
//!
//! [`Appendix::record`](crate::Appendix::record) reads a row into any `serde` type,
//! as `csv` reads records; the four official forms have theirs
//! ([`Indicator`](crate::Indicator), [`FundingLine`](crate::FundingLine),
//! [`Work`](crate::Work), [`TrainingTarget`](crate::TrainingTarget)). A row that does
//! not fit fails with its file, sheet and cell. Figures are exact decimals.
//!
//! ```no_run
#![doc = include_str!("../../../examples/sum_by_district.rs")]
//! ```
//!
//! # A form of your own
//!
//! A layout is a TOML file: titles, headers and their synonyms, types, row kinds,
//! sums. `docs/layouts.md` in the repository explains each key, and
//! `phuluc layouts check` finds mistakes with line and column.
//!
//! ```no_run
#![doc = include_str!("../../../examples/custom_layout.rs")]
//! ```
//!
//! # Regenerate in memory
//!
//! ```no_run
#![doc = include_str!("../../../examples/regenerate.rs")]
//! ```
//!
//! # Check and annotate
//!
//! [`report`](crate::report()) checks what was read and judges the findings by an
//! office's [`Policy`](crate::Policy); the report prints in every form, and
//! [`Reader::annotate`](crate::Reader::annotate) marks it in a copy of the workbook.
//!
//! ```no_run
#![doc = include_str!("../../../examples/check_and_annotate.rs")]
//! ```
//!
//! # Row by row
//!
//! [`Reader::stream_path`](crate::Reader::stream_path) gives the rows of a large `.xlsx` one by
//! one, as [`read`](crate::read) would, in memory that does not grow with them.
//!
//! ```no_run
#![doc = include_str!("../../../examples/stream_works.rs")]
//! ```
//!
//! # Compare
//!
//! [`diff`](crate::diff()) matches the rows of two submissions by what they are, whatever
//! their order and numbers; what changed prints as text and JSON, and
//! [`write_diff`](crate::write_diff) puts both side by side in a workbook.
//!
//! ```no_run
#![doc = include_str!("../../../examples/compare.rs")]
//! ```
