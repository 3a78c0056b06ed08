//! The stream of BIFF records, [MS-XLS] 2.1.4: an id, a length and that many bytes,
//! with what did not fit into one record following in CONTINUE records.

use crate::bytes::Bytes;
use crate::error::OpenError;
use crate::grid::{FontId, RichText};

use super::codepage;

pub(super) const CONTINUE: u16 = 0x003C;
pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;

/// The two versions of BIFF that live in compound files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Biff {
    /// Excel 5 and 95: strings of bytes.
    V5,
    /// Excel 97 to 2003: strings of UTF-16.
    V8,
}

/// One record with those that continue it.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) id: u16,
    pub(super) data: &'a [u8],
    pub(super) continued: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Its fields, as far as they lie in the record itself.
    pub(super) fn bytes(&self) -> Bytes<'a> {
        Bytes::new(self.data)
    }

    /// Its fields across all records that continue it.
    pub(super) fn segments(&self) -> Segments<'a, '_> {
        Segments { current: Bytes::new(self.data), rest: self.continued.iter() }
    }

    /// Only what the records that continue it hold.
    pub(super) fn tail(&self) -> Segments<'a, '_> {
        Segments { current: Bytes::new(&[]), rest: self.continued.iter() }
    }
}

/// Walks the records from an offset on.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    offset: usize,
}

impl<'a> Records<'a> {
    pub(super) fn at(stream: &'a [u8], offset: usize) -> Self {
        Self { stream, offset }
    }

    /// Where the next record starts.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// The next record; a stream that ends before its EOF record is damaged.
    pub(super) fn next(&mut self) -> Result<Record<'a>, OpenError> {
        let (id, data) = self.single().ok_or_else(cut_short)?;
        let mut continued = Vec::new();
        while self.peek_id() == Some(CONTINUE) {
            let (_, more) = self.single().ok_or_else(cut_short)?;
            if !more.is_empty() {
                continued.push(more);
            }
        }
        Ok(Record { id, data, continued })
    }

    fn peek_id(&self) -> Option<u16> {
        Bytes::new(self.stream.get(self.offset..)?).u16()
    }

    fn single(&mut self) -> Option<(u16, &'a [u8])> {
        let mut bytes = Bytes::new(self.stream.get(self.offset..)?);
        let id = bytes.u16()?;
        let length = usize::from(bytes.u16()?);
        let data = bytes.take(length)?;
        self.offset += 4 + length;
        Some((id, data))
    }
}

fn cut_short() -> OpenError {
    OpenError::damaged("the workbook stream is cut short")
}

/// A string as stored, before its runs have fonts of ours.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// UTF-16 units; for BIFF5 one for every byte.
    units: Vec<u16>,
    /// Where a run starts, counted in units, and its font index in the file.
    runs: Vec<(usize, u16)>,
}

impl Text {
    /// The text without its runs.
    pub(super) fn plain(&self) -> String {
        String::from_utf16_lossy(&self.units)
    }

    /// The text with its runs.
    pub(super) fn rich(&self) -> RichText {
        let runs: Vec<_> = self.runs.iter().map(|(start, font)| (*start, font_id(*font))).collect();
        crate::assemble::rich_text(&self.units, &runs)
    }

    pub(super) fn push_run(&mut self, start: usize, font: u16) {
        self.runs.push((start, font));
    }
}

/// The font of an index: 4 is never stored, so that later ones count from one on,
/// [MS-XLS] 2.5.129 (FontIndex).
pub(super) fn font_id(index: u16) -> FontId {
    FontId(if index >= 4 { index - 1 } else { index })
}

/// Fields that may cross from one record into those that continue it.
pub(super) struct Segments<'a, 'r> {
    current: Bytes<'a>,
    rest: std::slice::Iter<'r, &'a [u8]>,
}

impl Segments<'_, '_> {
    pub(super) fn is_at_end(&self) -> bool {
        self.current.len() == 0 && self.rest.clone().all(|segment| segment.is_empty())
    }

    fn advance(&mut self) -> Option<()> {
        self.current = Bytes::new(self.rest.next()?);
        Some(())
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        while self.current.len() == 0 {
            self.advance()?;
        }
        self.current.u8()
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let here = count.min(self.current.len());
            self.current.skip(here)?;
            count -= here;
            if count > 0 {
                self.advance()?;
            }
        }
        Some(())
    }

    /// A string of `count` characters, in the way of the version.
    pub(super) fn text(&mut self, biff: Biff, count: usize) -> Option<Text> {
        match biff {
            Biff::V5 => self.byte_text(count),
            Biff::V8 => self.unicode_text(count),
        }
    }

    fn byte_text(&mut self, count: usize) -> Option<Text> {
        let mut units = Vec::new();
        for _ in 0..count {
            units.push(codepage::cp1252(self.u8()?));
        }
        Some(Text { units, runs: Vec::new() })
    }

    /// [MS-XLS] 2.5.293 (XLUnicodeRichExtendedString) behind its count; the plain
    /// strings are the same without runs and phonetic text.
    fn unicode_text(&mut self, count: usize) -> Option<Text> {
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let phonetic = if flags & 4 != 0 { self.u32()? } else { 0 };
        let mut text = Text { units: self.characters(count, flags & 1 != 0)?, runs: Vec::new() };
        for _ in 0..runs {
            let (start, font) = (self.u16()?, self.u16()?);
            text.push_run(usize::from(start), font);
        }
        self.skip(usize::try_from(phonetic).ok()?)?;
        Some(text)
    }

    /// Characters of one or two bytes. Where a CONTINUE record cuts them, it starts
    /// with a byte that says anew how wide they are, [MS-XLS] 2.5.293 and 2.4.58.
    fn characters(&mut self, count: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        while units.len() < count {
            let width = if wide { 2 } else { 1 };
            if self.current.len() < width {
                self.advance()?;
                wide = self.current.u8()? & 1 != 0;
                continue;
            }
            let here = (count - units.len()).min(self.current.len() / width);
            let bytes = self.current.take(here * width)?;
            if wide {
                units.extend(crate::bytes::utf16_units(bytes));
            } else {
                units.extend(bytes.iter().map(|byte| u16::from(*byte)));
            }
        }
        Some(units)
    }

    /// The text of a TXO record, whose first CONTINUE starts with the width.
    pub(super) fn object_text(&mut self, count: usize) -> Option<Text> {
        let wide = self.u8()? & 1 != 0;
        Some(Text { units: self.characters(count, wide)?, runs: Vec::new() })
    }
}
