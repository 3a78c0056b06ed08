//! Every rule fires exactly once where it should, and not where it nearly would.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use phuluc_checks::{CheckOptions, check, rules};
use phuluc_model::Finding;

#[path = "support/table.rs"]
mod table;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/rules")
}

fn findings(code: &str, name: &str) -> (table::Fixture, Vec<Finding>) {
    let path = folder().join(code).join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let fixture = table::parse(&text);
    let mut findings = check(&fixture.appendices, &CheckOptions::default());
    findings.retain(|finding| finding.rule == code);
    (fixture, findings)
}

fn checked() -> impl Iterator<Item = &'static str> {
    let reading: Vec<&str> = phuluc_reader::RULES.iter().map(|rule| rule.code).collect();
    // Merging says the PL7xx; its own tests have them.
    rules().map(|doc| doc.rule.code).filter(move |code| !reading.contains(code) && !code.starts_with("PL7"))
}

#[test]
fn bad_fires_once_where_it_should() {
    for code in checked() {
        let (fixture, findings) = findings(code, "bad.txt");
        let cells: Vec<&str> = findings.iter().map(|finding| finding.cell.as_str()).collect();
        let expected = fixture.expect.expect("expect:");
        assert_eq!(cells, [expected.as_str()], "{code}: {findings:#?}");
        let finding = findings.first().expect("one");
        let doc = rules().find(|doc| doc.rule.code == code).expect("its documentation");
        assert_eq!(finding.severity, doc.rule.severity, "{code}");
        assert_eq!(finding.name, doc.rule.name, "{code}");
        assert!(finding.message.vi != finding.message.en, "{code}");
    }
}

#[test]
fn ok_is_silent() {
    for code in checked() {
        let (_, findings) = findings(code, "ok.txt");
        assert!(findings.is_empty(), "{code}: {findings:#?}");
    }
}

#[test]
fn findings_have_an_order_of_their_own() {
    for code in checked() {
        let text = fs::read_to_string(folder().join(code).join("bad.txt")).expect("a fixture");
        let appendices = table::parse(&text).appendices;
        let once = check(&appendices, &CheckOptions::default());
        assert_eq!(once, check(&appendices, &CheckOptions::default()), "{code}");
        let severities: Vec<_> = once.iter().map(|finding| finding.severity).collect();
        assert!(severities.is_sorted_by(|one, other| one >= other), "{code}: {severities:?}");
    }
}
