//! Rows that were added to a template where its own formulas are not.

use phuluc_model::exact::{self, RATE_DECIMALS};
use phuluc_model::formula::{Token, tokens, with_plain_ranges};
use phuluc_model::{CellRef, Message, Quantity, Ratio, RowSum, Value};
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
            let value = whole(sum, row);
            formulas.extend(put(view, mapping, row, sum.target, value, &|row| formula(sum, mapping, row)));
        }
        for ratio in &mapping.layout.ratios {
            let value = rate(ratio, row);
            formulas
                .extend(put(view, mapping, row, ratio.target, value, &|row| rate_of(ratio, mapping, row)));
        }
    }
    formulas
}

/// Puts a figure into a cell that is blank and has no formula of its own.
fn put(
    view: &SheetView<'_>,
    mapping: &Mapping,
    row: &mut FlatRow,
    target: usize,
    value: Option<Decimal>,
    formula: &dyn Fn(u32) -> String,
) -> Option<(CellRef, String)> {
    let column = mapping.columns.get(target).copied().flatten()?;
    let at = CellRef::new(row.row, column);
    let slot = row.values.get_mut(target).filter(|value| value.is_blank())?;
    if view.cell(at).is_some_and(|(_, cell)| cell.formula.is_some()) {
        return None;
    }
    *slot = Value::Quantity(Quantity::number(value?));
    Some((at, formula(row.row)))
}

/// A percentage as the form works it out.
fn rate(ratio: &Ratio, row: &FlatRow) -> Option<Decimal> {
    let figure = |column: usize| row.values.get(column).and_then(Value::quantity).and_then(Quantity::value);
    let rounded = exact::rate(figure(ratio.part)?, figure(ratio.whole)?)?;
    (!rounded.is_zero()).then(|| rounded.normalize())
}

/// A percentage as the form has it.
fn rate_of(ratio: &Ratio, mapping: &Mapping, row: u32) -> String {
    let cell = |field: usize| {
        let column = mapping.columns.get(field).copied().flatten();
        column.map(|column| CellRef::new(row, column).to_string()).unwrap_or_default()
    };
    format!("ROUND({}/{}*100,{RATE_DECIMALS})", cell(ratio.part), cell(ratio.whole))
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

/// The last row of the sheet that the form's own sum of each row adds up; `None` for rows
/// that add up none, and where a file tells no formulas (`.xls`).
pub(crate) fn reaches(view: &SheetView<'_>, mapping: &Mapping, rows: &[FlatRow]) -> Vec<Option<u32>> {
    if !mapping.template {
        return Vec::new();
    }
    let columns = mapping.layout.children_sums.iter();
    let columns: Vec<u32> = columns.filter_map(|at| mapping.columns.get(*at).copied().flatten()).collect();
    let reach = |row: &FlatRow| {
        let cells = columns.iter().map(|column| CellRef::new(row.row, *column));
        let formulas = cells.filter_map(|at| Some((at, view.cell(at)?.1.formula.as_deref()?)));
        formulas.filter_map(|(at, formula)| last_below(formula, at)).max()
    };
    rows.iter().map(reach).collect()
}

/// The last row of a form's sum over the rows below a cell.
fn last_below(formula: &str, at: CellRef) -> Option<u32> {
    let tokens = with_plain_ranges(&tokens(formula).ok()?);
    let [
        Token::Call(name),
        _,
        Token::Comma,
        Token::Cell(first, _),
        Token::Operator(_),
        Token::Cell(last, _),
        ..,
    ] = tokens.as_slice()
    else {
        return None;
    };
    let own = first.column == at.column && first.row > at.row && last.row >= first.row;
    (name == "SUBTOTAL" && own).then_some(last.row)
}

/// Says that sums of a template miss rows: those of the whole table, or the one of the part
/// that a row would be in.
pub(crate) fn say_outside(
    marks: &SheetMarks,
    mapping: &Mapping,
    rows: &[FlatRow],
    beyond: &[(usize, usize)],
    sink: &mut Sink,
) {
    let column = mapping.columns.iter().flatten().next().copied().unwrap_or(0);
    let at = |row: &FlatRow| CellRef::new(row.row, column);
    for row in rows.iter().filter(|row| marks.is_outside(row.row)) {
        let message = Message::new(
            "Dòng nằm ngoài bảng của biểu mẫu nên tổng không cộng tới và không thuộc phần nào: chèn dòng phía trên dòng xám của phần có dòng này và chuyển vào đó",
            "the row stands outside the template's table: its sums do not reach it, and it is in no part; insert a row above the grey one of its part and move it there",
        );
        sink.cell(&rules::OUTSIDE_THE_FORM, at(row), message, None);
    }
    let pairs = beyond.iter().filter_map(|(row, above)| Some((rows.get(*row)?, rows.get(*above)?)));
    for (row, above) in pairs.filter(|(row, _)| !marks.is_outside(row.row)) {
        let name = mapping.layout.kinds.get(above.kind).map(|kind| kind.label);
        let name = name.and_then(|label| above.values.get(label)).and_then(Value::text).unwrap_or_default();
        let message = Message::new(
            format!(
                "Dòng nằm dưới dòng xám kết thúc «{name}» nên tổng của phần đó không cộng tới: chèn dòng phía trên dòng xám của phần có dòng này và chuyển vào đó"
            ),
            format!(
                "the row stands below the grey row that ends «{name}», whose sum does not reach it: insert a row above the grey one of its part and move it there"
            ),
        );
        sink.cell(&rules::OUTSIDE_THE_FORM, at(row), message, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_the_forms_own_sums_reach() {
        let reach = |formula: &str| last_below(formula, "G10".parse().expect("a cell")).map(|row| row + 1);
        assert_eq!(reach("SUBTOTAL(9,G11:G21)"), Some(21));
        assert_eq!(reach("SUBTOTAL(9,INDEX(G10:G21,2):G21)-SUM(G12)"), Some(21));
        for other in ["SUM(G11:G21)", "SUBTOTAL(9,G1:G9)", "SUBTOTAL(9,H11:H21)", "G11+G12", "SUBTOTAL("] {
            assert_eq!(reach(other), None, "{other}");
        }
    }
}
