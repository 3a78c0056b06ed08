//! Outline numbers as numbers.

use std::collections::HashMap;

use phuluc_model::{CodeForm, KindRole, code_form};

use crate::context::Table;

/// Vietnamese lists are lettered without f, j, w and z, with đ after d.
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// The form of an outline number and the place of its last part: `1.3` is the third.
pub(crate) fn ordinal(code: &str) -> Option<(CodeForm, u32)> {
    let form = code_form(code);
    let last = code.trim_end_matches(')').rsplit('.').next()?;
    let place = match form {
        CodeForm::Arabic => last.parse().ok()?,
        CodeForm::Decimal | CodeForm::Mixed => last.parse().ok()?,
        CodeForm::Roman => roman(last)?,
        CodeForm::Capital | CodeForm::Letter => {
            let letter = last.chars().next()?.to_lowercase().next()?;
            u32::try_from(LETTERS.chars().position(|known| known == letter)?).ok()? + 1
        }
        CodeForm::Mark | CodeForm::None => return None,
    };
    Some((form, place))
}

/// What stands before the last part of a dotted number.
pub(crate) fn prefix(code: &str) -> Option<&str> {
    code.rsplit_once('.').map(|(prefix, _)| prefix)
}

fn roman(text: &str) -> Option<u32> {
    let digit = |letter: char| match letter {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map(digit).collect::<Option<_>>()?;
    let next = digits.iter().skip(1).copied().chain([0]);
    let signed = digits.iter().zip(next);
    let value: i64 =
        signed.map(|(here, next)| if *here < next { -i64::from(*here) } else { i64::from(*here) }).sum();
    u32::try_from(value).ok().filter(|value| *value > 0)
}

/// A number in Roman digits.
pub(crate) fn to_roman(mut number: u32) -> String {
    const DIGITS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (worth, digit) in DIGITS {
        // Longer than any list; a number of this kind is not worth its letters.
        while number >= worth && text.len() < 20 {
            text.push_str(digit);
            number -= worth;
        }
    }
    text
}

/// A run of rows below one row that are numbered alike.
#[derive(Debug)]
pub(crate) struct Sequence<'a> {
    /// Rows with their numbers, in the order of the table.
    pub(crate) rows: Vec<(usize, &'a str, u32)>,
}

/// Every group of rows that are numbered alike below one row.
pub(crate) fn sequences<'a>(table: &Table<'a>) -> Vec<Sequence<'a>> {
    let own = (0..table.rows.len()).filter(|at| table.total != Some(*at)).map(|at| table.below(at));
    std::iter::once(table.top.as_slice()).chain(own).flat_map(|rows| split(table, rows)).collect()
}

fn split<'a>(table: &Table<'a>, rows: &[usize]) -> Vec<Sequence<'a>> {
    let mut keys: HashMap<(CodeForm, Option<&str>), usize> = HashMap::new();
    let mut sequences: Vec<Sequence<'a>> = Vec::new();
    for &at in rows {
        let counted = table.row(at).is_some_and(|entry| entry.role == KindRole::Row);
        let Some(code) = table.code(at).filter(|_| counted) else { continue };
        let Some((form, place)) = ordinal(code) else { continue };
        let key = (form, prefix(code));
        let slot = *keys.entry(key).or_insert(sequences.len());
        if slot == sequences.len() {
            sequences.push(Sequence { rows: Vec::new() });
        }
        if let Some(sequence) = sequences.get_mut(slot) {
            sequence.rows.push((at, code, place));
        }
    }
    sequences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted() {
        for (code, expected) in
            [("3", 3), ("IV", 4), ("IX", 9), ("XLII", 42), ("1.10", 10), ("đ)", 5), ("B", 2)]
        {
            assert_eq!(ordinal(code).map(|(_, place)| place), Some(expected), "{code}");
        }
        assert_eq!(to_roman(49), "XLIX");
        assert_eq!(ordinal("-"), None);
        assert_eq!(prefix("4.2.3"), Some("4.2"));
        assert_eq!(prefix("4"), None);
    }
}
