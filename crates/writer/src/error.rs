//! What can go wrong while writing.

use std::error::Error;

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// No appendix: a workbook holds at least one sheet.
    #[error("there is no appendix to write: nothing was recognised in the input")]
    Empty,
    /// A text that a cell cannot hold. Nothing is cut in silence.
    #[error(
        "`{field}` in row {row} of `{layout}` (sheet `{sheet}`) has {length} characters, a cell holds {}: shorten it",
        crate::limits::CELL_TEXT
    )]
    TextTooLong {
        /// Id of the layout.
        layout: String,
        /// The sheet that was to be written.
        sheet: String,
        /// 1-based row in the source sheet; 0 where the row was not read from one.
        row: u32,
        /// The field, or `title`, `plan`, `notes`, `unmapped`.
        field: String,
        /// Its length as a workbook counts (UTF-16 units).
        length: usize,
    },
    /// More rows than a sheet can hold.
    #[error(
        "sheet `{sheet}` would need {rows} rows, a sheet holds {}: split the appendix",
        crate::limits::SHEET_ROWS
    )]
    TooManyRows {
        /// The sheet that was to be written.
        sheet: String,
        /// Rows that it would need.
        rows: u64,
    },
    /// The workbook could not be put together.
    #[error("the workbook could not be put together: {0}")]
    Workbook(#[source] Box<dyn Error + Send + Sync>),
    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Io(#[from] std::io::Error),
}

impl WriteError {
    pub(crate) fn workbook(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Workbook(Box::new(error))
    }
}
