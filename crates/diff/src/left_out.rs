//! Figures typed as text that formulas leave out of their sums.

use std::cell::Cell;
use std::collections::BTreeSet;

use phuluc_model::formula::{Operator, Token, tokens};
use phuluc_model::{Appendix, CellRange, CellRef, Row};

/// Cells that are looked at in one appendix; beyond that nothing is explained.
const MOST_CELLS: usize = 5_000_000;

/// What the formulas of one appendix leave out.
pub(crate) struct LeftOut<'a> {
    appendix: Option<&'a Appendix>,
    budget: Cell<usize>,
}

impl<'a> LeftOut<'a> {
    pub(crate) fn of(appendix: Option<&'a Appendix>) -> Self {
        let some = appendix.filter(|appendix| !appendix.source.text_figures.is_empty());
        Self { appendix: some, budget: Cell::new(MOST_CELLS) }
    }

    /// The figures that a cell's formula leaves out because they are typed as text, itself or
    /// through the formulas that it adds up, in the order of the sheet.
    fn by(&self, cell: Option<CellRef>) -> Vec<CellRef> {
        let (Some(appendix), Some(cell)) = (self.appendix, cell) else { return Vec::new() };
        let source = &appendix.source;
        let mut found = BTreeSet::new();
        let (mut seen, mut open) = (BTreeSet::from([cell]), vec![cell]);
        while let Some(formula) = open.pop().and_then(|cell| source.formulas.get(&cell)) {
            let Some((ranges, adds)) = references(formula) else { continue };
            for range in ranges {
                if adds {
                    let texts = source.text_figures.range(range.first..=range.last);
                    found.extend(self.counted(texts).filter(|text| range.contains(**text)));
                }
                let formulas = source.formulas.range(range.first..=range.last).map(|(cell, _)| cell);
                let below = self.counted(formulas).filter(|cell| range.contains(**cell));
                open.extend(below.filter(|cell| seen.insert(**cell)));
            }
        }
        found.into_iter().collect()
    }

    /// The same for the cell of a row's column.
    pub(crate) fn of_row(&self, row: &Row, column: usize) -> Vec<CellRef> {
        let Some(appendix) = self.appendix else { return Vec::new() };
        let field = appendix.layout.columns.get(column).map(|column| &*column.field);
        self.by(field.and_then(|field| appendix.source.cell(field, row.row)))
    }

    /// The cells, as long as there is time to look at them.
    fn counted<'c>(
        &'c self,
        cells: impl Iterator<Item = &'c CellRef> + 'c,
    ) -> impl Iterator<Item = &'c CellRef> + 'c {
        cells.take_while(|_| {
            let left = self.budget.get();
            self.budget.set(left.saturating_sub(1));
            left > 0
        })
    }
}

/// The cells that a formula refers to, and whether it calls a function: those leave out
/// texts where signs between cells do not. `None` of another sheet's cells.
fn references(formula: &str) -> Option<(Vec<CellRange>, bool)> {
    let tokens = tokens(formula).ok()?;
    let (mut ranges, mut adds) = (Vec::new(), false);
    let mut rest = tokens.as_slice();
    while let [token, others @ ..] = rest {
        rest = others;
        match token {
            Token::Sheet(_) => return None,
            Token::Call(_) => adds = true,
            Token::Span(first, last, _) => ranges.push(CellRange::new(*first, *last)),
            Token::Cell(first, _) => {
                let mut last = *first;
                if let [Token::Operator(Operator::Range), Token::Cell(end, _), others @ ..] = rest {
                    (last, rest) = (*end, others);
                }
                ranges.push(CellRange::new(*first, last));
            }
            _ => {}
        }
    }
    Some((ranges, adds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_sums_are_told_from_signs() {
        let of = |formula: &str| {
            references(formula).map(|(ranges, adds)| {
                (ranges.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "), adds)
            })
        };
        assert_eq!(of("SUBTOTAL(9,E11:E16)+C3"), Some(("E11:E16 C3".to_owned(), true)));
        assert_eq!(of("E11+E12"), Some(("E11 E12".to_owned(), false)));
        assert_eq!(of("SUM('PL III'!E11:E12)"), None);
    }
}
