//! Acceptances that somebody wrote into the annotated workbook.

use std::collections::BTreeMap;

use phuluc_model::CellRef;
use serde::Deserialize;

use super::listing::KEY;
use crate::policy::{Acceptance, iso_day};

#[derive(Deserialize)]
struct Key {
    rule: String,
    file: String,
    sheet: String,
    cell: String,
    found: Option<String>,
    expected: Option<String>,
}

/// Findings of one sheet of an annotated workbook that somebody accepted, given the
/// texts of its cells; and the cells of rows where something is missing, such as a
/// reason without a name. Empty for any other sheet.
pub fn accepted_in<'c>(
    cells: impl IntoIterator<Item = (CellRef, &'c str)>,
) -> (Vec<Acceptance>, Vec<CellRef>) {
    let cells: BTreeMap<CellRef, &str> = cells.into_iter().collect();
    let (mut accepted, mut incomplete) = (Vec::new(), Vec::new());
    let Some(head) = cells.iter().find(|(_, text)| text.trim() == KEY).map(|(cell, _)| *cell) else {
        return (accepted, incomplete);
    };
    for (cell, text) in cells.iter().filter(|(cell, _)| cell.column == head.column && cell.row > head.row) {
        let Ok(key) = serde_json::from_str::<Key>(text) else { continue };
        // Reason, name and day stand right before the key.
        let entry = |back: u32| {
            let column = cell.column.checked_sub(back)?;
            let text = cells.get(&CellRef::new(cell.row, column))?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        match (entry(3), entry(2), entry(1).as_deref().and_then(iso_day)) {
            (Some(reason), Some(by), Some(date)) => accepted.push(Acceptance {
                rule: key.rule,
                file: key.file,
                sheet: key.sheet,
                cell: key.cell,
                found: key.found,
                expected: key.expected,
                reason,
                by,
                date,
            }),
            _ if (1..=3).any(|back| entry(back).is_some()) => incomplete.push(*cell),
            _ => {}
        }
    }
    (accepted, incomplete)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_acceptances_count() {
        let key = r#"{"rule":"PL201","file":"a.xlsx","sheet":"PL II","cell":"C12","found":"60000","expected":"70000"}"#;
        let cell = |text: &str| text.parse::<CellRef>().expect("a cell");
        let cells = [
            ("N5", KEY),
            ("K6", "Đã trình"),
            ("L6", "Nguyễn Văn A"),
            ("M6", "24/11/2026"),
            ("N6", key),
            ("K7", "thiếu tên"),
            ("N7", key),
            ("N8", key),
        ];
        let (accepted, incomplete) = accepted_in(cells.map(|(at, text)| (cell(at), text)));
        assert_eq!(accepted.len(), 1);
        assert_eq!((accepted[0].cell.as_str(), accepted[0].date.as_str()), ("C12", "2026-11-24"));
        assert_eq!(incomplete, [cell("N7")]);
    }
}
