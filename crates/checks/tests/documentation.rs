//! Every rule is documented once, by its file in `docs/rules/`.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use phuluc_checks::rules;
use phuluc_model::Language;

#[test]
fn every_file_is_a_rule_and_every_rule_a_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .expect("docs/rules")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "README.md")
        .collect();
    let named: BTreeSet<String> =
        rules().map(|doc| format!("{}-{}.md", doc.rule.code, doc.rule.name)).collect();
    assert_eq!(files, named);
}

#[test]
fn codes_and_names_are_unique_and_in_order() {
    let codes: Vec<&str> = rules().map(|doc| doc.rule.code).collect();
    assert!(codes.is_sorted_by(|one, other| one < other), "{codes:?}");
    let names: BTreeSet<&str> = rules().map(|doc| doc.rule.name).collect();
    assert_eq!(names.len(), codes.len());
}

#[test]
fn every_section_is_there_in_both_languages() {
    for doc in rules() {
        for text in [&doc.title, &doc.what, &doc.why, &doc.example, &doc.fix] {
            for language in [Language::Vietnamese, Language::English] {
                assert!(!text.text(language).is_empty(), "{}", doc.rule.code);
            }
        }
    }
}

#[test]
fn the_list_of_rules_is_up_to_date() {
    let mut list = String::from("# Rules\n\n| code | name | severity | what it finds |\n|---|---|---|---|\n");
    for doc in rules() {
        let (code, name, severity) = (doc.rule.code, doc.rule.name, doc.rule.severity);
        list += &format!("| [{code}]({code}-{name}.md) | {name} | {severity} | {} |\n", doc.title.vi);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules/README.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &list).expect("docs/rules/README.md");
    }
    assert_eq!(fs::read_to_string(path).expect("docs/rules/README.md"), list, "run with UPDATE_DOCS=1");
}
