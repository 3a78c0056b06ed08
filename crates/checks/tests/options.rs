//! What is checked, and how, as a program chooses it.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::sync::LazyLock;

use phuluc_checks::{Check, CheckOptions, Context, Places, RuleDoc, Sink, check};
use phuluc_model::{Finding, Language, Message, Severity};

#[path = "support/table.rs"]
mod table;

const TEXT: &str = "# XX001 nameless-agency\n*warning*\nTên\nName\n\n## Nội dung\na\n\n## Căn cứ\nb\n\n\
    ## Ví dụ\nc\n\n## Cách sửa\nd\n\n## What\ne\n\n## Why\nf\n\n## Example\ng\n\n## Fix\nh\n";
static DOC: LazyLock<RuleDoc> = LazyLock::new(|| RuleDoc::parse(TEXT).expect("all sections"));

/// Every work names its agency.
struct NamelessAgency;

impl Check for NamelessAgency {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for (index, appendix) in context.appendices().iter().enumerate() {
            for entry in context.rows(index).iter().filter(|entry| entry.children.is_empty()) {
                if appendix.value(entry.row, "agency").is_some_and(phuluc_model::Value::is_blank) {
                    let cell = appendix.cell(entry.row, "agency").map(|cell| cell.to_string());
                    let message = Message::new("Ghi đơn vị", "Name the agency");
                    let (file, sheet) = (&appendix.source.file, &appendix.source.sheet);
                    sink.push(Finding::new(&DOC.rule, message, file, sheet, cell.unwrap_or_default()));
                }
            }
        }
    }
}

const WORKS: &str = "layout: phu-luc-3
total | work=Tổng cộng | central=12
work | code=1 | location=Xã Mới, huyện Mẫu | work=Cầu Nà Thòa | central=5 | agency=UBND huyện Khác
work | code=2 | location=Xã Mới, huyện Mẫu | work=Đường Bản Chúc | central=8
";

fn codes(options: &CheckOptions) -> Vec<String> {
    let appendices = table::parse(WORKS).appendices;
    check(&appendices, options).iter().map(|finding| finding.rule.to_string()).collect()
}

#[test]
fn rules_are_chosen_and_added() {
    let all = || CheckOptions::default().with_rule(Box::new(NamelessAgency));
    assert_eq!(codes(&all()), ["PL203", "XX001", "XX001"]);
    assert_eq!(codes(&all().select(["XX"])), ["XX001", "XX001"]);
    assert_eq!(codes(&all().ignore(["nameless-agency"])), ["PL203"]);
    assert_eq!(codes(&all().min_severity(Severity::Error)), ["PL203"]);
    assert!(codes(&all().select(["PL203"]).ignore(["PL2"])).is_empty());
}

#[test]
fn a_province_is_added_by_a_list() {
    assert!(!codes(&CheckOptions::default()).contains(&"PL504".to_owned()));
    let list = "1\tHuyện Mẫu\t1\tXã Mới\n2\tHuyện Khác\t2\tXã Cũ\n";
    let places = Places::parse("mau.tsv", list).expect("a list");
    assert!(codes(&CheckOptions::default().places(places)).contains(&"PL504".to_owned()));
}

#[test]
fn reasons_are_in_the_language_that_is_chosen() {
    let appendices = table::parse(WORKS).appendices;
    let why = |language| {
        let options = CheckOptions::default().language(language);
        check(&appendices, &options)[0].suspects[0].why.clone()
    };
    assert_ne!(why(Language::Vietnamese), why(Language::English));
}
