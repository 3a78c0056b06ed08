//! The rows of both appendices in one order.

use crate::difference::RowState;
use crate::matching::{Link, Matching, Placed};

/// One line of the comparison, with rows as indexes into the matching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) state: RowState,
    pub(crate) old: Option<usize>,
    pub(crate) new: Option<usize>,
    pub(crate) link: Option<usize>,
}

/// Lines in the order of the new appendix. What is gone stands behind the row that it stood
/// behind, or below its parent.
pub(crate) fn lines(matching: &Matching<'_>) -> Vec<Line> {
    let mut gone = gone(matching);
    let mut lines = Vec::new();
    let mut emit_gone = |lines: &mut Vec<Line>, at: usize| {
        for row in gone.get_mut(at).map(std::mem::take).unwrap_or_default() {
            lines.push(Line { state: RowState::Removed, old: Some(row), new: None, link: None });
        }
    };
    emit_gone(&mut lines, 0);
    for new in 0..matching.new_rows().len() {
        let index = matching.of_new(new);
        match index.and_then(|index| matching.links().get(index)) {
            None => lines.push(Line { state: RowState::Added, old: None, new: Some(new), link: None }),
            Some(link) => linked(&mut lines, link, index, new),
        }
        emit_gone(&mut lines, new + 1);
    }
    lines
}

fn linked(lines: &mut Vec<Line>, link: &Link, index: Option<usize>, new: usize) {
    let first = link.old.first().copied();
    if link.new.len() > 1 {
        let old = first.filter(|_| link.new.first() == Some(&new));
        lines.push(Line { state: RowState::Split, old, new: Some(new), link: index });
    } else if link.old.len() > 1 {
        lines.push(Line { state: RowState::Joined, old: first, new: Some(new), link: index });
        let others = link.old.iter().skip(1);
        lines.extend(others.map(|old| Line {
            state: RowState::Joined,
            old: Some(*old),
            new: None,
            link: index,
        }));
    } else {
        lines.push(Line { state: RowState::Both, old: first, new: Some(new), link: None });
    }
}

/// Old rows that are gone, by the place among the new rows behind which they stand.
fn gone(matching: &Matching<'_>) -> Vec<Vec<usize>> {
    let ends = ends(matching.new_rows());
    let counterpart = |row: usize| {
        let link = matching.links().get(matching.of_old(row)?)?;
        link.new.last().copied()
    };
    let mut buckets = vec![Vec::new(); matching.new_rows().len() + 1];
    // Behind which new row the next gone row below each old row stands, and the same above level 1.
    let mut below: Vec<usize> = vec![0; matching.old_rows().len()];
    let mut top = 0;
    for (row, placed) in matching.old_rows().iter().enumerate() {
        let here = placed.parent.and_then(|parent| below.get(parent)).copied().unwrap_or(top);
        let after = match counterpart(row) {
            None => {
                if let Some(bucket) = buckets.get_mut(here) {
                    bucket.push(row);
                }
                here
            }
            Some(new) => {
                if !moved(matching, row) {
                    let end = ends.get(new).copied().unwrap_or(new) + 1;
                    match placed.parent.and_then(|parent| below.get_mut(parent)) {
                        Some(slot) => *slot = end,
                        None => top = end,
                    }
                }
                new + 1
            }
        };
        if let Some(slot) = below.get_mut(row) {
            *slot = after;
        }
    }
    buckets
}

/// The last row below each row, itself where there is none.
fn ends(rows: &[Placed<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..rows.len()).collect();
    for (row, placed) in rows.iter().enumerate().rev() {
        let end = ends.get(row).copied().unwrap_or(row);
        if let Some(slot) = placed.parent.and_then(|parent| ends.get_mut(parent)) {
            *slot = end.max(*slot);
        }
    }
    ends
}

/// Whether an old row stands below something else now.
pub(crate) fn moved(matching: &Matching<'_>, old: usize) -> bool {
    let Some(link) = matching.of_old(old).and_then(|link| matching.links().get(link)) else { return false };
    let above = |parent: Option<usize>, of: &dyn Fn(usize) -> Option<usize>| match parent {
        None => Some(None),
        Some(parent) => of(parent).map(Some),
    };
    let from =
        matching.old_rows().get(old).and_then(|placed| above(placed.parent, &|row| matching.of_old(row)));
    link.new.iter().any(|new| {
        let to = matching
            .new_rows()
            .get(*new)
            .and_then(|placed| above(placed.parent, &|row| matching.of_new(row)));
        from.is_none() || from != to
    })
}
