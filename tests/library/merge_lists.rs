//! Lists of works of several districts in one: sub-headings, districts' rows, groups.

use phuluc::{Finding, Row};

use crate::districts::{layout, row};
use crate::merge::{comes_back, figure, merge};
use crate::merge_figures::{B, quantities, said, sent};

/// A row of a list of works: kind, level, number, place, name, central and local amounts.
fn listed(kind: &str, level: u8, [code, location, work]: [&str; 3], figures: [&str; 2]) -> Row {
    let texts = [("code", code), ("location", location), ("work", work)];
    row(&layout("phu-luc-3"), kind, level, &texts, &quantities(&figures))
}

#[test]
fn a_districts_row_above_its_communes_states_their_total() {
    let mut one = listed("district", 1, [B, "Xã Hồng Phong", B], ["200", B]);
    one.children = vec![listed("work", 2, ["1", B, "Đường A"], ["200", B])];
    let mut other = listed("district", 1, [B, "Xã Hoa Thám", B], ["100", B]);
    other.children = vec![listed("work", 2, ["2", B, "Đường B"], ["100", B])];
    let district = listed("district", 1, ["1", "Huyện Bình Gia", B], ["300", B]);
    let merged = merge(&[sent("Huyện Bình Gia", "phu-luc-3", vec![district, one, other])]);
    let appendix = &merged.appendices[0].appendix;
    assert_eq!(figure(appendix, &appendix.rows[0].children[0], "central"), "300");
    assert_eq!(said(&merged, "PL710"), Vec::<&Finding>::new());
    comes_back(&merged);
}

#[test]
fn a_row_of_another_district_is_that_districts_and_is_said() {
    let mut own = listed("district", 1, ["1", "Huyện Bình Gia", B], ["300", B]);
    own.children = vec![listed("work", 2, ["1.1", B, "Đường A"], ["300", B])];
    let mut other = listed("district", 1, ["2", "Huyện Văn Lãng", B], ["40", B]);
    other.children = vec![listed("work", 2, ["2.1", B, "Cầu B"], ["40", B])];
    let sends = listed("work", 1, ["1", B, "Cầu C"], ["7", B]);
    let merged = merge(&[
        sent("Huyện Bình Gia", "phu-luc-3", vec![own, other]),
        sent("Huyện Văn Lãng", "phu-luc-3", vec![sends]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    let districts: Vec<(Option<&str>, String)> = appendix.rows[0]
        .children
        .iter()
        .map(|row| (appendix.label(row), figure(appendix, row, "central")))
        .collect();
    let expected = [("Huyện Văn Lãng", "47"), ("Huyện Bình Gia", "300")];
    for (name, figure) in expected {
        assert!(districts.contains(&(Some(name), figure.to_owned())), "{districts:?}");
    }
    assert_eq!(said(&merged, "PL720").len(), 1);
    comes_back(&merged);
}

#[test]
fn a_forms_own_name_says_more_than_a_number() {
    let name = "Xã ĐBKK vùng bãi ngang ven biển và hải đảo";
    let mut group = listed("group", 1, ["I", name, B], [B, B]);
    group.children = vec![listed("work", 2, ["1", B, "Đường A"], ["80", B])];
    let merged = merge(&[sent("Huyện Bình Gia", "phu-luc-3", vec![group])]);
    let appendix = &merged.appendices[0].appendix;
    let names: Vec<Option<&str>> = appendix.rows.iter().map(|row| appendix.label(row)).collect();
    assert_eq!(names, [Some(name)]);
}

#[test]
fn a_figure_that_only_a_subtotal_has_is_said() {
    let merged = merge(&[sent(
        "Huyện Bình Gia",
        "phu-luc-3",
        vec![
            listed("work", 1, ["1", B, "Đường A"], [B, "5"]),
            listed("subtotal", 1, [B, B, "Cộng xã Hồng Phong"], ["900", "5"]),
        ],
    )]);
    let [finding] = said(&merged, "PL710")[..] else { panic!("said once") };
    assert_eq!((finding.found.as_deref(), finding.cell.as_str()), (Some("900"), "G9"));
}

#[test]
fn an_amount_on_a_communes_sub_heading_goes_into_the_districts_row_and_is_said() {
    let layout = layout("phu-luc-3");
    let mut heading = row(
        &layout,
        "district",
        1,
        &[("location", "Xã Hòa Bình"), ("rationale", "Nghị quyết 12")],
        &quantities(&["300", "7"]),
    );
    heading.children =
        vec![row(&layout, "work", 2, &[("code", "1"), ("work", "Đường Nà Lùng")], &quantities(&["", "7"]))];
    let plain =
        row(&layout, "work", 1, &[("code", "1"), ("work", "Đường Khuổi Cáp")], &quantities(&["50", "1"]));
    let merged = merge(&[
        sent("Huyện Bình Gia", "phu-luc-3", vec![heading]),
        sent("Huyện Văn Quan", "phu-luc-3", vec![plain]),
    ]);
    let appendix = &merged.appendices[0].appendix;
    let district = &appendix.rows[0].children[0];
    assert_eq!(appendix.label(district), Some("Huyện Bình Gia"));
    assert_eq!(figure(appendix, district, "central"), "300");
    assert_eq!(figure(appendix, district, "local"), "7");
    assert_eq!(district.text(5), Some("Nghị quyết 12"), "the remark is not lost");
    assert_eq!(figure(appendix, appendix.total.as_ref().expect("a total"), "central"), "350");
    let [finding] = said(&merged, "PL717")[..] else { panic!("said once") };
    assert_eq!((finding.file.as_str(), finding.cell.as_str()), ("Huyện Bình Gia.xlsx", "G8"));
    comes_back(&merged);
}
