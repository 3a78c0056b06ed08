//! Names of sheets.

use crate::limits::length;

/// UTF-16 units in a sheet's name.
pub(crate) const LONGEST: usize = 31;
/// The one name that Excel keeps for itself.
const RESERVED: &str = "history";

/// A name for each sheet: legal, and unique whatever the case of its letters.
pub(crate) fn sheet_names<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for wanted in wanted {
        let plain = legal(wanted);
        let mut name = cut(&plain, LONGEST).to_owned();
        let mut copy = 1u32;
        while taken(&names, &name) {
            copy += 1;
            let suffix = format!(" ({copy})");
            name = format!("{}{suffix}", cut(&plain, LONGEST - suffix.len()).trim_end_matches(['\'', ' ']));
        }
        names.push(name);
    }
    names
}

fn taken(names: &[String], name: &str) -> bool {
    let lower = name.to_lowercase();
    lower == RESERVED || names.iter().any(|other| other.to_lowercase() == lower)
}

fn legal(wanted: &str) -> String {
    let illegal = |c: char| c.is_control() || matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let replaced: String = wanted.chars().map(|c| if illegal(c) { '-' } else { c }).collect();
    let trimmed = replaced.trim_matches(['\'', ' ']);
    if trimmed.is_empty() { "-".to_owned() } else { trimmed.to_owned() }
}

/// As much of a text as fits, without a quote at its end.
pub(crate) fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, letter)| {
        used += letter.len_utf16();
        used > units
    });
    let fits = end.and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    debug_assert!(length(fits) <= units);
    fits.trim_end_matches(['\'', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_unique() {
        let long = "Danh mục công trình đề nghị hỗ trợ đầu tư";
        let names = sheet_names(["PL III", "pl iii", "PL III", "a/b:c", "", "''", long, long, "History"]);
        let expected = [
            "PL III",
            "pl iii (2)",
            "PL III (3)",
            "a-b-c",
            "-",
            "- (2)",
            "Danh mục công trình đề nghị hỗ",
            "Danh mục công trình đề nghị (2)",
            "History (2)",
        ];
        assert_eq!(names, expected);
        assert!(names.iter().all(|name| length(name) <= LONGEST));
    }
}
