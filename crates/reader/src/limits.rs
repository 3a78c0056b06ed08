//! How much a file may ask for before it is refused.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Limits that are checked before memory is taken. The defaults fit any honest
/// appendix of a whole country; raise them for larger data.
///
/// ```
/// use phuluc_reader::Limits;
///
/// let mut limits = Limits::default();
/// limits.cells = 1_000_000;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the file itself. Default 256 MiB.
    pub file_bytes: u64,
    /// Bytes of all parts after decompression. Default 2 GiB.
    pub unzipped_bytes: u64,
    /// Parts of a zip container. Default 10,000.
    pub parts: usize,
    /// Non-empty cells of the whole workbook, and as many shared strings, notes
    /// and names. Default 20 million.
    pub cells: usize,
    /// Worksheets. Default 2,000.
    pub sheets: usize,
    /// Depth of nested XML elements. Default 64.
    pub depth: usize,
    /// Bytes of one text. Default 1 MiB.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            unzipped_bytes: 2 << 30,
            parts: 10_000,
            cells: 20_000_000,
            sheets: 2_000,
            depth: 64,
            text_bytes: 1 << 20,
        }
    }
}

impl Limits {
    /// Names that [`Limits::set`] knows.
    pub const NAMES: [&'static str; 7] =
        ["file-bytes", "unzipped-bytes", "parts", "cells", "sheets", "depth", "text-bytes"];

    /// Sets a limit by its name, as a command line or a settings file gives it.
    /// Gives `false` where no limit has the name or the figure does not fit.
    pub fn set(&mut self, name: &str, most: u64) -> bool {
        let count = usize::try_from(most);
        let place = match (name, count) {
            ("file-bytes", _) => {
                self.file_bytes = most;
                return true;
            }
            ("unzipped-bytes", _) => {
                self.unzipped_bytes = most;
                return true;
            }
            ("parts", Ok(_)) => &mut self.parts,
            ("cells", Ok(_)) => &mut self.cells,
            ("sheets", Ok(_)) => &mut self.sheets,
            ("depth", Ok(_)) => &mut self.depth,
            ("text-bytes", Ok(_)) => &mut self.text_bytes,
            _ => return false,
        };
        *place = count.unwrap_or(usize::MAX);
        true
    }
}

/// Which limit a file goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LimitName {
    /// [`Limits::file_bytes`].
    FileBytes,
    /// [`Limits::unzipped_bytes`].
    UnzippedBytes,
    /// [`Limits::parts`].
    Parts,
    /// [`Limits::cells`].
    Cells,
    /// [`Limits::sheets`].
    Sheets,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::text_bytes`].
    TextBytes,
    /// As many shared strings as there may be cells.
    SharedStrings,
    /// As many notes as there may be cells.
    Notes,
    /// As many defined names as there may be cells.
    Names,
    /// Cell styles: 100,000.
    Styles,
    /// Fonts: 65,535.
    Fonts,
    /// Comparisons of words with the headers of forms: some seconds of them.
    Comparisons,
    /// Time in a process of its own: [`crate::Isolation::timeout`].
    Time,
    /// Memory of a process of its own: [`crate::Isolation::memory`].
    Memory,
}

impl LimitName {
    /// Its name in English and in Vietnamese.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::FileBytes => ("bytes of the file", "dung lượng tệp"),
            Self::UnzippedBytes => ("bytes after decompression", "dung lượng sau giải nén"),
            Self::Parts => ("parts of the container", "số thành phần trong tệp"),
            Self::Cells => ("cells", "số ô"),
            Self::Sheets => ("worksheets", "số trang tính"),
            Self::Depth => ("depth of nested elements", "độ sâu lồng nhau"),
            Self::TextBytes => ("bytes of one text", "độ dài một ô chữ"),
            Self::SharedStrings => ("shared strings", "số chuỗi dùng chung"),
            Self::Notes => ("notes", "số ghi chú"),
            Self::Names => ("defined names", "số tên vùng"),
            Self::Styles => ("styles", "số kiểu ô"),
            Self::Fonts => ("fonts", "số phông chữ"),
            Self::Comparisons => ("comparisons with headers", "số phép so tiêu đề cột"),
            Self::Time => ("time", "thời gian đọc"),
            Self::Memory => ("memory", "bộ nhớ"),
        }
    }

    /// Its name in Vietnamese.
    pub const fn name_vi(self) -> &'static str {
        self.names().1
    }
}

impl fmt::Display for LimitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.names().0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_sets_a_limit_of_its_own() {
        let mut seen = Vec::new();
        for name in Limits::NAMES {
            let mut limits = Limits::default();
            assert!(limits.set(name, 7), "{name}");
            assert_ne!(limits, Limits::default(), "{name}");
            assert!(!seen.contains(&limits), "{name}");
            seen.push(limits);
        }
        assert!(!Limits::default().set("memory", 7));
    }
}
