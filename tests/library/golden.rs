//! Regenerated workbooks part by part against golden ones, which a person has
//! looked at. `PHULUC_GOLDEN=write cargo test` writes them anew: look at the
//! difference, and at the picture, before committing it.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use phuluc::{Format, Language};

use crate::expectations::{reader, testdata};

/// The parts of a workbook by name, XML broken into lines.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        parts.insert(name, text.replace("><", ">\n<"));
    }
    parts
}

fn compare(sample: &str) {
    let document = reader().read_path(testdata("submissions").join(sample)).expect("a document");
    let bytes = phuluc::write(&document, Format::Xlsx, Language::Vietnamese).expect("written");
    let stem = sample.split('.').next().expect("a stem");
    let golden: PathBuf = testdata("golden").join(format!("{stem}.xlsx"));
    if std::env::var("PHULUC_GOLDEN").is_ok_and(|word| word == "write") {
        std::fs::write(&golden, &bytes).expect("written");
    }
    let expected =
        parts(&std::fs::read(&golden).unwrap_or_else(|error| panic!("{}: {error}", golden.display())));
    let found = parts(&bytes);
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{stem}: parts");
    for (name, expected) in &expected {
        let found = &found[name];
        if let Some((line, (found, expected))) =
            found.lines().zip(expected.lines()).enumerate().find(|(_, (found, expected))| found != expected)
        {
            panic!("{stem} {name} line {line}:\n{found}\n--- expected ---\n{expected}");
        }
        assert_eq!(found.lines().count(), expected.lines().count(), "{stem} {name}");
    }
}

#[test]
fn lang_son() {
    compare("lang-son.xlsx");
}

#[test]
fn binh_gia() {
    compare("binh-gia.xls");
}

#[test]
fn dinh_lap() {
    compare("dinh-lap.xlsx");
}

#[test]
fn van_quan() {
    compare("van-quan.ods");
}

/// The signed plan leaves 10.000 out of Dự án 3; the formula does not.
#[test]
fn the_plans_own_slip_stands_in_a_note() {
    let bytes = std::fs::read(testdata("golden/lang-son.xlsx")).expect("the golden workbook");
    let parts = parts(&bytes);
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    let cell = |value: &str| sheet.contains(&format!("<v>{value}</v>"));
    assert!(cell("70000") && cell("476028"));
    let notes = parts.iter().filter(|(name, _)| name.contains("comments")).map(|(_, text)| text.as_str());
    let notes: String = notes.collect();
    assert!(notes.contains("Bản gốc ghi: 60.000") && notes.contains("Bản gốc ghi: 466.028"));
    let formulas: usize = parts
        .iter()
        .filter(|(name, _)| name.contains("worksheets/sheet"))
        .map(|(_, text)| text.matches("<f>").count())
        .sum();
    assert!(formulas >= 100, "{formulas}");
}
