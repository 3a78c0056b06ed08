//! Figures typed as text: every way in which Vietnamese offices write them.

use phuluc_model::text::fold;
use phuluc_model::{MoneyUnit, Vocabulary};
use rust_decimal::Decimal;

/// What a text in a figure cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FigureText {
    /// A mark of nil.
    Nil,
    /// One reading only.
    Unique(Figure),
    /// `2.000` or `2,000`: grouped thousands, or three decimals.
    Ambiguous {
        grouped: Figure,
        fraction: Figure,
        /// Which separator stands there.
        separator: char,
    },
    /// No figure.
    Words,
}

/// A figure that was read from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) value: Decimal,
    /// Unit typed behind it.
    pub(crate) unit: Option<MoneyUnit>,
    /// Whether a percent sign stands behind it.
    pub(crate) percent: bool,
    /// What its separators prove.
    pub(crate) proof: Option<Grouping>,
}

/// Which mark separates decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Grouping {
    /// `1.234,5`: the Vietnamese way.
    DotGroups,
    /// `1,234.5`.
    CommaGroups,
}

/// Reads a tidied text.
pub(crate) fn read(text: &str) -> FigureText {
    let words = Vocabulary::get();
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let text = visible.as_str();
    if words.nil.iter().any(|nil| nil == text) {
        return FigureText::Nil;
    }
    let mut rest = text.trim_start_matches(['\'', '`', '\u{2019}']).trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    for minus in ['-', '\u{2212}', '\u{2013}', '\u{2010}', '\u{2011}'] {
        if let Some(inner) = rest.strip_prefix(minus) {
            if negative {
                return FigureText::Words;
            }
            negative = true;
            rest = inner.trim_start();
            break;
        }
    }
    rest = rest.strip_prefix('+').unwrap_or(rest).trim_start();
    let end = rest.find(|c: char| !is_numeral(c)).unwrap_or(rest.len());
    let (numeral, suffix) = rest.split_at(end);
    // "1.500.000,-" as on receipts.
    let suffix = if numeral.ends_with([',', '.']) { suffix.trim_end_matches(['-', '=']) } else { suffix };
    let Some((unit, percent)) = read_suffix(words, suffix) else { return FigureText::Words };
    let figure =
        |value: Decimal, proof| Figure { value: if negative { -value } else { value }, unit, percent, proof };
    match read_numeral(numeral.trim_end()) {
        Some(Numeral::Unique(value, proof)) => FigureText::Unique(figure(value, proof)),
        Some(Numeral::Ambiguous { grouped, fraction, separator }) => FigureText::Ambiguous {
            grouped: figure(grouped, None),
            fraction: figure(fraction, None),
            separator,
        },
        None => FigureText::Words,
    }
}

/// Marks that nobody sees: soft hyphen, direction marks.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '\u{2019}')
}

/// What stands behind a numeral: nothing, a unit of money, a percent sign.
fn read_suffix(words: &Vocabulary, suffix: &str) -> Option<(Option<MoneyUnit>, bool)> {
    let suffix = suffix.trim();
    if suffix.is_empty() {
        return Some((None, false));
    }
    if suffix == "%" {
        return Some((None, true));
    }
    words.unit_of(&fold(suffix)).map(|unit| (Some(unit), false))
}

enum Numeral {
    Unique(Decimal, Option<Grouping>),
    Ambiguous { grouped: Decimal, fraction: Decimal, separator: char },
}

fn read_numeral(text: &str) -> Option<Numeral> {
    // A mark that ends a figure, or stands apart before its decimals, is a slip of the hand.
    let joined = text.replace(" ,", ",").replace(" .", ".");
    let text = joined.trim_end_matches(['.', ',', ' ']);
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\'' | '\u{2019}')).collect();
    let spaced = plain.len() != text.len();
    if !plain.bytes().any(|b| b.is_ascii_digit()) || (spaced && !groups_by_space(text)) {
        return None;
    }
    let dots = plain.matches('.').count();
    let commas = plain.matches(',').count();
    match (dots, commas) {
        (0, 0) => Some(Numeral::Unique(Decimal::from_str_exact(&plain).ok()?, None)),
        (1.., 1..) => both(&plain, dots, commas),
        (2.., 0) => grouped(&plain, '.').map(|value| Numeral::Unique(value, Some(Grouping::DotGroups))),
        (0, 2..) => grouped(&plain, ',').map(|value| Numeral::Unique(value, Some(Grouping::CommaGroups))),
        (1, 0) => single(&plain, '.', spaced),
        (0, 1) => single(&plain, ',', spaced),
    }
}

/// Both separators: the last one is the decimal mark.
fn both(plain: &str, dots: usize, commas: usize) -> Option<Numeral> {
    let dot_last = plain.rfind('.') > plain.rfind(',');
    let (group, mark, marks, proof) = if dot_last {
        (',', '.', dots, Grouping::CommaGroups)
    } else {
        ('.', ',', commas, Grouping::DotGroups)
    };
    let (whole, fraction) = plain.rsplit_once(mark)?;
    if marks != 1 || fraction.is_empty() {
        return None;
    }
    let whole = grouped(whole, group)?;
    let value = Decimal::from_str_exact(&format!("{whole}.{fraction}")).ok()?;
    Some(Numeral::Unique(value, Some(proof)))
}

/// Thousands in groups of three.
fn grouped(text: &str, separator: char) -> Option<Decimal> {
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let leads = (1..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit());
    let fits = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    (leads && groups.all(fits)).then(|| Decimal::from_str_exact(&text.replace(separator, "")).ok()).flatten()
}

/// One separator: grouping or decimal mark, by what stands around it.
fn single(plain: &str, separator: char, spaced: bool) -> Option<Numeral> {
    let (whole, fraction) = plain.split_once(separator)?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if fraction.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let value = Decimal::from_str_exact(&format!("{whole}.{fraction}")).ok()?;
    let proof = if separator == ',' { Grouping::DotGroups } else { Grouping::CommaGroups };
    // Thousands are grouped by three, never after a leading zero, and not beside spaces.
    let may_group = fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') && !spaced;
    if may_group {
        let grouped = Decimal::from_str_exact(&format!("{whole}{fraction}")).ok()?;
        return Some(Numeral::Ambiguous { grouped, fraction: value, separator });
    }
    Some(Numeral::Unique(value, Some(proof)))
}

/// Whether spaces stand between groups of three only.
fn groups_by_space(text: &str) -> bool {
    let whole = text.split(['.', ',']).next().unwrap_or_default();
    let after = text.get(whole.len()..).unwrap_or_default();
    let mut groups = whole.split([' ', '\'', '\u{2019}']);
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    first && groups.all(|group| group.len() == 3) && !after.contains([' ', '\'', '\u{2019}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            FigureText::Nil => "nil".to_owned(),
            FigureText::Words => "words".to_owned(),
            FigureText::Unique(figure) => figure.value.normalize().to_string(),
            FigureText::Ambiguous { grouped, fraction, .. } => {
                format!("{} | {}", fraction.value.normalize(), grouped.value)
            }
        }
    }

    #[test]
    fn reference_cases() {
        for (text, expected) in [
            ("1.625,7", "1625.7"),
            ("1,625.7", "1625.7"),
            ("1 625,7", "1625.7"),
            ("1.785", "1.785 | 1785"),
            ("1785", "1785"),
            ("1,785", "1.785 | 1785"),
            ("2.000", "2 | 2000"),
            ("1.874,2", "1874.2"),
            ("12.500,0", "12500"),
            ("0,0", "0"),
            ("0.500", "0.5"),
            ("0,12345678901234567890123456789012", "words"),
            ("99999999999999999999999999999999", "words"),
            (",5", "0.5"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("2.000đ", "2 | 2000"),
            ("2.000 triệu đồng", "2 | 2000"),
            ("25,5", "25.5"),
            ("1.10", "1.1"),
            ("-", "nil"),
            ("–", "nil"),
            ("x", "nil"),
            ("3000", "3000"),
            ("54hộ", "words"),
            ("chưa có", "words"),
            ("(1.625,7)", "-1625.7"),
            ("−25,5", "-25.5"),
            ("'42570", "42570"),
            ("1,5 tỷ", "1.5"),
            ("7,88 %", "7.88"),
            ("1.23.4", "words"),
            ("12 34", "words"),
            ("1.234,", "1.234 | 1234"),
            ("180,", "180"),
            ("2.550 ,5", "2550.5"),
            ("2.550\u{ad},5", "2550.5"),
            ("2.5.2022", "words"),
            ("1.500.000.000,-", "1500000000"),
            ("200tr", "200"),
            ("5-", "words"),
            ("", "words"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn units_behind_a_figure() {
        let FigureText::Unique(figure) = read("1,5 tỷ") else { panic!("a figure") };
        assert_eq!(figure.unit, Some(MoneyUnit::TyDong));
        assert_eq!(figure.proof, Some(Grouping::DotGroups));
    }
}
