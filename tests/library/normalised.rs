//! The table of what is normalised is true: its workbooks are there, and what it says is said of them.

use std::collections::BTreeSet;

use crate::expectations::{reader, testdata};

/// The pieces between backticks of a cell of the table.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_line_of_the_table_has_its_test() {
    let table = include_str!("../../docs/normalised.md");
    let reader = reader();
    let mut lines = 0;
    for line in table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| as sent")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        let [_, _, rules, tests] = cells.as_slice() else { panic!("{line}") };
        let workbooks = quoted(tests).into_iter().filter(|name| !name.starts_with("crates/"));
        let mut said: BTreeSet<String> = BTreeSet::new();
        let mut read = 0;
        for name in workbooks {
            let expected = std::fs::read_to_string(testdata(&format!("{name}.expect.json")))
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let expected: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
            let folder = name.split_once('/').expect("a folder").0;
            let named = expected["file"].as_str().map(|file| format!("{folder}/{file}"));
            let ends = ["xlsx", "xls", "ods", "xlsb", "xlsm"].map(|end| format!("{name}.{end}"));
            let file = named.into_iter().chain(ends).map(|file| testdata(&file)).find(|path| path.is_file());
            let document = reader.read_path(file.expect(name)).unwrap_or_else(|error| panic!("{error}"));
            said.extend(document.findings.iter().map(|finding| finding.rule.to_string()));
            read += 1;
        }
        let rules: Vec<&str> =
            rules.split(", ").map(str::trim).filter(|rule| rule.starts_with("PL")).collect();
        for rule in rules.iter().filter(|_| read > 0) {
            assert!(said.contains(*rule), "{line}: {rule} is not said, but {said:?}");
        }
        lines += 1;
    }
    assert!(lines > 45, "{lines}");
}
