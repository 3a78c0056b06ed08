//! A copy of the submission with each finding marked at its cell.
//!
//! The package is edited in place: a colour and a note at each cell, one more sheet
//! in front, and nothing else; every other part is copied byte for byte. Reading it
//! into a spreadsheet library and writing it again would lose what the library does
//! not know, and an office must find its own file again. Old formats, and packages
//! in a dialect that cannot be edited, are written anew with their values and basic
//! look before.

mod error;
mod listing;
mod notes;
mod package;
mod read_back;
mod relations;
mod rewrite;
mod sheet;
mod styles;
mod workbook;
mod xml;

use std::collections::{BTreeMap, HashMap};

use phuluc_model::marks::FINDING_NOTE;
use phuluc_model::text::tidy;
use phuluc_model::{CellRef, Language};

pub use error::AnnotateError;
pub use read_back::accepted_in;
pub use rewrite::annotate_plain;

use self::listing::Listing;
use self::package::Package;
use self::sheet::{Facts, Marks};
use self::styles::Styles;
use self::workbook::SheetEntry;
use crate::places::Spot;
use crate::report::{FileReport, ReportEntry};
use crate::words::{self, say};

/// The most findings that one note tells of.
const MOST_IN_NOTE: usize = 8;

/// Marks every finding of a file in a copy of its `.xlsx` or `.xlsm`: a colour and a
/// note at the cell, and a first sheet that lists them. Notes, values, formulas and
/// look of the submission stay; macros do not come along.
///
/// # Errors
///
/// [`AnnotateError::Unusual`] for a package that cannot be edited in place, other
/// variants for what is no such workbook.
pub fn annotate(bytes: &[u8], file: &FileReport, language: Language) -> Result<Vec<u8>, AnnotateError> {
    annotate_with(bytes, file, language, None)
}

pub(crate) fn annotate_with(
    bytes: &[u8],
    file: &FileReport,
    language: Language,
    remark: Option<&'static str>,
) -> Result<Vec<u8>, AnnotateError> {
    let mut package = Package::open(bytes)?;
    let roots = relations::of(&mut package, "")?;
    let root = roots.into_iter().find(|relation| relation.kind == "officeDocument");
    let root = root.ok_or_else(|| AnnotateError::damaged("no workbook"))?.target;
    let text = package.text(&root)?.ok_or_else(|| AnnotateError::damaged("no workbook"))?;
    let sheets = workbook::sheets(&text)?;
    let related = relations::of(&mut package, &root)?;
    let styles = related.iter().find(|relation| relation.kind == "styles").map(|found| found.target.clone());
    let style_sheet = match &styles {
        Some(part) => package.text(part)?,
        None => None,
    };
    let mut job = Job {
        language,
        styles: Styles::read(style_sheet.unwrap_or_else(|| styles::PLAIN.to_owned()))?,
        parts: Vec::new(),
        block: 1,
    };
    let parts = related.iter().map(|relation| (relation.id.as_str(), relation.target.as_str()));
    let parts: HashMap<&str, &str> = parts.collect();
    let earlier = earlier(&mut package, &sheets, &parts)?;
    let marked = by_sheet(file);
    job.block = notes::next_block(&drawings(&mut package, parts.values().copied())?);
    for entry in &sheets {
        let Some(part) = parts.get(entry.relation.as_str()) else { continue };
        if earlier.as_deref() == Some(*part) {
            continue;
        }
        let entries = marked.get(&tidy(&entry.name)).map_or(&[][..], Vec::as_slice);
        job.sheet(&mut package, part, entries)?;
    }
    let listing = Listing {
        file,
        language,
        sheets: listing::by_name(sheets.iter().map(|sheet| (tidy(&sheet.name), sheet.hidden))),
        remark,
    };
    let content = listing.write(&mut job.styles);
    match earlier {
        Some(part) => package.put(&part, content),
        None => {
            let first = package.free_name("xl/worksheets/phuluc", ".xml");
            package.put(&first, content);
            let relation = relations::add(&mut package, &root, "worksheet", &first)?;
            job.parts.push((first, "worksheet"));
            let name = workbook::free_name(listing::name(language), &sheets);
            let changed = workbook::with_first_sheet(&text, &name, &relation)?;
            package.put(&root, changed);
        }
    }
    job.finish(package, &root, styles)
}

/// The part of the first sheet of an earlier copy: the new one takes its place.
fn earlier(
    package: &mut Package<'_>,
    sheets: &[SheetEntry],
    parts: &HashMap<&str, &str>,
) -> Result<Option<String>, AnnotateError> {
    let ours = [Language::Vietnamese, Language::English].map(listing::name);
    for sheet in sheets.iter().filter(|sheet| ours.contains(&sheet.name.as_str())) {
        let Some(part) = parts.get(sheet.relation.as_str()) else { continue };
        // A program that saved the copy may have moved its texts to the shared ones.
        for holder in [*part, "xl/sharedStrings.xml"] {
            if package.text(holder)?.is_some_and(|text| text.contains(listing::KEY)) {
                return Ok(Some((*part).to_owned()));
            }
        }
    }
    Ok(None)
}

/// Entries by the sheet that they stand on.
fn by_sheet(file: &FileReport) -> HashMap<String, Vec<&ReportEntry>> {
    let mut sheets: HashMap<String, Vec<&ReportEntry>> = HashMap::new();
    for entry in &file.entries {
        let spot = Spot::parse(&entry.finding.sheet, &entry.finding.cell);
        sheets.entry(tidy(&spot.sheet)).or_default().push(entry);
    }
    sheets
}

/// Drawings of notes and controls of every sheet.
fn drawings<'p>(
    package: &mut Package<'_>,
    parts: impl Iterator<Item = &'p str>,
) -> Result<Vec<String>, AnnotateError> {
    let mut found = Vec::new();
    for part in parts.filter(|part| part.contains("sheet")) {
        for relation in relations::of(package, part)? {
            if relation.kind == "vmlDrawing" {
                found.extend(package.text(&relation.target)?);
            }
        }
    }
    Ok(found)
}

/// One workbook that is being annotated.
struct Job {
    language: Language,
    styles: Styles,
    /// New parts with what they are.
    parts: Vec<(String, &'static str)>,
    /// The next block of ids for boxes.
    block: usize,
}

impl Job {
    fn sheet(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        entries: &[&ReportEntry],
    ) -> Result<(), AnnotateError> {
        let Some(text) = package.text(part)? else { return Ok(()) };
        let mut changed = sheet::behind(&text);
        if !entries.is_empty() {
            let text = changed.as_deref().unwrap_or(&text);
            changed = Some(self.marked(package, part, text, entries)?);
        }
        if let Some(changed) = changed {
            package.put(part, changed);
        }
        Ok(())
    }

    fn marked(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        text: &str,
        entries: &[&ReportEntry],
    ) -> Result<String, AnnotateError> {
        let facts = Facts::read(text)?;
        let mut marks = Marks::default();
        let mut ranges = Vec::new();
        let mut texts: BTreeMap<CellRef, Vec<&ReportEntry>> = BTreeMap::new();
        for entry in entries {
            let spot = Spot::parse(&entry.finding.sheet, &entry.finding.cell);
            let Some(range) = spot.range else { continue };
            let first = facts.shown(range.first);
            marks.add(first, listing::mark(entry));
            if range.first != range.last {
                ranges.push((range, listing::mark(entry)));
            }
            texts.entry(first).or_default().push(entry);
        }
        let notes: BTreeMap<CellRef, String> =
            texts.into_iter().map(|(cell, entries)| (cell, self.note(&entries))).collect();
        let drawing = self.notes(package, part, &facts, &notes)?;
        sheet::mark(text, &marks.with_ranges(ranges), &mut self.styles, drawing)
    }

    /// Puts notes into the sheet's comments and boxes; gives the tag that the sheet
    /// needs where it had none.
    fn notes(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        facts: &Facts,
        notes: &BTreeMap<CellRef, String>,
    ) -> Result<Option<(usize, String)>, AnnotateError> {
        if notes.is_empty() {
            return Ok(None);
        }
        let related = relations::of(package, part)?;
        let comments =
            related.iter().find(|relation| relation.kind == "comments").map(|one| one.target.clone());
        let existing = match &comments {
            Some(comments) => package.text(comments)?,
            None => None,
        };
        let (text, new) = notes::comments(existing.as_deref(), notes)?;
        let name = comments.clone().unwrap_or_else(|| package.free_name("xl/commentsPhuluc", ".xml"));
        package.put(&name, text);
        if comments.is_none() {
            relations::add(package, part, "comments", &name)?;
            self.parts.push((name, "comments"));
        }
        if new.is_empty() {
            return Ok(None);
        }
        let by_id = |id: &String| related.iter().find(|relation| relation.id == *id);
        let known = facts.drawing.as_ref().and_then(by_id).map(|relation| relation.target.clone());
        let existing = match &known {
            Some(drawing) => package.text(drawing)?,
            None => None,
        };
        let drawing = notes::drawing(existing.as_deref(), notes, &new, self.block);
        self.block += new.len() / 1024 + 1;
        let name = known.clone().unwrap_or_else(|| package.free_name("xl/drawings/vmlDrawingPhuluc", ".vml"));
        package.put(&name, drawing);
        if known.is_some() {
            return Ok(None);
        }
        let id = relations::add(package, part, "vmlDrawing", &name)?;
        Ok(Some((facts.place, facts.drawing_tag(&id))))
    }

    /// What the note of a cell says.
    fn note(&self, entries: &[&ReportEntry]) -> String {
        let language = self.language;
        let mut parts = Vec::new();
        for entry in entries.iter().take(MOST_IN_NOTE) {
            let finding = &entry.finding;
            let standing = words::standing(entry, language).to_uppercase();
            let mut lines =
                vec![format!("{standing} {}", finding.rule), finding.message.text(language).to_owned()];
            lines.extend(words::figures(entry, language));
            let hint = crate::summary::hint(entry, language);
            if !hint.is_empty() {
                let word = if entry.accepted.is_some() { "" } else { say(language, "Gợi ý: ", "Hint: ") };
                lines.push(format!("{word}{hint}"));
            }
            lines.extend(words::lapsed(entry, language));
            parts.push(lines.join("\n"));
        }
        if entries.len() > MOST_IN_NOTE {
            parts.push(format!("… +{}", entries.len() - MOST_IN_NOTE));
        }
        format!("{FINDING_NOTE}\n{}", parts.join("\n\n"))
    }

    fn finish(
        mut self,
        mut package: Package<'_>,
        root: &str,
        styles: Option<String>,
    ) -> Result<Vec<u8>, AnnotateError> {
        let text = self.styles.finish();
        let name = styles.clone().unwrap_or_else(|| package.free_name("xl/stylesPhuluc", ".xml"));
        package.put(&name, text);
        if styles.is_none() {
            relations::add(&mut package, root, "styles", &name)?;
            self.parts.push((name, "styles"));
        }
        relations::without_macros(&mut package, root)?;
        relations::declare(&mut package, &self.parts)?;
        package.finish()
    }
}
