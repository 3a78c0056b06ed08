//! Properties over generated lists of works.

use std::collections::BTreeSet;

use phuluc_diff::Difference;
use phuluc_model::{Appendix, Row, Value};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use proptest::test_runner::TestCaseError;

use crate::table::{compare, told, works};

/// Syllables no two of which are near, long enough for a slip to be one.
const SYLLABLES: [&str; 16] = [
    "Bản", "Chuông", "Khuổi", "Lùng", "Mười", "Ngườm", "Pác", "Phai", "Quang", "Sluông", "Thâm", "Tàng",
    "Văn", "Xuân", "Yên", "Đình",
];
const SORTS: [&str; 4] = ["Đường giao thông", "Trạm bơm", "Nhà văn hóa", "Cầu dân sinh"];

/// Works by district: name, place, figures.
type Works = Vec<(usize, String, String, u32, u32)>;

fn some_works() -> impl Strategy<Value = Works> {
    let work = (0usize..4, 0usize..4, subsequence(SYLLABLES.to_vec(), 3), 0usize..6, 1u32..9_000, 0u32..900);
    proptest::collection::vec(work, 8..40).prop_map(|works| {
        let mut names = BTreeSet::new();
        let mut figures = BTreeSet::new();
        works
            .into_iter()
            .filter(|(_, sort, syllables, ..)| names.insert((*sort, syllables.clone())))
            .filter(|(.., central, _)| figures.insert(*central))
            .map(|(district, sort, syllables, place, central, local)| {
                let name = format!("{} {}", SORTS[sort], syllables.join(" "));
                (district, name, format!("Xã {}", SYLLABLES[place * 2]), central, local)
            })
            .collect()
    })
}

/// The table of works in the order given, districts in that of their first work.
fn table(works_: &Works) -> Appendix {
    let mut districts: Vec<usize> = Vec::new();
    for (district, ..) in works_ {
        if !districts.contains(district) {
            districts.push(*district);
        }
    }
    let all = |value: fn(&(usize, String, String, u32, u32)) -> u32, of: Option<usize>| -> u32 {
        works_.iter().filter(|work| of.is_none_or(|of| work.0 == of)).map(value).sum()
    };
    let mut lines = format!("0 | total | | | Tổng cộng | {} | {}\n", all(|w| w.3, None), all(|w| w.4, None));
    for (at, district) in districts.iter().enumerate() {
        let of = Some(*district);
        let name = ["Bình Gia", "Văn Quan", "Lộc Bình", "Đình Lập"][*district];
        lines += &format!(
            "1 | district | {} | Huyện {name} | | {} | {}\n",
            at + 1,
            all(|w| w.3, of),
            all(|w| w.4, of)
        );
        for (number, (_, name, place, central, local)) in
            works_.iter().filter(|work| work.0 == *district).enumerate()
        {
            lines += &format!("2 | work | {} | {place} | {name} | {central} | {local}\n", number + 1);
        }
    }
    works(&lines)
}

/// One edit of a work.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Figure,
    Letter,
    LetterAndFigure,
    Remove,
    Add,
    District,
    Place,
    Split,
}

const EDITS: [Edit; 8] = [
    Edit::Figure,
    Edit::Letter,
    Edit::LetterAndFigure,
    Edit::Remove,
    Edit::Add,
    Edit::District,
    Edit::Place,
    Edit::Split,
];

/// Works with edits at rows of their own, and what each must be told as.
fn edited(works: &Works, edits: &[(Index, Edit)]) -> (Works, BTreeSet<String>) {
    let mut new: Vec<Vec<_>> = works.iter().map(|work| vec![work.clone()]).collect();
    let mut touched = BTreeSet::new();
    let mut expected = BTreeSet::new();
    for (number, (index, edit)) in edits.iter().enumerate() {
        let at = index.index(works.len());
        let work = works[at].clone();
        let district_works =
            works.iter().enumerate().filter(|(other, w)| w.0 == work.0 && !touched.contains(other));
        // A district must keep some of its own works, or it is gone itself.
        if touched.contains(&at) || district_works.count() < 3 {
            continue;
        }
        touched.insert(at);
        let (district, name, place, central, local) = work;
        match edit {
            Edit::Figure => {
                new[at] = vec![(district, name.clone(), place, central + 10_000, local)];
                expected.insert(format!("changed: {name}"));
            }
            Edit::Letter | Edit::LetterAndFigure => {
                let other = format!("{name}h");
                let (by, word) =
                    if matches!(edit, Edit::Letter) { (0, "renamed") } else { (10_000, "renamed, changed") };
                new[at] = vec![(district, other.clone(), place, central + by, local)];
                expected.insert(format!("{word}: {name} → {other}"));
            }
            Edit::Remove => {
                new[at] = Vec::new();
                expected.insert(format!("removed: {name}"));
            }
            Edit::Add => {
                let other = format!("Kênh mương số {number}");
                new[at].push((district, other.clone(), place, 20_000 + number as u32, 7));
                expected.insert(format!("added: {other}"));
            }
            Edit::District => {
                new[at] = vec![((district + 1) % 4, name.clone(), place, central, local)];
                expected.insert(format!("moved: {name}"));
            }
            Edit::Place => {
                new[at] = vec![(district, name.clone(), "Xã Nơi Khác".to_owned(), central, local)];
                expected.insert(format!("moved: {name}"));
            }
            Edit::Split => {
                let part = |word: &str| format!("{name} ({word})");
                let (one, other) = (part("phía đông"), part("phía tây"));
                let half = central / 2;
                new[at] = vec![
                    (district, one.clone(), place.clone(), central - half, local),
                    (district, other.clone(), place, half, 0),
                ];
                expected.insert(format!("split: {name} → {one} + {other}"));
            }
        }
    }
    (new.into_iter().flatten().collect(), expected)
}

/// What is told of works, without renumbering and totals that follow.
fn own(difference: &Difference<'_>) -> BTreeSet<String> {
    let told = told(difference)
        .into_iter()
        .map(|line| line.replace(", renumbered", "").replace("renumbered: ", "= "));
    told.filter(|line| !line.starts_with("= ") && !line.starts_with("follows")).collect()
}

fn all_districts(works: &Works) -> bool {
    (0..4).all(|district| works.iter().any(|work| work.0 == district))
}

proptest! {
    #[test]
    fn order_and_numbers_never_count(works in some_works(), order in any::<u64>()) {
        let mut shuffled = works.clone();
        let key = |work: &(usize, String, String, u32, u32)| {
            work.1.bytes().fold(order, |hash, byte| hash.rotate_left(7) ^ u64::from(byte).wrapping_mul(0x9e37_79b9))
        };
        shuffled.sort_by_key(key);
        let (old, new) = (table(&works), table(&shuffled));
        let difference = compare(&old, &new);
        prop_assert!(difference.is_equal(), "{:?}", told(&difference));
        prop_assert_eq!(difference.counts().form, 0);
    }

    #[test]
    fn exactly_the_edits_are_found(
        works in some_works(),
        edits in proptest::collection::vec((any::<Index>(), proptest::sample::select(&EDITS[..])), 0..12),
    ) {
        prop_assume!(all_districts(&works));
        let (changed, expected) = edited(&works, &edits);
        let (old, new) = (table(&works), table(&changed));
        let difference = compare(&old, &new);
        prop_assert_eq!(own(&difference), expected);
    }

    #[test]
    fn the_other_way_round_adds_what_was_removed(
        works in some_works(),
        edits in proptest::collection::vec((any::<Index>(), proptest::sample::select(&EDITS[..])), 0..12),
    ) {
        let (changed, _) = edited(&works, &edits);
        let (old, new) = (table(&works), table(&changed));
        mirrored(&old, &new)?;
    }

    /// Lists that have little to do with each other: nothing is known but that all is accounted for.
    #[test]
    fn every_row_stands_in_the_comparison_once(one in some_works(), other in some_works()) {
        let (old, new) = (table(&one), table(&other));
        mirrored(&old, &new)?;
        let difference = compare(&old, &new);
        let rows = &difference.appendices[0].rows;
        let address = |row: Option<&Row>| row.map(|row| std::ptr::from_ref(row) as usize);
        let olds: Vec<usize> = rows.iter().filter_map(|row| address(row.old)).collect();
        let news: Vec<usize> = rows.iter().filter_map(|row| address(row.new)).collect();
        let all = |appendix: &Appendix| appendix.walk().count() + 1;
        prop_assert_eq!((olds.len(), news.len()), (all(&old), all(&new)));
        prop_assert_eq!(olds.into_iter().collect::<BTreeSet<_>>().len(), all(&old));
        prop_assert_eq!(news.into_iter().collect::<BTreeSet<_>>().len(), all(&new));
        let sums = &difference.appendices[0].whole;
        for sum in sums {
            let total = |appendix: &Appendix| {
                appendix.total.as_ref().and_then(|row| row.values.get(sum.column)).and_then(Value::quantity).map(|q| q.addend())
            };
            prop_assert_eq!((Some(sum.old), Some(sum.new)), (total(&old), total(&new)));
        }
    }
}

fn mirrored(old: &Appendix, new: &Appendix) -> Result<(), TestCaseError> {
    let (there, back) = (compare(old, new).counts(), compare(new, old).counts());
    prop_assert_eq!((there.added, there.removed), (back.removed, back.added));
    prop_assert_eq!((there.split, there.joined), (back.joined, back.split));
    prop_assert_eq!(
        (there.moved, there.renamed, there.changed, there.follows),
        (back.moved, back.renamed, back.changed, back.follows)
    );
    Ok(())
}
