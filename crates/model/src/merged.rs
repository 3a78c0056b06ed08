//! Appendices of many units in one, with the unit and cell of every figure.

use rust_decimal::Decimal;

use crate::appendix::{Appendix, Document, Row};
use crate::finding::Finding;
use crate::quantity::Quantity;

/// One file that a unit sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UnitSubmission {
    /// Whose it is, such as `Huyện Bình Gia`; `None` where that is still to be found out.
    pub unit: Option<String>,
    /// Its name as short as it is still its own, such as `Bình Gia`; merging finds it.
    pub short: String,
    /// The file's name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What was read from it.
    pub document: Document,
}

impl UnitSubmission {
    /// The latest date of the plans that its appendices name, as `2021-10-22`.
    pub fn date(&self) -> Option<&str> {
        let plans = self.document.appendices.iter().filter_map(|appendix| appendix.plan.as_ref());
        plans.filter_map(|plan| plan.date.as_deref()).max()
    }
}

/// Appendices of many units in one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// The merged appendices, in the order of their layouts.
    pub appendices: Vec<MergedAppendix>,
    /// The files that went in, in the official order of their units.
    pub submissions: Vec<UnitSubmission>,
    /// What is to be said about the merging.
    pub findings: Vec<Finding>,
}

/// A merged appendix, with where each row comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedAppendix {
    /// The appendix.
    pub appendix: Appendix,
    /// Where the grand total comes from.
    pub total: Origin,
    /// Where each row comes from, in the order of [`Appendix::walk`].
    pub origins: Vec<Origin>,
}

/// Where a merged row comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The units' rows that met in it.
    pub parts: Vec<Part>,
    /// Units' sub-headings that stand in no row of their own: their remarks, and amounts
    /// that no row below them has, are in this row.
    pub headings: Vec<Part>,
    /// Figures that a unit states without the rows or columns that they add up: they
    /// come on top of the sum of those, in the order of their columns.
    pub apart: Vec<Apart>,
    /// Columns whose figures are the sum of what `parts` state.
    pub summed: Vec<usize>,
}

/// A unit's figure that comes on top of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    /// The column whose sum it comes on top of.
    pub column: usize,
    /// The unit's row that states it.
    pub part: Part,
    /// The column in which that row states it.
    pub from: usize,
    /// Whether it is taken off instead.
    pub minus: bool,
}

/// A row of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// Index in [`Merged::submissions`].
    pub submission: usize,
    /// Index of the appendix in the submission's document.
    pub appendix: usize,
    /// Index of the row in the order of [`Appendix::walk`]; `None` is the grand total.
    pub row: Option<usize>,
}

impl Merged {
    /// The appendix that a part stands in.
    pub fn appendix_of(&self, part: Part) -> Option<&Appendix> {
        self.submissions.get(part.submission)?.document.appendices.get(part.appendix)
    }

    /// The merged appendices as a document, with what was said about them.
    pub fn document(&self) -> Document {
        Document {
            appendices: self.appendices.iter().map(|merged| merged.appendix.clone()).collect(),
            findings: self.findings.clone(),
        }
    }

    /// Every finding: those of the files in their order, then those of the merging.
    pub fn all_findings(&self) -> impl Iterator<Item = (Option<&UnitSubmission>, &Finding)> {
        let read = self.submissions.iter().flat_map(|submission| {
            submission.document.findings.iter().map(move |finding| (Some(submission), finding))
        });
        read.chain(self.findings.iter().map(|finding| (None, finding)))
    }
}

/// A figure that the plan states and the units add up to something else.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDifference {
    /// Id of the layout.
    pub layout: String,
    /// Outline number in the plan, or, where the plan lacks the row, in the merged appendix.
    pub code: Option<String>,
    /// What the row is called.
    pub name: String,
    /// The field.
    pub field: String,
    /// What the plan states; a blank where it lacks the row.
    pub plan: Quantity,
    /// What the units add up to; a blank where none of them has the row.
    pub sum: Quantity,
    /// The sum less the plan's figure.
    pub difference: Decimal,
    /// What each unit has in it.
    pub shares: Vec<Share>,
    /// What to say about it, at the plan's cell.
    pub finding: Option<Finding>,
}

/// What a unit has in a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The unit.
    pub unit: String,
    /// Its figure.
    pub figure: Quantity,
}

impl Appendix {
    /// The rows in the order of [`Appendix::walk`], for looking up by index.
    pub fn rows_by_index(&self) -> Vec<&Row> {
        self.walk().collect()
    }
}
