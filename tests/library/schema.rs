//! `phuluc schema` holds every document that the tests make, and refuses near-misses.

use phuluc::{Document, Language, Layouts};
use serde_json::{Value as Json, json};

use crate::expectations::{reader, testdata};

pub(crate) fn layouts() -> Layouts {
    let mut layouts = Layouts::built_in();
    for layout in phuluc::layouts_from_dir(testdata("layouts")).expect("the layouts") {
        layouts.add(layout);
    }
    layouts
}

/// What the schema says against a document.
pub(crate) fn violations(document: &Document) -> Vec<String> {
    let json: Json = serde_json::from_str(&document.to_json(Language::English)).expect("JSON");
    violations_of(&json)
}

pub(crate) fn violations_of(json: &Json) -> Vec<String> {
    let schema = jsonschema::validator_for(&phuluc::json_schema(&layouts())).expect("a schema");
    schema.iter_errors(json).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_sample_is_valid() {
    for folder in
        ["submissions", "variants", "made", "offices", "layouts/central-budget", "layouts/works-2026"]
    {
        for (path, _) in crate::expectations::expected_workbooks(folder) {
            let document = reader().read_path(&path).expect("a document");
            assert_eq!(violations(&document), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn near_misses_are_refused() {
    let schema = jsonschema::validator_for(&phuluc::json_schema(&layouts())).expect("a schema");
    let document = reader().read_path(testdata("submissions/binh-gia.xls")).expect("a document");
    let good: Json = serde_json::from_str(&document.to_json(Language::English)).expect("JSON");
    assert!(schema.is_valid(&good));
    let spoil = |pointer: &str, value: Json| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        assert!(!schema.is_valid(&bad), "{pointer}");
    };
    spoil("/format", json!("phuluc/2"));
    spoil("/appendices/0/layout", json!("phu-luc-2"));
    spoil("/appendices/0/rows/0/central", json!(1625.7));
    spoil("/appendices/0/rows/0/kind", json!("project"));
    spoil("/appendices/0/unit", json!("dong"));
    spoil("/appendices/0/plan/date", json!("12/10/2021"));
    spoil("/appendices/0/notes/0/cell", json!("B0"));
}
