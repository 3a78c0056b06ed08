//! What the workbook library cannot say, put into the finished package.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::WriteError;

const SHEETS: &str = "xl/worksheets/sheet";
const HEADER: &str = "<headerFooter";
/// No header on the first page, which has no page number (Nghị định 30/2020/NĐ-CP).
const HEADER_BUT_FIRST: &str = "<headerFooter differentFirst=\"1\"";

/// Takes the page number from the first page of every sheet.
pub(crate) fn without_first_page_number(package: Vec<u8>) -> Result<Vec<u8>, WriteError> {
    let mut from = ZipArchive::new(Cursor::new(package)).map_err(WriteError::workbook)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).map_err(WriteError::workbook)?;
        let name = part.name().map_err(WriteError::workbook)?.into_owned();
        if !name.starts_with(SHEETS) {
            to.raw_copy_file(part).map_err(WriteError::workbook)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        to.start_file(name, options).map_err(WriteError::workbook)?;
        to.write_all(xml.replacen(HEADER, HEADER_BUT_FIRST, 1).as_bytes())?;
    }
    Ok(to.finish().map_err(WriteError::workbook)?.into_inner())
}
