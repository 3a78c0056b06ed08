//! The CSV form.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use indexmap::IndexSet;
use phuluc_model::{Appendix, Document, Layout, Merged, Origin, Row, RowPlaces, Value};

use crate::WriteError;

/// Columns before the fields.
const PLACE: [&str; 7] = ["layout", "file", "sheet", "row", "level", "kind", "carried"];
/// Columns of where a merged row comes from.
const FROM: [&str; 2] = ["unit", "source"];
/// Tells Excel that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes a document as CSV, in UTF-8 with a byte order mark.
///
/// The first line names the columns: `layout`, `file`, `sheet`, `row`, `level`,
/// `kind`, `carried` (fields separated by `;`), then the fields of all layouts
/// in the document. Each row of a table is a line, the grand total first. Values
/// are as in the JSON form, a blank is empty.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in
/// front: one that begins with `=`, `+`, `@`, a tab or a line break, or with `-`
/// and something that is not a number.
///
/// # Errors
///
/// [`WriteError::Io`] where the output refuses.
pub fn write_csv<W: io::Write>(document: &Document, out: W) -> Result<(), WriteError> {
    let mut csv = CsvRows::new(&document.appendices, out)?;
    for appendix in &document.appendices {
        for row in appendix.total.iter().chain(appendix.walk()) {
            csv.write(appendix, row)?;
        }
    }
    csv.finish()
}

/// Writes rows as CSV one by one, as [`write_csv`] does.
#[derive(Debug)]
pub struct CsvRows<W: io::Write> {
    csv: ::csv::Writer<W>,
    fields: IndexSet<String>,
    /// The fields' columns in the layout of the last row.
    indexes: Option<(Arc<Layout>, Vec<Option<usize>>)>,
}

impl<W: io::Write> CsvRows<W> {
    /// Writes the first line: the fields of the layouts of all these appendices.
    ///
    /// # Errors
    ///
    /// As [`write_csv`].
    pub fn new<'a>(
        appendices: impl IntoIterator<Item = &'a Appendix>,
        mut out: W,
    ) -> Result<Self, WriteError> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut csv = ::csv::Writer::from_writer(out);
        let columns = appendices.into_iter().flat_map(|appendix| &appendix.layout.columns);
        let fields: IndexSet<String> = columns.map(|column| column.field.to_string()).collect();
        csv.write_record(PLACE.into_iter().chain(fields.iter().map(String::as_str)))
            .map_err(io::Error::from)?;
        Ok(Self { csv, fields, indexes: None })
    }

    /// Writes a row of one of the appendices, which need not hold it.
    ///
    /// # Errors
    ///
    /// As [`write_csv`].
    pub fn write(&mut self, appendix: &Appendix, row: &Row) -> Result<(), WriteError> {
        let layout = &appendix.layout;
        let known = self.indexes.take().filter(|(known, _)| Arc::ptr_eq(known, layout));
        let indexes = known.map(|(_, indexes)| indexes);
        let indexes =
            indexes.unwrap_or_else(|| self.fields.iter().map(|field| layout.column_index(field)).collect());
        let record = record(appendix, row, &indexes);
        self.csv
            .write_record(record.iter().map(|text| harmless(text).into_owned()))
            .map_err(io::Error::from)?;
        self.indexes = Some((Arc::clone(layout), indexes));
        Ok(())
    }

    /// Says that it was the last row.
    ///
    /// # Errors
    ///
    /// As [`write_csv`].
    pub fn finish(mut self) -> Result<(), WriteError> {
        self.csv.flush()?;
        Ok(())
    }
}

/// Writes merged appendices as [`write_csv`] does, with the units of each row and where
/// it stands in their files behind the first columns: `unit` and `source`, several
/// separated by `;`.
///
/// # Errors
///
/// [`WriteError::Io`] where the output refuses.
pub fn write_merged_csv<W: io::Write>(merged: &Merged, mut out: W) -> Result<(), WriteError> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut csv = ::csv::Writer::from_writer(out);
    let columns = merged.appendices.iter().flat_map(|one| &one.appendix.layout.columns);
    let fields: IndexSet<&str> = columns.map(|column| &*column.field).collect();
    csv.write_record(PLACE.iter().chain(&FROM).chain(&fields)).map_err(io::Error::from)?;
    let places = merged.row_places();
    for one in &merged.appendices {
        let appendix = &one.appendix;
        let indexes: Vec<Option<usize>> =
            fields.iter().map(|field| appendix.layout.column_index(field)).collect();
        let total = appendix.total.iter().map(|row| (row, &one.total));
        for (row, origin) in total.chain(appendix.walk().zip(&one.origins)) {
            let mut record = record(appendix, row, &indexes);
            record.splice(PLACE.len()..PLACE.len(), from(&places, origin));
            csv.write_record(record.iter().map(|text| harmless(text).into_owned()))
                .map_err(io::Error::from)?;
        }
    }
    csv.flush()?;
    Ok(())
}

/// The units of a merged row, and the places of their rows.
fn from(places: &RowPlaces<'_>, origin: &Origin) -> [String; 2] {
    let places = places.of(origin);
    let mut units: Vec<&str> = places.iter().map(|[unit, ..]| unit.as_str()).collect();
    units.dedup();
    let sources = places.iter().map(|[_, file, sheet, cell]| format!("[{file}]{sheet}!{cell}"));
    [units.join(";"), sources.collect::<Vec<_>>().join(";")]
}

fn record(appendix: &Appendix, row: &Row, indexes: &[Option<usize>]) -> Vec<String> {
    let source = &appendix.source;
    let carried = row.carried.iter().filter_map(|column| appendix.layout.columns.get(*column));
    let carried: Vec<&str> = carried.map(|column| &*column.field).collect();
    let mut record = vec![
        appendix.layout.id.to_string(),
        source.file.clone(),
        source.sheet.clone(),
        row.row.to_string(),
        row.level.to_string(),
        row.kind.to_string(),
        carried.join(";"),
    ];
    let value = |index: &Option<usize>| row.values.get((*index)?).and_then(Value::to_json_text);
    record.extend(indexes.iter().map(|index| value(index).unwrap_or_default()));
    record
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> Cow<'_, str> {
    let mut letters = text.chars();
    let formula = match letters.next() {
        Some('=' | '+' | '@' | '\t' | '\r' | '\n') => true,
        Some('-') => {
            let rest = letters.as_str();
            let number = rest.starts_with(|c: char| c.is_ascii_digit())
                && rest.chars().all(|c| c.is_ascii_digit() || c == '.');
            !rest.is_empty() && !number
        }
        _ => false,
    };
    if formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_figures_are_not() {
        for text in ["=1+1", "+84", "@SUM(A1)", "\tx", "-cmd|' /C calc'!A0", "- một", "-1+2"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "-", "-1625.7", "-5", "1.1", "a=b", "#REF!", "a)"] {
            assert_eq!(harmless(text), text);
        }
    }
}
