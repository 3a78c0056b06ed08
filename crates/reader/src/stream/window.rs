//! The next rows of the large sheet, as a sheet of their own.

use phuluc_model::CellRange;

use super::{StreamError, WholeReason};
use crate::decode::{Evidence, RowDecoder};
use crate::grid::{Sheet, Workbook};
use crate::inspected;
use crate::view::SheetView;
use crate::xlsx::streamed::{Rows, Shared};

/// Rows that are read at once.
const AT_ONCE: usize = 256;
/// Cells that a window may have: far more than its rows have in any form.
const CELLS: usize = 300_000;
/// Rows that merged regions may cover together, as [`crate::view`] has it.
const MERGED_ROWS: u64 = 2_000_000;

/// What is known of the large sheet beside its cells.
pub(super) struct Frame {
    /// Its fonts, styles and calendar; it has no sheets.
    pub(super) workbook: Workbook,
    /// It without cells.
    pub(super) sheet: Sheet,
}

/// Rows of a sheet that are at hand.
pub(super) struct Window<'x> {
    frame: Frame,
    rows: Rows<'x>,
    shared: Shared,
    decoder: RowDecoder,
    sheet: Sheet,
    next: Sheet,
    /// Rows with cells that are at hand.
    count: usize,
    exhausted: bool,
    /// Whether it is the sheet of findings of an annotated copy.
    lists_findings: bool,
}

impl Frame {
    /// Takes the large sheet out of a workbook.
    ///
    /// # Errors
    ///
    /// Where merged regions reach over too many rows for all of them to be looked at.
    pub(super) fn new(workbook: &Workbook, large: usize, shared: &Shared) -> Result<Self, WholeReason> {
        let sheet = workbook.sheets.get(large).cloned().unwrap_or_default();
        let rows = |range: &CellRange| u64::from(range.last.row.saturating_sub(range.first.row)) + 1;
        if sheet.merges.iter().map(rows).sum::<u64>() > MERGED_ROWS {
            return Err(WholeReason::Merges);
        }
        let workbook = Workbook {
            container: workbook.container,
            date_1904: workbook.date_1904,
            recalculates: workbook.recalculates,
            fonts: shared.fonts().to_vec(),
            styles: shared.styles().to_vec(),
            sheets: Vec::new(),
            names: Vec::new(),
        };
        Ok(Self { workbook, sheet })
    }
}

impl<'x> Window<'x> {
    pub(super) fn new(frame: Frame, rows: Rows<'x>, shared: Shared, evidence: Evidence) -> Self {
        let sheet = Sheet {
            name: frame.sheet.name.clone(),
            hidden: frame.sheet.hidden,
            hidden_columns: frame.sheet.hidden_columns.clone(),
            ..Sheet::default()
        };
        let next = Sheet { name: frame.sheet.name.clone(), ..Sheet::default() };
        let decoder = RowDecoder::new(evidence);
        Self { frame, rows, shared, decoder, sheet, next, count: 0, exhausted: false, lists_findings: false }
    }

    /// Whether the sheet has no rows beyond those at hand.
    pub(super) const fn is_last(&self) -> bool {
        self.exhausted
    }

    /// Whether nothing is left.
    pub(super) const fn is_empty(&self) -> bool {
        self.exhausted && self.count == 0
    }

    /// Whether the rows so far are those of the sheet of findings of an annotated copy.
    pub(super) const fn lists_findings(&self) -> bool {
        self.lists_findings
    }

    /// Reads on until so many rows with cells are at hand, or all that there are.
    pub(super) fn fill(&mut self, rows: usize) -> Result<(), StreamError> {
        while self.count < rows && !self.exhausted {
            let most = (rows - self.count).min(AT_ONCE);
            self.exhausted = !self.rows.next(&mut self.shared, &mut self.next, most)?;
            self.decoder.cells(&mut self.next, self.shared.fonts(), self.shared.styles());
            self.shared.let_go();
            self.lists_findings |= inspected::lists_findings(&self.next);
            let mut last = self.sheet.cells.last().map(|cell| cell.at.row);
            for cell in &self.next.cells {
                self.count += usize::from(last.replace(cell.at.row) != Some(cell.at.row));
            }
            self.sheet.cells.append(&mut self.next.cells);
            self.next.hidden_rows.clear();
            self.next.merges.clear();
            if self.sheet.cells.len() > CELLS {
                return Err(WholeReason::NoBorder.into());
            }
        }
        self.sheet.merges.clear();
        if let (Some(first), Some(last)) = (self.sheet.cells.first(), self.sheet.cells.last()) {
            let (first, last) = (first.at.row, last.at.row);
            let here = |range: &&CellRange| range.last.row >= first && range.first.row <= last;
            self.sheet.merges.extend(self.frame.sheet.merges.iter().filter(here));
        }
        Ok(())
    }

    /// The rows at hand.
    pub(super) fn view(&self) -> SheetView<'_> {
        SheetView::new(&self.frame.workbook, &self.sheet)
    }

    /// Lets go of the rows up to one.
    pub(super) fn pass(&mut self, last: u32) {
        let cells = self.sheet.cells.partition_point(|cell| cell.at.row <= last);
        let mut before = None;
        for cell in self.sheet.cells.drain(..cells) {
            self.count -= usize::from(before.replace(cell.at.row) != Some(cell.at.row));
        }
    }

    /// Gives back what is known of the sheet, what cells refer to, and what was decoded.
    pub(super) fn close(self) -> (Frame, Shared, RowDecoder) {
        (self.frame, self.shared, self.decoder)
    }
}
