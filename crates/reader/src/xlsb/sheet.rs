//! A worksheet part, [MS-XLSB], and the comments part beside it.

use std::sync::Arc;

use phuluc_model::CellRef;

use crate::assemble::{self, CellBudget, LAST_COLUMN, LAST_ROW};
use crate::bytes::Bytes;
use crate::error::OpenError;
use crate::grid::{Cell, CellNote, CellValue, RichText, Sheet, StyleId};
use crate::limits::{LimitName, Limits};

use super::records::{Records, cut_short, rich_string, wide_string};

/// Reads one worksheet.
pub(super) struct SheetReader<'s> {
    pub(super) strings: &'s [Arc<RichText>],
    pub(super) limits: &'s Limits,
    pub(super) budget: &'s mut CellBudget,
    pub(super) sheet: Sheet,
    /// The row of the cells that follow.
    row: Option<u32>,
    /// The column that a short cell record takes.
    next_column: u32,
}

impl<'s> SheetReader<'s> {
    pub(super) fn new(
        strings: &'s [Arc<RichText>],
        limits: &'s Limits,
        budget: &'s mut CellBudget,
        sheet: Sheet,
    ) -> Self {
        Self { strings, limits, budget, sheet, row: None, next_column: 0 }
    }

    pub(super) fn read(mut self, part: &[u8]) -> Result<Sheet, OpenError> {
        let mut records = Records::new(part);
        let (mut begun, mut ended) = (false, false);
        while let Some((id, mut fields)) = records.next()? {
            match id {
                145 => begun = true,
                146 => ended = true,
                0 => self.row(&mut fields)?,
                1..=18 | 62 => self.cell(id, &mut fields)?,
                60 => self.columns(&mut fields).ok_or_else(|| cut_short("columns"))?,
                176 => self.merge(&mut fields).ok_or_else(|| cut_short("merged cells"))?,
                _ => {}
            }
        }
        if begun && !ended {
            return Err(OpenError::damaged(format_args!("sheet `{}` is cut short", self.sheet.name)));
        }
        Ok(self.sheet)
    }

    /// BrtRowHdr.
    fn row(&mut self, fields: &mut Bytes<'_>) -> Result<(), OpenError> {
        let row = fields.u32().filter(|row| *row <= LAST_ROW);
        let row = row.ok_or_else(|| OpenError::damaged("a row past the last of a sheet"))?;
        let flags = fields.skip(7).and_then(|()| fields.u8()).ok_or_else(|| cut_short("a row"))?;
        if flags & 0x10 != 0 {
            assemble::hide(&mut self.sheet.hidden_rows, row, row);
        }
        self.row = Some(row);
        self.next_column = 0;
        Ok(())
    }

    /// Cell records with a column (ids 1 to 11 and 62), and the short ones without (12
    /// to 18), which stand right of the cell before.
    fn cell(&mut self, id: u16, fields: &mut Bytes<'_>) -> Result<(), OpenError> {
        let short = (12..=18).contains(&id);
        let column = if short { Some(self.next_column) } else { fields.u32() };
        let (column, style) = column.zip(fields.u32()).ok_or_else(|| cut_short("a cell"))?;
        if column > LAST_COLUMN {
            return Err(OpenError::damaged("a cell past the last column of a sheet"));
        }
        self.next_column = column + 1;
        let row = self.row.ok_or_else(|| OpenError::damaged("a cell outside of any row"))?;
        let at = CellRef::new(row, column);
        let value = self.value(id, at, fields)?;
        let style = StyleId(style & 0x00FF_FFFF);
        assemble::push_cell(&mut self.sheet, self.budget, Cell { at, style, value, formula: None })
    }

    fn value(&self, id: u16, at: CellRef, fields: &mut Bytes<'_>) -> Result<CellValue, OpenError> {
        let value = match id {
            // Blank.
            1 | 12 => Some(CellValue::None),
            // RK number.
            2 | 13 => fields.u32().map(|raw| assemble::number(assemble::rk(raw))),
            // Error, also as the result of a formula.
            3 | 14 | 11 => fields.u8().map(assemble::error_value),
            // Truth value, likewise.
            4 | 15 | 10 => fields.u8().map(|value| CellValue::Bool(value != 0)),
            // Float, likewise.
            5 | 16 | 9 => fields.f64().map(assemble::number),
            // Text in place, likewise.
            6 | 17 | 8 => wide_string(fields).map(|text| CellValue::Text(Arc::new(RichText::plain(text)))),
            // Shared text.
            7 | 18 => return self.shared(at, fields),
            // Rich text in place.
            _ => rich_string(fields).map(|text| CellValue::Text(Arc::new(text))),
        };
        let value = value.ok_or_else(|| cut_short("a cell"))?;
        if let CellValue::Text(text) = &value {
            assemble::check_text(text.text.len(), self.limits)?;
        }
        Ok(value)
    }

    fn shared(&self, at: CellRef, fields: &mut Bytes<'_>) -> Result<CellValue, OpenError> {
        let index = fields.u32().ok_or_else(|| cut_short("a cell"))?;
        let text = usize::try_from(index).ok().and_then(|index| self.strings.get(index));
        let missing = || {
            OpenError::damaged(format_args!(
                "the text of cell {at} of sheet `{}` is missing",
                self.sheet.name
            ))
        };
        text.map(|text| CellValue::Text(Arc::clone(text))).ok_or_else(missing)
    }

    /// BrtColInfo.
    fn columns(&mut self, fields: &mut Bytes<'_>) -> Option<()> {
        let (first, last) = (fields.u32()?, fields.u32()?);
        fields.skip(8)?;
        if fields.u16()? & 1 != 0 && first <= LAST_COLUMN {
            assemble::hide(&mut self.sheet.hidden_columns, first, last.min(LAST_COLUMN));
        }
        Some(())
    }

    /// BrtMergeCell.
    fn merge(&mut self, fields: &mut Bytes<'_>) -> Option<()> {
        let (top, bottom) = (fields.u32()?.min(LAST_ROW), fields.u32()?.min(LAST_ROW));
        let (left, right) = (fields.u32()?.min(LAST_COLUMN), fields.u32()?.min(LAST_COLUMN));
        assemble::push_merge(&mut self.sheet, CellRef::new(top, left), CellRef::new(bottom, right));
        Some(())
    }
}

/// The notes of a comments part: authors first, then for each note its place
/// (BrtBeginComment) and its text (BrtCommentText).
pub(super) fn notes(part: &[u8], limits: &Limits) -> Result<Vec<CellNote>, OpenError> {
    let mut authors: Vec<String> = Vec::new();
    let mut notes = Vec::new();
    let mut place = None;
    let mut records = Records::new(part);
    while let Some((id, mut fields)) = records.next()? {
        match id {
            632 => {
                assemble::check_count(authors.len(), limits.cells, LimitName::Notes)?;
                authors.push(wide_string(&mut fields).ok_or_else(|| cut_short("a note"))?);
            }
            635 => place = Some(note_place(&mut fields).ok_or_else(|| cut_short("a note"))?),
            637 => {
                assemble::check_count(notes.len(), limits.cells, LimitName::Notes)?;
                let text = rich_string(&mut fields).ok_or_else(|| cut_short("a note"))?;
                assemble::check_text(text.text.len(), limits)?;
                if let Some((author, at)) = place.take() {
                    let author = authors.get(author).map(|author| short(author)).unwrap_or_default();
                    notes.push(CellNote { at, author, text: Arc::new(text) });
                }
            }
            _ => {}
        }
    }
    Ok(notes)
}

fn note_place(fields: &mut Bytes<'_>) -> Option<(usize, CellRef)> {
    let author = usize::try_from(fields.u32()?).ok()?;
    let row = fields.u32()?.min(LAST_ROW);
    fields.skip(4)?;
    let column = fields.u32()?.min(LAST_COLUMN);
    Some((author, CellRef::new(row, column)))
}

/// An author's name is at most 54 characters long; longer ones would be copied for
/// every note.
fn short(author: &str) -> String {
    author.chars().take(54).collect()
}
