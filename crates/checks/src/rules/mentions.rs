//! Names of administrative units in texts.

use phuluc_model::text::fold;

use crate::places::Places;
use crate::vocabulary::{Level, begins_with_word, words};

/// The most words that a name has behind the word for what it is.
const LONGEST: usize = 4;

/// A unit that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) level: Level,
    /// The folded whole name: `huyện bình gia`.
    pub(crate) name: String,
}

/// Every known unit that a text names, in its order.
pub(super) fn mentions(places: &Places, text: &str) -> Vec<Mention> {
    mentions_in(places, &fold(text))
}

/// Every known unit that a folded text names, in its order.
pub(super) fn mentions_in(places: &Places, folded: &str) -> Vec<Mention> {
    let words = words();
    let bytes = folded.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if words.may_begin_with_unit(*byte)
            && let Some((mention, length)) = unit_at(places, folded, at)
        {
            found.push(mention);
            at += length;
        }
        while bytes.get(at).is_some_and(|byte| *byte != b' ') {
            at += 1;
        }
        at += 1;
    }
    found
}

/// The known unit that stands at a place of a folded text, and how long its name is there.
fn unit_at(places: &Places, folded: &str, at: usize) -> Option<(Mention, usize)> {
    let rest = folded.get(at..)?;
    let whole = unit_word(rest).and_then(|(word, level)| known(places, rest, word, level));
    whole.or_else(|| shortened(places, rest))
}

/// The word for what a unit is that a folded text begins with.
pub(super) fn unit_word(folded: &str) -> Option<(&'static str, Level)> {
    let words = words();
    if !folded.bytes().next().is_some_and(|byte| words.may_begin_with_unit(byte)) {
        return None;
    }
    let mut units = words.units.iter();
    units.find(|(word, _)| begins_with_word(folded, word)).map(|(word, level)| (word.as_str(), *level))
}

/// The longest known name at the beginning of a folded text.
fn known(places: &Places, text: &str, word: &str, level: Level) -> Option<(Mention, usize)> {
    let behind = text.get(word.len() + 1..)?;
    let ends = behind.match_indices(' ').map(|(at, _)| at).chain([behind.len()]).take(LONGEST);
    let lengths: Vec<usize> = ends.map(|end| word.len() + 1 + end).collect();
    lengths.into_iter().rev().find_map(|length| {
        let name = text.get(..length)?;
        let known = match level {
            Level::Province => return None,
            Level::District => places.district(name).is_some(),
            Level::Commune => places.communes(name).next().is_some() || places.since(name).next().is_some(),
        };
        known.then(|| (Mention { level, name: name.to_owned() }, length))
    })
}

/// The same for a word in short: `h bình gia`.
fn shortened(places: &Places, text: &str) -> Option<(Mention, usize)> {
    let (short, word) = words().shortened.iter().find(|(short, _)| begins_with_word(text, short))?;
    let name = text.get(short.len() + 1..)?;
    let whole = format!("{word} {name}");
    let (word, level) = unit_word(&whole)?;
    let (mention, length) = known(places, &whole, word, level)?;
    Some((mention, length + short.len() - word.len()))
}

/// The parts of a place that are separated by commas, folded: `xã thiện thuật`, `huyện bình gia`.
pub(super) fn parts(text: &str) -> Vec<String> {
    text.split([',', ';', '-', '–', '(', ')']).map(fold).filter(|part| !part.is_empty()).collect()
}

/// An administrative unit that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedUnit {
    /// Whether it is a district, or a town or city of the same level.
    pub district: bool,
    /// Its folded whole name: `huyện bình gia`.
    pub name: String,
}

impl Places {
    /// Known districts and communes that a text names, in its order.
    pub fn named(&self, text: &str) -> Vec<NamedUnit> {
        let units = mentions(self, text).into_iter().filter(|unit| unit.level != Level::Province);
        units.map(|unit| NamedUnit { district: unit.level == Level::District, name: unit.name }).collect()
    }
}

/// The first word for a district or commune in a text, with all that follows it:
/// what a text names as a unit though no list knows it. Folded.
pub fn unit_named(text: &str) -> Option<NamedUnit> {
    let folded = fold(text);
    let mut rest = folded.as_str();
    loop {
        match unit_word(rest) {
            Some((_, level)) if level != Level::Province => {
                return Some(NamedUnit { district: level == Level::District, name: rest.to_owned() });
            }
            _ => rest = rest.split_once(' ')?.1,
        }
    }
}

/// A folded name of a unit without the word for what it is; the name itself where it has none.
pub fn bare_name(folded: &str) -> &str {
    let word = unit_word(folded).map_or(0, |(word, _)| word.len());
    folded.get(word..).unwrap_or(folded).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_in_texts() {
        let names = |text| {
            let found = mentions(&Places::built_in(), text);
            found.into_iter().map(|mention| mention.name).collect::<Vec<_>>().join("|")
        };
        assert_eq!(names("Xã Thiện Hòa, huyện Bình Gia"), "xã thiện hoà|huyện bình gia");
        assert_eq!(names("Đường Nà Tàn, xã Thiện Thuật huyện Bình Gia"), "xã thiện thuật|huyện bình gia");
        assert_eq!(names("Trường Cao đẳng nghề Lạng Sơn"), "");
        assert_eq!(names("Thành phố Lạng Sơn"), "thành phố lạng sơn");
        assert_eq!(names("các xã khó khăn của huyện nghèo"), "");
    }
}
