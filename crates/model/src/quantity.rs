//! A figure as an appendix states it.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What stands in a figure cell. Amounts are in the layout's unit.
///
/// A blank cell, an explicit nil (`-`) and zero are three different statements
/// and stay apart. In JSON: `null`, `"-"`, a plain decimal string, or the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Quantity {
    /// Nothing stands there.
    #[default]
    Blank,
    /// A dash: stated as nil.
    Nil,
    /// An exact figure.
    Number(Decimal),
    /// Words or an error value (`#REF!`) where a figure was expected.
    Words(Arc<str>),
}

impl Quantity {
    /// An exact figure; trailing zeros do not count (`3800.0` is `3800`).
    pub fn number(value: Decimal) -> Self {
        Self::Number(if value.is_zero() { Decimal::ZERO } else { value.normalize() })
    }

    /// The figure, where there is one.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }

    /// The figure in a sum: blank, nil and words count as nothing.
    pub fn addend(&self) -> Decimal {
        self.value().unwrap_or_default()
    }

    /// Whether nothing stands there.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// Reads the JSON form of a quantity.
    pub fn from_json_text(text: &str) -> Self {
        if text == "-" {
            return Self::Nil;
        }
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
        match Decimal::from_str_exact(text) {
            Ok(value) if plain && !text.ends_with('.') && !text.starts_with('.') => Self::number(value),
            _ => Self::Words(Arc::from(text)),
        }
    }

    /// The JSON form: `None` for a blank.
    pub fn to_json_text(&self) -> Option<String> {
        match self {
            Self::Blank => None,
            Self::Nil => Some("-".to_owned()),
            Self::Number(value) => Some(value.to_string()),
            Self::Words(words) => Some(words.to_string()),
        }
    }

    /// Whether it is words that the JSON form alone would be read as a figure of, such as an
    /// ambiguous `1.500`.
    pub(crate) fn looks_like_a_figure(&self) -> bool {
        matches!(self, Self::Words(words) if !matches!(Self::from_json_text(words), Self::Words(_)))
    }

    /// The JSON form with an apostrophe before words that would be read as a figure, as in
    /// a cell of Excel, and before those that begin with one.
    pub(crate) fn to_marked_text(&self) -> Option<String> {
        match self {
            Self::Words(words) if words.starts_with(WORDS) || self.looks_like_a_figure() => {
                Some(format!("{WORDS}{words}"))
            }
            other => other.to_json_text(),
        }
    }

    fn from_marked_text(text: &str) -> Self {
        text.strip_prefix(WORDS)
            .map_or_else(|| Self::from_json_text(text), |words| Self::Words(Arc::from(words)))
    }
}

/// Before words that would else be read as a figure.
const WORDS: char = '\'';

/// As in JSON; a blank prints nothing.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Nil => f.write_str("-"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// As in JSON, with an apostrophe before words that would be read as a figure (`'1.500`).
impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_marked_text().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        Ok(text.as_deref().map_or(Self::Blank, Self::from_marked_text))
    }
}

/// A figure as Vietnamese officials write it: `1.625,7`.
pub fn vietnamese(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped},{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_text_round_trips_and_near_misses_stay_words() {
        for text in [
            "-",
            "1625.7",
            "0",
            "-12",
            "#REF!",
            "54hộ",
            "1e5",
            "1.",
            ".5",
            "1.2.3",
            "+5",
            "1_000",
            "0.12345678901234567890123456789012",
        ] {
            let quantity = Quantity::from_json_text(text);
            assert_eq!(quantity.to_json_text().as_deref(), Some(text), "{quantity:?}");
        }
        assert!(matches!(Quantity::from_json_text("+5"), Quantity::Words(_)));
        assert!(matches!(Quantity::from_json_text("1_000"), Quantity::Words(_)));
        assert_eq!(Quantity::from_json_text("3800.0").to_string(), "3800");
        // Words that look like a figure stay words in typed rows.
        for words in ["1.500", "-", "12", "'1", ""] {
            let quantity = Quantity::Words(Arc::from(words));
            let text = quantity.to_marked_text().expect("text");
            assert_eq!(Quantity::from_marked_text(&text), quantity, "{text}");
        }
        assert_eq!(Quantity::Words(Arc::from("1.500")).to_marked_text().as_deref(), Some("'1.500"));
        assert_eq!(Quantity::Words(Arc::from("chưa rõ")).to_marked_text().as_deref(), Some("chưa rõ"));
        assert_eq!(Quantity::from_json_text("-0").to_string(), "0");
    }

    #[test]
    fn vietnamese_grouping() {
        for (value, text) in
            [("1625.7", "1.625,7"), ("466028", "466.028"), ("-1234567.05", "-1.234.567,05"), ("12", "12")]
        {
            assert_eq!(vietnamese(value.parse().expect("a decimal")), text);
        }
    }
}
