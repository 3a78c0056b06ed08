//! A formula as a sum of cells, and its shape once row numbers are masked.

use phuluc_model::formula::{Operator, Token, tokens, with_plain_ranges};
use phuluc_model::{CellRange, CellRef, ColumnName};

/// A formula of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parsed {
    /// Ranges of its own sheet that functions add up, text within left out.
    pub(super) summed: Vec<CellRange>,
    /// What it adds up, where it does nothing else with cells of its own sheet.
    pub(super) sum: Option<Sum>,
    /// What it is like: columns, and whether the row is its own (`@`) or another (`#`).
    pub(super) shape: String,
}

/// A sum of cells and ranges.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sum {
    pub(super) areas: Vec<Area>,
    /// Whether subtotals within are left out, as `SUBTOTAL` does.
    pub(super) skips_subtotals: bool,
    /// Figures that are added besides.
    pub(super) constants: bool,
}

/// Cells that a sum adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) range: CellRange,
    /// Whether they are taken away.
    pub(super) minus: bool,
    /// Whether text within is left out, as functions do.
    pub(super) skips_text: bool,
}

/// Takes apart the formula of a cell; `None` where it has what is not understood here.
pub(super) fn parse(text: &str, at: CellRef) -> Option<Parsed> {
    let tokens = with_plain_ranges(&tokens(text).ok()?);
    // What another sheet holds is not of this table, nor like anything in it.
    if tokens.iter().any(|token| matches!(token, Token::Sheet(_))) {
        return None;
    }
    let sum = sum(&tokens);
    let shape = match &sum {
        Some(sum) => shape_of_sum(sum, at),
        None => shape_of_tokens(&tokens, at),
    };
    Some(Parsed { summed: summed(&tokens), sum, shape })
}

/// Functions that add up the figures of a range and leave out text.
const SUMS: [&str; 5] = ["SUM", "SUBTOTAL", "SUMIF", "SUMIFS", "AGGREGATE"];

/// The ranges between the parentheses of functions that add up.
fn summed(tokens: &[Token]) -> Vec<CellRange> {
    let mut calls: Vec<bool> = Vec::new();
    let mut ranges = Vec::new();
    let mut rest = tokens.iter().peekable();
    while let Some(token) = rest.next() {
        match token {
            Token::Call(name) => calls.push(SUMS.contains(&name.as_str())),
            Token::Open => calls.push(calls.last() == Some(&true)),
            Token::Close => drop(calls.pop()),
            Token::Cell(first, _) if calls.last() == Some(&true) => {
                let range = rest.next_if(|next| **next == Token::Operator(Operator::Range));
                let last = range.and_then(|_| rest.next_if(|next| matches!(next, Token::Cell(..))));
                let last = if let Some(Token::Cell(last, _)) = last { *last } else { *first };
                ranges.push(CellRange::new(*first, last));
            }
            _ => {}
        }
    }
    ranges
}

/// Cells with `+` and `-` between them, `SUM(…)` and `SUBTOTAL(9,…)`.
fn sum(tokens: &[Token]) -> Option<Sum> {
    let mut sum = Sum::default();
    let mut minus = false;
    // Open parentheses, and whether a function's.
    let mut open: Vec<bool> = Vec::new();
    let mut rest = tokens.iter().peekable();
    // Whether an operand comes next.
    let mut wanted = true;
    while let Some(token) = rest.next() {
        match token {
            Token::Operator(Operator::Plus) => wanted = true,
            Token::Operator(Operator::Minus) if open.is_empty() => {
                minus = if wanted { !minus } else { true };
                wanted = true;
                continue;
            }
            Token::Comma if !open.is_empty() => wanted = true,
            Token::Call(name) if wanted && name == "SUM" && (open.is_empty() || !minus) => {
                open.push(true);
            }
            Token::Call(name) if wanted && name == "SUBTOTAL" && open.is_empty() => {
                let Some(Token::Number(kind)) = rest.next() else { return None };
                if ![9.into(), 109.into()].contains(kind) || rest.next() != Some(&Token::Comma) {
                    return None;
                }
                sum.skips_subtotals = true;
                open.push(true);
            }
            Token::Open if wanted && !minus => open.push(false),
            Token::Close if !wanted => {
                open.pop()?;
                minus &= !open.is_empty();
            }
            Token::Cell(first, _) if wanted => {
                let mut last = *first;
                if rest.next_if(|next| **next == Token::Operator(Operator::Range)).is_some() {
                    let Some(Token::Cell(other, _)) = rest.next() else { return None };
                    last = *other;
                }
                let range = CellRange::new(*first, last);
                sum.areas.push(Area { range, minus, skips_text: open.contains(&true) });
                wanted = false;
                minus &= !open.is_empty();
            }
            Token::Number(_) if wanted => {
                sum.constants = true;
                wanted = false;
                minus &= !open.is_empty();
            }
            _ => return None,
        }
    }
    (!wanted && open.is_empty() && !sum.areas.is_empty()).then_some(sum)
}

fn shape_of_sum(sum: &Sum, at: CellRef) -> String {
    /// Columns that are told apart.
    const MOST: u32 = 64;
    let mut parts: Vec<String> = Vec::new();
    for Area { range: CellRange { first, last }, minus, .. } in &sum.areas {
        let sign = if *minus { '-' } else { '+' };
        let own = first.row == last.row && first.row == at.row;
        for column in first.column..=last.column.min(first.column + MOST) {
            parts.push(format!("{sign}{}{}", ColumnName(column), if own { '@' } else { '#' }));
        }
    }
    parts.sort_unstable();
    parts.dedup();
    if sum.constants {
        parts.push("+n".to_owned());
    }
    parts.concat()
}

/// Everything as it stands, rows masked.
fn shape_of_tokens(tokens: &[Token], at: CellRef) -> String {
    let mut shape = String::from("=");
    for token in tokens {
        match token {
            Token::Cell(cell, _) => {
                shape +=
                    &format!("{}{}", ColumnName(cell.column), if cell.row == at.row { '@' } else { '#' });
            }
            other => shape += &format!("{other:?}"),
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let at = "C7".parse().unwrap();
        parse(text, at).map(|parsed| parsed.shape).unwrap_or_default()
    }

    #[test]
    fn sums_of_the_same_kind_have_one_shape() {
        assert_eq!(shape("SUM(C8:C20)"), "+C#");
        assert_eq!(shape("C8+C12+C20"), "+C#");
        assert_eq!(shape("SUM(C8,C12:C14)+C20"), "+C#");
        assert_eq!(shape("SUBTOTAL(9,C8:C20)"), "+C#");
        assert_eq!(shape("SUBTOTAL(9,INDEX(C7:C20,2):C20)"), "+C#");
        assert_eq!(shape("D7+G7+J7"), "+D@+G@+J@");
        assert_eq!(shape("+D7+(G7+J7)"), "+D@+G@+J@");
        assert_eq!(shape("SUM(D7:E7)"), "+D@+E@");
    }

    #[test]
    fn what_differs_is_seen() {
        assert_eq!(shape("D7+G8"), "+D@+G#");
        assert_eq!(shape("D7-G7"), "+D@-G@");
        assert_eq!(shape("D7+G7+100"), "+D@+G@+n");
        assert_eq!(shape("C8-C9+C10"), "+C#-C#");
    }

    #[test]
    fn ranges_that_functions_add_up() {
        let summed = |text: &str| {
            let parsed = parse(text, "C7".parse().unwrap());
            parsed
                .map(|parsed| parsed.summed.iter().map(ToString::to_string).collect::<Vec<_>>())
                .unwrap_or_default()
        };
        assert_eq!(summed("SUM(C8:C9,C12)+C14"), ["C8:C9", "C12"]);
        assert_eq!(summed("SUM(C8,(C10))/ROUND(C11,0)"), ["C8", "C10"]);
        assert_eq!(summed("SUBTOTAL(9,C8:C20)"), ["C8:C20"]);
        assert_eq!(summed("SUBTOTAL(9,INDEX(C7:C20,2):C20)"), ["C8:C20"]);
        assert_eq!(summed("SUM(INDEX(C7:C20,2))"), [""; 0], "which cell it is, is not looked at");
        assert_eq!(summed("C8+MAX(C8:C9)"), [""; 0]);
    }

    #[test]
    fn other_formulas_are_no_sums() {
        for text in
            ["C8*2", "ROUND(C8,0)", "SUM(C8:C9)/2", "C8&C9", "Sheet2!C8", "SUM(", "C8+", "SUBTOTAL(1,C8:C9)"]
        {
            let at = "C7".parse().unwrap();
            assert!(parse(text, at).is_none_or(|parsed| parsed.sum.is_none()), "{text}");
        }
        assert_ne!(shape("ROUND(C8,0)"), shape("ROUND(D8,0)"));
        assert_eq!(shape("F7/E7*100"), "=F@Operator(Over)E@Operator(Times)Number(100)");
    }
}
