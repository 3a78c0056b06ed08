//! Hidden rows, columns and sheets are read, and said.

use std::collections::BTreeSet;

use phuluc_model::text::tidy;
use phuluc_model::{Finding, Message};

use crate::grid::Sheet;
use crate::rules;

/// What is hidden of a sheet's cells, as far as it was looked at.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    any: bool,
    rows: Option<(u32, u32)>,
    count: usize,
    columns: BTreeSet<u32>,
}

impl Hidden {
    /// Looks at the cells of a sheet, or of its next rows.
    pub(crate) fn add(&mut self, sheet: &Sheet) {
        self.any |= !sheet.cells.is_empty();
        if sheet.hidden_rows.is_empty() && sheet.hidden_columns.is_empty() {
            return;
        }
        let hidden = |spans: &[(u32, u32)], at: u32| {
            let span = spans.get(spans.partition_point(|(_, last)| *last < at));
            span.is_some_and(|(first, _)| *first <= at)
        };
        for cell in &sheet.cells {
            let known = self.rows.is_some_and(|(_, last)| last == cell.at.row);
            if !known && hidden(&sheet.hidden_rows, cell.at.row) {
                self.rows = Some((self.rows.map_or(cell.at.row, |(first, _)| first), cell.at.row));
                self.count += 1;
            }
            if hidden(&sheet.hidden_columns, cell.at.column) {
                self.columns.insert(cell.at.column);
            }
        }
    }

    /// Says what is hidden and was read all the same.
    pub(crate) fn say(&self, file: &str, sheet: &Sheet, findings: &mut Vec<Finding>) {
        let name = tidy(&sheet.name);
        if sheet.hidden && self.any {
            let message =
                Message::new("Trang tính ẩn vẫn được đọc", "the sheet is hidden and was read all the same");
            findings.push(Finding::new(&rules::HIDDEN_READ, message, file, &name, ""));
        }
        if let Some((first, last)) = self.rows {
            let message = Message::new("Dòng ẩn vẫn được đọc", "hidden rows were read all the same");
            let place =
                if first == last { format!("{}", first + 1) } else { format!("{}:{}", first + 1, last + 1) };
            let finding = Finding::new(&rules::HIDDEN_READ, message, file, &name, place);
            findings.push(finding.counting(self.count));
        }
        if let (Some(first), Some(last)) = (self.columns.first(), self.columns.last()) {
            let message = Message::new("Cột ẩn vẫn được đọc", "hidden columns were read all the same");
            let (first, last) = (phuluc_model::ColumnName(*first), phuluc_model::ColumnName(*last));
            let finding = Finding::new(&rules::HIDDEN_READ, message, file, &name, format!("{first}:{last}"));
            findings.push(finding.counting(self.columns.len()));
        }
    }
}

/// Says what is hidden of a sheet and was read all the same.
pub(crate) fn say(file: &str, sheet: &Sheet, findings: &mut Vec<Finding>) {
    let mut hidden = Hidden::default();
    hidden.add(sheet);
    hidden.say(file, sheet, findings);
}
