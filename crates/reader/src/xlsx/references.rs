//! The references within a formula's text: which words they are, and how they shift.

use std::ops::Range;

use phuluc_model::ColumnName;

use super::place::{COLUMNS, ROWS};

/// A reference that may shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    Cell(Cell),
    Area(Cell, Cell),
    Columns(Axis, Axis),
    Rows(Axis, Axis),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    column: Axis,
    row: Axis,
}

/// A row or column of a reference, 0-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    index: u32,
    absolute: bool,
}

impl Reference {
    /// The reference moved by rows and columns; `None` where it would leave the sheet.
    pub(super) fn shifted(self, columns: i64, rows: i64) -> Option<Self> {
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

    /// Writes it as a formula has it.
    pub(super) fn write(self, out: &mut String) {
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
pub(super) fn references(text: &str) -> Vec<(Range<usize>, Reference)> {
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
    let index = ColumnName::parse(letters)?.0;
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
