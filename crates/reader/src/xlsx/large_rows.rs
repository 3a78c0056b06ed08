//! The rows of a large sheet's part, some at a time, as often as somebody asks for them.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::Book;
use super::budget::Budget;
use super::cells;
use super::package::Stretch;
use super::place::collapse;
use super::sheet;
use super::streamed::{Shared, Source};
use super::xml::{Node, Xml};
use crate::error::OpenError;
use crate::grid::Sheet;
use crate::limits::Limits;
use crate::stream::{StreamError, WholeReason};

/// Merged regions of the sheet.
const MERGES: usize = 50_000;

/// The part of the large sheet.
pub(crate) struct LargePart<'a> {
    pub(super) source: Box<dyn Source + 'a>,
    pub(super) stretch: Stretch,
    pub(super) name: String,
    pub(super) limits: Limits,
}

/// The rows of a sheet's part, one after the other.
pub(crate) struct Rows<'x> {
    xml: Xml<'x>,
    within: Within,
    next_row: u32,
    /// The last cell.
    last: Option<phuluc_model::CellRef>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Nothing was read.
    Nothing,
    /// What stands before the rows.
    Before,
    Rows,
    /// What stands behind them.
    Behind,
}

impl<'x> Rows<'x> {
    pub(super) fn new(xml: Xml<'x>) -> Self {
        Self { xml, within: Within::Nothing, next_row: 0, last: None }
    }

    /// Reads at most so many rows more, and says whether there may be others. Hidden columns
    /// come before them, merged regions behind the last.
    pub(crate) fn next(
        &mut self,
        shared: &mut Shared,
        sheet: &mut Sheet,
        rows: usize,
    ) -> Result<bool, StreamError> {
        // All was counted when it was gone through first.
        shared.count_no_more();
        self.more(shared, &Budget::new(u64::MAX), sheet, rows)
    }

    pub(super) fn more(
        &mut self,
        shared: &mut Shared,
        budget: &Budget,
        sheet: &mut Sheet,
        rows: usize,
    ) -> Result<bool, StreamError> {
        shared.lend(budget, |book| {
            if self.within == Within::Nothing {
                self.xml.root(&["worksheet"])?;
                self.within = Within::Before;
            }
            loop {
                if self.within == Within::Rows {
                    return self.rows(book, sheet, rows);
                }
                if !self.beside_rows(sheet)? {
                    self.xml.finish()?;
                    return Ok(false);
                }
            }
        })
    }

    fn rows(&mut self, book: &mut Book<'_>, sheet: &mut Sheet, rows: usize) -> Result<bool, StreamError> {
        let from = sheet.cells.len();
        let read = cells::read_some(&mut self.xml, book, sheet, &mut self.next_row, rows)?;
        let first = sheet.cells.get(from).map(|cell| cell.at);
        if !read.sorted || self.last.zip(first).is_some_and(|(last, first)| last >= first) {
            return Err(WholeReason::Order.into());
        }
        if read.formulas {
            return Err(WholeReason::Formulas.into());
        }
        self.last = sheet.cells.last().map(|cell| cell.at).or(self.last);
        if read.more {
            return Ok(true);
        }
        self.within = Within::Behind;
        while self.beside_rows(sheet)? {}
        self.xml.finish()?;
        Ok(false)
    }

    /// Reads an element beside the rows, and says whether there was one; up to where rows begin.
    fn beside_rows(&mut self, sheet: &mut Sheet) -> Result<bool, StreamError> {
        loop {
            match self.xml.next()? {
                Node::Start(tag) => {
                    match tag.local() {
                        "sheetData" if self.within == Within::Before => self.within = Within::Rows,
                        "sheetData" | "cols" if self.within == Within::Behind => {
                            return Err(WholeReason::Order.into());
                        }
                        "cols" => {
                            sheet::read_columns(&mut self.xml, sheet)?;
                            collapse(&mut sheet.hidden_columns);
                        }
                        "mergeCells" => self.merges(sheet)?,
                        _ => self.xml.skip()?,
                    }
                    return Ok(true);
                }
                Node::End | Node::Done => return Ok(false),
                _ => {}
            }
        }
    }

    fn merges(&mut self, sheet: &mut Sheet) -> Result<(), StreamError> {
        loop {
            match self.xml.next()? {
                Node::Start(tag) => {
                    if let Some(range) = tag.raw("ref")?.and_then(|range| range.parse().ok()) {
                        sheet.merges.push(range);
                    }
                    if sheet.merges.len() > MERGES {
                        return Err(WholeReason::Merges.into());
                    }
                    self.xml.skip()?;
                }
                Node::End | Node::Done => return Ok(()),
                _ => {}
            }
        }
    }
}

impl<'a> LargePart<'a> {
    /// Goes through the rows from the first.
    pub(crate) fn rows(&mut self) -> Result<Rows<'_>, StreamError> {
        let Self { source, stretch, name, limits } = self;
        source.seek(SeekFrom::Start(stretch.start)).map_err(OpenError::Io)?;
        Ok(Rows::new(Xml::new(inflated(source, *stretch, limits.unzipped_bytes), name, limits)))
    }

    /// The same for the last time.
    pub(crate) fn into_rows(self) -> Result<Rows<'a>, StreamError> {
        let Self { mut source, stretch, name, limits } = self;
        source.seek(SeekFrom::Start(stretch.start)).map_err(OpenError::Io)?;
        Ok(Rows::new(Xml::new(inflated(source, stretch, limits.unzipped_bytes), &name, &limits)))
    }
}

fn inflated<'x>(source: impl Read + Send + 'x, stretch: Stretch, most: u64) -> Box<dyn Read + Send + 'x> {
    let stored = source.take(stretch.stored);
    let check = stretch.check;
    if stretch.deflated {
        Box::new(Checked { inner: DeflateDecoder::new(stored).take(most), sum: Crc::new(), check })
    } else {
        Box::new(Checked { inner: stored.take(most), sum: Crc::new(), check })
    }
}

/// A part that is held against its checksum once more: a file may be written anew meanwhile.
struct Checked<R> {
    inner: R,
    sum: Crc,
    check: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.sum.update(buffer.get(..read).unwrap_or_default());
        if read == 0 && !buffer.is_empty() && self.sum.sum() != self.check {
            return Err(io::Error::other("the file changed while it was read"));
        }
        Ok(read)
    }
}
