//! Which rows are the same thing, with a near-miss beside each.

use crate::table::{compare, funding, told, works};

const WORKS: &str = "
    0 | total | | | Tổng cộng | 6000 | 600
    1 | district | 1 | Huyện Bình Gia | | 3000 | 300
    2 | work | 1 | Xã Hồng Phong | Đường Văn Mịch - Nà Kít | 1000 | 100
    2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200
    1 | district | 2 | Huyện Văn Quan | | 3000 | 300
    2 | work | 1 | Xã Tràng Phái | Trạm bơm Nà Lộc | 1700 | 170
    2 | work | 2 | Xã Tràng Phái | Nhà văn hóa thôn 1 | 1300 | 130
";

/// The list with lines replaced, `Đường Bản Chúc` by what is given.
fn with(edits: &[(&str, &str)]) -> String {
    let mut text = WORKS.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    text
}

fn changes(old: &str, new: &str) -> Vec<String> {
    told(&compare(&works(old), &works(new)))
}

#[test]
fn order_and_numbers_are_no_difference() {
    let shuffled = "
        1 | district | 1 | Huyện Văn Quan | | 3000 | 300
        2 | work | 1 | Xã Tràng Phái | Nhà văn hoá thôn 1 | 1300 | 130
        2 | work | 2 | xã Tràng Phái | TRẠM BƠM NÀ LỘC | 1700 | 170
        1 | district | 2 | Huyện Bình Gia | | 3000 | 300
        2 | work | 1 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200
        2 | work | 2 | Xã Hồng Phong | Đường Văn Mịch – Nà Kít. | 1000 | 100
        0 | total | | | TỔNG SỐ (I+II) | 6000 | 600
    ";
    let (old, new) = (works(WORKS), works(shuffled));
    let difference = compare(&old, &new);
    assert!(difference.is_equal(), "{:?}", told(&difference));
    let counts = difference.counts();
    assert_eq!((counts.renumbered, counts.own(), counts.follows), (6, 0, 0));
    assert_eq!(counts.form, 5, "{}", difference.to_text(phuluc_model::Language::English, true));
}

#[test]
fn a_changed_figure_is_one_change_and_totals_follow() {
    let new = with(&[
        ("| 2000 | 200", "| 2500 | 200"),
        ("Huyện Bình Gia | | 3000", "Huyện Bình Gia | | 3500"),
        ("Tổng cộng | 6000", "Tổng cộng | 6500"),
    ]);
    assert_eq!(
        changes(WORKS, &new),
        ["follows: Tổng cộng", "follows: Huyện Bình Gia", "changed: Đường Bản Chúc"]
    );
    // A total that does not change by as much as its rows is a change of its own.
    let new = with(&[("| 2000 | 200", "| 2500 | 200"), ("Tổng cộng | 6000", "Tổng cộng | 6400")]);
    assert_eq!(changes(WORKS, &new), ["changed: Tổng cộng", "changed: Đường Bản Chúc"]);
}

#[test]
fn a_letter_is_a_new_name_and_another_name_another_row() {
    let new = with(&[("Đường Bản Chúc", "Đường Bản Chúp")]);
    assert_eq!(changes(WORKS, &new), ["renamed: Đường Bản Chúc → Đường Bản Chúp"]);
    let new = with(&[("Đường Bản Chúc | 2000", "Đường Bản Chúp | 2300")]);
    assert_eq!(changes(WORKS, &new), ["renamed, changed: Đường Bản Chúc → Đường Bản Chúp"]);
    let new = with(&[("Đường Bản Chúc", "Kênh mương Pò Mới"), ("| 2000 | 200", "| 2400 | 200")]);
    assert_eq!(changes(WORKS, &new), ["removed: Đường Bản Chúc", "added: Kênh mương Pò Mới"]);
}

#[test]
fn a_name_that_says_more_is_renamed_and_a_work_in_its_stead_is_not() {
    let new = with(&[("Đường Bản Chúc | 2000", "Đường giao thông nông thôn Bản Chúc | 2300")]);
    let renamed = "renamed, changed: Đường Bản Chúc → Đường giao thông nông thôn Bản Chúc";
    assert_eq!(changes(WORKS, &new), [renamed]);
    // Of one sort, in one place, at one number, but of another cost.
    let old = with(&[("Đường Bản Chúc", "Đường Nà Sang - Nà Pò")]);
    let new = with(&[("Đường Bản Chúc | 2000", "Đường Nà Kéo - Nà Lũng | 2300")]);
    assert_eq!(changes(&old, &new), ["removed: Đường Nà Sang - Nà Pò", "added: Đường Nà Kéo - Nà Lũng"]);
    // Of one cost, at another number and in another place.
    let row = "2 | work | 9 | Xã Hoa Thám | Trường mầm non xã Hoa Thám | 2000 | 200";
    let new = with(&[("2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200", row)]);
    let old = with(&[("Đường Bản Chúc", "Trường mầm non xã Thiện Thuật")]);
    assert_eq!(
        changes(&old, &new),
        ["removed: Trường mầm non xã Thiện Thuật", "added: Trường mầm non xã Hoa Thám"]
    );
}

#[test]
fn another_word_is_another_row_where_the_figures_are_others_too() {
    // However much of a long name is the same.
    for (one, other) in [
        (
            "Nhà lớp học Trường Mầm non xã Hoa Thám, hạng mục phụ trợ",
            "Nhà lớp học Trường Tiểu học xã Hoa Thám, hạng mục phụ trợ",
        ),
        (
            "Đường giao thông liên thôn Nà Lùng, xã Thiện Thuật, huyện Bình Gia",
            "Đường giao thông liên thôn Nà Mò, xã Thiện Thuật, huyện Bình Gia",
        ),
        ("Đường khác A", "Đường khác B"),
    ] {
        let old = with(&[("Đường Bản Chúc", one)]);
        let new = with(&[("Đường Bản Chúc | 2000", &*format!("{other} | 2300"))]);
        let apart = [format!("removed: {one}"), format!("added: {other}")];
        assert_eq!(changes(&old, &new), apart, "at the same number");
        // With the same figures at the same number it is one row.
        let new = with(&[("Đường Bản Chúc", other)]);
        let renamed = [format!("renamed: {one} → {other}")];
        assert_eq!(changes(&old, &new), renamed);
    }
    // A slip inside a word is one row whatever its figures.
    let (one, slip) =
        ("Đường liên thôn Khuổi Khuông", "Đường liên thôn Khuổi Khuông".replace("liên", "liện"));
    let old = with(&[("Đường Bản Chúc", one)]);
    let new = with(&[("Đường Bản Chúc | 2000", &*format!("{slip} | 2300"))]);
    assert_eq!(changes(&old, &new), [format!("renamed, changed: {one} → {slip}")]);
}

#[test]
fn another_number_in_the_name_is_another_row_unless_all_else_agrees() {
    let new = with(&[("thôn 1 | 1300", "thôn 2 | 1250")]);
    assert_eq!(changes(WORKS, &new), ["removed: Nhà văn hóa thôn 1", "added: Nhà văn hóa thôn 2"]);
    let new = with(&[("Nhà văn hóa thôn 1", "Nhà văn hóa thôn 2")]);
    assert_eq!(changes(WORKS, &new), ["renamed: Nhà văn hóa thôn 1 → Nhà văn hóa thôn 2"]);
}

#[test]
fn another_parent_is_a_move() {
    let new = with(&[
        ("2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200\n", ""),
        (
            "thôn 1 | 1300 | 130",
            "thôn 1 | 1300 | 130\n 2 | work | 3 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200",
        ),
    ]);
    let (old, new) = (works(WORKS), works(&new));
    let difference = compare(&old, &new);
    assert_eq!(told(&difference), ["moved, renumbered: Đường Bản Chúc"]);
    let text = difference.to_text(phuluc_model::Language::English, false);
    assert!(text.contains("moved: 1 · Huyện Bình Gia → 2 · Huyện Văn Quan"), "{text}");
    // With other figures, or by another letter, it is the same row still; with both it is not.
    let moved = |name: &str, central: &str| {
        let row = format!("thôn 1 | 1300 | 130\n 2 | work | 3 | Xã Thiện Thuật | {name} | {central} | 200");
        with(&[
            ("2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200\n", ""),
            ("thôn 1 | 1300 | 130", row.as_str()),
        ])
    };
    let told = |name, central| changes(WORKS, &moved(name, central));
    assert_eq!(told("Đường Bản Chúc", "2100"), ["moved, changed, renumbered: Đường Bản Chúc"]);
    assert_eq!(
        told("Đường Bản Chúp", "2000"),
        ["moved, renamed, renumbered: Đường Bản Chúc → Đường Bản Chúp"]
    );
    assert_eq!(told("Đường Bản Chúp", "2100"), ["removed: Đường Bản Chúc", "added: Đường Bản Chúp"]);
}

#[test]
fn another_place_is_a_move_where_the_figures_or_the_number_say_so() {
    let new = with(&[("Xã Thiện Thuật", "Xã Thiện Long")]);
    assert_eq!(changes(WORKS, &new), ["moved: Đường Bản Chúc"]);
    let new = with(&[("Xã Thiện Thuật | Đường Bản Chúc | 2000", "Xã Hoa Thám | Đường Bản Chúc | 2100")]);
    assert_eq!(changes(WORKS, &new), ["moved, changed: Đường Bản Chúc"]);
    let new = with(&[(
        "2 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200",
        "5 | Xã Hoa Thám | Đường Bản Chúc | 900 | 90",
    )]);
    assert_eq!(changes(WORKS, &new), ["removed: Đường Bản Chúc", "added: Đường Bản Chúc"]);
    // A place that was not stated is filled in.
    let old = with(&[("Xã Thiện Thuật", "")]);
    assert_eq!(changes(&old, WORKS), ["changed: Đường Bản Chúc"]);
}

#[test]
fn one_row_that_became_two_is_split() {
    let new = with(&[(
        "2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200",
        "2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc (đoạn 1) | 1200 | 150
         2 | work | 3 | Xã Thiện Thuật | Đường Bản Chúc (đoạn 2) | 800 | 50",
    )]);
    let split = ["split: Đường Bản Chúc → Đường Bản Chúc (đoạn 1) + Đường Bản Chúc (đoạn 2)"];
    assert_eq!(changes(WORKS, &new), split);
    let joined = ["joined: Đường Bản Chúc (đoạn 1) + Đường Bản Chúc (đoạn 2) → Đường Bản Chúc"];
    assert_eq!(changes(&new, WORKS), joined);
    // A part that keeps the name.
    let kept = new.replace("Đường Bản Chúc (đoạn 1)", "Đường Bản Chúc");
    assert_eq!(changes(WORKS, &kept), ["split: Đường Bản Chúc → Đường Bản Chúc + Đường Bản Chúc (đoạn 2)"]);
    // Figures that do not add up, or names that have nothing to do with it.
    let short = kept.replace("800 | 50", "700 | 50");
    assert_eq!(changes(WORKS, &short), ["changed: Đường Bản Chúc", "added: Đường Bản Chúc (đoạn 2)"]);
    let other = kept.replace("Đường Bản Chúc (đoạn 2)", "Kênh mương Pò Mới");
    assert_eq!(changes(WORKS, &other), ["changed: Đường Bản Chúc", "added: Kênh mương Pò Mới"]);
}

#[test]
fn parts_by_kilometres_are_a_split_and_works_of_one_sort_are_not() {
    let old = with(&[("Đường Bản Chúc", "Đường Bản Chúc km0-km10")]);
    let parts = |one: &str, other: &str| {
        let rows = format!(
            "2 | work | 2 | Xã Thiện Thuật | {one} | 1200 | 150
             2 | work | 3 | Xã Thiện Thuật | {other} | 800 | 50"
        );
        with(&[("2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200", rows.as_str())])
    };
    let new = parts("Đường Bản Chúc km0-km6", "Đường Bản Chúc km6-km10");
    let split = "split: Đường Bản Chúc km0-km10 → Đường Bản Chúc km0-km6 + Đường Bản Chúc km6-km10";
    assert_eq!(changes(&old, &new), [split]);
    // The same sum by chance.
    let old = with(&[("Đường Bản Chúc", "Trường mầm non Tân Văn")]);
    let new = parts("Trường mầm non Hồng Thái", "Trường mầm non Hoa Thám");
    let told = changes(&old, &new);
    assert!(told.iter().all(|line| !line.starts_with("split")), "{told:?}");
}

#[test]
fn one_work_of_two_things_is_split_by_their_names() {
    let old = with(&[("Đường Bản Chúc", "Cầu Nà Pò và đường Bản Chúc")]);
    let new = with(&[(
        "2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 2000 | 200",
        "2 | work | 2 | Xã Thiện Thuật | Đường Bản Chúc | 1200 | 150
         2 | work | 3 | Xã Thiện Thuật | Cầu Nà Pò | 800 | 50",
    )]);
    assert_eq!(changes(&old, &new), ["split: Cầu Nà Pò và đường Bản Chúc → Đường Bản Chúc + Cầu Nà Pò"]);
}

#[test]
fn rows_of_a_renamed_group_did_not_move() {
    let new = with(&[("Huyện Văn Quan", "Các xã phía nam của tỉnh")]);
    assert_eq!(changes(WORKS, &new), ["renamed: Huyện Văn Quan → Các xã phía nam của tỉnh"]);
}

#[test]
fn a_group_that_is_gone_takes_its_rows_along() {
    let new: String = WORKS.lines().take(5).map(|line| format!("{line}\n")).collect();
    let expected = ["removed: Huyện Văn Quan", "removed: Trạm bơm Nà Lộc", "removed: Nhà văn hóa thôn 1"];
    assert_eq!(changes(WORKS, &new), expected);
    assert_eq!(changes(&new, WORKS), expected.map(|line| line.replace("removed", "added")));
}

#[test]
fn equal_names_are_told_apart_by_their_figures_whatever_their_order() {
    let old = "
        1 | work | 1 | Xã A Lưới | Nhà văn hóa | 500 | 50
        1 | work | 2 | Xã A Lưới | Nhà văn hóa | 700 | 70
        1 | work | 3 | Xã B Sơn | Nhà văn hóa | 500 | 50
    ";
    let new = "
        1 | work | 1 | Xã B Sơn | Nhà văn hóa | 500 | 50
        1 | work | 2 | Xã A Lưới | Nhà văn hóa | 700 | 70
        1 | work | 3 | Xã A Lưới | Nhà văn hóa | 500 | 55
    ";
    let (old, new) = (works(old), works(new));
    let difference = compare(&old, &new);
    assert_eq!(told(&difference), ["renumbered: Nhà văn hóa", "changed, renumbered: Nhà văn hóa"]);
}

#[test]
fn a_number_printed_before_the_name_is_a_number() {
    let old = "
        1 | project | 1 | Dự án 1: Hỗ trợ hạ tầng các huyện nghèo | 300 | 300 |
        2 | activity | 1.1 | Hoạt động 1: Đường giao thông nông thôn | 100 | 100 |
        2 | activity | 1.2 | Hoạt động 2: Trường học và trạm y tế | 200 | 200 |
        1 | project | 2 | Dự án 2: Đa dạng hóa sinh kế | 50 | 50 |
    ";
    let new = "
        1 | project | 1 | Dự án 1: Đa dạng hóa sinh kế | 50 | 50 |
        1 | project | 2 | Dự án 2: Hỗ trợ hạ tầng các huyện nghèo | 300 | 300 |
        2 | activity | 2.1 | Hoạt động 1: Trường học và trạm y tế | 200 | 200 |
        2 | activity | 2.2 | Hoạt động 2: Đường giao thông nông thôn | 100 | 100 |
    ";
    let (old, new) = (funding(old), funding(new));
    let difference = compare(&old, &new);
    assert!(difference.is_equal(), "{:?}", told(&difference));
    assert_eq!(difference.counts().renumbered, 4);
}

#[test]
fn what_is_gone_stands_where_it_stood() {
    let new = with(&[("2 | work | 1 | Xã Hồng Phong | Đường Văn Mịch - Nà Kít | 1000 | 100\n", "")]);
    let (old, new) = (works(WORKS), works(&new));
    let difference = compare(&old, &new);
    let names: Vec<String> = crate::table::only(&difference)
        .rows
        .iter()
        .map(|row| {
            crate::table::only(&difference).row_name(row.new.or(row.old).expect("a row")).1.expect("a name")
        })
        .collect();
    assert_eq!(names[..4], ["Tổng cộng", "Huyện Bình Gia", "Đường Văn Mịch - Nà Kít", "Đường Bản Chúc"]);
}
