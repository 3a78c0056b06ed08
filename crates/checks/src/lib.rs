//! Says what is wrong in appendices (*phụ lục*) that were read, and where.
//!
//! Sums and ties between appendices are one linear system over the cells: a
//! slip is one finding, at the stated total that disagrees, with the cells whose
//! change would make everything fit and its consequences folded under it
//! (module `sums`). Outline numbers, works and places have rules of their own
//! (module `rules`, a file each).
//!
//! ```
//! use phuluc_checks::{CheckOptions, check};
//!
//! let findings = check(&[], &CheckOptions::default());
//! assert!(findings.is_empty());
//! ```
//!
//! Formulas are compared with what they should add up and with those beside them (module
//! `formulas`); their results were worked out by the reader.
//!
//! What a rule says of itself stands in `docs/rules/`, one file a rule; rustdoc,
//! [`rules()`] and the command line are made of those files.
//!
//! Most programs want the crate `phuluc`, which re-exports this one.

mod context;
mod doc;
mod formulas;
mod keyed;
mod options;
mod places;
mod registry;
pub mod rules;
mod sink;
mod sums;
mod texts;
mod vocabulary;

pub use context::{Context, Entry};
pub use doc::RuleDoc;
pub use options::CheckOptions;
pub use places::{Place, Places, PlacesError};
pub use registry::{Check, check, rules};
pub use rules::mentions::{NamedUnit, bare_name, unit_named};
pub use sink::Sink;
