//! Which columns are written, how wide, and with how many decimals.

use phuluc_model::{Align, Appendix, ColumnType};
use rust_decimal::Decimal;

use crate::figures::Content;
use crate::heights::{Font, PADDING, UNIT};

/// Digits, separators and sign that a figure may take; decimals beyond are not shown.
const LONGEST_FIGURE: usize = 26;

/// One written column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ColumnPlan {
    /// Its index in the layout.
    pub(crate) index: usize,
    pub(crate) kind: ColumnType,
    pub(crate) align: Align,
    /// In character units.
    pub(crate) width: f64,
    /// Decimals of its figures.
    pub(crate) decimals: usize,
}

impl ColumnPlan {
    /// Points across.
    pub(crate) fn points(&self) -> f64 {
        self.width * UNIT + PADDING
    }
}

/// Points for text over columns.
pub(crate) fn points(columns: &[ColumnPlan], first: usize, last: usize) -> f64 {
    let columns = columns.iter().skip(first).take((last + 1).saturating_sub(first));
    columns.map(ColumnPlan::points).sum::<f64>() - PADDING
}

/// Layout columns that are written: all but optional ones that neither a row
/// nor the source has.
pub(crate) fn written(appendix: &Appendix) -> Vec<usize> {
    let layout = &appendix.layout;
    let filled = |index: usize| {
        let mut rows = appendix.total.iter().chain(appendix.walk());
        rows.any(|row| row.values.get(index).is_some_and(|value| !value.is_blank()))
    };
    let needed = layout.columns.iter().enumerate().filter(|(index, column)| {
        !column.optional || appendix.source.columns.contains_key(&*column.field) || filled(*index)
    });
    let written: Vec<usize> = needed.map(|(index, _)| index).collect();
    if written.is_empty() { (0..layout.columns.len()).collect() } else { written }
}

/// Plans of the written columns for what stands in them.
pub(crate) fn plans(appendix: &Appendix, written: &[usize], contents: &[Vec<Content>]) -> Vec<ColumnPlan> {
    let layout = &appendix.layout;
    let known =
        written.iter().enumerate().filter_map(|(at, index)| Some((at, *index, layout.columns.get(*index)?)));
    known
        .map(|(position, index, column)| {
            let cells = contents.iter().filter_map(|cells| cells.get(position));
            let numbers: Vec<Decimal> = cells.filter_map(Content::number).collect();
            let whole = numbers.iter().map(whole_length).max().unwrap_or(0);
            let decimals =
                numbers.iter().map(|number| number.normalize().scale() as usize).max().unwrap_or(0);
            let decimals = decimals.min(LONGEST_FIGURE.saturating_sub(whole + 1));
            let letters = whole + if decimals > 0 { decimals + 1 } else { 0 };
            let font = Font { size: layout.page.font_size, bold: false };
            let needed = font.width(&"0".repeat(letters)) / UNIT + 1.0;
            ColumnPlan {
                index,
                kind: column.kind,
                align: column.align,
                width: column.width.max(needed),
                decimals: if column.kind == ColumnType::Year { 0 } else { decimals },
            }
        })
        .collect()
}

/// Digits before the decimal mark with their separators and the sign.
fn whole_length(number: &Decimal) -> usize {
    let whole = number.trunc().normalize();
    // A whole number has no scale; its logarithm is that of its digits.
    let digits = whole.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1);
    digits + (digits - 1) / 3 + usize::from(number.is_sign_negative())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_figures() {
        for (number, length) in [("0", 1), ("-1625.75", 6), ("466028", 7), ("1000000", 9), ("0.5", 1)] {
            assert_eq!(whole_length(&number.parse().expect("a decimal")), length, "{number}");
        }
    }
}
