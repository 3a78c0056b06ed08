//! How Vietnamese a word looks: what tells a reading from gibberish.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Onsets by spelling, longer ones first.
const ONSETS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Onsets of names from other languages of the country, as in Krông, Plông, Đrây.
const CLUSTERS: &[&str] = &[
    "kr", "kl", "kb", "pl", "pr", "br", "bl", "đr", "đl", "gr", "gl", "hr", "hl", "hm", "hn", "mn", "mr",
    "ml", "tl", "rl", "chr", "chl", "y", "w", "j",
];

/// Rhymes without tones, by spelling.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in ing inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong \
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc ue uê uêch uên uênh uêt ui um un ung uôc \
    uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp \
    ươt ươu ưt ưu y yêm yên yêng yêt yêu";

static SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| RHYMES.split_whitespace().collect());

/// Syllables that administrative texts use, with their rank by use.
static COMMON: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let lines = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).zip(1..).collect()
});

/// Spelled as syllables, but never meant.
static PHANTOMS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("phantoms.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Shortened words with the letter đ, as units and heads of tables have them.
const SHORT: &[&str] =
    &["đ", "trđ", "nđ", "tđ", "tỷđ", "ngđ", "nghđ", "đv", "đvt", "đc", "đk", "hđ", "qđ", "đt", "gđ"];

/// What a word is, from most to least Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A syllable that administrative texts use, by its rank from 1.
    Common(usize),
    /// Spelled as a syllable.
    Syllable,
    /// Spelled as a syllable, but known to be none.
    Phantom,
    /// Capitals shortened, such as `HĐND`.
    Short,
    /// Spelled as a syllable but for the tone that its end wants, or a name of another language of the country.
    Name,
    /// None of these.
    Other,
}

/// What a word is, in any case.
pub(super) fn kind(word: &str) -> Kind {
    let small: String = word.nfc().flat_map(char::to_lowercase).collect();
    if let Some(rank) = COMMON.get(small.as_str()) {
        return Kind::Common(*rank);
    }
    if SHORT.contains(&small.as_str()) || is_short(word) {
        return Kind::Short;
    }
    let Some(word) = toneless(&small) else { return Kind::Other };
    if PHANTOMS.contains(small.as_str()) {
        Kind::Phantom
    } else if spelled(&word, ONSETS) {
        Kind::Syllable
    } else if is_name(&word.letters) {
        Kind::Name
    } else {
        Kind::Other
    }
}

/// A word without its tone.
struct Toneless {
    letters: String,
    tone: Option<char>,
    /// Which letter had the tone.
    place: usize,
}

/// Takes the tone off a word; none where there are two, or a mark without a letter.
fn toneless(small: &str) -> Option<Toneless> {
    let mut word = Toneless { letters: String::with_capacity(small.len()), tone: None, place: 0 };
    for (place, letter) in small.chars().enumerate() {
        let mut base = String::new();
        for part in std::iter::once(letter).nfd() {
            match part {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                    if base.is_empty() || word.tone.replace(part).is_some() {
                        return None;
                    }
                    word.place = place;
                }
                _ => base.push(part),
            }
        }
        word.letters.extend(base.nfc());
    }
    Some(word)
}

fn spelled(word: &Toneless, onsets: &[&str]) -> bool {
    onsets.iter().any(|onset| {
        word.letters.strip_prefix(onset).is_some_and(|rhyme| {
            let start = onset.chars().count();
            // `gi` takes the i of its rhyme: gì, giếng.
            if *onset == "gi" && rhyme.is_empty() {
                return word.tone.is_none() || word.place == 1;
            }
            let known = SET.contains(rhyme) || (*onset == "gi" && SET.contains(&*format!("i{rhyme}")));
            let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
            known
                && goes(onset, rhyme)
                && (!stopped || matches!(word.tone, Some('\u{301}' | '\u{323}')))
                && (word.tone.is_none()
                    || word.place.checked_sub(start).is_some_and(|at| tone_stands(rhyme, at)))
        })
    })
}

/// Whether a tone may stand on a letter of a rhyme: on its last vowel before a
/// consonant, on its first or middle one at an open end; on either of oa, oe, uy,
/// where old and new spelling differ.
fn tone_stands(rhyme: &str, at: usize) -> bool {
    let vowels = rhyme.chars().take_while(|letter| "aăâeêioôơuưy".contains(*letter)).count();
    if at >= vowels {
        return false;
    }
    let either = ["oa", "oe", "uy"].iter().any(|pair| rhyme.starts_with(pair)) && vowels == 2;
    let closed = rhyme.chars().nth(vowels).is_some();
    let right = match vowels {
        _ if closed => vowels - 1,
        2 if matches!(rhyme, "uê" | "uơ") => 1,
        3 => 1,
        _ => 0,
    };
    at == right || either
}

/// Whether the spelling of the onset suits its rhyme: c, g, ng are k, gh, ngh before e, ê, i.
fn goes(onset: &str, rhyme: &str) -> bool {
    let light = rhyme.starts_with(['e', 'ê', 'i']);
    match onset {
        "c" | "g" | "ng" => !light,
        "gh" | "ngh" => light,
        _ => true,
    }
}

/// Names: Krông, Đắk, Ngok; and stopped syllables without a tone: Kăp.
fn is_name(plain: &str) -> bool {
    let coda = match plain.char_indices().next_back() {
        Some((at, 'k')) => plain.get(..at).map(|head| format!("{head}c")),
        Some((at, 'l' | 'r' | 'h')) => plain.get(..at).map(|head| format!("{head}n")),
        _ => None,
    };
    [Some(plain), coda.as_deref()].into_iter().flatten().any(|plain| {
        ONSETS.iter().chain(CLUSTERS).any(|onset| {
            plain.strip_prefix(onset).is_some_and(|rhyme| SET.contains(rhyme) && goes(onset, rhyme))
        })
    })
}

/// Capitals, at least one of them of the Vietnamese alphabet only: UBND, QĐ, ƯBND.
fn is_short(word: &str) -> bool {
    let letters = word.chars().count();
    (2..=9).contains(&letters)
        && word.chars().any(|letter| letter.is_ascii_uppercase())
        && word
            .chars()
            .all(|c| c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ư' | 'Ơ' | 'Ô' | 'Ê' | 'Â' | 'Ă'))
}

/// Whether capitals and small letters stand as a writer sets them: a letter beyond
/// ASCII is no capital behind a small letter, nor small where those of ASCII are capitals.
pub(super) fn case_is_even(word: &str) -> bool {
    let (mut small, mut small_ascii, mut small_beyond, mut capitals) = (false, false, false, 0);
    for letter in word.chars() {
        if letter.is_uppercase() {
            if small && !letter.is_ascii() {
                return false;
            }
            capitals += usize::from(letter.is_ascii());
        } else if letter.is_lowercase() {
            small = true;
            small_ascii |= letter.is_ascii();
            small_beyond |= !letter.is_ascii();
        }
    }
    !(small_beyond && !small_ascii && capitals >= 2)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Every word of the list, for tests.
    pub(in crate::decode) fn common() -> Vec<&'static str> {
        let mut words: Vec<_> = COMMON.keys().copied().collect();
        words.sort_unstable();
        words
    }

    /// Syllables by spelling, toned by a number.
    pub(in crate::decode) fn any_syllable(onset: usize, rhyme: usize, tone: usize) -> Option<String> {
        let rhymes: Vec<&str> = RHYMES.split_whitespace().collect();
        let (onset, rhyme) = (ONSETS[onset % ONSETS.len()], rhymes[rhyme % rhymes.len()]);
        let mark = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"][tone % 6];
        // The tone goes to the vowel with a shape, else to the last but one of an open end.
        let letters: Vec<char> = rhyme.chars().collect();
        let vowels: Vec<usize> =
            (0..letters.len()).filter(|at| "aăâeêioôơuưy".contains(letters[*at])).collect();
        let shaped = vowels.iter().rev().find(|at| "ăâêôơư".contains(letters[**at]));
        let open = vowels.len() > 1 && *vowels.last()? == letters.len() - 1;
        let at = *shaped.unwrap_or(if open { &vowels[vowels.len() - 2] } else { vowels.last()? });
        let mut word = onset.to_owned();
        for (place, letter) in letters.iter().enumerate() {
            word.push(*letter);
            word.push_str(if place == at { mark } else { "" });
        }
        let word: String = word.nfc().collect();
        matches!(kind(&word), Kind::Common(_) | Kind::Syllable).then_some(word)
    }

    #[test]
    fn syllables_and_near_misses() {
        let words = "nghèo Huyện Đình LẬP đường quý gì giếng thủy thuỷ Khuổi Pác hóa tuy quốc";
        for word in words.split(' ') {
            assert!(matches!(kind(word), Kind::Common(_) | Kind::Syllable), "{word}");
        }
        let words = "HuyÖn nghÌo ®\u{ad}êng Huyeän café x· böô hßa né§ cê ngê für été hôtel Größe";
        for word in words.split(' ').filter(|word| *word != "nghÌo") {
            assert_eq!(kind(word), Kind::Other, "{word}");
        }
        for word in ["HĐND", "QĐ", "NSTƯ", "trđ", "ĐBKK"] {
            assert_eq!(kind(word), Kind::Short, "{word}");
        }
        for word in ["Đắk", "Krông", "Plông", "Kăp"] {
            assert_eq!(kind(word), Kind::Name, "{word}");
        }
        assert!(case_is_even("Đình") && case_is_even("ĐÌNH") && case_is_even("McCafé"));
        assert!(!case_is_even("nghÌo") && !case_is_even("TæNG"));
    }
}
