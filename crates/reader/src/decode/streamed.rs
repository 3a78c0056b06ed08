//! Texts of a sheet that is read some rows at a time: first what they are plainly in, then,
//! by that, their Unicode.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::evidence::{Prior, Tally};
use super::font::Face;
use super::report::Report;
use super::text::Texts;
use super::{Decoded, Faces, Pass, decode_with};
use crate::grid::{Cell, CellValue, Font, RichText, Sheet, Style, Workbook};

/// What the texts of the sheet are plainly in.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    tally: Tally,
    /// Shared texts that were counted, by font.
    counted: HashMap<Face, Vec<u64>>,
    texts: Texts,
    /// Fonts of texts that are not plain ASCII.
    faces: HashSet<Face>,
    /// Whether some text may not be what it is stored as.
    in_doubt: bool,
}

impl Faces {
    fn of_book(fonts: &[Font], styles: &[Style]) -> Self {
        Self {
            fonts: fonts.iter().map(|font| Face::of(&font.name)).collect(),
            styles: styles.iter().map(|style| style.font).collect(),
        }
    }
}

impl Gathering {
    /// Looks at the cells of some rows; `number` is that of a shared text.
    pub(crate) fn cells(
        &mut self,
        cells: &[Cell],
        (fonts, styles): (&[Font], &[Style]),
        number: &dyn Fn(&Arc<RichText>) -> Option<u32>,
    ) {
        let faces = Faces::of_book(fonts, styles);
        for cell in cells {
            let CellValue::Text(text) = &cell.value else { continue };
            let face = faces.of_cell(cell);
            if text.text.is_ascii() {
                self.in_doubt |= !faces.is_plain(text, face);
                continue;
            }
            if number(text).is_some_and(|number| !self.is_new(face, number)) {
                continue;
            }
            self.faces.insert(face);
            let (plainly, settled) = self.texts.weigh(&text.text, &faces.parts(text, face));
            self.tally.add(plainly);
            self.in_doubt |= !settled;
        }
    }

    /// Whether a shared text was not counted yet in a font.
    fn is_new(&mut self, face: Face, number: u32) -> bool {
        let counted = self.counted.entry(face).or_default();
        let (at, bit) = ((number / 64) as usize, 1u64 << (number % 64));
        if counted.len() <= at {
            counted.resize(at + 1, 0);
        }
        let Some(bits) = counted.get_mut(at) else { return true };
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }
}

/// What cells of the sheet are decoded by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    sheet: usize,
    prior: Prior,
    /// Whether all texts stay as they are.
    as_stored: bool,
}

/// Decodes a workbook one of whose sheets is not in it, but what its texts are in was
/// gathered. Gives what was decoded beside it, and what its cells are to be decoded by.
pub(crate) fn decode_around(
    workbook: &mut Workbook,
    sheet: usize,
    gathering: &Gathering,
) -> (Vec<Decoded>, Evidence) {
    let mut prior = *Prior::first();
    let decoded = decode_with(workbook, false, &mut |tallies| {
        if let Some(tally) = tallies.get_mut(sheet) {
            tally.add_all(&gathering.tally);
        }
        let mut book = Tally::default();
        tallies.iter().for_each(|tally| book.add_all(tally));
        prior = Prior::of(&tallies.get(sheet).copied().unwrap_or_default(), &book);
    });
    let unicode = gathering.faces.iter().all(|face| prior.is_unicode(*face));
    (decoded, Evidence { sheet, prior, as_stored: unicode && !gathering.in_doubt })
}

/// Decodes cells of the sheet, some rows after the other.
#[derive(Debug)]
pub(crate) struct RowDecoder {
    evidence: Evidence,
    texts: Texts,
    report: Report,
}

impl RowDecoder {
    pub(crate) fn new(evidence: Evidence) -> Self {
        Self { evidence, texts: Texts::default(), report: Report::new(evidence.sheet) }
    }

    /// Turns the texts of some rows into Unicode.
    pub(crate) fn cells(&mut self, sheet: &mut Sheet, fonts: &[Font], styles: &[Style]) {
        let Evidence { sheet: index, prior, as_stored } = self.evidence;
        if as_stored {
            return;
        }
        let faces = Faces::of_book(fonts, styles);
        let report = std::mem::replace(&mut self.report, Report::new(index));
        let mut pass = Pass { faces: &faces, texts: &self.texts, prior, bare: prior, report };
        pass.cells(sheet, &[]);
        self.report = pass.report;
    }

    /// What was decoded in the whole workbook, `others` beside the sheet's cells.
    pub(crate) fn decoded(self, others: &[Decoded]) -> Vec<Decoded> {
        let sheet = self.evidence.sheet;
        let mut found = self.report.into_found();
        let own = others.iter().filter(|other| other.sheet == sheet);
        for other in own {
            let known = |one: &Decoded| one.encoding == other.encoding && one.basis == other.basis;
            if !found.iter().any(known) {
                found.push(other.clone());
            }
        }
        found.extend(others.iter().filter(|other| other.sheet != sheet).cloned());
        found.sort_by_key(|one| one.sheet);
        found
    }
}
