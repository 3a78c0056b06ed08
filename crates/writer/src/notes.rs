//! Notes on cells whose value does not say all.

use phuluc_model::{ExactNote, Official, Quantity, StatedNote, Vocabulary, vietnamese};
use rust_decimal::Decimal;

use crate::figures::{Content, Sum};
use crate::limits::{CELL_TEXT, length};

/// Letters of stated words that are shown to people; the machine's line has all.
const SHOWN: usize = 200;

/// The note that a cell needs, if any.
pub(crate) fn note(content: &Content) -> Option<String> {
    match content {
        Content::Number(number) if !fits_binary(*number) => Some(ExactNote(*number).to_string()),
        Content::Formula(sum) => formula_note(sum),
        _ => None,
    }
}

/// Whether the source left blank what a formula now gives: told by the number
/// format, which shows zero as blank, without a note.
pub(crate) fn is_stated_blank(sum: &Sum) -> bool {
    sum.stated.is_blank()
}

fn formula_note(sum: &Sum) -> Option<String> {
    if sum.stated.value() == Some(sum.result) {
        return (!fits_binary(sum.result)).then(|| ExactNote(sum.result).to_string());
    }
    if is_stated_blank(sum) {
        return None;
    }
    let machine = StatedNote { computed: sum.result, stated: sum.stated.clone() }.to_string();
    let text = format!("{}\n{machine}", for_people(sum, &Vocabulary::get().official));
    Some(if length(&text) > CELL_TEXT { machine } else { text })
}

fn for_people(sum: &Sum, words: &Official) -> String {
    let stated = match &sum.stated {
        Quantity::Blank => String::new(),
        Quantity::Nil => "-".to_owned(),
        Quantity::Number(number) => vietnamese(*number),
        Quantity::Words(text) => {
            text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect()
        }
    };
    let mut lines = vec![
        words.stated.replace("{stated}", &stated),
        words.computed.replace("{computed}", &vietnamese(sum.result)),
    ];
    let difference = sum.stated.value().and_then(|stated| stated.checked_sub(sum.result));
    lines.extend(
        difference.map(|difference| words.difference.replace("{difference}", &vietnamese(difference))),
    );
    lines.join("\n")
}

/// The binary number of a cell.
pub(crate) fn binary(number: Decimal) -> f64 {
    // A decimal's text is always a number.
    number.to_string().parse().unwrap_or_default()
}

/// Whether a figure has so few digits that its binary number has just those as its shortest.
pub(crate) fn is_short(number: Decimal) -> bool {
    /// Fifteen digits: every such decimal has a binary number of its own.
    const DIGITS: u128 = 1_000_000_000_000_000;
    number.mantissa().unsigned_abs() < DIGITS && !number.is_zero()
}

/// Whether the binary number of a cell, read by its shortest digits, is the figure again.
fn fits_binary(number: Decimal) -> bool {
    is_short(number) || binary(number).to_string().parse::<Decimal>().is_ok_and(|read| read == number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(result: &str, stated: &str) -> Content {
        let stated = if stated.is_empty() { Quantity::Blank } else { Quantity::from_json_text(stated) };
        let result = result.parse().expect("a decimal");
        Content::Formula(Box::new(Sum { text: String::new(), result, stated, nothing: false }))
    }

    #[test]
    fn a_note_says_what_was_stated() {
        assert_eq!(
            note(&sum("70000", "60000")).as_deref(),
            Some(
                "Bản gốc ghi: 60.000\nCông thức cho: 70.000\nChênh lệch: -10.000\n[phuluc] computed=70000 stated=60000"
            )
        );
        assert_eq!(note(&sum("5", "")), None, "a blank is told by the number format");
        assert_eq!(
            note(&sum("0", "-")).as_deref(),
            Some("Bản gốc ghi: -\nCông thức cho: 0\n[phuluc] computed=0 stated=-")
        );
        assert_eq!(note(&sum("0", "")), None);
        assert_eq!(note(&sum("5.5", "5.5")), None);
    }

    #[test]
    fn long_words_never_overflow_a_note() {
        let words = "chữ ".repeat(8_180);
        let text = note(&sum("5", &words)).expect("a note");
        assert!(length(&text) <= CELL_TEXT);
        assert!(StatedNote::parse(&text).is_some());
    }

    #[test]
    fn digits_that_do_not_fit() {
        let number = |text: &str| Content::Number(text.parse().expect("a decimal"));
        assert_eq!(note(&number("1625.7")), None);
        assert_eq!(note(&number("466028")), None);
        assert_eq!(
            note(&number("0.12345678901234567891")).as_deref(),
            Some("[phuluc] exact=0.12345678901234567891")
        );
        assert_eq!(
            note(&sum("0.12345678901234567891", "0.12345678901234567891")).as_deref(),
            Some("[phuluc] exact=0.12345678901234567891")
        );
    }
}
