//! What is wrong with a configuration or with options that name rules.

use std::fmt;

use phuluc_model::Language;

/// A mistake in a `phuluc.toml`, with its place and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{origin}:{line}:{column}: {kind}")]
#[non_exhaustive]
pub struct PolicyError {
    /// Path or name of the file.
    pub origin: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong.
    pub kind: PolicyErrorKind,
}

impl PolicyError {
    pub(super) fn at(origin: &str, text: &str, offset: usize, kind: PolicyErrorKind) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        let column = before.get(start..).unwrap_or_default().chars().count() + 1;
        Self { origin: origin.to_owned(), line, column, kind }
    }

    /// The message in one language, with its place.
    pub fn message(&self, language: Language) -> String {
        let Self { origin, line, column, kind } = self;
        format!("{origin}:{line}:{column}: {}", kind.message(language))
    }
}

/// What is wrong with a configuration or with options that name rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyErrorKind {
    /// No rule has this code or name.
    UnknownRule {
        /// The word.
        rule: String,
        /// The nearest code or name.
        nearest: Option<String>,
    },
    /// A key that does not belong there.
    UnknownKey {
        /// The key.
        key: String,
        /// The nearest one that does.
        nearest: Option<String>,
        /// All that do.
        known: String,
    },
    /// A key that must stand there.
    MissingKey(String),
    /// A severity that is none.
    UnknownSeverity(String),
    /// A cell or range that is none.
    NotACell(String),
    /// A day that is none.
    NotADay(String),
    /// A reason, name or rule that is empty.
    Empty(&'static str),
    /// Not TOML, or a value of the wrong type.
    Syntax(String),
}

impl fmt::Display for PolicyErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl PolicyErrorKind {
    /// The message in one language.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Vietnamese => self.vietnamese(),
            Language::English => self.english(),
        }
    }

    fn english(&self) -> String {
        let meant = |nearest: &Option<String>| {
            nearest.as_ref().map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
        };
        match self {
            Self::UnknownRule { rule, nearest } => {
                format!("there is no rule `{rule}`{} (all of them: `phuluc rules`)", meant(nearest))
            }
            Self::UnknownKey { key, nearest, known } => {
                format!("unknown key `{key}`{} (keys here: {known})", meant(nearest))
            }
            Self::MissingKey(key) => format!("the key `{key}` is missing: add it to this table"),
            Self::UnknownSeverity(word) => {
                format!("`{word}` is no severity: write \"error\", \"warning\", \"info\" or \"off\"")
            }
            Self::NotACell(cell) => {
                format!("`{cell}` is no cell or range: write one such as \"C12\" or \"C4:C18\"")
            }
            Self::NotADay(date) => {
                format!("`{date}` is no day: write it as \"2026-11-24\" or \"24/11/2026\"")
            }
            Self::Empty(key) => format!("`{key}` must not be empty"),
            Self::Syntax(why) => {
                format!("not valid here: {why} (words stand in quotes, lists in square brackets)")
            }
        }
    }

    fn vietnamese(&self) -> String {
        let meant = |nearest: &Option<String>| {
            nearest.as_ref().map(|name| format!("; có phải là `{name}`?")).unwrap_or_default()
        };
        match self {
            Self::UnknownRule { rule, nearest } => {
                format!("không có quy tắc `{rule}`{} (xem tất cả: `phuluc rules`)", meant(nearest))
            }
            Self::UnknownKey { key, nearest, known } => {
                format!("không có khóa `{key}`{} (các khóa ở đây: {known})", meant(nearest))
            }
            Self::MissingKey(key) => format!("thiếu khóa `{key}`: thêm vào bảng này"),
            Self::UnknownSeverity(word) => {
                format!(
                    "`{word}` không phải mức độ: ghi \"error\" (lỗi), \"warning\" (cảnh báo), \"info\" (thông tin) hoặc \"off\" (tắt)"
                )
            }
            Self::NotACell(cell) => {
                format!("`{cell}` không phải ô hoặc vùng ô: ghi như \"C12\" hoặc \"C4:C18\"")
            }
            Self::NotADay(date) => {
                format!("`{date}` không phải ngày: ghi như \"2026-11-24\" hoặc \"24/11/2026\"")
            }
            Self::Empty(key) => format!("`{key}` không được để trống"),
            Self::Syntax(why) => {
                format!("không hợp lệ: {why} (chữ đặt trong ngoặc kép, danh sách trong ngoặc vuông)")
            }
        }
    }
}
