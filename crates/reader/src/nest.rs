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

/// Rows that the next one may stand below, from the top level down.
#[derive(Debug, Default)]
pub(crate) struct Open(Vec<Above>);

/// A row that others may stand below.
#[derive(Debug)]
struct Above {
    rank: Rank,
    at: usize,
    level: u8,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand {
    pub(crate) parent: Option<usize>,
    pub(crate) level: u8,
    /// The row that it would stand below, were it not beyond what that one adds up.
    pub(crate) beyond: Option<usize>,
}

impl Open {
    /// Finds where the next row stands, the one of a number `at`; `ends` is the last row of the
    /// sheet that a row's own sum adds up.
    pub(crate) fn place(
        &mut self,
        layout: &Layout,
        row: &FlatRow,
        at: usize,
        ends: impl Fn(usize) -> Option<u32>,
    ) -> Stand {
        let role = layout.kinds.get(row.kind).map(|kind| kind.role);
        let below = |above: Option<&Above>, beyond: Option<usize>| Stand {
            parent: above.map(|above| above.at),
            level: above.map_or(1, |above| above.level.saturating_add(1)),
            beyond,
        };
        match role {
            Some(KindRole::Subtotal) => {
                let above = self.0.len().checked_sub(2).and_then(|at| self.0.get(at));
                return below(above, None);
            }
            Some(KindRole::Breakdown) => return below(self.0.last(), None),
            _ => {}
        }
        let rank = rank(layout, row);
        close(&mut self.0, &rank);
        let ended = self.0.iter().position(|above| ends(above.at).is_some_and(|last| last < row.row));
        let beyond = ended.and_then(|ended| self.0.drain(ended..).next()).map(|above| above.at);
        self.0.truncate(DEEPEST - 1);
        let stand = below(self.0.last(), beyond);
        self.0.push(Above { rank, at, level: stand.level });
        stand
    }

    /// Whether a row of a number may still have others below it.
    pub(crate) fn holds(&self, at: usize) -> bool {
        self.0.iter().any(|above| above.at == at)
    }
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
    let mut open = Open::default();
    for (at, row) in rows.iter_mut().enumerate().filter(|(at, _)| !is_total(*at)) {
        let stand = open.place(layout, row, at, |at| reach.get(at).copied().flatten());
        (row.parent, row.level) = (stand.parent, stand.level);
        beyond.extend(stand.beyond.map(|above| (at, above)));
    }
    beyond
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
fn close(open: &mut Vec<Above>, next: &Rank) {
    while open.last().is_some_and(|Above { rank: top, .. }| {
        top.kind > next.kind || (top.kind == next.kind && next.code.is_none())
    }) {
        open.pop();
    }
    let Some(code) = next.code else { return };
    // A number of a form that is open closes down to it: its siblings.
    let known = open.iter().position(|Above { rank, .. }| rank.kind == next.kind && rank.code == Some(code));
    if let Some(known) = known {
        open.truncate(known);
        return;
    }
    // 7.1 stands below 7, but beside 6.2 and above 6.2.1.
    let dotted = matches!(code.0, CodeForm::Decimal | CodeForm::Mixed);
    while dotted
        && open.last().is_some_and(|Above { rank, .. }| {
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
                    values: values.into(),
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
