//! Why a file could not be read.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::LimitName;

/// Why the bytes are not a workbook that phuluc can read. Each message is one
/// sentence that says what to do; [`OpenError::message_vi`] says it in Vietnamese.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file has no bytes.
    #[error("the file is empty: ask the sender for it again")]
    Empty,
    /// The workbook is protected by a password.
    #[error("the file is protected by a password: open it in Excel, remove the password and save it again")]
    Encrypted,
    /// A web page saved under a workbook's name.
    #[error("the file is a web page (HTML) under a workbook's name: open it in Excel and save it as .xlsx")]
    Html,
    /// An XML spreadsheet of 2003.
    #[error("the file is an XML spreadsheet of 2003: open it in Excel and save it as .xlsx")]
    SpreadsheetMl,
    /// Something else altogether.
    #[error("the file is not a workbook ({what}): ask the sender for the Excel file")]
    NotAWorkbook {
        /// What it looks like instead.
        what: FileKind,
    },
    /// The container is broken or cut short.
    #[error(
        "the file is damaged ({detail}): open it in Excel, let it repair the file and save it again, or ask the sender for it again"
    )]
    Damaged {
        /// What did not fit.
        detail: String,
    },
    /// The file asks for more than the limits allow.
    #[error("the file goes over a limit of safety ({limit}): check that it is what it claims to be")]
    Limit {
        /// Which limit.
        limit: LimitName,
    },
    /// The process that parsed the file ended without an answer.
    #[error(
        "the file could not be read: the process that read it broke off ({detail}); open it in Excel and save it as .xlsx"
    )]
    Broke {
        /// How it ended.
        detail: String,
    },
    /// The bytes could not be had.
    #[error("the file could not be read: {0}")]
    Io(#[from] std::io::Error),
}

impl OpenError {
    /// A container that does not hold what it should.
    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }

    /// The same sentence in Vietnamese.
    pub fn message_vi(&self) -> String {
        match self {
            Self::Empty => "tệp rỗng: đề nghị đơn vị gửi lại".to_owned(),
            Self::Encrypted => "tệp có mật khẩu: mở bằng Excel, bỏ mật khẩu rồi lưu lại".to_owned(),
            Self::Html => {
                "tệp là trang web (HTML) mang tên bảng tính: mở bằng Excel rồi lưu thành .xlsx".to_owned()
            }
            Self::SpreadsheetMl => "tệp là bảng tính XML 2003: mở bằng Excel rồi lưu thành .xlsx".to_owned(),
            Self::NotAWorkbook { what } => {
                format!("tệp không phải bảng tính ({}): đề nghị đơn vị gửi tệp Excel", what.name_vi())
            }
            Self::Damaged { detail } => {
                format!(
                    "tệp bị hỏng ({detail}): mở bằng Excel để sửa rồi lưu lại, hoặc đề nghị đơn vị gửi lại"
                )
            }
            Self::Limit { limit } => {
                format!("tệp vượt giới hạn an toàn ({}): kiểm tra lại tệp", limit.name_vi())
            }
            Self::Broke { detail } => {
                format!(
                    "không đọc được tệp: tiến trình đọc bị ngắt ({detail}); mở bằng Excel rồi lưu thành .xlsx"
                )
            }
            Self::Io(error) => format!("không đọc được tệp: {error}"),
        }
    }
}

/// What a file is that is no workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum FileKind {
    /// A document of Word.
    Word,
    /// A PDF, perhaps a scan.
    Pdf,
    /// Rich text.
    Rtf,
    /// A picture, perhaps a photo of a sheet.
    Picture,
    /// Plain text, such as CSV.
    Text,
    /// A zip archive with other things in it.
    Zip,
    /// A compound file (OLE) of another program.
    Compound,
    /// An OpenDocument file that is no spreadsheet.
    OpenDocument,
    /// A worksheet of Excel 4 or older, from before there were workbooks.
    OldWorksheet,
    /// None of these.
    Unknown,
}

impl FileKind {
    /// Its name in English and in Vietnamese.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Word => ("a Word document", "văn bản Word"),
            Self::Pdf => ("PDF", "PDF"),
            Self::Rtf => ("rich text, RTF", "văn bản RTF"),
            Self::Picture => ("a picture", "ảnh"),
            Self::Text => (
                "plain text, such as CSV; Excel can open it and save it as .xlsx",
                "văn bản thuần, như CSV; mở bằng Excel rồi lưu thành .xlsx",
            ),
            Self::Zip => ("a zip archive without a workbook in it", "tệp nén zip không có bảng tính"),
            Self::Compound => ("a compound file of another kind", "tệp OLE loại khác"),
            Self::OpenDocument => ("an OpenDocument file of another kind", "tệp OpenDocument loại khác"),
            Self::OldWorksheet => ("a worksheet of Excel 4 or older", "bảng tính Excel 4 hoặc cũ hơn"),
            Self::Unknown => ("unknown data", "dữ liệu lạ"),
        }
    }

    /// Its name in Vietnamese.
    pub const fn name_vi(self) -> &'static str {
        self.names().1
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.names().0)
    }
}
