//! The plan that the project starts from, and every workbook of the tests.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};

use phuluc_checks::{CheckOptions, check};
use phuluc_model::{Appendix, Finding, Layout, Layouts, Severity};
use phuluc_reader::Reader;

#[path = "support/repaired.rs"]
mod repaired;

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata")
}

fn plan() -> Vec<Appendix> {
    let bytes = std::fs::read(testdata().join("submissions/lang-son.xlsx")).expect("the plan");
    Reader::new().read("lang-son.xlsx", &bytes).expect("a workbook").document.appendices
}

fn at<'a>(findings: &'a [Finding], rule: &str, sheet: &str, cell: &str) -> &'a Finding {
    let is = |finding: &&Finding| finding.rule == rule && finding.sheet == sheet && finding.cell == cell;
    findings.iter().find(is).unwrap_or_else(|| panic!("no {rule} at {sheet} {cell}: {findings:#?}"))
}

#[test]
fn the_plans_slips_are_told_and_nothing_else() {
    let findings = check(&plan(), &CheckOptions::default());
    let first = &findings[0];
    assert_eq!((&*first.rule, &*first.sheet, &*first.cell), ("PL201", "PL II", "C12"));
    assert_eq!((first.found.as_deref(), first.expected.as_deref()), (Some("60000"), Some("70000")));
    assert_eq!((&*first.suspects[0].cell, &*first.suspects[0].fits), ("C12", "70000"));
    assert!(first.related.iter().any(|related| related.cell == "C7"), "the grand total is folded in");
    let errors: Vec<&Finding> = findings.iter().filter(|f| f.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 4, "{errors:#?}");
    assert_eq!(at(&findings, "PL401", "PL III", "A36").severity, Severity::Error);
    assert_eq!(at(&findings, "PL404", "PL III", "A18:A35").count, 18);
    assert_eq!(at(&findings, "PL501", "PL IV", "C10").severity, Severity::Error);
    assert_eq!(at(&findings, "PL409", "PL III", "B28").severity, Severity::Warning);
    let rounded = at(&findings, "PL207", "PL III", "H9");
    assert_eq!((rounded.found.as_deref(), rounded.expected.as_deref()), (Some("19703"), Some("19703.4")));
    assert_eq!(findings.iter().filter(|finding| finding.severity == Severity::Warning).count(), 1);
}

#[test]
fn the_repaired_plan_gives_nothing_above_info() {
    let mut appendices = plan();
    repaired::repair(&mut appendices);
    let findings = check(&appendices, &CheckOptions::default().min_severity(Severity::Warning));
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn a_figure_of_the_source_plan_moved_from_its_cell_is_told_there() {
    let mut appendices = plan();
    repaired::repair(&mut appendices);
    let third = appendices.iter_mut().find(|a| &*a.layout.id == "phu-luc-3").expect("works");
    let figure = phuluc_model::Quantity::number("2510".parse().expect("a decimal"));
    third.rows[3].values[6] = phuluc_model::Value::Quantity(figure);
    let findings = check(&appendices, &CheckOptions::default().min_severity(Severity::Warning));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!((&*findings[0].suspects[0].cell, &*findings[0].suspects[0].fits), ("G64", "2150"));
}

/// Errors that the other workbooks of the tests really have.
const TRUE_ERRORS: &[(&str, &str, usize)] = &[
    ("closing-line-that-does-not-add-up.xlsx", "PL205", 1),
    ("code-doubled.xlsx", "PL401", 2),
    ("codes-as-dates-and-text.xlsx", "PL201", 1),
    ("counted-twice.xlsx", "PL203", 1),
    ("row-left-out.xlsx", "PL201", 1),
    ("text-in-sum.xlsx", "PL201", 1),
    ("typed-over-and-wrong.xlsx", "PL201", 1),
    ("bac-son.xlsx", "PL203", 1),
    // Totals of other tables than theirs, rows below the total, figures as they came to mind.
    ("b01_stacked_2_3.xlsx", "PL301", 2),
    ("b38_rows_after_total.xlsx", "PL203", 2),
    ("b39_sign_then_table.xlsx", "PL301", 2),
    ("b63_nameless_work.xlsx", "PL201", 2),
    ("c63_sum_with_error.xlsx", "PL203", 1),
    ("e01_floats_110.xlsx", "PL201", 2),
    ("e03c_dates_dmmm.xlsx", "PL201", 1),
    ("e06_missing_doubled.xlsx", "PL401", 1),
    ("e22_dates_parent2.xlsx", "PL201", 4),
    ("e23_dates_to_13.xlsx", "PL201", 2),
    ("e24_floats_120.xlsx", "PL201", 2),
    ("e25_mixed_types.xlsx", "PL201", 4),
    ("e40_restart_numbers.xlsx", "PL401", 2),
    ("f5_e01_floats_110_xls.xls", "PL201", 2),
    ("f5_e01_floats_110_ods.ods", "PL201", 2),
    ("f66_ods_types.ods", "PL401", 1),
];

#[test]
fn no_other_workbook_of_the_tests_has_an_error_that_is_not_its_own() {
    let mut layouts = Layouts::built_in();
    for name in ["works-2026", "central-budget-transfers"] {
        let path = testdata().join(format!("layouts/{name}.toml"));
        let text = std::fs::read_to_string(&path).expect("a layout");
        layouts.add(Layout::from_toml(&path.display().to_string(), &text).expect("a layout"));
    }
    let reader = Reader::new().layouts(layouts);
    let mut read = 0;
    let mut open = vec![testdata()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                // `fuzz` holds anything, `diff` the source plan again, its own slips included.
                if !matches!(&*name, "fuzz" | "diff") {
                    open.push(path);
                }
                continue;
            }
            let Ok(reading) = reader.read(&name, &std::fs::read(&path).expect("a file")) else { continue };
            read += 1;
            if name == "lang-son.xlsx" {
                continue;
            }
            let mut findings = check(&reading.document.appendices, &CheckOptions::default());
            findings.retain(|finding| finding.severity == Severity::Error);
            let known = TRUE_ERRORS.iter().find(|(file, _, _)| *file == name);
            let expected = known.map_or(0, |(_, _, count)| *count);
            assert_eq!(findings.len(), expected, "{}: {findings:#?}", path.display());
            assert!(findings.iter().all(|f| known.is_some_and(|(_, rule, _)| f.rule == *rule)));
        }
    }
    assert!(read > 250, "{read} workbooks");
}
