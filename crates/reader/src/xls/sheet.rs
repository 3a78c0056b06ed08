//! A worksheet substream, [MS-XLS] 2.1.7.20.5.

use std::sync::Arc;

use phuluc_model::CellRef;

use crate::assemble::{self, CellBudget};
use crate::bytes::Bytes;
use crate::error::OpenError;
use crate::grid::{Cell, CellValue, RichText, Sheet, StyleId};
use crate::limits::Limits;

use super::globals::{Globals, SheetEntry};
use super::notes::Notes;
use super::records::{BOF, Biff, EOF, Record, Records};

/// The last column of an old worksheet, 0-based; Excel writes one past it.
const LAST_COLUMN: u32 = 255;

/// Where a cell stands and how it looks.
type Place = (CellRef, StyleId);

/// Reads one worksheet.
pub(super) struct SheetReader<'g> {
    globals: &'g Globals,
    limits: &'g Limits,
    budget: &'g mut CellBudget,
    sheet: Sheet,
    is_worksheet: bool,
    /// A formula whose text is to come in a STRING record.
    awaiting: Option<Place>,
    notes: Notes,
}

impl<'g> SheetReader<'g> {
    pub(super) fn new(
        globals: &'g Globals,
        limits: &'g Limits,
        budget: &'g mut CellBudget,
        entry: &SheetEntry,
    ) -> Self {
        let sheet = Sheet { name: entry.name.clone(), hidden: entry.hidden, ..Sheet::default() };
        Self { globals, limits, budget, sheet, is_worksheet: true, awaiting: None, notes: Notes::default() }
    }

    /// Reads the substream at the offset and says which bytes it took. Charts on the
    /// sheet are substreams within; they are passed over.
    pub(super) fn read(&mut self, stream: &[u8], offset: usize) -> Result<(usize, usize), OpenError> {
        let mut records = Records::at(stream, offset);
        let first = records.next()?;
        if first.id != BOF {
            return Err(OpenError::damaged(format_args!(
                "no sheet where `{}` should start",
                self.sheet.name
            )));
        }
        self.is_worksheet = !matches!(kind(&first), Some(0x0006 | 0x0020 | 0x0040));
        let mut depth = 1usize;
        loop {
            let record = records.next()?;
            match record.id {
                BOF => depth += 1,
                EOF if depth <= 1 => return Ok((offset, records.offset())),
                EOF => depth -= 1,
                _ if depth == 1 => self.take(&record)?,
                _ => {}
            }
        }
    }

    /// The sheet, if it was a worksheet at all.
    pub(super) fn finish(mut self) -> Option<Sheet> {
        self.sheet.notes = self.notes.finish();
        self.is_worksheet.then_some(self.sheet)
    }

    fn take(&mut self, record: &Record<'_>) -> Result<(), OpenError> {
        let done = match record.id {
            0x002F => return Err(OpenError::Encrypted),
            0x00FD => self.shared_text(record)?,
            0x0204 | 0x00D6 => self.label(record)?,
            0x0203 => self.number(record)?,
            0x027E => self.rk(record)?,
            0x00BD => self.many_rk(record)?,
            0x0205 => self.bool_or_error(record)?,
            0x0006 | 0x0206 | 0x0406 => self.formula(record)?,
            0x0207 => self.formula_text(record)?,
            0x0208 => self.row(record),
            0x007D => self.columns(record),
            0x00E5 => self.merges(record),
            _ => self.notes.take(record, self.globals.biff),
        };
        done.ok_or_else(|| {
            OpenError::damaged(format_args!(
                "record {:#06X} of sheet `{}` is cut short",
                record.id, self.sheet.name
            ))
        })
    }

    fn push(&mut self, (at, style): Place, value: CellValue) -> Result<Option<()>, OpenError> {
        assemble::push_cell(&mut self.sheet, self.budget, Cell { at, style, value, formula: None })?;
        Ok(Some(()))
    }

    fn push_text(&mut self, place: Place, text: RichText) -> Result<Option<()>, OpenError> {
        assemble::check_text(text.text.len(), self.limits)?;
        self.push(place, CellValue::Text(Arc::new(text)))
    }

    /// LABELSST, 2.4.149.
    fn shared_text(&mut self, record: &Record<'_>) -> Result<Option<()>, OpenError> {
        let mut fields = record.bytes();
        let Some((place, index)) = place(&mut fields).zip(fields.u32()) else { return Ok(None) };
        let text = usize::try_from(index).ok().and_then(|index| self.globals.strings.get(index));
        let text = text.ok_or_else(|| {
            OpenError::damaged(format_args!(
                "the text of cell {} of sheet `{}` is missing",
                place.0, self.sheet.name
            ))
        })?;
        self.push(place, CellValue::Text(Arc::clone(text)))
    }

    /// LABEL, 2.4.148, and RSTRING of BIFF5, which has runs behind the text.
    fn label(&mut self, record: &Record<'_>) -> Result<Option<()>, OpenError> {
        match label_text(record, self.globals.biff) {
            Some((place, text)) => self.push_text(place, text),
            None => Ok(None),
        }
    }

    /// NUMBER, 2.4.180.
    fn number(&mut self, record: &Record<'_>) -> Result<Option<()>, OpenError> {
        let mut fields = record.bytes();
        match place(&mut fields).zip(fields.f64()) {
            Some((place, float)) => self.push(place, assemble::number(float)),
            None => Ok(None),
        }
    }

    /// RK, 2.4.220.
    fn rk(&mut self, record: &Record<'_>) -> Result<Option<()>, OpenError> {
        let mut fields = record.bytes();
        match place(&mut fields).zip(fields.u32()) {
            Some((place, raw)) => self.push(place, assemble::number(assemble::rk(raw))),
            None => Ok(None),
        }
    }

    /// MULRK, 2.4.175: as many as fit before the last column at the end.
    fn many_rk(&mut self, record: &Record<'_>) -> Result<Option<()>, OpenError> {
        let mut fields = record.bytes();
        let Some((row, first)) = fields.u16().zip(fields.u16()) else { return Ok(None) };
        let mut column = u32::from(first);
        while fields.len() >= 8 {
            let Some((style, raw)) = fields.u16().zip(fields.u32()) else { return Ok(None) };
            let place = (CellRef::new(u32::from(row), column), StyleId(u32::from(style)));
            self.push(place, assemble::number(assemble::rk(raw)))?;
            column += 1;
        }
        Ok(Some(()))
    }

    /// BOOLERR, 2.4.24.
    fn bool_or_error(&mut self, record: &Record<'_>) -> Result<Option<()>, OpenError> {
        let mut fields = record.bytes();
        let Some((place, (value, is_error))) = place(&mut fields).zip(fields.u8().zip(fields.u8())) else {
            return Ok(None);
        };
        let value = if is_error == 0 { CellValue::Bool(value != 0) } else { assemble::error_value(value) };
        self.push(place, value)
    }

    /// FORMULA, 2.4.127, by its stored result (FormulaValue).
    fn formula(&mut self, record: &Record<'_>) -> Result<Option<()>, OpenError> {
        let mut fields = record.bytes();
        let Some((place, float)) = place(&mut fields).zip(fields.f64()) else { return Ok(None) };
        self.awaiting = None;
        let [kind, _, value, _, _, _, 0xFF, 0xFF] = float.to_le_bytes() else {
            return self.push(place, assemble::number(float));
        };
        match kind {
            0 => self.awaiting = Some(place),
            1 => return self.push(place, CellValue::Bool(value != 0)),
            2 => return self.push(place, assemble::error_value(value)),
            // 3: empty text.
            _ => {}
        }
        Ok(Some(()))
    }

    /// STRING, 2.4.268: the text of the formula before it.
    fn formula_text(&mut self, record: &Record<'_>) -> Result<Option<()>, OpenError> {
        let Some(place) = self.awaiting.take() else { return Ok(Some(())) };
        let mut fields = record.segments();
        let count = fields.u16().map(usize::from);
        match count.and_then(|count| fields.text(self.globals.biff, count)) {
            Some(text) => self.push_text(place, text.rich()),
            None => Ok(None),
        }
    }

    /// ROW, 2.4.221.
    fn row(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.bytes();
        let row = u32::from(fields.u16()?);
        fields.skip(10)?;
        if fields.u16()? & 0x20 != 0 {
            assemble::hide(&mut self.sheet.hidden_rows, row, row);
        }
        Some(())
    }

    /// COLINFO, 2.4.53.
    fn columns(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.bytes();
        let (first, last) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
        fields.skip(4)?;
        if fields.u16()? & 1 != 0 && first <= LAST_COLUMN {
            assemble::hide(&mut self.sheet.hidden_columns, first, last.min(LAST_COLUMN));
        }
        Some(())
    }

    /// MERGECELLS, 2.4.168.
    fn merges(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.segments();
        for _ in 0..fields.u16()? {
            let (top, bottom) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
            let (left, right) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
            assemble::push_merge(&mut self.sheet, CellRef::new(top, left), CellRef::new(bottom, right));
        }
        Some(())
    }
}

/// The `dt` field of a BOF record: what kind of substream it opens.
fn kind(record: &Record<'_>) -> Option<u16> {
    let mut fields = record.bytes();
    fields.skip(2)?;
    fields.u16()
}

/// The head of every cell record.
fn place(fields: &mut Bytes<'_>) -> Option<Place> {
    let (row, column, style) = (fields.u16()?, fields.u16()?, fields.u16()?);
    Some((CellRef::new(u32::from(row), u32::from(column)), StyleId(u32::from(style))))
}

fn label_text(record: &Record<'_>, biff: Biff) -> Option<(Place, RichText)> {
    let mut head = record.bytes();
    let place = place(&mut head)?;
    let mut fields = record.segments();
    fields.skip(6)?;
    let count = usize::from(fields.u16()?);
    let mut text = fields.text(biff, count)?;
    if record.id == 0x00D6 {
        match biff {
            Biff::V5 => {
                for _ in 0..fields.u8()? {
                    let (start, font) = (fields.u8()?, fields.u8()?);
                    text.push_run(usize::from(start), u16::from(font));
                }
            }
            Biff::V8 => {
                for _ in 0..fields.u16()? {
                    let (start, font) = (fields.u16()?, fields.u16()?);
                    text.push_run(usize::from(start), font);
                }
            }
        }
    }
    Some((place, text.rich()))
}
