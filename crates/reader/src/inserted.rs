//! Rows that were added to a template where its own formulas are not.

use phuluc_model::{CellRef, Message, Quantity, Value};
use rust_decimal::Decimal;

use crate::draft::FlatRow;
use crate::marks::SheetMarks;
use crate::rows::Mapping;
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// Works out what the form's own formulas would give in rows that came without them:
/// a blank that the form fills in every other row is no blank of the office's.
pub(crate) fn work_out(view: &SheetView<'_>, mapping: &Mapping, rows: &mut [FlatRow]) {
    let sums = &mapping.layout.row_sums;
    for row in rows {
        // A sum may add up others.
        for _ in sums {
            for sum in sums {
                let Some(column) = mapping.columns.get(sum.target).copied().flatten() else { continue };
                let blank = row.values.get(sum.target).is_some_and(Value::is_blank);
                if !blank
                    || view
                        .cell(CellRef::new(row.row, column))
                        .is_some_and(|(_, cell)| cell.formula.is_some())
                {
                    continue;
                }
                let parts = sum.terms.iter().map(|term| {
                    let value =
                        row.values.get(term.column).and_then(Value::quantity).and_then(Quantity::value);
                    value.map(|value| if term.minus { -value } else { value })
                });
                let whole = parts.flatten().try_fold((Decimal::ZERO, false), |(whole, _), part| {
                    Some((whole.checked_add(part)?, true))
                });
                if let (Some((whole, true)), Some(slot)) = (whole, row.values.get_mut(sum.target)) {
                    *slot = Value::Quantity(Quantity::number(whole));
                }
            }
        }
    }
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
