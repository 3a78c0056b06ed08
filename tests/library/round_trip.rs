//! Reading what was written gives the same again.

use phuluc::{Appendix, Document, Format, Language, Row, Source};
use proptest::prelude::*;

use crate::expectations::{reader, testdata};
use crate::generated;
use crate::schema;

/// An appendix without its places: where it stood in a file says nothing of what it says.
fn placeless(appendix: &Appendix) -> Appendix {
    fn placeless(row: &mut Row) {
        row.row = 0;
        row.children.iter_mut().for_each(placeless);
    }
    let mut appendix = appendix.clone();
    appendix.source = Source::default();
    appendix.rows.iter_mut().chain(&mut appendix.total).for_each(placeless);
    for remark in appendix.notes.iter_mut().chain(&mut appendix.unmapped) {
        remark.cell = phuluc::CellRef::default();
    }
    appendix
}

pub(crate) fn same(one: &Document, other: &Document) {
    assert_eq!(one.appendices.len(), other.appendices.len());
    for (one, other) in one.appendices.iter().zip(&other.appendices) {
        let (one, other) = (placeless(one), placeless(other));
        if one != other {
            let json = |appendix: &Appendix| {
                let document = Document { appendices: vec![appendix.clone()], findings: Vec::new() };
                document.to_json(Language::English)
            };
            let (one, other) = (json(&one), json(&other));
            let line = one.lines().zip(other.lines()).position(|(one, other)| one != other).unwrap_or(0);
            let around = |text: &str| {
                text.lines().skip(line.saturating_sub(6)).take(14).collect::<Vec<_>>().join("\n")
            };
            panic!("line {line}:\n{}\n--- became ---\n{}", around(&one), around(&other));
        }
    }
}

fn through(document: &Document, format: Format) -> Document {
    let bytes = phuluc::write(document, format, Language::English).expect("written");
    reader().read_bytes("again", &bytes).expect("read again")
}

#[test]
fn the_samples_through_workbook_and_json() {
    for name in ["lang-son.xlsx", "binh-gia.xls", "dinh-lap.xlsx", "van-quan.ods"] {
        let document = reader().read_path(testdata("submissions").join(name)).expect("a document");
        let workbook = through(&document, Format::Xlsx);
        same(&document, &workbook);
        same(&document, &through(&document, Format::Json));
        // From then on nothing moves any more, places included.
        let again = through(&workbook, Format::Xlsx);
        let file = |mut document: Document| {
            document.appendices.iter_mut().for_each(|appendix| appendix.source.file.clear());
            document.appendices
        };
        assert_eq!(file(workbook), file(again), "{name}");
    }
}

/// An ambiguous `2.000` stays the cell's own words, in JSON too.
#[test]
fn words_that_look_like_a_figure_come_back_as_words() {
    let document = reader().read_path(testdata("made/ambiguous-left-open.xlsx")).expect("a document");
    let again = through(&document, Format::Json);
    same(&document, &again);
    let json = document.to_json(Language::English);
    assert!(json.contains(r#""central": "2.000""#) && json.contains(r#""words": ["#), "{json}");
    let appendix = &document.appendices[0];
    let work: phuluc::Work = appendix.record(&appendix.rows[0]).expect("a work");
    assert!(matches!(work.central, phuluc::Quantity::Words(_)), "{:?}", work.central);
}

#[test]
fn every_expected_workbook_comes_back() {
    for folder in ["variants", "made", "offices", "layouts/central-budget", "layouts/works-2026"] {
        for (path, _) in crate::expectations::expected_workbooks(folder) {
            let document = reader().read_path(&path).expect("a document");
            eprintln!("{}", path.display());
            same(&document, &through(&document, Format::Xlsx));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_comes_back_from_its_workbook(document in generated::document()) {
        prop_assert_eq!(schema::violations(&document), Vec::<String>::new());
        same(&document, &through(&document, Format::Xlsx));
    }

    #[test]
    fn any_document_comes_back_from_its_json(document in generated::document()) {
        same(&document, &through(&document, Format::Json));
    }
}
