//! Cells, percentages, sums and what stands above the tables.

use phuluc_diff::{ChangeNature, DiffOptions, HeadingField, diff};
use phuluc_model::{Language, PlanReference};

use crate::table::{compare, funding, only, works};

const OLD: &str = "
    1 | group | I | Huyện nghèo | | 3800 | 0
    2 | work | 1 | Xã Thiện Thuật | Đường Bản Chúc | 3800 | - | Cấp VI, 2 km
    1 | group | II | Xã bãi ngang | | |
    2 | work | 1 | Xã Yên Khoái | Chợ Yên Khoái | | 10.5 | 1 nhà
";
const NEW: &str = "
    1 | group | I | Huyện nghèo | | 4000 | -
    2 | work | 1 | Xã Thiện Thuật | Đường Bản Chúc | 4000 | | Cấp VI, 3 km
    1 | group | II | Xã bãi ngang | | |
    2 | work | 1 | Xã Yên Khoái | Chợ Yên Khoái | 5 | 10.5 | 1 NHÀ.
";

#[test]
fn figures_with_difference_percent_and_both_cells() {
    let (old, new) = (works(OLD), works(NEW));
    let difference = compare(&old, &new);
    let json: serde_json::Value = serde_json::from_str(&difference.to_json()).expect("JSON");
    let rows = &json["appendices"][0]["rows"];
    let cell = &rows[1]["cells"][1];
    assert_eq!(cell["field"], "central");
    assert_eq!((cell["old"].as_str(), cell["new"].as_str()), (Some("3800"), Some("4000")));
    assert_eq!((cell["difference"].as_str(), cell["percent"].as_str()), (Some("200"), Some("5.26")));
    assert_eq!((cell["old_cell"].as_str(), cell["new_cell"].as_str()), (Some("PL!G6"), Some("PL!G6")));
    // From a blank there is no percentage.
    let from_blank = &rows[2]["cells"];
    assert_eq!(from_blank[1]["difference"], "5");
    assert!(from_blank[1]["percent"].is_null() && from_blank[1]["old"].is_null());
}

#[test]
fn blank_dash_and_zero_differ_in_form_alone() {
    let (old, new) = (works(OLD), works(NEW));
    let difference = compare(&old, &new);
    let nature = |row: usize| -> Vec<(String, ChangeNature)> {
        let cells = only(&difference).rows[row].cells.iter();
        cells.map(|cell| (old.layout.columns[cell.column].field.to_string(), cell.nature)).collect()
    };
    let of = |field: &str, nature| (field.to_owned(), nature);
    assert_eq!(nature(0), [of("central", ChangeNature::Follows), of("local", ChangeNature::Form)]);
    let expected = [
        of("scale", ChangeNature::Changed),
        of("central", ChangeNature::Changed),
        of("local", ChangeNature::Form),
    ];
    assert_eq!(nature(1), expected);
    assert_eq!(nature(3), [of("scale", ChangeNature::Form), of("central", ChangeNature::Changed)]);
}

#[test]
fn sums_by_group_and_whole() {
    let (old, new) = (works(OLD), works(NEW));
    let difference = compare(&old, &new);
    let appendix = only(&difference);
    let groups: Vec<String> = appendix
        .groups
        .iter()
        .flat_map(|group| {
            let name = appendix.row_name(group.new.expect("a row")).1.expect("a name");
            group.sums.iter().map(move |sum| format!("{name} {} {}", sum.old, sum.new))
        })
        .collect();
    assert_eq!(groups, ["Huyện nghèo 3800 4000", "Xã bãi ngang 0 5"]);
    let whole: Vec<String> = appendix.whole.iter().map(|sum| format!("{} {}", sum.old, sum.new)).collect();
    assert_eq!(whole, ["3800 4005", "10.5 10.5"]);
}

#[test]
fn a_moved_row_takes_its_figures_from_group_to_group() {
    let new = "
        1 | group | I | Huyện nghèo | | 0 |
        1 | group | II | Xã bãi ngang | | |
        2 | work | 1 | Xã Yên Khoái | Chợ Yên Khoái | | 10.5 | 1 nhà
        2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 3800 | - | Cấp VI, 2 km
    ";
    let (old, new) = (works(OLD), works(new));
    let difference = compare(&old, &new);
    let sums: Vec<String> = only(&difference)
        .groups
        .iter()
        .flat_map(|group| group.sums.iter().map(|sum| sum.difference().expect("a difference").to_string()))
        .collect();
    assert_eq!(sums, ["-3800", "3800"]);
    assert!(only(&difference).whole.iter().all(|sum| sum.old == sum.new));
}

#[test]
fn a_sum_within_a_row_follows_its_terms() {
    let old = funding("1 | project | 1 | Dự án 1: Hỗ trợ hạ tầng | 300 | 200 | 100");
    let new = funding("1 | project | 1 | Dự án 1: Hỗ trợ hạ tầng | 350 | 250 | 100");
    let natures = |new| -> Vec<ChangeNature> {
        only(&compare(&old, new)).rows[0].cells.iter().map(|cell| cell.nature).collect()
    };
    assert_eq!(natures(&new), [ChangeNature::Follows, ChangeNature::Changed]);
    let wrong = funding("1 | project | 1 | Dự án 1: Hỗ trợ hạ tầng | 360 | 250 | 100");
    assert_eq!(natures(&wrong), [ChangeNature::Changed, ChangeNature::Changed]);
}

#[test]
fn titles_years_and_plans() {
    let (mut old, mut new) = (works(OLD), works(OLD));
    old.title = Some("Danh mục công trình năm 2022".to_owned());
    new.title = Some("DANH MỤC CÔNG TRÌNH NĂM 2022".to_owned());
    old.source.unit = Some(phuluc_model::MoneyUnit::Dong);
    new.source.unit = Some(phuluc_model::MoneyUnit::TrieuDong);
    assert!(compare(&old, &new).is_equal());
    assert_eq!(compare(&old, &new).counts().form, 2);
    new.title = Some("Danh mục công trình năm 2023".to_owned());
    new.plan_year = Some(2023);
    new.plan = Some(PlanReference {
        number: Some("1/KH".to_owned()),
        date: None,
        issuer: Some("UBND huyện".to_owned()),
    });
    let difference = compare(&old, &new);
    let fields: Vec<HeadingField> =
        only(&difference).heading.iter().filter(|change| !change.form).map(|change| change.field).collect();
    let expected =
        [HeadingField::Title, HeadingField::PlanYear, HeadingField::PlanNumber, HeadingField::PlanIssuer];
    assert_eq!(fields, expected);
    let options = DiffOptions::default().ignore_heading(true);
    assert!(diff(&[old], &[new], &options).is_equal());
}

#[test]
fn text_reads_in_both_languages() {
    let (old, new) = (works(OLD), works(NEW));
    let difference = compare(&old, &new);
    insta::assert_snapshot!("text-vi", difference.to_text(Language::Vietnamese, false));
    insta::assert_snapshot!("text-en-all", difference.to_text(Language::English, true));
}

#[test]
fn a_total_that_leaves_out_figures_typed_as_text_shows_what_stands_there_and_why() {
    let list = |total: &str, group: &str| {
        works(&format!(
            "0 | total | | | Tổng cộng | {total} | \n 1 | group | I | Huyện nghèo | | {group} | \n 2 | work | 1 | Xã Thiện Thuật | Đường Bản Chúc | 50 | \n 2 | work | 2 | Xã Thiện Thuật | Cầu Bản Pìn | 27 | "
        ))
    };
    let (old, mut new) = (list("77", "77"), list("", ""));
    let cell = |text: &str| text.parse::<phuluc_model::CellRef>().expect("a cell");
    new.source.formulas = [("G5", "SUM(G6)"), ("G6", "SUBTOTAL(9,G7:G8)")]
        .map(|(at, formula)| (cell(at), formula.to_owned()))
        .into();
    new.source.text_figures = ["G7", "G8"].map(cell).into();
    let difference = compare(&old, &new);
    let text = difference.to_text(Language::Vietnamese, false);
    let line = "NSTW: 77 → 0  (-77, -100%)  PL!G6 → PL!G6\n      công thức ở bản mới không cộng 2 số nhập dạng chữ (G7, G8): chuyển thành số rồi tính lại (F9)\n";
    assert!(text.contains(line), "{text}");
    let json: serde_json::Value = serde_json::from_str(&difference.to_json()).expect("JSON");
    let told = &json["appendices"][0]["rows"][0]["cells"][0];
    assert_eq!((&told["new"], &told["difference"]), (&"0".into(), &"-77".into()));
    assert_eq!(told["new_left_out"], serde_json::json!(["G7", "G8"]));
    assert_eq!(told["old_left_out"], serde_json::json!([]));
    // A total whose formula leaves nothing out says nothing.
    new.source.text_figures = [cell("A1")].into();
    let text = compare(&old, &new).to_text(Language::Vietnamese, false);
    assert!(text.contains("77 → (trống)") && !text.contains("công thức"), "{text}");
}
