//! Colours of changes, and what they are called.

use phuluc_diff::{ChangeNature, RowDifference, RowState};
use phuluc_model::Language;

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tint {
    Added,
    Removed,
    Regrouped,
    Moved,
    Renamed,
    Changed,
    Follows,
}

impl Tint {
    /// Light enough to print in black on it.
    pub(super) const fn colour(self) -> u32 {
        match self {
            Self::Added => 0xC6E0B4,
            Self::Removed => 0xF4B6B6,
            Self::Regrouped => 0xD9C8EC,
            Self::Moved => 0xBDD7EE,
            Self::Renamed => 0xF8CBAD,
            Self::Changed => 0xFFEB9C,
            Self::Follows => 0xE7E6E6,
        }
    }
}

/// One of two words.
pub(super) fn say<'a>(language: Language, vi: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Vietnamese => vi,
        Language::English => en,
    }
}

/// What happened to a row, the weightiest first.
pub(super) fn tints(row: &RowDifference<'_>) -> Vec<Tint> {
    let nature = |nature| row.cells.iter().any(|cell| cell.nature == nature);
    [
        (row.state == RowState::Added, Tint::Added),
        (row.state == RowState::Removed, Tint::Removed),
        (matches!(row.state, RowState::Split | RowState::Joined), Tint::Regrouped),
        (row.moved.is_some(), Tint::Moved),
        (row.renamed, Tint::Renamed),
        (nature(ChangeNature::Changed), Tint::Changed),
        (nature(ChangeNature::Follows), Tint::Follows),
    ]
    .into_iter()
    .filter_map(|(is, tint)| is.then_some(tint))
    .collect()
}

/// What happened to a row, in words.
pub(super) fn words(row: &RowDifference<'_>, language: Language) -> String {
    let word = |tint| match tint {
        Tint::Added => say(language, "thêm", "added"),
        Tint::Removed => say(language, "bỏ", "removed"),
        Tint::Regrouped if row.state == RowState::Split => say(language, "tách", "split"),
        Tint::Regrouped => say(language, "gộp", "joined"),
        Tint::Moved => say(language, "chuyển", "moved"),
        Tint::Renamed => say(language, "đổi tên", "renamed"),
        Tint::Changed => say(language, "sửa", "changed"),
        Tint::Follows => say(language, "tổng theo", "follows"),
    };
    let mut words: Vec<&str> = tints(row).into_iter().map(word).collect();
    if row.renumbered {
        words.push(say(language, "đổi số", "renumbered"));
    }
    words.join(", ")
}
