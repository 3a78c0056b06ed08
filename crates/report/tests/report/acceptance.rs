//! What an office decides: it holds, ends with the figure, and says what is wrong in it.

use phuluc_model::{Language, Severity};
use phuluc_report::{Acceptance, Config, Policy, PolicyErrorKind, Selector};

use crate::sample::{self, KNOWN};

fn config(text: &str) -> Config {
    Config::from_toml("phuluc.toml", text, KNOWN).expect("a configuration")
}

fn accept(found: &str, more: &str) -> Policy {
    let text = format!(
        "[[accept]]\nrule = \"children-sum\"\nfile = \"lang-son.xlsx\"\nsheet = \"PL II\"\ncell = \"C12\"\nfound = \"{found}\"\n{more}reason = \"Đã trình\"\nby = \"A\"\ndate = \"24/11/2026\"\n"
    );
    Policy::default().config(config(&text))
}

#[test]
fn an_accepted_finding_is_shown_and_not_counted() {
    let report = sample::report(&accept("60000.0", "expected = 70000\n"));
    let counts = report.counts();
    assert_eq!((counts.errors, counts.accepted), (0, 1));
    let entry =
        report.files[0].entries.iter().find(|entry| entry.finding.rule == "PL201").expect("still there");
    assert_eq!(entry.accepted.as_ref().map(|accepted| accepted.date.as_str()), Some("2026-11-24"));
}

#[test]
fn it_comes_back_when_the_figure_changes() {
    for policy in [accept("61000", ""), accept("60000", "expected = \"69000\"\n")] {
        let report = sample::report(&policy);
        assert_eq!(report.counts().errors, 1);
        let entry =
            report.files[0].entries.iter().find(|entry| entry.finding.rule == "PL201").expect("there");
        assert!(entry.accepted.is_none() && entry.lapsed.is_some());
        let text = report.to_text(&phuluc_report::TextOptions::new(Language::Vietnamese));
        assert!(text.contains("A đã chấp nhận ngày 24/11/2026"), "{text}");
        assert!(report.files[0].unused.is_empty());
    }
}

/// Findings without a figure are held by what stands in their cell.
#[test]
fn a_finding_without_a_figure_is_held_by_its_cell() {
    let document = sample::read(sample::FILE, &sample::bytes());
    let mut finding = sample::sum_finding("60000");
    finding.found = None;
    let fresh = sample::file_report(&document.appendices, vec![finding.clone()], &Policy::default());
    let entry = &fresh.entries[0];
    let accepted = Acceptance::of(&entry.finding, &entry.place, "Đã trình \"gấp\"\n\\", "A", "2026-11-24");
    assert_eq!(accepted.found.as_deref(), Some("60000"));
    let policy = Policy::default().config(config(&accepted.to_toml()));
    let report = sample::file_report(&document.appendices, vec![finding.clone()], &policy);
    assert_eq!(report.entries[0].accepted.as_ref(), Some(&accepted));
    finding.cell = "C13".to_owned();
    let report = sample::file_report(&document.appendices, vec![finding], &policy);
    assert!(report.entries[0].accepted.is_none());
    assert_eq!(report.unused, [accepted]);
}

#[test]
fn severities_are_the_offices() {
    let policy = Policy::default()
        .config(config("[severity]\nPL = \"warning\"\nPL207 = \"off\"\nchildren-sum = \"info\"\n"));
    let report = sample::report(&policy);
    let counts = report.counts();
    assert_eq!((counts.errors, counts.warnings, counts.infos), (0, 2, 1));
    let least = policy.min_severity(Severity::Warning);
    assert_eq!(sample::report(&least).counts().infos, 0);
    let select = Policy::default().select(Selector::parse_list("PL4", KNOWN).expect("rules"));
    assert_eq!(sample::report(&select).counts().warnings, 2);
    assert_eq!(
        sample::report(&select.ignore(Selector::parse_list("number-doubled", KNOWN).expect("rules")))
            .counts()
            .warnings,
        0
    );
}

#[test]
fn mistakes_have_a_place_and_a_remedy() {
    let whole = "rule = \"PL201\"\nfile = \"a\"\nreason = \"r\"\nby = \"b\"\n";
    let wrong = [
        "[severity]\nPL999 = \"info\"\n".to_owned(),
        "[severity]\n\nPL201 = \"bad\"\n".to_owned(),
        "[sverity]\n".to_owned(),
        "[[accept]]\nrule = \"PL201\"\n".to_owned(),
        format!("[[accept]]\n{whole}date = \"hôm qua\"\n"),
        format!("[[accept]]\n{whole}date = \"2026-11-24\"\ncell = \"C\"\n"),
        format!("[[accept]]\n{}date = \"2026-11-24\"\n", whole.replace("\"b\"", "\"\"")),
        format!("[[accept]]\n{}date = \"2026-11-24\"\n", whole.replace("PL201", "childen-sum")),
        "severity = 3\n".to_owned(),
        "[[accept\n".to_owned(),
    ];
    let mut messages = Vec::new();
    for text in wrong {
        let error = Config::from_toml("phuluc.toml", &text, KNOWN).expect_err("wrong");
        messages.push(error.message(Language::Vietnamese));
        messages.push(error.to_string());
    }
    insta::assert_snapshot!("mistakes", messages.join("\n"));
    let error = Selector::parse("PL21", KNOWN).expect_err("no rule");
    assert!(matches!(error, PolicyErrorKind::UnknownRule { nearest: Some(_), .. }));
}
