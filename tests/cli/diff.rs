//! `phuluc diff`.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::support::{Folder, arg, phuluc, sample, testdata, with_input};

const SAMPLES: [&str; 4] = ["lang-son.xlsx", "binh-gia.xls", "dinh-lap.xlsx", "van-quan.ods"];

#[test]
fn a_file_is_equal_to_its_own_regeneration() {
    let folder = Folder::new();
    for name in SAMPLES {
        for form in ["json", "xlsx"] {
            let out = folder.path(&format!("{name}.{form}"));
            phuluc(["convert", "-q", &arg(sample(name)), "-o", &arg(&out)]).code(0);
            let there = phuluc(["diff", "-q", &arg(sample(name)), &arg(&out)]).code(0);
            assert!(there.text().starts_with("Equal in meaning"), "{name} {form}: {}", there.text());
            phuluc(["diff", "-q", &arg(&out), &arg(sample(name))]).code(0);
        }
    }
}

#[test]
fn a_shuffled_renumbered_re_laid_copy_is_equal() {
    let ran =
        phuluc(["diff", "-q", &arg(sample("lang-son.xlsx")), &arg(testdata("diff/relaid.xlsx"))]).code(0);
    assert_eq!(
        ran.text(),
        "Equal in meaning (not counted: 80 rows renumbered, 1 difference of form); all of them: -v\n"
    );
}

/// Each edit as the fixture's script names it.
fn edits(difference: &Json) -> BTreeSet<String> {
    let mut edits = BTreeSet::new();
    for row in difference["appendices"]
        .as_array()
        .expect("appendices")
        .iter()
        .flat_map(|a| a["rows"].as_array().expect("rows"))
    {
        let names = |side: &str| -> Vec<String> {
            let rows = row[side].as_array().expect("rows").iter();
            rows.map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
        };
        let (old, new) = (names("old"), names("new"));
        for change in row["changes"].as_array().expect("changes") {
            match change.as_str().expect("a word") {
                "added" => edits.insert(format!("added: {}", new[0])),
                "removed" => edits.insert(format!("removed: {}", old[0])),
                "moved" => edits.insert(format!("moved: {}", new[0])),
                word @ ("split" | "renamed") => {
                    edits.insert(format!("{word}: {} → {}", old[0], new.join(" + ")))
                }
                "changed" => {
                    for cell in row["cells"].as_array().expect("cells") {
                        if cell["nature"] == "changed" {
                            let field = cell["field"].as_str().expect("a field");
                            edits.insert(format!("changed {field}: {}", new[0]));
                        }
                    }
                    true
                }
                _ => true,
            };
        }
    }
    edits
}

#[test]
fn twenty_edits_are_found_and_no_other() {
    let (old, new) = (arg(sample("lang-son.xlsx")), arg(testdata("diff/edited.xlsx")));
    let ran = phuluc(["diff", "-q", &old, &new, "--format", "json"]).code(1);
    let difference = ran.json();
    let expected = std::fs::read(testdata("diff/edited.expect.json")).expect("the expectation");
    let expected: Json = serde_json::from_slice(&expected).expect("JSON");
    let expected: BTreeSet<String> = expected["edits"]
        .as_array()
        .expect("edits")
        .iter()
        .map(|edit| edit.as_str().expect("text").to_owned())
        .collect();
    assert_eq!(expected.len(), 20);
    assert_eq!(edits(&difference), expected);
    assert_eq!(difference["counts"]["changed"], 11);
    // The copy that was edited is as near as the sample itself.
    let relaid = phuluc(["diff", "-q", &arg(testdata("diff/relaid.xlsx")), &new, "--format", "json"]).code(1);
    assert_eq!(edits(&relaid.json()).len(), 20);
}

#[test]
fn the_text_says_what_changed() {
    let (old, new) = (arg(sample("lang-son.xlsx")), arg(testdata("diff/edited.xlsx")));
    insta::assert_snapshot!("diff-edited", phuluc(["diff", "-q", &old, &new]).code(1).text());
    let vi = phuluc(["diff", "-q", "--lang", "vi", &old, &new]).code(1);
    insta::assert_snapshot!("diff-edited-vi", vi.text());
    insta::assert_snapshot!("diff-help-vi", phuluc(["diff", "--lang=vi", "--help"]).code(0).text());
}

#[test]
fn json_holds_against_the_schema_that_is_printed() {
    let schema = phuluc(["schema", "diff"]).code(0).json();
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let pairs = [
        ("lang-son.xlsx", "binh-gia.xls"),
        ("dinh-lap.xlsx", "van-quan.ods"),
        ("binh-gia.xls", "lang-son.xlsx"),
    ];
    for (old, new) in pairs {
        let ran = phuluc(["diff", "-q", &arg(sample(old)), &arg(sample(new)), "--format", "json"]).code(1);
        let wrong: Vec<String> = schema.iter_errors(&ran.json()).map(|error| error.to_string()).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{old} {new}");
    }
}

#[test]
fn a_folder_and_standard_input_are_submissions_too() {
    let folder = Folder::new();
    for name in SAMPLES {
        folder.write(&format!("old/{name}"), std::fs::read(sample(name)).expect("a sample"));
    }
    for (name, from) in [
        ("a.ods", "van-quan.ods"),
        ("b.xlsx", "dinh-lap.xlsx"),
        ("c.xlsx", "lang-son.xlsx"),
        ("d.xls", "binh-gia.xls"),
    ] {
        folder.write(&format!("new/{name}"), std::fs::read(sample(from)).expect("a sample"));
    }
    let ran = phuluc(["diff", "-q", &arg(folder.path("old")), &arg(folder.path("new"))]).code(0);
    assert_eq!(ran.text(), "Equal in meaning\n");
    let bytes = std::fs::read(sample("binh-gia.xls")).expect("a sample");
    with_input(["diff", "-q", "-", &arg(sample("binh-gia.xls"))], &bytes).code(0);
    with_input(["diff", "-", "-"], &bytes).code(2);
}

#[test]
fn files_of_one_name_are_told_by_their_paths() {
    let folder = Folder::new();
    let bytes = |name: &str| std::fs::read(testdata(name)).expect("a file");
    let old = folder.write("old/plan.xlsx", bytes("submissions/lang-son.xlsx"));
    let new = folder.write("new/plan.xlsx", bytes("diff/edited.xlsx"));
    let text = phuluc(["diff", "-q", &arg(&old), &arg(&new)]).code(1).text();
    let first = text.lines().next().expect("a line");
    assert!(first.contains(&format!("{} [PL III] → {} [", old.display(), new.display())), "{first}");
}

#[test]
fn the_workbook_is_the_same_bytes_and_is_written_whole_or_not_at_all() {
    let folder = Folder::new();
    let (old, new) = (arg(sample("lang-son.xlsx")), arg(testdata("diff/edited.xlsx")));
    let (one, other) = (folder.path("a.xlsx"), folder.path("b.xlsx"));
    let ran = phuluc(["diff", &old, &new, "-o", &arg(&one)]).code(1);
    assert!(ran.out.is_empty());
    assert!(ran.err.contains("2 rows added, 2 rows removed"), "{}", ran.err);
    phuluc(["diff", &old, &new, "-o", &arg(&other)]).code(1);
    assert!(std::fs::read(&one).expect("a workbook") == std::fs::read(&other).expect("a workbook"));
    let again = phuluc(["diff", &old, &new, "-o", &arg(&one)]).code(2);
    assert!(again.err.contains("--force"), "{}", again.err);
    phuluc(["diff", &old, &new, "-o", &arg(&one), "--force"]).code(1);
    let json = folder.path("a.json");
    phuluc(["diff", "-q", &old, &new, "-o", &arg(&json)]).code(1);
    assert!(std::fs::read(&json).expect("JSON").starts_with(b"{\n  \"format\": \"phuluc-diff/1\""));
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = Folder::new();
    let copy = folder.write("copy.xlsx", std::fs::read(sample("lang-son.xlsx")).expect("a sample"));
    let (old, new) = (arg(sample("lang-son.xlsx")), arg(&copy));
    let onto_input = phuluc(["diff", &old, &new, "-o", &new, "--force"]).code(2);
    assert!(onto_input.err.contains("one of the inputs"), "{}", onto_input.err);
    let unknown = phuluc(["diff", &old, &new, "-o", &arg(folder.path("a.pdf"))]).code(2);
    assert!(unknown.err.contains(".xlsx, .json or .txt"), "{}", unknown.err);
    let missing = phuluc(["diff", &old, &arg(folder.path("none.xlsx"))]).code(2);
    assert!(missing.err.contains("none.xlsx"), "{}", missing.err);
    let nothing = folder.write("empty.xlsx", crate::support_xlsx::workbook("chào"));
    let ran = phuluc(["diff", "--lang", "vi", &old, &arg(nothing)]).code(2);
    assert!(ran.err.contains("không nhận ra phụ lục nào"), "{}", ran.err);
    assert_eq!(folder.names(), ["copy.xlsx", "empty.xlsx"]);
}

#[test]
fn last_years_heading_can_be_left_out() {
    let folder = Folder::new();
    let read = phuluc(["convert", "-q", &arg(sample("binh-gia.xls")), "-o", "-"]).code(0).text();
    let later =
        read.replace("\"plan_year\": 2022", "\"plan_year\": 2023").replace("152/TTr-UBND", "99/TTr-UBND");
    let (old, new) = (folder.write("a.json", &read), folder.write("b.json", later));
    let ran = phuluc(["diff", "-q", &arg(&old), &arg(&new)]).code(1);
    assert!(ran.text().ends_with("2 changes of heading\n"), "{}", ran.text());
    phuluc(["diff", "-q", "--ignore-heading", &arg(&old), &arg(&new)]).code(0);
}
