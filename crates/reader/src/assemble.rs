//! What the readers of `.xls`, `.xlsb` and `.ods` share: values that both binary
//! formats code alike, text with runs out of UTF-16, limits, and the order that
//! the grid promises.

use std::sync::Arc;

use phuluc_model::{CellRange, CellRef};
use rust_decimal::Decimal;

use crate::beside::{MANY_CELLS, halves};
use crate::error::OpenError;
use crate::grid::{Cell, CellValue, FontId, Number, RichText, Run, Sheet, Workbook};
use crate::limits::{LimitName, Limits};
use crate::number;

/// Last row and column that a worksheet can have, 0-based.
pub(crate) const LAST_ROW: u32 = 1_048_575;
/// See [`LAST_ROW`].
pub(crate) const LAST_COLUMN: u32 = 16_383;
/// More cell formats than Excel has room for (65,490), and styles than anybody names.
pub(crate) const MOST_STYLES: usize = 100_000;

/// How many cells a workbook may still have.
#[derive(Debug)]
pub(crate) struct CellBudget(usize);

impl CellBudget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self(limits.cells)
    }

    /// Takes `count` cells, or says that the limit is reached.
    pub(crate) fn take(&mut self, count: usize) -> Result<(), OpenError> {
        self.0 = self.0.checked_sub(count).ok_or(OpenError::Limit { limit: LimitName::Cells })?;
        Ok(())
    }
}

/// Refuses one thing more than `most`: a zip of little size may hold millions of
/// records that take more memory than they have bytes.
pub(crate) fn check_count(count: usize, most: usize, limit: LimitName) -> Result<(), OpenError> {
    if count >= most {
        return Err(OpenError::Limit { limit });
    }
    Ok(())
}

/// Text within the limit of one text.
pub(crate) fn check_text(bytes: usize, limits: &Limits) -> Result<(), OpenError> {
    if bytes > limits.text_bytes {
        return Err(OpenError::Limit { limit: LimitName::TextBytes });
    }
    Ok(())
}

/// Refuses a workbook whose cells hold more text together than a sixteenth of what
/// may be unzipped (128 MiB of 2 GiB). A text that many cells share is stored once,
/// but read and shown once a cell.
pub(crate) fn check_all_texts(workbook: &Workbook, limits: &Limits) -> Result<(), OpenError> {
    check_texts_beside(workbook, 0, limits)
}

/// The same where so many bytes stand in cells that are not at hand.
pub(crate) fn check_texts_beside(workbook: &Workbook, gone: u64, limits: &Limits) -> Result<(), OpenError> {
    let cell = |cell: &Cell| match &cell.value {
        CellValue::Text(text) => text.text.len(),
        _ => cell.formula.as_ref().map_or(0, |formula| formula.len()),
    };
    // No text is longer than 1 MiB, and no workbook has so many that the sum is no number.
    let sum = |cells: &[Cell]| cells.iter().map(|one| cell(one) as u64).sum::<u64>();
    let mut all = gone;
    for sheet in &workbook.sheets {
        all += halves(&sheet.cells, MANY_CELLS, sum).sum::<u64>();
        all += sheet.notes.iter().map(|note| note.text.text.len() as u64).sum::<u64>();
    }
    if all > limits.unzipped_bytes / 16 {
        return Err(OpenError::Limit { limit: LimitName::UnzippedBytes });
    }
    Ok(())
}

/// A figure out of a float. What no decimal holds is kept as its digits in text,
/// so that it is seen rather than lost.
pub(crate) fn number(float: f64) -> CellValue {
    if !float.is_finite() {
        return CellValue::Error(Arc::from("#NUM!"));
    }
    if let Some(number) = number::from_f64(float) {
        return CellValue::Number(number);
    }
    if float.abs() < 1e-9 {
        // What is left over when binary fractions are subtracted.
        let value = format!("{float:.28}").parse::<Decimal>().unwrap_or_default().normalize();
        return CellValue::Number(Number { value, rounded: true });
    }
    CellValue::Text(Arc::new(RichText::plain(format!("{float:E}"))))
}

/// The float of an RK number, [MS-XLS] (RkNumber): 30 bits of an integer or of the
/// upper half of a float, perhaps times 100.
pub(crate) fn rk(raw: u32) -> f64 {
    let float = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & !3) << 32)
    } else {
        // An arithmetic shift: the integer is signed.
        f64::from(raw.cast_signed() >> 2)
    };
    if raw & 1 == 0 { float } else { float / 100.0 }
}

/// The text of an error code, [MS-XLS] (BErr).
pub(crate) fn error_value(code: u8) -> CellValue {
    CellValue::Error(Arc::from(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }))
}

/// Text out of UTF-16 units, with runs that start at the given units. Lone halves
/// of surrogate pairs become U+FFFD; a run that starts inside a pair starts after it.
pub(crate) fn rich_text(units: &[u16], starts: &[(usize, FontId)]) -> RichText {
    let mut text = String::with_capacity(units.len());
    let mut runs: Vec<Run> = Vec::new();
    let mut starts = starts.iter().peekable();
    let mut unit = 0;
    for decoded in char::decode_utf16(units.iter().copied()) {
        while let Some((_, font)) = starts.next_if(|(start, _)| *start <= unit) {
            push_run(&mut runs, text.len(), Some(*font));
        }
        let c = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
        text.push(c);
        unit += c.len_utf16();
    }
    RichText::new(text, runs)
}

/// Adds a run; a later one at the same place stands for the earlier.
pub(crate) fn push_run(runs: &mut Vec<Run>, start: usize, font: Option<FontId>) {
    match runs.last_mut() {
        Some(last) if last.start >= start => last.font = font,
        None if start > 0 => runs.extend([Run { start: 0, font: None }, Run { start, font }]),
        _ => runs.push(Run { start, font }),
    }
}

/// Adds one row or column to ordered ranges of hidden ones.
pub(crate) fn hide(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some(range) if range.1.checked_add(1) == Some(first) => range.1 = last.max(first),
        _ => ranges.push((first, last.max(first))),
    }
}

/// Adds a cell under the limit; empty text is no cell. A place that no sheet has is damage.
pub(crate) fn push_cell(sheet: &mut Sheet, budget: &mut CellBudget, cell: Cell) -> Result<(), OpenError> {
    if is_nothing(&cell) {
        return Ok(());
    }
    if !is_on_sheet(cell.at) {
        return Err(OpenError::damaged(format_args!(
            "a cell of sheet `{}` is past the last row or column",
            sheet.name
        )));
    }
    budget.take(1)?;
    sheet.cells.push(cell);
    Ok(())
}

/// Whether the cell has neither a formula nor anything to show.
pub(crate) fn is_nothing(cell: &Cell) -> bool {
    cell.formula.is_none()
        && match &cell.value {
            CellValue::None => true,
            CellValue::Text(text) => text.text.is_empty(),
            _ => false,
        }
}

fn is_on_sheet(at: CellRef) -> bool {
    at.row <= LAST_ROW && at.column <= LAST_COLUMN
}

/// Adds a merged region, if it is more than one cell and on the sheet.
pub(crate) fn push_merge(sheet: &mut Sheet, first: CellRef, last: CellRef) {
    let in_order = first.row <= last.row && first.column <= last.column;
    if first != last && in_order && is_on_sheet(last) {
        sheet.merges.push(CellRange::new(first, last));
    }
}

/// Brings a sheet into the order that the grid promises. Where a file gives a cell
/// twice the later one counts, as in Excel.
pub(crate) fn finish(sheet: &mut Sheet) {
    if !sheet.cells.is_sorted_by(|a, b| a.at < b.at) {
        sheet.cells.reverse();
        sheet.cells.sort_by_key(|cell| cell.at);
        sheet.cells.dedup_by_key(|cell| cell.at);
    }
    join(&mut sheet.hidden_rows);
    join(&mut sheet.hidden_columns);
    sheet.merges.sort_by_key(|range| (range.first, range.last));
    sheet.merges.dedup();
    sheet.notes.retain(|note| is_on_sheet(note.at));
    sheet.notes.sort_by_key(|note| note.at);
}

fn join(ranges: &mut Vec<(u32, u32)>) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, last| {
        let touches = next.0 <= last.1.saturating_add(1);
        if touches {
            last.1 = last.1.max(next.1);
        }
        touches
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_byte_offsets_on_characters() {
        // `a`, a pair of surrogates, `đ`, and a lone half.
        let units = [0x61, 0xD83D, 0xDE00, 0x111, 0xD800];
        let text = rich_text(&units, &[(1, FontId(1)), (2, FontId(2)), (3, FontId(3)), (9, FontId(4))]);
        assert_eq!(&*text.text, "a😀đ\u{FFFD}");
        let runs: Vec<_> = text.runs.iter().map(|run| (run.start, run.font.map(|font| font.0))).collect();
        assert_eq!(runs, [(0, None), (1, Some(1)), (5, Some(3))]);
    }

    #[test]
    fn rk_numbers() {
        assert_eq!(rk(0x3FF0_0000).to_bits(), 1f64.to_bits());
        assert_eq!(rk(0x3FF0_0001).to_bits(), 0.01f64.to_bits());
        assert_eq!(rk((-5i32 << 2).cast_unsigned() | 2).to_bits(), (-5f64).to_bits());
        assert_eq!(rk((162_570 << 2) | 3).to_bits(), 1625.7f64.to_bits());
    }

    #[test]
    fn figures_past_a_decimal_are_seen() {
        assert!(matches!(number(1e300), CellValue::Text(text) if &*text.text == "1E300"));
        assert!(matches!(number(f64::NAN), CellValue::Error(_)));
        assert!(
            matches!(number(1.110_223_024_625_156_5e-16), CellValue::Number(n) if n.value < Decimal::ONE)
        );
        assert!(matches!(number(1e-300), CellValue::Number(n) if n.value.is_zero() && n.rounded));
    }

    #[test]
    fn nothing_stands_past_the_end_of_a_sheet() {
        let mut sheet = Sheet::default();
        let at = CellRef::new;
        let regions =
            [(at(0, 0), at(1, 1)), (at(5, 0), at(0, 5)), (at(0, 0), at(0, 65_535)), (at(2, 2), at(2, 2))];
        for (first, last) in regions {
            push_merge(&mut sheet, first, last);
        }
        assert_eq!(sheet.merges, [CellRange::new(at(0, 0), at(1, 1))]);
        let note = |at| crate::grid::CellNote { at, author: String::new(), text: Arc::default() };
        sheet.notes = vec![note(at(0, 65_535)), note(at(1, 1))];
        finish(&mut sheet);
        assert_eq!(sheet.notes.len(), 1);
        let cell = Cell {
            at: at(0, 16_384),
            style: Default::default(),
            value: CellValue::Bool(true),
            formula: None,
        };
        let pushed = push_cell(&mut sheet, &mut CellBudget::new(&Limits::default()), cell);
        assert!(matches!(pushed, Err(OpenError::Damaged { .. })));
    }

    #[test]
    fn sheets_come_in_order() {
        let cell = |row, column, value| Cell {
            at: CellRef::new(row, column),
            style: Default::default(),
            value: CellValue::Bool(value),
            formula: None,
        };
        let mut sheet = Sheet {
            cells: vec![cell(1, 0, true), cell(0, 1, true), cell(1, 0, false)],
            ..Default::default()
        };
        sheet.hidden_rows = vec![(5, 6), (1, 2), (3, 3)];
        finish(&mut sheet);
        assert_eq!(sheet.cells, [cell(0, 1, true), cell(1, 0, false)]);
        assert_eq!(sheet.hidden_rows, [(1, 3), (5, 6)]);
    }
}
