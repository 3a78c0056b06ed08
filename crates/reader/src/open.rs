//! From bytes to a decoded grid: the container by content, never by extension.

use phuluc_model::{Stage, Timings};

use crate::assemble;
use crate::beside::{MANY_CELLS, halves};
use crate::decode::{self, Decoded};
use crate::error::{FileKind, OpenError};
use crate::evaluate::{self, Budget, Checked};
use crate::grid::{Cell, Container, Workbook};
use crate::limits::{LimitName, Limits};
use crate::{ods, xls, xlsb, xlsx};

#[cfg(not(target_family = "wasm"))]
pub(crate) use crate::isolation::Parsers as Isolated;

/// A browser has no processes; its worker is the isolation.
#[cfg(target_family = "wasm")]
#[derive(Debug, Clone)]
pub(crate) enum Isolated {}

#[cfg(target_family = "wasm")]
impl Isolated {
    pub(crate) fn parse(&self, _: &[u8], _: &Limits) -> Result<Workbook, OpenError> {
        match *self {}
    }
}

/// Which workbook bytes are, by content.
///
/// # Errors
///
/// An [`OpenError`] that says what they are instead.
pub fn container(bytes: &[u8]) -> Result<Container, OpenError> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.is_empty() {
        return Err(OpenError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes);
    }
    if bytes.starts_with(COMPOUND) || bytes.starts_with(&[0x09, 0x08]) {
        return Ok(Container::Xls);
    }
    Err(text_kind(bytes))
}

/// Which workbook a zip holds, by the names of its parts.
fn zip_kind(bytes: &[u8]) -> Result<Container, OpenError> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(OpenError::damaged)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.replace('\\', "/").to_lowercase())
        .collect();
    let holds = |end: &str| names.iter().any(|name| name.trim_start_matches('/').ends_with(end));
    if holds("xl/workbook.bin") {
        Ok(Container::Xlsb)
    } else if names.iter().any(|name| name == "content.xml") {
        Ok(Container::Ods)
    } else if holds("workbook.xml") || holds("[content_types].xml") && names.iter().any(|n| n.contains("xl/"))
    {
        Ok(Container::Xlsx)
    } else if holds("word/document.xml") {
        Err(OpenError::NotAWorkbook { what: FileKind::Word })
    } else {
        Err(OpenError::NotAWorkbook { what: FileKind::Zip })
    }
}

/// The first bytes of JPEG, PNG, GIF and TIFF.
const PICTURES: [&[u8]; 5] = [b"\xFF\xD8\xFF", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*"];

/// What a file that is no container is.
fn text_kind(bytes: &[u8]) -> OpenError {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let text: String =
        head.iter().filter(|b| **b != 0).map(|b| char::from(*b).to_ascii_lowercase()).collect();
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        OpenError::SpreadsheetMl
    } else if text.contains("<html") || text.contains("<table") || text.contains("<!doctype html") {
        OpenError::Html
    } else if text.starts_with("%pdf") {
        OpenError::NotAWorkbook { what: FileKind::Pdf }
    } else if text.starts_with("{\\rtf") {
        OpenError::NotAWorkbook { what: FileKind::Rtf }
    } else if PICTURES.iter().any(|start| head.starts_with(start)) {
        OpenError::NotAWorkbook { what: FileKind::Picture }
    } else if std::str::from_utf8(head).is_ok_and(|text| !text.contains('\0'))
        && head.iter().any(|byte| matches!(byte, b',' | b';' | b'\t'))
    {
        OpenError::NotAWorkbook { what: FileKind::Text }
    } else {
        OpenError::NotAWorkbook { what: FileKind::Unknown }
    }
}

/// Opens a workbook as stored, in this process.
pub(crate) fn stored(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    let workbook = match within(bytes, limits)? {
        Container::Xlsx => xlsx::read(bytes, limits)?,
        Container::Xls => xls::read(bytes, limits)?,
        Container::Xlsb => xlsb::read(bytes, limits)?,
        Container::Ods => ods::read(bytes, limits)?,
    };
    assemble::check_all_texts(&workbook, limits)?;
    Ok(workbook)
}

fn within(bytes: &[u8], limits: &Limits) -> Result<Container, OpenError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(OpenError::Limit { limit: LimitName::FileBytes });
    }
    container(bytes)
}

/// A workbook, ready to be read.
pub(crate) struct Opened {
    /// The grid, its formulas' results right and its text in Unicode.
    pub(crate) workbook: Workbook,
    /// What text was decoded.
    pub(crate) decoded: Vec<Decoded>,
    /// What became of formulas.
    pub(crate) checked: Vec<Checked>,
}

/// Opens a workbook, works out its formulas and turns its text into Unicode. Old
/// formats are parsed in a process of their own where there is one.
pub(crate) fn open(
    bytes: &[u8],
    limits: &Limits,
    isolated: Option<&Isolated>,
    watch: Watch<'_>,
) -> Result<Opened, OpenError> {
    let container = within(bytes, limits)?;
    let mut workbook = watch.measure(Stage::Read, |cells| {
        let workbook = match (container, isolated) {
            (Container::Xlsx, _) | (_, None) => stored(bytes, limits),
            (_, Some(isolated)) => isolated.parse(bytes, limits),
        }?;
        *cells = workbook.sheets.iter().map(|sheet| sheet.cells.len() as u64).sum();
        Ok::<_, OpenError>(workbook)
    })?;
    let formulas = count_formulas(&workbook);
    // Formulas compare text, and name sheets, as they are stored.
    let checked = watch.measure(Stage::Evaluate, |cells| {
        *cells = formulas;
        if formulas == 0 { Vec::new() } else { evaluate::apply(&mut workbook, Budget::default()) }
    });
    let decoded = watch.measure(Stage::Decode, |cells| {
        *cells = workbook.sheets.iter().map(|sheet| sheet.cells.len() as u64).sum();
        decode::decode(&mut workbook, formulas > 0)
    });
    Ok(Opened { workbook, decoded, checked })
}

fn count_formulas(workbook: &Workbook) -> u64 {
    let count = |cells: &[Cell]| cells.iter().filter(|cell| cell.formula.is_some()).count() as u64;
    workbook.sheets.iter().flat_map(|sheet| halves(&sheet.cells, MANY_CELLS, count)).sum()
}

/// Times of stages, where somebody asked for them: a browser has no clock.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Watch<'a>(pub(crate) Option<&'a Timings>);

impl Watch<'_> {
    pub(crate) fn measure<T>(self, stage: Stage, work: impl FnOnce(&mut u64) -> T) -> T {
        match self.0 {
            Some(timings) => timings.measure(stage, work),
            None => work(&mut 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_workbook_says_so() {
        let fails = |bytes: &[u8]| container(bytes).expect_err("no workbook");
        assert!(matches!(fails(b""), OpenError::Empty));
        assert!(matches!(fails(b"<html><table><tr><td>1"), OpenError::Html));
        assert!(matches!(fails(b"%PDF-1.4"), OpenError::NotAWorkbook { what: FileKind::Pdf }));
        assert!(matches!(fails(b"\xFF\xD8\xFF\xE0"), OpenError::NotAWorkbook { what: FileKind::Picture }));
        assert!(matches!(fails(b"\0\0\0"), OpenError::NotAWorkbook { what: FileKind::Unknown }));
        let xml = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert!(matches!(fails(xml), OpenError::SpreadsheetMl));
        assert!(matches!(fails(b"a;b;c\n1;2;3"), OpenError::NotAWorkbook { what: FileKind::Text }));
        assert!(matches!(fails(b"PK\x03\x04 cut"), OpenError::Damaged { .. }));
    }
}
