//! Sheets that ask for far more work than they have bytes. `fuzz/hostile.py` makes
//! larger ones and measures the command line with them.

use std::sync::Arc;

use phuluc_model::{CellRange, CellRef, Layouts};

use crate::assemble::check_all_texts;
use crate::error::OpenError;
use crate::grid::{Cell, CellValue, Container, RichText, Sheet, StyleId, Workbook};
use crate::header;
use crate::limits::{LimitName, Limits};
use crate::patterns::{Known, Patterns};
use crate::units;
use crate::view::SheetView;

const HEADS: [&str; 9] = [
    "TT",
    "Địa bàn",
    "Tên công trình",
    "Đơn vị thực hiện",
    "Quy mô đầu tư",
    "Lý do đầu tư",
    "NSTW",
    "NSĐP",
    "Năm thực hiện",
];

fn book(rows: impl IntoIterator<Item = Vec<String>>) -> Workbook {
    let cell = |row: usize, column: usize, text: String| Cell {
        at: CellRef::new(row as u32, column as u32),
        style: StyleId::default(),
        value: CellValue::Text(Arc::new(RichText::plain(text))),
        formula: None,
    };
    let rows = rows.into_iter().enumerate();
    let cells = rows.flat_map(|(row, texts)| {
        texts.into_iter().enumerate().map(move |(column, text)| cell(row, column, text)).collect::<Vec<_>>()
    });
    let sheet = Sheet { name: "S".into(), cells: cells.collect(), ..Sheet::default() };
    Workbook {
        container: Container::Xlsx,
        date_1904: false,
        recalculates: false,
        fonts: Vec::new(),
        styles: Vec::new(),
        sheets: vec![sheet],
        names: Vec::new(),
    }
}

fn patterns() -> Patterns {
    let layouts: Vec<_> = Layouts::built_in().iter().cloned().collect();
    Patterns::new(Arc::new(Known::new(&layouts)))
}

fn heads() -> Vec<String> {
    HEADS.map(str::to_owned).to_vec()
}

/// Headers with a letter that is wrong, another one in each row.
fn misspelled(row: usize) -> Vec<String> {
    let wrong = |(column, head): (usize, &&str)| {
        let mut letters: Vec<char> = head.chars().collect();
        let at = (row / 5 + column) % letters.len();
        letters[at] = ['b', 'k', 'x', 'z', 'w'][row % 5];
        letters.into_iter().collect()
    };
    HEADS[..6].iter().enumerate().map(wrong).collect()
}

#[test]
fn rows_that_are_like_headers_cost_little() {
    let workbook = book((0..100).map(misspelled));
    let patterns = patterns();
    header::find(&SheetView::new(&workbook, &workbook.sheets[0]), &patterns);
    assert!(patterns.effort() > 0 && patterns.effort() < 300_000_000, "{}", patterns.effort());
    assert!(!patterns.is_exhausted());
}

#[test]
fn work_has_an_end() {
    let workbook = book([heads()]);
    let view = SheetView::new(&workbook, &workbook.sheets[0]);
    let patterns = patterns();
    assert_eq!(header::find(&view, &patterns).len(), 1);
    patterns.charge(u64::MAX);
    assert!(patterns.is_exhausted());
    assert!(header::find(&view, &patterns).is_empty());
}

#[test]
fn brackets_and_long_texts_in_headers() {
    let with = |text: String| {
        let row = || heads().into_iter().chain(std::iter::repeat_n(text.clone(), 200)).collect();
        book((0..6).map(|_| row()).collect::<Vec<Vec<String>>>())
    };
    for workbook in [with("(".repeat(1990)), with("đầu tư ".repeat(50_000))] {
        let patterns = patterns();
        header::find(&SheetView::new(&workbook, &workbook.sheets[0]), &patterns);
        assert!(patterns.effort() < 400_000_000, "{}", patterns.effort());
    }
    // A unit is looked for in the first few brackets only.
    assert!(units::without_unit("Vốn (a) (b) (triệu đồng)").1.is_some());
    assert!(units::without_unit(&format!("Vốn {} (triệu đồng)", "(a) ".repeat(2_000))).1.is_none());
}

#[test]
fn merged_regions_over_one_row() {
    let mut workbook = book((0..6).map(|_| heads()));
    let range = |at: u32| CellRange::new(CellRef::new(0, at % 50), CellRef::new(5, at % 50 + at % 7));
    workbook.sheets[0].merges = (0..300_000).map(range).collect();
    let view = SheetView::new(&workbook, &workbook.sheets[0]);
    let patterns = patterns();
    header::find(&view, &patterns);
    assert!(patterns.effort() < 400_000_000, "{}", patterns.effort());
    // Of regions that overlap one stays, and covers what it covers.
    for column in 0..60 {
        let at = CellRef::new(0, column);
        assert!(view.merge_at(at).is_none_or(|range| range.contains(at)));
    }
}

#[test]
fn a_text_that_many_cells_share_counts_in_each() {
    let mut workbook = book((0..40).map(|_| heads()));
    let long = Arc::new(RichText::plain("x".repeat(1 << 20)));
    for cell in &mut workbook.sheets[0].cells {
        cell.value = CellValue::Text(Arc::clone(&long));
    }
    let refused = check_all_texts(&workbook, &Limits::default());
    assert!(matches!(refused, Err(OpenError::Limit { limit: LimitName::UnzippedBytes })));
    workbook.sheets[0].cells.truncate(100);
    assert!(check_all_texts(&workbook, &Limits::default()).is_ok());
}
