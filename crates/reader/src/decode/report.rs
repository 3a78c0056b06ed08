//! What was decoded, for the findings.

use phuluc_model::{CellRange, CellRef};

use super::{Basis, Decoded, Encoding, Example};

/// Gathers what was decoded on one sheet.
#[derive(Debug)]
pub(super) struct Report {
    sheet: usize,
    found: Vec<Decoded>,
}

impl Report {
    pub(super) const fn new(sheet: usize) -> Self {
        Self { sheet, found: Vec::new() }
    }

    /// Says what a text was; `at` is its cell, none for names and notes.
    pub(super) fn say(&mut self, was: &[(Encoding, Basis)], at: Option<CellRef>, before: &str, after: &str) {
        for (encoding, basis) in was {
            let example = || Example { before: before.to_owned(), after: after.to_owned() };
            let same = |found: &&mut Decoded| found.encoding == *encoding && found.basis == *basis;
            match self.found.iter_mut().find(same) {
                Some(found) => {
                    let Some(at) = at else { continue };
                    if found.cells == 0 {
                        found.range = CellRange::new(at, at);
                        found.first = example();
                    } else {
                        found.range = around(found.range, at);
                    }
                    found.cells += 1;
                }
                None => {
                    let place = at.unwrap_or_default();
                    self.found.push(Decoded {
                        sheet: self.sheet,
                        encoding: *encoding,
                        basis: *basis,
                        cells: usize::from(at.is_some()),
                        range: CellRange::new(place, place),
                        first: example(),
                    });
                }
            }
        }
    }

    pub(super) fn into_found(self) -> Vec<Decoded> {
        self.found
    }
}

fn around(range: CellRange, at: CellRef) -> CellRange {
    CellRange {
        first: CellRef::new(range.first.row.min(at.row), range.first.column.min(at.column)),
        last: CellRef::new(range.last.row.max(at.row), range.last.column.max(at.column)),
    }
}
