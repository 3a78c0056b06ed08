//! What somebody changed in a merged workbook by hand.

mod rows;
mod say;

use std::collections::BTreeSet;

use phuluc_merge::MergeOptions;
use phuluc_model::text::tidy;
use phuluc_model::{
    CellRef, Finding, Language, Merged, MergedAppendix, Message, PlainCell, PlainSheet, PlainValue,
    PlainWorkbook, Rule, UnitSubmission, Vocabulary,
};
use phuluc_writer::SheetNames;

use crate::{Error, Format, Reader, merge, write_merged};
use rows::{Cells, Pair, Rows};

/// The rule of what was changed by hand.
const EDITED: &str = "PL713";
/// Changes of one sheet that are listed one by one.
const LISTED: usize = 40;

/// What somebody changed by hand in a merged workbook since it was written, each at its
/// cell. `submissions` are those that [`Reader::submissions`] took out of it; merging them
/// gives the changes up. Of any other file there is nothing to say.
///
/// # Errors
///
/// [`Error::Open`] where it is no workbook, [`Error::Write`] where what was sent cannot be written.
pub fn edits(
    reader: &Reader,
    name: &str,
    bytes: &[u8],
    submissions: &[UnitSubmission],
    options: &MergeOptions,
) -> Result<Vec<Finding>, Error> {
    let is_merged = !submissions.is_empty() && submissions.iter().all(|one| one.unit.is_some());
    let rule = phuluc_merge::RULES.iter().find(|rule| rule.code == EDITED);
    let Some(rule) = rule.filter(|_| is_merged) else { return Ok(Vec::new()) };
    let merged = merge(submissions, options);
    if merged.appendices.is_empty() {
        // Units of another list: merging says so.
        return Ok(Vec::new());
    }
    if crate::reader::is_json(bytes) {
        return Ok(in_json(rule, name, bytes, &merged));
    }
    let opened = |source| Error::Open { file: name.to_owned(), source };
    let found = reader.workbook_reader().plain(bytes).map_err(opened)?;
    let written = write_merged(&merged, None, Format::Xlsx, Language::Vietnamese)?;
    let written = reader.workbook_reader().plain(&written).map_err(opened)?;
    let names = phuluc_writer::merged_names(&merged)?;
    Ok(Comparison { rule, file: name, names: &names }.workbooks(&written, &found))
}

/// Merged appendices of a JSON form that are not what the units in it sent.
fn in_json(rule: &Rule, name: &str, bytes: &[u8], merged: &Merged) -> Vec<Finding> {
    let appendices = |bytes: &[u8]| {
        let json: Option<serde_json::Value> = serde_json::from_slice(bytes).ok();
        json.and_then(|json| json.get("appendices")?.as_array().cloned()).unwrap_or_default()
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let written = appendices(merged.to_json(Language::Vietnamese).as_bytes());
    let found = appendices(bytes);
    let changed = merged.appendices.iter().zip(written).filter(|(_, json)| !found.contains(json));
    let finding = |(one, _): (&MergedAppendix, _)| {
        let message = Message::new(
            "Biểu tổng hợp trong tệp JSON khác với số liệu các đơn vị gửi ghi trong cùng tệp: đã bị sửa tay",
            "the merged appendix is not what the units in the same JSON file sent: it was changed by hand",
        );
        Finding::new(rule, message, name, &one.appendix.layout.sheet, "")
    };
    changed.map(finding).collect()
}

/// How formulas are compared.
#[derive(Debug, Clone, Default)]
struct Formulas {
    /// Rows were deleted or inserted: the rows that formulas speak of do not count.
    rows_moved: bool,
    /// Names that sheets have now, and had, as formulas have them.
    renamed: Vec<(String, String)>,
}

struct Comparison<'a> {
    rule: &'a Rule,
    file: &'a str,
    names: &'a [SheetNames],
}

/// A sheet as it was written and as it stands, row by row.
struct Paired<'a> {
    sheet: &'a PlainSheet,
    /// What it is called now.
    now: &'a str,
    written: Rows<'a>,
    found: Rows<'a>,
    pairs: Vec<Pair>,
}

impl<'a> Paired<'a> {
    fn new(sheet: &'a PlainSheet, found: &'a PlainSheet) -> Self {
        let now = found.name.as_str();
        let (written, found) = (Rows::of(sheet), Rows::of(found));
        let pairs = rows::pair(&written, &found);
        Self { sheet, now, written, found, pairs }
    }

    /// The last row that still stands; what comes below was typed there.
    fn last(&self) -> usize {
        self.pairs.iter().rposition(|(before, _)| before.is_some()).unwrap_or(0)
    }

    /// Whether a row that held something was deleted, or one with something in it put in.
    fn is_moved(&self) -> bool {
        let pairs = self.pairs.iter().take(self.last() + 1);
        pairs.into_iter().any(|(before, after)| before.is_none() || after.is_none())
    }
}

impl Comparison<'_> {
    fn workbooks(&self, written: &PlainWorkbook, found: &PlainWorkbook) -> Vec<Finding> {
        let words = &Vocabulary::get().merged;
        // They say what was said when the workbook was written.
        let passing = [&words.sources, &words.findings, &words.against, &words.record];
        let kept = |sheet: &&PlainSheet| !passing.contains(&&sheet.name);
        let mut edits = Vec::new();
        let mut sheets = Vec::new();
        let mut formulas = Formulas::default();
        let mut unknown: Vec<&PlainSheet> = found.sheets.iter().filter(kept).collect();
        unknown.retain(|sheet| written.sheets.iter().all(|other| other.name != sheet.name));
        for sheet in written.sheets.iter().filter(kept) {
            if let Some(other) = found.sheets.iter().find(|other| other.name == sheet.name) {
                sheets.push(Paired::new(sheet, other));
                continue;
            }
            let renamed = unknown.iter().position(|other| rows::are_alike(sheet, other));
            let message = match renamed.map(|at| unknown.remove(at)) {
                Some(other) => {
                    sheets.push(Paired::new(sheet, other));
                    formulas.renamed.push((reference(&other.name), reference(&sheet.name)));
                    Message::new(
                        format!("Trang tính bị đổi tên thành «{}»", other.name),
                        format!("the sheet was renamed to `{}`", other.name),
                    )
                }
                None => {
                    // Formulas over it speak of nothing.
                    formulas.rows_moved = true;
                    Message::new("Trang tính đã bị xóa", "the sheet was deleted")
                }
            };
            edits.push(self.finding(message, &sheet.name, ""));
        }
        formulas.rows_moved |= sheets.iter().any(Paired::is_moved);
        sheets.iter().for_each(|sheet| self.sheet(sheet, &formulas, &mut edits));
        for sheet in unknown {
            if sheet.cells.iter().any(|cell| cell.value != PlainValue::Blank) {
                let message = Message::new(
                    "Trang tính được thêm bằng tay: sẽ không có trong tệp mới",
                    "the sheet was added by hand; the new file will not have it",
                );
                edits.push(self.finding(message, &sheet.name, ""));
            }
        }
        edits
    }

    fn sheet(&self, sheet: &Paired<'_>, formulas: &Formulas, edits: &mut Vec<Finding>) {
        let names = self.names.iter().find(|names| names.sheet == sheet.sheet.name);
        let last = sheet.last();
        let mut changes = Vec::new();
        for (index, (was, is)) in sheet.pairs.iter().copied().enumerate() {
            let before = was.and_then(|at| sheet.written.row(at));
            let after = is.and_then(|at| sheet.found.row(at));
            match (was, is) {
                (Some(at), None) => {
                    changes.extend(before.map(|cells| self.row(say::deleted(names, at, cells), sheet, at)));
                }
                (None, Some(at)) if index < last => {
                    changes.extend(after.map(|cells| self.row(say::inserted(cells), sheet, at)));
                }
                pair => self.cells(names, sheet, pair, formulas, &mut changes),
            }
        }
        let rest = changes.len().saturating_sub(LISTED);
        edits.extend(changes.into_iter().take(LISTED));
        if rest > 0 {
            let message = Message::new(
                format!("Còn {rest} chỗ khác trong trang tính này bị sửa tay"),
                format!("{rest} more places of this sheet were changed by hand"),
            );
            edits.push(self.finding(message, sheet.now, "").counting(rest));
        }
    }

    /// The changed cells of a row that still stands, or was typed below the others.
    fn cells(
        &self,
        names: Option<&SheetNames>,
        sheet: &Paired<'_>,
        (was, is): Pair,
        formulas: &Formulas,
        changes: &mut Vec<Finding>,
    ) {
        let before = was.and_then(|at| sheet.written.row(at));
        let after = is.and_then(|at| sheet.found.row(at));
        let columns = before.into_iter().chain(after).flat_map(|cells| cells.keys().copied());
        for column in columns.collect::<BTreeSet<u32>>() {
            let cell =
                |cells: Option<&Cells<'_>>| cells.and_then(|cells| cells.get(&column).copied().cloned());
            let (before, after) = (cell(before), cell(after));
            let (before, after) = (before.as_ref(), after.as_ref());
            if !changed(before, after, formulas) {
                continue;
            }
            let place = names.zip(was).map(|(names, was)| names.place(CellRef::new(was, column)));
            let message = say::cell(names, &place.unwrap_or_default(), before, after);
            let at = is.or(was).map(|row| CellRef::new(row, column).to_string()).unwrap_or_default();
            let (expected, found) = say::stated(before, after);
            let finding = self.finding(message, sheet.now, &at);
            changes.push(Finding { expected: Some(expected), found: Some(found), ..finding });
        }
    }

    fn row(&self, message: Message, sheet: &Paired<'_>, at: u32) -> Finding {
        self.finding(message, sheet.now, &CellRef::new(at, 0).to_string())
    }

    fn finding(&self, message: Message, sheet: &str, cell: &str) -> Finding {
        Finding::new(self.rule, message, self.file, sheet, cell)
    }
}

/// Whether somebody changed a cell. A formula that still stands may give something
/// else now: that follows from another cell, which is said.
fn changed(before: Option<&PlainCell>, after: Option<&PlainCell>, formulas: &Formulas) -> bool {
    let formula = |cell: Option<&PlainCell>| cell.and_then(|cell| cell.formula.as_deref()).map(plain_formula);
    match (formula(before), formula(after)) {
        (Some(before), Some(mut after)) => {
            for (now, was) in &formulas.renamed {
                after = after.replace(now, was);
            }
            if formulas.rows_moved {
                !after.contains("#REF!") && without_rows(&before) != without_rows(&after)
            } else {
                before != after
            }
        }
        (None, Some(_)) => true,
        (_, None) => shown(before) != shown(after),
    }
}

/// A formula without what programs write in their own ways.
fn plain_formula(text: &str) -> String {
    let text = text.trim_start_matches("of:").trim_start_matches('=');
    text.chars().filter(|letter| !matches!(letter, '$' | ' ' | '\'')).flat_map(char::to_uppercase).collect()
}

/// A sheet's name as it stands before a cell in [`plain_formula`].
fn reference(sheet: &str) -> String {
    plain_formula(&format!("{sheet}!"))
}

/// A formula without the rows that it speaks of.
fn without_rows(formula: &str) -> String {
    formula.chars().filter(|letter| !letter.is_ascii_digit()).collect()
}

/// A cell's content as it is compared.
fn shown(cell: Option<&PlainCell>) -> String {
    match cell.map(|cell| &cell.value) {
        None | Some(PlainValue::Blank) => String::new(),
        Some(PlainValue::Number(number)) => number.normalize().to_string(),
        Some(PlainValue::Text(text)) => tidy(text),
        Some(PlainValue::Bool(truth)) => truth.to_string(),
        Some(PlainValue::Error(error)) => error.to_string(),
    }
}
