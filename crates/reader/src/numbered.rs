//! Outline numbers that stand before a name in one cell.

use std::sync::Arc;

use phuluc_model::{CellRef, CodeForm, Message, Value, code_form, code_normal_form};

use crate::rows::Mapping;
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// An outline number written before a name in one cell: "I. HUYỆN NGHÈO", "1.1. Xã".
pub(crate) fn split(text: &str) -> Option<(String, String)> {
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

/// Takes an outline number off the front of a name where the table has no column for numbers.
pub(crate) fn take_from_words(
    view: &SheetView<'_>,
    mapping: &Mapping,
    row: u32,
    field: usize,
    values: &mut [Value],
    sink: &mut Sink,
) {
    let split = values.get(field).and_then(Value::text).and_then(split);
    let (Some((code, words)), Some(column)) = (split, mapping.layout.code_column()) else { return };
    let sheet = mapping.columns.get(field).copied().flatten().unwrap_or(0);
    let found = view.cell(CellRef::new(row, sheet)).map(|(_, cell)| view.text(cell).into_owned());
    for (at, text) in [(column, code), (field, words)] {
        if let Some(slot) = values.get_mut(at) {
            *slot = Value::Text(Some(Arc::from(text)));
        }
    }
    say_split(CellRef::new(row, sheet), found, sink);
}

/// Says that a number and a name in one cell were taken apart.
pub(crate) fn say_split(at: CellRef, found: Option<String>, sink: &mut Sink) {
    let message = Message::new(
        "Số thứ tự viết liền tên: đã tách ra",
        "outline numbers written before the names were taken apart from them",
    );
    sink.cell(&rules::CODE_REPAIRED, at, message, found);
}
