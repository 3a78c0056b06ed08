//! Signs that a regenerated workbook carries, so that it is recognised exactly
//! and what it could not state in its cells comes back from their notes.

use std::sync::Arc;

use phuluc_model::marks::{
    ASIDE, ASIDE_RECORD, LAYOUT, OWN_TITLE, UNMAPPED, YEAR, parse_layout_mark, zero_is_blank,
};
use phuluc_model::{CellRange, ExactNote, Layout, Quantity, StatedNote};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::grid::{Cell, CellValue, NumberFormat, Workbook};
use crate::ledger::{Ledger, Role};
use crate::number;
use crate::patterns::Patterns;
use crate::view::SheetView;

/// The marks of one sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetMarks {
    /// Whether the sheet carries our mark.
    pub(crate) marked: bool,
    /// Whether it is an appendix of a merged workbook, where a blank is a blank: rows of
    /// several units stand one below the other.
    pub(crate) merged: bool,
    layout: Option<String>,
    pub(crate) year: Option<i32>,
    /// Whether the title is the layout's, for want of one.
    pub(crate) own_title: bool,
    unmapped: Option<CellRange>,
}

impl SheetMarks {
    /// The layout that the sheet was written by, where it is at hand.
    pub(crate) fn layout(&self, patterns: &Patterns) -> Option<Arc<Layout>> {
        let id = self.layout.as_deref()?;
        patterns.layouts().iter().map(|pattern| &pattern.layout).find(|layout| &*layout.id == id).cloned()
    }
}

/// Which sheets of a merged workbook stand beside its appendices: none where its record
/// is gone, for then a unit's sheet may be somebody's submission.
pub(crate) fn aside(workbook: &Workbook) -> Vec<usize> {
    let named = workbook.names.iter().filter(|defined| defined.name.eq_ignore_ascii_case(ASIDE));
    let marked: Vec<(usize, &str)> = named
        .filter_map(|defined| Some((defined.sheet?, defined.formula.trim_matches(['=', '"']))))
        .collect();
    if !marked.iter().any(|(_, what)| *what == ASIDE_RECORD) {
        return Vec::new();
    }
    marked.into_iter().map(|(sheet, _)| sheet).collect()
}

/// Reads the marks of a sheet from the names defined for it.
pub(crate) fn of_sheet(workbook: &Workbook, sheet: usize) -> SheetMarks {
    let named = |name: &str| {
        let mut names = workbook.names.iter().filter(|defined| defined.sheet == Some(sheet));
        names.find(|defined| defined.name.eq_ignore_ascii_case(name)).map(|defined| defined.formula.as_str())
    };
    let text =
        |name: &str| named(name).map(|formula| formula.trim_start_matches('=').trim_matches('"').to_owned());
    let layout = text(LAYOUT).and_then(|mark| parse_layout_mark(&mark).map(|(id, _)| id.to_owned()));
    SheetMarks {
        marked: layout.is_some(),
        merged: false,
        layout,
        year: text(YEAR).and_then(|year| year.parse().ok()),
        own_title: named(OWN_TITLE).is_some(),
        unmapped: named(UNMAPPED).and_then(|formula| formula.rsplit('!').next()?.parse().ok()),
    }
}

/// Cells that the original had outside its form: their places head their texts.
pub(crate) fn unmapped_block(view: &SheetView<'_>, marks: &SheetMarks, ledger: &mut Ledger) {
    let Some(range) = marks.unmapped else { return };
    for (index, cell) in view.sheet.cells.iter().enumerate().filter(|(_, cell)| range.contains(cell.at)) {
        let text = cell.at.row > range.first.row && cell.at.column > range.first.column;
        ledger.set(index, if text { Role::Unmapped } else { Role::Header });
    }
}

/// What a cell of a regenerated sheet stands for where that is not its value: the
/// figure that the source stated, its blank, or digits that no cell can hold.
///
/// A note speaks only as long as the cell still holds what the note was written
/// for; after a change the cell's own value counts.
pub(crate) fn stated(view: &SheetView<'_>, cell: &Cell) -> Option<Quantity> {
    let CellValue::Number(number) = &cell.value else { return None };
    let note = view.note_at(cell.at);
    if cell.formula.is_none() {
        let ExactNote(exact) = note.and_then(ExactNote::parse)?;
        return (shown(exact)? == number.value).then(|| Quantity::number(exact));
    }
    if let Some(note) = note.and_then(StatedNote::parse) {
        return (shown(note.computed)? == number.value).then_some(note.stated);
    }
    let blank = match &view.style(cell).format {
        NumberFormat::Code(code) => zero_is_blank(code),
        _ => false,
    };
    blank.then_some(Quantity::Blank)
}

/// A figure as a cell holds it: a binary float.
fn shown(value: Decimal) -> Option<Decimal> {
    number::from_f64(value.to_f64()?).map(|number| number.value)
}
