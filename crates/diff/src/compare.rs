//! Two appendices, row by row and cell by cell.

use phuluc_model::text::fold;
use phuluc_model::{Appendix, CellRef, KindRole, Layout, Quantity, Row, Value};
use rust_decimal::Decimal;

use crate::align::{Line, lines, moved};
use crate::difference::{AppendixDifference, CellChange, ChangeNature, RowDifference, RowMove, RowState};
use crate::follows::Follows;
use crate::left_out::LeftOut;
use crate::matching::{Matching, Placed, label, match_rows_of, place_column, printed_number};
use crate::sums::{self, Groups};
use crate::{DiffOptions, heading};

pub(crate) fn appendix<'a>(
    old: Option<&'a Appendix>,
    new: Option<&'a Appendix>,
    options: &DiffOptions,
) -> AppendixDifference<'a> {
    let matching = match_rows_of(old, new);
    let mut difference = AppendixDifference {
        old,
        new,
        heading: heading::changes(old, new, options),
        rows: Vec::new(),
        groups: Vec::new(),
        whole: Vec::new(),
    };
    let Some(layout) = difference.either().map(|appendix| &appendix.layout) else { return difference };
    let lines = lines(&matching);
    let left_out = [old, new].map(LeftOut::of);
    let compare = Compare { layout, matching: &matching, follows: Follows::new(layout, &matching), left_out };
    let depths = (depths(matching.old_rows()), depths(matching.new_rows()));
    let groups = Groups::new(&matching, &lines);
    for line in &lines {
        let depth = line.new.and_then(|row| depths.1.get(row)).or_else(|| depths.0.get(line.old?)).copied();
        difference.rows.push(compare.line(line, groups.of(line), depth.unwrap_or(0)));
    }
    (difference.groups, difference.whole) = sums::sums(layout, &matching, &lines, &groups);
    difference
}

/// Rows above each row.
fn depths(rows: &[Placed<'_>]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(rows.len());
    for placed in rows {
        let above = placed.parent.and_then(|parent| depths.get(parent)).map(|depth| depth + 1);
        depths.push(above.unwrap_or(0));
    }
    depths
}

struct Compare<'m, 'a> {
    layout: &'a Layout,
    matching: &'m Matching<'a>,
    follows: Follows<'m, 'a>,
    /// Of the old side and the new.
    left_out: [LeftOut<'a>; 2],
}

impl<'a> Compare<'_, 'a> {
    fn line(&self, line: &Line, group: Option<usize>, depth: usize) -> RowDifference<'a> {
        let row =
            |rows: &[Placed<'a>], at: Option<usize>| at.and_then(|at| rows.get(at)).map(|placed| placed.row);
        let old = row(self.matching.old_rows(), line.old);
        let new = row(self.matching.new_rows(), line.new);
        let mut difference = RowDifference {
            state: line.state,
            old,
            new,
            link: line.link,
            moved: None,
            renamed: false,
            renumbered: false,
            cells: Vec::new(),
            group,
            depth,
        };
        if let (RowState::Both, Some(one), Some(other)) = (line.state, old, new) {
            self.names(&mut difference, one, other);
            self.cells(&mut difference, line, one, other);
            let place = self.place(one, other);
            let parent = line.old.filter(|row| moved(self.matching, *row)).map(|_| {
                let above = |rows: &[Placed<'a>], at: Option<usize>| row(rows, rows.get(at?)?.parent);
                (above(self.matching.old_rows(), line.old), above(self.matching.new_rows(), line.new))
            });
            difference.moved = (place.is_some() || parent.is_some()).then_some(RowMove { parent, place });
        }
        difference
    }

    /// Name and outline number.
    fn names(&self, difference: &mut RowDifference<'a>, old: &Row, new: &Row) {
        let name = |row| label(self.layout, row).map_or("", |(_, name)| name);
        let (one, other) = (name(old), name(new));
        let code = |row: &Row| {
            let code = self.layout.code_column().and_then(|column| row.text(column));
            code.unwrap_or_default().to_lowercase()
        };
        difference.renumbered = code(old) != code(new);
        if fold(one) == fold(other) {
            return;
        }
        if printed_number(one) == printed_number(other) && printed_number(one).is_some() {
            difference.renumbered = true;
        } else {
            difference.renamed = !self.is_total(new);
        }
    }

    fn is_total(&self, row: &Row) -> bool {
        self.layout.kind(&row.kind).is_some_and(|kind| kind.role == KindRole::Total)
    }

    /// The column of the place, where both state one and it is another.
    fn place(&self, old: &Row, new: &Row) -> Option<usize> {
        let column = place_column(self.layout, new)?;
        let place = |row: &Row| row.text(column).map(fold).filter(|place| !place.is_empty());
        (place_column(self.layout, old) == Some(column) && place(old)? != place(new)?).then_some(column)
    }

    fn cells(&self, difference: &mut RowDifference<'a>, line: &Line, old: &Row, new: &Row) {
        let name = |row| label(self.layout, row).map(|(column, _)| column);
        let names = [name(old), name(new)];
        let place = self.place(old, new);
        for (column, (one, other)) in old.values.iter().zip(&new.values).enumerate() {
            let told = Some(column) == place || Some(column) == self.layout.code_column();
            let Some(nature) = nature(one, other).filter(|_| !told) else { continue };
            let nature = match nature {
                // A name is renamed or the same; one in another column too.
                _ if names.contains(&Some(column))
                    && (names[0] != names[1] || nature != ChangeNature::Form) =>
                {
                    let total = self.is_total(new) && names[0] == names[1];
                    if !total {
                        continue;
                    }
                    ChangeNature::Form
                }
                ChangeNature::Changed if self.follows.parts_explain(line, column) => ChangeNature::Follows,
                nature => nature,
            };
            let [left, right] = &self.left_out;
            let left_out = [left.of_row(old, column), right.of_row(new, column)];
            let (old, new) = (shown(one, &left_out[0]), shown(other, &left_out[1]));
            difference.cells.push(CellChange { column, nature, old, new, left_out });
        }
    }
}

/// A value as it stands in the file: a formula over nothing but texts gives 0, whether
/// its cell shows it or not.
fn shown(value: &Value, left_out: &[CellRef]) -> Value {
    match value {
        Value::Quantity(Quantity::Blank) if !left_out.is_empty() => {
            Value::Quantity(Quantity::number(Decimal::ZERO))
        }
        value => value.clone(),
    }
}

/// What a difference of two values amounts to; `None` where there is none.
fn nature(old: &Value, new: &Value) -> Option<ChangeNature> {
    if old == new {
        return None;
    }
    let same = match (old, new) {
        (Value::Quantity(Quantity::Words(one)), Value::Quantity(Quantity::Words(other))) => {
            fold(one) == fold(other)
        }
        (Value::Quantity(Quantity::Words(_)), _) | (_, Value::Quantity(Quantity::Words(_))) => false,
        (Value::Quantity(one), Value::Quantity(other)) => one.addend() == other.addend(),
        (one, other) => fold(one.text().unwrap_or_default()) == fold(other.text().unwrap_or_default()),
    };
    Some(if same { ChangeNature::Form } else { ChangeNature::Changed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Value {
        Value::Quantity(if text.is_empty() { Quantity::Blank } else { Quantity::from_json_text(text) })
    }

    fn text(text: &str) -> Value {
        Value::Text((!text.is_empty()).then(|| text.into()))
    }

    #[test]
    fn figures_differ_by_value() {
        for (one, other, expected) in [
            ("1625.7", "1625.70", None),
            ("", "-", Some(ChangeNature::Form)),
            ("-", "0", Some(ChangeNature::Form)),
            ("", "0", Some(ChangeNature::Form)),
            ("", "0.1", Some(ChangeNature::Changed)),
            ("-", "5", Some(ChangeNature::Changed)),
            ("#REF!", "0", Some(ChangeNature::Changed)),
            ("54 hộ", "54 HỘ", Some(ChangeNature::Form)),
            ("54 hộ", "54", Some(ChangeNature::Changed)),
        ] {
            assert_eq!(nature(&quantity(one), &quantity(other)), expected, "{one} {other}");
        }
    }

    #[test]
    fn words_differ_by_what_is_read() {
        for (one, other, expected) in [
            ("Cấp VI", "cấp VI.", Some(ChangeNature::Form)),
            ("Xã Hòa Bình", "Xã Hoà Bình", Some(ChangeNature::Form)),
            ("", "-", Some(ChangeNature::Form)),
            ("7,5km", "75km", Some(ChangeNature::Changed)),
            ("", "UBND huyện", Some(ChangeNature::Changed)),
        ] {
            assert_eq!(nature(&text(one), &text(other)), expected, "{one} {other}");
        }
    }
}
