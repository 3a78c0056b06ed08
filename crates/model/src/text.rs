//! Text as it is kept, and text as it is compared.

mod letters;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Text as the model keeps it: Unicode NFC, outer spaces trimmed, inner runs of
/// spaces, line breaks and invisible separators folded to one space.
pub fn tidy(text: &str) -> String {
    if is_tidy(text) {
        text.to_owned()
    } else if letters::is_composed(text) {
        tidied(text.chars(), text.len())
    } else {
        tidied(text.nfc(), text.len())
    }
}

/// Whether text certainly is as [`tidy`] would leave it, which nearly all text is; where
/// this is false it may be all the same.
pub fn is_tidy(text: &str) -> bool {
    // What stood last was a space: so does what comes before the text.
    let mut gap = true;
    for letter in text.chars() {
        match letter {
            ' ' if gap => return false,
            ' ' => gap = true,
            '!'..='~' => gap = false,
            letter if letters::stays(letter) => gap = false,
            _ => return false,
        }
    }
    !gap || text.is_empty()
}

fn tidied(letters: impl Iterator<Item = char>, length: usize) -> String {
    let mut tidy = String::with_capacity(length);
    let mut gap = false;
    for letter in letters {
        let invisible = matches!(letter, '\u{200b}' | '\u{feff}' | '\u{2060}');
        if letter.is_whitespace() || letter.is_control() || invisible {
            gap = true;
        } else {
            if gap && !tidy.is_empty() {
                tidy.push(' ');
            }
            gap = false;
            tidy.push(letter);
        }
    }
    tidy
}

/// Text as it is compared: lower case, tone marks where the newer style puts
/// them (`hòa` and `hoà` are equal), punctuation as spaces; diacritics stay.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// The first word of a text as [`fold`] gives it, perhaps with more of them; what follows it
/// there is a space, or nothing.
pub fn first_word(text: &str) -> String {
    let is_gap = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b'%';
    let begun = text.bytes().position(|byte| !is_gap(byte)).unwrap_or(text.len());
    let length = text.bytes().skip(begun).position(is_gap);
    // Signs of ASCII are letters of their own.
    fold(text.get(..length.map_or(text.len(), |length| begun + length)).unwrap_or_default())
}

/// Puts folded text in place of what stands in a buffer: for many texts, of which none is kept.
pub fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if fold_composed(text, folded, false).is_none() {
        folded.clear();
        // Whatever letters are left then are composed.
        _ = fold_composed(&text.nfc().collect::<String>(), folded, true);
    }
}

/// Folds text, and stops where a letter may have to be composed with those beside it first.
///
/// Most letters stay as they are; runs of them are copied at once.
fn fold_composed(text: &str, folded: &mut String, composed: bool) -> Option<()> {
    let bytes = text.as_bytes();
    let table = letters::table();
    let (mut from, mut at) = (0, 0);
    // What stood last is no letter, or nothing.
    let mut gap = true;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            let lower = letters::lowered_ascii(byte);
            if lower == byte && !(lower == b' ' && gap) {
                gap = lower == b' ';
                at += 1;
                if matches!(lower, b'a' | b'e' | b'y') && at > 1 && !bytes.get(at - 2)?.is_ascii() {
                    folded.push_str(text.get(from..at)?);
                    from = at;
                    move_tone(folded, text.get(from..)?);
                }
                continue;
            }
        }
        let kept = table.kept(bytes.get(at..)?);
        if kept > 0 {
            gap = false;
            at += kept;
            continue;
        }
        let letter = text.get(at..)?.chars().next()?;
        folded.push_str(text.get(from..at)?);
        at += letter.len_utf8();
        from = at;
        match table.get(letter) {
            Some(lowered) => gap = push_lower(lowered, gap, folded),
            None if composed || letters::is_composed_letter(letter) => {
                letter.to_lowercase().for_each(|lower| gap = push_lower(lowercase(lower), gap, folded));
            }
            None => return None,
        }
        if matches!(letter, 'A' | 'E' | 'Y') {
            move_tone(folded, text.get(from..)?);
        }
    }
    folded.push_str(text.get(from..)?);
    if folded.ends_with(' ') {
        folded.pop();
    }
    Some(())
}

/// Adds a letter that is in lower case; says whether it is a gap.
fn push_lower(lowered: Lowered, gap: bool, folded: &mut String) -> bool {
    match lowered {
        Lowered::Letter(letter) => folded.push(letter),
        Lowered::Gap if !gap => folded.push(' '),
        Lowered::Gap => {}
    }
    lowered == Lowered::Gap
}

/// Writes the last two letters in the newer style, unless the syllable goes on.
fn move_tone(folded: &mut String, behind: &str) {
    let Some((old, newer)) = TONES.iter().find(|(old, _)| folded.ends_with(old)) else { return };
    let next = behind.chars().next().and_then(|next| next.to_lowercase().next());
    let start = folded.len() - old.len();
    let after_q = folded.get(..start).is_some_and(|before| before.ends_with('q'));
    if !after_q && !next.is_some_and(char::is_alphabetic) {
        folded.truncate(start);
        folded.push_str(newer);
    }
}

/// What a letter that is in lower case becomes.
fn lowercase(letter: char) -> Lowered {
    let stays = letter.is_alphanumeric() || letter == '%' || is_combining_mark(letter);
    if stays { Lowered::Letter(letter) } else { Lowered::Gap }
}

/// What a letter becomes in folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lowered {
    Letter(char),
    /// A space, between others.
    Gap,
}

/// Folded text without diacritics, for words typed without accents.
pub fn unaccent(folded: &str) -> String {
    let mut plain = String::with_capacity(folded.len());
    for letter in folded.chars() {
        match letter {
            'đ' => plain.push('d'),
            letter if letter.is_ascii() => plain.push(letter),
            // Marks go, so that their order, which whole texts are decomposed for, is nothing.
            letter => decompose_canonical(letter, |part| {
                if !is_combining_mark(part) {
                    plain.push(part);
                }
            }),
        }
    }
    plain
}

/// Old-style tone placement and its newer spelling, for open syllables
/// (Bộ Giáo dục 1984; both are in use).
const TONES: &[(&str, &str)] = &[
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// The candidate nearest to a misspelled word, where one is near enough to suggest.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(word, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= 0.55)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidy_composes_and_folds_spaces() {
        assert_eq!(tidy("  Hu\u{0079}e\u{0302}\u{0323}n \u{00a0}\n Bình\tGia "), "Huyện Bình Gia");
        assert_eq!(tidy(" \u{00a0} "), "");
    }

    #[test]
    fn tone_placement_compares_equal_and_only_there() {
        assert_eq!(fold("Xã Hòa Bình"), fold("Xã Hoà Bình"));
        assert_eq!(fold("Thủy"), fold("Thuỷ"));
        assert_eq!(fold("quý"), "quý");
        assert_ne!(fold("hoàn"), fold("hòan "));
        assert_ne!(fold("xã"), fold("xa"));
    }

    #[test]
    fn what_is_called_tidy_stays_as_it_is() {
        for text in ["", "Huyện Bình Gia", "L=2,5km; B=3,5m", "“Đường” – số 1"] {
            assert!(is_tidy(text), "{text}");
        }
        for text in [" a", "a ", "a  b", "a\u{a0}b", "a\nb", "e\u{302}", "a\u{200b}", " ", "a\u{85}"] {
            assert!(!is_tidy(text), "{text:?}");
        }
        for letter in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let text = format!("a{letter}b");
            assert!(!is_tidy(&text) || tidied(text.nfc(), text.len()) == text, "{letter:?}");
        }
    }

    /// Folding as it is defined, letter by letter, without any short way.
    fn plainly_folded(text: &str) -> String {
        let lower: Vec<char> = text.nfc().flat_map(char::to_lowercase).collect();
        let mut moved = lower.clone();
        for at in 0..lower.len().saturating_sub(1) {
            let closed = lower.get(at + 2).is_some_and(|next| next.is_alphabetic());
            let after_q = at > 0 && lower[at - 1] == 'q';
            let found = TONES.iter().find(|(old, _)| old.chars().eq([lower[at], lower[at + 1]]));
            if let Some((_, new)) = found.filter(|_| !closed && !after_q) {
                moved.splice(at..at + 2, new.chars());
            }
        }
        let stays = |letter: char| letter.is_alphanumeric() || letter == '%' || is_combining_mark(letter);
        let spaced: String = moved.iter().map(|letter| if stays(*letter) { *letter } else { ' ' }).collect();
        spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    proptest::proptest! {
        #[test]
        fn folding_has_no_other_result_the_short_way(text in "(\\PC|[a-yÀ-ỹòóỏùúaeyqđ %.,\u{300}\u{301}\u{323}İ–“]){0,24}") {
            proptest::prop_assert_eq!(fold(&text), plainly_folded(&text));
        }
    }

    /// Without accents as it is defined, over the whole text.
    fn plainly_unaccented(text: &str) -> String {
        let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
        letters.map(|letter| if letter == 'đ' { 'd' } else { letter }).collect()
    }

    proptest::proptest! {
        #[test]
        fn accents_go_the_short_way_too(text in "(\\PC|[a-yÀ-ỹđ %\u{300}\u{301}\u{323}각가]){0,24}") {
            proptest::prop_assert_eq!(unaccent(&text), plainly_unaccented(&text));
        }
    }

    #[test]
    fn punctuation_and_case_do_not_count() {
        assert_eq!(fold("TÊN/ DANH MỤC\ncông trình:"), "tên danh mục công trình");
        assert_eq!(unaccent("đường tỷ lệ"), "duong ty le");
    }

    #[test]
    fn near_names() {
        assert_eq!(nearest("heder", ["header", "width"]), Some("header"));
        assert_eq!(nearest("zzz", ["header", "width"]), None);
    }
}
