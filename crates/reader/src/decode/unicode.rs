//! Unicode that is not in its usual form: decomposed, half composed (as
//! Windows-1258 stores it), or with the tone mark before the shape mark, which
//! NFC alone does not repair.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Encoding;

/// Circumflex, breve, horn: they shape the letter; tones come after them.
const SHAPES: [char; 3] = ['\u{302}', '\u{306}', '\u{31b}'];

/// The text in NFC with every letter whole, and what was the matter with it.
pub(crate) fn compose(text: &str) -> (String, Option<Encoding>) {
    if !text.chars().any(is_combining_mark) {
        return (text.nfc().collect(), None);
    }
    let composed: String = text.nfc().collect();
    let mut ordered = String::with_capacity(text.len());
    let mut marks: Vec<char> = Vec::new();
    for letter in text.nfd() {
        if is_combining_mark(letter) {
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
    (repaired, Some(encoding))
}

/// Writes the marks of one letter, shapes first.
fn flush(ordered: &mut String, marks: &mut Vec<char>) {
    marks.sort_by_key(|mark| !SHAPES.contains(mark));
    ordered.extend(marks.drain(..));
}

/// Whether a mark stands behind a letter that has one already: `ê` and an acute.
fn half_composed(text: &str) -> bool {
    let mut before = '\0';
    text.chars().any(|letter| {
        let half = is_combining_mark(letter) && !before.is_ascii() && before.is_alphabetic();
        before = letter;
        half
    })
}
