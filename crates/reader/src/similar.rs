//! How alike two folded texts are.

use phuluc_model::text::unaccent;

/// Likeness of two folded texts, from 0 to 1: equal is 1, equal without accents
/// nearly so; else by letters (typing errors) or by words (more, fewer, other order).
pub(crate) fn similarity(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let (plain_one, plain_other) = (unaccent(one), unaccent(other));
    if plain_one == plain_other {
        return 0.97;
    }
    let close_length = {
        let (a, b) = (one.chars().count(), other.chars().count());
        a.min(b) * 2 >= a.max(b)
    };
    let letters = if close_length {
        let accented = strsim::normalized_damerau_levenshtein(one, other);
        accented.max(strsim::normalized_damerau_levenshtein(&plain_one, &plain_other) * 0.97)
    } else {
        0.0
    };
    letters.max(words(one, other) * 0.96)
}

/// Share of common words (Dice), each counted as often as it stands.
fn words(one: &str, other: &str) -> f64 {
    let ours: Vec<&str> = one.split(' ').collect();
    let mut theirs: Vec<&str> = other.split(' ').collect();
    let all = ours.len() + theirs.len();
    let mut common = 0usize;
    for word in ours {
        if let Some(at) = theirs.iter().position(|other| *other == word) {
            theirs.swap_remove(at);
            common += 1;
        }
    }
    (2 * common) as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far() {
        assert!(similarity("tên công trình", "tên công trình") >= 1.0);
        assert!(similarity("ten cong trinh", "tên công trình") > 0.96);
        assert!(similarity("tên cộng trình", "tên công trình") > 0.85);
        assert!(similarity("đơn vị tính", "đơn vị thực hiện") < 0.72);
        assert!(similarity("nstw", "nsđp") < 0.72);
        assert!(similarity("nguồn đtpt", "nguồn sự nghiệp") < 0.72);
    }
}
