//! What a sheet can hold, checked before anything is written.

use phuluc_model::{Appendix, Value};

use crate::WriteError;

/// UTF-16 units in a cell or note.
pub(crate) const CELL_TEXT: usize = 32_767;
/// Rows of a sheet.
pub(crate) const SHEET_ROWS: u32 = 1_048_576;

/// Length of a text as a workbook counts.
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Refuses texts that no cell can hold.
pub(crate) fn check_texts(appendix: &Appendix, sheet: &str) -> Result<(), WriteError> {
    let check = |text: &str, row: u32, field: &str| {
        // A byte count is an upper bound, and cheap.
        if text.len() <= CELL_TEXT || length(text) <= CELL_TEXT {
            return Ok(());
        }
        Err(too_long(appendix, sheet, row, field, length(text)))
    };
    check(appendix.title.as_deref().unwrap_or_default(), 0, "title")?;
    let plan = appendix.plan.iter().flat_map(|plan| [&plan.number, &plan.date, &plan.issuer]);
    plan.flatten().try_for_each(|text| check(text, 0, "plan"))?;
    for row in appendix.total.iter().chain(appendix.walk()) {
        for (column, value) in appendix.layout.columns.iter().zip(&row.values) {
            match value {
                Value::Text(Some(text)) => check(text, row.row, &column.field)?,
                Value::Quantity(phuluc_model::Quantity::Words(words)) => {
                    check(words, row.row, &column.field)?
                }
                _ => {}
            }
        }
    }
    let mut remarks = appendix.notes.iter().map(|note| ("notes", note));
    remarks.try_for_each(|(field, remark)| check(&remark.text, remark.cell.row + 1, field))?;
    appendix.unmapped.iter().try_for_each(|remark| check(&remark.text, remark.cell.row + 1, "unmapped"))
}

pub(crate) fn too_long(appendix: &Appendix, sheet: &str, row: u32, field: &str, length: usize) -> WriteError {
    WriteError::TextTooLong {
        layout: appendix.layout.id.to_string(),
        sheet: sheet.to_owned(),
        row,
        field: field.to_owned(),
        length,
    }
}
