//! The ways to read a word, and how well each suits it.
//!
//! The scores are natural logarithms, roughly how seldom such a word is met in such
//! a reading. They are set by hand: only their order and distance matter.

use super::Encoding;
use super::codepage::{byte_1252, byte_1258, byte_only_1258, char_1252, only_1258};
use super::syllable::{self, Kind};
use super::table::Placed;
use super::{tcvn3, unicode, vni};

/// A way to read stored characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Unicode, perhaps with its marks apart.
    AsIs,
    Tcvn3,
    Vni,
    /// Bytes of Windows-1258 that were taken for Windows-1252.
    Vietnamese,
    /// TCVN3 that was taken for Windows-1258.
    Tcvn3By1258,
    /// VNI that was taken for Windows-1258.
    VniBy1258,
}

/// How many readings there are.
pub(super) const READINGS: usize = 6;

/// One figure for each reading.
pub(super) type Scores = [f32; READINGS];

pub(super) const ALL: [Reading; READINGS] = [
    Reading::AsIs,
    Reading::Tcvn3,
    Reading::Vni,
    Reading::Vietnamese,
    Reading::Tcvn3By1258,
    Reading::VniBy1258,
];

/// A reading that a word cannot have.
pub(super) const NEVER: f32 = -60.0;
/// Gibberish: letters that make no word of any kind.
const GIBBERISH: f32 = -24.0;
/// Signs within a word, or capitals where none belong: `x·`, `kinh phÝ`.
const BROKEN: f32 = -22.0;
/// Spelled as a syllable, but none that is often met.
const SYLLABLE: f32 = -11.0;
/// Spelled as a syllable that there is not.
const PHANTOM: f32 = -18.0;
/// A word of another language.
const FOREIGN: f32 = -13.0;

impl Reading {
    /// Its place among the scores.
    pub(super) const fn at(self) -> usize {
        self as usize
    }

    /// What text in it is said to be; Unicode as it is, is nothing to say.
    pub(super) const fn encoding(self) -> Option<Encoding> {
        match self {
            Self::AsIs => None,
            Self::Tcvn3 | Self::Tcvn3By1258 => Some(Encoding::Tcvn3),
            Self::Vni | Self::VniBy1258 => Some(Encoding::Vni),
            Self::Vietnamese => Some(Encoding::HalfComposed),
        }
    }

    /// The word in Unicode with the place of each letter; none where it cannot be read so.
    pub(super) fn decode(self, word: &str) -> Option<Vec<Placed>> {
        let bytes = |byte: fn(char) -> Option<u8>| word.chars().map(byte).collect::<Option<Vec<u8>>>();
        match self {
            Self::AsIs => Some(word.chars().enumerate().map(|(at, letter)| (letter, at)).collect()),
            Self::Tcvn3 => Some(from_tcvn3(&bytes(byte_1252)?)),
            Self::Vni => Some(vni::decode(&bytes(byte_1252)?)),
            Self::Vietnamese => {
                let letters = bytes(byte_1252)?.into_iter().map(|b| only_1258(b).unwrap_or(char_1252(b)));
                let text = unicode::compose(&letters.collect::<String>()).0;
                Some(text.chars().enumerate().map(|(at, letter)| (letter, at)).collect())
            }
            Self::Tcvn3By1258 => Some(from_tcvn3(&bytes(byte_1258)?)),
            Self::VniBy1258 => Some(vni::decode(&bytes(byte_1258)?)),
        }
    }
}

/// The toned capitals of the full set count only where they make a word.
fn from_tcvn3(bytes: &[u8]) -> Vec<Placed> {
    let plain = tcvn3::decode(bytes);
    if is_word(&plain) {
        return plain;
    }
    let full = tcvn3::decode_full(bytes);
    if is_word(&full) && syllable::case_is_even(&text(&full)) { full } else { plain }
}

fn is_word(placed: &[Placed]) -> bool {
    matches!(syllable::kind(&text(placed)), Kind::Common(_) | Kind::Syllable)
}

/// The letters without their places.
pub(super) fn text(placed: &[Placed]) -> String {
    placed.iter().map(|(letter, _)| *letter).collect()
}

/// How well each reading suits a word that is not plain ASCII.
pub(super) fn scores(word: &str) -> Scores {
    let mut scores = [NEVER; READINGS];
    let (composed, _) = unicode::compose(word);
    let composed = unicode::with_stroke(&composed, false);
    let certain = word.chars().any(|letter| byte_1258(letter).is_none());
    if let Some(score) = scores.first_mut() {
        *score = as_is(&composed, word);
    }
    if certain {
        return scores;
    }
    let by_1258 = word.chars().any(|letter| byte_only_1258(letter).is_some());
    for (reading, score) in ALL.into_iter().zip(&mut scores).skip(1) {
        let apart = matches!(reading, Reading::Tcvn3By1258 | Reading::VniBy1258);
        if apart == by_1258
            && let Some(placed) = reading.decode(word)
        {
            let read = text(&placed);
            *score = if reading == Reading::Vietnamese && read == composed {
                NEVER
            } else {
                decoded(&read, word, reading)
            };
        }
    }
    let [as_is, tcvn3, vni, ..] = &mut scores;
    if *as_is == FOREIGN {
        // Few foreign words happen to read as words in use; a mark of VNI behind its
        // vowel is a rare pair of letters besides.
        *as_is -= if *vni > SYLLABLE && has_pair(word) {
            4.0
        } else if *tcvn3 > SYLLABLE && word.bytes().filter(u8::is_ascii_uppercase).count() > 1 {
            // Small toned letters of TCVN3 that look like capitals: TØNH.
            3.0
        } else {
            0.0
        };
    }
    scores
}

/// Whether a plain vowel has a letter beyond ASCII behind it.
fn has_pair(word: &str) -> bool {
    word.chars()
        .zip(word.chars().skip(1))
        .any(|(vowel, mark)| "aeouyAEOUY".contains(vowel) && !mark.is_ascii())
}

/// The score of a syllable in use; the more it is used, the better.
fn common(rank: usize) -> f32 {
    -3.0 - 0.4 * (rank.max(1) as f32).ln()
}

/// The score of a word as it stands.
fn as_is(composed: &str, stored: &str) -> f32 {
    let letters = |c: char| c.is_alphabetic() || unicode::is_mark(c) || c.is_ascii();
    let signs = composed.chars().any(|c| !letters(c) || matches!(c, 'ª' | 'º'));
    if UNITS.contains(&composed) {
        return -4.0;
    }
    if signs {
        // A product of two letters is no broken word.
        let product = composed.chars().count() == 3 && composed.contains(['×', '÷', '·']);
        return if product { FOREIGN + 2.0 } else { BROKEN };
    }
    if !syllable::case_is_even(composed) || stray_marks(composed) {
        return BROKEN;
    }
    match syllable::kind(composed) {
        Kind::Common(rank) => common(rank),
        Kind::Short => -5.0,
        Kind::Syllable => SYLLABLE,
        Kind::Name => -12.0,
        Kind::Phantom => PHANTOM,
        // Nobody has µ in a word but for units.
        Kind::Other if stored.contains('µ') => BROKEN,
        Kind::Other => FOREIGN,
    }
}

/// Units with the sign for a millionth.
const UNITS: [&str; 16] =
    ["µm", "µg", "µl", "µL", "µF", "µs", "µA", "µV", "µW", "µC", "µmol", "µM", "µSv", "µH", "µPa", "µS"];

/// Marks that no letter takes up in the composed form.
fn stray_marks(composed: &str) -> bool {
    composed.chars().any(unicode::is_mark)
}

/// The score of a word in a legacy reading.
fn decoded(read: &str, stored: &str, reading: Reading) -> f32 {
    let small_tones = matches!(reading, Reading::Tcvn3 | Reading::Tcvn3By1258);
    // TCVN3 has no toned capitals: `TØNH` is as good as it gets.
    let even = if small_tones { ascii_case_is_even(read) } else { syllable::case_is_even(read) };
    if read == stored {
        // Nothing in it belongs to the encoding: it reads alike both ways.
        return as_is(read, stored) - 1.0;
    }
    if !even || stray_marks(read) {
        return GIBBERISH;
    }
    // Sums of money in front of capitals are no shortened words: £A, ¥B.
    let money = stored.contains(['¢', '£', '¤', '¥', '¡']);
    let paragraph = stored.strip_prefix('§').is_some_and(|rest| rest.len() == 1 && rest < "a");
    if paragraph {
        return -13.5;
    }
    match syllable::kind(read) {
        Kind::Common(rank) => common(rank),
        Kind::Syllable => SYLLABLE,
        Kind::Short if money => -13.5,
        Kind::Short => -8.0,
        Kind::Name => -14.0,
        Kind::Phantom => PHANTOM,
        Kind::Other => GIBBERISH,
    }
}

/// Whether the letters that have both cases in TCVN3 are set evenly.
fn ascii_case_is_even(read: &str) -> bool {
    let both = |c: &char| c.is_ascii_alphabetic() || matches!(c, 'Đ' | 'Ă' | 'Â' | 'Ê' | 'Ô' | 'Ơ' | 'Ư');
    let letters: Vec<char> = read.chars().filter(both).collect();
    let rest = letters.get(1..).unwrap_or_default();
    rest.iter().all(|c| c.is_uppercase()) || rest.iter().all(|c| !c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_best_reading() {
        let best = |word: &str| {
            let scores = scores(word);
            let best = ALL.into_iter().max_by(|a, b| scores[a.at()].total_cmp(&scores[b.at()]));
            best.expect("readings")
        };
        for word in ["HuyÖn", "§×nh", "LËp", "phÝ", "®\u{ad}êng", "x·", "H§ND", "Q§", "TØNH", "Kr«ng", "®·"]
        {
            assert_eq!(best(word), Reading::Tcvn3, "{word}");
        }
        for word in ["Huyeän", "Ñình", "DÖÏ", "ñöôøng"] {
            assert_eq!(best(word), Reading::Vni, "{word}");
        }
        for word in ["café", "Größe", "été", "naïve", "Huyện", "µm", "hé̂n", "a×b"] {
            assert_eq!(best(word), Reading::AsIs, "{word}");
        }
        assert_eq!(best("kiƠn"), Reading::Tcvn3By1258);
        assert_eq!(best("Huyêòn"), Reading::Vietnamese);
    }
}
