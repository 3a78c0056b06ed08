//! Words of official appendices that belong to no single form, as data
//! (`vocabulary.toml`).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use serde::Deserialize;

use crate::pattern::{Pattern, WordPattern};
use crate::text::fold;
use crate::unit::MoneyUnit;

/// The words, with their patterns.
#[derive(Debug)]
pub struct Vocabulary {
    units: Vec<UnitWords>,
    /// Patterns of whole lines, on folded text.
    pub line: LinePatterns,
    /// Patterns within a plan reference, on tidy text.
    pub plan: PlanPatterns,
    /// Marks that state nil, as typed.
    pub nil: Vec<String>,
    /// Marks that repeat the value above, as typed.
    ditto: Vec<String>,
    /// Bytes of the longest of them.
    longest_ditto: usize,
    /// Units of measure of which there are only whole ones, folded.
    pub whole: Vec<String>,
    /// Units of measure of rates, which never add up, folded.
    pub rate: Vec<String>,
    /// Signs in a unit of measure that make it a rate: one thing for each of another.
    pub rate_signs: Vec<String>,
    /// Signs of shares of a whole, in a unit of measure or a name.
    pub share_signs: Vec<String>,
    /// Words, folded, that make a rate of a row whose name begins with them.
    pub rate_names: Vec<String>,
    /// Words, folded, that make an average of a row whose name has them.
    pub averages: Vec<String>,
    /// Words of headers that offices shorten, folded, in full.
    pub abbreviations: BTreeMap<String, String>,
    /// What the writer prints, with placeholders in braces.
    pub official: Official,
    /// What a merged workbook prints beside its appendices.
    pub merged: MergedWords,
    /// What a template says, with placeholders in braces.
    pub template: TemplateWords,
    /// What is added to a file's name for what is written beside it.
    pub beside: BesideWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitWords {
    id: MoneyUnit,
    name: String,
    words: Vec<String>,
}

/// Patterns of whole lines, on folded text.
#[derive(Debug)]
#[allow(missing_docs, reason = "vocabulary.toml explains each")]
pub struct LinePatterns {
    pub unit: WordPattern,
    pub appendix: WordPattern,
    pub plan: WordPattern,
    pub note: WordPattern,
    pub footnote: WordPattern,
    pub signature: WordPattern,
    pub office: WordPattern,
    pub breakdown: WordPattern,
    pub dateline: WordPattern,
    pub continued: WordPattern,
    pub page: WordPattern,
}

/// Patterns within a plan reference, on tidy text.
#[derive(Debug)]
#[allow(missing_docs, reason = "vocabulary.toml explains each")]
pub struct PlanPatterns {
    pub period: Arc<Pattern>,
    pub number: Arc<Pattern>,
    pub date: Arc<Pattern>,
    pub issuer: Arc<Pattern>,
    pub kinds: IndexMap<String, String>,
}

/// What the writer prints, with placeholders in braces.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "vocabulary.toml explains each")]
pub struct Official {
    pub appendix: String,
    pub plan: String,
    pub plan_without_kind: String,
    pub unit: String,
    pub stated: String,
    pub computed: String,
    pub difference: String,
    pub unmapped: String,
    pub reporting_unit: String,
}

/// What a template says, with placeholders in braces.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "vocabulary.toml explains each")]
pub struct TemplateWords {
    pub plan: String,
    pub total: String,
    pub lists: String,
    pub adding: String,
    pub refused: String,
    pub asked: String,
    pub hint: CellWords,
    pub error: CellWords,
}

/// Words for cells by what they hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "vocabulary.toml explains each")]
pub struct CellWords {
    pub code: String,
    pub amount: String,
    pub count: String,
    pub figure: String,
    pub percent: String,
    pub year: String,
    pub choices: String,
}

/// What is added to a file's name for what is written beside it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "vocabulary.toml explains each")]
pub struct BesideWords {
    pub official: String,
    pub marked: String,
}

/// What a merged workbook prints beside its appendices.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "vocabulary.toml explains each")]
pub struct MergedWords {
    pub total: String,
    pub sources: String,
    pub findings: String,
    pub shares: String,
    pub against: String,
    pub record: String,
    pub sources_columns: Vec<String>,
    pub findings_columns: Vec<String>,
    pub shares_columns: Vec<String>,
    pub against_columns: Vec<String>,
    pub severities: Vec<String>,
    pub source_row: String,
    pub record_note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    unit: Vec<UnitWords>,
    line: BTreeMap<String, String>,
    plan: RawPlan,
    figure: RawFigure,
    text: RawText,
    abbreviations: BTreeMap<String, String>,
    measure: RawMeasure,
    official: Official,
    merged: MergedWords,
    template: TemplateWords,
    beside: BesideWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPlan {
    period: String,
    number: String,
    date: String,
    issuer: String,
    kinds: IndexMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFigure {
    nil: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMeasure {
    whole: Vec<String>,
    rate: Vec<String>,
    rate_signs: Vec<String>,
    share_signs: Vec<String>,
    rate_names: Vec<String>,
    averages: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawText {
    ditto: Vec<String>,
}

#[allow(clippy::expect_used, reason = "the file is part of the crate, and a test reads it")]
static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::parse(include_str!("../vocabulary.toml")).expect("the built-in vocabulary"));

impl Vocabulary {
    /// The built-in words.
    pub fn get() -> &'static Self {
        &VOCABULARY
    }

    /// Whether a text is a mark that repeats the value above.
    pub fn is_ditto(&self, text: &str) -> bool {
        text.len() <= self.longest_ditto && self.ditto.iter().any(|mark| mark.eq_ignore_ascii_case(text))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut raw: Raw = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut line = |key: &str| -> Result<WordPattern, String> {
            let pattern = raw.line.remove(key).ok_or_else(|| format!("no line.{key}"))?;
            Ok(WordPattern::built_in(&pattern))
        };
        Ok(Self {
            line: LinePatterns {
                unit: line("unit")?,
                appendix: line("appendix")?,
                plan: line("plan")?,
                note: line("note")?,
                footnote: line("footnote")?,
                signature: line("signature")?,
                office: line("office")?,
                breakdown: line("breakdown")?,
                dateline: line("dateline")?,
                continued: line("continued")?,
                page: line("page")?,
            },
            plan: PlanPatterns {
                period: Pattern::built_in(&raw.plan.period),
                number: Pattern::built_in(&raw.plan.number),
                date: Pattern::built_in(&raw.plan.date),
                issuer: Pattern::built_in(&raw.plan.issuer),
                kinds: raw.plan.kinds,
            },
            units: raw.unit,
            nil: raw.figure.nil,
            longest_ditto: raw.text.ditto.iter().map(String::len).max().unwrap_or(0),
            ditto: raw.text.ditto,
            whole: raw.measure.whole,
            rate: raw.measure.rate,
            rate_signs: raw.measure.rate_signs,
            share_signs: raw.measure.share_signs,
            rate_names: raw.measure.rate_names,
            averages: raw.measure.averages,
            abbreviations: raw.abbreviations,
            official: raw.official,
            merged: raw.merged,
            template: raw.template,
            beside: raw.beside,
        })
    }

    /// The printed name of a unit: `triệu đồng`.
    pub fn unit_name(&self, unit: MoneyUnit) -> String {
        self.units.iter().find(|words| words.id == unit).map(|words| words.name.clone()).unwrap_or_default()
    }

    /// Folded words with what is shortened in full; `None` where nothing is.
    pub fn in_full(&self, folded: &str) -> Option<String> {
        let full = |word| self.abbreviations.get(word).map(String::as_str);
        folded
            .split(' ')
            .any(|word| full(word).is_some())
            .then(|| folded.split(' ').map(|word| full(word).unwrap_or(word)).collect::<Vec<_>>().join(" "))
    }

    /// The unit that a text names and nothing else, such as `tr.đ` or `Triệu đồng`.
    pub fn unit_of(&self, text: &str) -> Option<MoneyUnit> {
        let folded = fold(text);
        self.units.iter().find(|unit| unit.words.contains(&folded)).map(|unit| unit.id)
    }

    /// The unit named at the end of a folded text, and the text before it.
    pub fn unit_suffix<'a>(&self, folded: &'a str) -> Option<(&'a str, MoneyUnit)> {
        self.units
            .iter()
            .flat_map(|unit| unit.words.iter().map(move |word| (word, unit.id)))
            .filter_map(|(word, unit)| {
                let rest = folded.strip_suffix(word.as_str())?;
                let apart =
                    rest.is_empty() || rest.ends_with(' ') || rest.ends_with(|c: char| c.is_ascii_digit());
                apart.then_some((word.len(), (rest.trim_end(), unit)))
            })
            .max_by_key(|(length, _)| *length)
            .map(|(_, found)| found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_as_offices_write_them() {
        let words = Vocabulary::get();
        for (text, unit) in [
            ("triệu đồng", MoneyUnit::TrieuDong),
            ("tr.đ", MoneyUnit::TrieuDong),
            ("Tr đồng", MoneyUnit::TrieuDong),
            ("trđ", MoneyUnit::TrieuDong),
            ("(1.000 đồng)", MoneyUnit::NghinDong),
            ("Ngàn đồng", MoneyUnit::NghinDong),
            ("Tỷ đồng", MoneyUnit::TyDong),
            ("VNĐ", MoneyUnit::Dong),
        ] {
            assert_eq!(words.unit_of(text), Some(unit), "{text}");
        }
        assert_eq!(words.unit_of("hộ"), None);
        assert_eq!(words.unit_suffix("đơn vị tính triệu đồng"), Some(("đơn vị tính", MoneyUnit::TrieuDong)));
        assert_eq!(words.unit_suffix("hội đồng"), Some(("hội", MoneyUnit::Dong)));
    }

    #[test]
    fn every_pattern_is_one() {
        let raw: Raw = toml::from_str(include_str!("../vocabulary.toml")).expect("the vocabulary");
        for pattern in raw.line.values() {
            WordPattern::new(pattern).expect("a pattern");
        }
        for pattern in [raw.plan.period, raw.plan.number, raw.plan.date, raw.plan.issuer] {
            Pattern::new(&pattern).expect("a pattern");
        }
    }

    #[test]
    fn every_name_is_one_of_its_words() {
        let words = Vocabulary::get();
        for unit in MoneyUnit::ALL {
            assert_eq!(words.unit_of(&words.unit_name(unit)), Some(unit));
        }
    }
}
