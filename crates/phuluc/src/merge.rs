//! Merging: submissions out of files, and merged appendices into files.

use phuluc_model::marks::MERGED_FORMAT;
use phuluc_model::{Language, Merged, PlanDifference, UnitSubmission};
use phuluc_reader::Inspection;
use phuluc_writer::MergedExtras;

use crate::reader::is_json;
use crate::{Error, Format, Reader};

impl Reader {
    /// What units sent in a file: its own appendices; of a merged workbook or JSON form
    /// what went into it, as it was sent.
    ///
    /// # Errors
    ///
    /// As [`crate::read`].
    pub fn submissions(&self, name: &str, bytes: &[u8]) -> Result<Vec<UnitSubmission>, Error> {
        if is_json(bytes) {
            let json = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            if let Some(units) = self.record(name, json)? {
                return Ok(units);
            }
        }
        let document = if is_json(bytes) {
            self.read_bytes(name, bytes)?
        } else {
            let reading = self.document_and_record(name, bytes)?;
            if let Some(record) = record_of(&reading.inspection)
                && let Some(units) = self.record(name, record.as_bytes())?
            {
                return Ok(units);
            }
            reading.document
        };
        let sha256 = phuluc_merge::sha256(bytes);
        Ok(vec![UnitSubmission { file: name.to_owned(), sha256, document, ..UnitSubmission::default() }])
    }

    fn record(&self, name: &str, json: &[u8]) -> Result<Option<Vec<UnitSubmission>>, Error> {
        UnitSubmission::from_record(json, self.known_layouts())
            .map_err(|source| Error::Json { file: name.to_owned(), source })
    }
}

/// Whether a file is a merged workbook or JSON form with the record of what was sent.
/// `sheets` are a workbook's, as [`Reader::inspect_bytes`] tells them.
pub fn is_merged(reader: &Reader, name: &str, bytes: &[u8], sheets: &[crate::SheetInspection]) -> bool {
    if is_json(bytes) {
        let units = reader.submissions(name, bytes).unwrap_or_default();
        return units.iter().any(|one| one.unit.is_some());
    }
    sheets.iter().any(is_record)
}

fn is_record(sheet: &crate::SheetInspection) -> bool {
    sheet.cells.first().is_some_and(|cell| cell.text == MERGED_FORMAT)
}

/// The record of what was sent, out of its sheet; `None` where the workbook has none.
fn record_of(inspection: &Inspection) -> Option<String> {
    let sheet = inspection.sheets.iter().find(|sheet| is_record(sheet))?;
    Some(sheet.cells.iter().skip(2).map(|cell| cell.text.as_str()).collect())
}

/// Writes what was merged into memory: as a workbook with the units' own sheets, as the
/// JSON form, as JSON lines or as CSV, with the unit and cell of each row. `against` are differences to
/// a plan ([`crate::against`]), which the workbook lists. The same gives the same bytes.
///
/// # Errors
///
/// [`Error::Write`] where it does not fit the form.
pub fn write_merged(
    merged: &Merged,
    against: Option<&[PlanDifference]>,
    format: Format,
    language: Language,
) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    match format {
        Format::Xlsx => {
            let record = UnitSubmission::record(&merged.submissions);
            let mut extras = MergedExtras::default().record(&record);
            if let Some(differences) = against {
                extras = extras.against(differences);
            }
            bytes = phuluc_writer::write_merged_xlsx(merged, &extras)?;
        }
        Format::Json => bytes.extend(merged.to_json(language).into_bytes()),
        Format::Jsonl => phuluc_writer::write_merged_jsonl(merged, &mut bytes)?,
        Format::Csv => phuluc_writer::write_merged_csv(merged, &mut bytes)?,
    }
    Ok(bytes)
}
