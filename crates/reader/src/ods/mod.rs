//! The `.ods` reader: OpenDocument 1.3 spreadsheets in a zip container.
//!
//! `content.xml` is streamed: repeated rows and cells that hold nothing cost
//! nothing, however often they repeat, and repeated values are counted before
//! they are laid out. Styles come from `styles.xml` and `content.xml`, with their
//! parents, as far as they say something about meaning (OpenDocument 1.3 part 3,
//! 16 and 20). Dates and times become the serial numbers that the other
//! containers store.
//!
//! Not read: flat `.fods`, tables within cells, and deleted content that change
//! tracking keeps.

mod cell;
mod content;
mod formula;
mod look;
mod styles;
#[cfg(test)]
mod tests;
mod text;
mod values;

use std::io::BufReader;

use crate::error::{FileKind, OpenError};
use crate::grid::Workbook;
use crate::limits::Limits;
use crate::package::Package;
use crate::xml::{Node, Xml};

use content::Content;
use styles::StyleSheet;

/// Reads an `.ods` workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    let mut package = Package::open(bytes, limits)?;
    if let Some(part) = package.stream("META-INF/manifest.xml")? {
        refuse_encrypted(&mut Xml::new(BufReader::new(part), limits))?;
    }
    let mut styles = StyleSheet::default();
    if let Some(part) = package.stream("styles.xml")? {
        styles.read_part(&mut Xml::new(BufReader::new(part), limits))?;
    }
    let Some(part) = package.stream("content.xml")? else {
        return Err(OpenError::NotAWorkbook { what: FileKind::Zip });
    };
    Content::new(Xml::new(BufReader::new(part), limits), styles, limits).read()
}

/// OpenDocument 1.3 part 2, 4.8.1 (manifest:encryption-data).
fn refuse_encrypted<R: std::io::BufRead>(xml: &mut Xml<R>) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(element) if element.name().ends_with("encryption-data") => {
                return Err(OpenError::Encrypted);
            }
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}
