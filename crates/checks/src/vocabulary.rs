//! Words that rules know, as data.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    units: Vec<(String, Level)>,
    shortened: Vec<(String, String)>,
    office: Vec<String>,
    generic: Vec<String>,
    count: String,
    linking: String,
    rearranged: String,
}

/// The level of an administrative unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    /// A province.
    Province,
    /// A district.
    District,
    /// A commune.
    Commune,
}

/// Words that rules know.
#[derive(Debug)]
pub(crate) struct Words {
    /// Words that begin the name of an administrative unit, the longest first.
    pub(crate) units: Vec<(String, Level)>,
    /// Short forms of those words, and what they stand for.
    pub(crate) shortened: Vec<(String, String)>,
    /// Words that begin the name of a unit's own office.
    pub(crate) office: Vec<String>,
    /// For each byte, whether any of `units` and `shortened` begins with it.
    beginnings: [bool; 256],
    /// Labels that many works share.
    pub(crate) generic: Vec<String>,
    /// A stated count of works: its number is the first group.
    pub(crate) count: Regex,
    /// Words of a work that joins two places.
    pub(crate) linking: Regex,
    /// The day on which communes were rearranged and districts given up, as `2025-07-01`.
    pub(crate) rearranged: String,
}

#[allow(clippy::expect_used, reason = "the file is part of the crate, and a test reads it")]
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let raw: Raw = toml::from_str(include_str!("../vocabulary.toml")).expect("the vocabulary");
    let mut units = raw.units;
    units.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
    let words = units.iter().map(|(word, _)| word).chain(raw.shortened.iter().map(|(short, _)| short));
    let first: Vec<u8> = words.filter_map(|word| word.bytes().next()).collect();
    let beginnings = std::array::from_fn(|byte| first.iter().any(|first| usize::from(*first) == byte));
    Words {
        beginnings,
        units,
        shortened: raw.shortened,
        office: raw.office,
        generic: raw.generic,
        count: Regex::new(&raw.count).expect("the pattern of counts"),
        linking: Regex::new(&raw.linking).expect("the pattern of linking words"),
        rearranged: raw.rearranged,
    }
});

impl Words {
    /// Whether a word for a unit, in short or not, may begin with a byte: most words of a text
    /// do not.
    pub(crate) fn may_begin_with_unit(&self, byte: u8) -> bool {
        self.beginnings.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

/// Whether a folded text begins with a word, and goes on behind it.
pub(crate) fn begins_with_word(folded: &str, word: &str) -> bool {
    // What stands behind tells most at the least cost.
    folded.as_bytes().get(word.len()) == Some(&b' ') && folded.starts_with(word)
}

pub(crate) fn words() -> &'static Words {
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_is_whole() {
        assert!(words().count.is_match("tổng số 44 công trình"));
        assert!(words().linking.is_match("đường liên xã"));
    }
}
