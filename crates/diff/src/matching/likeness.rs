//! How alike two names are, word by word.

use phuluc_model::text::unaccent;

/// Letters in words below which one letter makes another word ("a" and "b", "nà" and "bà").
const SHORT: usize = 3;
/// Words of a name that are looked at.
const MOST_WORDS: usize = 48;

/// Likeness of two folded names in thousandths. Words are compared in order; a word typed
/// differently by a letter or an accent counts in part, another number or another short
/// word not at all.
pub(super) fn likeness(one: &str, other: &str) -> u32 {
    likenesses(one, other).whole
}

/// How alike two names are, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Of both names.
    pub(super) whole: u32,
    /// Of the shorter name, as part of the other.
    pub(super) contained: u32,
}

/// As [`likeness`], and whether one name only says more than the other.
pub(super) fn likenesses(one: &str, other: &str) -> Likeness {
    if one == other {
        return Likeness { whole: 1000, contained: 1000 };
    }
    let one: Vec<&str> = one.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
    let other: Vec<&str> = other.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
    let weights = [&one, &other].map(|words| words.iter().map(|word| weight(word)).sum::<u32>());
    let (whole, shorter) = (weights.iter().sum::<u32>(), weights.into_iter().min().unwrap_or(0));
    if shorter == 0 {
        return Likeness { whole: 0, contained: 0 };
    }
    // The heaviest common subsequence.
    let mut best = vec![0u32; other.len() + 1];
    for word in &one {
        let mut diagonal = 0;
        let mut left = 0;
        for (slot, against) in best.iter_mut().skip(1).zip(&other) {
            let above = *slot;
            let along = diagonal + (weight(word) + weight(against)) * alike(word, against) / 1000;
            left = along.max(above).max(left);
            diagonal = above;
            *slot = left;
        }
    }
    let common = best.last().copied().unwrap_or(0);
    Likeness { whole: common * 1000 / whole, contained: (common * 500 / shorter).min(1000) }
}

/// Short words tell names apart as well as long ones do.
fn weight(word: &str) -> u32 {
    (u32::try_from(word.chars().count()).unwrap_or(40).min(40) + 2) * 10
}

fn alike(one: &str, other: &str) -> u32 {
    if one == other {
        return 1000;
    }
    if one.bytes().chain(other.bytes()).any(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    let (letters, others) = (one.chars().count(), other.chars().count());
    if letters.abs_diff(others) > 2 {
        return 0;
    }
    if unaccent(one) == unaccent(other) {
        return 850;
    }
    if letters.min(others) < SHORT {
        return 0;
    }
    let longest = letters.max(others).max(1);
    let near =
        1000 - u32::try_from(strsim::osa_distance(one, other) * 1000 / longest).unwrap_or(1000).min(1000);
    if near >= 600 { near } else { 0 }
}

/// The numbers in a folded name, in order.
pub(super) fn numbers(name: &str) -> Vec<&str> {
    name.split(' ').filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).collect()
}

#[cfg(test)]
mod tests {
    use phuluc_model::text::fold;

    use super::*;

    fn of(one: &str, other: &str) -> u32 {
        likeness(&fold(one), &fold(other))
    }

    #[test]
    fn a_letter_or_an_accent_is_near() {
        for (one, other) in [
            ("Đường Nà Lằm, xã Hưng Đạo", "Đường Nà Lắm, xã Hưng Đạo"),
            ("Đường Văn Mịch - Nà Kít", "Duong Van Mich - Na Kit"),
            ("Trạm bơm Pác Khuông", "Trạm bơm Pác Khuôn"),
            ("Cứng hóa đường Cốc Lùng", "Cứng hoá đường Cốc Lùng"),
        ] {
            assert!(of(one, other) >= 800, "{one}: {}", of(one, other));
        }
    }

    #[test]
    fn another_thing_of_the_same_sort_is_not() {
        for (one, other) in [
            ("Thôn Nà A", "Thôn Nà B"),
            ("Nhà văn hóa thôn 1", "Nhà văn hóa thôn 2"),
            ("Xã Hòa Bình", "Xã Hòa Thắng"),
            ("Trường mầm non Tân Văn", "Trường mầm non Hồng Thái"),
            ("", "Đường"),
        ] {
            assert!(
                of(one, other) < 800 || numbers(&fold(one)) != numbers(&fold(other)),
                "{one}: {}",
                of(one, other)
            );
        }
    }

    #[test]
    fn a_name_that_says_more_contains_the_other() {
        let of = |one: &str, other: &str| likenesses(&fold(one), &fold(other));
        let more = of("Đường Bản Chúc", "Đường giao thông nông thôn Bản Chúc");
        assert!(more.contained == 1000 && more.whole < 800, "{more:?}");
        let another = of("Đường Nà Sang - Nà Pò", "Đường Nà Kéo - Nà Lũng");
        assert!(another.contained < 900, "{another:?}");
    }

    #[test]
    fn likeness_is_the_same_both_ways() {
        for (one, other) in [("đường nà lằm", "đường giao thông nà lắm"), ("a b c", "c b a")] {
            assert_eq!(likeness(one, other), likeness(other, one));
        }
    }
}
