//! How much a file may ask for before it is refused.

/// Limits that are checked before memory is taken. The defaults fit any honest
/// appendix of a whole country; raise them for larger data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the file itself. Default 256 MiB.
    pub file_bytes: u64,
    /// Bytes of all parts after decompression. Default 2 GiB.
    pub unzipped_bytes: u64,
    /// Parts of a zip container. Default 10,000.
    pub parts: usize,
    /// Non-empty cells of the whole workbook. Default 20 million.
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
