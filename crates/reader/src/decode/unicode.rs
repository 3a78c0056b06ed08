//! Unicode that is not in its usual form: decomposed, half composed (as
//! Windows-1258 stores it), or with the tone mark before the shape mark, which
//! NFC alone does not repair.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Encoding;
use super::syllable::{self, Kind};

/// Circumflex, breve, horn: they shape the letter; tones come after them.
const SHAPES: [char; 3] = ['\u{302}', '\u{306}', '\u{31b}'];

/// The text in NFC with every letter whole, and what was the matter with it.
pub(crate) fn compose(text: &str) -> (String, Option<Encoding>) {
    if text.chars().all(is_whole) {
        return (text.to_owned(), None);
    }
    if !text.chars().any(is_mark) {
        return (text.nfc().collect(), None);
    }
    let composed: String = text.nfc().collect();
    let mut ordered = String::with_capacity(text.len());
    let mut marks: Vec<char> = Vec::new();
    for letter in text.nfd() {
        if is_mark(letter) {
            marks.push(letter);
        } else {
            flush(&mut ordered, &mut marks);
            ordered.push(letter);
        }
    }
    flush(&mut ordered, &mut marks);
    let repaired: String = ordered.nfc().collect();
    let encoding = if repaired != composed {
        Encoding::ToneBeforeShape
    } else if half_composed(text) {
        Encoding::HalfComposed
    } else {
        Encoding::Decomposed
    };
    let changed = repaired != text;
    (repaired, changed.then_some(encoding))
}

/// Whether a character is whole and stays so whatever stands beside it: the letters of
/// nearly all text, told without the tables of Unicode.
const fn is_whole(letter: char) -> bool {
    matches!(letter, '\0'..='\u{17f}' | '\u{1a0}' | '\u{1a1}' | '\u{1af}' | '\u{1b0}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}')
}

/// Whether text stays as it is, whatever its words are: its letters are whole, and none
/// looks like another.
pub(super) fn is_settled(text: &str) -> bool {
    text.chars().all(|letter| is_whole(letter) && !LOOKALIKES.contains(&letter))
}

/// Letters that stand for `Đ` and `đ` where they make a word.
const LOOKALIKES: [char; 3] = ['\u{d0}', '\u{f0}', '\u{189}'];

/// Whether a character is a mark on the letter before it.
pub(super) fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && is_combining_mark(letter)
}

/// `Ð` and `ð` (eth), and the African `Ɖ`, typed for `Đ` and `đ`, in words that are
/// Vietnamese with them. A lone one is told by the figures around it: 2.000ð.
pub(super) fn with_stroke(word: &str, stands_for_money: bool) -> String {
    if !word.contains(LOOKALIKES) {
        return word.to_owned();
    }
    let stroked: String = word
        .chars()
        .map(|letter| match letter {
            '\u{d0}' | '\u{189}' => '\u{110}',
            '\u{f0}' => '\u{111}',
            other => other,
        })
        .collect();
    let lone = stroked.chars().count() == 1;
    let fits = if lone { stands_for_money } else { syllable::kind(&stroked) != Kind::Other };
    if fits { stroked } else { word.to_owned() }
}

/// Writes the marks of one letter, shapes first where that makes one letter of them:
/// on an `ñ`, which no Vietnamese word has, marks stay in their order.
fn flush(ordered: &mut String, marks: &mut Vec<char>) {
    let mut sorted = marks.clone();
    sorted.sort_by_key(|mark| !SHAPES.contains(mark));
    let whole = ordered.chars().next_back().into_iter().chain(sorted.iter().copied()).nfc().count() == 1;
    ordered.extend(if whole { sorted } else { marks.clone() });
    marks.clear();
}

/// Whether a mark stands behind a letter that has one already: `ê` and an acute.
fn half_composed(text: &str) -> bool {
    let mut before = '\0';
    text.chars().any(|letter| {
        let half = is_mark(letter) && !before.is_ascii() && before.is_alphabetic();
        before = letter;
        half
    })
}
