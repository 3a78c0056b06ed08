//! What could not be done, in both languages.

use phuluc::{Error, Language, Message};
use serde::Serialize;

/// Why something could not be done: one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl Failure {
    /// A sentence in both languages.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// That a file was not opened, or was closed.
    pub(crate) fn not_open() -> Self {
        Self::new(
            "tệp chưa được mở: thả lại tệp vào trang",
            "the file is not open: drop it onto the page again",
        )
    }

    /// That no appendix was recognised where one is needed.
    pub(crate) fn nothing(file: &str) -> Self {
        Self::new(
            format!("{file}: không nhận ra phụ lục nào: chọn phụ lục và cột bằng tay"),
            format!("{file}: no appendix was recognised: choose the appendix and its columns by hand"),
        )
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(error.message(Language::Vietnamese), error.message(Language::English))
    }
}

impl From<phuluc::LayoutError> for Failure {
    fn from(error: phuluc::LayoutError) -> Self {
        Error::from(error).into()
    }
}

/// A message in both languages, as JSON has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Both {
    vi: String,
    en: String,
}

impl Both {
    pub(crate) const fn new(vi: String, en: String) -> Self {
        Self { vi, en }
    }
}

impl From<&Message> for Both {
    fn from(message: &Message) -> Self {
        Self { vi: message.vi.to_string(), en: message.en.to_string() }
    }
}
