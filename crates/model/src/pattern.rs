//! Patterns of Vietnamese words, which offices also type without accents.

use regex::{Captures, Match, Regex};

use crate::text::unaccent;

/// A pattern on folded text. Text without a single accent is held against the
/// pattern's words without accents, too: "Tong cong" is "Tổng cộng".
#[derive(Debug, Clone)]
pub struct WordPattern {
    accented: Regex,
    plain: Regex,
}

impl WordPattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// Where the pattern is no regular expression.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        Ok(Self { accented: Regex::new(pattern)?, plain: Regex::new(&unaccent(pattern))? })
    }

    fn regex_for(&self, text: &str) -> &Regex {
        if text.is_ascii() && !self.accented.is_match(text) { &self.plain } else { &self.accented }
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
        self.accented.as_str()
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
