//! The `.xls` reader: BIFF8 (Excel 97 to 2003) and BIFF5/7 (Excel 5 and 95) in a
//! compound file, [MS-XLS] and [MS-CFB].
//!
//! One pass over the records gives all that the grid holds: values, fonts, runs,
//! formats, merges, hidden rows and columns and notes. It is smaller than a second
//! parse beside calamine's values, and it cannot disagree with them. What a file
//! declares (counts, lengths, offsets) is never trusted: memory grows only with
//! bytes that were read.
//!
//! Not read: formula text ([`crate::grid::Cell::formula`] stays `None`; the stored
//! result is the value, and a formula whose result is empty text is no cell),
//! defined names but those of our own marks, and the versions before 5, which are refused by name.

mod codepage;
mod globals;
mod names;
mod notes;
mod records;
mod sheet;
#[cfg(test)]
mod tests;

use std::io::{Cursor, Read};

use crate::assemble::{self, CellBudget};
use crate::bytes::Bytes;
use crate::error::{FileKind, OpenError};
use crate::grid::{Container, Workbook};
use crate::limits::{LimitName, Limits};

use globals::Globals;
use records::Biff;

/// First bytes of every compound file.
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Reads an `.xls` workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    if bytes.is_empty() {
        return Err(OpenError::Empty);
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
        return Err(OpenError::Limit { limit: LimitName::FileBytes });
    }
    if bytes.starts_with(&COMPOUND) {
        read_stream(&workbook_stream(bytes, limits)?, limits)
    } else {
        // Some programs write the stream without the compound file around it.
        read_stream(bytes, limits)
    }
}

/// The stream of records in the compound file.
fn workbook_stream(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, OpenError> {
    let broken = |error: std::io::Error| OpenError::damaged(format_args!("compound file: {error}"));
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(OpenError::Encrypted);
    }
    let name = ["/Workbook", "/WORKBOOK", "/Book", "/BOOK"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        let what = if file.is_stream("/WordDocument") { FileKind::Word } else { FileKind::Compound };
        return Err(OpenError::NotAWorkbook { what });
    };
    let stream = file.open_stream(name).map_err(broken)?;
    if stream.len() > limits.file_bytes {
        return Err(OpenError::damaged("compound file: the stream is longer than a file may be"));
    }
    let mut content = Vec::new();
    stream.take(limits.file_bytes).read_to_end(&mut content).map_err(broken)?;
    Ok(content)
}

fn read_stream(stream: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    let biff = version(stream)?;
    let globals = Globals::read(stream, biff, limits)?;
    let mut workbook = Workbook {
        container: Container::Xls,
        date_1904: globals.date_1904,
        recalculates: false,
        fonts: globals.grid_fonts(),
        styles: globals.grid_styles(),
        sheets: Vec::new(),
        names: Vec::new(),
    };
    let mut budget = CellBudget::new(limits);
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for entry in &globals.sheets {
        let mut reader = sheet::SheetReader::new(&globals, limits, &mut budget, entry);
        let span = reader.read(stream, entry.offset)?;
        // Sheets that share bytes would let a small file ask for much work.
        if seen.iter().any(|(start, end)| *start < span.1 && span.0 < *end) {
            return Err(OpenError::damaged("two sheets share one place in the file"));
        }
        seen.push(span);
        let sheets = workbook.sheets.len();
        workbook.sheets.extend(reader.finish());
        if workbook.sheets.len() > sheets {
            workbook.names.extend(globals.marks_of(entry, sheets));
        }
    }
    workbook.sheets.iter_mut().for_each(assemble::finish);
    Ok(workbook)
}

/// The version that the first record tells, [MS-XLS] 2.4.21 (BOF).
fn version(stream: &[u8]) -> Result<Biff, OpenError> {
    let mut bytes = Bytes::new(stream);
    match bytes.u16() {
        Some(records::BOF) => {}
        Some(0x0009 | 0x0209 | 0x0409) => {
            return Err(OpenError::NotAWorkbook { what: FileKind::OldWorksheet });
        }
        _ => return Err(OpenError::NotAWorkbook { what: FileKind::Unknown }),
    }
    match bytes.skip(2).and_then(|()| bytes.u16()) {
        Some(0x0600) => Ok(Biff::V8),
        Some(0x0500) => Ok(Biff::V5),
        _ => Err(OpenError::damaged("a version of the workbook that Excel never wrote")),
    }
}
