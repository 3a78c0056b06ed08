//! The records of binary parts, [MS-XLSB] (Record): an id of one or two bytes, a length
//! of one to four, seven bits in each, and that many bytes.

use crate::assemble;
use crate::bytes::{Bytes, utf16_units};
use crate::error::OpenError;
use crate::grid::{FontId, RichText};

/// Walks the records of a part.
pub(super) struct Records<'a> {
    rest: Bytes<'a>,
}

impl<'a> Records<'a> {
    pub(super) fn new(part: &'a [u8]) -> Self {
        Self { rest: Bytes::new(part) }
    }

    /// The next record; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<(u16, Bytes<'a>)>, OpenError> {
        if self.rest.len() == 0 {
            return Ok(None);
        }
        match self.single() {
            Some(record) => Ok(Some(record)),
            None => Err(OpenError::damaged("a binary part is cut short")),
        }
    }

    fn single(&mut self) -> Option<(u16, Bytes<'a>)> {
        let id = self.varying(2)?;
        let length = self.varying(4)?;
        let data = self.rest.take(usize::try_from(length).ok()?)?;
        Some((u16::try_from(id).ok()?, Bytes::new(data)))
    }

    fn varying(&mut self, most: u32) -> Option<u32> {
        let mut value = 0;
        for place in 0..most {
            let byte = self.rest.u8()?;
            value |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }
}

/// The UTF-16 units of an XLWideString; none for the null of an XLNullableWideString.
fn units(fields: &mut Bytes<'_>) -> Option<Vec<u16>> {
    let count = fields.u32()?;
    if count == u32::MAX {
        return Some(Vec::new());
    }
    let length = usize::try_from(count).ok()?.checked_mul(2)?;
    Some(utf16_units(fields.take(length)?).collect())
}

/// A string without runs.
pub(super) fn wide_string(fields: &mut Bytes<'_>) -> Option<String> {
    units(fields).map(|units| String::from_utf16_lossy(&units))
}

/// A RichStr: a string, and runs by character and font where it has them.
pub(super) fn rich_string(fields: &mut Bytes<'_>) -> Option<RichText> {
    let flags = fields.u8()?;
    let units = units(fields)?;
    let mut runs = Vec::new();
    if flags & 1 != 0 {
        for _ in 0..fields.u32()? {
            let (start, font) = (fields.u16()?, fields.u16()?);
            runs.push((usize::from(start), FontId(font)));
        }
    }
    Some(assemble::rich_text(&units, &runs))
}

pub(super) fn cut_short(what: &'static str) -> OpenError {
    OpenError::damaged(format_args!("a record of {what} is cut short"))
}
