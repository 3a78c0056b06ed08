//! What can go wrong, with the file it went wrong in.

use std::io::ErrorKind;
use std::path::PathBuf;

use phuluc_checks::PlacesError;
use phuluc_model::{JsonError, Language, LayoutError};
use phuluc_reader::{OpenError, WholeReason};
use phuluc_report::{AnnotateError, PolicyError, PolicyErrorKind};
use phuluc_writer::WriteError;

/// What can go wrong. Every variant names its file and has its cause as `source()`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read from or written to.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file was changed while it was read.
    #[error("{}: the file changed while it was read: save and close it in the other program, and try again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A file is not a workbook that can be read.
    #[error("{file}: {source}")]
    Open {
        /// The file.
        file: String,
        /// Why.
        source: OpenError,
    },
    /// The rows of a workbook are not given out one by one.
    #[error("{file}: its rows cannot be given out one by one ({reason}): read it as a whole")]
    Whole {
        /// The file.
        file: String,
        /// Why.
        reason: WholeReason,
    },
    /// A JSON file is not in the JSON form.
    #[error("{file}: {source}")]
    Json {
        /// The file.
        file: String,
        /// Why.
        source: JsonError,
    },
    /// A layout file has a mistake.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// A `phuluc.toml` has a mistake.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// An option names a rule that is none.
    #[error(transparent)]
    Rule(#[from] PolicyErrorKind),
    /// A workbook could not be annotated.
    #[error("{file}: {source}")]
    Annotate {
        /// The file.
        file: String,
        /// Why.
        source: AnnotateError,
    },
    /// A list of places has a mistake.
    #[error(transparent)]
    Places(#[from] PlacesError),
    /// A list of units names none.
    #[error("{origin}: no unit is listed: write one a line")]
    NoUnits {
        /// The file.
        origin: String,
    },
    /// A JSON file was to be annotated.
    #[error("{file}: there is no workbook in it to annotate: give the workbook that it was made of")]
    NothingToAnnotate {
        /// The file.
        file: String,
    },
    /// A workbook that no merging wrote was to be brought up to date.
    #[error("{file}: this is no merged workbook, or its record was deleted: merge the units' files anew")]
    NotMerged {
        /// The file.
        file: String,
    },
    /// A document could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A name whose extension says no form that can be written.
    #[error("{}: the extension says no form that can be written: use .xlsx, .json, .jsonl or .csv", path.display())]
    UnknownFormat {
        /// The name.
        path: PathBuf,
    },
}

impl Error {
    /// The message in one language.
    pub fn message(&self, language: Language) -> String {
        if let Self::Io { path, source } = self
            && let Some((vi, en)) = open_elsewhere(source).or_else(|| advice(source.kind()))
        {
            return format!("{}: {}", path.display(), if language == Language::English { en } else { vi });
        }
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Io { path, source } => format!("{}: không đọc hoặc ghi được ({source})", path.display()),
            Self::Changed { path } => format!(
                "{}: tệp bị sửa trong lúc đọc: lưu và đóng tệp trong chương trình kia rồi chạy lại",
                path.display()
            ),
            Self::Open { file, source } => format!("{file}: {}", source.message_vi()),
            Self::Whole { file, reason } => {
                format!("{file}: không đọc từng dòng được ({}): đọc cả tệp", reason.message_vi())
            }
            Self::Json { file, source } => format!("{file}: không phải JSON do phuluc ghi ({source})"),
            Self::Layout(source) => source.message_vi(),
            Self::Policy(source) => source.message(language),
            Self::Rule(source) => source.message(language),
            Self::Annotate { file, source } => format!("{file}: {}", source.message(language)),
            Self::Places(PlacesError::TooFewColumns { origin, line }) => format!(
                "{origin}:{line}: mỗi dòng ghi mã huyện, huyện, mã xã, xã, xã từ 1/7/2025, ghi chú, cách nhau bằng dấu tab; hai cột cuối có thể bỏ"
            ),
            Self::Places(PlacesError::Empty { origin }) => format!("{origin}: không có đơn vị nào"),
            Self::Places(source) => source.to_string(),
            Self::NothingToAnnotate { file } => {
                format!("{file}: tệp JSON không có bảng tính để ghi chú: dùng tệp bảng tính gốc")
            }
            Self::NotMerged { file } => {
                format!(
                    "{file}: không phải tệp tổng hợp do phuluc ghi, hoặc trang ghi số liệu đã gửi bị xóa: tổng hợp lại từ tệp của các đơn vị"
                )
            }
            Self::NoUnits { origin } => format!("{origin}: không có đơn vị nào: ghi mỗi dòng một đơn vị"),
            Self::Write(WriteError::NoSuchAppendix { asked, known, nearest }) => {
                let meant = nearest.as_ref().map(|name| format!(" (có phải `{name}`?)")).unwrap_or_default();
                format!("không có phụ lục `{asked}`{meant}: các mẫu hiện có là {known}")
            }
            Self::Write(WriteError::UnitName { length }) => {
                format!("tên đơn vị có {length} ký tự: cần từ 1 đến 200 ký tự")
            }
            Self::Write(WriteError::PlanYear { year }) => {
                format!("{year} không phải năm kế hoạch: ghi năm từ 1975 đến 2100")
            }
            Self::Write(source) => format!("không ghi được: {source}"),
            Self::UnknownFormat { path } => {
                format!("{}: đuôi tệp phải là .xlsx, .json, .jsonl hoặc .csv", path.display())
            }
        }
    }
}

/// What is to be done where another program has the file open and lets nobody else have it, as
/// only Windows does.
fn open_elsewhere(error: &std::io::Error) -> Option<(&'static str, &'static str)> {
    /// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
    const CODES: [i32; 2] = [32, 33];
    let open = cfg!(windows) && error.raw_os_error().is_some_and(|code| CODES.contains(&code));
    open.then_some((
        "tệp đang mở trong chương trình khác (thường là Excel): đóng tệp ở đó rồi chạy lại",
        "the file is open in another program, most likely Excel: close it there, and try again",
    ))
}

/// What is wrong with a file, and what to do, where the system's own words do not say it.
const fn advice(kind: ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::NotFound => ("không tìm thấy tệp hoặc thư mục", "there is no such file or folder"),
        ErrorKind::PermissionDenied => (
            "không có quyền đọc hoặc ghi: chọn thư mục khác, hoặc đề nghị người quản lý máy cấp quyền",
            "reading or writing is not permitted: choose another folder, or ask for permission",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            "ổ đĩa hết chỗ nên chưa ghi: xóa bớt tệp, hoặc ghi vào ổ khác",
            "the disk is full, and nothing was written: make room, or write to another one",
        ),
        ErrorKind::FileTooLarge => (
            "tệp lớn hơn mức hệ thống cho phép nên chưa ghi: ghi vào ổ khác",
            "the file is larger than the system allows, and was not written: write to another disk",
        ),
        ErrorKind::ReadOnlyFilesystem => {
            ("ổ đĩa chỉ cho đọc: ghi vào ổ khác", "the disk is read-only: write to another one")
        }
        ErrorKind::AlreadyExists => (
            "một chương trình khác vừa ghi tệp này nên chưa ghi: xem tệp đó rồi chạy lại",
            "another program made the file meanwhile, and it was not replaced: look at it, and try again",
        ),
        _ => return None,
    })
}
