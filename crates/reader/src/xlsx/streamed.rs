//! A workbook whose largest sheet is read some rows at a time.
//!
//! All other parts are read as ever, in the order of [`super::read`], so that whatever is
//! wrong with a file is said alike. The large sheet's part is then inflated anew as often as
//! somebody goes through its rows.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::Book;
use super::budget::Budget;
use super::cells;
use super::kept::Kept;
use super::package::{Package, Relationship, Stretch};
use super::place::collapse;
use super::rich_text;
use super::sheet;
use super::strings::Strings;
use super::styles::{Fonts, Styles};
use super::workbook::{self, SheetEntry, WorkbookPart};
use super::xml::{Node, Xml};
use crate::error::OpenError;
use crate::grid::{Container, Font, RichText, Sheet, Style, Workbook};
use crate::limits::{LimitName, Limits};
use crate::stream::{StreamError, WholeReason};

/// Bytes of all other sheets, unzipped, which are held whole.
const OTHERS: u64 = 4 << 20;
/// Merged regions of the large sheet.
const MERGES: usize = 50_000;

/// Bytes of a workbook: a file, or some in memory.
pub(crate) trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// What cells of the large sheet refer to.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    date_1904: bool,
    fonts: Fonts,
    styles: Styles,
    strings: Strings,
    cells_left: usize,
}

impl Shared {
    pub(crate) fn fonts(&self) -> &[Font] {
        self.fonts.list()
    }

    pub(crate) fn styles(&self) -> &[Style] {
        self.styles.list()
    }

    /// The number of a shared text that stands in one of the rows at hand.
    pub(crate) fn number_of(&self, text: &Arc<RichText>) -> Option<u32> {
        match &self.strings {
            Strings::Listed(_) => None,
            Strings::Kept(kept) => kept.number_of(text),
        }
    }

    /// Forgets the texts of the rows that were at hand.
    pub(crate) fn let_go(&self) {
        if let Strings::Kept(kept) = &self.strings {
            kept.let_go();
        }
    }

    /// Does something with the book that readers of parts know.
    fn lend<T>(
        &mut self,
        budget: &Budget,
        work: impl FnOnce(&mut Book<'_>) -> Result<T, StreamError>,
    ) -> Result<T, StreamError> {
        let mut book = Book {
            budget,
            date_1904: self.date_1904,
            fonts: std::mem::take(&mut self.fonts),
            styles: std::mem::take(&mut self.styles),
            strings: std::mem::take(&mut self.strings),
            cells_left: self.cells_left,
        };
        let done = work(&mut book);
        (self.fonts, self.styles, self.strings) = (book.fonts, book.styles, book.strings);
        self.cells_left = book.cells_left;
        if let Strings::Kept(kept) = &self.strings
            && let Some(error) = kept.failed()
        {
            return Err(OpenError::Io(error).into());
        }
        done
    }
}

/// A workbook as far as it is held: its large sheet has no cells.
pub(crate) struct Scanned<'a> {
    pub(crate) workbook: Workbook,
    /// Index of the large sheet.
    pub(crate) large: usize,
    pub(crate) shared: Shared,
    pub(crate) part: LargePart<'a>,
}

/// The part of the large sheet.
pub(crate) struct LargePart<'a> {
    source: Box<dyn Source + 'a>,
    stretch: Stretch,
    name: String,
    limits: Limits,
}

/// The large sheet's cells on their way through: some rows of them, and what they refer to.
pub(crate) type TakeRows<'t> = dyn FnMut(&mut Sheet, &Shared) -> Result<(), StreamError> + 't;

/// Reads all but the large sheet, whose rows go through `take`, so many at a time.
pub(crate) fn scan<'a>(
    mut source: Box<dyn Source + 'a>,
    limits: &Limits,
    at_least: u64,
    rows: usize,
    take: &mut TakeRows<'_>,
) -> Result<Scanned<'a>, StreamError> {
    let length = source.seek(SeekFrom::End(0)).map_err(OpenError::Io)?;
    if length > limits.file_bytes {
        return Err(OpenError::Limit { limit: LimitName::FileBytes }.into());
    }
    source.seek(SeekFrom::Start(0)).map_err(OpenError::Io)?;
    let budget = Budget::new(limits.unzipped_bytes);
    let package = Package::open(source, limits, &budget).ok().filter(Package::is_xlsx);
    let mut package = package.ok_or(WholeReason::OtherFormat)?;
    let path = package.workbook()?;
    let relationships = package.relationships(&path)?;
    let contents = workbook::read(&mut package.required(&path, "the workbook")?, limits, &budget)?;
    let large = largest(&mut package, &contents, &relationships, at_least)?;
    let mut shared = shared(&mut package, &path, &relationships, limits, &budget)?;
    shared.date_1904 = contents.date_1904;
    let mut scan = Scan { package, shared, budget: &budget, rows, take };
    let (mut sheets, mut places) = (Vec::new(), Vec::new());
    let mut at = 0;
    for (index, entry) in contents.sheets.iter().enumerate() {
        let relationship = entry.relationship(&relationships)?;
        places.push(relationship.is_worksheet().then_some(sheets.len()));
        if !relationship.is_worksheet() {
            continue;
        }
        if index == large {
            at = sheets.len();
        }
        sheets.push(scan.sheet(entry, relationship, index == large)?);
    }
    let Scan { mut package, shared, .. } = scan;
    let name = contents.sheets.get(large).map(|entry| entry.relationship(&relationships)).transpose()?;
    let name = name.map(|relationship| relationship.target.clone()).unwrap_or_default();
    let stretch = package.stretch(&name).ok_or(WholeReason::OtherFormat)?;
    let workbook = Workbook {
        container: Container::Xlsx,
        date_1904: contents.date_1904,
        recalculates: contents.recalculates,
        fonts: shared.fonts().to_vec(),
        styles: shared.styles().to_vec(),
        sheets,
        names: contents.names.into_iter().filter_map(|name| name.placed(&places)).collect(),
    };
    let part = LargePart { source: package.into_source(), stretch, name, limits: limits.clone() };
    Ok(Scanned { workbook, large: at, shared, part })
}

/// The place of the large sheet in the list of all.
fn largest<R: Source>(
    package: &mut Package<'_, R>,
    contents: &WorkbookPart,
    relationships: &[Relationship],
    at_least: u64,
) -> Result<usize, WholeReason> {
    let mut sizes: Vec<(u64, usize)> = Vec::new();
    for (index, entry) in contents.sheets.iter().enumerate() {
        let relationship = entry.relationship(relationships).ok();
        if let Some(relationship) = relationship.filter(|relationship| relationship.is_worksheet()) {
            sizes.push((package.stated_size(&relationship.target), index));
        }
    }
    let all: u64 = sizes.iter().map(|(size, _)| size).sum();
    let (size, index) = sizes
        .into_iter()
        .max_by_key(|(size, index)| (*size, usize::MAX - index))
        .ok_or(WholeReason::Small)?;
    match () {
        () if size < at_least => Err(WholeReason::Small),
        () if all - size > OTHERS => Err(WholeReason::SeveralLarge),
        () => Ok(index),
    }
}

/// Styles and shared strings.
fn shared<R: Source>(
    package: &mut Package<'_, R>,
    path: &str,
    relationships: &[Relationship],
    limits: &Limits,
    budget: &Budget,
) -> Result<Shared, OpenError> {
    let mut fonts = Fonts::default();
    let styles = match package.related(path, relationships, "styles")? {
        Some(mut xml) => Styles::read(&mut xml, &mut fonts, budget)?,
        None => Styles::without_part(&mut fonts)?,
    };
    let mut kept = Kept::default();
    if let Some(mut xml) = package.related(path, relationships, "sharedStrings")? {
        rich_text::each_shared(
            &mut xml,
            &mut fonts,
            budget,
            limits.cells,
            &mut |text| Ok(kept.push(&text)?),
        )?;
    }
    kept.finish()?;
    let strings = Strings::Kept(Box::new(kept));
    Ok(Shared { fonts, styles, strings, cells_left: limits.cells, ..Shared::default() })
}

/// Sheets on their way.
struct Scan<'s, 'l, 't, R> {
    package: Package<'l, R>,
    shared: Shared,
    budget: &'s Budget,
    rows: usize,
    take: &'s mut TakeRows<'t>,
}

impl<R: Source> Scan<'_, '_, '_, R> {
    fn sheet(
        &mut self,
        entry: &SheetEntry,
        relationship: &Relationship,
        large: bool,
    ) -> Result<Sheet, StreamError> {
        let Self { package, shared, budget, rows, take } = self;
        if !large {
            shared.let_go();
            return shared.lend(budget, |book| Ok(super::read_sheet(package, book, entry, relationship)?));
        }
        let mut sheet = Sheet { name: entry.name.clone(), hidden: entry.hidden, ..Sheet::default() };
        let what = format!("sheet `{}`", entry.name);
        let mut reading = Rows::new(package.required(&relationship.target, &what)?);
        loop {
            let more = reading.more(shared, budget, &mut sheet, *rows)?;
            take(&mut sheet, shared)?;
            shared.let_go();
            sheet.cells.clear();
            sheet.hidden_rows.clear();
            if !more {
                break;
            }
        }
        drop(reading);
        shared.lend(budget, |book| Ok(super::read_notes(package, book, relationship, &mut sheet)?))?;
        Ok(sheet)
    }
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
    fn new(xml: Xml<'x>) -> Self {
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
        shared.cells_left = usize::MAX;
        self.more(shared, &Budget::new(u64::MAX), sheet, rows)
    }

    fn more(
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
