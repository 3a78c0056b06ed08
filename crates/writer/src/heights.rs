//! How high rows must be so that all text shows.
//!
//! Merged cells never fit themselves, and rows of the others only when a
//! program chooses to; so heights are estimated from the widths of letters in
//! Times New Roman, a little on the roomy side.

use std::collections::BTreeMap;

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
        let em = match letter {
            'i' | 'j' | 'l' | 't' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '/' | ' ' | 'í' | 'ì'
            | 'ỉ' | 'ĩ' | 'ị' => 0.29,
            'r' | 'f' | 's' | 'I' | '-' | '(' | ')' | '[' | ']' | 'J' | 'Í' => 0.4,
            'm' | 'w' => 0.78,
            'M' | 'W' => 0.94,
            'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => {
                0.56
            }
            '%' => 0.84,
            _ if letter.is_ascii_digit() => 0.5,
            _ if letter.is_uppercase() => 0.72,
            _ if letter.is_ascii() || letter.is_lowercase() => 0.49,
            _ => 0.8,
        };
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

/// Heights in points of all rows that the blocks touch.
pub(crate) fn heights(blocks: &[Block<'_>]) -> BTreeMap<u32, f64> {
    let mut heights: BTreeMap<u32, f64> = BTreeMap::new();
    for block in blocks {
        let (first, last) = block.rows;
        let single = if first == last { need(block) } else { block.font.line() + 2.0 };
        for row in first..=last {
            let height = heights.entry(row).or_insert(0.0);
            *height = height.max(single);
        }
    }
    for block in blocks.iter().filter(|block| block.rows.0 != block.rows.1) {
        let (first, last) = block.rows;
        let there: f64 = heights.range(first..=last).map(|(_, height)| height).sum();
        let missing = (need(block) - there) / f64::from(last - first + 1);
        if missing > 0.0 {
            heights.range_mut(first..=last).for_each(|(_, height)| *height += missing);
        }
    }
    heights.values_mut().for_each(|height| *height = height.min(HIGHEST));
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
        let heights = heights(&[block("a", (3, 3)), block("a", (4, 4)), block(long, (3, 4))]);
        let sum: f64 = heights.values().sum();
        assert_eq!(heights.len(), 2);
        assert!(sum >= 4.0 * PLAIN.line() && sum < 6.0 * PLAIN.line(), "{heights:?}");
    }
}
