//! The globals substream, [MS-XLS] 2.1.7.20.3: what all sheets share.

use std::collections::HashMap;
use std::sync::Arc;

use crate::assemble;
use crate::error::OpenError;
use crate::grid::{DefinedName, Font, NumberFormat, RichText, Style};
use crate::limits::{LimitName, Limits};
use crate::number_format;

use super::names::{self, MarkName};
use super::records::{BOF, Biff, EOF, Record, Records, font_id};

/// A worksheet by its BOUNDSHEET record.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) offset: usize,
    /// Its place among all sheets of the file, charts too, counted from 1.
    pub(super) number: u16,
}

#[derive(Debug)]
struct FontFacts {
    name: String,
    bold: bool,
    italic: bool,
}

/// The fields of an XF record that matter.
#[derive(Debug)]
struct CellFormat {
    font: u16,
    format: u16,
    indent: u8,
}

/// What the globals substream holds.
#[derive(Debug)]
pub(super) struct Globals {
    pub(super) biff: Biff,
    pub(super) date_1904: bool,
    pub(super) sheets: Vec<SheetEntry>,
    /// The shared strings.
    pub(super) strings: Vec<Arc<RichText>>,
    /// Names that mark sheets as ours.
    marks: Vec<MarkName>,
    bound: u16,
    fonts: Vec<FontFacts>,
    formats: HashMap<u16, NumberFormat>,
    cell_formats: Vec<CellFormat>,
}

impl Globals {
    pub(super) fn read(stream: &[u8], biff: Biff, limits: &Limits) -> Result<Self, OpenError> {
        let mut globals = Self {
            biff,
            date_1904: false,
            sheets: Vec::new(),
            strings: Vec::new(),
            marks: Vec::new(),
            bound: 0,
            fonts: Vec::new(),
            formats: HashMap::new(),
            cell_formats: Vec::new(),
        };
        let mut records = Records::at(stream, 0);
        let mut depth = 0usize;
        loop {
            let record = records.next()?;
            match record.id {
                BOF => depth += 1,
                EOF if depth <= 1 => return Ok(globals),
                EOF => depth -= 1,
                _ if depth == 1 => globals.take(&record, limits)?,
                _ => {}
            }
        }
    }

    fn take(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), OpenError> {
        let (read, what) = match record.id {
            // FILEPASS: everything after it is enciphered.
            0x002F => return Err(OpenError::Encrypted),
            0x0022 => (self.date_mode(record), "DATEMODE"),
            0x0031 => (self.font(record), "FONT"),
            0x041E => (self.format(record), "FORMAT"),
            0x00E0 => (self.cell_format(record), "XF"),
            0x0085 => {
                if self.sheets.len() >= limits.sheets {
                    return Err(OpenError::Limit { limit: LimitName::Sheets });
                }
                (self.bound_sheet(record), "BOUNDSHEET")
            }
            0x0018 if self.biff == Biff::V8 => {
                assemble::check_count(self.marks.len(), limits.cells, LimitName::Names)?;
                // Others are not read, in whatever state they are.
                self.marks.extend(names::read(record));
                return Ok(());
            }
            0x00FC => (self.shared_strings(record, limits)?, "SST"),
            _ => return Ok(()),
        };
        read.ok_or_else(|| OpenError::damaged(format_args!("a {what} record is cut short")))
    }

    fn date_mode(&mut self, record: &Record<'_>) -> Option<()> {
        self.date_1904 = record.bytes().u16()? == 1;
        Some(())
    }

    /// [MS-XLS] 2.4.122.
    fn font(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.segments();
        fields.skip(2)?;
        let flags = fields.u16()?;
        fields.skip(2)?;
        let weight = fields.u16()?;
        fields.skip(6)?;
        let count = fields.u8()?;
        let name = fields.text(self.biff, usize::from(count))?.plain();
        self.fonts.push(FontFacts { name, bold: weight >= 600, italic: flags & 2 != 0 });
        Some(())
    }

    /// [MS-XLS] 2.4.126.
    fn format(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.segments();
        let id = fields.u16()?;
        let count = match self.biff {
            Biff::V5 => u16::from(fields.u8()?),
            Biff::V8 => fields.u16()?,
        };
        let code = fields.text(self.biff, usize::from(count))?.plain();
        self.formats.insert(id, number_format::classify(id, Some(&code)));
        Some(())
    }

    /// [MS-XLS] 2.4.353.
    fn cell_format(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.bytes();
        let (font, format) = (fields.u16()?, fields.u16()?);
        fields.skip(4)?;
        let indent = match self.biff {
            Biff::V5 => 0,
            Biff::V8 => fields.u8()? & 0x0F,
        };
        self.cell_formats.push(CellFormat { font, format, indent });
        Some(())
    }

    /// [MS-XLS] 2.4.28; only worksheets are kept.
    fn bound_sheet(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.segments();
        let offset = usize::try_from(fields.u32()?).ok()?;
        let (state, kind, count) = (fields.u8()?, fields.u8()?, fields.u8()?);
        let name = fields.text(self.biff, usize::from(count))?.plain();
        self.bound = self.bound.saturating_add(1);
        if kind == 0 {
            let number = self.bound;
            self.sheets.push(SheetEntry { name, hidden: state & 3 != 0, offset, number });
        }
        Some(())
    }

    /// [MS-XLS] 2.4.265. Ends with the bytes or the declared count, whichever comes
    /// first: a text that a cell then misses is reported there.
    fn shared_strings(&mut self, record: &Record<'_>, limits: &Limits) -> Result<Option<()>, OpenError> {
        let mut fields = record.segments();
        let counts = fields.u32().zip(fields.u32());
        let Some((_, count)) = counts else { return Ok(None) };
        for _ in 0..count {
            if fields.is_at_end() {
                break;
            }
            assemble::check_count(self.strings.len(), limits.cells, LimitName::SharedStrings)?;
            let length = fields.u16().map(usize::from);
            let Some(text) = length.and_then(|length| fields.text(self.biff, length)) else {
                return Ok(None);
            };
            let text = text.rich();
            assemble::check_text(text.text.len(), limits)?;
            self.strings.push(Arc::new(text));
        }
        Ok(Some(()))
    }

    /// The marks of a sheet, by its index in the grid.
    pub(super) fn marks_of(
        &self,
        entry: &SheetEntry,
        sheet: usize,
    ) -> impl Iterator<Item = DefinedName> + '_ {
        let number = entry.number;
        let own = self.marks.iter().filter(move |mark| mark.sheet == number);
        own.map(move |mark| DefinedName {
            name: mark.name.clone(),
            sheet: Some(sheet),
            formula: mark.formula.clone(),
        })
    }

    pub(super) fn grid_fonts(&self) -> Vec<Font> {
        self.fonts.iter().map(|font| Font { name: font.name.clone() }).collect()
    }

    /// A style for every XF record, so that a cell's index is its style.
    pub(super) fn grid_styles(&self) -> Vec<Style> {
        self.cell_formats.iter().map(|format| self.style(format)).collect()
    }

    fn style(&self, format: &CellFormat) -> Style {
        let font = font_id(format.font);
        let facts = self.fonts.get(usize::from(font.0));
        let named = self.formats.get(&format.format).cloned();
        let format_of_id = named.unwrap_or_else(|| number_format::classify(format.format, None));
        Style {
            font,
            bold: facts.is_some_and(|facts| facts.bold),
            italic: facts.is_some_and(|facts| facts.italic),
            indent: format.indent,
            format: format_of_id,
        }
    }
}
