//! What stands in a province's figure where units' figures meet.

use phuluc::{Appendix, Document, Finding, Merged, Quantity, Row, UnitSubmission};

use crate::districts::{head, layout, placed, row};
use crate::expectations::{reader, testdata};
use crate::merge::{comes_back, figure, merge, unit_total, workbook};

/// An appendix of rows with outline number, name, unit of measure and figures.
pub(crate) fn indicators(unit: &str, rows: &[[&str; 6]]) -> UnitSubmission {
    let layout = phuluc::Layouts::built_in().get("phu-luc-1").expect("a layout").clone();
    let mut appendix = Appendix { plan_year: Some(2022), ..Appendix::new(layout.clone()) };
    for [code, name, measure, plan, year, share] in rows {
        let value = |(at, column): (usize, &phuluc::Column)| {
            let text = match at {
                0 => *code,
                1 => *name,
                2 => *measure,
                4 => *plan,
                7 => *year,
                8 => *share,
                10 => unit,
                _ => "",
            };
            phuluc::Value::from_json_text(column.kind, Some(text).filter(|text| !text.is_empty()))
        };
        let values = layout.columns.iter().enumerate().map(value).collect();
        appendix.rows.push(Row {
            row: 7,
            level: 1,
            kind: "indicator".into(),
            values,
            carried: vec![],
            children: vec![],
        });
    }
    appendix.source.file = unit.to_owned();
    let document = Document { appendices: vec![appendix], findings: vec![] };
    UnitSubmission {
        unit: Some(unit.to_owned()),
        file: unit.to_owned(),
        document,
        ..UnitSubmission::default()
    }
}

#[test]
fn counts_add_up_rates_never_do_and_texts_are_joined() {
    let merged = merge(&[
        indicators(
            "Huyện Bình Gia",
            &[
                ["1", "Tỷ lệ hộ nghèo", "%", "12", "10", "83.33"],
                ["2", "Số hộ thoát nghèo", "Hộ", "300", "150", "50"],
            ],
        ),
        indicators(
            "Huyện Văn Quan",
            &[
                ["1", "Tỷ lệ hộ nghèo", "%", "20", "20", "100"],
                ["2", "Số hộ thoát nghèo", "hộ", "100", "90", "90"],
                ["3", "Số lớp tập huấn", "Lớp", "5", "5", "100"],
            ],
        ),
    ]);
    let appendix = &merged.appendices[0].appendix;
    let of = |row: usize, field: &str| figure(appendix, &appendix.rows[row], field);
    assert_eq!((of(0, "current.plan"), of(0, "current.year"), of(0, "current.year_pct")), Default::default());
    assert_eq!((of(1, "current.plan"), of(1, "current.year")), ("400".to_owned(), "240".to_owned()));
    assert_eq!(of(1, "current.year_pct"), "60", "worked out anew: 240 of 400");
    assert_eq!(of(2, "current.year_pct"), "100", "one unit's own");
    assert_eq!(appendix.rows[1].text(2), Some("Hộ"), "the same but for its case");
    assert_eq!(appendix.rows[1].text(10), Some("Huyện Bình Gia; Huyện Văn Quan"));
    let blank = merged.findings.iter().filter(|finding| finding.rule == "PL708");
    let related: Vec<&str> =
        blank.flat_map(|finding| &finding.related).map(|related| related.text.as_str()).collect();
    assert!(!related.is_empty() && related.iter().all(|name| *name == "1 Tỷ lệ hộ nghèo"), "{related:?}");
}

/// What a district sent in one form.
pub(crate) fn sent(district: &str, id: &str, rows: Vec<Row>) -> UnitSubmission {
    let mut appendix = head(id, district);
    appendix.rows = rows;
    let file = format!("{district}.xlsx");
    let document = Document { appendices: vec![placed(appendix, &file, "Sheet1")], findings: vec![] };
    UnitSubmission { file, document, ..UnitSubmission::default() }
}

pub(crate) fn quantities(figures: &[&str]) -> Vec<Quantity> {
    let quantity = |figure: &&str| match *figure {
        "" => Quantity::Blank,
        figure => Quantity::from_json_text(figure),
    };
    figures.iter().map(quantity).collect()
}

/// A row of funding: the grand total, then total, investment and recurrent by source.
fn funding(kind: &str, level: u8, code: &str, name: &str, figures: [&str; 10]) -> Row {
    let texts = [("code", code), ("name", name)];
    row(&layout("phu-luc-2"), kind, level, &texts, &quantities(&figures))
}

pub(crate) fn said<'a>(merged: &'a Merged, code: &str) -> Vec<&'a Finding> {
    merged.findings.iter().filter(|finding| finding.rule == code).collect()
}

pub(crate) const B: &str = "";

#[test]
fn an_amount_of_a_row_itself_counts_beside_what_stands_below() {
    // A project with investment of its own above an activity with recurrent expenditure.
    let mut project = funding("project", 1, "1", "Dự án 1", ["130", "130", "100", B, B, B, B, B, B, B]);
    project.children = vec![funding("activity", 2, "-", "Tập huấn", ["30", "30", B, "30", B, B, B, B, B, B])];
    let one = sent("Huyện Bình Gia", "phu-luc-2", vec![project.clone()]);
    let mut other = project.clone();
    other.children[0].values[5] = phuluc::Value::Quantity(Quantity::from_json_text("5"));
    other.children[0].values[3] = phuluc::Value::Quantity(Quantity::from_json_text("5"));
    other.children[0].values[2] = phuluc::Value::Quantity(Quantity::from_json_text("5"));
    for sent in [vec![one.clone()], vec![one, sent("Huyện Văn Quan", "phu-luc-2", vec![project])]] {
        let merged = merge(&sent);
        let appendix = &merged.appendices[0].appendix;
        let factor = sent.len();
        let total = appendix.total.as_ref().expect("a total");
        for row in [&appendix.rows[0], total] {
            let of = |field: &str| figure(appendix, row, field);
            assert_eq!(of("total"), (130 * factor).to_string());
            assert_eq!(of("central.total"), (130 * factor).to_string());
            assert_eq!(of("central.investment"), (100 * factor).to_string());
            assert_eq!(of("central.recurrent"), (30 * factor).to_string());
        }
        assert_eq!(said(&merged, "PL710"), Vec::<&Finding>::new(), "the district added up right");
        comes_back(&merged);
    }
}

#[test]
fn a_total_that_the_rows_below_hold_counts_once() {
    // The project says by source what its activities say in total only.
    let mut project = funding("project", 1, "1", "Dự án 1", ["300", "300", "300", B, B, B, B, B, B, B]);
    project.children = vec![
        funding("activity", 2, "-", "Tập huấn", ["100", B, B, B, B, B, B, B, B, B]),
        funding("activity", 2, "-", "Tham quan", ["200", B, B, B, B, B, B, B, B, B]),
    ];
    let merged = merge(&[
        sent("Huyện Bình Gia", "phu-luc-2", vec![project.clone()]),
        sent("Huyện Văn Quan", "phu-luc-2", vec![project]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "total"), "600");
    assert_eq!(figure(appendix, &appendix.rows[0], "central.investment"), "600");
    assert_eq!(said(&merged, "PL710"), Vec::<&Finding>::new());
    comes_back(&merged);
}

#[test]
fn rows_in_different_units_of_measure_stand_apart() {
    let merged = merge(&[
        indicators("Huyện Bình Gia", &[["1", "Số lượt hỗ trợ", "Hộ", "300", "", ""]]),
        indicators("Huyện Văn Quan", &[["1", "Số lượt hỗ trợ", "người", "100", "", ""]]),
        indicators("Huyện Đình Lập", &[["1", "Số lượt hỗ trợ", "hộ", "5", "", ""]]),
        indicators("Huyện Chi Lăng", &[["1", "Số lượt hỗ trợ", "", "2", "", ""]]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    let rows: Vec<(Option<&str>, String)> =
        appendix.rows.iter().map(|row| (row.text(2), figure(appendix, row, "current.plan"))).collect();
    assert_eq!(rows, [(Some("Hộ"), "307".to_owned()), (Some("người"), "100".to_owned())]);
    let [finding] = said(&merged, "PL718")[..] else { panic!("said once") };
    assert_eq!((finding.found.as_deref(), finding.expected.as_deref()), (Some("người"), Some("hộ")));
}

#[test]
fn averages_do_not_add_up_and_counts_of_what_is_on_average_do() {
    let of = |name: &str, measure: &str| {
        let merged = merge(&[
            indicators("Huyện Bình Gia", &[["1", name, measure, "30", "", ""]]),
            indicators("Huyện Văn Quan", &[["1", name, measure, "20", "", ""]]),
        ]);
        let appendix = &merged.appendices[0].appendix;
        (figure(appendix, &appendix.rows[0], "current.plan"), said(&merged, "PL708").len())
    };
    let blank = (String::new(), 1);
    assert_eq!(of("Thu nhập đầu người", "Triệu đồng/người/năm"), blank);
    assert_eq!(of("Thu nhập bình quân đầu người", "Triệu đồng"), blank);
    assert_eq!(of("Tỷ lệ hộ nghèo", ""), blank);
    assert_eq!(of("Hộ nghèo (%)", ""), blank);
    assert_eq!(of("TL hộ nghèo", ""), blank);
    assert_eq!(of("Số trẻ sinh ra", "‰"), blank);
    assert_eq!(of("Số xã có tỷ lệ hộ nghèo trên 25%", "Xã"), ("50".to_owned(), 0));
    assert_eq!(of("Số hộ có thu nhập dưới mức trung bình", "Hộ"), ("50".to_owned(), 0));
    assert_eq!(of("Tổng thu nhập", "Triệu đồng"), ("50".to_owned(), 0));
}

#[test]
fn one_units_rate_is_not_the_provinces() {
    let row = |plan: &'static str| [["1", "Tỷ lệ hộ nghèo", "%", plan, "", ""]];
    let merged = merge(&[indicators("Huyện Bình Gia", &row("12")), indicators("Huyện Văn Quan", &row(""))]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "current.plan"), "");
    assert_eq!(said(&merged, "PL708").len(), 1);
    let alone = merge(&[indicators("Huyện Bình Gia", &row("12"))]);
    let appendix = &alone.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "current.plan"), "12", "nobody else has it");
}

#[test]
fn a_rate_that_one_unit_of_several_states_is_blank_and_said_with_its_row() {
    let merged = merge(&[
        indicators(
            "Huyện Bình Gia",
            &[["1", "Tỷ lệ hộ nghèo", "%", "12", "", ""], ["2", "Số hộ", "hộ", "1", "", ""]],
        ),
        indicators("Huyện Văn Quan", &[["2", "Số hộ", "hộ", "5", "", ""]]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "current.plan"), "");
    let [finding] = said(&merged, "PL708")[..] else { panic!("said once") };
    assert!(finding.message.en.contains("row «1 Tỷ lệ hộ nghèo»"), "{}", finding.message.en);
}

#[test]
fn a_percentage_of_other_units_than_its_whole_is_blank() {
    let merged = merge(&[
        indicators("Huyện Bình Gia", &[["1", "Số hộ", "hộ", "100", "50", "50"]]),
        indicators("Huyện Văn Quan", &[["1", "Số hộ", "hộ", "", "450", ""]]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "current.year"), "500");
    assert_eq!(figure(appendix, &appendix.rows[0], "current.year_pct"), "", "500 of 100 is no percentage");
    assert_eq!(said(&merged, "PL708").len(), 1);
}

#[test]
fn percentages_that_are_worked_out_come_back_from_the_workbook() {
    let merged = merge(&[
        indicators("Huyện Bình Gia", &[["1", "Số hộ", "hộ", "300", "150", "50"]]),
        indicators("Huyện Văn Quan", &[["1", "Số hộ", "hộ", "100", "91", "91"]]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "current.year_pct"), "60.25");
    comes_back(&merged);
}

#[test]
fn dashes_and_words_below_a_stated_figure_take_nothing_away_from_it() {
    let mut project = funding("project", 1, "1", "Dự án 1", ["60", "60", "chưa rõ", B, B, B, B, B, B, B]);
    project.children =
        vec![funding("activity", 2, "-", "Tập huấn", ["-", "chưa phân bổ", B, B, B, B, B, B, B, B])];
    let merged = merge(&[
        sent("Huyện Bình Gia", "phu-luc-2", vec![project.clone()]),
        sent("Huyện Văn Quan", "phu-luc-2", vec![project]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "total"), "120");
    assert_eq!(figure(appendix, &appendix.rows[0], "central.total"), "120");
    assert_eq!(said(&merged, "PL710"), Vec::<&Finding>::new());
    comes_back(&merged);
}

/// A dash beside sums over nothing takes nothing away either, in the unit's own workbook too.
#[test]
fn a_dash_beside_sums_over_nothing_takes_nothing_away() {
    let row = funding("project", 1, "1", "Dự án 1", ["154", B, B, B, "-", B, B, B, B, B]);
    let one = sent("Huyện Bình Gia", "phu-luc-2", vec![row]);
    assert_eq!(unit_total(&one.document.appendices[0])(2).to_string(), "154");
    let merged = merge(&[one]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "total"), "154");
}

#[test]
fn a_sheet_that_says_the_same_counts_once_and_another_is_said() {
    let funded = |figure| funding("project", 1, "1", "Dự án 1", [figure, B, B, B, B, B, B, B, B, B]);
    let twice = |first, second| {
        let mut one = sent("Huyện Bình Gia", "phu-luc-2", vec![funded(first)]);
        let mut copy = one.document.appendices[0].clone();
        copy.rows = vec![funded(second)];
        copy.source.sheet = "Sheet1 (2)".to_owned();
        one.document.appendices.push(copy);
        let merged = merge(&[one, sent("Huyện Văn Quan", "phu-luc-2", vec![funded("1")])]);
        let total = merged.appendices[0].appendix.total.clone().expect("a total");
        let rules: Vec<String> =
            ["PL711", "PL703"].map(|rule| said(&merged, rule).len().to_string()).to_vec();
        (figure(&merged.appendices[0].appendix, &total, "total"), rules.join(" "))
    };
    assert_eq!(twice("10", "10"), ("11".to_owned(), "1 0".to_owned()));
    assert_eq!(
        twice("10", "20"),
        ("31".to_owned(), "0 1".to_owned()),
        "both count, as a list over two sheets does"
    );
}

#[test]
fn a_sum_that_cannot_be_held_is_blank_and_said() {
    let row = |plan: &'static str| [["1", "Số hộ", "hộ", plan, "", ""]];
    for (one, other) in [
        ("79000000000000000000000000000", "79000000000000000000000000000"),
        ("12345678901234567890", "0.0000000000001"),
    ] {
        let merged =
            merge(&[indicators("Huyện Bình Gia", &row(one)), indicators("Huyện Văn Quan", &row(other))]);
        let appendix = &merged.appendices[0].appendix;
        assert_eq!(figure(appendix, &appendix.rows[0], "current.plan"), "");
        let [finding] = said(&merged, "PL719")[..] else { panic!("said once") };
        assert_eq!(finding.related[0].text, "1 Số hộ");
    }
}

#[test]
fn an_ambiguous_figure_is_no_edit_of_the_merged_workbook() {
    let bytes = std::fs::read(testdata("made/ambiguous-left-open.xlsx")).expect("a workbook");
    let mut sent = reader().submissions("a.xlsx", &bytes).expect("read");
    sent.iter_mut().for_each(|one| one.unit = Some("Huyện Bình Gia".to_owned()));
    let merged = merge(&sent);
    let options = phuluc::MergeOptions::default();
    let update =
        phuluc::update(&reader(), "m.xlsx", &workbook(&merged), vec![], &options).expect("an update");
    assert_eq!(update.edits, Vec::<Finding>::new());
    assert_eq!(merge(&update.submissions), merged);
}

#[test]
fn words_of_one_unit_alone_are_said_too() {
    let merged = merge(&[
        indicators("Huyện Bình Gia", &[["1", "Số hộ", "hộ", "chưa rà soát", "", ""]]),
        indicators("Huyện Văn Quan", &[["1", "Số hộ", "hộ", "", "", ""]]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0], "current.plan"), "chưa rà soát");
    let [finding] = said(&merged, "PL712")[..] else { panic!("said once") };
    assert_eq!(finding.found.as_deref(), Some("chưa rà soát"));
}

#[test]
fn rows_nest_as_deep_as_a_unit_writes_them() {
    let mut deep = funding("activity", 9, "-", "Việc 9", ["1", "1", "1", B, B, B, B, B, B, B]);
    for level in (1..9).rev() {
        let mut above = funding("activity", level, "-", &format!("Việc {level}"), [B; 10]);
        above.children = vec![deep];
        deep = above;
    }
    let merged = merge(&[
        sent("Huyện Bình Gia", "phu-luc-2", vec![deep.clone()]),
        sent("Huyện Văn Quan", "phu-luc-2", vec![deep]),
    ]);
    let again = reader().submissions("merged.xlsx", &workbook(&merged)).expect("read");
    assert_eq!(merge(&again), merged);
}
