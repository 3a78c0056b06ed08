//! Patterns of Vietnamese words, which offices also type without accents.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use regex::{Captures, Match, Regex};
use regex_syntax::hir::Look;
use regex_syntax::hir::literal::Extractor;

use crate::text::unaccent;

/// A regular expression that is compiled when it is first needed: of those that are built
/// in a file needs few, and compiling all takes longer than reading it.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    needed: OnceLock<Option<Needed>>,
    compiled: OnceLock<Regex>,
}

/// What a text must have for a pattern to match, told without compiling the pattern.
#[derive(Debug, Clone)]
struct Needed {
    /// Bytes of which some must be there; none is empty.
    any_of: Vec<Vec<u8>>,
    /// Whether the text must begin with them.
    at_start: bool,
}

impl Needed {
    /// Most beginnings to look for; beyond, compiling the pattern is as good.
    const MOST: usize = 32;
    /// Bytes of each; fewer where there are too many.
    const BYTES: [usize; 3] = [12, 6, 4];

    fn of(pattern: &str) -> Option<Self> {
        let parsed = regex_syntax::parse(pattern).ok()?;
        let at_start = parsed.properties().look_set_prefix().contains(Look::Start);
        let mut beginnings = Extractor::new().extract(&parsed);
        Self::BYTES.into_iter().find_map(|bytes| {
            beginnings.keep_first_bytes(bytes);
            beginnings.sort();
            beginnings.dedup();
            let any_of: Vec<Vec<u8>> =
                beginnings.literals()?.iter().map(|beginning| beginning.as_bytes().to_vec()).collect();
            let few = any_of.len() <= Self::MOST && any_of.iter().all(|bytes| !bytes.is_empty());
            few.then_some(Self { any_of, at_start })
        })
    }

    /// Whether a text with this first word may begin so.
    fn allows(&self, first_word: &[u8]) -> bool {
        let begins = |beginning: &Vec<u8>| {
            first_word.starts_with(beginning)
                || beginning
                    .strip_prefix(first_word)
                    .is_some_and(|rest| rest.first().is_none_or(|next| *next == b' '))
        };
        // What begins alike begins with the same byte, most often another one.
        let first = first_word.first();
        let alike = |beginning: &&Vec<u8>| first.is_none() || beginning.first() == first;
        !self.at_start || self.any_of.iter().filter(alike).any(begins)
    }

    fn is_in(&self, text: &str) -> bool {
        let text = text.as_bytes();
        self.any_of.iter().any(|bytes| {
            if self.at_start {
                text.starts_with(bytes)
            } else {
                text.windows(bytes.len()).any(|window| window == bytes.as_slice())
            }
        })
    }
}

impl Pattern {
    /// Compiles a pattern at once.
    ///
    /// # Errors
    ///
    /// Where the pattern is no regular expression.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        let compiled = OnceLock::from(Regex::new(pattern)?);
        Ok(Self { text: pattern.to_owned(), needed: OnceLock::new(), compiled })
    }

    /// A pattern of the crate's own data, which tests compile; those that are the same are one.
    pub(crate) fn built_in(pattern: &str) -> Arc<Self> {
        static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Pattern>>>> = LazyLock::new(Mutex::default);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(pattern) {
            return Arc::clone(known);
        }
        let text = pattern.to_owned();
        let new = Arc::new(Self { text, needed: OnceLock::new(), compiled: OnceLock::new() });
        known.insert(pattern.to_owned(), Arc::clone(&new));
        new
    }

    fn needed(&self) -> Option<&Needed> {
        self.needed.get_or_init(|| Needed::of(&self.text)).as_ref()
    }

    fn may_begin_with(&self, first_word: &[u8]) -> bool {
        self.needed().is_none_or(|needed| needed.allows(first_word))
    }

    /// The compiled pattern, where a text may match it at all.
    #[allow(clippy::expect_used, reason = "compiled already, or part of the crate and compiled by a test")]
    fn regex_for(&self, text: &str) -> Option<&Regex> {
        if let Some(compiled) = self.compiled.get() {
            return Some(compiled);
        }
        if self.needed().is_some_and(|needed| !needed.is_in(text)) {
            return None;
        }
        Some(self.compiled.get_or_init(|| Regex::new(&self.text).expect("a built-in pattern")))
    }

    /// Whether a text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex_for(text).is_some_and(|regex| regex.is_match(text))
    }

    /// The first part of a text that matches.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex_for(text)?.find(text)
    }

    /// The groups of the first part of a text that matches.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex_for(text)?.captures(text)
    }

    /// A text with something else in place of all parts that match.
    pub fn replace_all<'t>(&self, text: &'t str, by: &str) -> Cow<'t, str> {
        self.regex_for(text).map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, by))
    }
}

/// A pattern on folded text. Text without a single accent is held against the
/// pattern's words without accents, too: "Tong cong" is "Tổng cộng".
#[derive(Debug, Clone)]
pub struct WordPattern {
    accented: Arc<Pattern>,
    plain: Arc<Pattern>,
}

impl WordPattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// Where the pattern is no regular expression.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        let plain = Arc::new(Pattern::new(&unaccent(pattern))?);
        Ok(Self { accented: Arc::new(Pattern::new(pattern)?), plain })
    }

    /// A pattern of the crate's own data, which tests compile.
    pub(crate) fn built_in(pattern: &str) -> Self {
        Self { accented: Pattern::built_in(pattern), plain: Pattern::built_in(&unaccent(pattern)) }
    }

    /// Whether a folded text may match whose first word is known ([`first_word`](crate::text::first_word)):
    /// most do not, and need not be folded whole to tell.
    pub fn may_begin_with(&self, first_word: &str) -> bool {
        let word = first_word.as_bytes();
        self.accented.may_begin_with(word)
            || self.plain.text != self.accented.text && self.plain.may_begin_with(word)
    }

    /// The pattern without accents, where a text is to be held against it, too.
    fn plain_for(&self, text: &str) -> Option<&Pattern> {
        (text.is_ascii() && self.plain.text != self.accented.text).then_some(&*self.plain)
    }

    /// Whether a folded text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.accented.is_match(text) || self.plain_for(text).is_some_and(|plain| plain.is_match(text))
    }

    /// The part of a folded text that matches.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.accented.find(text).or_else(|| self.plain_for(text)?.find(text))
    }

    /// The groups of a folded text that matches.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.accented.captures(text).or_else(|| self.plain_for(text)?.captures(text))
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.accented.text
    }
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

    #[test]
    fn what_a_text_must_have() {
        let needed = |pattern: &str| Needed::of(pattern);
        let start = needed("^(trong đó|bao gồm)").expect("something is needed");
        assert!(start.at_start && start.is_in("bao gồm các dự án") && !start.is_in("số dự án trong đó"));
        let inside = needed(r"\bngày\b.*năm").expect("something is needed");
        assert!(!inside.at_start && inside.is_in("bình gia ngày 5") && !inside.is_in("tháng 5"));
        let any_case = needed("(?i)số [0-9]").expect("something is needed");
        assert!(any_case.is_in("Kế hoạch SỐ 5") && !any_case.is_in("Kế hoạch so 5"));
        for anything in ["", ".*", "a?", r"\p{L}", "^(a|)"] {
            assert!(needed(anything).is_none(), "{anything}");
        }
    }

    #[test]
    fn patterns_that_wait_say_what_compiled_ones_say() {
        let texts = [
            "",
            "tổng cộng",
            "tong cong",
            "số: 209/KH-UBND ngày 22/10/2021 của UBND tỉnh",
            "phụ lục iii",
            "phu luc 2",
            "* ghi chú",
            "(*) note",
            "trang 3",
            "trang 3 trên 5",
            "ngày 5 tháng 6 năm 2022",
            "giai đoạn 2021 - 2025",
            "2021–25",
            "cong",
            "cong nhom 1",
            "toàn tỉnh",
            "bảng (tiếp theo)",
            "đơn vị tính triệu đồng",
            "đvt",
            "sở tài chính",
            "kt chủ tịch",
        ];
        let patterns = || {
            let layouts = crate::Layouts::built_in();
            let kinds = layouts.iter().flat_map(|layout| layout.kinds.clone()).collect::<Vec<_>>();
            let conditions = kinds.into_iter().flat_map(|kind| kind.when);
            let of_rows = conditions.filter_map(|when| Some(when.pattern?.1.as_str().to_owned()));
            let line = &crate::Vocabulary::get().line;
            let of_lines = [
                &line.unit,
                &line.appendix,
                &line.plan,
                &line.note,
                &line.footnote,
                &line.signature,
                &line.office,
                &line.breakdown,
                &line.dateline,
                &line.continued,
                &line.page,
            ];
            of_rows.chain(of_lines.into_iter().map(|line| line.as_str().to_owned())).collect::<Vec<_>>()
        };
        for pattern in patterns() {
            let compiled = Regex::new(&pattern).expect("a pattern");
            for text in texts {
                let waits =
                    Pattern { text: pattern.clone(), needed: OnceLock::new(), compiled: OnceLock::new() };
                assert_eq!(waits.is_match(text), compiled.is_match(text), "{pattern} {text}");
            }
        }
    }
}
