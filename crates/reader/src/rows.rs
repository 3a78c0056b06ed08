//! From the cells of a table's rows to typed values and kinds.

use std::sync::Arc;

use phuluc_model::{
    CellRef, CodeForm, ColumnType, Layout, Message, MoneyUnit, Value, Vocabulary, code_form, text::fold,
};

use crate::by_look::Look;
use crate::carry;
use crate::cells::{self, Measure};
use crate::codes;
use crate::draft::{FlatRow, Pending};
use crate::figures::Grouping;
use crate::grid::{Cell, CellValue};
use crate::halves;
use crate::kinds;
use crate::ledger::{Role, Roles};
use crate::marks::SheetMarks;
use crate::numbered;
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;
use crate::wrapped;

/// How the columns of one table are read.
pub(crate) struct Mapping {
    pub(crate) layout: Arc<Layout>,
    /// Sheet column of each layout column.
    pub(crate) columns: Vec<Option<u32>>,
    /// Unit of each layout column's amounts in the sheet.
    pub(crate) units: Vec<Option<MoneyUnit>>,
    /// Whether the workbook carries our mark, so that its own signs are to be read.
    pub(crate) marked: bool,
    /// Whether it is a template that was filled in.
    pub(crate) template: bool,
    /// A row of which nothing is known.
    blank: Vec<Value>,
    /// Sheet columns of figures.
    figures: Vec<u32>,
    /// Layout column of each sheet column.
    fields: Vec<Option<usize>>,
}

impl Mapping {
    pub(crate) fn new(
        layout: Arc<Layout>,
        columns: Vec<Option<u32>>,
        units: Vec<Option<MoneyUnit>>,
        marks: &SheetMarks,
    ) -> Self {
        let figures = layout.columns.iter().zip(&columns).filter(|(column, _)| column.kind.is_figure());
        let figures = figures.filter_map(|(_, sheet)| *sheet).collect();
        let (marked, template) = (marks.marked, marks.template);
        let mut fields = Vec::new();
        for (field, column) in columns.iter().enumerate().rev() {
            let Some(column) = column.map(|column| column as usize) else { continue };
            fields.resize(fields.len().max(column + 1), None);
            if let Some(slot) = fields.get_mut(column) {
                *slot = Some(field);
            }
        }
        let blank = layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
        Self { layout, columns, units, marked, template, blank, figures, fields }
    }

    /// The layout column that a sheet column holds.
    fn field(&self, column: u32) -> Option<usize> {
        self.fields.get(column as usize).copied().flatten()
    }

    /// The column of words in which numbers may stand where the sheet has none for them.
    fn words_for_numbers(&self) -> Option<usize> {
        let code = self.layout.code_column()?;
        let without = self.columns.get(code).is_some_and(Option::is_none);
        let mut columns = self.layout.columns.iter().zip(&self.columns);
        columns
            .position(|(column, sheet)| column.kind == ColumnType::Text && sheet.is_some())
            .filter(|_| without)
    }
}

/// What reading the rows of a table fills.
pub(crate) struct Output<'a> {
    pub(crate) rows: Vec<FlatRow>,
    pub(crate) pending: Vec<Pending>,
    pub(crate) proofs: Vec<(usize, Grouping)>,
    pub(crate) roles: Roles<'a>,
    pub(crate) sink: &'a mut Sink,
}

impl<'a> Output<'a> {
    pub(crate) fn new(roles: Roles<'a>, sink: &'a mut Sink) -> Self {
        Self { rows: Vec::new(), pending: Vec::new(), proofs: Vec::new(), roles, sink }
    }
}

/// Reads the rows of a table, and joins those of which one goes on with another.
pub(crate) fn read(
    view: &SheetView<'_>,
    mapping: &Mapping,
    rows: &[u32],
    headers: &[u32],
    out: &mut Output<'_>,
) {
    #[cfg(test)]
    halves::tests::hold_against_order(view, mapping, rows);
    match halves::fork(view, mapping, rows) {
        Some(at) => halves::read(view, mapping, rows.split_at(at), out),
        None => read_in_order(view, mapping, rows, out),
    }
    // What we wrote ourselves has one row a row.
    if !mapping.marked {
        wrapped::join(view, mapping, headers, &mut out.rows, &mut out.pending, out.sink);
    }
    carry::carry_merged(view, mapping, &mut out.rows);
}

/// Reads rows one after another, the first as one that none stands above.
pub(crate) fn read_in_order(view: &SheetView<'_>, mapping: &Mapping, rows: &[u32], out: &mut Output<'_>) {
    let mut previous_code: Option<String> = None;
    for &row in rows {
        read_row(view, mapping, row, &mut previous_code, out);
    }
}

/// What the cells of one row say.
struct RowCells {
    values: Vec<Value>,
    /// Cells that were used, with their fields.
    used: Vec<(usize, usize)>,
    /// Words in the column of numbers, with their cell.
    label: Option<(usize, String)>,
}

/// Reads a row behind those that were read.
pub(crate) fn read_row(
    view: &SheetView<'_>,
    mapping: &Mapping,
    row: u32,
    previous_code: &mut Option<String>,
    out: &mut Output<'_>,
) {
    let layout = &mapping.layout;
    let at_pending = out.pending.len();
    let mut cells = read_cells(view, mapping, row, previous_code, out);
    if let Some(field) = mapping.words_for_numbers().filter(|_| !mapping.marked) {
        numbered::take_from_words(view, mapping, row, field, &mut cells.values, out.sink);
    }
    let label = cells.label.as_ref().map(|(_, text)| text.as_str());
    let Some((kind, moved)) = kinds::classify(layout, &cells.values, label) else {
        out.pending.truncate(at_pending);
        if !goes_on(view, mapping, row, &cells, out) {
            not_understood(view, mapping, row, &cells.values, out.sink);
        }
        return;
    };
    let RowCells { mut values, mut used, label } = cells;
    let kind = match out.rows.last() {
        Some(above) if kinds::continues_breakdown(layout, above, &values) => above.kind,
        _ => kind,
    };
    if let (Some((index, text)), Some(column)) = (label, moved) {
        if let Some(slot) = values.get_mut(column) {
            *slot = Value::Text(Some(Arc::from(text)));
        }
        used.push((index, column));
    }
    for (index, field) in used {
        out.roles.set(index, Role::Value(field));
    }
    let look = look(view, mapping, row, kind);
    out.rows.push(FlatRow {
        row,
        kind,
        values: values.into(),
        carried: Vec::new(),
        parent: None,
        level: 0,
        look,
    });
}

fn read_cells(
    view: &SheetView<'_>,
    mapping: &Mapping,
    row: u32,
    previous_code: &mut Option<String>,
    out: &mut Output<'_>,
) -> RowCells {
    let layout = &mapping.layout;
    let used = Vec::with_capacity(layout.columns.len());
    let mut cells = RowCells { values: mapping.blank.clone(), used, label: None };
    for (index, cell) in view.row(row) {
        let (Some(field), false) = (mapping.field(cell.at.column), view.is_empty(cell)) else { continue };
        let Some(column) = layout.columns.get(field) else { continue };
        let value = match column.kind {
            ColumnType::Code => {
                let code = codes::code(view, cell, previous_code.as_deref(), out.sink);
                if code.as_deref().is_some_and(|code| code_form(code) == CodeForm::None) {
                    let (code, label) = label(view, mapping, cell, out.sink);
                    cells.label = Some((index, label));
                    if let Some(code) = code {
                        *previous_code = Some(code.clone());
                        set(&mut cells.values, field, Value::Text(Some(Arc::from(code))));
                    }
                    continue;
                }
                previous_code.clone_from(&code);
                Value::Text(code.map(Arc::from))
            }
            ColumnType::Text => cells::text(view, cell, out.sink),
            kind => figure(view, mapping, cell, (field, kind), out),
        };
        set(&mut cells.values, field, value);
        cells.used.push((index, field));
    }
    cells
}

fn set(values: &mut [Value], field: usize, value: Value) {
    if let Some(slot) = values.get_mut(field) {
        *slot = value;
    }
}

/// Words in the column of numbers, without the number before them.
fn label(view: &SheetView<'_>, mapping: &Mapping, cell: &Cell, sink: &mut Sink) -> (Option<String>, String) {
    let text = view.text(cell).into_owned();
    match numbered::split(&text).filter(|_| !mapping.marked) {
        Some((code, words)) => {
            numbered::say_split(cell.at, Some(text), sink);
            (Some(code), words)
        }
        None => (None, text),
    }
}

fn figure(
    view: &SheetView<'_>,
    mapping: &Mapping,
    cell: &Cell,
    (field, kind): (usize, ColumnType),
    out: &mut Output<'_>,
) -> Value {
    let context = cells::FigureContext {
        kind,
        unit: mapping.units.get(field).copied().flatten(),
        layout_unit: mapping.layout.unit,
        measure: &|| measure(view, mapping, cell.at.row),
        marked: mapping.marked,
        template: mapping.template,
        columns: &mapping.figures,
    };
    let figure = cells::figure(view, cell, &context, out.sink);
    if let Some(proof) = figure.proof {
        out.proofs.push((field, proof));
    }
    if let Some(pending) = figure.pending {
        out.pending.push(Pending { row: out.rows.len(), column: field, ..pending });
    }
    Value::Quantity(figure.quantity)
}

/// Whether a row that is of no kind only goes on with the words of the row above; then it is joined.
fn goes_on(
    view: &SheetView<'_>,
    mapping: &Mapping,
    row: u32,
    cells: &RowCells,
    out: &mut Output<'_>,
) -> bool {
    let alone = cells.label.is_none() && !mapping.marked;
    let above = out.rows.last_mut().filter(|above| above.row + 1 == row && alone);
    let (Some(above), Some((first, _))) = (above, cells.used.first()) else { return false };
    if !wrapped::continue_texts(&mapping.layout, above, &cells.values) {
        return false;
    }
    let at = view.sheet.cells.get(*first).map_or(CellRef::new(row, 0), |cell| cell.at);
    wrapped::say_joined(at, None, out.sink);
    for (index, field) in &cells.used {
        out.roles.set(*index, Role::Value(*field));
    }
    true
}

/// How the name of a row stands in its cell.
fn look(view: &SheetView<'_>, mapping: &Mapping, row: u32, kind: usize) -> Look {
    let label = mapping.layout.kinds.get(kind).map_or(0, |kind| kind.label);
    let sheet = mapping.columns.get(label).copied().flatten();
    let Some((_, cell)) = sheet.and_then(|sheet| view.cell(CellRef::new(row, sheet))) else {
        return Look::default();
    };
    let style = view.style(cell);
    let spaces = match &cell.value {
        CellValue::Text(text) => text.text.chars().take_while(|c| c.is_whitespace()).count() / 2,
        _ => 0,
    };
    let indent = style.indent.saturating_add(u8::try_from(spaces).unwrap_or(u8::MAX));
    Look { indent, bold: style.bold }
}

/// What the row's own unit of measure says of its figures.
fn measure(view: &SheetView<'_>, mapping: &Mapping, row: u32) -> Measure {
    let whole = &Vocabulary::get().whole;
    let texts = mapping.layout.columns.iter().zip(&mapping.columns);
    let mut texts = texts
        .filter(|(column, _)| column.kind == ColumnType::Text)
        .filter_map(|(_, sheet)| view.cell(CellRef::new(row, (*sheet)?)))
        .map(|(_, cell)| view.text(cell))
        .filter(|text| text.len() <= 30);
    let measure = texts.find_map(|text| match &*text {
        "%" => Some(Measure::Percent),
        text => whole.contains(&fold(text)).then_some(Measure::Whole),
    });
    measure.unwrap_or_default()
}

/// Says that rows hold figures and nothing that tells what they are of.
pub(crate) fn say_nameless(view: &SheetView<'_>, mapping: &Mapping, rows: &[u32], sink: &mut Sink) {
    for row in rows {
        let cells = view.row(*row).map(|(_, cell)| cell).filter(|cell| !view.is_empty(cell));
        let figure = cells.into_iter().find(|cell| mapping.columns.contains(&Some(cell.at.column)));
        if let Some(cell) = figure {
            say_not_understood(cell.at, sink);
        }
    }
}

fn not_understood(view: &SheetView<'_>, mapping: &Mapping, row: u32, values: &[Value], sink: &mut Sink) {
    let figure = values
        .iter()
        .zip(&mapping.columns)
        .find(|(value, _)| value.quantity().is_some_and(|quantity| !quantity.is_blank()));
    let column = match figure {
        Some((_, Some(column))) => *column,
        _ => view.row(row).next().map_or(0, |(_, cell)| cell.at.column),
    };
    say_not_understood(CellRef::new(row, column), sink);
}

fn say_not_understood(at: CellRef, sink: &mut Sink) {
    let message = Message::new(
        "Dòng này không thuộc loại dòng nào của biểu nên không được đọc: ghi tên cho dòng hoặc bỏ dòng",
        "this row is of no kind that the form has and was not read: give it a name or remove it",
    );
    sink.cell(&rules::ROW_NOT_UNDERSTOOD, at, message, None);
}
