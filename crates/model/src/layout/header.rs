//! Words of headers and titles, with their placeholders.

use std::sync::LazyLock;

use regex::Regex;

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

#[allow(clippy::expect_used, reason = "constant patterns, held by the tests")]
static PLACEHOLDER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{([^}]*)\}").expect("a constant pattern"));
#[allow(clippy::expect_used, reason = "constant patterns, held by the tests")]
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:19|20)\d\d\b").expect("a constant pattern"));

impl HeaderText {
    pub(super) fn parse(pattern: &str) -> Result<Self, LayoutErrorKind> {
        let mut years = Vec::new();
        for found in PLACEHOLDER.captures_iter(pattern) {
            let name = found.get(1).map_or("", |name| name.as_str());
            match offset(name) {
                Some(offset) => years.push(offset),
                None if name == "unit" => {}
                None => return Err(LayoutErrorKind::BadPlaceholder(name.to_owned())),
            }
        }
        let open = PLACEHOLDER.replace_all(pattern, |found: &regex::Captures<'_>| {
            let name = found.get(1).map_or("", |name| name.as_str());
            if name == "unit" { String::new() } else { format!(" {ANY_YEAR} ") }
        });
        Ok(Self { pattern: pattern.to_owned(), folded: fold(&open), years })
    }

    /// The text as officially printed for a plan year; without one the year stays dots.
    pub fn official(&self, year: Option<i32>, unit: Option<MoneyUnit>) -> String {
        PLACEHOLDER
            .replace_all(&self.pattern, |found: &regex::Captures<'_>| {
                let name = found.get(1).map_or("", |name| name.as_str());
                match (offset(name), year) {
                    (Some(offset), Some(year)) => (year + offset).to_string(),
                    (Some(_), None) => "....".to_owned(),
                    (None, _) => unit.map(|unit| Vocabulary::get().unit_name(unit)).unwrap_or_default(),
                }
            })
            .into_owned()
    }
}

/// A header or title of a sheet as compared: folded, with every year as `yyyy`
/// and the years beside it in their order.
pub fn open_years(text: &str) -> (String, Vec<i32>) {
    let folded = fold(text);
    let years = YEAR.find_iter(&folded).filter_map(|year| year.as_str().parse().ok()).collect();
    (YEAR.replace_all(&folded, ANY_YEAR).into_owned(), years)
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
