//! The annotated copy: the submission's values stay, findings stand at their cells.

use std::io::{Cursor, Read};

use phuluc_model::{Document, Language};
use phuluc_reader::Reader;
use phuluc_report::{Config, FileReport, Policy, accepted_in, annotate, annotate_plain};

use crate::sample::{self, FILE, KNOWN, testdata};

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    zip.by_name(name).unwrap_or_else(|_| panic!("{name}")).read_to_string(&mut text).expect("text");
    text
}

/// Everything but where it was read: the same figures, rows and remarks.
fn without_findings(document: Document) -> Document {
    Document { findings: Vec::new(), ..document }
}

#[test]
fn the_plan_reads_the_same_and_has_its_findings() {
    let bytes = sample::bytes();
    let document = sample::read(FILE, &bytes);
    let report = sample::file_report(&document.appendices, sample::findings(), &Policy::default());
    let copy = annotate(&bytes, &report, Language::Vietnamese).expect("a copy");
    let reading = Reader::new().read(FILE, &copy).expect("a workbook");
    assert_eq!(reading.document.findings, document.findings, "the marks themselves are no findings");
    assert_eq!(without_findings(reading.document), without_findings(document));
    let names: Vec<&str> = reading.inspection.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Phát hiện", "PL I", "PL II", "PL III", "PL IV"]);
    let listing = part(&copy, "xl/worksheets/phuluc1.xml");
    for text in
        ["location=\"'PL II'!C12\"", "location=\"'PL III'!A18:A35\"", ">60.000<", "bỏ sót Tiểu dự án 2"]
    {
        assert!(listing.contains(text), "{text}: {listing}");
    }
    let comments = part(&copy, "xl/commentsPhuluc1.xml");
    assert!(comments.contains("ref=\"C12\"") && comments.contains("LỖI PL201"), "{comments}");
    assert_eq!(
        annotate(&bytes, &report, Language::Vietnamese).expect("a copy"),
        copy,
        "the same bytes again"
    );
    let again = annotate(&copy, &report, Language::Vietnamese).expect("a copy of the copy");
    assert_eq!(
        part(&again, "xl/commentsPhuluc1.xml").matches("LỖI PL201").count(),
        1,
        "notes are not doubled"
    );
    let names = Reader::new().read(FILE, &again).expect("a workbook").inspection.sheets.len();
    assert_eq!(names, 5, "the list takes the place of the earlier one");
}

#[test]
fn what_is_written_into_the_copy_is_read_back() {
    let bytes = sample::bytes();
    let document = sample::read(FILE, &bytes);
    let report = sample::file_report(&document.appendices, sample::findings(), &Policy::default());
    let copy = annotate(&bytes, &report, Language::English).expect("a copy");
    let reading = Reader::new().read("copy.xlsx", &copy).expect("a workbook");
    let cells = reading.inspection.sheets[0].cells.iter();
    let mut cells: Vec<_> = cells.map(|cell| (cell.cell, cell.text.as_str())).collect();
    let row = cells.iter().find(|(_, text)| *text == "PL201").expect("the finding").0.row;
    for (column, text) in [(10, "Đã trình"), (11, "Nguyễn Văn A"), (12, "24/11/2026")] {
        cells.push((phuluc_model::CellRef::new(row, column), text));
    }
    let (accepted, incomplete) = accepted_in(cells);
    assert!(incomplete.is_empty());
    assert_eq!(accepted.len(), 1);
    let config = Config::from_toml("phuluc.toml", &accepted[0].to_toml(), KNOWN).expect("a configuration");
    assert_eq!(config.accept, accepted);
    let policy = Policy::default().config(config);
    assert_eq!(sample::report(&policy).counts().errors, 0);
    let report = sample::file_report(&document.appendices, sample::findings(), &policy);
    let copy = annotate(&bytes, &report, Language::Vietnamese).expect("a copy");
    let listing = part(&copy, "xl/worksheets/phuluc1.xml");
    assert!(listing.contains("đã chấp nhận") && listing.contains("Nguyễn Văn A"), "{listing}");
}

#[test]
fn old_formats_keep_their_values() {
    for name in
        ["submissions/binh-gia.xls", "submissions/van-quan.ods", "offices/tables-whole-submission.xlsb"]
    {
        let bytes = std::fs::read(testdata(name)).expect("a file");
        let reader = Reader::new();
        let document = sample::read(FILE, &bytes);
        let report =
            FileReport::new(FILE, &document.appendices, document.findings.clone(), &Policy::default());
        let copy = annotate_plain(&reader.plain(&bytes).expect("a workbook"), &report, Language::Vietnamese);
        let copy = sample::read(FILE, &copy.expect("a copy"));
        assert_eq!(without_findings(copy), without_findings(document), "{name}");
    }
}

/// A regenerated workbook states the source's figures in notes, which ours stand behind.
#[test]
fn stated_figures_in_notes_stay() {
    let bytes = std::fs::read(testdata("golden/lang-son.xlsx")).expect("a file");
    let document = sample::read(FILE, &bytes);
    let mut finding = sample::sum_finding("60000");
    finding.cell = "C13".to_owned();
    let report = FileReport::new(FILE, &document.appendices, vec![finding], &Policy::default());
    let copy = annotate(&bytes, &report, Language::Vietnamese).expect("a copy");
    assert_eq!(sample::read(FILE, &copy), document);
}

/// Every `.xlsx` of the test data, whatever wrote it, is edited or says that it is
/// unusual; what is edited reads the same.
#[test]
fn every_workbook_reads_the_same() {
    let mut unusual = Vec::new();
    let mut edited = 0;
    for folder in ["submissions", "golden", "made", "variants", "offices", "xlsx"] {
        let mut paths: Vec<_> = std::fs::read_dir(testdata(folder))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "xlsx"))
        {
            let bytes = std::fs::read(path).expect("a file");
            let Ok(reading) = Reader::new().read(FILE, &bytes) else { continue };
            let document = reading.document;
            let report =
                FileReport::new(FILE, &document.appendices, document.findings.clone(), &Policy::default());
            match annotate(&bytes, &report, Language::Vietnamese) {
                Ok(copy) => {
                    edited += 1;
                    let copy = sample::read(FILE, &copy);
                    assert_eq!(without_findings(copy), without_findings(document), "{}", path.display());
                }
                Err(error) => {
                    unusual.push(format!("{}: {error}", path.file_name().expect("a name").display()))
                }
            }
        }
    }
    assert!(edited > 150, "{edited}");
    insta::assert_snapshot!("unusual", unusual.join("\n"));
}
