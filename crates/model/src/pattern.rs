//! Patterns of Vietnamese words, which offices also type without accents.

use std::ops::Deref;
use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

use crate::text::unaccent;

/// A regular expression that is compiled when it is first needed: of those that are built
/// in a file needs few, and compiling all takes longer than reading it.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// Compiles a pattern at once.
    ///
    /// # Errors
    ///
    /// Where the pattern is no regular expression.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        Ok(Self { text: pattern.to_owned(), compiled: OnceLock::from(Regex::new(pattern)?) })
    }

    /// A pattern of the crate's own data, which tests compile.
    pub(crate) fn built_in(pattern: &str) -> Self {
        Self { text: pattern.to_owned(), compiled: OnceLock::new() }
    }
}

impl Deref for Pattern {
    type Target = Regex;

    #[allow(clippy::expect_used, reason = "compiled already, or part of the crate and compiled by a test")]
    fn deref(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.text).expect("a built-in pattern"))
    }
}

/// A pattern on folded text. Text without a single accent is held against the
/// pattern's words without accents, too: "Tong cong" is "Tổng cộng".
#[derive(Debug, Clone)]
pub struct WordPattern {
    accented: Pattern,
    plain: Pattern,
}

impl WordPattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// Where the pattern is no regular expression.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        Ok(Self { accented: Pattern::new(pattern)?, plain: Pattern::new(&unaccent(pattern))? })
    }

    /// A pattern of the crate's own data, which tests compile.
    pub(crate) fn built_in(pattern: &str) -> Self {
        Self { accented: Pattern::built_in(pattern), plain: Pattern::built_in(&unaccent(pattern)) }
    }

    fn regex_for(&self, text: &str) -> &Regex {
        let plain_too = text.is_ascii() && self.plain.text != self.accented.text;
        if plain_too && !self.accented.is_match(text) { &self.plain } else { &self.accented }
    }

    /// Whether a folded text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex_for(text).is_match(text)
    }

    /// The part of a folded text that matches.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex_for(text).find(text)
    }

    /// The groups of a folded text that matches.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex_for(text).captures(text)
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.accented.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_accents_match_only_where_there_are_none() {
        let total = WordPattern::new(r"^tổng (cộng|số)\b").expect("a pattern");
        assert!(total.is_match("tổng cộng"));
        assert!(total.is_match("tong cong"));
        assert!(!total.is_match("tong cộng"), "one accent is enough to show that the others were meant");
        assert!(!total.is_match("tổng công ty"));
        let sum = WordPattern::new("^cộng($| ([^đt]|đ[^ồ]|t[^r]|tr[^ì]))").expect("a pattern");
        assert!(sum.is_match("cong") && sum.is_match("cong nhom 1") && sum.is_match("cong trang"));
        assert!(!sum.is_match("cong trinh thuy loi") && !sum.is_match("cong dong"));
        assert!(WordPattern::new("(").is_err());
    }
}
