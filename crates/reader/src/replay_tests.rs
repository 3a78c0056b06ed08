//! Inputs that fuzzing kept, read again: none may panic, and where one is read every
//! cell that is not blank must be told of once, whatever it is.

use std::path::{Path, PathBuf};

use crate::grid::{CellValue, Workbook};
use crate::limits::Limits;
use crate::wire::{self, Answer};
use crate::{Reader, open};

#[path = "../../../fuzz/src/packages.rs"]
mod packages;

const TARGETS: [&str; 6] = ["xlsx", "xls", "xlsb", "ods", "formula", "text"];

fn fuzz_data() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/fuzz"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// As tight as those of the fuzz targets.
fn limits() -> Limits {
    Limits {
        file_bytes: 1 << 20,
        unzipped_bytes: 4 << 20,
        parts: 100,
        cells: 10_000,
        sheets: 20,
        text_bytes: 1 << 16,
        ..Limits::default()
    }
}

/// Places of the cells that a person would see something in.
fn places(workbook: &Workbook) -> Vec<Vec<phuluc_model::CellRef>> {
    let shows = |value: &CellValue, formula: bool| match value {
        CellValue::None => formula,
        CellValue::Text(text) => text.text.chars().any(|c| !c.is_whitespace() && !c.is_control()),
        _ => true,
    };
    let of_sheet = |sheet: &crate::grid::Sheet| {
        let cells = sheet.cells.iter().filter(|cell| shows(&cell.value, cell.formula.is_some()));
        cells.map(|cell| cell.at).collect()
    };
    workbook.sheets.iter().map(of_sheet).collect()
}

/// Reads one input; says whether it was a workbook.
fn replay(file: &[u8], name: &Path) -> bool {
    let Ok(reading) = Reader::new().limits(limits()).read("fuzz", file) else { return false };
    let open::Opened { workbook, .. } = open::open(file, &limits(), None, open::Watch::default()).unwrap();
    // What the process that parses old formats would send.
    let stored = open::stored(file, &limits()).unwrap();
    let sent = postcard::to_stdvec(&Answer::Read(stored.clone())).unwrap();
    let Ok(Answer::Read(received)) = wire::answer_of(&sent) else { panic!("{}: lost", name.display()) };
    assert_eq!(format!("{received:?}"), format!("{stored:?}"), "{}", name.display());
    let told: Vec<Vec<_>> = (reading.inspection.sheets.iter())
        .map(|sheet| sheet.cells.iter().map(|cell| cell.cell).collect())
        .collect();
    assert_eq!(told, places(&workbook), "{}", name.display());
    true
}

#[test]
fn the_kept_corpus() {
    for target in TARGETS {
        let (mut read, files) = (0, files(&fuzz_data().join("corpus").join(target)));
        for path in &files {
            let input = std::fs::read(path).unwrap();
            read += usize::from(replay(&packages::of(target, &input), path));
        }
        assert!(files.len() > 20 && read > 3, "{target}: {read} of {} are workbooks", files.len());
    }
}

#[test]
fn what_once_went_wrong() {
    for target in TARGETS {
        for path in files(&fuzz_data().join("regressions").join(target)) {
            let input = std::fs::read(&path).unwrap();
            replay(&packages::of(target, &input), &path);
        }
    }
}
