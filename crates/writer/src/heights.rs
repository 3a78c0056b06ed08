//! How high rows must be so that all text shows.
//!
//! Merged cells never fit themselves, and rows of the others only when a
//! program chooses to; so heights are estimated from the widths of letters in
//! Times New Roman, a little on the roomy side.

use std::ops::Range;
use std::sync::LazyLock;

use crate::limits::SHEET_ROWS;

/// Points in a unit of column width (7 pixels at 96 dpi).
pub(crate) const UNIT: f64 = 5.25;
/// Points of padding in a column.
pub(crate) const PADDING: f64 = 3.75;
/// The highest row that a sheet can have, in points.
const HIGHEST: f64 = 409.0;

/// A text that must show in full.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'a> {
    pub(crate) text: &'a str,
    pub(crate) font: Font,
    /// Points across.
    pub(crate) width: f64,
    /// First and last row.
    pub(crate) rows: (u32, u32),
}

/// Size in points and weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Font {
    pub(crate) size: f64,
    pub(crate) bold: bool,
}

impl Font {
    /// Height of a line.
    pub(crate) fn line(self) -> f64 {
        self.size * 1.3
    }

    fn letter(self, letter: char) -> f64 {
        let code = u32::from(letter) as usize;
        let [latin, additional] = &*WIDTHS;
        let known = latin.get(code).or_else(|| additional.get(code.checked_sub(ADDITIONAL.start as usize)?));
        let em = known.copied().unwrap_or_else(|| em(letter));
        em * self.size * if self.bold { 1.08 } else { 1.0 }
    }

    /// Points that a text takes on one line.
    pub(crate) fn width(self, text: &str) -> f64 {
        text.chars().map(|letter| self.letter(letter)).sum()
    }

    /// Lines that a text takes when it is wrapped at spaces, and within words
    /// that are longer than a line.
    pub(crate) fn lines(self, text: &str, width: f64) -> u32 {
        let width = width.max(self.size);
        // No letter is wider than its height, bold ones hardly; most cells are short.
        if text.len() as f64 * self.size * 1.1 < width {
            return 1;
        }
        let space = self.letter(' ');
        let mut lines = 1;
        let mut used = 0.0;
        for word in text.split_whitespace() {
            let long = self.width(word);
            if used > 0.0 && used + space + long > width {
                lines += 1;
                used = 0.0;
            } else if used > 0.0 {
                used += space;
            }
            used += long;
            while used > width {
                lines += 1;
                used -= width;
            }
        }
        lines
    }
}

/// Width of a letter, by the height of letters.
fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 't' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '/' | ' ' | 'í' | 'ì' | 'ỉ'
        | 'ĩ' | 'ị' => 0.29,
        'r' | 'f' | 's' | 'I' | '-' | '(' | ')' | '[' | ']' | 'J' | 'Í' => 0.4,
        'm' | 'w' => 0.78,
        'M' | 'W' => 0.94,
        'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => 0.56,
        '%' => 0.84,
        _ if letter.is_ascii_digit() => 0.5,
        _ if letter.is_uppercase() => 0.72,
        _ if letter.is_ascii() || letter.is_lowercase() => 0.49,
        _ => 0.8,
    }
}

/// Latin letters, and those that Vietnamese has beside.
const LATIN: Range<u32> = 0..0x180;
const ADDITIONAL: Range<u32> = 0x1E00..0x1F00;

/// Their widths, worked out once.
static WIDTHS: LazyLock<[Vec<f64>; 2]> =
    LazyLock::new(|| [LATIN, ADDITIONAL].map(|codes| codes.filter_map(char::from_u32).map(em).collect()));

/// Heights in points, by row; nothing is said of some rows.
#[derive(Debug, Default)]
pub(crate) struct Heights(Vec<f64>);

impl Heights {
    /// The height of a row that something is said of.
    pub(crate) fn get(&self, row: u32) -> Option<f64> {
        self.0.get(row as usize).copied().filter(|height| *height > 0.0)
    }

    /// Forgets the height of a row.
    pub(crate) fn remove(&mut self, row: u32) {
        if let Some(height) = self.0.get_mut(row as usize) {
            *height = 0.0;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, f64)> {
        (0..).zip(self.0.iter().copied()).filter(|(_, height)| *height > 0.0)
    }

    /// Makes a row at least so high.
    fn raise(&mut self, row: u32, height: f64) {
        let at = row.min(SHEET_ROWS) as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0.0);
        }
        if let Some(known) = self.0.get_mut(at) {
            *known = known.max(height);
        }
    }

    fn range_mut(&mut self, (first, last): (u32, u32)) -> &mut [f64] {
        self.0.get_mut(first as usize..=last.min(SHEET_ROWS) as usize).unwrap_or_default()
    }
}

/// Heights of all rows that the blocks touch.
pub(crate) fn heights<'a>(blocks: impl IntoIterator<Item = Block<'a>>) -> Heights {
    let mut heights = Heights::default();
    let mut over_rows = Vec::new();
    for block in blocks {
        let (first, last) = block.rows;
        if first == last {
            heights.raise(first, need(&block));
        } else {
            (first..=last).for_each(|row| heights.raise(row, block.font.line() + 2.0));
            over_rows.push(block);
        }
    }
    for block in over_rows {
        let rows = heights.range_mut(block.rows);
        let missing = (need(&block) - rows.iter().sum::<f64>()) / rows.len() as f64;
        if missing > 0.0 {
            rows.iter_mut().for_each(|height| *height += missing);
        }
    }
    heights.0.iter_mut().for_each(|height| *height = height.min(HIGHEST));
    heights
}

fn need(block: &Block<'_>) -> f64 {
    f64::from(block.font.lines(block.text, block.width)) * block.font.line() + 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Font = Font { size: 10.0, bold: false };

    #[test]
    fn words_wrap_and_long_words_break() {
        assert_eq!(PLAIN.lines("", 50.0), 1);
        assert_eq!(PLAIN.lines("aaaa aaaa", 50.0), 1);
        assert_eq!(PLAIN.lines("aaaa aaaa aaaa", 50.0), 2);
        assert_eq!(PLAIN.lines(&"a".repeat(21), 50.0), 3);
    }

    #[test]
    fn what_spans_rows_makes_them_grow_together() {
        let block = |text, rows| Block { text, font: PLAIN, width: 50.0, rows };
        let long = "aaaa aaaa aaaa aaaa aaaa aaaa aaaa aaaa";
        let heights = heights([block("a", (3, 3)), block("a", (4, 4)), block(long, (3, 4))]);
        let sum: f64 = heights.iter().map(|(_, height)| height).sum();
        assert_eq!(heights.iter().count(), 2);
        assert!(sum >= 4.0 * PLAIN.line() && sum < 6.0 * PLAIN.line(), "{heights:?}");
    }
}
