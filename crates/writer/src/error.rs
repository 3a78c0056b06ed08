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
    /// A template of an appendix that no layout at hand is of.
    #[error("there is no appendix `{asked}`{}: the layouts at hand are {known}", meant(nearest.as_deref()))]
    NoSuchAppendix {
        /// What was asked for.
        asked: String,
        /// Ids of the layouts at hand.
        known: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A unit without a name, or with a name that no mark can hold.
    #[error("the unit's name has {length} characters: it may have 1 to {}", crate::template::UNIT_LETTERS)]
    UnitName {
        /// Its length as a workbook counts (UTF-16 units).
        length: usize,
    },
    /// A year that no plan is for.
    #[error(
        "{year} is no year of a plan: it may be {} to {}",
        crate::template::YEARS.start(),
        crate::template::YEARS.end()
    )]
    PlanYear {
        /// The year.
        year: i32,
    },
    /// The workbook could not be put together.
    #[error("the workbook could not be put together: {0}")]
    Workbook(#[source] Box<dyn Error + Send + Sync>),
    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Io(#[from] std::io::Error),
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(" (did you mean `{name}`?)")).unwrap_or_default()
}

impl WriteError {
    pub(crate) fn workbook(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Workbook(Box::new(error))
    }
}
