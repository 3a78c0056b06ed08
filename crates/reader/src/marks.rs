//! Signs that a regenerated workbook carries, so that it is recognised exactly
//! and what it could not state in its cells comes back from their notes.

use std::sync::Arc;

use phuluc_model::marks::{
    ASIDE, ASIDE_COMPARISON, ASIDE_RECORD, HEADER, LAYOUT, LISTS, OWN_TITLE, PREPARED, TABLE, TEMPLATE, UNIT,
    UNMAPPED, YEAR, parse_constant, parse_layout_mark, zero_is_blank,
};
use phuluc_model::text::tidy;
use phuluc_model::{CellRange, CellRef, ExactNote, Layout, Quantity, StatedNote, Vocabulary, text::fold};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::grid::{Cell, CellValue, Container, NumberFormat, Sheet, Workbook};
use crate::header::{ColumnMatch, HeaderMatch};
use crate::inspection::{CellInspection, SheetInspection};
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
    /// Whether the sheet only holds lists that cells of a template choose from.
    pub(crate) lists: bool,
    /// Whether it is a template that was filled in.
    pub(crate) template: bool,
    /// The unit that reports.
    pub(crate) unit: Option<String>,
    /// The sign of the words that a template was handed out with.
    pub(crate) prepared: Option<String>,
    header: Option<CellRange>,
    table: Option<CellRange>,
}

impl SheetMarks {
    /// The layout that the sheet was written by, where it is at hand.
    pub(crate) fn layout(&self, patterns: &Patterns) -> Option<Arc<Layout>> {
        let id = self.layout.as_deref()?;
        patterns.layouts().iter().map(|pattern| &pattern.layout).find(|layout| &*layout.id == id).cloned()
    }

    /// Whether a line above the table is the one that names the unit.
    pub(crate) fn names_unit(&self, folded: &str) -> bool {
        let line = &Vocabulary::get().official.reporting_unit;
        self.unit.as_ref().is_some_and(|unit| fold(&line.replace("{unit}", unit)) == folded)
    }

    /// What a row of a template's table is; `None` for rows of no template's table.
    pub(crate) fn form_row(&self, view: &SheetView<'_>, row: u32) -> Option<FormRow> {
        let table = self.table.filter(|_| self.template)?;
        if !(table.first.row..=table.last.row).contains(&row) {
            return None;
        }
        let typed = |cell: &Cell| !view.is_empty(cell) && !is_nothing(view, cell);
        Some(if view.row(row).any(|(_, cell)| typed(cell)) { FormRow::Filled } else { FormRow::Blank })
    }

    /// Whether a row lies outside the table of a template, where its sums do not reach.
    pub(crate) fn is_outside(&self, row: u32) -> bool {
        let table = self.table.filter(|_| self.template);
        table.is_some_and(|table| !(table.first.row..=table.last.row).contains(&row))
    }

    /// The headers of a sheet of ours: those found by their words, or the one that the
    /// mark says where the words of a template were changed.
    pub(crate) fn headers(
        &self,
        view: &SheetView<'_>,
        layout: &Arc<Layout>,
        found: Vec<HeaderMatch>,
    ) -> Vec<HeaderMatch> {
        let whole = |header: &HeaderMatch| {
            header.columns.len() == layout.columns.len()
                && header.columns.iter().all(|column| column.field.is_some())
        };
        let stated = if matches!(found.as_slice(), [header] if whole(header)) {
            None
        } else {
            self.header(view, layout)
        };
        stated.map_or(found, |header| vec![header])
    }

    /// The header that the mark says: its columns stand as they did.
    fn header(&self, view: &SheetView<'_>, layout: &Arc<Layout>) -> Option<HeaderMatch> {
        let range = self.header.filter(|_| self.template)?;
        let columns: Vec<u32> = (range.first.column..=range.last.column).collect();
        if columns.len() != layout.columns.len() {
            return None;
        }
        let words = |column: u32| {
            let rows = range.first.row..=range.last.row;
            let cells = rows.filter_map(|row| view.cell(CellRef::new(row, column)));
            cells.map(|(_, cell)| view.text(cell).into_owned()).filter(|text| !text.is_empty()).collect()
        };
        let column = |(field, column): (usize, &u32)| ColumnMatch {
            column: *column,
            words: words(*column),
            field: Some((field, 1.0)),
            next: None,
            years: Vec::new(),
            unit: None,
        };
        Some(HeaderMatch {
            layout: layout.clone(),
            rows: (range.first.row, range.last.row),
            columns: columns.iter().enumerate().map(column).collect(),
            score: 1.0,
            absent: false,
            rank: 1.0,
            others: Vec::new(),
        })
    }
}

/// A sheet with the lists of a template: all of it is the form's own.
pub(crate) fn lists_sheet(workbook: &Workbook, sheet: &Sheet) -> SheetInspection {
    let view = SheetView::new(workbook, sheet);
    let cells = sheet.cells.iter().filter(|cell| !view.is_empty(cell));
    let cell = |cell: &Cell| CellInspection {
        cell: cell.at,
        role: Role::Header,
        field: None,
        text: view.text(cell).into_owned(),
        look: view.look(cell),
    };
    SheetInspection {
        name: tidy(&sheet.name),
        hidden: sheet.hidden,
        encodings: Vec::new(),
        cells: cells.map(cell).collect(),
        tables: Vec::new(),
        merges: sheet.merges.clone(),
        hidden_rows: sheet.hidden_rows.clone(),
        hidden_columns: sheet.hidden_columns.clone(),
    }
}

/// What a row of a template's table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormRow {
    /// Something stands in it beside formulas over nothing.
    Filled,
    /// Nothing was typed: it is no row.
    Blank,
}

/// Which sheets are no appendices: those of a comparison, and of a merged workbook those
/// that stand beside its appendices. Of the latter none where its record is gone, for then
/// a unit's sheet may be somebody's submission. And whether it is a merged workbook.
pub(crate) fn aside(workbook: &Workbook) -> (Vec<usize>, bool) {
    let named = workbook.names.iter().filter(|defined| defined.name.eq_ignore_ascii_case(ASIDE));
    let marked: Vec<(usize, &str)> = named
        .filter_map(|defined| Some((defined.sheet?, defined.formula.trim_matches(['=', '"']))))
        .collect();
    let record = marked.iter().any(|(_, what)| *what == ASIDE_RECORD);
    let aside = marked.into_iter().filter(|(_, what)| record || *what == ASIDE_COMPARISON);
    (aside.map(|(sheet, _)| sheet).collect(), record)
}

/// Reads the marks of a sheet from the names defined for it.
pub(crate) fn of_sheet(workbook: &Workbook, sheet: usize) -> SheetMarks {
    let named = |name: &str| {
        let mut names = workbook.names.iter().filter(|defined| defined.sheet == Some(sheet));
        names.find(|defined| defined.name.eq_ignore_ascii_case(name)).map(|defined| defined.formula.as_str())
    };
    let text = |name: &str| named(name).and_then(parse_constant);
    let range = |name: &str| named(name).and_then(|formula| formula.rsplit('!').next()?.parse().ok());
    let layout = text(LAYOUT).and_then(|mark| parse_layout_mark(&mark).map(|(id, _)| id.to_owned()));
    SheetMarks {
        marked: layout.is_some(),
        merged: false,
        layout,
        year: text(YEAR).and_then(|year| year.parse().ok()),
        own_title: named(OWN_TITLE).is_some(),
        unmapped: range(UNMAPPED),
        lists: named(LISTS).is_some(),
        template: named(TEMPLATE).is_some(),
        unit: text(UNIT).filter(|unit| !unit.trim().is_empty()),
        prepared: text(PREPARED),
        header: range(HEADER),
        table: range(TABLE),
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
///
/// The formulas of a template stand for what they give; over nothing they give nothing.
pub(crate) fn stated(view: &SheetView<'_>, cell: &Cell, template: bool) -> Option<Quantity> {
    let CellValue::Number(number) = &cell.value else { return None };
    let note = view.note_at(cell.at);
    if template && is_nothing(view, cell) {
        return Some(Quantity::Blank);
    }
    if cell.formula.is_none() {
        if let Some(ExactNote(exact)) = note.and_then(ExactNote::parse) {
            return (shown(exact)? == number.value).then(|| Quantity::number(exact));
        }
        // Of an old workbook formulas are not known, their results are.
        if view.container() != Container::Xls {
            return None;
        }
    }
    if let Some(note) = note.and_then(StatedNote::parse) {
        return (shown(note.computed)? == number.value).then_some(note.stated);
    }
    let sum = cell.formula.is_some() || number.value.is_zero();
    (!template && sum && hides_zero(view, cell)).then_some(Quantity::Blank)
}

/// Whether a cell is a template's own formula over nothing: a zero that does not show.
fn is_nothing(view: &SheetView<'_>, cell: &Cell) -> bool {
    let zero = matches!(&cell.value, CellValue::Number(number) if number.value.is_zero());
    // What a format of .ods shows of a zero is not known, and formulas of .xls are not.
    let own = match view.container() {
        Container::Ods => cell.formula.is_some(),
        _ => hides_zero(view, cell),
    };
    zero && own
}

/// Whether a cell's format shows a zero as nothing, as those of our own formulas do.
pub(crate) fn hides_zero(view: &SheetView<'_>, cell: &Cell) -> bool {
    matches!(&view.style(cell).format, NumberFormat::Code(code) if zero_is_blank(code))
}

/// A figure as a cell holds it: a binary float.
fn shown(value: Decimal) -> Option<Decimal> {
    number::from_f64(value.to_f64()?).map(|number| number.value)
}
