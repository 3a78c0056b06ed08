//! The finished package: what the workbook library cannot say, or says slowly, is put in.

mod escape;
mod pipe;
mod sheet;
mod strings;
mod system;
#[cfg(test)]
mod tests;

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::WriteError;
use crate::body::Body;

pub(crate) use escape::escape;
pub(crate) use strings::Strings;

const SHEETS: &str = "xl/worksheets/sheet";
const STRINGS: &str = "xl/sharedStrings.xml";

/// How hard parts are compressed: a list of works takes half a percent more than at the usual
/// level 6, and not half of the time (docs/performance.md).
const LEVEL: i64 = 4;

type Archive = ZipArchive<Cursor<Vec<u8>>>;
type Package = ZipWriter<Cursor<Vec<u8>>>;

/// Puts the rows of tables into their sheets, and takes the page number from the first
/// page of every sheet. The bytes are the same on every system.
pub(crate) fn finish(package: Vec<u8>, bodies: &[Body<'_>]) -> Result<Vec<u8>, WriteError> {
    let mut from = ZipArchive::new(Cursor::new(package)).map_err(WriteError::workbook)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let mut strings = Strings::default();
    if !bodies.is_empty() {
        let old = text_of(&mut from, STRINGS)?;
        strings
            .old(&old)
            .ok_or_else(|| WriteError::workbook(std::io::Error::from(std::io::ErrorKind::InvalidData)))?;
    }
    // The library writes sheets in their order, and then the texts that stand in them.
    for index in 0..from.len() {
        let part = from.by_index(index).map_err(WriteError::workbook)?;
        let name = part.name().map_err(WriteError::workbook)?.into_owned();
        if name.starts_with(SHEETS) {
            let xml = text(part)?;
            let body = bodies.iter().find(|body| body.part() == name);
            start(&mut to, &name)?;
            sheet::write(&xml, body, (!bodies.is_empty()).then_some(&mut strings), &mut to)?;
        } else if name == STRINGS && !bodies.is_empty() {
            drop(part);
            start(&mut to, &name)?;
            strings.write(&mut to)?;
        } else {
            to.raw_copy_file(part).map_err(WriteError::workbook)?;
        }
    }
    let mut package = to.finish().map_err(WriteError::workbook)?.into_inner();
    system::name_one_system(&mut package);
    Ok(package)
}

fn start(package: &mut Package, name: &str) -> Result<(), WriteError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default());
    package.start_file(name, options).map_err(WriteError::workbook)
}

/// A part as text; empty where there is none.
fn text_of(archive: &mut Archive, name: &str) -> Result<String, WriteError> {
    match archive.by_name(name) {
        Ok(part) => text(part),
        Err(zip::result::ZipError::FileNotFound) => Ok(String::new()),
        Err(error) => Err(WriteError::workbook(error)),
    }
}

fn text(mut part: impl Read) -> Result<String, WriteError> {
    let mut text = String::new();
    part.read_to_string(&mut text)?;
    Ok(text)
}

/// Adds to the part at hand.
fn append(package: &mut Package, text: &str) -> Result<(), WriteError> {
    Ok(package.write_all(text.as_bytes())?)
}
