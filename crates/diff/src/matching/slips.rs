//! Names that mean the same though they are not written the same.

use phuluc_model::text::unaccent;

/// Letters from which a word with another letter is still the same word, of two words the
/// longer one's: of shorter ones a letter makes another word ("Lan" and "Lam").
const LONG_ENOUGH: usize = 4;
/// Words of a name for each one that may have another letter.
const WORDS_A_LETTER: usize = 4;

/// Whether two folded names are the same but for slips inside words: an accent, a letter
/// of a longer word, a space. Words must be the same in number and order, and so must
/// numbers: another word is another thing, however long the names are.
///
/// ```
/// use phuluc_diff::matching::same_but_for_slips;
///
/// assert!(same_but_for_slips("số hộ nghèo", "số hộ ngèo"));
/// assert!(!same_but_for_slips("số hộ nghèo", "số hộ cận nghèo"));
/// ```
pub fn same_but_for_slips(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (words, others) = (words(one), words(other));
    if numbers(&words) != numbers(&others) {
        return false;
    }
    if unaccent(one) == unaccent(other) && (plain(one) || plain(other)) {
        return true;
    }
    slips(&words, &others).is_some_and(|letters| letters * WORDS_A_LETTER < words.len() + WORDS_A_LETTER)
}

/// Whether one folded name only says more than the other: every word of the shorter
/// stands in the longer, in order, but for slips.
pub(super) fn contains(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (longer, shorter) = if one.len() < other.len() { (other, one) } else { (one, other) };
    let mut rest = longer.iter();
    let stands =
        |word: &&str| rest.any(|against| word == against || accent(word, against) || letter(word, against));
    !shorter.is_empty() && shorter.iter().all(stands)
}

fn words(name: &str) -> Vec<&str> {
    name.split(' ').filter(|word| !word.is_empty()).collect()
}

/// Words that hold a digit.
fn numbers<'a>(words: &[&'a str]) -> Vec<&'a str> {
    words.iter().copied().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).collect()
}

/// Whether a name is typed without accents.
fn plain(name: &str) -> bool {
    unaccent(name) == name
}

/// How many words have another letter; `None` where a word is another one.
fn slips(one: &[&str], other: &[&str]) -> Option<usize> {
    let (mut one, mut other) = (one, other);
    let mut letters = 0;
    loop {
        match (one, other) {
            ([], []) => return Some(letters),
            ([word, rest @ ..], [against, others @ ..]) if word == against || accent(word, against) => {
                (one, other) = (rest, others);
            }
            // "cơ sở" and "cơsở"
            ([first, second, rest @ ..], [against, others @ ..]) if joined(first, second, against) => {
                (one, other) = (rest, others);
            }
            ([word, rest @ ..], [first, second, others @ ..]) if joined(first, second, word) => {
                (one, other) = (rest, others);
            }
            ([word, rest @ ..], [against, others @ ..]) if letter(word, against) => {
                letters += 1;
                (one, other) = (rest, others);
            }
            _ => return None,
        }
    }
}

/// The same word but for its accents, or for `y` and `i` at its end ("tỷ", "tỉ"); a
/// single letter is a name of its own.
fn accent(one: &str, other: &str) -> bool {
    one.chars().nth(1).is_some() && spelled(one) == spelled(other)
}

/// A word without accents, a last `y` behind a consonant as `i`.
fn spelled(word: &str) -> String {
    let plain = unaccent(word);
    match plain.strip_suffix('y') {
        Some(before) if !before.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) => format!("{before}i"),
        _ => plain,
    }
}

fn joined(first: &str, second: &str, whole: &str) -> bool {
    let digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    !digits(first) && !digits(second) && unaccent(&format!("{first}{second}")) == unaccent(whole)
}

/// The same word but for one letter that is not its first: another first letter is
/// another word more often than a slip ("Minh" and "Sinh"). A numeral is never near.
fn letter(one: &str, other: &str) -> bool {
    let numeral = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || b"ivxl".contains(&byte));
    let long = |word: &str| word.chars().count() >= LONG_ENOUGH;
    let first = |word: &str| unaccent(word).chars().next();
    let digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    (long(one) || long(other))
        && first(one) == first(other)
        && !numeral(one)
        && !numeral(other)
        && !digits(one)
        && !digits(other)
        && strsim::osa_distance(one, other) <= 1
}

#[cfg(test)]
mod tests {
    use phuluc_model::text::fold;

    use super::{contains, same_but_for_slips};

    const NAME: &str = "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng kinh tế - xã hội các huyện nghèo";

    fn both_ways(one: &str, other: &str) -> bool {
        let (one, other) = (fold(one), fold(other));
        assert_eq!(same_but_for_slips(&one, &other), same_but_for_slips(&other, &one), "{one} | {other}");
        same_but_for_slips(&one, &other)
    }

    #[test]
    fn slips_inside_words_are_near() {
        for (one, other) in [
            ("Tỷ lệ hộ nghèo", "Ty le ho ngheo"),
            ("Tỷ lệ hộ nghèo", "Tỉ lệ hộ nghèo"),
            ("Số hộ nghèo được hỗ trợ nhà ở", "Số hộ ngèo được hổ trợ nhà ở"),
            ("Xây dựng cơ sở vật chất", "Xây dựng cơsở vật chất."),
            ("Đường Bản Chúc", "Đường Bản Chúcc"),
            ("Hỗ trợ nhà ở", "Hỗ trợ nha ở"),
            (NAME, &NAME.replace("đầu tư", "đấu tư").replace("trợ", "trơ").replace("triển", "trển")),
        ] {
            assert!(both_ways(one, other), "{one} | {other}");
        }
    }

    #[test]
    fn a_name_that_says_more_holds_every_word_of_the_other() {
        assert!(contains("đường bản chúc", "đường giao thông nông thôn bản chúc"));
        assert!(contains("đường bản chúc", "đường bản chúc"));
        assert!(!contains("đường bản chúc", "đường giao thông nông thôn bản pó"));
        assert!(!contains("", "đường bản chúc"));
    }

    #[test]
    fn another_word_is_another_row_however_long_the_names_are() {
        for (one, other) in [
            (NAME, &*NAME.replace('1', "2")),
            (NAME, &NAME.replace("các ", "")),
            (NAME, &NAME.replace("huyện", "xã")),
            ("Đường khác A", "Đường khác B"),
            ("Đường liên xã từ trung tâm huyện A", "Đường liên xã từ trung tâm huyện Á"),
            ("Trường Mầm non xã Hoa Thám", "Trường Tiểu học xã Hoa Thám"),
            ("Đường giao thông thôn Nà Lùng, xã Hoa Thám", "Đường giao thông thôn Nà Mò, xã Hoa Thám"),
            ("Nhà văn hóa thôn Nà Lan", "Nhà văn hóa thôn Nà Lam"),
            ("Nhà văn hóa xã Quang Minh", "Nhà văn hóa xã Quang Sinh"),
            ("Nhà văn hóa xã Tân Bình", "Nhà văn hóa xã Tân Bích"),
            ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ cận nghèo"),
            ("Số hộ nghèo", "Số hộ thoát nghèo"),
            ("Số lao động nam được đào tạo nghề", "Số lao động nữ được đào tạo nghề"),
            ("Kè suối giai đoạn XIII", "Kè suối giai đoạn XVIII"),
            ("Nhà văn hóa thôn 1 1", "Nhà văn hóa thôn 11"),
            ("Đường 2,5 km", "Đường 25 km"),
            ("", "Đường"),
        ] {
            assert!(!both_ways(one, other), "{one} | {other}");
        }
    }
}
