//! What is checked, and how.

use std::fmt;

use phuluc_model::{Language, Rule, Severity};

use crate::places::Places;
use crate::registry::Check;

/// What is checked, and how. The default checks everything, with the place
/// lists that are built in.
///
/// ```
/// use phuluc_checks::CheckOptions;
/// use phuluc_model::{Language, Severity};
///
/// let options = CheckOptions::default()
///     .select(["PL2", "PL301"])
///     .ignore(["rounded-sum"])
///     .min_severity(Severity::Warning)
///     .language(Language::Vietnamese);
/// ```
#[non_exhaustive]
pub struct CheckOptions {
    /// Rules that are heard, by code, beginning of a code or name; all where it is empty.
    pub select: Vec<String>,
    /// Rules that are not heard, by code, beginning of a code or name.
    pub ignore: Vec<String>,
    /// Findings below it are left out.
    pub min_severity: Severity,
    /// Districts and communes that are known.
    pub places: Places,
    /// The language of the parts of a finding that have only one: why a cell is
    /// suspected, and what a related cell has to do with it. Messages have both.
    pub language: Language,
    /// Rules of the caller's own.
    pub rules: Vec<Box<dyn Check>>,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self {
            select: Vec::new(),
            ignore: Vec::new(),
            min_severity: Severity::Info,
            places: Places::built_in(),
            language: Language::default(),
            rules: Vec::new(),
        }
    }
}

impl fmt::Debug for CheckOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own: Vec<&str> = self.rules.iter().map(|rule| rule.doc().rule.code).collect();
        f.debug_struct("CheckOptions")
            .field("select", &self.select)
            .field("ignore", &self.ignore)
            .field("min_severity", &self.min_severity)
            .field("language", &self.language)
            .field("rules", &own)
            .finish_non_exhaustive()
    }
}

impl CheckOptions {
    /// Hears only these rules, by code (`PL201`), beginning of a code (`PL2`) or name (`children-sum`).
    #[must_use]
    pub fn select<S: Into<String>>(mut self, rules: impl IntoIterator<Item = S>) -> Self {
        self.select.extend(rules.into_iter().map(Into::into));
        self
    }

    /// Does not hear these rules, named as in [`CheckOptions::select`]; stronger than it.
    #[must_use]
    pub fn ignore<S: Into<String>>(mut self, rules: impl IntoIterator<Item = S>) -> Self {
        self.ignore.extend(rules.into_iter().map(Into::into));
        self
    }

    /// Leaves findings below a severity out.
    #[must_use]
    pub const fn min_severity(mut self, severity: Severity) -> Self {
        self.min_severity = severity;
        self
    }

    /// Knows these places too, beside those that are built in.
    #[must_use]
    pub fn places(mut self, places: Places) -> Self {
        self.places.add(places);
        self
    }

    /// The language of reasons and related cells.
    #[must_use]
    pub const fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Checks a rule of the caller's own too.
    #[must_use]
    pub fn with_rule(mut self, rule: Box<dyn Check>) -> Self {
        self.rules.push(rule);
        self
    }

    /// Whether findings of a rule are heard.
    pub fn hears(&self, code: &str, name: &str) -> bool {
        let names = |wanted: &String| {
            let wanted = wanted.trim();
            !wanted.is_empty() && (code.starts_with(&wanted.to_ascii_uppercase()) || name == wanted)
        };
        (self.select.is_empty() || self.select.iter().any(names)) && !self.ignore.iter().any(names)
    }

    pub(crate) fn hears_rule(&self, rule: &Rule) -> bool {
        self.hears(rule.code, rule.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_named_by_code_beginning_and_name() {
        let options = CheckOptions::default().select(["pl2", "other-district"]).ignore(["PL207"]);
        assert!(options.hears("PL201", "children-sum"));
        assert!(options.hears("PL501", "other-district"));
        assert!(!options.hears("PL207", "rounded-sum"));
        assert!(!options.hears("PL502", "commune-elsewhere"));
        assert!(CheckOptions::default().hears("PL502", "commune-elsewhere"));
    }
}
