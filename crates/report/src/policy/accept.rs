//! Findings that somebody accepted, with a reason, name and day.

use phuluc_model::Finding;

use crate::places::{RowPlace, Spot};
use crate::words::decimal;

/// That somebody accepted a finding. It holds as long as the figures do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Acceptance {
    /// Code of the rule.
    pub rule: String,
    /// The file's name.
    pub file: String,
    /// The sheet; empty for a finding about the file.
    pub sheet: String,
    /// The cell or range; empty for a finding about the sheet or file.
    pub cell: String,
    /// What stood there: the finding's figure, or else the cell's content.
    pub found: Option<String>,
    /// What would have fitted; compared only where it is given.
    pub expected: Option<String>,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// The day, as `2026-11-24`.
    pub date: String,
}

impl Acceptance {
    /// Accepts a finding as it stands.
    pub fn of(finding: &Finding, place: &RowPlace, reason: &str, by: &str, date: &str) -> Self {
        Self {
            rule: finding.rule.to_string(),
            file: finding.file.clone(),
            sheet: finding.sheet.clone(),
            cell: finding.cell.clone(),
            found: content(finding, place).map(str::to_owned),
            expected: finding.expected.clone(),
            reason: reason.to_owned(),
            by: by.to_owned(),
            date: date.to_owned(),
        }
    }

    /// Whether it is about a finding, as rule and place say. A range accepts
    /// every cell in it.
    pub(crate) fn is_at(&self, finding: &Finding) -> bool {
        if self.rule != finding.rule || self.file != finding.file || self.sheet != finding.sheet {
            return false;
        }
        if self.cell == finding.cell {
            return true;
        }
        let range = |cell: &str| Spot::parse("", cell).range;
        match (range(&self.cell), range(&finding.cell)) {
            (Some(accepted), Some(found)) => accepted.contains(found.first) && accepted.contains(found.last),
            _ => false,
        }
    }

    /// Whether the figures are those that were accepted.
    pub(crate) fn still_holds(&self, finding: &Finding, place: &RowPlace) -> bool {
        let expected = self.expected.is_none() || same(self.expected.as_deref(), finding.expected.as_deref());
        expected && same(self.found.as_deref(), content(finding, place))
    }
}

/// What an acceptance remembers: the figure found, or what stands in the cell.
pub(crate) fn content<'a>(finding: &'a Finding, place: &'a RowPlace) -> Option<&'a str> {
    finding.found.as_deref().or(place.value.as_deref())
}

/// Whether two figures are equal by value, other texts by letter.
fn same(one: Option<&str>, other: Option<&str>) -> bool {
    match (one.and_then(decimal), other.and_then(decimal)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}
