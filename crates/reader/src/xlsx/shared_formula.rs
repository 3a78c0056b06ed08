//! Shared formulas: one text for many cells, its relative references shifted.

use std::ops::Range;
use std::sync::Arc;

use phuluc_model::CellRef;

use super::references::{Reference, references};

/// A formula that is stored at one cell and holds, shifted, for others.
#[derive(Debug)]
pub(super) struct SharedFormula {
    text: Arc<str>,
    home: CellRef,
    /// References in the text, in order.
    references: Vec<(Range<usize>, Reference)>,
}

impl SharedFormula {
    /// Takes apart the formula that is stored at `home`.
    pub(super) fn new(text: Arc<str>, home: CellRef) -> Self {
        let references = references(&text);
        Self { text, home, references }
    }

    /// What it takes in memory; more than its text, where that is all references.
    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.references.len() * size_of::<(Range<usize>, Reference)>()
    }

    /// The formula as it reads at another cell.
    pub(super) fn at(&self, cell: CellRef) -> String {
        let columns = i64::from(cell.column) - i64::from(self.home.column);
        let rows = i64::from(cell.row) - i64::from(self.home.row);
        let mut out = String::with_capacity(self.text.len() + 8);
        let mut done = 0;
        for (range, reference) in &self.references {
            out.push_str(self.text.get(done..range.start).unwrap_or_default());
            match reference.shifted(columns, rows) {
                Some(shifted) => shifted.write(&mut out),
                None => out.push_str("#REF!"),
            }
            done = range.end;
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shifted(formula: &str, rows: u32, columns: u32) -> String {
        SharedFormula::new(formula.into(), CellRef::new(9, 9)).at(CellRef::new(9 + rows, 9 + columns))
    }

    #[test]
    fn references_shift() {
        for (formula, expected) in [
            ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
            ("SUM(A1:B2)", "SUM(B3:C4)"),
            ("SUM($A$1:A1)", "SUM($A$1:B3)"),
            ("SUM(A:A)+SUM($B:C)+SUM(1:1)+SUM($2:3)", "SUM(B:B)+SUM($B:D)+SUM(3:3)+SUM($2:5)"),
            ("Z9*AZ9*ZZ9", "AA11*BA11*AAA11"),
            ("Sheet1!A1+'Phụ lục A1'!B2+'O''A1'!C3", "Sheet1!B3+'Phụ lục A1'!C4+'O''A1'!D5"),
            ("Q1:Q3!A1", "Q1:Q3!B3"),
            ("[1]A1!A1", "[1]A1!B3"),
            ("A1:INDEX(A:A,3)", "B3:INDEX(B:B,3)"),
            ("a1", "B3"),
            ("A1#+@A1%", "B3#+@B3%"),
        ] {
            assert_eq!(shifted(formula, 2, 1), expected, "{formula}");
        }
    }

    #[test]
    fn what_only_looks_like_a_reference_stays() {
        for formula in [
            "LOG10(2)",
            "\"A1\"&\"say \"\"A1\"\"\"",
            "A1B+tong_A1+A1.5+XFE1+A1048577+A0+ABCD1",
            "Table1[[#All],[A1]]+T1[A1]",
            "#REF!+#DIV/0!+#N/A",
            "1E10+1.5E5",
            "đA1",
            "A1()",
            "TRUE",
        ] {
            assert_eq!(shifted(formula, 2, 1), formula);
        }
    }

    #[test]
    fn references_out_of_the_sheet_are_errors() {
        let formula = SharedFormula::new("SUM(A1:B2)+X!C3+$A$1".into(), CellRef::new(5, 5));
        assert_eq!(formula.at(CellRef::new(4, 5)), "SUM(#REF!)+X!C2+$A$1");
        assert_eq!(shifted("XFD1+A1048576", 1, 1), "#REF!+#REF!");
    }
}
