//! No appendix brings the checks down, and two runs say the same.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::sync::Arc;

use phuluc_checks::{CheckOptions, check};
use phuluc_model::{Appendix, Layout, Layouts, Row, Value};
use proptest::prelude::*;

/// Levels of a tree that a recursive walk would not bear.
const DEEP: usize = 20_000;

fn layouts() -> Vec<Arc<Layout>> {
    Layouts::built_in().iter().cloned().collect()
}

/// Texts and figures as they may come from a JSON file.
fn value() -> impl Strategy<Value = Option<String>> {
    let figures = prop_oneof![
        "[0-9]{1,28}",
        "-?[0-9]{1,9}\\.[0-9]{1,18}",
        Just("79228162514264337593543950335".to_owned()),
        Just("0.0000000000000000000000000001".to_owned()),
        Just("-".to_owned()),
        Just("#REF!".to_owned()),
        "[0-9]{1,3}",
        "[0-9]{1,3}",
    ];
    let texts = prop_oneof![
        "[1-9]",
        "[1-9]\\.[1-9]",
        Just("4294967295".to_owned()),
        Just("4294967294".to_owned()),
        Just("I".to_owned()),
        Just("IV".to_owned()),
        Just("Huyện Bình Gia".to_owned()),
        Just("Xã Thiện Thuật, huyện Bình Gia".to_owned()),
        Just("UBND huyện Đình Lập".to_owned()),
        Just("TỔNG SỐ (I+II+III)".to_owned()),
        Just("44 công trình".to_owned()),
        "\\PC{0,20}",
    ];
    prop_oneof![2 => Just(None), 3 => figures.prop_map(Some), 3 => texts.prop_map(Some)]
}

type Cells = Vec<(usize, u8, Vec<Option<String>>)>;

fn cells() -> impl Strategy<Value = Cells> {
    prop::collection::vec((0usize..8, 0u8..4, prop::collection::vec(value(), 12)), 0..25)
}

fn appendix(layout: &Arc<Layout>, cells: &Cells) -> Appendix {
    let mut appendix = Appendix::new(layout.clone());
    for (at, (kind, depth, texts)) in cells.iter().enumerate() {
        let kind = &layout.kinds[kind % layout.kinds.len()];
        let columns = layout.columns.iter().zip(texts);
        let values = columns.map(|(column, text)| Value::from_json_text(column.kind, text.as_deref()));
        let mut values: Vec<Value> = values.collect();
        values.resize_with(layout.columns.len(), || Value::Text(None));
        let carried = if at % 3 == 0 { vec![1, 3] } else { vec![] };
        let row =
            Row { row: at as u32, level: 1, kind: kind.name.clone(), values, carried, children: vec![] };
        if &*kind.name == "total" && appendix.total.is_none() {
            appendix.total = Some(row);
            continue;
        }
        let mut rows = &mut appendix.rows;
        for _ in 0..*depth {
            if rows.is_empty() {
                break;
            }
            rows = &mut rows.last_mut().expect("a row").children;
        }
        rows.push(row);
    }
    appendix
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_rows_are_checked(all in prop::collection::vec(cells(), 4)) {
        let appendices: Vec<Appendix> =
            layouts().iter().zip(&all).map(|(layout, cells)| appendix(layout, cells)).collect();
        let options = CheckOptions::default();
        prop_assert_eq!(check(&appendices, &options), check(&appendices, &options));
    }
}

#[test]
fn a_deep_tree_is_walked_without_recursion() {
    let layout = Layouts::built_in().get("phu-luc-2").cloned().expect("a layout");
    let total = layout.column_index("total").expect("a column");
    let mut rows: Vec<Row> = Vec::new();
    for level in 0..DEEP {
        let mut values: Vec<Value> = layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
        // Blank in between: what stands below stands for it.
        if level % 100 == 0 {
            values[total] = Value::from_json_text(layout.columns[total].kind, Some("5"));
        }
        let kind = Arc::from("project");
        rows = vec![Row { row: 1, level: 1, kind, values, carried: vec![], children: rows }];
    }
    let mut appendix = Appendix::new(layout);
    appendix.rows = rows;
    let findings = check(std::slice::from_ref(&appendix), &CheckOptions::default());
    assert!(findings.iter().all(|finding| finding.rule != "PL201"), "{findings:#?}");
}
