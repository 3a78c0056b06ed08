//! Rows that were inserted into a template: its sums across a row are not in them.

use phuluc_model::{CellRef, Quantity, Value};
use rust_decimal::Decimal;

use crate::draft::FlatRow;
use crate::rows::Mapping;
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
