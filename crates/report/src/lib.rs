//! What was found, shown: on a terminal, as JSON, SARIF, Markdown or HTML, and in
//! a copy of the submission with each finding marked at its cell.
//!
//! A [`Report`] holds the findings of one or more files, each with the row and
//! column that it stands in. A [`Policy`] says which findings count: rules that
//! are selected or ignored, severities of an office's own, and findings that
//! somebody [accepted](Acceptance) with a reason, as `phuluc.toml` keeps them.
//!
//! ```
//! use phuluc_model::{Document, Language};
//! use phuluc_report::{FileReport, Policy, Report, TextOptions};
//!
//! let Document { appendices, findings } = Document::default();
//! let file = FileReport::new("lang-son.xlsx", &appendices, findings, &Policy::default());
//! let report = Report { files: vec![file], rules: Vec::new() };
//! assert_eq!(report.to_text(&TextOptions::new(Language::English)), "0 errors, 0 warnings, 0 infos\n");
//! ```
//!
//! Most programs want the crate `phuluc`, which re-exports this one.

mod annotate;
mod html;
mod json;
mod markdown;
mod places;
mod policy;
mod regions;
mod report;
mod sarif;
mod summary;
mod text;
mod words;
mod wrap;

pub use annotate::{AnnotateError, accepted_in, annotate, annotate_plain};
pub use places::RowPlace;
pub use policy::{Acceptance, Config, Policy, PolicyError, PolicyErrorKind, Selector};
pub use report::{Counts, FileReport, Report, ReportEntry, RuleInfo};
pub use text::TextOptions;
