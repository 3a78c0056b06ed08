//! Outline numbers as numbers.

use phuluc_model::{CodeForm, KindRole, code_form};

use crate::context::Table;
use crate::keyed::Map;

/// Vietnamese lists are lettered without f, j, w and z, with đ after d.
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// The form of an outline number and the place of its last part: `1.3` is the third.
pub(crate) fn ordinal(code: &str) -> Option<(CodeForm, u32)> {
    let form = code_form(code);
    let plain = code.trim_end_matches(')');
    let last =
        plain.bytes().rposition(|byte| byte == b'.').map_or(Some(plain), |dot| plain.get(dot + 1..))?;
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
    let dot = code.bytes().rposition(|byte| byte == b'.')?;
    code.get(..dot)
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
pub(crate) struct Sequence {
    /// Rows with their numbers, in the order of the table.
    pub(crate) rows: Vec<(usize, u32)>,
    /// Whether every number is above the one before it, so that none is doubled or out of order.
    pub(crate) grows: bool,
}

/// Every group of rows that are numbered alike below one row. Rules ask [`Table::sequences`].
pub(crate) fn sequences(table: &Table<'_>) -> Vec<Sequence> {
    let own = (0..table.rows.len()).filter(|at| table.total != Some(*at)).map(|at| table.below(at));
    let all = std::iter::once(table.top.as_slice()).chain(own).filter(|rows| !rows.is_empty());
    all.flat_map(|rows| split(table, rows)).collect()
}

fn split<'a>(table: &Table<'a>, rows: &[usize]) -> Vec<Sequence> {
    type Key<'a> = (CodeForm, Option<&'a str>);
    let mut slots: Map<Key<'a>, usize> = Map::default();
    let mut sequences: Vec<Sequence> = Vec::new();
    // Mostly the row above is numbered alike.
    let mut last: Option<(Key<'a>, usize)> = None;
    for &at in rows {
        let counted = table.row(at).is_some_and(|entry| entry.role == KindRole::Row);
        let Some(code) = table.code(at).filter(|_| counted) else { continue };
        let Some((form, place)) = ordinal(code) else { continue };
        let key = (form, prefix(code));
        let slot = match last {
            Some((last, slot)) if last == key => slot,
            _ => *slots.entry(key).or_insert(sequences.len()),
        };
        last = Some((key, slot));
        if slot == sequences.len() {
            sequences.push(Sequence { rows: Vec::new(), grows: true });
        }
        if let Some(sequence) = sequences.get_mut(slot) {
            sequence.grows &= sequence.rows.last().is_none_or(|(_, before)| *before < place);
            sequence.rows.push((at, place));
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
