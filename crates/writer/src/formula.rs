//! Text of formulas.

use std::fmt::Write as _;

use phuluc_model::exact::RATE_DECIMALS;
use phuluc_model::{CellRange, CellRef};

/// Arguments of one `SUM`; the limit of workbooks is 255.
const ARGUMENTS: usize = 200;
/// Characters of a formula; the limit of workbooks is 8,192.
const LONGEST: usize = 8_000;

/// One part of a sum within a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub(crate) cell: CellRef,
    pub(crate) minus: bool,
    /// Whether words or a dash stand there.
    pub(crate) text: bool,
}

/// The sum of a column over rows in ascending order: neighbours as one range.
/// `None` where the formula would be longer than a cell can hold.
pub(crate) fn column_sum(column: u32, rows: &[u32]) -> Option<String> {
    let mut runs: Vec<CellRange> = Vec::new();
    for &row in rows {
        let cell = CellRef::new(row, column);
        match runs.last_mut() {
            Some(run) if run.last.row.checked_add(1) == Some(row) => run.last = cell,
            _ => runs.push(CellRange::new(cell, cell)),
        }
    }
    let arguments: Vec<String> = runs.iter().map(CellRange::to_string).collect();
    let sums: Vec<String> =
        arguments.chunks(ARGUMENTS).map(|chunk| format!("SUM({})", chunk.join(","))).collect();
    let formula = match sums.as_slice() {
        [] => return None,
        [sum] => format!("={sum}"),
        sums => format!("=SUM({})", sums.join(",")),
    };
    (formula.len() < LONGEST && sums.len() <= ARGUMENTS).then_some(formula)
}

/// The sum of a column over all rows below one, down to another, each once: rows that are
/// such sums themselves do not count, nor do those taken out. Rows inserted between count,
/// also right below the first: the range begins at the second cell of one that begins there.
pub(crate) fn column_subtotal(column: u32, rows: (u32, u32), out: &[u32]) -> Option<String> {
    let last = CellRef::new(rows.1, column);
    let range = CellRange::new(CellRef::new(rows.0, column), last);
    let mut formula = format!("=SUBTOTAL(9,INDEX({range},2):{last})");
    if !out.is_empty() {
        let sum = column_sum(column, out)?;
        let _ = write!(formula, "-{}", sum.trim_start_matches('='));
    }
    (formula.len() < LONGEST).then_some(formula)
}

/// A percentage within a row, with as many decimals as merging gives it; zero, which does
/// not show, where there is nothing to divide by.
pub(crate) fn rate(part: CellRef, whole: CellRef) -> String {
    format!("=IF(N({whole})=0,0,ROUND(N({part})/{whole}*100,{RATE_DECIMALS}))")
}

/// A sum within a row: `=D9+G9-J9`. Where words or a dash stand in a part it is
/// made of `SUM`, which passes over them; `+` would answer `#VALUE!`.
pub(crate) fn row_sum(parts: &[Part]) -> Option<String> {
    let mut formula = String::from("=");
    if parts.iter().any(|part| part.text) {
        let (minus, plus): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| part.minus);
        let sum = |parts: &[&Part]| {
            let cells: Vec<String> = parts.iter().map(|part| part.cell.to_string()).collect();
            format!("SUM({})", cells.join(","))
        };
        if !plus.is_empty() {
            formula.push_str(&sum(&plus));
        }
        if !minus.is_empty() {
            let _ = write!(formula, "-{}", sum(&minus));
        }
    } else {
        for (at, part) in parts.iter().enumerate() {
            let sign = if part.minus { "-" } else { "+" };
            let _ = write!(formula, "{}{}", if at == 0 && !part.minus { "" } else { sign }, part.cell);
        }
    }
    (!parts.is_empty() && parts.len() <= ARGUMENTS && formula.len() < LONGEST).then_some(formula)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_sums_collapse_neighbours_only() {
        assert_eq!(column_sum(6, &[8, 16, 35]).as_deref(), Some("=SUM(G9,G17,G36)"));
        assert_eq!(column_sum(6, &[9, 10, 11]).as_deref(), Some("=SUM(G10:G12)"));
        assert_eq!(column_sum(6, &[9, 10, 12]).as_deref(), Some("=SUM(G10:G11,G13)"));
        assert_eq!(column_sum(6, &[9]).as_deref(), Some("=SUM(G10)"));
        assert_eq!(column_sum(6, &[]), None);
    }

    #[test]
    fn long_sums_nest_and_longer_ones_give_up() {
        let rows: Vec<u32> = (0..450).map(|at| at * 2).collect();
        let formula = column_sum(2, &rows).expect("a formula");
        assert!(formula.starts_with("=SUM(SUM(C1,C3,"), "{formula}");
        assert_eq!(formula.matches("SUM(").count(), 4);
        assert!(formula.len() < LONGEST);
        let rows: Vec<u32> = (0..4000).map(|at| at * 2).collect();
        assert_eq!(column_sum(2, &rows), None);
    }

    #[test]
    fn row_sums_and_their_signs() {
        let part =
            |text: &str, minus, is_text| Part { cell: text.parse().expect("a cell"), minus, text: is_text };
        let plain = [part("D9", false, false), part("G9", false, false), part("J9", true, false)];
        assert_eq!(row_sum(&plain).as_deref(), Some("=D9+G9-J9"));
        assert_eq!(row_sum(&[part("D9", true, false), part("G9", false, false)]).as_deref(), Some("=-D9+G9"));
        let dash = [part("D9", false, true), part("G9", false, false), part("J9", true, false)];
        assert_eq!(row_sum(&dash).as_deref(), Some("=SUM(D9,G9)-SUM(J9)"));
        assert_eq!(row_sum(&[part("J9", true, true)]).as_deref(), Some("=-SUM(J9)"));
        assert_eq!(row_sum(&[]), None);
    }
}
