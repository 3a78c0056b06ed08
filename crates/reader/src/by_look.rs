//! Hierarchy by indent and bold type, where numbers and words give none.

use phuluc_model::{KindRole, Layout, Nesting, Value};

use crate::draft::{FlatRow, exact_sum, figure};

/// How a row's name stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Look {
    /// Indent steps, of the cell or typed as spaces.
    pub(crate) indent: u8,
    pub(crate) bold: bool,
}

/// Nests rows of one kind without numbers below the ones that stand out above
/// them, where the figures do not speak against it.
pub(crate) fn nest(layout: &Layout, rows: &mut [FlatRow], total: Option<usize>) {
    // Runs do not overlap: what is nested in one gives no row of another children.
    let mut above = vec![false; rows.len()];
    for parent in rows.iter().filter_map(|row| row.parent) {
        if let Some(above) = above.get_mut(parent) {
            *above = true;
        }
    }
    let mut at = 0;
    while at < rows.len() {
        let end = run_from(layout, rows, at, total);
        if end > at + 1 && !above.get(at..end).unwrap_or_default().contains(&true) {
            nest_run(layout, rows, at..end);
        }
        at = end.max(at + 1);
    }
}

/// The end of the rows from `start` on that are alike: one kind, one parent, no numbers.
fn run_from(layout: &Layout, rows: &[FlatRow], start: usize, total: Option<usize>) -> usize {
    let Some(first) = rows.get(start) else { return start };
    let kind = layout.kinds.get(first.kind);
    if kind.is_none_or(|kind| kind.role != KindRole::Row || kind.nest == Nesting::Code) {
        return start;
    }
    let code = layout.code_column();
    let alike = |(offset, row): &(usize, &FlatRow)| {
        row.kind == first.kind
            && row.parent == first.parent
            && total != Some(start + offset)
            && code.and_then(|code| row.values.get(code)).is_none_or(Value::is_blank)
    };
    start + rows.iter().skip(start).enumerate().take_while(alike).count()
}

fn nest_run(layout: &Layout, rows: &mut [FlatRow], run: std::ops::Range<usize>) {
    let looks: Vec<Look> = rows.get(run.clone()).unwrap_or_default().iter().map(|row| row.look).collect();
    let by_indent = parents(&looks, |above, below| above.indent < below.indent);
    let by_bold = parents(&looks, |above, below| above.bold && !below.bold);
    for parents in [by_indent, by_bold] {
        if parents.iter().any(Option::is_some) && sums_agree(layout, rows, &run, &parents) {
            place(rows, run.start, &parents);
            return;
        }
    }
}

/// The nearest row above each that stands above it.
fn parents(looks: &[Look], above: impl Fn(&Look, &Look) -> bool) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let parent = |(at, look): (usize, &Look)| {
        while open.last().and_then(|top| looks.get(*top)).is_some_and(|top| !above(top, look)) {
            open.pop();
        }
        let parent = open.last().copied();
        open.push(at);
        parent
    };
    looks.iter().enumerate().map(parent).collect()
}

/// Whether no column's figures speak against the parents more often than for them.
fn sums_agree(
    layout: &Layout,
    rows: &[FlatRow],
    run: &std::ops::Range<usize>,
    parents: &[Option<usize>],
) -> bool {
    let rows = rows.get(run.clone()).unwrap_or_default();
    let (mut holding, mut failing) = (0usize, 0usize);
    let mut below: Vec<Vec<&FlatRow>> = vec![Vec::new(); rows.len()];
    for (row, parent) in rows.iter().zip(parents) {
        if let Some(children) = parent.and_then(|parent| below.get_mut(parent)) {
            children.push(row);
        }
    }
    for (row, children) in rows.iter().zip(&below).filter(|(_, children)| !children.is_empty()) {
        for column in &layout.children_sums {
            let Some(stated) = figure(row, *column) else { continue };
            let mut figures = children.iter().filter_map(|row| figure(row, *column)).peekable();
            if figures.peek().is_some() {
                let holds = exact_sum(figures) == Some(stated);
                holding += usize::from(holds);
                failing += usize::from(!holds);
            }
        }
    }
    holding > failing || (holding == 0 && failing == 0)
}

fn place(rows: &mut [FlatRow], start: usize, parents: &[Option<usize>]) {
    for (offset, parent) in parents.iter().enumerate() {
        let Some(parent) = parent.map(|parent| start + parent) else { continue };
        let level = rows.get(parent).map_or(1, |row| row.level.saturating_add(1));
        if let Some(row) = rows.get_mut(start + offset) {
            row.parent = Some(parent);
            row.level = level;
        }
    }
}
