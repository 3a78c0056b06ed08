//! The `.xlsb` reader: [MS-XLSB], the records of BIFF12 in a zip container.
//!
//! The records are read here because calamine 0.38 passes over the short cell
//! records (ids 12 to 18), which are valid and which SheetJS writes: figures would
//! be lost without a word.
//!
//! Not read: formula text ([`crate::grid::Cell::formula`] stays `None`; the stored
//! result is the value) and defined names.

mod records;
mod relations;
mod shared;
mod sheet;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::assemble::{self, CellBudget};
use crate::error::{FileKind, OpenError};
use crate::grid::{Container, RichText, Sheet, Workbook};
use crate::limits::Limits;
use crate::package::Package;

use relations::Relation;
use shared::{Book, SheetEntry, Styles};
use sheet::SheetReader;

/// Reads an `.xlsb` workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
    let mut package = Package::open(bytes, limits)?;
    let of_package = relations::of(&mut package, "", limits)?;
    let main = part_of(&of_package, "officeDocument").unwrap_or("xl/workbook.bin");
    let Some(part) = package.read(main)? else {
        return Err(OpenError::NotAWorkbook { what: FileKind::Zip });
    };
    let book = Book::read(&part, limits)?;
    let relations = relations::of(&mut package, main, limits)?;
    let styles = match part_of(&relations, "styles") {
        Some(name) => Styles::read(&package.read(name)?.unwrap_or_default())?,
        None => Styles::default(),
    };
    let strings = match part_of(&relations, "sharedStrings") {
        Some(name) => shared::strings(&package.read(name)?.unwrap_or_default(), limits)?,
        None => Vec::new(),
    };
    let mut budget = CellBudget::new(limits);
    let mut sheets = Vec::new();
    for entry in &book.sheets {
        sheets.extend(worksheet(&mut package, entry, &relations, &strings, limits, &mut budget)?);
    }
    Ok(Workbook {
        container: Container::Xlsb,
        date_1904: book.date_1904,
        recalculates: false,
        fonts: styles.fonts,
        styles: styles.styles,
        sheets,
        names: Vec::new(),
    })
}

/// The sheet of an entry, unless it is a chart or macro sheet.
fn worksheet(
    package: &mut Package<'_>,
    entry: &SheetEntry,
    relations: &[Relation],
    strings: &[Arc<RichText>],
    limits: &Limits,
    budget: &mut CellBudget,
) -> Result<Option<Sheet>, OpenError> {
    let missing = || OpenError::damaged(format_args!("sheet `{}` is missing", entry.name));
    let relation = relations.iter().find(|relation| relation.id == entry.relation).ok_or_else(missing)?;
    if relation.kind != "worksheet" {
        return Ok(None);
    }
    let part = package.read(&relation.part)?.ok_or_else(missing)?;
    let sheet = Sheet { name: entry.name.clone(), hidden: entry.hidden, ..Sheet::default() };
    let mut sheet = SheetReader::new(strings, limits, budget, sheet).read(&part)?;
    let beside = relations::of(package, &relation.part, limits)?;
    if let Some(name) = part_of(&beside, "comments") {
        sheet.notes = sheet::notes(&package.read(name)?.unwrap_or_default(), limits)?;
    }
    assemble::finish(&mut sheet);
    Ok(Some(sheet))
}

fn part_of<'r>(relations: &'r [Relation], kind: &str) -> Option<&'r str> {
    relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.part.as_str())
}
