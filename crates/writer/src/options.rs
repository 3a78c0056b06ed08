//! What a caller may choose.

/// How a workbook is written.
///
/// ```
/// use phuluc_writer::WriteOptions;
///
/// let options = WriteOptions::default().unmapped(false);
/// assert!(!options.unmapped);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteOptions {
    /// Whether cells of the source that belong to nothing are listed below the
    /// table, outside the print area. On by default: nothing is dropped.
    pub unmapped: bool,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { unmapped: true }
    }
}

impl WriteOptions {
    /// Sets whether unmapped cells of the source are listed below the table.
    #[must_use]
    pub const fn unmapped(mut self, list: bool) -> Self {
        self.unmapped = list;
        self
    }
}
