//! Text as it is kept, and text as it is compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Text as the model keeps it: Unicode NFC, outer spaces trimmed, inner runs of
/// spaces, line breaks and invisible separators folded to one space.
pub fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfc() {
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
    let lower: Vec<char> = text.nfc().flat_map(char::to_lowercase).collect();
    let moved = move_tones(&lower);
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in moved {
        if letter.is_alphanumeric() || letter == '%' || is_combining_mark(letter) {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(letter);
        } else {
            gap = true;
        }
    }
    folded
}

/// Folded text without diacritics, for words typed without accents.
pub fn unaccent(folded: &str) -> String {
    folded
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect()
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

fn move_tones(lower: &[char]) -> Vec<char> {
    let mut moved = lower.to_vec();
    for at in 0..lower.len() {
        let (Some(&first), Some(&second)) = (lower.get(at), lower.get(at + 1)) else { break };
        let closed = lower.get(at + 2).is_some_and(|next| next.is_alphabetic());
        let after_q = at > 0 && lower.get(at - 1) == Some(&'q');
        if closed || after_q {
            continue;
        }
        let found = TONES.iter().find(|(old, _)| old.chars().eq([first, second]));
        if let Some((_, new)) = found {
            for (slot, letter) in moved.iter_mut().skip(at).zip(new.chars()) {
                *slot = letter;
            }
        }
    }
    moved
}

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
