//! Large lists: what is found, not how long it takes.

use crate::table::{compare, told, works};

/// A list of works over districts; names repeat, as those of offices do.
fn list(count: usize, edit: impl Fn(usize) -> Option<String>) -> String {
    let mut lines = String::new();
    for at in 0..count {
        if at % 200 == 0 {
            lines += &format!("1 | district | {} | Huyện số {} | | |\n", at / 200 + 1, at / 200 + 1);
        }
        let usual = format!("Đường thôn {} nhánh {}", at % 50, at % 7);
        let name = edit(at).unwrap_or(usual);
        lines += &format!(
            "2 | work | {} | Xã {} | {name} | {} | {}\n",
            at % 200 + 1,
            at / 20,
            at * 3 + 1,
            at % 11
        );
    }
    lines
}

#[test]
fn edits_in_twenty_thousand_rows() {
    let old = works(&list(20_000, |_| None));
    let renamed = |at: usize| (at == 4_321).then(|| "Đường thôn 21 nhanhs 2".to_owned());
    let new = works(&list(20_000, renamed));
    assert_eq!(told(&compare(&old, &new)), ["renamed: Đường thôn 21 nhánh 2 → Đường thôn 21 nhanhs 2"]);
}

#[test]
fn a_list_that_shares_nothing_is_all_gone_and_all_new() {
    let old = works(&list(3_000, |_| None));
    let new = works(&list(3_000, |at| Some(format!("Trạm bơm {at} khu {}", at * 7))));
    let counts = compare(&old, &new).counts();
    assert_eq!((counts.removed, counts.added, counts.renamed), (3_000, 3_000, 0));
}

/// Names that say nothing, under one parent: nothing is lost, and it ends.
#[test]
fn thousands_of_one_name() {
    let list = |name: &dyn Fn(usize) -> String, by: usize| -> String {
        (0..20_000).map(|at| format!("1 | work | {} | | {} | {} | 1\n", at + 1, name(at), at + by)).collect()
    };
    let one = |_: usize| "Nhà văn hóa".to_owned();
    let (old, new) = (works(&list(&one, 1)), works(&list(&one, 30_000)));
    let counts = compare(&old, &new).counts();
    assert_eq!((counts.added, counts.removed), (0, 0));
    let other = works(&list(&|at| format!("Nhà văn hóa thôn {}", at % 9), 30_000));
    let counts = compare(&old, &other).counts();
    assert_eq!(counts.removed + counts.renamed, 20_000);
    assert_eq!(counts.added + counts.renamed, 20_000);
}
