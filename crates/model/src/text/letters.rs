//! Short ways for the letters that Vietnamese is written with, which are nearly all
//! letters that are ever met: everything here says what the full tables say, or nothing.

use std::sync::LazyLock;

use super::{Lowered, lowercase};

/// Below it stand the letters of western languages and signs, composed and without
/// combining marks.
const WESTERN: char = '\u{250}';

/// The first of the letters with two marks (Latin Extended Additional).
const ADDITIONAL: char = '\u{1e00}';
const ADDITIONAL_COUNT: usize = 256;

/// Whether text is certainly in Unicode NFC.
pub(super) fn is_composed(text: &str) -> bool {
    text.is_ascii() || text.chars().all(is_composed_letter)
}

/// Letters that are composed and that nothing before them composes with.
pub(super) const fn is_composed_letter(letter: char) -> bool {
    matches!(letter, '\0'..'\u{300}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
}

/// Whether a letter beyond ASCII is composed, shows, and is no space of any kind.
pub(super) const fn stays(letter: char) -> bool {
    matches!(letter, '\u{a1}'..) && is_composed_letter(letter)
}

/// What the letters of ASCII become in folded text; a space is a gap.
#[allow(clippy::indexing_slicing, reason = "a constant: the compiler would refuse a wrong index")]
const ASCII: [u8; 128] = {
    let mut lower = [b' '; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'%' {
            lower[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// What a letter of ASCII becomes in folded text; a space is a gap.
#[inline]
pub(super) fn lowered_ascii(byte: u8) -> u8 {
    ASCII.get(usize::from(byte)).copied().unwrap_or(byte)
}

/// What letters become in lower case: first those below [`WESTERN`], then those from
/// [`ADDITIONAL`] on.
#[derive(Debug)]
pub(super) struct Table {
    lowered: Vec<Option<Lowered>>,
    /// Whether a letter stays as it is.
    kept: Vec<bool>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let western = '\0'..WESTERN;
    let letters = western.chain(ADDITIONAL..='\u{1eff}');
    let lowered: Vec<Option<Lowered>> = letters.clone().map(entry).collect();
    let kept = letters.zip(&lowered).map(|(letter, lower)| *lower == Some(Lowered::Letter(letter)));
    Table { kept: kept.collect(), lowered }
});

/// What letters become in folded text.
pub(super) fn table() -> &'static Table {
    &TABLE
}

fn entry(letter: char) -> Option<Lowered> {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => Some(lowercase(lower)),
        _ => None,
    }
}

impl Table {
    /// How many bytes of text its first letter has, if that is in the table, beyond ASCII, and
    /// stays as it is; else none.
    #[inline]
    pub(super) fn kept(&self, bytes: &[u8]) -> usize {
        let low = |byte: u8| usize::from(byte & 0x3f);
        let western = WESTERN as usize;
        let (at, length) = match *bytes {
            [first @ 0xc2..=0xc9, second, ..] => (usize::from(first & 0x1f) << 6 | low(second), 2),
            [0xe1, second @ 0xb8..=0xbb, third, ..] => {
                (western + (usize::from(second - 0xb8) << 6 | low(third)), 3)
            }
            _ => return 0,
        };
        let is_there = length == 3 || at < western;
        if is_there && self.kept.get(at) == Some(&true) { length } else { 0 }
    }

    /// What a letter becomes in folded text, where the table has it.
    #[inline]
    pub(super) fn get(&self, letter: char) -> Option<Lowered> {
        let western = WESTERN as usize;
        let at = match letter as usize {
            at if at < western => at,
            at => match at.checked_sub(ADDITIONAL as usize) {
                Some(at) if at < ADDITIONAL_COUNT => at + western,
                _ => return None,
            },
        };
        self.lowered.get(at).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    use super::*;

    #[test]
    fn composed_letters_are_what_the_tables_say() {
        let base = ["a", "o\u{302}", "ư"];
        for letter in
            (0..=0x0010_ffff).filter_map(char::from_u32).filter(|letter| is_composed_letter(*letter))
        {
            assert!(!is_combining_mark(letter), "{letter:?}");
            for before in base {
                let text = format!("{}{letter}", before.nfc());
                assert!(text.nfc().eq(text.chars()), "{letter:?}");
            }
        }
    }

    #[test]
    fn the_table_is_what_the_functions_say() {
        for letter in (0..0x3000).filter_map(char::from_u32) {
            if let Some(lowered) = table().get(letter) {
                let lower: Vec<char> = letter.to_lowercase().collect();
                assert_eq!([lowered], [lowercase(lower[0])], "{letter:?}");
                assert_eq!(lower.len(), 1);
            }
        }
        for letter in ('\u{80}'..'\u{3000}').chain(['\u{ffff}', '\u{1f600}']) {
            let text = letter.to_string();
            let kept = table().get(letter) == Some(Lowered::Letter(letter));
            assert_eq!(table().kept(text.as_bytes()), if kept { text.len() } else { 0 }, "{letter:?}");
        }
        for byte in 0..128u8 {
            let lower = match lowercase(char::from(byte).to_ascii_lowercase()) {
                Lowered::Letter(letter) => letter,
                Lowered::Gap => ' ',
            };
            assert_eq!(char::from(lowered_ascii(byte)), lower);
        }
        assert_eq!(table().get('\u{130}'), None, "two letters in lower case");
        assert_eq!(table().get('Ỹ'), Some(Lowered::Letter('ỹ')));
        assert_eq!(table().get('–'), None);
    }
}
