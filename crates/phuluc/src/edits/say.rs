//! What is said of a change by hand, in the words of the form.

use phuluc_model::text::tidy;
use phuluc_model::{Language, Message, PlainCell, PlainValue, vietnamese};
use phuluc_writer::{CellNames, SheetNames};

use super::rows::Cells;
use super::shown;

/// Letters of a row's texts that a message repeats.
const LETTERS: usize = 120;

/// What a cell held when the workbook was written and holds now, for programs.
pub(super) fn stated(before: Option<&PlainCell>, after: Option<&PlainCell>) -> (String, String) {
    match (formula(before), formula(after)) {
        (Some(before), Some(after)) => (format!("={before}"), format!("={after}")),
        (None, Some(after)) => (shown(before), format!("={after}")),
        (_, None) => (shown(before), shown(after)),
    }
}

/// What is said of a changed cell.
pub(super) fn cell(
    names: Option<&SheetNames>,
    place: &CellNames<'_>,
    before: Option<&PlainCell>,
    after: Option<&PlainCell>,
) -> Message {
    let is_unit = names.is_some_and(|names| names.is_unit);
    let in_language = |language: Language| {
        let say = |cell| spoken(cell, language);
        let (was, is) = (say(before), say(after));
        let vi = language == Language::Vietnamese;
        let place = named(place, language);
        match (formula(before), formula(after)) {
            (Some(before), Some(after)) if vi => {
                format!("Công thức bị sửa tay{place}: đã ghi ={before}, nay là ={after}")
            }
            (Some(before), Some(after)) => {
                format!(
                    "the formula was changed by hand{place}: ={before} was written, ={after} stands there"
                )
            }
            (None, Some(after)) if vi => {
                format!("Ô bị gõ đè bằng công thức{place}: đã ghi {was}, nay là ={after}")
            }
            (None, Some(after)) => {
                format!("a formula was typed over the cell{place}: {was} was written, ={after} stands there")
            }
            // A formula over units' sheets gives what units sent.
            (Some(before), None) if before.contains('!') && vi => {
                format!("Ô bị gõ đè{place}: số các đơn vị gửi là {was}, trong ô là {is}")
            }
            (Some(before), None) if before.contains('!') => {
                format!("the cell was typed over{place}: the units sent {was}, {is} stands there")
            }
            (Some(_), None) if vi => {
                format!("Số tổng bị gõ đè{place}: công thức cho {was}, trong ô là {is}")
            }
            (Some(_), None) => {
                format!("a total was typed over{place}: its formula gives {was}, {is} stands there")
            }
            (None, None) if shown(before).is_empty() && vi => {
                format!("Ô trống bị ghi thêm{place}: trong ô nay là {is}")
            }
            (None, None) if shown(before).is_empty() => {
                format!("something was typed into a blank cell{place}: {is}")
            }
            (None, None) if is_unit && vi => {
                format!("Ô bị sửa tay{place}: đơn vị gửi {was}, trong ô là {is}")
            }
            (None, None) if is_unit => {
                format!("the cell was changed by hand{place}: the unit sent {was}, {is} stands there")
            }
            (None, None) if vi => format!("Ô bị sửa tay{place}: đã ghi {was}, trong ô là {is}"),
            (None, None) => {
                format!("the cell was changed by hand{place}: {was} was written, {is} stands there")
            }
        }
    };
    Message::new(in_language(Language::Vietnamese), in_language(Language::English))
}

/// What is said of a row that is gone.
pub(super) fn deleted(names: Option<&SheetNames>, row: u32, cells: &Cells<'_>) -> Message {
    let label = names.and_then(|names| names.row(row)).map_or_else(|| texts(cells), str::to_owned);
    Message::new(
        format!("Dòng «{label}» đã bị xóa: số liệu đơn vị gửi vẫn có dòng này"),
        format!("row `{label}` was deleted; what units sent still has it"),
    )
}

/// What is said of a row that was put in.
pub(super) fn inserted(cells: &Cells<'_>) -> Message {
    let label = texts(cells);
    Message::new(
        format!("Dòng «{label}» được chèn bằng tay: không đơn vị nào gửi dòng này"),
        format!("row `{label}` was inserted by hand; no unit sent it"),
    )
}

/// ` (dòng «3.1 Đường …», cột «NSTW»)`, as far as it has names.
fn named(place: &CellNames<'_>, language: Language) -> String {
    let vi = language == Language::Vietnamese;
    let row = place.row.map(|row| if vi { format!("dòng «{row}»") } else { format!("row `{row}`") });
    let column =
        place.column.map(|column| if vi { format!("cột «{column}»") } else { format!("column `{column}`") });
    let parts: Vec<String> = row.into_iter().chain(column).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// What a row says, cell by cell.
fn texts(cells: &Cells<'_>) -> String {
    let texts = cells.values().map(|cell| spoken(Some(cell), Language::Vietnamese));
    let whole = texts.collect::<Vec<_>>().join(" ").replace(['«', '»'], "");
    let cut: String = whole.chars().take(LETTERS).collect();
    if cut.len() < whole.len() { format!("{}…", cut.trim_end()) } else { cut }
}

fn formula(cell: Option<&PlainCell>) -> Option<&str> {
    cell.and_then(|cell| cell.formula.as_deref())
        .map(|text| text.trim_start_matches("of:").trim_start_matches('='))
}

/// A cell's content as people write it.
fn spoken(cell: Option<&PlainCell>, language: Language) -> String {
    let vi = language == Language::Vietnamese;
    match cell.map(|cell| &cell.value) {
        None | Some(PlainValue::Blank) => (if vi { "trống" } else { "blank" }).to_owned(),
        Some(PlainValue::Number(number)) => vietnamese(*number),
        Some(PlainValue::Text(text)) if vi => format!("«{}»", tidy(text)),
        Some(PlainValue::Text(text)) => format!("`{}`", tidy(text)),
        Some(PlainValue::Bool(_) | PlainValue::Error(_)) => shown(cell),
    }
}
