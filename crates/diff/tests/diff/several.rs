//! Submissions with several appendices.

use phuluc_diff::matching::{match_rows, pair_appendices};
use phuluc_diff::{DiffOptions, diff};
use phuluc_model::{Appendix, PlanReference};

use crate::table::{funding, told, works};

fn of(issuer: &str, mut appendix: Appendix) -> Appendix {
    appendix.plan = Some(PlanReference { number: None, date: None, issuer: Some(issuer.to_owned()) });
    appendix.title = Some("Danh mục công trình năm 2022".to_owned());
    appendix
}

fn bac_son() -> Appendix {
    of("UBND huyện Bắc Sơn", works("1 | work | 1 | Xã Vũ Lễ | Đường Vũ Lễ - Mỏ Nhài | 10 | 1"))
}

fn loc_binh() -> Appendix {
    of("UBND huyện Lộc Bình", works("1 | work | 1 | Xã Yên Khoái | Chợ Yên Khoái | 20 | 2"))
}

#[test]
fn appendices_of_one_layout_are_paired_by_who_they_are_from() {
    let old = [bac_son(), loc_binh()];
    let new = [loc_binh(), funding("1 | project | 1 | Dự án 1: Hỗ trợ | 5 | 5 |"), bac_son()];
    assert_eq!(pair_appendices(&old, &new), [(Some(1), Some(0)), (None, Some(1)), (Some(0), Some(2))]);
    let difference = diff(&old, &new, &DiffOptions::default());
    assert_eq!(told(&difference), ["added: Dự án 1: Hỗ trợ"]);
    assert_eq!(difference.counts().appendices_added, 1);
    // The rows say it where the headings do not.
    let bare = |mut appendix: Appendix| {
        (appendix.plan, appendix.title, appendix.plan_year) = (None, None, None);
        appendix
    };
    let (old, new) = ([bac_son(), loc_binh()].map(bare), [loc_binh(), bac_son()].map(bare));
    assert_eq!(pair_appendices(&old, &new), [(Some(1), Some(0)), (Some(0), Some(1))]);
}

#[test]
fn what_has_no_counterpart_is_not_forced_into_one() {
    let old = [bac_son()];
    let mut other = loc_binh();
    other.title = Some("Biểu khác".to_owned());
    let new = [bac_son(), other];
    assert_eq!(pair_appendices(&old, &new), [(Some(0), Some(0)), (None, Some(1))]);
    assert_eq!(pair_appendices(&new, &old), [(Some(0), Some(0)), (Some(1), None)]);
}

#[test]
fn matching_by_itself() {
    let (old, new) = (bac_son(), works("1 | work | 7 | Xã Vũ Lễ | Đường Vũ Lễ - Mỏ Nhài | 15 | 1"));
    let matching = match_rows(&old, &new);
    let pairs: Vec<(u32, u32)> = matching.pairs().map(|(one, other)| (one.row, other.row)).collect();
    assert_eq!(pairs, [(5, 5)]);
    assert_eq!((matching.of_old(0), matching.of_new(0), matching.of_old(1)), (Some(0), Some(0), None));
}
