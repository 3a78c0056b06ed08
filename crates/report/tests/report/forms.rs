//! Every form in both languages; the snapshots were read by a person.

use phuluc_model::Language;
use phuluc_report::{Config, Policy, TextOptions};
use serde_json::Value as Json;

use crate::sample::{self, KNOWN, testdata};

const LANGUAGES: [(Language, &str); 2] = [(Language::Vietnamese, "vi"), (Language::English, "en")];

/// The rounding was accepted.
fn policy() -> Policy {
    let text = r#"
        [[accept]]
        rule = "PL207"
        file = "lang-son.xlsx"
        sheet = "PL III"
        cell = "H9"
        found = 19703
        reason = "Số làm tròn theo kế hoạch"
        by = "Nguyễn Văn A"
        date = 2026-11-24
    "#;
    Policy::default().config(Config::from_toml("phuluc.toml", text, KNOWN).expect("a configuration"))
}

#[test]
fn text() {
    let report = sample::report(&policy());
    for (language, name) in LANGUAGES {
        let wide = TextOptions::new(language).infos(true);
        insta::assert_snapshot!(format!("text-{name}"), report.to_text(&wide));
        insta::assert_snapshot!(format!("text-{name}-narrow"), report.to_text(&wide.clone().width(Some(60))));
    }
}

#[test]
fn colours_are_nothing_but_escapes() {
    let report = sample::report(&policy());
    let options = TextOptions::new(Language::Vietnamese).infos(true).width(Some(70));
    let plain = report.to_text(&options);
    let coloured = report.to_text(&options.colour(true));
    assert!(coloured.contains("\u{1b}[1m\u{1b}[31mlỗi"), "{coloured}");
    let mut stripped = String::new();
    let mut escape = false;
    for letter in coloured.chars() {
        match (escape, letter) {
            (false, '\u{1b}') => escape = true,
            (false, letter) => stripped.push(letter),
            (true, 'm') => escape = false,
            (true, _) => {}
        }
    }
    assert_eq!(stripped.split_whitespace().collect::<Vec<_>>(), plain.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn infos_are_counted_and_not_listed() {
    let report = sample::report(&Policy::default());
    let text = report.to_text(&TextOptions::new(Language::English));
    assert!(
        !text.contains("PL207") && text.ends_with("1 error, 2 warnings, 1 info (infos too: -v)\n"),
        "{text}"
    );
}

#[test]
fn json() {
    let report = sample::report(&policy());
    for (language, name) in LANGUAGES {
        insta::assert_snapshot!(format!("json-{name}"), report.to_json(language));
    }
}

#[test]
fn markdown_and_html() {
    let report = sample::report(&policy());
    for (language, name) in LANGUAGES {
        insta::assert_snapshot!(format!("markdown-{name}"), report.to_markdown(language));
        insta::assert_snapshot!(format!("html-{name}"), report.to_html(language));
    }
}

#[test]
fn sarif_is_valid() {
    let schema = std::fs::read_to_string(testdata("sarif/sarif-schema-2.1.0.json")).expect("the schema");
    // The published pattern of languages has a bracket too many and is no regular expression.
    let schema = schema.replace("{2}]?$", "{2}$");
    let schema: Json = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let report = sample::report(&policy());
    for (language, name) in LANGUAGES {
        let text = report.to_sarif(language);
        let sarif: Json = serde_json::from_str(&text).expect("JSON");
        let wrong: Vec<String> = validator
            .iter_errors(&sarif)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        insta::assert_snapshot!(format!("sarif-{name}"), text);
    }
    let empty: Json =
        serde_json::from_str(&phuluc_report::Report::default().to_sarif(Language::English)).expect("JSON");
    assert!(validator.is_valid(&empty));
    assert!(!validator.is_valid(&serde_json::json!({"version": "2.1.0"})), "the schema does refuse");
}

#[test]
fn fingerprints_survive_rows_that_move() {
    let document = sample::read(sample::FILE, &sample::bytes());
    let mut moved = document.appendices.clone();
    let mut finding = sample::sum_finding("60000");
    let before = sample::file_report(&moved, vec![finding.clone()], &Policy::default());
    for appendix in moved.iter_mut().filter(|appendix| appendix.source.sheet == "PL II") {
        appendix.source.range = None;
        for row in appendix.total.iter_mut().chain(&mut appendix.rows) {
            shift(row, 5);
        }
    }
    finding.cell = "C17".to_owned();
    let after = sample::file_report(&moved, vec![finding], &Policy::default());
    assert_eq!(before.entries[0].fingerprint, after.entries[0].fingerprint);
    assert_eq!(after.entries[0].place.code.as_deref(), Some("3"));
}

fn shift(row: &mut phuluc_model::Row, by: u32) {
    row.row += by;
    row.children.iter_mut().for_each(|child| shift(child, by));
}
