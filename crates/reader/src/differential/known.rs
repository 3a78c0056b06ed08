//! The differences that are known, with who is right.

use std::path::Path;

use serde::Deserialize;

use super::{Difference, Kind};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    known: Vec<Known>,
}

/// Who reads a workbook as Excel shows it.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Right {
    Phuluc,
    Calamine,
    /// The file is not one that either could be right about.
    Neither,
    /// Two ways to say the same.
    Both,
}

/// Differences of one kind with one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    kind: Kind,
    /// Path under the folder; `*` stands for any text.
    file: String,
    /// The sheet, where not all of the file.
    sheet: Option<String>,
    /// The cells, where not all of the sheet.
    cells: Option<Vec<String>>,
    /// What calamine says; `*` stands for any text.
    theirs: Option<String>,
    /// What we say; `*` stands for any text.
    ours: Option<String>,
    right: Right,
    why: String,
}

impl Known {
    fn explains(&self, difference: &Difference) -> bool {
        let wild = |pattern: &Option<String>, text: &str| pattern.as_ref().is_none_or(|p| matches(p, text));
        self.kind == difference.kind
            && matches(&self.file, &difference.file)
            && wild(&self.sheet, &difference.sheet)
            && self.cells.as_ref().is_none_or(|cells| cells.contains(&difference.place))
            && wild(&self.theirs, &difference.theirs)
            && wild(&self.ours, &difference.ours)
    }

    /// Whether each thing that the entry names still differs.
    fn holds(&self, differences: &[Difference]) -> bool {
        let explained = |d: &&Difference| self.explains(d);
        let each = |cell: &String| differences.iter().filter(explained).any(|d| d.place == *cell);
        match &self.cells {
            Some(cells) => cells.iter().all(each),
            None => differences.iter().any(|d| self.explains(d)),
        }
    }
}

/// Whether the text is the pattern, in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(text) = text.strip_prefix(start) else { return false };
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    places.into_iter().any(|at| matches(rest, &text[at..]))
}

/// Fails unless the list explains every difference, and every entry explains one.
pub(super) fn check(list: &Path, differences: &[Difference]) {
    let text = std::fs::read_to_string(list).unwrap();
    let List { known } = toml::from_str(&text).unwrap();
    for entry in &known {
        assert!(!entry.why.is_empty(), "an entry for {} gives no reason", entry.file);
        assert!(entry.right != Right::Calamine, "{}: {} is for us to mend", entry.file, entry.why);
    }
    let unknown: Vec<String> = differences
        .iter()
        .filter(|difference| !known.iter().any(|entry| entry.explains(difference)))
        .map(|difference| format!("\n{difference}"))
        .collect();
    let gone: Vec<String> = known
        .iter()
        .filter(|entry| !entry.holds(differences))
        .map(|entry| format!("\n{:?} {} {:?}", entry.kind, entry.file, entry.cells))
        .collect();
    let shown = &unknown[..unknown.len().min(60)];
    assert!(
        unknown.is_empty() && gone.is_empty(),
        "{} differences are not in {}:{}\n{} entries explain nothing:{}",
        unknown.len(),
        list.display(),
        shown.concat(),
        gone.len(),
        gone.concat()
    );
}

#[test]
fn a_star_stands_for_any_text() {
    assert!(matches("a*c", "abbc") && matches("*", "") && matches("a*", "a") && matches("*b*", "abc"));
    assert!(!matches("a*c", "abcd") && !matches("a", "ab") && !matches("", "a"));
}
