//! Patterns of Vietnamese words, which offices also type without accents.

use std::ops::Deref;
use std::sync::OnceLock;

use regex::{Captures, Match, Regex};
use regex_syntax::hir::Look;
use regex_syntax::hir::literal::{ExtractKind, Extractor};

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
    starts: OnceLock<Option<Vec<String>>>,
}

impl WordPattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// Where the pattern is no regular expression.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        let (accented, plain) = (Pattern::new(pattern)?, Pattern::new(&unaccent(pattern))?);
        Ok(Self { accented, plain, starts: OnceLock::new() })
    }

    /// A pattern of the crate's own data, which tests compile.
    pub(crate) fn built_in(pattern: &str) -> Self {
        let (accented, plain) = (Pattern::built_in(pattern), Pattern::built_in(&unaccent(pattern)));
        Self { accented, plain, starts: OnceLock::new() }
    }

    /// Whether a folded text may match whose first word is known ([`first_word`](crate::text::first_word)):
    /// most do not, and need not be folded whole to tell.
    pub fn may_begin_with(&self, first_word: &str) -> bool {
        let starts = self.starts.get_or_init(|| {
            let mut starts = starts(&self.accented.text)?;
            starts.extend(starts_of_plain(&self.plain.text, &self.accented.text)?);
            Some(starts)
        });
        starts.as_ref().is_none_or(|starts| starts.iter().any(|start| begins(start, first_word)))
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

/// Beginnings of all texts that a pattern may match; `None` where it may match in the midst
/// of a text, or begin in too many ways.
fn starts(pattern: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::parse(pattern).ok()?;
    if !hir.properties().look_set_prefix().contains(Look::Start) {
        return None;
    }
    let found = Extractor::new().kind(ExtractKind::Prefix).extract(&hir);
    let literals = found.literals()?.iter();
    literals.map(|literal| String::from_utf8(literal.as_bytes().to_vec()).ok()).collect()
}

fn starts_of_plain(plain: &str, accented: &str) -> Option<Vec<String>> {
    if plain == accented { Some(Vec::new()) } else { starts(plain) }
}

/// Whether a text with this first word may begin so.
fn begins(start: &str, first_word: &str) -> bool {
    first_word.starts_with(start)
        || start.strip_prefix(first_word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use crate::text::{first_word, fold};

    use super::*;

    #[test]
    fn the_first_word_rules_out_what_cannot_match() {
        let total = WordPattern::new(r"^(tổng|cộng) (cộng|số)\b").expect("a pattern");
        assert!(
            !total.may_begin_with("đường") && !total.may_begin_with("tổn") && !total.may_begin_with("tổngx")
        );
        for text in ["Tổng cộng", "TONG CONG", " (Tổng) số", "Cộng số"] {
            assert!(total.is_match(&fold(text)) && total.may_begin_with(&first_word(text)), "{text}");
        }
        let anywhere = WordPattern::new("cộng|^a").expect("a pattern");
        assert!(anywhere.may_begin_with("đường"));
        let any = WordPattern::new("^.ổng").expect("a pattern");
        assert!(any.may_begin_with("tổng"));
    }

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
