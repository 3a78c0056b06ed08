//! Why a file could not be read.

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
        what: &'static str,
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
        limit: &'static str,
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
                let what = if *what == "unknown data" { "dữ liệu lạ" } else { what };
                format!("tệp không phải bảng tính ({what}): đề nghị đơn vị gửi tệp Excel")
            }
            Self::Damaged { detail } => {
                format!(
                    "tệp bị hỏng ({detail}): mở bằng Excel để sửa rồi lưu lại, hoặc đề nghị đơn vị gửi lại"
                )
            }
            Self::Limit { limit } => format!("tệp vượt giới hạn an toàn ({limit}): kiểm tra lại tệp"),
            Self::Io(error) => format!("không đọc được tệp: {error}"),
        }
    }
}
