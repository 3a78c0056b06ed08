//! From the cells of a table's rows to typed values and kinds.

use std::sync::Arc;

use phuluc_model::{
    CellRef, CodeForm, ColumnType, Condition, Kind, KindRole, Layout, Message, MoneyUnit, Value, Vocabulary,
    code_form, text::fold,
};

use crate::cells;
use crate::draft::{FlatRow, Pending};
use crate::figures::Grouping;
use crate::ledger::{Ledger, Role};
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// How the columns of one table are read.
pub(crate) struct Mapping {
    pub(crate) layout: Arc<Layout>,
    /// Sheet column of each layout column.
    pub(crate) columns: Vec<Option<u32>>,
    /// Unit of each layout column's amounts in the sheet.
    pub(crate) units: Vec<Option<MoneyUnit>>,
    /// Whether the workbook carries our mark, so that its own signs are to be read.
    pub(crate) marked: bool,
}

/// What reading the rows of a table fills.
pub(crate) struct Output<'a> {
    pub(crate) rows: Vec<FlatRow>,
    pub(crate) pending: Vec<Pending>,
    pub(crate) proofs: Vec<(usize, Grouping)>,
    pub(crate) ledger: &'a mut Ledger,
    pub(crate) sink: &'a mut Sink,
}

/// Reads the rows of a table in their order.
pub(crate) fn read(view: &SheetView<'_>, mapping: &Mapping, rows: &[u32], out: &mut Output<'_>) {
    let mut previous_code: Option<String> = None;
    for &row in rows {
        read_row(view, mapping, row, &mut previous_code, out);
    }
    carry_merged(view, mapping, out);
}

fn read_row(
    view: &SheetView<'_>,
    mapping: &Mapping,
    row: u32,
    previous_code: &mut Option<String>,
    out: &mut Output<'_>,
) {
    let layout = &mapping.layout;
    let mut values: Vec<Value> = layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
    let mut used: Vec<(usize, usize)> = Vec::new();
    let mut label: Option<(usize, String)> = None;
    let at_pending = out.pending.len();
    let measure = measure_is_percent(view, mapping, row);
    for (index, cell) in view.row(row) {
        let field = mapping.columns.iter().position(|column| *column == Some(cell.at.column));
        let (Some(field), false) = (field, view.is_empty(cell)) else { continue };
        let Some(column) = layout.columns.get(field) else { continue };
        let value = match column.kind {
            ColumnType::Code => {
                let code = cells::code(view, cell, previous_code.as_deref(), out.sink);
                if code.as_deref().is_some_and(|code| code_form(code) == CodeForm::None) {
                    label = Some((index, view.text(cell)));
                    continue;
                }
                previous_code.clone_from(&code);
                Value::Text(code.map(Arc::from))
            }
            ColumnType::Text => cells::text(view, cell, out.sink),
            kind => {
                let unit = mapping.units.get(field).copied().flatten();
                let context = cells::FigureContext {
                    kind,
                    unit,
                    layout_unit: layout.unit,
                    measure,
                    marked: mapping.marked,
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
        };
        if let Some(slot) = values.get_mut(field) {
            *slot = value;
        }
        used.push((index, field));
    }
    let Some((kind, moved)) = classify(layout, &values, label.as_ref().map(|(_, text)| text.as_str())) else {
        out.pending.truncate(at_pending);
        not_understood(view, mapping, row, &values, out.sink);
        return;
    };
    let kind = match out.rows.last() {
        Some(above) if continues_breakdown(layout, above, &values) => above.kind,
        _ => kind,
    };
    if let (Some((index, text)), Some(column)) = (label, moved) {
        if let Some(slot) = values.get_mut(column) {
            *slot = Value::Text(Some(Arc::from(text)));
        }
        used.push((index, column));
    }
    for (index, field) in used {
        out.ledger.set(index, Role::Value(field));
    }
    out.rows.push(FlatRow { row, kind, values, carried: Vec::new(), parent: None, level: 0 });
}

/// Whether the row's own unit of measure is the percent sign.
fn measure_is_percent(view: &SheetView<'_>, mapping: &Mapping, row: u32) -> bool {
    let texts = mapping.layout.columns.iter().zip(&mapping.columns);
    texts
        .filter(|(column, _)| column.kind == ColumnType::Text)
        .filter_map(|(_, sheet)| view.cell(CellRef::new(row, (*sheet)?)))
        .any(|(_, cell)| view.text(cell) == "%")
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
    let message = Message::new(
        "Dòng này không thuộc loại dòng nào của biểu nên không được đọc: ghi tên cho dòng hoặc bỏ dòng",
        "this row is of no kind that the form has and was not read: give it a name or remove it",
    );
    sink.cell(&rules::ROW_NOT_UNDERSTOOD, CellRef::new(row, column), message, None);
}

/// The kind of a row; where words in the code column name it, the column that they belong in.
fn classify(layout: &Layout, values: &[Value], label: Option<&str>) -> Option<(usize, Option<usize>)> {
    let rounds = layout.kinds.iter().map(|kind| kind.when.len()).max().unwrap_or(0);
    // Totals and the like are told by words of their own: all their conditions come first.
    let kinds = || layout.kinds.iter().enumerate();
    let special = kinds().filter(|(_, kind)| kind.role != KindRole::Row);
    let special =
        special.flat_map(|(index, kind)| kind.when.iter().map(move |condition| (index, kind, condition)));
    let ordinary = (0..rounds).flat_map(|round| {
        kinds()
            .filter(|(_, kind)| kind.role == KindRole::Row)
            .filter_map(move |(index, kind)| Some((index, kind, kind.when.get(round)?)))
    });
    let found =
        special.chain(ordinary).find(|(_, kind, condition)| holds(layout, kind, condition, values, label));
    found.map(|(index, kind, _)| {
        let free = values.get(kind.label).is_some_and(Value::is_blank);
        (index, (label.is_some() && free).then_some(kind.label))
    })
}

/// Lines with a mark below "trong đó:" break the same row down.
fn continues_breakdown(layout: &Layout, above: &FlatRow, values: &[Value]) -> bool {
    let code = layout.code_column().and_then(|column| values.get(column)).and_then(Value::text);
    let breakdown = layout.kinds.get(above.kind).is_some_and(|kind| kind.role == KindRole::Breakdown);
    breakdown && code.is_some_and(|code| code_form(code) == CodeForm::Mark)
}

fn holds(layout: &Layout, kind: &Kind, condition: &Condition, values: &[Value], label: Option<&str>) -> bool {
    let text = |column: usize| {
        let own = values.get(column).and_then(Value::text);
        own.or_else(|| label.filter(|_| column == kind.label))
    };
    let filled = |column: &usize| {
        text(*column).is_some() || values.get(*column).is_some_and(|value| !value.is_blank())
    };
    let code = layout.code_column().and_then(|column| values.get(column)).and_then(Value::text);
    let form = code.map_or(CodeForm::None, code_form);
    (condition.codes.is_empty() || condition.codes.contains(&form))
        && condition.filled.iter().all(filled)
        && !condition.blank.iter().any(filled)
        && condition
            .pattern
            .as_ref()
            .is_none_or(|(column, regex)| text(*column).is_some_and(|text| regex.is_match(&fold(text))))
}

/// Cells under a region merged downwards show its value: text and years take it.
fn carry_merged(view: &SheetView<'_>, mapping: &Mapping, out: &mut Output<'_>) {
    for at in 0..out.rows.len() {
        for (field, column) in mapping.layout.columns.iter().enumerate() {
            if !matches!(column.kind, ColumnType::Text | ColumnType::Year) {
                continue;
            }
            let Some(sheet) = mapping.columns.get(field).copied().flatten() else { continue };
            let Some(row) = out.rows.get(at) else { continue };
            let here = CellRef::new(row.row, sheet);
            let blank = row.values.get(field).is_some_and(Value::is_blank);
            let Some(range) = view.merge_at(here).filter(|range| blank && range.first.row < here.row) else {
                continue;
            };
            if range.first.column != sheet {
                continue;
            }
            let kind = row.kind;
            let owner = out.rows.iter().take(at).rev().find(|other| other.row <= range.first.row);
            let value = owner
                .filter(|other| other.row == range.first.row && other.kind == kind)
                .and_then(|other| other.values.get(field))
                .filter(|value| !value.is_blank())
                .cloned();
            if let (Some(value), Some(row)) = (value, out.rows.get_mut(at)) {
                set_carried(row, field, value);
            }
        }
    }
}

fn set_carried(row: &mut FlatRow, field: usize, value: Value) {
    if let Some(slot) = row.values.get_mut(field) {
        *slot = value;
        row.carried.push(field);
        row.carried.sort_unstable();
    }
}

/// Blank cells of columns that a kind carries take the value of the row above under the same parent.
pub(crate) fn carry_blank(mapping: &Mapping, rows: &mut [FlatRow], sink: &mut Sink) {
    // The last row seen under each parent.
    let mut last: std::collections::HashMap<Option<usize>, usize> = std::collections::HashMap::new();
    for at in 0..rows.len() {
        let Some(row) = rows.get(at) else { break };
        let (parent, kind) = (row.parent, row.kind);
        let above = last
            .insert(parent, at)
            .and_then(|above| rows.get(above))
            .filter(|above| above.kind == kind)
            .cloned();
        let (Some(above), Some(kind)) = (above, mapping.layout.kinds.get(kind)) else { continue };
        let Some(row) = rows.get_mut(at) else { continue };
        let starts_anew = kind.carry.iter().any(|field| {
            !row.carried.contains(field) && row.values.get(*field).is_some_and(|value| !is_open(value))
        });
        for &field in &kind.carry {
            let blank = row.values.get(field).is_some_and(is_open);
            let value = above.values.get(field).filter(|value| blank && !value.is_blank()).cloned();
            let (Some(value), Some(Some(sheet))) = (value, mapping.columns.get(field)) else { continue };
            say_carried(mapping, field, CellRef::new(row.row, *sheet), starts_anew, &value, sink);
            set_carried(row, field, value);
        }
    }
}

/// Whether a cell leaves its value to the one above: blank, or a ditto mark.
fn is_open(value: &Value) -> bool {
    let ditto = |text: &str| Vocabulary::get().ditto.iter().any(|mark| mark.eq_ignore_ascii_case(text));
    value.is_blank() || value.text().is_some_and(ditto)
}

fn say_carried(mapping: &Mapping, field: usize, at: CellRef, doubtful: bool, value: &Value, sink: &mut Sink) {
    let name =
        mapping.layout.columns.get(field).and_then(|c| c.header.first()).map_or("", |h| h.pattern.as_str());
    let shown = value.to_json_text();
    if doubtful {
        let message = Message::new(
            format!(
                "Ô {name} để trống, lấy theo dòng trên; dòng này lại bắt đầu một nhóm mới ở cột khác (có thể do ngắt trang): kiểm tra lại"
            ),
            format!(
                "the blank {name} took the value above, but the row starts a new block in another column (perhaps a page break): check it"
            ),
        );
        sink.cell(&rules::DOUBTFUL_CARRY, at, message, shown);
    } else {
        let message = Message::new(
            format!("Ô {name} để trống, lấy theo dòng trên"),
            format!("blank {name} took the value above"),
        );
        sink.cell(&rules::CARRIED_DOWN, at, message, shown);
    }
}
