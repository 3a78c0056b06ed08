//! What all sheets share: workbook, strings and styles, [MS-XLSB].

use std::collections::HashMap;
use std::sync::Arc;

use crate::assemble;
use crate::bytes::Bytes;
use crate::error::OpenError;
use crate::grid::{Font, FontId, NumberFormat, RichText, Style};
use crate::limits::{LimitName, Limits};
use crate::number_format;

use super::records::{Records, cut_short, rich_string, wide_string};

/// A sheet as the workbook part lists it.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) relation: String,
}

/// What the workbook part tells.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) date_1904: bool,
    pub(super) sheets: Vec<SheetEntry>,
}

impl Book {
    pub(super) fn read(part: &[u8], limits: &Limits) -> Result<Self, OpenError> {
        let mut book = Self::default();
        let mut records = Records::new(part);
        while let Some((id, mut fields)) = records.next()? {
            match id {
                // BrtWbProp.
                153 => book.date_1904 = fields.u32().ok_or_else(|| cut_short("the workbook"))? & 1 != 0,
                156 => {
                    if book.sheets.len() >= limits.sheets {
                        return Err(OpenError::Limit { limit: LimitName::Sheets });
                    }
                    book.sheets.push(sheet_entry(&mut fields).ok_or_else(|| cut_short("the workbook"))?);
                }
                _ => {}
            }
        }
        Ok(book)
    }
}

/// BrtBundleSh.
fn sheet_entry(fields: &mut Bytes<'_>) -> Option<SheetEntry> {
    let state = fields.u32()?;
    fields.skip(4)?;
    let (relation, name) = (wide_string(fields)?, wide_string(fields)?);
    Some(SheetEntry { name, hidden: state & 3 != 0, relation })
}

/// The shared strings, BrtSSTItem.
pub(super) fn strings(part: &[u8], limits: &Limits) -> Result<Vec<Arc<RichText>>, OpenError> {
    let mut strings = Vec::new();
    let mut records = Records::new(part);
    while let Some((id, mut fields)) = records.next()? {
        if id == 19 {
            assemble::check_count(strings.len(), limits.cells, LimitName::SharedStrings)?;
            let text = rich_string(&mut fields).ok_or_else(|| cut_short("the shared strings"))?;
            assemble::check_text(text.text.len(), limits)?;
            strings.push(Arc::new(text));
        }
    }
    Ok(strings)
}

/// Fonts and styles as the grid holds them.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub(super) fonts: Vec<Font>,
    /// One for every cell format, so that a cell's index is its style.
    pub(super) styles: Vec<Style>,
    /// Bold and italic of each font.
    looks: Vec<(bool, bool)>,
    formats: HashMap<u16, NumberFormat>,
}

impl Styles {
    pub(super) fn read(part: &[u8]) -> Result<Self, OpenError> {
        let mut styles = Self::default();
        let mut in_cell_formats = false;
        let mut records = Records::new(part);
        while let Some((id, mut fields)) = records.next()? {
            assemble::check_count(styles.size(), assemble::MOST_STYLES, LimitName::Styles)?;
            let read = match id {
                43 => styles.font(&mut fields),
                44 => styles.format(&mut fields),
                // BrtBeginCellXFs and its end; outside are the formats of named styles.
                617 | 618 => {
                    in_cell_formats = id == 617;
                    Some(())
                }
                47 if in_cell_formats => styles.cell_format(&mut fields),
                _ => Some(()),
            };
            read.ok_or_else(|| cut_short("the styles"))?;
        }
        Ok(styles)
    }

    fn size(&self) -> usize {
        self.fonts.len().max(self.styles.len()).max(self.formats.len())
    }

    /// BrtFont.
    fn font(&mut self, fields: &mut Bytes<'_>) -> Option<()> {
        fields.skip(2)?;
        let (flags, weight) = (fields.u16()?, fields.u16()?);
        fields.skip(15)?;
        self.fonts.push(Font { name: wide_string(fields)? });
        self.looks.push((weight >= 600, flags & 2 != 0));
        Some(())
    }

    /// BrtFmt.
    fn format(&mut self, fields: &mut Bytes<'_>) -> Option<()> {
        let id = fields.u16()?;
        let code = wide_string(fields)?;
        self.formats.insert(id, number_format::classify(id, Some(&code)));
        Some(())
    }

    /// BrtXF.
    fn cell_format(&mut self, fields: &mut Bytes<'_>) -> Option<()> {
        fields.skip(2)?;
        let (format, font) = (fields.u16()?, fields.u16()?);
        fields.skip(5)?;
        let indent = fields.u8()?;
        let (bold, italic) = self.looks.get(usize::from(font)).copied().unwrap_or_default();
        let named = self.formats.get(&format).cloned();
        let format = named.unwrap_or_else(|| number_format::classify(format, None));
        self.styles.push(Style { font: FontId(font), bold, italic, indent, format });
        Some(())
    }
}
