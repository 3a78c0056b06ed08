//! Whether a word is a Vietnamese syllable: what tells a reading from gibberish.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

const ONSETS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "",
];

/// Rhymes without tones, by spelling.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in ing inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong \
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc ue uê uêch uên uênh uêt ui um un ung uôc \
    uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp \
    ươt ươu ưt ưu y yêm yên yêng yêt yêu";

static SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| RHYMES.split_whitespace().collect());

/// Whether a word, in any case, is spelled as a Vietnamese syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut tone = None;
    let mut plain = String::with_capacity(word.len());
    for letter in word.nfd().flat_map(char::to_lowercase) {
        match letter {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                if tone.replace(letter).is_some() {
                    return false;
                }
            }
            _ => plain.push(letter),
        }
    }
    let plain: String = plain.nfc().collect();
    ONSETS.iter().any(|onset| {
        plain.strip_prefix(onset).is_some_and(|rhyme| {
            // `gi` takes the i of its rhyme: gì, giếng.
            let known = SET.contains(rhyme)
                || (*onset == "gi" && (rhyme.is_empty() || SET.contains(&*format!("i{rhyme}"))));
            let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
            known && (!stopped || matches!(tone, Some('\u{301}' | '\u{323}')))
        })
    })
}

/// Words of a text that are not plain ASCII, and how many of them are syllables.
pub(super) fn count(text: &str) -> Count {
    let mut count = Count::default();
    for word in text.split(|c: char| c.is_whitespace() || (c.is_ascii() && !c.is_ascii_alphabetic())) {
        if !word.is_ascii() {
            count.words += 1;
            count.syllables += usize::from(is_syllable(word));
        }
    }
    count
}

/// Words that are not plain ASCII, and how many of them are syllables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Count {
    pub(super) words: usize,
    pub(super) syllables: usize,
}

impl Count {
    /// Share of syllables; a text without such words is wholly fine.
    pub(super) fn share(self) -> f64 {
        if self.words == 0 { 1.0 } else { self.syllables as f64 / self.words as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_and_near_misses() {
        for word in [
            "nghèo",
            "Huyện",
            "Đình",
            "LẬP",
            "đường",
            "quý",
            "gì",
            "giếng",
            "thủy",
            "thuỷ",
            "Khuổi",
            "Pác",
            "hóa",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["HuyÖn", "nghÌo", "®\u{ad}êng", "Huyeän", "café", "thuầc", "x·", "böô", "hßa"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
