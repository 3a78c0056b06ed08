//! Rows of a large workbook one by one, in memory that does not grow with their number.
//!
//! The workbook is gone through three times. First its parts are read as ever, but of the
//! largest sheet only what is counted: what its texts are in, what is hidden, whether there
//! are formulas ([`plan`]). Then its rows go by in windows ([`window`]), each read by the
//! functions that read a whole sheet ([`walk`]), cut where nothing hangs together
//! ([`border`]); what they tell of the table as a whole is gathered ([`facts`],
//! [`amounts`]). Whatever only the whole can settle ends it with a [`WholeReason`]. Only then
//! are the rows given out, on a third way of the same kind, so that nobody gets a row that
//! reading the whole would have read otherwise.

mod amounts;
mod border;
mod error;
mod facts;
mod plan;
mod walk;
mod window;

use std::io::{Read, Seek};
use std::vec;

use phuluc_model::{Appendix, Document, Finding, RecordError};
use serde::de::DeserializeOwned;

pub use error::{StreamError, WholeReason};
pub use walk::Streamed;

use self::plan::Plan;
use self::walk::{BELOW, TOP, Walk};
use self::window::Window;
use crate::patterns::Patterns;
use crate::read::Reader;

/// Rows of a window beyond which it is of no use to look for a border.
const MOST_ROWS: usize = 8_192;

/// How rows are streamed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamOptions {
    /// Bytes of the largest sheet, unzipped, below which a workbook is
    /// [too small](WholeReason::Small): reading it whole takes about three times as much.
    /// Default 8 MiB.
    pub at_least: u64,
    /// Rows that are held at a time, about. Default 1,000.
    pub rows: usize,
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self { at_least: 8 << 20, rows: 1_000 }
    }
}

/// The rows of the large table of a workbook, one by one, and all else that was read of it.
///
/// Made by [`Reader::stream`]. What is given out is exactly what [`Reader::read`] gives.
pub struct RowStream<'a> {
    document: Document,
    large: usize,
    /// The large table, as the document has it.
    appendix: Appendix,
    values: u64,
    count: u64,
    walk: Walk,
    window: Window<'a>,
    rows: usize,
    ready: vec::IntoIter<Streamed>,
    over: bool,
}

impl Reader {
    /// Reads a workbook from a file, or from bytes in memory, and gives out the rows of its
    /// large table one by one. `name` is what findings call it.
    ///
    /// # Errors
    ///
    /// A [`StreamError`] where it is no workbook, or must be read as a whole: because it is
    /// small, or because what its rows are turns on what stands elsewhere. [`WholeReason`]
    /// says why.
    pub fn stream<'a>(
        &self,
        name: &str,
        source: impl Read + Seek + Send + 'a,
        options: &StreamOptions,
    ) -> Result<RowStream<'a>, StreamError> {
        let plan = plan::plan(self, name, Box::new(source), options)?;
        let Plan { document, large, values, rows: count, walk, window } = plan;
        let appendix = document.appendices.get(large).cloned().ok_or(WholeReason::Header)?;
        Ok(RowStream {
            document,
            large,
            appendix,
            values,
            count,
            walk,
            window,
            rows: options.rows,
            ready: Vec::new().into_iter(),
            over: false,
        })
    }
}

impl RowStream<'_> {
    /// All that was read but what is given out one by one: of the [large table](Self::appendix)
    /// the title, plan, year, source and grand total; the other appendices with their rows; and
    /// all findings.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// The large table's place among the appendices.
    pub const fn place(&self) -> usize {
        self.large
    }

    /// The large table, without the rows, notes and unmapped cells that are given out.
    pub const fn appendix(&self) -> &Appendix {
        &self.appendix
    }

    /// What was normalised or doubted in the whole workbook.
    pub fn findings(&self) -> &[Finding] {
        &self.document.findings
    }

    /// How many rows the large table has, its grand total included.
    pub const fn row_count(&self) -> u64 {
        self.count
    }

    /// How many values that are not blank those rows have.
    pub const fn value_count(&self) -> u64 {
        self.values
    }

    /// Every row of a kind that is still to come, as a typed record.
    ///
    /// # Errors
    ///
    /// Each item is a [`StreamError`] where the file fails; within it a [`RecordError`] names the
    /// cell that does not fit.
    pub fn records<T: DeserializeOwned>(
        &mut self,
        kind: &str,
    ) -> impl Iterator<Item = Result<Result<T, RecordError>, StreamError>> {
        std::iter::from_fn(move || {
            loop {
                match self.next()? {
                    Ok(Streamed::Row(row)) if &*row.kind == kind => {
                        return Some(Ok(self.appendix().record(&row)));
                    }
                    Ok(_) => {}
                    Err(error) => return Some(Err(error)),
                }
            }
        })
    }
}

impl Iterator for RowStream<'_> {
    type Item = Result<Streamed, StreamError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.next() {
                return Some(Ok(item));
            }
            if self.over {
                return None;
            }
            let mut out = Vec::new();
            match advance(&mut self.window, &mut self.walk, self.rows, None, &mut out) {
                Ok(more) => self.over = !more,
                Err(error) => {
                    self.over = true;
                    return Some(Err(error));
                }
            }
            self.ready = out.into_iter();
        }
    }
}

impl std::iter::FusedIterator for RowStream<'_> {}

impl std::fmt::Debug for RowStream<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowStream").field("document", &self.document).finish_non_exhaustive()
    }
}

/// Goes on by a window; whether there is more.
fn advance(
    window: &mut Window<'_>,
    walk: &mut Walk,
    rows: usize,
    patterns: Option<&Patterns>,
    out: &mut Vec<Streamed>,
) -> Result<bool, StreamError> {
    let mut most = rows.max(1);
    loop {
        let least = if walk.table.is_none() { TOP } else { 0 };
        window.fill((most + BELOW).max(least))?;
        if window.is_empty() {
            return Ok(false);
        }
        if let Some(done) = walk.step(&window.view(), window.is_last(), most, patterns, out)? {
            window.pass(done);
            return Ok(!window.is_empty());
        }
        if most >= MOST_ROWS {
            return Err(WholeReason::NoBorder.into());
        }
        most *= 2;
    }
}
