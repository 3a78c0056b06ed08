//! Nothing is lost: every cell with something in it has one role, in workbooks that
//! we write, in those of the corpora, and in both with cells changed at random.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader as _, Xlsx};
use phuluc::{Format, Language};
use proptest::prelude::*;

use crate::expectations::{expected_workbooks, reader};
use crate::generated;

/// Non-empty cells by sheet as another program reads them; `None` where it cannot.
fn cells_of(bytes: &[u8]) -> Option<BTreeMap<String, Vec<String>>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut sheets = BTreeMap::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).ok()?;
        let (row, column) = range.start().unwrap_or_default();
        let filled = range.used_cells().filter(|(_, _, data)| match data {
            Data::String(text) => text.chars().any(|c| !c.is_whitespace() && !c.is_control()),
            _ => true,
        });
        let place = |(r, c, _): (usize, usize, &Data)| {
            phuluc::CellRef::new(row + r as u32, column + c as u32).to_string()
        };
        sheets.insert(phuluc_tidy(&name), filled.map(place).collect());
    }
    Some(sheets)
}

/// Sheet names as inspections tell them.
fn phuluc_tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cells of a workbook that have no role, or several; `None` where a change made it one
/// that cannot be read.
fn unaccounted(bytes: &[u8]) -> Option<Vec<String>> {
    let reading = reader().inspect_bytes("ledger.xlsx", bytes).ok()?;
    let mut wrong = Vec::new();
    let theirs = cells_of(bytes).unwrap_or_default();
    for sheet in &reading.inspection.sheets {
        let mut roles: BTreeMap<String, usize> = BTreeMap::new();
        for cell in &sheet.cells {
            *roles.entry(cell.cell.to_string()).or_default() += 1;
        }
        wrong.extend(
            roles.iter().filter(|(_, count)| **count != 1).map(|(cell, count)| format!("{cell} × {count}")),
        );
        let missing = theirs.get(&sheet.name).into_iter().flatten().filter(|cell| !roles.contains_key(*cell));
        wrong.extend(missing.map(|cell| format!("{} {cell} has no role", sheet.name)));
    }
    Some(wrong)
}

/// The same workbook with texts of its cells exchanged for others: `changes` are places
/// in the XML and what to put there.
fn changed(bytes: &[u8], changes: &[(usize, String)]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.to_string();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if name.ends_with("sharedStrings.xml") || name.contains("worksheets/sheet") {
            let text = String::from_utf8(content).ok()?;
            let mut pieces: Vec<String> = text.split('>').map(str::to_owned).collect();
            for (place, words) in changes {
                let at = place % pieces.len();
                let piece = &mut pieces[at];
                if let Some(tag) =
                    piece.find('<').filter(|tag| *tag > 0 && piece.ends_with("</t") || piece.ends_with("</v"))
                {
                    let number = piece.ends_with("</v");
                    let new = if number { (place % 12).to_string() } else { words.clone() };
                    piece.replace_range(..tag, &new);
                }
            }
            content = pieces.join(">").into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        out.write_all(&content).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "TT",
        "Tổng cộng",
        "Cộng",
        "Trong đó:",
        "Ghi chú: x",
        "KT. CHỦ TỊCH",
        "I",
        "1.1",
        "-",
        "2.000",
        "1,5 tỷ",
        "Xã Tri Lễ",
        "NSTW",
        "Đơn vị tính: đồng",
        "(tiếp theo)",
        "Năm 2023",
        "đường",
        "Huyện A",
        "x",
        "#",
    ])
    .prop_map(str::to_owned)
}

#[test]
fn every_cell_of_the_corpora_has_one_role() {
    for folder in ["variants", "made", "offices"] {
        for (path, _) in expected_workbooks(folder) {
            let bytes = std::fs::read(&path).expect("a workbook");
            assert_eq!(unaccounted(&bytes), Some(Vec::new()), "{}", path.display());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_has_one_role(
        document in generated::document(),
        changes in prop::collection::vec((any::<usize>(), words()), 0..60),
    ) {
        let bytes = phuluc::write(&document, Format::Xlsx, Language::English).expect("written");
        prop_assert!(cells_of(&bytes).is_some());
        prop_assert_eq!(unaccounted(&bytes), Some(Vec::new()));
        let bytes = changed(&bytes, &changes).expect("a package");
        prop_assert_eq!(unaccounted(&bytes).unwrap_or_default(), Vec::<String>::new());
    }

    #[test]
    fn every_cell_of_a_changed_corpus_has_one_role(
        which in any::<usize>(),
        changes in prop::collection::vec((any::<usize>(), words()), 1..60),
    ) {
        let books = expected_workbooks("variants");
        let books: Vec<_> = books.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "xlsx")).collect();
        let bytes = std::fs::read(&books[which % books.len()].0).expect("a workbook");
        // Some are no packages, or have parts in other encodings, on purpose.
        let bytes = changed(&bytes, &changes).unwrap_or(bytes);
        prop_assert_eq!(unaccounted(&bytes).unwrap_or_default(), Vec::<String>::new());
    }
}
