//! The workbook library writes the rows of tables too, and has to say the same to the letter.

use std::io::Cursor;
use std::path::Path;

use phuluc_merge::MergeOptions;
use phuluc_model::{Document, Layouts, UnitSubmission};
use phuluc_reader::Reader;
use zip::ZipArchive;

use super::{finish, text};
use crate::WriteOptions;
use crate::body::Body;
use crate::merged::{MergedExtras, write};
use crate::names::sheet_names;
use crate::sheet::SheetPlan;
use crate::workbook::build;

fn plans(document: &Document) -> Vec<SheetPlan<'_>> {
    let names = sheet_names(document.appendices.iter().map(|appendix| appendix.layout.sheet.as_str()));
    let appendices = document.appendices.iter().zip(names);
    let plan = |(appendix, name)| SheetPlan::new(appendix, name, &WriteOptions::default()).expect("a plan");
    appendices.map(plan).collect()
}

fn parts(package: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        parts.push((name, text(part).expect("text")));
    }
    parts
}

fn compare(document: &Document, what: &str) {
    let plans = plans(document);
    let theirs = finish(build(&plans, &[], None).expect("a workbook"), &[]).expect("a package");
    let bodies: Vec<Body<'_>> =
        plans.iter().enumerate().filter_map(|(at, plan)| Body::new(plan, at + 1, None)).collect();
    let ours = finish(build(&plans, &bodies, None).expect("a workbook"), &bodies).expect("a package");
    same(ours, theirs, what);
}

fn same(ours: Vec<u8>, theirs: Vec<u8>, what: &str) {
    let (ours, theirs) = (parts(ours), parts(theirs));
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for ((name, ours), (their_name, theirs)) in ours.iter().zip(&theirs) {
        assert_eq!(name, their_name, "{what}");
        let differ = ours.bytes().zip(theirs.bytes()).position(|(one, other)| one != other);
        let at = differ.unwrap_or(ours.len().min(theirs.len()));
        let near = |text: &str| {
            let from = text.floor_char_boundary(at.saturating_sub(200));
            text.chars()
                .skip(text.get(..from).unwrap_or_default().chars().count())
                .take(400)
                .collect::<String>()
        };
        assert!(ours == theirs, "{what}: {name} at {at}:\n{}\n\n{}", near(ours), near(theirs));
    }
}

/// Everything that the tests have workbooks of, down to another folder.
fn documents(folder: &Path, documents: &mut Vec<(String, Document)>) {
    let reader = Reader::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            self::documents(&path, documents);
            continue;
        }
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let bytes = std::fs::read(&path).expect("a file");
        let document = match extension {
            "json" => Document::from_json(&bytes, &Layouts::built_in()).ok(),
            "xlsx" | "xls" | "ods" => {
                reader.read_without_cells("a.xlsx", &bytes).ok().map(|reading| reading.document)
            }
            _ => None,
        };
        documents.extend(document.map(|document| (path.display().to_string(), document)));
    }
}

#[test]
fn the_same_as_the_library() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let mut found = Vec::new();
    for folder in
        ["writer", "submissions", "golden", "variants", "made", "offices"].map(|name| folder.join(name))
    {
        documents(&folder, &mut found);
    }
    found.retain(|(_, document)| document.appendices.iter().any(|appendix| !appendix.rows.is_empty()));
    assert!(found.len() > 200, "{}", found.len());
    for (path, document) in found {
        compare(&document, &path);
    }
}

#[test]
fn merged_workbooks_the_same_as_the_library() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/submissions");
    let mut found = Vec::new();
    documents(&folder, &mut found);
    found.retain(|(path, _)| !path.ends_with(".json"));
    let submission = |(file, document)| UnitSubmission { file, document, ..UnitSubmission::default() };
    let submissions: Vec<UnitSubmission> = found.into_iter().map(submission).collect();
    let merged = phuluc_merge::merge(&submissions, &MergeOptions::default());
    assert!(merged.submissions.len() > 1 && !merged.appendices.is_empty());
    let extras = MergedExtras::default().record("{}");
    let [ours, theirs] = [true, false].map(|own_rows| write(&merged, &extras, own_rows).expect("a package"));
    same(ours, theirs, "merged");
}
