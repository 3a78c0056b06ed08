//! Hierarchy: from kinds and outline numbers to parents and levels.

use phuluc_model::{CodeForm, KindRole, Layout, Nesting, Value, code_depth, code_form};

use crate::draft::FlatRow;

/// Levels that a table may have: far above any form, and what recursive code and
/// JSON readers bear. Rows that claim to stand deeper stand here.
const DEEPEST: usize = 32;

/// What decides where a row nests.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rank {
    kind: usize,
    /// Form and depth of the outline number, where the kind nests by it.
    code: Option<(CodeForm, usize)>,
}

/// Gives every row its parent and level. `transparent` rows (grand total,
/// subtotals) hold nothing below them.
///
/// `reach` is the last row of the sheet that a form's own sum of a row adds up, by row:
/// what stands beyond is no part of it. Given are such rows, with the one that their kind
/// and number would put them under.
pub(crate) fn nest(
    layout: &Layout,
    rows: &mut [FlatRow],
    is_total: &dyn Fn(usize) -> bool,
    reach: &[Option<u32>],
) -> Vec<(usize, usize)> {
    let mut beyond = Vec::new();
    let mut open: Vec<(Rank, usize)> = Vec::new();
    for at in 0..rows.len() {
        let Some(row) = rows.get(at) else { break };
        if is_total(at) {
            continue;
        }
        let subtotal = layout.kinds.get(row.kind).is_some_and(|kind| kind.role == KindRole::Subtotal);
        if subtotal {
            let parent = open.len().checked_sub(2).and_then(|at| open.get(at)).map(|(_, parent)| *parent);
            place(rows, at, parent);
            continue;
        }
        let breakdown = layout.kinds.get(row.kind).is_some_and(|kind| kind.role == KindRole::Breakdown);
        if breakdown {
            place(rows, at, open.last().map(|(_, parent)| *parent));
            continue;
        }
        let rank = rank(layout, row);
        close(&mut open, &rank);
        let ends = |at: usize| reach.get(at).copied().flatten();
        let row = row.row;
        let ended = open.iter().position(|(_, above)| ends(*above).is_some_and(|last| last < row));
        if let Some((_, above)) = ended.and_then(|ended| open.drain(ended..).next()) {
            beyond.push((at, above));
        }
        open.truncate(DEEPEST - 1);
        place(rows, at, open.last().map(|(_, parent)| *parent));
        open.push((rank, at));
    }
    beyond
}

fn place(rows: &mut [FlatRow], at: usize, parent: Option<usize>) {
    let level = parent.and_then(|parent| rows.get(parent)).map_or(1, |parent| parent.level.saturating_add(1));
    if let Some(row) = rows.get_mut(at) {
        row.parent = parent;
        row.level = level;
    }
}

fn rank(layout: &Layout, row: &FlatRow) -> Rank {
    let by_code = layout.kinds.get(row.kind).is_some_and(|kind| kind.nest == Nesting::Code);
    let code = by_code.then(|| {
        let code = layout.code_column().and_then(|column| row.values.get(column)).and_then(Value::text);
        let code = code.unwrap_or_default();
        (code_form(code), code_depth(code))
    });
    Rank { kind: row.kind, code }
}

/// Closes what the next row does not stand below.
fn close(open: &mut Vec<(Rank, usize)>, next: &Rank) {
    while open
        .last()
        .is_some_and(|(top, _)| top.kind > next.kind || (top.kind == next.kind && next.code.is_none()))
    {
        open.pop();
    }
    let Some(code) = next.code else { return };
    // A number of a form that is open closes down to it: its siblings.
    let known = open.iter().position(|(rank, _)| rank.kind == next.kind && rank.code == Some(code));
    if let Some(known) = known {
        open.truncate(known);
        return;
    }
    // 7.1 stands below 7, but beside 6.2 and above 6.2.1.
    let dotted = matches!(code.0, CodeForm::Decimal | CodeForm::Mixed);
    while dotted
        && open.last().is_some_and(|(rank, _)| {
            rank.kind == next.kind && rank.code.is_some_and(|(_, depth)| depth >= code.1 || depth == 0)
        })
    {
        open.pop();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use phuluc_model::Layouts;

    fn levels(id: &str, kind: &str, codes: &[&str]) -> Vec<u8> {
        let layouts = Layouts::built_in();
        let layout = layouts.get(id).expect("a layout");
        let kind = layout.kinds.iter().position(|k| &*k.name == kind).expect("a kind");
        let column = layout.code_column().expect("a code column");
        let mut rows: Vec<FlatRow> = codes
            .iter()
            .enumerate()
            .map(|(at, code)| {
                let mut values: Vec<Value> = layout.columns.iter().map(|c| Value::blank(c.kind)).collect();
                values[column] = Value::Text((!code.is_empty()).then(|| Arc::from(*code)));
                FlatRow {
                    row: at as u32,
                    kind,
                    values,
                    carried: vec![],
                    parent: None,
                    level: 0,
                    look: Default::default(),
                }
            })
            .collect();
        nest(layout, &mut rows, &|_| false, &[]);
        rows.iter().map(|row| row.level).collect()
    }

    #[test]
    fn by_outline_number() {
        assert_eq!(levels("phu-luc-1", "indicator", &["1", "2", "7.1", "7.2"]), [1, 1, 2, 2]);
        assert_eq!(levels("phu-luc-1", "indicator", &["I", "1", "2", "II", "1"]), [1, 2, 2, 1, 2]);
        assert_eq!(levels("phu-luc-1", "indicator", &["1", "1.1", "1.1.1", "1.2", "2"]), [1, 2, 3, 2, 1]);
        assert_eq!(levels("phu-luc-1", "indicator", &["1", "", "", "2", "-", "-"]), [1, 2, 2, 1, 2, 2]);
    }

    #[test]
    fn no_number_nests_without_end() {
        let codes: Vec<String> = (1..200).map(|depth| vec!["1"; depth].join(".")).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        assert_eq!(levels("phu-luc-1", "indicator", &codes).into_iter().max(), Some(DEEPEST as u8));
    }
}
