//! From the cells of a table's rows to typed values and kinds.

use std::sync::Arc;

use phuluc_model::{
    CellRef, CodeForm, ColumnType, Condition, Kind, KindRole, Layout, Message, MoneyUnit, Value, Vocabulary,
    code_form, code_normal_form, text::fold,
};

use crate::by_look::Look;
use crate::cells::{self, Measure};
use crate::draft::{FlatRow, Pending};
use crate::figures::Grouping;
use crate::grid::CellValue;
use crate::ledger::{Ledger, Role};
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
}

impl Mapping {
    /// Sheet columns of figures.
    fn figures(&self) -> Vec<u32> {
        let columns = self.layout.columns.iter().zip(&self.columns);
        columns.filter(|(column, _)| column.kind.is_figure()).filter_map(|(_, sheet)| *sheet).collect()
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
    pub(crate) ledger: &'a mut Ledger,
    pub(crate) sink: &'a mut Sink,
}

/// Reads the rows of a table in their order.
pub(crate) fn read(
    view: &SheetView<'_>,
    mapping: &Mapping,
    rows: &[u32],
    headers: &[u32],
    out: &mut Output<'_>,
) {
    let mut previous_code: Option<String> = None;
    for &row in rows {
        read_row(view, mapping, row, &mut previous_code, out);
    }
    // What we wrote ourselves has one row a row.
    if !mapping.marked {
        wrapped::join(view, mapping, headers, &mut out.rows, &mut out.pending, out.sink);
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
    let measure = measure(view, mapping, row);
    let figures = mapping.figures();
    for (index, cell) in view.row(row) {
        let field = mapping.columns.iter().position(|column| *column == Some(cell.at.column));
        let (Some(field), false) = (field, view.is_empty(cell)) else { continue };
        let Some(column) = layout.columns.get(field) else { continue };
        let value = match column.kind {
            ColumnType::Code => {
                let code = cells::code(view, cell, previous_code.as_deref(), out.sink);
                if code.as_deref().is_some_and(|code| code_form(code) == CodeForm::None) {
                    let text = view.text(cell);
                    if let Some((code, words)) = split_number(&text).filter(|_| !mapping.marked) {
                        previous_code.clone_from(&Some(code.clone()));
                        if let Some(slot) = values.get_mut(field) {
                            *slot = Value::Text(Some(Arc::from(code)));
                        }
                        label = Some((index, words));
                    } else {
                        label = Some((index, text));
                    }
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
                    columns: &figures,
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
    if let Some(field) = mapping.words_for_numbers().filter(|_| !mapping.marked) {
        number_from_words(view, mapping, row, field, &mut values, out.sink);
    }
    let Some((kind, moved)) = classify(layout, &values, label.as_ref().map(|(_, text)| text.as_str())) else {
        out.pending.truncate(at_pending);
        let above =
            out.rows.last_mut().filter(|above| above.row + 1 == row && label.is_none() && !mapping.marked);
        if let (Some(above), Some((first, _))) = (above, used.first())
            && wrapped::continue_texts(layout, above, &values)
        {
            let at = view.sheet.cells.get(*first).map_or(CellRef::new(row, 0), |cell| cell.at);
            wrapped::say_joined(at, None, out.sink);
            for (index, field) in used {
                out.ledger.set(index, Role::Value(field));
            }
            return;
        }
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
    let look = look(view, mapping, row, kind);
    out.rows.push(FlatRow { row, kind, values, carried: Vec::new(), parent: None, level: 0, look });
}

/// An outline number written before a name in one cell: "I. HUYỆN NGHÈO", "1.1. Xã".
fn split_number(text: &str) -> Option<(String, String)> {
    let end = text.find([' ', ':', ')'])?;
    let (first, rest) = text.split_at(end);
    // A number and a name are parted by a mark, so that "I am" and "5 xã" stay words.
    let marked = first.ends_with(['.', '/', '-']) || rest.starts_with([':', ')']) || first.contains('.');
    let words = rest.trim_start_matches([' ', ':', ')', '.', '-', '\u{2013}']).trim();
    let code = code_normal_form(first)?;
    let names = words.chars().any(char::is_alphabetic);
    (marked && names && !matches!(code_form(&code), CodeForm::None | CodeForm::Mark))
        .then(|| (code, words.to_owned()))
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

/// Takes an outline number off the front of a name where the table has no column for numbers.
fn number_from_words(
    view: &SheetView<'_>,
    mapping: &Mapping,
    row: u32,
    field: usize,
    values: &mut [Value],
    sink: &mut Sink,
) {
    let split = values.get(field).and_then(Value::text).and_then(split_number);
    let (Some((code, words)), Some(column)) = (split, mapping.layout.code_column()) else { return };
    let sheet = mapping.columns.get(field).copied().flatten().unwrap_or(0);
    let found = view.cell(CellRef::new(row, sheet)).map(|(_, cell)| view.text(cell));
    for (at, text) in [(column, code), (field, words)] {
        if let Some(slot) = values.get_mut(at) {
            *slot = Value::Text(Some(Arc::from(text)));
        }
    }
    let message = Message::new(
        "Số thứ tự viết liền tên: đã tách ra",
        "outline numbers written before the names were taken apart from them",
    );
    sink.cell(&rules::CODE_REPAIRED, CellRef::new(row, sheet), message, found);
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
    let measure = texts.find_map(|text| match text.as_str() {
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
    // A name merged over the whole row stands for the words of any column.
    let words = |column: usize| values.get(column).and_then(Value::text).or(label);
    (condition.codes.is_empty() || condition.codes.contains(&form))
        && condition.filled.iter().all(filled)
        && !condition.blank.iter().any(|column| values.get(*column).is_some_and(|value| !value.is_blank()))
        && condition
            .pattern
            .as_ref()
            .is_none_or(|(column, regex)| words(*column).is_some_and(|text| regex.is_match(&fold(text))))
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
