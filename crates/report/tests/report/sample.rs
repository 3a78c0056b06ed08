//! The province's plan, and findings about it.

use std::path::{Path, PathBuf};

use phuluc_model::{Appendix, Document, Finding, Message, Related, Rule, Severity, Suspect};
use phuluc_reader::Reader;
use phuluc_report::{FileReport, Policy, Report, RuleInfo};

pub(crate) const SUM: Rule = Rule { code: "PL201", name: "children-sum", severity: Severity::Error };
pub(crate) const DOUBLED: Rule = Rule { code: "PL401", name: "number-doubled", severity: Severity::Warning };
pub(crate) const ROUNDED: Rule = Rule { code: "PL207", name: "rounded-sum", severity: Severity::Info };

pub(crate) const KNOWN: [(&str, &str); 3] =
    [("PL201", "children-sum"), ("PL207", "rounded-sum"), ("PL401", "number-doubled")];

pub(crate) const FILE: &str = "lang-son.xlsx";

pub(crate) fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata").join(name)
}

pub(crate) fn bytes() -> Vec<u8> {
    std::fs::read(testdata("submissions/lang-son.xlsx")).expect("the plan")
}

pub(crate) fn read(name: &str, bytes: &[u8]) -> Document {
    Reader::new().read(name, bytes).expect("a workbook").document
}

pub(crate) fn sum_finding(found: &str) -> Finding {
    let message = Message::new(
        "Tổng của Dự án 3 không bằng các tiểu dự án cộng lại",
        "the total of project 3 is not what its sub-projects add up to",
    );
    let mut finding = Finding::new(&SUM, message, FILE, "PL II", "C12").with_found(found);
    finding.expected = Some("70000".to_owned());
    let suspect = |cell: &str, fits: &str, why: &str| Suspect {
        cell: cell.to_owned(),
        fits: fits.to_owned(),
        why: why.to_owned(),
    };
    finding.suspects = vec![
        suspect("C12", "70000", "bỏ sót Tiểu dự án 2"),
        suspect("C13", "50000.5", ""),
        suspect("C14", "", ""),
    ];
    let related = |cell: &str, text: &str| Related { cell: cell.to_owned(), text: text.to_owned() };
    finding.related = vec![related("C7", "466028"), related("'PL III'!G8", "số | <liên kết>")];
    finding
}

pub(crate) fn findings() -> Vec<Finding> {
    let doubled = Message::new("Số thứ tự 2 dùng hai lần", "the number 2 is used twice");
    let rounded = Message::new("Lệch do làm tròn", "off by rounding");
    let whole = Message::new("Thiếu phụ lục IV", "appendix IV is missing");
    let mut rounding = Finding::new(&ROUNDED, rounded, FILE, "PL III", "H9").with_found("19703");
    rounding.expected = Some("19703.4".to_owned());
    vec![
        rounding,
        Finding::new(&DOUBLED, doubled, FILE, "PL III", "A18:A35").with_found("2").counting(18),
        sum_finding("60000"),
        Finding::new(&DOUBLED, whole, FILE, "", ""),
    ]
}

pub(crate) fn rules() -> Vec<RuleInfo> {
    let info = |rule, vi: &'static str, en: &'static str| RuleInfo::new(rule, Message::new(vi, en));
    vec![
        info(SUM, "Tổng không bằng các dòng con", "A total is not what its rows add up to").with_help(
            Message::new("Số liệu phải khớp khi trình.", "Figures must add up."),
            Message::new("Sửa tổng, hoặc dòng con ghi sai.", "Correct the total or the wrong row."),
        ),
        info(ROUNDED, "Lệch do làm tròn", "Off by rounding"),
    ]
}

pub(crate) fn file_report(appendices: &[Appendix], findings: Vec<Finding>, policy: &Policy) -> FileReport {
    FileReport::new(FILE, appendices, findings, policy).at("nộp/lang-son.xlsx")
}

pub(crate) fn report(policy: &Policy) -> Report {
    let document = read(FILE, &bytes());
    Report { files: vec![file_report(&document.appendices, findings(), policy)], rules: rules() }
}
