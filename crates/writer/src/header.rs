//! The official header: merged cells, and the row of column numbers.

use phuluc_model::{HeaderText, Layout};

/// A header cell over columns and rows, counted from the header's first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderCell {
    pub(crate) text: String,
    pub(crate) rows: (u32, u32),
    pub(crate) columns: (usize, usize),
}

/// The cells of the header over the written columns.
pub(crate) fn header_cells(layout: &Layout, columns: &[usize], year: Option<i32>) -> Vec<HeaderCell> {
    let paths: Vec<&[HeaderText]> = columns
        .iter()
        .map(|column| layout.columns.get(*column).map_or(&[] as &[HeaderText], |column| &column.header))
        .collect();
    let depth = paths.iter().map(|path| path.len()).max().unwrap_or(1).max(1);
    let mut cells = Vec::new();
    for level in 0..depth {
        let mut start = 0;
        while let Some(path) = paths.get(start) {
            let Some(step) = path.get(level) else {
                start += 1;
                continue;
            };
            let leaf = level + 1 == path.len();
            let same =
                |other: &&&[HeaderText]| other.len() > level + 1 && other.get(..=level) == path.get(..=level);
            let width = if leaf { 1 } else { paths.iter().skip(start).take_while(same).count().max(1) };
            let bottom = if leaf { depth - 1 } else { level };
            let row = |level: usize| u32::try_from(level).unwrap_or(u32::MAX);
            cells.push(HeaderCell {
                text: step.official(year, layout.unit),
                rows: (row(level), row(bottom)),
                columns: (start, start + width - 1),
            });
            start += width;
        }
    }
    cells
}

/// Number of header rows over the written columns.
pub(crate) fn header_rows(cells: &[HeaderCell]) -> u32 {
    cells.iter().map(|cell| cell.rows.1 + 1).max().unwrap_or(1)
}

/// The row of column numbers: `(1)`, `(2)`, `(3)=(4)+(7)+(10)`.
pub(crate) fn numbering(layout: &Layout, columns: &[usize]) -> Vec<String> {
    let number = |column: usize| columns.iter().position(|written| *written == column).map(|at| at + 1);
    let line = |(at, column): (usize, &usize)| {
        let sum = layout.row_sums.iter().find(|sum| sum.target == *column);
        let terms = sum.map(|sum| sum.terms.as_slice()).unwrap_or_default();
        let mut right = String::new();
        for term in terms {
            let Some(number) = number(term.column) else { continue };
            match (term.minus, right.is_empty()) {
                (true, _) => right.push('-'),
                (false, false) => right.push('+'),
                (false, true) => {}
            }
            right.push_str(&format!("({number})"));
        }
        if right.is_empty() { format!("({})", at + 1) } else { format!("({})={right}", at + 1) }
    };
    columns.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use phuluc_model::Layouts;

    use super::*;

    #[test]
    fn equal_neighbours_merge_and_short_paths_reach_down() {
        let layouts = Layouts::built_in();
        let layout = layouts.get("phu-luc-2").expect("a layout");
        let columns: Vec<usize> = (0..layout.columns.len()).collect();
        let cells = header_cells(layout, &columns, Some(2022));
        let at = |text: &str| {
            cells
                .iter()
                .filter(|cell| cell.text == text)
                .map(|cell| (cell.rows, cell.columns))
                .collect::<Vec<_>>()
        };
        assert_eq!(at("STT"), [((0, 1), (0, 0))]);
        assert_eq!(at("Ngân sách Trung ương"), [((0, 0), (3, 5))]);
        assert_eq!(at("Nguồn ĐTPT"), [((1, 1), (4, 4)), ((1, 1), (7, 7)), ((1, 1), (10, 10))]);
        assert_eq!(header_rows(&cells), 2);
        assert_eq!(
            numbering(layout, &columns),
            [
                "(1)",
                "(2)",
                "(3)=(4)+(7)+(10)",
                "(4)=(5)+(6)",
                "(5)",
                "(6)",
                "(7)=(8)+(9)",
                "(8)",
                "(9)",
                "(10)=(11)+(12)",
                "(11)",
                "(12)"
            ]
        );
    }

    #[test]
    fn columns_left_out_leave_no_number() {
        let layouts = Layouts::built_in();
        let layout = layouts.get("phu-luc-2").expect("a layout");
        let numbers = numbering(layout, &[0, 1, 2, 3, 5]);
        assert_eq!(numbers, ["(1)", "(2)", "(3)=(4)", "(4)=(5)", "(5)"]);
    }
}
