//! Any text in any encoding comes back, whatever its font says.

use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use super::syllable::tests::{any_syllable, common};
use super::syllable::{Kind, kind};
use super::tests::{Sheets, read, shown, tcvn3_of, vni_of};

const FONTS: [&str; 4] = ["Arial", ".VnTime", "VNI-Times", ".VnArialH"];

/// How a text is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    Composed,
    Tcvn3,
    Vni,
    Decomposed,
    HalfComposed,
    TonesFirst,
}

const ALL: [Stored; 6] = [
    Stored::Composed,
    Stored::Tcvn3,
    Stored::Vni,
    Stored::Decomposed,
    Stored::HalfComposed,
    Stored::TonesFirst,
];

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

impl Stored {
    fn store(self, text: &str) -> String {
        let apart = |shapes_first: bool| -> String {
            let letter = |letter: char| {
                let marks: String = std::iter::once(letter).nfd().collect();
                let (tones, base): (Vec<char>, Vec<char>) = marks.chars().partition(|c| TONES.contains(c));
                let base: String = base.into_iter().collect();
                let tones: String = tones.into_iter().collect();
                let mut split = base.chars();
                let first: String = split.next().into_iter().collect();
                if shapes_first {
                    base.nfc().collect::<String>() + &tones
                } else {
                    first + &tones + split.as_str()
                }
            };
            text.chars().map(letter).collect()
        };
        match self {
            Self::Composed => text.to_owned(),
            Self::Tcvn3 => tcvn3_of(text),
            Self::Vni => vni_of(text),
            Self::Decomposed => text.nfd().collect(),
            Self::HalfComposed => apart(true),
            Self::TonesFirst => apart(false),
        }
    }
}

/// Sentences of words in use, at least one of them with a letter that only Vietnamese has.
fn sentence() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(select(common()), 3..9);
    let telling =
        |text: &String| text.split(' ').filter(|word| word.chars().any(|c| c > '\u{ff}')).count() >= 2;
    words.prop_map(|words| words.join(" ")).prop_filter("telling", telling)
}

/// Any syllables, in use or not.
fn syllables() -> impl Strategy<Value = String> {
    let word = (0..1000usize, 0..1000usize, 0..6usize).prop_filter_map("spelled", |(o, r, t)| {
        // A lone sign is none.
        any_syllable(o, r, t).filter(|word| word.chars().count() > 1)
    });
    proptest::collection::vec(word, 1..9).prop_map(|words| words.join(" "))
}

/// Whether two words at least of a text as stored are no words of Unicode.
fn tells(stored: &str) -> bool {
    let other = |word: &&str| !word.is_ascii() && kind(word) == Kind::Other;
    stored.split(' ').filter(other).count() >= 2
}

fn tells_a_word(stored: &str) -> bool {
    stored.split(' ').any(|word| !word.is_ascii() && kind(word) == Kind::Other)
}

fn title(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// As `PROPTEST_CASES` says, more than by default where it says nothing.
fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = if cfg!(miri) { 1 } else { asked.cases.max(400) };
    ProptestConfig { cases, max_global_rejects: 4 * cases, ..asked }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_syllables_come_back_by_honest_fonts(texts in proptest::collection::vec(syllables(), 1..12)) {
        // Words may be words in either reading: the sheet tells, but not against all of a text.
        let texts: Vec<String> = TELLING.repeat(10).into_iter().map(str::to_owned).chain(texts).collect();
        for (font, stored) in [(1, Stored::Tcvn3), (2, Stored::Vni)] {
            prop_assume!(texts.iter().all(|text| text.is_ascii() || tells_a_word(&stored.store(text))));
            let cells: Vec<(String, u32)> = texts.iter().map(|text| (stored.store(text), font)).collect();
            let cells: Vec<(&str, u32)> = cells.iter().map(|(text, font)| (text.as_str(), *font)).collect();
            prop_assert_eq!(&read(&FONTS, &cells).0, &texts);
        }
    }

    #[test]
    fn any_syllables_come_back_in_unicode(texts in proptest::collection::vec(syllables(), 1..12), font in 0..3u32, stored in select(vec![Stored::Composed, Stored::Decomposed, Stored::HalfComposed, Stored::TonesFirst])) {
        // Of a sheet that has hardly a letter of Unicode's own the font is believed.
        prop_assume!(texts.join(" ").chars().filter(|c| *c > '\u{ff}').count() > 3 || font == 0);
        let telling = |text: &String| text.is_ascii() || text.chars().any(|c| c >= '\u{1ea0}');
        prop_assume!(texts.iter().all(telling) || font == 0);
        let cells: Vec<String> = texts.iter().map(|text| stored.store(text)).collect();
        let cells: Vec<(&str, u32)> = cells.iter().map(|text| (text.as_str(), font)).collect();
        prop_assert_eq!(&read(&FONTS, &cells).0, &texts);
    }

    #[test]
    fn sentences_of_one_sheet_come_back_whatever_their_fonts_say(
        cells in proptest::collection::vec((sentence(), select(ALL.to_vec()), 0..3u32, any::<bool>()), 1..16),
    ) {
        let mut stored = Vec::new();
        let mut wanted = Vec::new();
        for (text, how, font, capital) in cells {
            // TCVN3 has no toned capitals.
            let first = text.chars().next().is_some_and(|c| c.is_ascii());
            let text = if capital && (first || how != Stored::Tcvn3) { title(&text) } else { text };
            let legacy = matches!(how, Stored::Tcvn3 | Stored::Vni);
            prop_assume!(!legacy || tells(&how.store(&text)));
            stored.push((how.store(&text), font));
            wanted.push(text);
        }
        let cells: Vec<(&str, u32)> = stored.iter().map(|(text, font)| (text.as_str(), *font)).collect();
        prop_assert_eq!(read(&FONTS, &cells).0, wanted);
    }

    #[test]
    fn capitals_come_back(text in sentence(), how in select(vec![Stored::Tcvn3, Stored::Vni])) {
        let (stored, font) = match how {
            Stored::Tcvn3 => (tcvn3_of(&text), 3),
            _ => (vni_of(&text.to_uppercase()), 2),
        };
        prop_assert_eq!(&read(&FONTS, &[(&stored, font)]).0[0], &text.to_uppercase());
    }

    #[test]
    fn runs_cut_anywhere_lose_nothing(text in sentence(), how in select(vec![Stored::Tcvn3, Stored::Vni]), cuts in proptest::collection::vec(0..200usize, 0..6), fonts in proptest::collection::vec(0..2u32, 7)) {
        // A run in an ordinary font that is words in Unicode may be meant so.
        let meant = |word: &&str| {
            let stored = how.store(word);
            stored.is_ascii() || kind(&stored) == Kind::Other
        };
        let text = text.split(' ').filter(meant).collect::<Vec<_>>().join(" ");
        prop_assume!(tells(&how.store(&text)));
        let stored = how.store(&text);
        let stored: Vec<char> = stored.chars().collect();
        let honest = if how == Stored::Vni { 2 } else { 1 };
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut % (stored.len() + 1)).collect();
        cuts.sort_unstable();
        let mut runs: Vec<(String, u32)> = Vec::new();
        let mut from = 0;
        for (cut, font) in cuts.into_iter().chain([stored.len()]).zip(fonts) {
            runs.push((stored[from..cut].iter().collect(), if font == 0 { honest } else { 0 }));
            from = cut;
        }
        let runs: Vec<(&str, u32)> = runs.iter().map(|(text, font)| (text.as_str(), *font)).collect();
        let mut sheets = Sheets::new(&FONTS);
        sheets.rich(0, &runs);
        // A run in an ordinary font may be the whole text: the sheet tells what it is.
        TELLING.iter().for_each(|text| sheets.text(&how.store(text), 0));
        prop_assert_eq!(&sheets.read().0[0], &text);
    }

    #[test]
    fn other_languages_stay(words in proptest::collection::vec(select(FOREIGN.split_whitespace().collect::<Vec<_>>()), 1..12)) {
        let text = words.join(" ");
        prop_assert_eq!(&read(&FONTS, &[(&text, 0)]).0[0], &text);
    }

    #[test]
    fn signs_and_figures_stay(text in "[0-9]{1,3}[ ]?[×÷±²³°½¼¾·§©®«»µ%/-][ ]?[0-9]{0,3}( (m|kg|km|ha)[²³]?)?") {
        // A figure with ® may be money in TCVN3, where there is evidence for it.
        prop_assert_eq!(&read(&FONTS, &[(&text, 0)]).0[0], &text);
        prop_assume!(!text.contains('®'));
        prop_assert_eq!(&read(&FONTS, &[(&text, 1)]).0[0], &text);
    }

    #[test]
    fn composed_text_is_left_alone(text in "[a-zà-ïñ-öø-ýăđĩũơưạ-ỹ ]{0,40}") {
        // Letters of Vietnamese and of western languages, without eth, which is repaired
        // on purpose.
        prop_assume!(text.chars().any(|c| c > '\u{ff}'));
        prop_assert_eq!(&read(&FONTS, &[(&text, 0)]).0[0], &text);
    }

    #[test]
    fn anything_is_read_without_a_panic(text in "\\PC{0,30}", bytes in proptest::collection::vec(any::<u8>(), 0..30), font in 0..4u32) {
        read(&FONTS, &[(&text, font), (&shown(&bytes), font)]);
    }
}

const TELLING: [&str; 4] =
    ["tỷ lệ hộ nghèo", "tổng nhu cầu kinh phí", "huyện đình lập", "ngân sách địa phương"];

const FOREIGN: &str = "café crème où hôtel forêt Société française ingénierie clé thé né bébé prévu élève \
    Größe über Straße Höhe für Öl süß schön Maß Gemüse Äpfel Übung Mädchen niño año señor más qué José María \
    informação não São coração naïve résumé œuvre déjà là très près maïs Noël fête même être août coût goût \
    the of and water road school total amount kg m² 25 °C µm ½ § 5 © ® ± × 10";
