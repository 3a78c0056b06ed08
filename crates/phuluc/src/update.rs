//! Bringing a merged workbook up to date, and what somebody changed in it by hand.

use std::collections::{BTreeMap, BTreeSet};

use phuluc_merge::MergeOptions;
use phuluc_model::text::tidy;
use phuluc_model::{
    CellRef, Finding, Language, Message, PlainCell, PlainSheet, PlainValue, PlainWorkbook, Rule,
    UnitSubmission, Vocabulary,
};

use crate::{Error, Format, Reader, merge, write_merged};

/// The rule of what was changed by hand.
const EDITED: &str = "PL713";
/// Changes of one sheet that are listed one by one.
const LISTED: usize = 40;

/// What a merged workbook is to be merged from again.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Update {
    /// What the other units sent, and the new files.
    pub submissions: Vec<UnitSubmission>,
    /// Units whose earlier figures the new files replace.
    pub replaced: Vec<String>,
    /// Units that the workbook did not have.
    pub added: Vec<String>,
    /// What somebody changed in the workbook by hand since it was written; merging
    /// again would overwrite it.
    pub edits: Vec<Finding>,
}

/// Takes what units sent out of a merged workbook, puts new files in the place of the
/// same units' earlier ones, form by form, and says what was changed in the workbook
/// by hand. Merging what comes out is merging all anew.
///
/// # Errors
///
/// [`Error::NotMerged`] where the workbook is none that merging wrote, or has lost its record.
pub fn update(
    reader: &Reader,
    name: &str,
    bytes: &[u8],
    new: Vec<UnitSubmission>,
    options: &MergeOptions,
) -> Result<Update, Error> {
    let mut old = reader.submissions(name, bytes)?;
    if old.iter().any(|one| one.unit.is_none()) || old.is_empty() {
        return Err(Error::NotMerged { file: name.to_owned() });
    }
    let edits = edits(reader, name, bytes, &old, options)?;
    let arrived: BTreeSet<(Option<String>, String)> = merge(&new, options)
        .submissions
        .iter()
        .flat_map(|one| {
            one.document.appendices.iter().map(|appendix| (one.unit.clone(), appendix.layout.id.to_string()))
        })
        .collect();
    let mut replaced: Vec<String> = Vec::new();
    for one in &mut old {
        let before = one.document.appendices.len();
        let unit = one.unit.clone();
        one.document
            .appendices
            .retain(|appendix| !arrived.contains(&(unit.clone(), appendix.layout.id.to_string())));
        if one.document.appendices.len() < before {
            replaced.extend(unit);
        }
    }
    let known: BTreeSet<&String> = old.iter().filter_map(|one| one.unit.as_ref()).collect();
    let mut added: Vec<String> = arrived.iter().filter_map(|(unit, _)| unit.clone()).collect();
    added.retain(|unit| !known.contains(unit));
    added.dedup();
    old.retain(|one| !one.document.appendices.is_empty());
    replaced.dedup();
    old.extend(new);
    Ok(Update { submissions: old, replaced, added, edits })
}

/// What differs between a merged workbook and what was written.
fn edits(
    reader: &Reader,
    name: &str,
    bytes: &[u8],
    submissions: &[UnitSubmission],
    options: &MergeOptions,
) -> Result<Vec<Finding>, Error> {
    let opened = |source| Error::Open { file: name.to_owned(), source };
    if crate::reader::is_json(bytes) {
        return Ok(Vec::new());
    }
    let found = reader.workbook_reader().plain(bytes).map_err(opened)?;
    let written = write_merged(&merge(submissions, options), None, Format::Xlsx, Language::Vietnamese)?;
    let written = reader.workbook_reader().plain(&written).map_err(opened)?;
    let Some(rule) = phuluc_merge::RULES.iter().find(|rule| rule.code == EDITED) else {
        return Ok(Vec::new());
    };
    Ok(Comparison { rule, file: name }.workbooks(&written, &found))
}

struct Comparison<'a> {
    rule: &'a Rule,
    file: &'a str,
}

impl Comparison<'_> {
    fn workbooks(&self, written: &PlainWorkbook, found: &PlainWorkbook) -> Vec<Finding> {
        let words = &Vocabulary::get().merged;
        // They say what was said when the workbook was written.
        let passing = [&words.sources, &words.findings, &words.against, &words.record];
        let mut edits = Vec::new();
        let kept = |sheet: &&PlainSheet| !passing.contains(&&sheet.name);
        for sheet in written.sheets.iter().filter(kept) {
            match found.sheets.iter().find(|other| other.name == sheet.name) {
                Some(other) => self.sheets(sheet, other, &mut edits),
                None => {
                    let message =
                        Message::new("Trang tính đã bị xóa hoặc đổi tên", "the sheet was deleted or renamed");
                    edits.push(self.finding(message, &sheet.name, ""));
                }
            }
        }
        for sheet in found.sheets.iter().filter(kept) {
            let known = written.sheets.iter().any(|other| other.name == sheet.name);
            if !known && sheet.cells.iter().any(|cell| cell.value != PlainValue::Blank) {
                let message = Message::new(
                    "Trang tính được thêm bằng tay: sẽ không có trong tệp mới",
                    "the sheet was added by hand; the new file will not have it",
                );
                edits.push(self.finding(message, &sheet.name, ""));
            }
        }
        edits
    }

    fn sheets(&self, written: &PlainSheet, found: &PlainSheet, edits: &mut Vec<Finding>) {
        let cells = |sheet: &'_ PlainSheet| -> BTreeMap<CellRef, PlainCell> {
            sheet.cells.iter().map(|cell| (cell.at, cell.clone())).collect()
        };
        let (before, after) = (cells(written), cells(found));
        let places: BTreeSet<&CellRef> = before.keys().chain(after.keys()).collect();
        let changed: Vec<&CellRef> =
            places.into_iter().filter(|at| changed(before.get(at), after.get(at))).collect();
        for at in changed.iter().take(LISTED) {
            let (was, is) = (shown(before.get(at)), shown(after.get(at)));
            let (said_was, said_is) = (or_blank(&was, "trống"), or_blank(&is, "trống"));
            let (was_en, is_en) = (or_blank(&was, "blank"), or_blank(&is, "blank"));
            let message = Message::new(
                format!("Ô bị sửa tay: số liệu đã gửi là {said_was}, trong ô là {said_is}"),
                format!("the cell was changed by hand: {was_en} was written, {is_en} stands there"),
            );
            let finding = self.finding(message, &written.name, &at.to_string());
            edits.push(Finding { expected: Some(was), found: Some(is), ..finding });
        }
        if let Some(rest) = changed.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
            let message = Message::new(
                format!("Còn {rest} ô khác trong trang tính này bị sửa tay"),
                format!("{rest} more cells of this sheet were changed by hand"),
            );
            edits.push(self.finding(message, &written.name, "").counting(rest));
        }
    }

    fn finding(&self, message: Message, sheet: &str, cell: &str) -> Finding {
        Finding::new(self.rule, message, self.file, sheet, cell)
    }
}

fn or_blank<'a>(text: &'a str, blank: &'a str) -> &'a str {
    if text.is_empty() { blank } else { text }
}

/// Whether somebody changed a cell. A formula that still stands may give something
/// else now: that follows from another cell, which is said.
fn changed(before: Option<&PlainCell>, after: Option<&PlainCell>) -> bool {
    let formula = |cell: Option<&PlainCell>| cell.and_then(|cell| cell.formula.as_deref()).map(plain_formula);
    match (formula(before), formula(after)) {
        (Some(before), Some(after)) => before != after,
        (None, Some(_)) => true,
        (_, None) => shown(before) != shown(after),
    }
}

/// A formula without what programs write in their own ways.
fn plain_formula(text: &str) -> String {
    let text = text.trim_start_matches("of:").trim_start_matches('=');
    text.chars().filter(|letter| !matches!(letter, '$' | ' ' | '\'')).flat_map(char::to_uppercase).collect()
}

fn shown(cell: Option<&PlainCell>) -> String {
    match cell.map(|cell| &cell.value) {
        None | Some(PlainValue::Blank) => String::new(),
        Some(PlainValue::Number(number)) => number.normalize().to_string(),
        Some(PlainValue::Text(text)) => tidy(text),
        Some(PlainValue::Bool(truth)) => truth.to_string(),
        Some(PlainValue::Error(error)) => error.to_string(),
    }
}
