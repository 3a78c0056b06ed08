//! The units' sums beside a plan's figures.

use phuluc::{MergeOptions, Merged, Quantity};

use crate::expectations::{reader, testdata};
use crate::merge::{merge, merged, samples, submission, workbook};
use crate::merge_figures::indicators;
use crate::merge_names::named;

#[test]
fn sums_are_held_against_the_plan() {
    let plan = reader().read_path(testdata("submissions/lang-son.xlsx")).expect("the plan");
    let differences = phuluc::against(&merged(), &plan, &MergeOptions::default());
    let group = differences.iter().find(|one| one.code.as_deref() == Some("I")).expect("the group");
    assert_eq!((group.field.as_str(), group.difference.to_string().as_str()), ("local", "0.4"));
    let shares: Vec<String> =
        group.shares.iter().map(|share| format!("{} {}", share.unit, share.figure)).collect();
    assert_eq!(shares, ["Huyện Bình Gia 19703.4", "Huyện Đình Lập 7515"]);
    assert!(
        !differences.iter().any(|one| one.name.starts_with("Đường Thâm Khôn")),
        "equal figures are not said"
    );
    assert!(differences.iter().any(|one| one.code.as_deref() == Some("III") && one.sum.is_blank()));
}

/// Name, field, plan, sum of each difference.
fn against(merged: &Merged, plan: &phuluc::Document) -> Vec<[String; 4]> {
    let differences = phuluc::against(merged, plan, &MergeOptions::default());
    differences
        .into_iter()
        .map(|one| [one.name, one.field, one.plan.to_string(), one.sum.to_string()])
        .collect()
}

#[test]
fn a_merge_held_against_its_own_result_agrees() {
    let merged = merged();
    let own = reader().read_bytes("merged.xlsx", workbook(&merged)).expect("read");
    assert_eq!(against(&merged, &own), Vec::<[String; 4]>::new());
}

#[test]
fn a_flat_list_of_works_is_held_against_the_works_below_their_districts() {
    for name in ["dinh-lap.xlsx", "van-quan.ods", "binh-gia.xls"] {
        let sent = submission(name);
        let alone = merge(std::slice::from_ref(&sent));
        let said = against(&alone, &sent.document);
        // Of one the total stated is not what its works give.
        let total = ["TỔNG CỘNG", "local", "19703", "19703.4"].map(str::to_owned);
        let expected = if name == "binh-gia.xls" { vec![total] } else { Vec::new() };
        assert_eq!(said, expected, "{name}");
    }
    // One list of all three, without districts, of nobody's in particular.
    let merged = merged();
    let mut plan = phuluc::Document::default();
    for sent in samples() {
        for mut appendix in sent.document.appendices {
            appendix.plan = None;
            appendix.title = None;
            appendix.notes.clear();
            appendix.source.file = "plan.xlsx".to_owned();
            plan.appendices.push(appendix);
        }
    }
    assert_eq!(against(&merged, &plan), Vec::<[String; 4]>::new());
    // Only what is another is said: a figure, a name with a slip, a work that the plan lacks.
    let mut sent = submission("binh-gia.xls");
    let alone = merge(std::slice::from_ref(&sent));
    let list = &mut sent.document.appendices[0];
    list.total = None;
    let name = list.label(&list.rows[0]).expect("a name").to_owned();
    list.rows[0].values[6] = phuluc::Value::Quantity(Quantity::from_json_text("1"));
    let gone = list.rows.pop().expect("a work");
    let gone_name = list.label(&gone).expect("a name").to_owned();
    let said = against(&alone, &sent.document);
    assert!(said.iter().all(|one| one[0] == name || one[0] == gone_name), "{said:?}");
    assert!(said.iter().any(|one| one[0] == name && one[2] == "1"), "{said:?}");
    assert!(said.iter().any(|one| one[0] == gone_name && one[2].is_empty()), "{said:?}");
}

#[test]
fn a_row_of_the_plan_whose_name_has_a_slip_is_the_same_row_and_said() {
    let right = "Số hộ nghèo được hỗ trợ nhà ở";
    let merged = named(&[right, right]);
    let plan = |name: &str| indicators("plan", &[["1", name, "Hộ", "250", "", ""]]).document;
    let slip = "Số hộ nghèo được hổ trợ nhà ở";
    let line = |field: &str, plan: &str, sum: &str| [slip, field, plan, sum].map(str::to_owned);
    assert_eq!(
        against(&merged, &plan(slip)),
        [line("indicator", slip, right), line("current.plan", "250", "200")]
    );
    let other = against(&merged, &plan("Số hộ cận nghèo vay vốn"));
    let lines: Vec<(&str, &str, &str)> =
        other.iter().map(|one| (one[0].as_str(), one[2].as_str(), one[3].as_str())).collect();
    assert_eq!(lines, [(right, "", "200"), ("Số hộ cận nghèo vay vốn", "250", "")]);
    // A rate does not add up, and is no difference.
    let rates = |unit: &str| indicators(unit, &[["1", "Tỷ lệ hộ nghèo", "%", "12", "", ""]]);
    let merged = merge(&[rates("Huyện Bình Gia"), rates("Huyện Văn Quan")]);
    assert_eq!(against(&merged, &rates("plan").document), Vec::<[String; 4]>::new());
}
