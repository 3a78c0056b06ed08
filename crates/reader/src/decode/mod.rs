//! All text of a workbook in Unicode NFC: legacy encodings decoded, marks in order.
//!
//! Fonts lie both ways. A font `.VnTime` says TCVN3, but an office may have typed
//! Unicode into it; Times New Roman says nothing, but pasted text may be TCVN3
//! still. So a text is decoded by its font unless its letters prove Unicode or
//! read better as they stand, and without such a font by the evidence of the
//! whole sheet: words that are Vietnamese syllables in one reading only.
//!
//! Decoding comes before any trimming: `ư` is stored as U+00AD in TCVN3.

mod syllable;
mod tables;
mod unicode;

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_model::{CellRange, CellRef};

use crate::grid::{Cell, CellValue, FontId, RichText, Sheet, Workbook};

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
}

/// What an encoding was told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Basis {
    /// The font, or the characters themselves.
    Font,
    /// The evidence of the whole sheet.
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
}

/// Legacy encodings, which need a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Legacy {
    Tcvn3,
    Vni,
}

impl Legacy {
    fn decode(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => tables::from_tcvn3(text),
            Self::Vni => tables::from_vni(text),
        }
    }

    const fn encoding(self) -> Encoding {
        match self {
            Self::Tcvn3 => Encoding::Tcvn3,
            Self::Vni => Encoding::Vni,
        }
    }
}

/// What a font's name says: its encoding, and whether it shows capitals only.
fn font_says(name: &str) -> Option<(Legacy, bool)> {
    let lower = name.trim().to_lowercase();
    if lower.starts_with(".vn") {
        return Some((Legacy::Tcvn3, lower.ends_with('h')));
    }
    (lower.starts_with("vni-") || lower.starts_with("vni ")).then_some((Legacy::Vni, false))
}

/// Letters that only Unicode text has: beyond Latin-1, or marks of their own.
fn proves_unicode(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{102}'..='\u{1b0}' | '\u{300}'..='\u{36f}' | '\u{1ea0}'..='\u{1ef9}'))
}

fn is_latin(text: &str) -> bool {
    !text.is_ascii() && !proves_unicode(text)
}

/// How texts of a sheet are to be read where they could be more than one thing.
#[derive(Debug, Default, Clone, Copy)]
struct Verdict {
    /// Text in a legacy font that reads both ways is Unicode.
    fonts_lie: bool,
    /// Text without a legacy font is in this encoding.
    evident: Option<Legacy>,
}

/// Turns all text of a workbook into Unicode NFC in place (cells, notes, sheet
/// names), and says what it decoded.
pub(crate) fn decode(workbook: &mut Workbook) -> Vec<Decoded> {
    let fonts: Vec<Option<(Legacy, bool)>> =
        workbook.fonts.iter().map(|font| font_says(&font.name)).collect();
    let styles: Vec<FontId> = workbook.styles.iter().map(|style| style.font).collect();
    let mut decoded = Vec::new();
    for (index, sheet) in workbook.sheets.iter_mut().enumerate() {
        let context = Context { fonts: &fonts, styles: &styles, verdict: Verdict::default() };
        let verdict = context.verdict_of(sheet);
        let mut pass =
            Pass { context: Context { verdict, ..context }, known: HashMap::new(), found: Vec::new() };
        pass.sheet(sheet);
        decoded.extend(pass.found.into_iter().map(|found| Decoded { sheet: index, ..found }));
    }
    decoded
}

/// Fonts of a workbook, and what a sheet's text is like.
#[derive(Clone, Copy)]
struct Context<'a> {
    fonts: &'a [Option<(Legacy, bool)>],
    styles: &'a [FontId],
    verdict: Verdict,
}

impl Context<'_> {
    fn cell_font(&self, cell: &Cell) -> Option<(Legacy, bool)> {
        let font = self.styles.get(cell.style.0 as usize)?;
        self.font(*font)
    }

    fn font(&self, font: FontId) -> Option<(Legacy, bool)> {
        self.fonts.get(usize::from(font.0)).copied().flatten()
    }

    /// Weighs the texts of a sheet.
    fn verdict_of(&self, sheet: &Sheet) -> Verdict {
        let mut lying = 0usize;
        let mut honest = 0usize;
        let mut plain = [syllable::Count::default(); 3];
        for cell in &sheet.cells {
            let CellValue::Text(text) = &cell.value else { continue };
            for (part, font) in self.parts(text, self.cell_font(cell)) {
                match font {
                    Some(_) if proves_unicode(part) => lying += 1,
                    Some((legacy, _)) if is_latin(part) => match better(part, legacy) {
                        Better::AsIs => lying += 1,
                        Better::Decoded => honest += 1,
                        Better::Either => {}
                    },
                    None if is_latin(part) => {
                        let readings = [part.to_owned(), tables::from_tcvn3(part), tables::from_vni(part)];
                        for (sum, reading) in plain.iter_mut().zip(&readings) {
                            let count = syllable::count(reading);
                            sum.syllables += count.syllables;
                            sum.words += count.words;
                        }
                    }
                    _ => {}
                }
            }
        }
        Verdict { fonts_lie: lying > honest, evident: evident(plain) }
    }

    /// The parts of a text that have one font each.
    fn parts<'t>(
        &self,
        text: &'t RichText,
        cell: Option<(Legacy, bool)>,
    ) -> Vec<(&'t str, Option<(Legacy, bool)>)> {
        let whole = text.text.as_str();
        let starts = || text.runs.iter().map(|run| run.start);
        // Runs that make no sense say nothing of the fonts, but no text is lost for them.
        if text.runs.is_empty()
            || !starts().is_sorted()
            || !starts().all(|start| whole.is_char_boundary(start))
        {
            return vec![(whole, cell)];
        }
        let mut parts = Vec::with_capacity(text.runs.len() + 1);
        let first = text.runs.first().map_or(0, |run| run.start);
        parts.push((text.text.get(..first).unwrap_or_default(), cell));
        for (at, run) in text.runs.iter().enumerate() {
            let end = text.runs.get(at + 1).map_or(text.text.len(), |next| next.start);
            let font = run.font.map_or(cell, |font| self.font(font));
            parts.push((text.text.get(run.start..end).unwrap_or_default(), font));
        }
        parts
    }

    /// One part in Unicode, with what it was.
    fn part(&self, part: &str, font: Option<(Legacy, bool)>) -> (String, Option<(Encoding, Basis)>) {
        let unicode = || {
            let (text, encoding) = unicode::compose(&with_stroke(part));
            (text, encoding.map(|encoding| (encoding, Basis::Font)))
        };
        if proves_unicode(part) {
            return unicode();
        }
        match font {
            Some((legacy, capitals)) => {
                let keep = is_latin(part)
                    && match better(part, legacy) {
                        Better::AsIs => true,
                        Better::Decoded => false,
                        Better::Either => self.verdict.fonts_lie,
                    };
                if keep {
                    return unicode();
                }
                let decoded = legacy.decode(part);
                let decoded = if capitals { decoded.to_uppercase() } else { decoded };
                let changed = decoded != part;
                (decoded, changed.then_some((legacy.encoding(), Basis::Font)))
            }
            None => match self.verdict.evident {
                Some(legacy) if is_latin(part) && !matches!(better(part, legacy), Better::AsIs) => {
                    let decoded = legacy.decode(part);
                    let changed = decoded != part;
                    (decoded, changed.then_some((legacy.encoding(), Basis::Evidence)))
                }
                _ => unicode(),
            },
        }
    }
}

/// Which reading of a text has more Vietnamese syllables.
#[derive(Debug, PartialEq, Eq)]
enum Better {
    AsIs,
    Decoded,
    Either,
}

fn better(text: &str, legacy: Legacy) -> Better {
    let as_is = syllable::count(text).share();
    let decoded = syllable::count(&legacy.decode(text)).share();
    match decoded.total_cmp(&as_is) {
        std::cmp::Ordering::Less => Better::AsIs,
        std::cmp::Ordering::Greater => Better::Decoded,
        std::cmp::Ordering::Equal => Better::Either,
    }
}

/// The encoding of text without a legacy font: it must read as Vietnamese nearly
/// throughout, and not at all as it stands.
fn evident([as_is, tcvn3, vni]: [syllable::Count; 3]) -> Option<Legacy> {
    let wins = |count: syllable::Count| count.words >= 3 && count.share() >= 0.85 && as_is.share() <= 0.4;
    match (wins(tcvn3), wins(vni)) {
        (true, true) if vni.share() > tcvn3.share() => Some(Legacy::Vni),
        (true, _) => Some(Legacy::Tcvn3),
        (false, true) => Some(Legacy::Vni),
        (false, false) => None,
    }
}

/// `Ð` and `ð` (eth) typed for `Đ` and `đ`, in words that are Vietnamese with them.
fn with_stroke(text: &str) -> String {
    if !text.contains(['\u{d0}', '\u{f0}']) {
        return text.to_owned();
    }
    let stroked = text.replace('\u{d0}', "Đ").replace('\u{f0}', "đ");
    if syllable::count(&stroked).share() > syllable::count(text).share() { stroked } else { text.to_owned() }
}

/// A text in Unicode, and what it was.
type Known = (Arc<RichText>, Option<(Encoding, Basis)>);

/// One sheet's decoding.
struct Pass<'a> {
    context: Context<'a>,
    /// Shared strings that were decoded already, by their place and the cell's font.
    known: HashMap<(*const RichText, FontId), Known>,
    found: Vec<Decoded>,
}

impl Pass<'_> {
    fn sheet(&mut self, sheet: &mut Sheet) {
        // Shared strings must live until the sheet is done, or a freed place may be taken again.
        let mut originals: Vec<Arc<RichText>> = Vec::new();
        for cell in &mut sheet.cells {
            let font = self.context.styles.get(cell.style.0 as usize).copied().unwrap_or_default();
            let says = self.context.cell_font(cell);
            let CellValue::Text(text) = &mut cell.value else { continue };
            if text.text.is_ascii() && text.runs.is_empty() && says.is_none() {
                continue;
            }
            let key = (Arc::as_ptr(text), font);
            let (decoded, what) = match self.known.get(&key) {
                Some(known) => known.clone(),
                None => {
                    let (decoded, what) = self.text(text, says);
                    let decoded = if decoded == **text { Arc::clone(text) } else { Arc::new(decoded) };
                    originals.push(Arc::clone(text));
                    self.known.insert(key, (Arc::clone(&decoded), what));
                    (decoded, what)
                }
            };
            *text = decoded;
            if let Some(what) = what {
                self.say(what, Some(cell.at));
            }
        }
        for note in &mut sheet.notes {
            let (decoded, what) = self.text(&note.text, None);
            note.text = Arc::new(decoded);
            if let Some(what) = what {
                self.say(what, None);
            }
        }
        self.name(sheet);
    }

    /// A sheet's name has no font: it is read as the sheet's own text was.
    fn name(&mut self, sheet: &mut Sheet) {
        let legacy = self.found.iter().find_map(|found| match found.encoding {
            Encoding::Tcvn3 => Some(Legacy::Tcvn3),
            Encoding::Vni => Some(Legacy::Vni),
            _ => None,
        });
        let name = match legacy {
            Some(legacy) if is_latin(&sheet.name) && better(&sheet.name, legacy) == Better::Decoded => {
                legacy.decode(&sheet.name)
            }
            _ => unicode::compose(&with_stroke(&sheet.name)).0,
        };
        sheet.name = name;
    }

    fn text(&self, text: &RichText, font: Option<(Legacy, bool)>) -> (RichText, Option<(Encoding, Basis)>) {
        let mut whole = String::with_capacity(text.text.len());
        let mut what = None;
        for (part, font) in self.context.parts(text, font) {
            let (decoded, found) = self.context.part(part, font);
            whole.push_str(&decoded);
            what = what.or(found);
        }
        // Marks may stand in a run behind their letter's.
        let (whole, _) = unicode::compose(&whole);
        (RichText::plain(whole), what)
    }

    fn say(&mut self, (encoding, basis): (Encoding, Basis), at: Option<CellRef>) {
        let known = self.found.iter_mut().find(|found| found.encoding == encoding && found.basis == basis);
        let place = at.unwrap_or_default();
        match known {
            Some(found) => {
                if let Some(at) = at {
                    let both = |range: CellRange| CellRange {
                        first: CellRef::new(range.first.row.min(at.row), range.first.column.min(at.column)),
                        last: CellRef::new(range.last.row.max(at.row), range.last.column.max(at.column)),
                    };
                    found.range = if found.cells == 0 { CellRange::new(at, at) } else { both(found.range) };
                    found.cells += 1;
                }
            }
            None => self.found.push(Decoded {
                sheet: 0,
                encoding,
                basis,
                cells: usize::from(at.is_some()),
                range: CellRange::new(place, place),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
