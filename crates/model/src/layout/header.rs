//! Words of headers and titles, with their placeholders.

use unicode_normalization::char::is_combining_mark;

use super::LayoutErrorKind;
use crate::text::fold;
use crate::unit::MoneyUnit;
use crate::vocabulary::Vocabulary;

/// Difference of a year in a header from the plan year: -2 for `{year-2}`.
pub type YearOffset = i32;

/// The word that stands for any year in a compared header.
pub(crate) const ANY_YEAR: &str = "yyyy";

/// One step of a header path, or a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderText {
    /// As written in the layout, with placeholders.
    pub pattern: String,
    /// As compared: folded, every year as `yyyy`, the unit left out.
    pub folded: String,
    /// Years in their order.
    pub years: Vec<YearOffset>,
}

impl HeaderText {
    pub(super) fn parse(pattern: &str) -> Result<Self, LayoutErrorKind> {
        let mut years = Vec::new();
        let mut unknown = None;
        let open = fill(pattern, |name| match offset(name) {
            Some(offset) => {
                years.push(offset);
                format!(" {ANY_YEAR} ")
            }
            None => {
                if name != "unit" {
                    unknown.get_or_insert_with(|| name.to_owned());
                }
                String::new()
            }
        });
        if let Some(name) = unknown {
            return Err(LayoutErrorKind::BadPlaceholder(name));
        }
        Ok(Self { pattern: pattern.to_owned(), folded: fold(&open), years })
    }

    /// The text as officially printed for a plan year; without one the year stays dots.
    pub fn official(&self, year: Option<i32>, unit: Option<MoneyUnit>) -> String {
        fill(&self.pattern, |name| match (offset(name), year) {
            (Some(offset), Some(year)) => (year + offset).to_string(),
            (Some(_), None) => "....".to_owned(),
            (None, _) => unit.map(|unit| Vocabulary::get().unit_name(unit)).unwrap_or_default(),
        })
    }
}

/// A text with what stands for the names in its braces in place of them.
fn fill(pattern: &str, mut name: impl FnMut(&str) -> String) -> String {
    let mut filled = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, (inner, after))) =
        rest.split_once('{').and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
    {
        filled.push_str(before);
        filled.push_str(&name(inner));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A header or title of a sheet as compared: folded, with every year as `yyyy`
/// and the years beside it in their order.
pub fn open_years(text: &str) -> (String, Vec<i32>) {
    let folded = fold(text);
    let mut years = Vec::new();
    let mut open = String::with_capacity(folded.len());
    for part in folded.split_inclusive(|letter| !is_of_word(letter)) {
        let word = part.trim_end_matches(|letter| !is_of_word(letter));
        match year(word) {
            Some(year) => {
                years.push(year);
                open.push_str(ANY_YEAR);
                open.push_str(part.get(word.len()..).unwrap_or_default());
            }
            None => open.push_str(part),
        }
    }
    (open, years)
}

/// Whether a letter keeps a number beside it from being one of its own. Signs that are
/// numbers without being digits do not: a year may have a note.
fn is_of_word(letter: char) -> bool {
    letter.is_ascii_digit() || letter.is_alphabetic() || is_combining_mark(letter)
}

/// The year that a word is, of the last century or this one.
fn year(word: &str) -> Option<i32> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (word.starts_with("19") || word.starts_with("20"))).then(|| word.parse().ok())?
}

fn offset(name: &str) -> Option<YearOffset> {
    let rest = name.strip_prefix("year")?;
    if rest.is_empty() {
        return Some(0);
    }
    let sign_given = rest.starts_with(['-', '+']);
    rest.parse().ok().filter(|_| sign_given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_fold_and_print() {
        let header = HeaderText::parse("So với năm {year-2} (%)").expect("a header");
        assert_eq!(header.folded, "so với năm yyyy %");
        assert_eq!(header.years, [-2]);
        assert_eq!(header.official(Some(2022), None), "So với năm 2020 (%)");
        assert_eq!(open_years("So với năm 2020 (%)"), ("so với năm yyyy %".to_owned(), vec![2020]));
        assert_eq!(open_years("2021-2025, 2020² 12020 năm2020 1850 3/2024"), {
            ("yyyy yyyy yyyy² 12020 năm2020 1850 3 yyyy".to_owned(), vec![2021, 2025, 2020, 2024])
        });
        let unit = HeaderText::parse("Vốn ({unit})").expect("a header");
        assert_eq!(unit.folded, "vốn");
        assert_eq!(unit.official(None, Some(MoneyUnit::TrieuDong)), "Vốn (triệu đồng)");
    }

    #[test]
    fn wrong_placeholders_are_refused() {
        for wrong in ["{yaer}", "{year2}", "{}", "{year-}"] {
            assert!(HeaderText::parse(wrong).is_err(), "{wrong}");
        }
    }
}
