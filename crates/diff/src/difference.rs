//! What changed.

use phuluc_model::{Appendix, CellRef, Quantity, Row, Value};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::matching::label;

/// What changed between two submissions.
#[derive(Debug, Clone)]
pub struct Difference<'a> {
    /// Appendices of both in the order of the new submission, then those that are gone.
    pub appendices: Vec<AppendixDifference<'a>>,
}

/// What changed in one appendix.
#[derive(Debug, Clone)]
pub struct AppendixDifference<'a> {
    /// The old appendix; `None` where it is new.
    pub old: Option<&'a Appendix>,
    /// The new appendix; `None` where it is gone.
    pub new: Option<&'a Appendix>,
    /// What differs above the table.
    pub heading: Vec<HeadingChange>,
    /// Every row of both, in the order of the new appendix; rows that are gone stand where
    /// they stood.
    pub rows: Vec<RowDifference<'a>>,
    /// What changed by row of level 1, of those that have rows below them.
    pub groups: Vec<GroupSums<'a>>,
    /// What changed in the whole appendix.
    pub whole: Vec<ColumnSum>,
}

/// Something above the table that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingChange {
    /// What it is.
    pub field: HeadingField,
    /// What stood there.
    pub old: Option<String>,
    /// What stands there now.
    pub new: Option<String>,
    /// Whether only the form differs: letter case, punctuation, the unit that amounts were typed in.
    pub form: bool,
}

/// What stands above a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeadingField {
    /// The title.
    Title,
    /// The year that is planned for.
    PlanYear,
    /// The plan's number.
    PlanNumber,
    /// The plan's date.
    PlanDate,
    /// Who issued the plan.
    PlanIssuer,
    /// The unit that amounts were typed in; they are compared in the layout's.
    Unit,
}

/// Which of the two a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowState {
    /// In both.
    Both,
    /// Only in the new appendix.
    Added,
    /// Only in the old one.
    Removed,
    /// One old row is several new ones; the old one stands beside the first of them.
    Split,
    /// Several old rows are one new one, which stands beside the first of them.
    Joined,
}

/// One row, old and new.
#[derive(Debug, Clone)]
pub struct RowDifference<'a> {
    /// Which of the two it stands in.
    pub state: RowState,
    /// The old row.
    pub old: Option<&'a Row>,
    /// The new row.
    pub new: Option<&'a Row>,
    /// Rows of the same split or joining have the same number.
    pub link: Option<usize>,
    /// Where it moved.
    pub moved: Option<RowMove<'a>>,
    /// Whether its name is another.
    pub renamed: bool,
    /// Whether only its outline number is another; no difference in meaning.
    pub renumbered: bool,
    /// Cells that differ, in column order.
    pub cells: Vec<CellChange>,
    /// The row of level 1 that it belongs to, as an index into [`AppendixDifference::rows`].
    pub group: Option<usize>,
    /// Depth in the table, from 0.
    pub depth: usize,
}

/// That a row stands elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct RowMove<'a> {
    /// Whether it stands below another row; the rows that it stood and stands below.
    pub parent: Option<(Option<&'a Row>, Option<&'a Row>)>,
    /// The column of its place, where that is another.
    pub place: Option<usize>,
}

/// What a change of a cell amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeNature {
    /// Another figure or other words.
    Changed,
    /// A total or share that changed as its parts did.
    Follows,
    /// The same in another form: blank, `-` and 0; letter case, punctuation.
    Form,
}

/// A cell that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Its column in the layout.
    pub column: usize,
    /// What it amounts to.
    pub nature: ChangeNature,
    /// What stood there.
    pub old: Value,
    /// What stands there now.
    pub new: Value,
    /// Figures typed as text, in the old file and the new, that the cell's formula leaves out:
    /// its figure is what the file shows, not what its parts add up to.
    pub left_out: [Vec<CellRef>; 2],
}

/// What a column adds up to, over rows without rows below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSum {
    /// The column.
    pub column: usize,
    /// The old sum.
    pub old: Decimal,
    /// The new sum.
    pub new: Decimal,
}

/// Sums of a row of level 1.
#[derive(Debug, Clone)]
pub struct GroupSums<'a> {
    /// The old row.
    pub old: Option<&'a Row>,
    /// The new row.
    pub new: Option<&'a Row>,
    /// The columns that changed.
    pub sums: Vec<ColumnSum>,
}

/// How much of each there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiffCounts {
    /// Rows only in the new submission.
    pub added: usize,
    /// Rows only in the old one.
    pub removed: usize,
    /// Rows below another row or in another place.
    pub moved: usize,
    /// Rows of another name.
    pub renamed: usize,
    /// Rows that became several.
    pub split: usize,
    /// Rows that several became.
    pub joined: usize,
    /// Cells with another figure or other words.
    pub changed: usize,
    /// Titles, years and plan references that differ.
    pub heading: usize,
    /// Totals and shares that changed as their parts did.
    pub follows: usize,
    /// Rows with another outline number; no difference in meaning.
    pub renumbered: usize,
    /// Cells and headings the same in another form; no difference in meaning.
    pub form: usize,
    /// Appendices only in the new submission.
    pub appendices_added: usize,
    /// Appendices only in the old one.
    pub appendices_removed: usize,
}

impl DiffCounts {
    /// What differs in meaning.
    pub const fn differences(&self) -> usize {
        self.own() + self.follows
    }

    /// What differs in meaning, what only follows from it aside.
    pub const fn own(&self) -> usize {
        self.added
            + self.removed
            + self.moved
            + self.renamed
            + self.split
            + self.joined
            + self.changed
            + self.heading
            + self.appendices_added
            + self.appendices_removed
    }

    const fn add(&mut self, other: &Self) {
        self.added += other.added;
        self.removed += other.removed;
        self.moved += other.moved;
        self.renamed += other.renamed;
        self.split += other.split;
        self.joined += other.joined;
        self.changed += other.changed;
        self.heading += other.heading;
        self.follows += other.follows;
        self.renumbered += other.renumbered;
        self.form += other.form;
        self.appendices_added += other.appendices_added;
        self.appendices_removed += other.appendices_removed;
    }
}

impl Difference<'_> {
    /// Whether both say the same.
    pub fn is_equal(&self) -> bool {
        self.counts().differences() == 0
    }

    /// How much of each there is.
    pub fn counts(&self) -> DiffCounts {
        let mut counts = DiffCounts::default();
        self.appendices.iter().for_each(|appendix| counts.add(&appendix.counts()));
        counts
    }
}

impl<'a> AppendixDifference<'a> {
    /// The new appendix, or the old one where it is gone; `None` where there is neither.
    pub fn either(&self) -> Option<&'a Appendix> {
        self.new.or(self.old)
    }

    /// How much of each there is.
    pub fn counts(&self) -> DiffCounts {
        let mut counts = DiffCounts {
            appendices_added: usize::from(self.old.is_none()),
            appendices_removed: usize::from(self.new.is_none()),
            ..DiffCounts::default()
        };
        for change in &self.heading {
            if change.form {
                counts.form += 1;
            } else {
                counts.heading += 1;
            }
        }
        for row in &self.rows {
            row.count(&mut counts);
        }
        counts
    }

    /// The cell of a row's field in the old file, with its sheet.
    pub fn old_cell(&self, row: &Row, column: usize) -> Option<String> {
        cell(self.old, row, column)
    }

    /// The cell of a row's field in the new file, with its sheet.
    pub fn new_cell(&self, row: &Row, column: usize) -> Option<String> {
        cell(self.new, row, column)
    }

    /// The outline number and name of a row.
    pub fn row_name(&self, row: &Row) -> (Option<String>, Option<String>) {
        let Some(appendix) = self.either() else { return (None, None) };
        let code = appendix.layout.code_column().and_then(|column| row.text(column));
        (code.map(str::to_owned), label(&appendix.layout, row).map(|(_, name)| name.to_owned()))
    }
}

/// `PL III!C12`.
fn cell(appendix: Option<&Appendix>, row: &Row, column: usize) -> Option<String> {
    let appendix = appendix?;
    let field = &appendix.layout.columns.get(column)?.field;
    let cell: CellRef = appendix.source.cell(field, row.row)?;
    Some(format!("{}!{cell}", appendix.source.sheet))
}

impl RowDifference<'_> {
    /// Whether it differs in meaning.
    pub fn differs(&self) -> bool {
        let mut counts = DiffCounts::default();
        self.count(&mut counts);
        self.state != RowState::Both || counts.differences() > 0
    }

    /// Whether it differs at all, in meaning, number or form.
    pub fn is_told(&self) -> bool {
        self.differs() || self.renumbered || !self.cells.is_empty()
    }

    fn count(&self, counts: &mut DiffCounts) {
        match self.state {
            RowState::Added => counts.added += 1,
            RowState::Removed => counts.removed += 1,
            RowState::Split => counts.split += usize::from(self.old.is_some()),
            RowState::Joined => counts.joined += usize::from(self.new.is_some()),
            RowState::Both => {}
        }
        counts.moved += usize::from(self.moved.is_some());
        counts.renamed += usize::from(self.renamed);
        counts.renumbered += usize::from(self.renumbered);
        for cell in &self.cells {
            match cell.nature {
                ChangeNature::Changed => counts.changed += 1,
                ChangeNature::Follows => counts.follows += 1,
                ChangeNature::Form => counts.form += 1,
            }
        }
    }
}

impl CellChange {
    /// New less old, a blank or `-` beside a figure as 0; `None` where either is words.
    pub fn difference(&self) -> Option<Decimal> {
        let (old, new) = (figure(&self.old)?, figure(&self.new)?);
        new.checked_sub(old).map(|difference| difference.normalize())
    }

    /// The difference in percent of the old figure, to two decimals; `None` from zero.
    pub fn percent(&self) -> Option<Decimal> {
        percent(figure(&self.old)?, figure(&self.new)?)
    }
}

fn figure(value: &Value) -> Option<Decimal> {
    match value.quantity()? {
        Quantity::Words(_) => None,
        quantity => Some(quantity.addend()),
    }
}

impl ColumnSum {
    /// New less old; `None` where it does not fit a decimal.
    pub fn difference(&self) -> Option<Decimal> {
        self.new.checked_sub(self.old).map(|difference| difference.normalize())
    }

    /// The difference in percent of the old sum, to two decimals; `None` from zero.
    pub fn percent(&self) -> Option<Decimal> {
        percent(self.old, self.new)
    }
}

/// New less old in percent of the size of old, to two decimals, halves away from zero;
/// `None` from zero, or where it does not fit a decimal.
pub(crate) fn percent(old: Decimal, new: Decimal) -> Option<Decimal> {
    let share = new.checked_sub(old)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(old.abs())?;
    Some(share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_of_the_old_figure() {
        let of = |old: &str, new: &str| {
            percent(old.parse().expect("a decimal"), new.parse().expect("a decimal")).map(|p| p.to_string())
        };
        assert_eq!(of("3800", "4000").as_deref(), Some("5.26"));
        assert_eq!(of("200", "199.99").as_deref(), Some("-0.01"));
        assert_eq!(of("-100", "-50").as_deref(), Some("50"));
        assert_eq!(of("0", "5"), None);
        assert_eq!(of("800", "0").as_deref(), Some("-100"));
    }
}
