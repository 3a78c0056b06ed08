//! Names that mean the same though they are not written the same.

use phuluc_model::text::unaccent;

/// How alike names are that mean the same row.
const ALIKE: f64 = 0.9;

/// Whether two folded names are the same but for a slip: alike, with the same digits.
pub(crate) fn near(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(one) != digits(other) {
        return false;
    }
    unaccent(one) == unaccent(other) || strsim::normalized_damerau_levenshtein(one, other) >= ALIKE
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn slips_are_near_and_other_rows_are_not() {
        let name = "dự án 1 hỗ trợ đầu tư phát triển hạ tầng kinh tế xã hội các huyện nghèo";
        assert!(near(name, "dự án 1 hỗ trợ đầu tư phát triển hạ tầng kinh tế xã hội huyện nghèo"));
        assert!(near("tỷ lệ hộ nghèo", "ty le ho ngheo"));
        assert!(!near(name, &name.replace('1', "2")));
        assert!(!near("tỷ lệ hộ nghèo", "tỷ lệ hộ cận nghèo"));
        assert!(!near("số hộ nghèo", "số hộ thoát nghèo"));
    }
}
