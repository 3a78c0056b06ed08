//! The workbook of a comparison, read back by another library.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use phuluc::{DiffOptions, Document, Language, Row};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::expectations::{reader, testdata};

fn documents() -> [Document; 2] {
    ["submissions/lang-son.xlsx", "diff/edited.xlsx"]
        .map(|name| reader().read_path(testdata(name)).expect("a document"))
}

fn workbook(language: Language) -> Vec<u8> {
    let [old, new] = documents();
    let difference = phuluc::diff(&old.appendices, &new.appendices, &DiffOptions::default());
    phuluc::write_diff(&difference, language).expect("a workbook")
}

#[test]
fn both_stand_side_by_side_with_live_differences() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(Language::Vietnamese))).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Tóm tắt", "PL III", "PL I", "PL IV", "PL II"]);
    let values = book.worksheet_range("PL III").expect("a sheet");
    let formulas = book.worksheet_formula("PL III").expect("a sheet");
    let text = |row: u32, column: u32| match values.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        _ => String::new(),
    };
    let rows: BTreeMap<String, u32> = (0..values.height() as u32).map(|row| (text(row, 12), row)).collect();
    let added = rows["Kênh mương Pò Mới, giai đoạn đầu"];
    assert_eq!((text(added, 0).as_str(), text(added, 3).as_str()), ("thêm", ""));
    let split = rows["Trường PTDTBT Tiểu học và THCS xã Bắc Lãng (giai đoạn hai)"];
    assert_eq!(text(split, 0), "tách");
    let number = |row: u32, column: u32| match values.get_value((row, column)) {
        Some(Data::Float(number)) => Decimal::from_str_exact(&number.to_string()).expect("a figure"),
        _ => Decimal::ZERO,
    };
    let mut live = 0;
    for row in 0..values.height() as u32 {
        for (old, new, by) in [(7, 16, 19), (8, 17, 20)] {
            let formula = formulas.get_value((row, by)).cloned().unwrap_or_default();
            if formula.is_empty() {
                continue;
            }
            let letter = |column: u32| char::from(b'A' + column as u8);
            assert_eq!(formula, format!("N({}{})-N({}{})", letter(new), row + 1, letter(old), row + 1));
            assert_eq!(number(row, by), number(row, new) - number(row, old), "row {row}");
            live += 1;
        }
    }
    assert!(live > 80, "{live}");
}

#[test]
fn the_summary_counts_and_explains_each_colour() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(Language::English))).expect("a workbook");
    let summary = book.worksheet_range("Summary").expect("a sheet");
    let lines: Vec<String> = summary
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| cell.to_string())
                .filter(|cell| !cell.is_empty())
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .collect();
    for line in [
        "They do not say the same",
        "Old: lang-son.xlsx",
        "New: edited.xlsx",
        "added | rows only in the new one | 2",
        "split | one row is several now, of the same sum | 1",
        "changed | cells with another figure or other words | 11",
        "Phụ lục II | Whole appendix | Tổng nhu cầu kinh phí | 476028 | 477528 | 1500 | 0.32",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}: {lines:#?}");
    }
}

#[test]
fn nothing_compared_is_no_workbook() {
    let difference = phuluc::diff(&[], &[], &DiffOptions::default());
    assert!(difference.is_equal());
    let refused = phuluc::write_diff(&difference, Language::English);
    assert!(matches!(refused, Err(phuluc::Error::Write(phuluc::WriteError::Empty))));
}

#[test]
fn the_same_comparison_gives_the_same_bytes() {
    assert!(workbook(Language::Vietnamese) == workbook(Language::Vietnamese));
}

#[test]
fn every_layout_with_rows_of_every_kind_can_be_written() {
    let layouts = ["layouts/works-2026", "layouts/central-budget", "made", "variants"];
    for folder in layouts {
        let mut documents = Vec::new();
        for (path, _) in crate::expectations::expected_workbooks(folder) {
            documents.push(reader().read_path(&path).expect("a document"));
        }
        for pair in documents.windows(2) {
            let difference = phuluc::diff(&pair[0].appendices, &pair[1].appendices, &DiffOptions::default());
            let back = phuluc::diff(&pair[1].appendices, &pair[0].appendices, &DiffOptions::default());
            let (there, back) = (difference.counts(), back.counts());
            assert_eq!((there.added, there.removed), (back.removed, back.added), "{folder}");
            phuluc::write_diff(&difference, Language::Vietnamese).expect("a workbook");
        }
    }
}

#[test]
fn no_sample_differs_from_itself_or_its_regeneration() {
    for folder in ["made", "variants", "offices", "layouts/works-2026", "layouts/central-budget"] {
        for (path, _) in crate::expectations::expected_workbooks(folder) {
            let old = reader().read_path(&path).expect("a document");
            let bytes = phuluc::write(&old, phuluc::Format::Xlsx, Language::English).expect("a workbook");
            let new = reader().read_bytes("again.xlsx", &bytes).expect("a document");
            let difference = phuluc::diff(&old.appendices, &new.appendices, &DiffOptions::default());
            assert!(
                difference.is_equal(),
                "{}: {}",
                path.display(),
                difference.to_text(Language::English, false)
            );
        }
    }
}

/// Siblings in another order, at every level.
fn shuffled(rows: &mut [Row], order: &mut u64) {
    for at in (1..rows.len()).rev() {
        *order = order.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        rows.swap(at, (*order >> 33) as usize % (at + 1));
    }
    rows.iter_mut().for_each(|row| shuffled(&mut row.children, order));
}

proptest! {
    #[test]
    fn no_order_of_any_form_is_a_difference(document in crate::generated::document(), order in any::<u64>()) {
        let old = document.appendices;
        let mut new = old.clone();
        let mut order = order;
        new.iter_mut().for_each(|appendix| shuffled(&mut appendix.rows, &mut order));
        let difference = phuluc::diff(&old, &new, &DiffOptions::default());
        prop_assert!(difference.is_equal(), "{}", difference.to_text(Language::English, true));
        phuluc::write_diff(&difference, Language::English).expect("a workbook");
    }
}

#[test]
fn a_comparison_that_comes_back_is_no_appendix() {
    let bytes = workbook(Language::Vietnamese);
    let reading = reader().inspect_bytes("comparison.xlsx", &bytes).expect("read");
    assert_eq!(reading.document.appendices.len(), 0);
    let sheets = &reading.inspection.sheets;
    assert_eq!(sheets.len(), 5);
    assert!(sheets.iter().all(|sheet| sheet.tables.is_empty() && !sheet.cells.is_empty()));
    // The submission that it was made of still is one.
    let [_, new] = documents();
    assert_eq!(new.appendices.len(), 4);
}
