//! The JSON lines form.

use std::io;

use phuluc_model::{Appendix, Document, JsonRow, Merged, Row};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::WriteError;

/// Writes a document as JSON lines: each row of a table is an object of its own,
/// the grand total first, the others in the order of the table.
///
/// A line has `file`, `sheet`, `layout` and `unit`, then what the JSON form says
/// about the row, without `children`.
///
/// # Errors
///
/// [`WriteError::Io`] where the output refuses.
pub fn write_jsonl<W: io::Write>(document: &Document, mut out: W) -> Result<(), WriteError> {
    for appendix in &document.appendices {
        for row in appendix.total.iter().chain(appendix.walk()) {
            write_jsonl_row(appendix, row, &mut out)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Writes one row of an appendix as [`write_jsonl`] does; the appendix need not hold it.
///
/// # Errors
///
/// As [`write_jsonl`].
pub fn write_jsonl_row<W: io::Write>(appendix: &Appendix, row: &Row, mut out: W) -> Result<(), WriteError> {
    serde_json::to_writer(&mut out, &Line { appendix, row, from: None }).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Writes merged appendices as [`write_jsonl`] does; each line says in `from` which
/// units' rows it is, with unit, file, sheet and cell.
///
/// # Errors
///
/// As [`write_jsonl`].
pub fn write_merged_jsonl<W: io::Write>(merged: &Merged, mut out: W) -> Result<(), WriteError> {
    let places = merged.row_places();
    for one in &merged.appendices {
        let appendix = &one.appendix;
        let total = appendix.total.iter().map(|row| (row, &one.total));
        for (row, origin) in total.chain(appendix.walk().zip(&one.origins)) {
            let line = Line { appendix, row, from: Some(places.json(origin)) };
            serde_json::to_writer(&mut out, &line).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(())
}

struct Line<'a> {
    appendix: &'a Appendix,
    row: &'a Row,
    /// Where a merged row comes from.
    from: Option<serde_json::Value>,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("file", &self.appendix.source.file)?;
        map.serialize_entry("sheet", &self.appendix.source.sheet)?;
        map.serialize_entry("layout", &*self.appendix.layout.id)?;
        map.serialize_entry("unit", &self.appendix.layout.unit)?;
        JsonRow::alone(&self.appendix.layout, self.row).entries(&mut map)?;
        if let Some(from) = &self.from {
            map.serialize_entry("from", from)?;
        }
        map.end()
    }
}
