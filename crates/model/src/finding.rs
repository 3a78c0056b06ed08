//! What is said about an input, with its place.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Vietnamese.
    Vietnamese,
    /// English.
    #[default]
    English,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Normalised on the way in.
    Info,
    /// Probably wrong.
    Warning,
    /// A figure or a row is wrong or lost.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// In Vietnamese.
    pub vi: Cow<'static, str>,
    /// In English.
    pub en: Cow<'static, str>,
}

impl Message {
    /// A sentence in both languages.
    pub fn new(vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The sentence in one language.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Vietnamese => &self.vi,
            Language::English => &self.en,
        }
    }
}

/// Rules as constants of a crate, and all of them by code in `RULES`: a line each with
/// constant, code, name and severity, below what it says.
#[macro_export]
macro_rules! rules {
    ($($(#[$doc:meta])* $constant:ident = $code:literal, $name:literal, $severity:ident;)*) => {
        $($(#[$doc])* pub(crate) const $constant: $crate::Rule =
            $crate::Rule { code: $code, name: $name, severity: $crate::Severity::$severity };)*

        /// Every rule of the crate, by code.
        pub const RULES: &[$crate::Rule] = &[$($constant),*];
    };
}

/// The code and name of a rule, such as `PL101` `number-as-text`. Codes never
/// change their meaning once published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Its code.
    pub code: &'static str,
    /// Its name; reads well after "allow".
    pub name: &'static str,
    /// How bad what it finds usually is.
    pub severity: Severity,
}

/// One thing said about an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Code of the rule.
    pub rule: Cow<'static, str>,
    /// Name of the rule.
    pub name: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter and what to do.
    pub message: Message,
    /// The file's name.
    pub file: String,
    /// The sheet's name; empty where it is about the file.
    pub sheet: String,
    /// A cell or range; empty where it is about the sheet or file.
    pub cell: String,
    /// The figure that would fit.
    pub expected: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// Cells whose change would make everything fit, the likeliest first.
    pub suspects: Vec<Suspect>,
    /// Cells that have to do with it.
    pub related: Vec<Related>,
    /// How many cells it speaks for.
    pub count: usize,
}

/// A cell whose change would make everything fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspect {
    /// The cell.
    pub cell: String,
    /// The value that would fit.
    pub fits: String,
    /// Why it is suspected.
    pub why: String,
}

/// A cell that has to do with a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The cell.
    pub cell: String,
    /// Its text, or what it has to do with it.
    pub text: String,
}

impl Finding {
    /// A finding about one cell or range of a sheet.
    pub fn new(rule: &Rule, message: Message, file: &str, sheet: &str, cell: impl fmt::Display) -> Self {
        Self {
            rule: Cow::Borrowed(rule.code),
            name: Cow::Borrowed(rule.name),
            severity: rule.severity,
            message,
            file: file.to_owned(),
            sheet: sheet.to_owned(),
            cell: cell.to_string(),
            expected: None,
            found: None,
            suspects: Vec::new(),
            related: Vec::new(),
            count: 1,
        }
    }

    /// The same finding, speaking for more than one cell.
    #[must_use]
    pub fn counting(mut self, count: usize) -> Self {
        self.count = count;
        self
    }

    /// The same finding, with what stands there.
    #[must_use]
    pub fn with_found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }
}
