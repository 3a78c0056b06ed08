//! Hidden rows, columns and sheets are read, and said.

use std::collections::BTreeSet;

use phuluc_model::text::tidy;
use phuluc_model::{Finding, Message};

use crate::grid::Sheet;
use crate::rules;

/// Says what is hidden and was read all the same.
pub(crate) fn say(file: &str, sheet: &Sheet, findings: &mut Vec<Finding>) {
    let name = tidy(&sheet.name);
    if sheet.hidden && !sheet.cells.is_empty() {
        let message =
            Message::new("Trang tính ẩn vẫn được đọc", "the sheet is hidden and was read all the same");
        findings.push(Finding::new(&rules::HIDDEN_READ, message, file, &name, ""));
    }
    let hidden = |spans: &[(u32, u32)], at: u32| {
        let span = spans.get(spans.partition_point(|(_, last)| *last < at));
        span.is_some_and(|(first, _)| *first <= at)
    };
    let mut rows: Vec<u32> = Vec::new();
    let mut columns: BTreeSet<u32> = BTreeSet::new();
    if !sheet.hidden_rows.is_empty() || !sheet.hidden_columns.is_empty() {
        for cell in &sheet.cells {
            if hidden(&sheet.hidden_rows, cell.at.row) && rows.last() != Some(&cell.at.row) {
                rows.push(cell.at.row);
            }
            if hidden(&sheet.hidden_columns, cell.at.column) {
                columns.insert(cell.at.column);
            }
        }
    }
    if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        let message = Message::new("Dòng ẩn vẫn được đọc", "hidden rows were read all the same");
        let place =
            if first == last { format!("{}", first + 1) } else { format!("{}:{}", first + 1, last + 1) };
        findings.push(Finding::new(&rules::HIDDEN_READ, message, file, &name, place).counting(rows.len()));
    }
    if let (Some(first), Some(last)) = (columns.first(), columns.last()) {
        let message = Message::new("Cột ẩn vẫn được đọc", "hidden columns were read all the same");
        let (first, last) = (phuluc_model::ColumnName(*first), phuluc_model::ColumnName(*last));
        let finding = Finding::new(&rules::HIDDEN_READ, message, file, &name, format!("{first}:{last}"));
        findings.push(finding.counting(columns.len()));
    }
}
