//! `phuluc.toml`: what an office decided about findings.
//!
//! ```toml
//! [severity]
//! PL405 = "info"
//!
//! [[accept]]
//! rule = "PL201"
//! file = "lang-son.xlsx"
//! sheet = "PL II"
//! cell = "C12"
//! found = "60000"
//! reason = "Số đã trình HĐND, điều chỉnh ở kỳ sau"
//! by = "Nguyễn Văn A"
//! date = "2026-11-24"
//! ```

use std::fmt::Write;

use phuluc_model::text::nearest;
use phuluc_model::{Finding, Severity};
use serde::Deserialize;
use toml::Spanned;

use super::{Acceptance, PolicyError, PolicyErrorKind, Selector};
use crate::places::Spot;

/// What an office decided about findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// Findings that somebody accepted.
    pub accept: Vec<Acceptance>,
    /// Severities of rules; `None` turns a rule off.
    severity: Vec<(Selector, Option<Severity>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConfig {
    #[serde(default)]
    severity: toml::Table,
    #[serde(default)]
    accept: Vec<RawAcceptance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAcceptance {
    rule: Spanned<String>,
    file: Spanned<String>,
    #[serde(default)]
    sheet: String,
    cell: Option<Spanned<String>>,
    found: Option<Figure>,
    expected: Option<Figure>,
    reason: Spanned<String>,
    by: Spanned<String>,
    date: Spanned<Day>,
}

/// A figure, in quotes or not.
#[derive(Deserialize)]
#[serde(untagged)]
enum Figure {
    Text(String),
    Whole(i64),
    Part(f64),
}

/// A day, in quotes or not.
#[derive(Deserialize)]
#[serde(untagged)]
enum Day {
    Text(String),
    Toml(toml::value::Datetime),
}

impl Config {
    /// The name of the file beside a submission.
    pub const FILE_NAME: &'static str = "phuluc.toml";

    /// Reads a configuration. `origin` is what messages call the file, `known` are
    /// the codes and names of all rules.
    ///
    /// # Errors
    ///
    /// A [`PolicyError`] with line, column and what to do.
    pub fn from_toml<'a>(
        origin: &str,
        text: &str,
        known: impl IntoIterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Result<Self, PolicyError> {
        let raw: RawConfig = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            PolicyError::at(origin, text, offset, explain(error.message()))
        })?;
        let mut config = Self::default();
        for (rule, value) in &raw.severity {
            let fault = |kind| PolicyError::at(origin, text, key_offset(text, rule), kind);
            let selector = Selector::parse(rule, known.clone()).map_err(fault)?;
            let severity = severity(value).map_err(fault)?;
            config.severity.push((selector, severity));
        }
        config.severity.sort_by_key(|(selector, _)| selector.weight());
        for raw in raw.accept {
            let at = |spanned: &dyn Placed, kind| PolicyError::at(origin, text, spanned.offset(), kind);
            config.accept.push(acceptance(raw, at, known.clone())?);
        }
        Ok(config)
    }

    /// The severity that the office gives a finding: `None` where it says nothing,
    /// `Some(None)` where it turned the rule off.
    pub(crate) fn severity_of(&self, finding: &Finding) -> Option<Option<Severity>> {
        self.severity_of_rule(&finding.rule, &finding.name)
    }

    /// The severity that the office gives a rule: `None` where it says nothing,
    /// `Some(None)` where it turned the rule off.
    pub fn severity_of_rule(&self, code: &str, name: &str) -> Option<Option<Severity>> {
        let mut said = self.severity.iter().rev();
        said.find(|(rule, _)| rule.matches(code, name)).map(|(_, severity)| *severity)
    }
}

impl Acceptance {
    /// The table to put at the end of a `phuluc.toml`.
    pub fn to_toml(&self) -> String {
        let mut text = String::from("\n[[accept]]\n");
        let optional = [("found", self.found.as_deref()), ("expected", self.expected.as_deref())];
        let place =
            [("rule", &self.rule), ("file", &self.file), ("sheet", &self.sheet), ("cell", &self.cell)];
        let why = [("reason", &self.reason), ("by", &self.by), ("date", &self.date)];
        let optional = optional.into_iter().filter_map(|(key, value)| Some((key, value?)));
        let place = place.into_iter().map(|(key, value)| (key, value.as_str()));
        let why = why.into_iter().map(|(key, value)| (key, value.as_str()));
        for (key, value) in place.chain(optional).chain(why) {
            // Writing into a String has nothing that could fail.
            let _ = writeln!(text, "{key} = {}", toml::Value::from(value));
        }
        text
    }
}

/// Something with a place in the file.
trait Placed {
    fn offset(&self) -> usize;
}

impl<T> Placed for Spanned<T> {
    fn offset(&self) -> usize {
        self.span().start
    }
}

fn acceptance<'a>(
    raw: RawAcceptance,
    at: impl Fn(&dyn Placed, PolicyErrorKind) -> PolicyError,
    known: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Acceptance, PolicyError> {
    for (key, value) in [("file", &raw.file), ("reason", &raw.reason), ("by", &raw.by)] {
        if value.get_ref().trim().is_empty() {
            return Err(at(value, PolicyErrorKind::Empty(key)));
        }
    }
    let known: Vec<(&str, &str)> = known.into_iter().collect();
    let word = raw.rule.get_ref().trim();
    let code = known.iter().find(|(code, name)| code.eq_ignore_ascii_case(word) || *name == word);
    let Some((code, _)) = code else {
        let near = nearest(word, known.iter().flat_map(|(code, name)| [*code, *name])).map(str::to_owned);
        return Err(at(&raw.rule, PolicyErrorKind::UnknownRule { rule: word.to_owned(), nearest: near }));
    };
    let wrong = |cell: &&Spanned<String>| {
        !cell.get_ref().is_empty() && Spot::parse("", cell.get_ref()).range.is_none()
    };
    if let Some(cell) = raw.cell.as_ref().filter(wrong) {
        return Err(at(cell, PolicyErrorKind::NotACell(cell.get_ref().clone())));
    }
    let date = match raw.date.get_ref() {
        Day::Text(text) => text.clone(),
        Day::Toml(day) => day.to_string(),
    };
    let Some(day) = iso_day(&date) else { return Err(at(&raw.date, PolicyErrorKind::NotADay(date))) };
    Ok(Acceptance {
        rule: (*code).to_owned(),
        file: raw.file.into_inner(),
        sheet: raw.sheet,
        cell: raw.cell.map(Spanned::into_inner).unwrap_or_default(),
        found: raw.found.map(Figure::text),
        expected: raw.expected.map(Figure::text),
        reason: raw.reason.into_inner(),
        by: raw.by.into_inner(),
        date: day,
    })
}

impl Figure {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Whole(whole) => whole.to_string(),
            Self::Part(part) => part.to_string(),
        }
    }
}

/// A day as `2026-11-24`, from that, from `24/11/2026` or with a time behind it.
pub(crate) fn iso_day(text: &str) -> Option<String> {
    let text = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let (year, month, day): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let plausible = (1900..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    plausible.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn severity(value: &toml::Value) -> Result<Option<Severity>, PolicyErrorKind> {
    match value.as_str() {
        Some("error") => Ok(Some(Severity::Error)),
        Some("warning") => Ok(Some(Severity::Warning)),
        Some("info") => Ok(Some(Severity::Info)),
        Some("off") => Ok(None),
        Some(word) => Err(PolicyErrorKind::UnknownSeverity(word.to_owned())),
        None => Err(PolicyErrorKind::UnknownSeverity(value.to_string())),
    }
}

/// Where a key stands: a table of any keys keeps no places of its own.
fn key_offset(text: &str, key: &str) -> usize {
    let table = text.find("[severity]").unwrap_or(0);
    text.get(table..).and_then(|rest| rest.find(key)).map_or(0, |at| table + at)
}

/// serde's message as a kind of mistake; what is not recognised is passed on as it is.
fn explain(message: &str) -> PolicyErrorKind {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let other = || PolicyErrorKind::Syntax(message.trim().replace('\n', "; "));
    let Some((first, known)) = quoted.split_first() else { return other() };
    let key = (*first).to_owned();
    if message.starts_with("unknown field") {
        let near = nearest(first, known.iter().copied()).map(str::to_owned);
        PolicyErrorKind::UnknownKey { key, nearest: near, known: known.join(", ") }
    } else if message.starts_with("missing field") {
        PolicyErrorKind::MissingKey(key)
    } else {
        other()
    }
}
