//! Why a workbook could not be annotated.

use phuluc_model::Language;

/// Why a workbook could not be annotated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnnotateError {
    /// The package is not one that can be edited in place, such as one in the
    /// strict dialect: its values can be written into a new workbook instead.
    #[error("the package is unusual ({0}) and cannot be edited in place")]
    Unusual(&'static str),
    /// The package is not a workbook, or is damaged.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// A part is larger than any workbook that was read.
    #[error("the workbook is too large to be annotated")]
    TooLarge,
    /// The new package could not be put together.
    #[error("the annotated workbook could not be put together: {0}")]
    Write(String),
}

impl AnnotateError {
    pub(crate) fn damaged(error: impl std::fmt::Display) -> Self {
        Self::Damaged(error.to_string())
    }

    pub(crate) fn write(error: impl std::fmt::Display) -> Self {
        Self::Write(error.to_string())
    }

    /// The message in one language.
    pub fn message(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Unusual(why) => format!("cấu trúc tệp khác thường ({why}), không chèn ghi chú được"),
            Self::Damaged(why) => format!("bảng tính bị hỏng: {why}"),
            Self::TooLarge => "bảng tính quá lớn, không lập được bản có ghi chú".to_owned(),
            Self::Write(why) => format!("không lập được bản có ghi chú: {why}"),
        }
    }
}
