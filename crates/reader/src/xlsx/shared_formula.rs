//! Shared formulas: one text for many cells, its relative references shifted.

use std::ops::Range;
use std::sync::Arc;

use phuluc_model::CellRef;

use super::place::{COLUMNS, ROWS};

/// A formula that is stored at one cell and holds, shifted, for others.
#[derive(Debug)]
pub(super) struct SharedFormula {
    text: Arc<str>,
    home: CellRef,
    /// References in the text, in order.
    references: Vec<(Range<usize>, Reference)>,
}

/// A reference that may shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reference {
    Cell(Cell),
    Area(Cell, Cell),
    Columns(Axis, Axis),
    Rows(Axis, Axis),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    column: Axis,
    row: Axis,
}

/// A row or column of a reference, 0-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Axis {
    index: u32,
    absolute: bool,
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

impl Reference {
    fn shifted(self, columns: i64, rows: i64) -> Option<Self> {
        let cell = |cell: Cell| -> Option<Cell> {
            Some(Cell { column: cell.column.shifted(columns, COLUMNS)?, row: cell.row.shifted(rows, ROWS)? })
        };
        Some(match self {
            Self::Cell(one) => Self::Cell(cell(one)?),
            Self::Area(one, other) => Self::Area(cell(one)?, cell(other)?),
            Self::Columns(one, other) => {
                Self::Columns(one.shifted(columns, COLUMNS)?, other.shifted(columns, COLUMNS)?)
            }
            Self::Rows(one, other) => Self::Rows(one.shifted(rows, ROWS)?, other.shifted(rows, ROWS)?),
        })
    }

    fn write(self, out: &mut String) {
        match self {
            Self::Cell(cell) => cell.write(out),
            Self::Area(one, other) => {
                one.write(out);
                out.push(':');
                other.write(out);
            }
            Self::Columns(one, other) => {
                one.write_column(out);
                out.push(':');
                other.write_column(out);
            }
            Self::Rows(one, other) => {
                one.write_row(out);
                out.push(':');
                other.write_row(out);
            }
        }
    }
}

impl Cell {
    fn write(self, out: &mut String) {
        self.column.write_column(out);
        self.row.write_row(out);
    }
}

impl Axis {
    fn shifted(self, by: i64, end: u32) -> Option<Self> {
        if self.absolute {
            return Some(self);
        }
        let index = u32::try_from(i64::from(self.index) + by).ok().filter(|index| *index < end)?;
        Some(Self { index, ..self })
    }

    fn write_column(self, out: &mut String) {
        if self.absolute {
            out.push('$');
        }
        let letter = |digit: u32| char::from(b'A' + (digit % 26) as u8);
        if self.index >= 26 + 26 * 26 {
            out.push(letter((self.index - 26 - 26 * 26) / (26 * 26)));
        }
        if self.index >= 26 {
            out.push(letter((self.index - 26) / 26));
        }
        out.push(letter(self.index));
    }

    fn write_row(self, out: &mut String) {
        if self.absolute {
            out.push('$');
        }
        out.push_str(&(self.index + 1).to_string());
    }
}

/// Finds the references of a formula: words that are cells, columns or rows, but
/// not those in texts, sheet names, brackets, nor names of functions.
fn references(text: &str) -> Vec<(Range<usize>, Reference)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        at = match first {
            '"' | '\'' => past_quoted(text, at, first),
            '[' => past_brackets(text, at),
            '#' => past_error(text, at),
            letter if is_word(letter) => {
                let (end, reference) = word(text, at);
                found.extend(reference.map(|reference| (at..end, reference)));
                end
            }
            other => at + other.len_utf8(),
        };
    }
    found
}

/// Reads a word, with the range operator and the word after it where both make one
/// reference.
fn word(text: &str, at: usize) -> (usize, Option<Reference>) {
    let end = past_word(text, at);
    let follows = next_char(text, end);
    // A function, a sheet or a table: not a cell, whatever it looks like.
    if matches!(follows, Some('(' | '!' | '[')) {
        return (end, None);
    }
    let one = text.get(at..end).unwrap_or_default();
    let cell = parse_cell(one);
    if follows == Some(':') {
        let other_end = past_word(text, end + 1);
        let other = text.get(end + 1..other_end).unwrap_or_default();
        match next_char(text, other_end) {
            // Sheets from one to another, as in `Q1:Q3!A1`.
            Some('!') => return (other_end, None),
            Some('(' | '[') => {}
            _ => {
                if let Some(reference) = parse_range(one, other) {
                    return (other_end, Some(reference));
                }
            }
        }
    }
    (end, cell.map(Reference::Cell))
}

fn parse_range(one: &str, other: &str) -> Option<Reference> {
    let cells = || Some(Reference::Area(parse_cell(one)?, parse_cell(other)?));
    let columns = || Some(Reference::Columns(parse_column(one)?, parse_column(other)?));
    let rows = || Some(Reference::Rows(parse_row(one)?, parse_row(other)?));
    cells().or_else(columns).or_else(rows)
}

fn parse_cell(word: &str) -> Option<Cell> {
    let body = word.strip_prefix('$').unwrap_or(word);
    let letters = body.bytes().take_while(u8::is_ascii_alphabetic).count();
    let split = letters + word.len() - body.len();
    Some(Cell { column: parse_column(word.get(..split)?)?, row: parse_row(word.get(split..)?)? })
}

fn parse_column(word: &str) -> Option<Axis> {
    let letters = word.strip_prefix('$').unwrap_or(word);
    let index = phuluc_model::ColumnName::parse(letters)?.0;
    Some(Axis { index, absolute: letters.len() < word.len() })
}

fn parse_row(word: &str) -> Option<Axis> {
    let digits = word.strip_prefix('$').unwrap_or(word);
    if digits.is_empty() || digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let row: u32 = digits.parse().ok().filter(|row| *row <= ROWS)?;
    Some(Axis { index: row - 1, absolute: digits.len() < word.len() })
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '$' | '_' | '.' | '\\' | '?') || !letter.is_ascii()
}

fn next_char(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn past_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())
}

/// Past a text or sheet name; a doubled quote within simply begins another.
fn past_quoted(text: &str, at: usize, quote: char) -> usize {
    let rest = text.get(at + 1..).unwrap_or_default();
    rest.find(quote).map_or(text.len(), |end| at + 1 + end + 1)
}

/// Past the brackets of a table's columns or another workbook's number, which nest;
/// an apostrophe escapes the sign after it.
fn past_brackets(text: &str, at: usize) -> usize {
    let (mut depth, mut escaped) = (0u32, false);
    for (offset, letter) in text.get(at..).unwrap_or_default().char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\'' => escaped = true,
            '[' => depth += 1,
            ']' if depth <= 1 => return at + offset + 1,
            ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Past an error value such as `#DIV/0!`, or the spill sign alone.
fn past_error(text: &str, at: usize) -> usize {
    let rest = text.get(at + 1..).unwrap_or_default();
    let end = rest.find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '/' | '_')));
    let end = at + 1 + end.unwrap_or(rest.len());
    if end > at + 1 && matches!(next_char(text, end), Some('!' | '?')) { end + 1 } else { end }
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
