//! Rows that were added to a template where its own formulas are not.

use phuluc_model::{CellRef, Message, Quantity, RowSum, Value};
use rust_decimal::Decimal;

use crate::draft::FlatRow;
use crate::marks::SheetMarks;
use crate::rows::Mapping;
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// Works out what the form's own formulas would give in rows that came without them:
/// a blank that the form fills in every other row is no blank of the office's. Gives
/// the formulas by cell, so that the figures count as theirs and not as typed.
pub(crate) fn work_out(
    view: &SheetView<'_>,
    mapping: &Mapping,
    rows: &mut [FlatRow],
) -> Vec<(CellRef, String)> {
    let sums = &mapping.layout.row_sums;
    let mut formulas = Vec::new();
    for row in rows.iter_mut().filter(|_| mapping.template) {
        // A sum may add up others.
        for sum in std::iter::repeat_n(sums, sums.len()).flatten() {
            let Some(column) = mapping.columns.get(sum.target).copied().flatten() else { continue };
            let at = CellRef::new(row.row, column);
            let blank = row.values.get(sum.target).is_some_and(Value::is_blank);
            if !blank || view.cell(at).is_some_and(|(_, cell)| cell.formula.is_some()) {
                continue;
            }
            let Some(whole) = whole(sum, row) else { continue };
            if let Some(slot) = row.values.get_mut(sum.target) {
                *slot = Value::Quantity(Quantity::number(whole));
                formulas.push((at, formula(sum, mapping, row.row)));
            }
        }
    }
    formulas
}

/// What the parts of a sum that are there add up to; `None` without any.
fn whole(sum: &RowSum, row: &FlatRow) -> Option<Decimal> {
    let parts = sum.terms.iter().filter_map(|term| {
        let value = row.values.get(term.column).and_then(Value::quantity).and_then(Quantity::value)?;
        Some(if term.minus { -value } else { value })
    });
    parts.map(Some).reduce(|whole, part| whole?.checked_add(part?)).flatten()
}

/// A sum across a row as the form has it.
fn formula(sum: &RowSum, mapping: &Mapping, row: u32) -> String {
    let cells = |minus: bool| {
        let terms = sum.terms.iter().filter(|term| term.minus == minus);
        let columns = terms.filter_map(|term| mapping.columns.get(term.column).copied().flatten());
        columns.map(|column| CellRef::new(row, column).to_string()).collect::<Vec<_>>().join(",")
    };
    let (plus, minus) = (cells(false), cells(true));
    if minus.is_empty() { format!("SUM({plus})") } else { format!("SUM({plus})-SUM({minus})") }
}

/// Says that the sums of a template miss rows.
pub(crate) fn say_outside(marks: &SheetMarks, mapping: &Mapping, rows: &[FlatRow], sink: &mut Sink) {
    let column = mapping.columns.iter().flatten().next().copied().unwrap_or(0);
    for row in rows.iter().filter(|row| marks.is_outside(row.row)) {
        let message = Message::new(
            "Dòng nằm ngoài bảng của biểu mẫu nên tổng không cộng tới: chèn dòng phía trên dòng xám và chuyển vào đó",
            "the row stands outside the template's table, and its sums do not reach it: insert a row above the grey one and move it there",
        );
        sink.cell(&rules::OUTSIDE_THE_FORM, CellRef::new(row.row, column), message, None);
    }
}
