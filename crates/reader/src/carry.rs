//! Blank cells that take the value above: under a merged region, and where an office
//! writes a place or agency once for several rows.

use phuluc_model::{CellRef, ColumnType, Message, Value, Vocabulary};

use crate::draft::FlatRow;
use crate::rows::Mapping;
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// Cells under a region merged downwards show its value: text and years take it.
pub(crate) fn carry_merged(view: &SheetView<'_>, mapping: &Mapping, rows: &mut [FlatRow]) {
    for at in 0..rows.len() {
        // Most often only cells of the header are merged.
        if rows.get(at).is_none_or(|row| row.row >= view.merged_rows) {
            continue;
        }
        for (field, column) in mapping.layout.columns.iter().enumerate() {
            if !matches!(column.kind, ColumnType::Text | ColumnType::Year) {
                continue;
            }
            let Some(sheet) = mapping.columns.get(field).copied().flatten() else { continue };
            let Some(row) = rows.get(at) else { continue };
            let here = CellRef::new(row.row, sheet);
            let blank = row.values.get(field).is_some_and(Value::is_blank);
            let Some(range) = view.merge_at(here).filter(|range| blank && range.first.row < here.row) else {
                continue;
            };
            if range.first.column != sheet {
                continue;
            }
            let kind = row.kind;
            let owner = rows.binary_search_by_key(&range.first.row, |other| other.row).ok();
            let value = owner
                .and_then(|owner| rows.get(owner))
                .filter(|other| other.kind == kind)
                .and_then(|other| other.values.get(field))
                .filter(|value| !value.is_blank())
                .cloned();
            if let (Some(value), Some(row)) = (value, rows.get_mut(at)) {
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
    // The last row seen under each parent; first that without one.
    let mut last: Vec<Option<usize>> = vec![None; rows.len() + 1];
    for at in 0..rows.len() {
        let (before, rest) = rows.split_at_mut(at);
        let Some(row) = rest.first_mut() else { break };
        let under = row.parent.map_or(0, |parent| parent + 1);
        let above = last.get_mut(under).and_then(|last| last.replace(at)).and_then(|above| before.get(above));
        if let Some(above) = above {
            carry_from(mapping, above, row, sink);
        }
    }
}

/// Blank cells of a row take the value of the last row above it under the same parent.
pub(crate) fn carry_from(mapping: &Mapping, above: &FlatRow, row: &mut FlatRow, sink: &mut Sink) {
    let kind = mapping.layout.kinds.get(row.kind).filter(|_| above.kind == row.kind);
    let open = |field: &usize| row.values.get(*field).is_some_and(is_open);
    if let Some(kind) = kind.filter(|kind| kind.carry.iter().any(open)) {
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
    value.is_blank() || value.text().is_some_and(|text| Vocabulary::get().is_ditto(text))
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
