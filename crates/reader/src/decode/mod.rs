//! All text of a workbook in Unicode NFC: legacy encodings decoded, marks in order.
//!
//! Fonts lie both ways. A font `.VnTime` says TCVN3, but an office may have typed
//! Unicode into it; Times New Roman says nothing, but pasted text may be TCVN3
//! still. So each word has a score in each reading (`reading`), and the readings of
//! a text are chosen by the sum of its words and by what is to be expected
//! (`evidence`): of the font, of the other texts in such fonts on the sheet, and of
//! those in the workbook. Words that the reading of their text does not explain are
//! read in another, so that pasted Unicode among TCVN3 stays what it is.
//!
//! The sheet on which a merged workbook keeps what was sent is no office's text and stays
//! as it is, letter by letter.
//!
//! Decoding comes before any trimming: `ư` is stored as U+00AD in TCVN3. Where the
//! tone stands in a word (hóa, hoá) is as typed.

mod codepage;
mod evidence;
mod font;
mod formula;
mod reading;
mod report;
mod streamed;
mod syllable;
mod table;
mod tcvn3;
mod text;
mod unicode;
mod vni;
mod weight;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use phuluc_model::CellRange;
use phuluc_model::marks::MERGED_FORMAT;

use crate::grid::{Cell, CellValue, DefinedName, FontId, RichText, Sheet, Workbook};

use evidence::{Prior, Tally};
use font::Face;
use formula::Renamed;
use report::Report;
use text::Texts;
use weight::Weight;
use words::Part;

pub(crate) use streamed::{Evidence, Gathering, RowDecoder, decode_around};
pub(crate) use weight::look_ahead;

/// What text was stored in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Encoding {
    /// TCVN 5712:1993, fonts `.Vn…`.
    Tcvn3,
    /// VNI for Windows, fonts `VNI-…`.
    Vni,
    /// Unicode, letters and marks apart.
    Decomposed,
    /// Unicode, tones apart, as Windows-1258 stores it.
    HalfComposed,
    /// Unicode with the tone mark before the shape mark.
    ToneBeforeShape,
    /// Unicode with the Icelandic `Ð` for `Đ`.
    Eth,
}

/// What an encoding was told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Basis {
    /// The font, or the characters themselves.
    Font,
    /// The evidence of the text itself and of those around it.
    Evidence,
}

/// What was decoded on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decoded {
    /// Index of the sheet.
    pub(crate) sheet: usize,
    pub(crate) encoding: Encoding,
    pub(crate) basis: Basis,
    /// How many cells; none where only the sheet's name or notes were.
    pub(crate) cells: usize,
    /// The cells' bounds.
    pub(crate) range: CellRange,
    /// The first cell's text; the name's or the note's where there is no cell.
    pub(crate) first: Example,
}

/// A text before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Example {
    /// As stored.
    pub(crate) before: String,
    /// In Unicode.
    pub(crate) after: String,
}

/// Turns all text of a workbook into Unicode NFC in place (cells, notes and their
/// authors, sheet names, formula text where there are `formulas`), and says what it decoded.
pub(crate) fn decode(workbook: &mut Workbook, formulas: bool) -> Vec<Decoded> {
    decode_with(workbook, formulas, &mut |_| {})
}

/// The same where what the texts of the sheets are plainly in is added to.
fn decode_with(
    workbook: &mut Workbook,
    formulas: bool,
    gathered: &mut dyn FnMut(&mut [Tally]),
) -> Vec<Decoded> {
    let faces = Faces {
        fonts: workbook.fonts.iter().map(|font| Face::of(&font.name)).collect(),
        styles: workbook.styles.iter().map(|style| style.font).collect(),
    };
    let texts = Texts::default();
    let weighed: Vec<Weighed> = workbook.sheets.iter().map(|sheet| weigh(sheet, &faces, &texts)).collect();
    let mut tallies: Vec<Tally> = weighed.iter().map(|weighed| weighed.tally).collect();
    gathered(&mut tallies);
    let mut book = Tally::default();
    tallies.iter().for_each(|tally| book.add_all(tally));
    let mut reports = Vec::with_capacity(tallies.len());
    for (index, (sheet, weighed)) in workbook.sheets.iter_mut().zip(&weighed).enumerate() {
        let tally = &weighed.tally;
        let (prior, bare) = (Prior::of(tally, &book), Prior::of(&tally.pooled(), &book.pooled()));
        let mut pass = Pass { faces: &faces, texts: &texts, prior, bare, report: Report::new(index) };
        if !is_record(sheet) {
            if weighed.open || !pass.prior.is_unicode(Face::Plain) {
                pass.cells(sheet, &weighed.settled);
            }
            pass.notes(sheet);
        }
        reports.push(pass.report);
    }
    let bare = tallies.iter().map(|tally| Prior::of(&tally.pooled(), &book.pooled())).collect::<Vec<_>>();
    let renamed = rename(&mut workbook.sheets, &texts, &bare, &mut reports);
    let everywhere = Prior::of(&Tally::default(), &book.pooled());
    for (sheet, prior) in workbook.sheets.iter_mut().zip(&bare).filter(|_| formulas) {
        follow_names(&mut sheet.cells, &renamed, &texts, &faces, prior);
    }
    names(&mut workbook.names, &renamed, &texts, &everywhere);
    reports.into_iter().flat_map(Report::into_found).collect()
}

/// Fonts of a workbook.
struct Faces {
    fonts: Vec<Face>,
    styles: Vec<FontId>,
}

impl Faces {
    fn of_cell(&self, cell: &Cell) -> Face {
        let font = self.styles.get(cell.style.0 as usize).copied().unwrap_or_default();
        self.of(font)
    }

    fn of(&self, font: FontId) -> Face {
        self.fonts.get(usize::from(font.0)).copied().unwrap_or_default()
    }

    /// The parts of a text that have one kind of font each.
    fn parts(&self, text: &RichText, cell: Face) -> Vec<Part> {
        let whole = &*text.text;
        let starts = || text.runs.iter().map(|run| run.start);
        // Runs that make no sense say nothing of the fonts, but no text is lost for them.
        if text.runs.is_empty()
            || !starts().is_sorted()
            || !starts().all(|start| whole.is_char_boundary(start))
        {
            return vec![(0..whole.len(), cell)];
        }
        let ends = starts().chain([whole.len()]).skip(1);
        let first = text.runs.first().map_or(0, |run| run.start);
        let runs = text.runs.iter().zip(ends);
        let runs = runs.map(|(run, end)| (run.start..end, run.font.map_or(cell, |font| self.of(font))));
        let mut parts: Vec<Part> = Vec::with_capacity(text.runs.len() + 1);
        for (range, face) in std::iter::once((0..first, cell)).chain(runs) {
            match parts.last_mut() {
                _ if range.is_empty() => {}
                Some((last, before)) if *before == face => last.end = range.end,
                _ => parts.push((range, face)),
            }
        }
        parts
    }

    /// Whether nothing can be the matter with a text: it is ASCII, and no font shows it as capitals.
    fn is_plain(&self, text: &RichText, cell: Face) -> bool {
        let capitals = |font: Option<FontId>| font.is_some_and(|font| self.of(font).capitals());
        text.text.is_ascii() && !cell.capitals() && !text.runs.iter().any(|run| capitals(run.font))
    }
}

/// Whether a sheet keeps what was sent to a merged workbook.
fn is_record(sheet: &Sheet) -> bool {
    let first = sheet.cells.first().map(|cell| &cell.value);
    matches!(first, Some(CellValue::Text(text)) if &*text.text == MERGED_FORMAT)
}

/// Looks at the texts of a sheet, each text once.
fn weigh(sheet: &Sheet, faces: &Faces, texts: &Texts) -> Weighed {
    let Weighed { mut tally, mut settled, mut open } = Weighed::default();
    if is_record(sheet) {
        return Weighed::default();
    }
    let mut seen = HashSet::new();
    let mut above = Above::default();
    for (index, cell) in sheet.cells.iter().enumerate() {
        let CellValue::Text(text) = &cell.value else { continue };
        let face = faces.of_cell(cell);
        let key = (Arc::as_ptr(text), face);
        if above.replace(cell.at.column, key) {
            continue;
        }
        if text.text.is_ascii() {
            open |= !faces.is_plain(text, face);
            continue;
        }
        if !is_of_one_cell(text) && !seen.insert(key) {
            continue;
        }
        if face == Face::Plain && text.runs.is_empty() {
            let weight = Weight::of(text, texts);
            tally.add(weight.plainly);
            open |= !weight.settled;
            continue;
        }
        open = true;
        let (plainly, is_settled) = texts.weigh(&text.text, &faces.parts(text, face));
        tally.add(plainly);
        if is_settled {
            settled.push(index);
        }
    }
    for note in sheet.notes.iter().filter(|note| !note.text.text.is_ascii()) {
        tally.add(texts.weigh(&note.text.text, &faces.parts(&note.text, Face::Plain)).0);
    }
    Weighed { tally, settled, open }
}

/// What the texts of a sheet are.
#[derive(Default)]
struct Weighed {
    tally: Tally,
    /// Cells that stay as they are where Unicode is likelier than any other reading.
    settled: Vec<usize>,
    /// Whether any cell may change where text in ordinary fonts is Unicode.
    open: bool,
}

/// The text that each column had last, with its font: often the next one's too.
#[derive(Default)]
struct Above(Vec<Option<(*const RichText, Face)>>);

impl Above {
    /// Takes the next text of a column, and says whether it is the one above.
    fn replace(&mut self, column: u32, text: (*const RichText, Face)) -> bool {
        let at = column as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, None);
        }
        self.0.get_mut(at).and_then(|last| last.replace(text)) == Some(text)
    }
}

/// Whether no other cell shares the text.
fn is_of_one_cell(text: &Arc<RichText>) -> bool {
    Arc::strong_count(text) == 1
}

/// A text in Unicode, and what it was.
type Known = (Arc<RichText>, Vec<(Encoding, Basis)>);

/// One sheet's decoding.
struct Pass<'a> {
    faces: &'a Faces,
    texts: &'a Texts,
    /// For texts in a font.
    prior: Prior,
    /// For texts that have none of the sheet's fonts: names, authors, notes.
    bare: Prior,
    report: Report,
}

impl Pass<'_> {
    fn cells(&mut self, sheet: &mut Sheet, settled: &[usize]) {
        // Shared strings are decoded once, by their place and font; they must live until
        // the sheet is done, or a freed place may be taken again.
        let mut known: HashMap<(*const RichText, Face), Known> = HashMap::new();
        let mut originals: Vec<Arc<RichText>> = Vec::new();
        let mut settled = settled.iter().peekable();
        for (index, cell) in sheet.cells.iter_mut().enumerate() {
            let face = self.faces.of_cell(cell);
            let CellValue::Text(text) = &mut cell.value else { continue };
            let is_settled = settled.next_if(|at| **at == index).is_some()
                || (face == Face::Plain && Weight::known(text).is_some_and(|weight| weight.settled));
            if (is_settled && self.prior.is_unicode(face)) || self.faces.is_plain(text, face) {
                continue;
            }
            if is_of_one_cell(text) {
                let (decoded, was) = self.text(text, face, &self.prior);
                self.report.say(&was, Some(cell.at), &text.text, &decoded.text);
                *text = decoded;
                continue;
            }
            let (decoded, was) = known.entry((Arc::as_ptr(text), face)).or_insert_with(|| {
                originals.push(Arc::clone(text));
                self.text(text, face, &self.prior)
            });
            if !was.is_empty() {
                self.report.say(was, Some(cell.at), &text.text, &decoded.text);
            }
            *text = Arc::clone(decoded);
        }
    }

    fn notes(&mut self, sheet: &mut Sheet) {
        for note in &mut sheet.notes {
            let (decoded, was) = self.text(&note.text, Face::Plain, &self.bare);
            self.report.say(&was, None, &note.text.text, &decoded.text);
            note.text = decoded;
            if !note.author.is_ascii() {
                let author = plain(self.texts, &note.author, &self.bare);
                self.report.say(&author.was, None, &note.author, &author.text);
                note.author = author.text;
            }
        }
    }

    fn text(&self, text: &Arc<RichText>, face: Face, prior: &Prior) -> Known {
        let decoded = self.texts.decode(&text.text, &self.faces.parts(text, face), prior);
        let same = decoded.text == *text.text && text.runs.is_empty();
        let rich = if same { Arc::clone(text) } else { Arc::new(RichText::plain(decoded.text)) };
        (rich, decoded.was)
    }
}

/// A text without a font.
fn plain(texts: &Texts, text: &str, prior: &Prior) -> text::Decoded {
    texts.decode(text, &[(0..text.len(), Face::Plain)], prior)
}

/// Decodes the names of the sheets. A name stays as it is where another sheet has the
/// new one already.
fn rename(sheets: &mut [Sheet], texts: &Texts, priors: &[Prior], reports: &mut [Report]) -> Renamed {
    let mut renamed = Renamed::default();
    let mut taken: HashSet<String> = sheets.iter().map(|sheet| sheet.name.to_lowercase()).collect();
    for ((sheet, prior), report) in sheets.iter_mut().zip(priors).zip(reports) {
        if sheet.name.is_ascii() {
            continue;
        }
        let decoded = plain(texts, &sheet.name, prior);
        if decoded.text == sheet.name || !taken.insert(decoded.text.to_lowercase()) {
            continue;
        }
        renamed.add(&sheet.name, &decoded.text);
        report.say(&decoded.was, None, &sheet.name, &decoded.text);
        sheet.name = decoded.text;
    }
    renamed
}

fn follow_names(cells: &mut [Cell], renamed: &Renamed, texts: &Texts, faces: &Faces, prior: &Prior) {
    for cell in cells {
        let face = faces.of_cell(cell);
        if let Some(formula) = cell.formula.as_mut().filter(|formula| !formula.is_ascii()) {
            let literal = |text: &str| literal(texts, text, face, prior);
            *formula = formula::follow(formula, renamed, literal).into();
        }
    }
}

/// A text within a formula shows in the cell's font; compared with other cells' text, it
/// must not become capitals.
fn literal(texts: &Texts, text: &str, face: Face, prior: &Prior) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let face = match face {
        Face::Tcvn3 { .. } => Face::Tcvn3 { capitals: false },
        Face::Symbol => Face::Plain,
        other => other,
    };
    texts.decode(text, &[(0..text.len(), face)], prior).text
}

fn names(names: &mut [DefinedName], renamed: &Renamed, texts: &Texts, prior: &Prior) {
    for name in names.iter_mut().filter(|name| !name.formula.is_ascii()) {
        let literal = |text: &str| literal(texts, text, Face::Plain, prior);
        name.formula = formula::follow(&name.formula, renamed, literal);
    }
}

#[cfg(test)]
mod mixed_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;
