//! Office Open XML (`.xlsx`, `.xlsm`) straight from zip and XML.
//!
//! Every part is read once, as a stream: nothing is held but what the grid keeps.
//! Values, formulas, styles, fonts of runs, merges, hidden rows and columns and
//! notes come out of that one pass with the digits and letters that were stored.
//!
//! Two rules hold throughout. Nothing is lost in silence: what cannot be
//! understood and would change a cell is an error that names the cell. And nothing
//! is believed: counts that a file declares allocate nothing, and what is read or
//! multiplied is charged to a [`budget::Budget`].
//!
//! From the bottom up: [`package`] finds parts in the zip, [`tokens`] cuts one into
//! tokens, [`xml`] makes sure that they nest and resolves what they escape, and the
//! other modules each read one kind of part with it.
//!
//! Elements are known by their local names, so that the strict flavour of the
//! standard and writers that prefix everything (`x:row`) read like any other.

mod budget;
mod cell;
mod cells;
mod comments;
mod dates;
mod encoding;
mod kept;
mod package;
mod place;
mod plain_forms;
mod references;
mod rich_text;
mod shared_formula;
mod sheet;
pub(crate) mod streamed;
mod strings;
mod styles;
mod tag;
mod tokens;
mod workbook;
mod xml;

#[cfg(test)]
mod refusal_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod token_tests;
#[cfg(test)]
mod writer_tests;

use std::io::{Cursor, Read, Seek};
use std::sync::Arc;

use self::budget::Budget;
use self::package::{Package, Relationship};
use self::strings::Strings;
use self::styles::{Fonts, Styles};
use self::workbook::SheetEntry;
use crate::beside;
use crate::decode;
use crate::error::OpenError;
use crate::grid::{Container, Sheet, Workbook};
use crate::limits::{LimitName, Limits};

/// So many shared strings are worth a thread of their own.
const MANY_STRINGS: usize = 10_000;

/// What the sheets of one workbook share while they are read.
struct Book<'a> {
    budget: &'a Budget,
    date_1904: bool,
    fonts: Fonts,
    styles: Styles,
    strings: Strings,
    /// How many more cells the limits allow.
    cells_left: usize,
}

/// Reads a workbook from the bytes of its file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(OpenError::Limit { limit: LimitName::FileBytes });
    }
    let budget = Budget::new(limits.unzipped_bytes);
    let mut package = Package::open(Cursor::new(bytes), limits, &budget)?;
    let path = package.workbook()?;
    let relationships = package.relationships(&path)?;
    let contents = workbook::read(&mut package.required(&path, "the workbook")?, limits, &budget)?;

    let mut fonts = Fonts::default();
    let styles = match package.related(&path, &relationships, "styles")? {
        Some(mut xml) => Styles::read(&mut xml, &mut fonts, &budget)?,
        None => Styles::without_part(&mut fonts)?,
    };
    let strings: Arc<[_]> = match package.related(&path, &relationships, "sharedStrings")? {
        Some(mut xml) => rich_text::read_shared(&mut xml, &mut fonts, &budget, limits.cells)?.into(),
        None => Arc::default(),
    };
    let cells_left = limits.cells;
    let date_1904 = contents.date_1904;
    let ahead = Arc::clone(&strings);
    let strings = Strings::Listed(strings);
    let mut book = Book { budget: &budget, date_1904, fonts, styles, strings, cells_left };

    let mut sheets = Vec::new();
    // Chart and macro sheets have no place in the grid, yet names count them.
    let mut places = Vec::new();
    beside::beside(
        ahead.len() >= MANY_STRINGS,
        || decode::look_ahead(&ahead),
        || {
            for entry in &contents.sheets {
                let relationship = entry.relationship(&relationships)?;
                places.push(relationship.is_worksheet().then_some(sheets.len()));
                if relationship.is_worksheet() {
                    sheets.push(read_sheet(&mut package, &mut book, entry, relationship)?);
                }
            }
            Ok::<(), OpenError>(())
        },
    )?;
    Ok(Workbook {
        container: Container::Xlsx,
        date_1904: book.date_1904,
        recalculates: contents.recalculates,
        fonts: book.fonts.into_list(),
        styles: book.styles.into_list(),
        sheets,
        names: contents.names.into_iter().filter_map(|name| name.placed(&places)).collect(),
    })
}

fn read_sheet<R: Read + Seek + Send>(
    package: &mut Package<'_, R>,
    book: &mut Book<'_>,
    entry: &SheetEntry,
    relationship: &Relationship,
) -> Result<Sheet, OpenError> {
    let mut sheet = Sheet { name: entry.name.clone(), hidden: entry.hidden, ..Sheet::default() };
    let what = format!("sheet `{}`", entry.name);
    sheet::read(&mut package.required(&relationship.target, &what)?, book, &mut sheet)?;
    read_notes(package, book, relationship, &mut sheet)?;
    Ok(sheet)
}

fn read_notes<R: Read + Seek + Send>(
    package: &mut Package<'_, R>,
    book: &mut Book<'_>,
    relationship: &Relationship,
    sheet: &mut Sheet,
) -> Result<(), OpenError> {
    let relationships = package.relationships(&relationship.target)?;
    if let Some(comments) = relationships.iter().find(|r| r.kind == "comments")
        && let Some(mut xml) = package.part(&comments.target)?
    {
        sheet.notes = comments::read(&mut xml, book)?;
    }
    Ok(())
}
