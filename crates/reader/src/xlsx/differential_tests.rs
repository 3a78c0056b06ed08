//! The same workbooks through calamine: wherever it says something, we say the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use phuluc_model::{CellRange, CellRef};
use rust_decimal::prelude::ToPrimitive;

use super::read;
use crate::grid::{CellValue, Sheet};
use crate::limits::Limits;

fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    // Files that no reader should read.
    if folder.ends_with("broken") {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            workbooks(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "xlsx") {
            found.push(path);
        }
    }
}

#[test]
fn calamine_reads_the_same() {
    let mut found = Vec::new();
    workbooks(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata"), &mut found);
    found.sort();
    let mut compared = 0;
    for path in &found {
        let Ok(mut theirs) = open_workbook::<Xlsx<_>, _>(path) else { continue };
        let ours =
            read(&fs::read(path).unwrap(), &Limits::default()).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        for sheet in &ours.sheets {
            let what = format!("{} {}", path.display(), sheet.name);
            // Damaged files that we read and calamine does not.
            let Ok(range) = theirs.worksheet_range(&sheet.name) else { continue };
            compared += sheet.cells.len();
            compare_values(&what, sheet, &range);
            compare_merges(&what, sheet, &mut theirs);
        }
    }
    assert!(found.is_empty() || compared > 0);
}

fn compare_values(what: &str, sheet: &Sheet, range: &calamine::Range<Data>) {
    let mut theirs: BTreeMap<CellRef, &Data> = BTreeMap::new();
    let (row, column) = range.start().unwrap_or_default();
    for (r, c, value) in range.used_cells() {
        theirs.insert(CellRef::new(row + r as u32, column + c as u32), value);
    }
    for cell in &sheet.cells {
        match (&cell.value, theirs.remove(&cell.at)) {
            (CellValue::None, None) => {}
            (CellValue::Text(text), None) if text.text.is_empty() => {}
            (value, Some(data)) => assert!(same(value, data), "{what} {}: {value:?} / {data:?}", cell.at),
            (value, None) => panic!("{what} {}: {value:?} is in ours only", cell.at),
        }
    }
    // A cell of empty text is no cell in the grid.
    theirs.retain(|_, data| !matches!(data, Data::String(text) if text.is_empty()));
    assert!(theirs.is_empty(), "{what}: {theirs:?} are in calamine's only");
}

fn same(value: &CellValue, data: &Data) -> bool {
    match (value, data) {
        // It trims text that does not ask for its spaces to be kept; we keep what is stored.
        (CellValue::Text(text), Data::String(other)) => {
            text.text == *other || text.text.trim_matches([' ', '\t', '\r', '\n']) == *other
        }
        (CellValue::Bool(value), Data::Bool(other)) => value == other,
        (CellValue::Error(error), Data::Error(other)) => **error == *other.to_string(),
        (CellValue::Number(number), Data::DateTime(other)) => close(number.value.to_f64(), other.as_f64()),
        // Dates of strict OOXML: text in the file, days in ours; `dates.rs` has the tests.
        (CellValue::Number(_), Data::DateTimeIso(_)) => true,
        (CellValue::Number(number), Data::Int(other)) => close(number.value.to_f64(), *other as f64),
        (CellValue::Number(number), Data::Float(other)) => close(number.value.to_f64(), *other),
        _ => false,
    }
}

/// Ours has fifteen significant digits, theirs the binary noise after them.
fn close(ours: Option<f64>, theirs: f64) -> bool {
    ours.is_some_and(|ours| (ours - theirs).abs() <= theirs.abs() * 1e-14)
}

fn compare_merges<R: std::io::Read + std::io::Seek>(what: &str, sheet: &Sheet, book: &mut Xlsx<R>) {
    let mut theirs: Vec<String> = book
        .merge_cells_by_sheet_name(&sheet.name)
        .unwrap()
        .iter()
        .map(|d| {
            CellRange::new(CellRef::new(d.start.0, d.start.1), CellRef::new(d.end.0, d.end.1)).to_string()
        })
        .collect();
    let mut ours: Vec<String> = sheet.merges.iter().map(ToString::to_string).collect();
    theirs.sort();
    ours.sort();
    assert_eq!(ours, theirs, "{what}");
}
