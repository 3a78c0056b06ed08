//! Rows that units call by other names.

use phuluc::{Merged, Row};

use crate::merge::{comes_back, figure, merge};
use crate::merge_figures::indicators;

/// Indicators 1 of the units of Bình Gia, Văn Quan and Đình Lập, by their names.
pub(crate) fn named(names: &[&str]) -> Merged {
    let units = ["Huyện Bình Gia", "Huyện Văn Quan", "Huyện Đình Lập"];
    let sent =
        units.iter().zip(names).map(|(unit, name)| indicators(unit, &[["1", name, "Hộ", "100", "", ""]]));
    merge(&sent.collect::<Vec<_>>())
}

/// Rows of the first appendix, by name and plan.
fn rows(merged: &Merged) -> Vec<(String, String)> {
    let appendix = &merged.appendices[0].appendix;
    let row = |row: &Row| {
        (appendix.label(row).unwrap_or_default().to_owned(), figure(appendix, row, "current.plan"))
    };
    appendix.rows.iter().map(row).collect()
}

/// File and message of every finding about names.
fn about_names(merged: &Merged) -> Vec<(String, String)> {
    let said = merged.findings.iter().filter(|finding| finding.rule == "PL707");
    said.map(|finding| (finding.file.clone(), finding.message.vi.to_string())).collect()
}

#[test]
fn a_slip_inside_a_word_meets_and_another_word_stands_apart() {
    let right = "Số hộ nghèo được hỗ trợ nhà ở";
    let near = named(&[right, "Số hộ nghèo được hổ trợ nhà ở"]);
    assert_eq!(rows(&near), [(right.to_owned(), "200".to_owned())]);
    let said = "Dòng 1 ghi «Số hộ nghèo được hổ trợ nhà ở», đã cộng với dòng «Số hộ nghèo được hỗ trợ nhà ở» của tệp Huyện Bình Gia: sửa cho cùng một tên";
    assert_eq!(about_names(&near), [("Huyện Văn Quan".to_owned(), said.to_owned())]);
    for (one, other) in [
        ("Đường khác A", "Đường khác B"),
        ("Xây dựng Trường Mầm non xã Hoa Thám", "Xây dựng Trường Tiểu học xã Hoa Thám"),
        ("Đường giao thông thôn Nà Lùng", "Đường giao thông thôn Nà Mò"),
        ("Số hộ nghèo vay vốn phát triển sản xuất", "Số hộ cận nghèo vay vốn phát triển sản xuất"),
        ("Nhà văn hóa thôn 1", "Nhà văn hóa thôn 2"),
    ] {
        let apart = named(&[one, other]);
        let expected = [one, other].map(|name| (name.to_owned(), "100".to_owned()));
        assert_eq!(rows(&apart), expected, "{one} | {other}");
        let [(file, message)] = &about_names(&apart)[..] else { panic!("one finding: {one} | {other}") };
        assert_eq!(file, "Huyện Văn Quan");
        for name in [one, other, "tệp Huyện Bình Gia", "để riêng"] {
            assert!(message.contains(name), "{message}");
        }
    }
    let same = named(&[right, "SỐ HỘ NGHÈO được hỗ trợ nhà ở."]);
    assert_eq!(about_names(&same), []);
}

#[test]
fn the_name_that_most_units_write_is_kept_and_the_odd_one_is_said() {
    let (odd, right) = ("Số hộ nghèo được hổ trợ nhà ở", "Số hộ nghèo được hỗ trợ nhà ở");
    // The first in official order is the odd one.
    let merged = named(&[odd, right, right]);
    assert_eq!(rows(&merged), [(right.to_owned(), "300".to_owned())]);
    comes_back(&merged);
    let said = about_names(&merged);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0].0, "Huyện Bình Gia");
    let finding = merged.findings.iter().find(|finding| finding.rule == "PL707").expect("said");
    assert_eq!(finding.found.as_deref(), Some(odd));
    // Of equals the first in official order; rows of a name that met keep meeting.
    assert_eq!(rows(&named(&[odd, right])), [(odd.to_owned(), "200".to_owned())]);
    // A name that a unit's own next row writes just so is that row's.
    let two = |unit: &str, names: [&str; 2]| {
        let rows = names.map(|name| ["1", name, "Hộ", "100", "", ""]);
        indicators(unit, &rows)
    };
    let sent = [
        indicators("Huyện Bình Gia", &[["1", right, "Hộ", "100", "", ""]]),
        two("Huyện Văn Quan", [odd, right]),
    ];
    let expected = [(odd, "100"), (right, "200")].map(|(name, sum)| (name.to_owned(), sum.to_owned()));
    let mut found = rows(&merge(&sent));
    found.sort();
    assert_eq!(found, expected);
    // The one that stands apart is the one that fewer units have.
    let apart = named(&["Số lớp tập huấn nghiệp vụ", right, right]);
    assert_eq!(about_names(&apart).len(), 1);
    assert_eq!(about_names(&apart)[0].0, "Huyện Bình Gia");
}

#[test]
fn the_forms_own_name_is_kept_whatever_most_units_write() {
    let text = include_str!("../../crates/model/layouts/phu-luc-1.toml").to_owned()
        + "\n[[row]]\nkind = \"indicator\"\ntexts = { code = \"1\", indicator = \"Số hộ nghèo được hỗ trợ nhà ở\" }\n";
    let layout = std::sync::Arc::new(phuluc::Layout::from_toml("phu-luc-1.toml", &text).expect("a layout"));
    let (odd, right) = ("Số hộ nghèo được hổ trợ nhà ở", "Số hộ nghèo được hỗ trợ nhà ở");
    let sent = [("Huyện Bình Gia", odd), ("Huyện Văn Quan", odd), ("Huyện Đình Lập", right)];
    let sent = sent.map(|(unit, name)| {
        let mut sent = indicators(unit, &[["1", name, "Hộ", "100", "", ""]]);
        sent.document.appendices[0].layout = layout.clone();
        sent
    });
    let merged = merge(&sent);
    assert_eq!(rows(&merged), [(right.to_owned(), "300".to_owned())]);
    assert_eq!(about_names(&merged).len(), 2, "both units that write another");
}
