//! What changed between two submissions, by meaning and not by cell address.
//!
//! Rows are matched by what they are ([`matching`]); their figures are compared by value, their
//! words as they are read. Another order, other outline numbers, another unit or form of the
//! file are no difference in meaning.
//!
//! ```
//! use phuluc_diff::{DiffOptions, diff};
//! use phuluc_model::{Appendix, Layouts};
//!
//! let layouts = Layouts::built_in();
//! let appendices: Vec<Appendix> = layouts.get("phu-luc-2").cloned().map(Appendix::new).into_iter().collect();
//! assert!(diff(&appendices, &appendices, &DiffOptions::default()).is_equal());
//! ```
//!
//! Most programs want the crate `phuluc`, which re-exports this one.

mod align;
mod compare;
mod difference;
mod follows;
mod heading;
mod json;
mod left_out;
pub mod matching;
mod options;
mod schema;
mod sums;
mod text;
mod words;

pub use difference::{
    AppendixDifference, CellChange, ChangeNature, ColumnSum, DiffCounts, Difference, GroupSums,
    HeadingChange, HeadingField, RowDifference, RowMove, RowState,
};
pub use json::DIFF_FORMAT;
pub use options::DiffOptions;
pub use schema::diff_schema;

use phuluc_model::Appendix;

/// Compares two submissions.
///
/// Appendices are paired by layout and, where one occurs several times, by who they are
/// from; rows by kind, name and place. The same input gives the same answer.
pub fn diff<'a>(old: &'a [Appendix], new: &'a [Appendix], options: &DiffOptions) -> Difference<'a> {
    let pairs = matching::pair_appendices(old, new).into_iter();
    let sides = pairs.map(|(one, other)| (one.and_then(|at| old.get(at)), other.and_then(|at| new.get(at))));
    Difference { appendices: sides.map(|(one, other)| compare::appendix(one, other, options)).collect() }
}
