//! Amounts whose size says another unit than the one they were read in.

use phuluc_model::{CellRef, ColumnType, KindRole, Layout, Message, MoneyUnit, Quantity, Value, Vocabulary};
use rust_decimal::Decimal;

use crate::draft::{Draft, FlatRow, figure};
use crate::rules;

/// How many times larger than the middle one an amount must be to stand out.
const STANDS_OUT: i64 = 1000;

/// Reads amounts in the unit that their size tells where none is stated, and says
/// where a stated one cannot be.
pub(crate) fn review(draft: &mut Draft) {
    let Some((unit, usual)) = draft.layout.unit.zip(draft.layout.usual) else { return };
    let (smallest, largest) = (Decimal::from(usual.0), Decimal::from(usual.1));
    if is_usual(draft, smallest, largest) {
        return;
    }
    let Some(middle) = middle(draft) else { return };
    if (smallest..=largest).contains(&middle) {
        say_outliers(draft, unit, middle, largest);
        return;
    }
    let read_in = draft.source.unit.unwrap_or(unit);
    let fitting = fitting(middle, unit, read_in, (smallest, largest));
    match fitting.as_slice() {
        [only] if !draft.unit_stated => apply(draft, unit, read_in, *only),
        [] => {}
        several => say_doubtful(draft, read_in, several),
    }
}

/// Units in which the middle amount would be of the usual size.
fn fitting(
    middle: Decimal,
    unit: MoneyUnit,
    read_in: MoneyUnit,
    usual: (Decimal, Decimal),
) -> Vec<MoneyUnit> {
    let fits = |other: &MoneyUnit| {
        let value = in_other(middle, unit, read_in, *other);
        value.is_some_and(|value| (usual.0..=usual.1).contains(&value))
    };
    MoneyUnit::ALL.into_iter().filter(|other| *other != read_in).filter(fits).collect()
}

/// The largest amount that a row usually has in a layout.
pub(crate) fn largest(layout: &Layout) -> Option<Decimal> {
    layout.unit.and(layout.usual).map(|usual| Decimal::from(usual.1))
}

/// As [`review`], of a table whose amounts are gone by: its middle amount is between two, and
/// `odd` are those that are larger than any usual one. `None` where that does not tell.
pub(crate) fn review_between(
    draft: &mut Draft,
    (low, high): (Decimal, Decimal),
    odd: &[(CellRef, Decimal)],
) -> Option<()> {
    let Some((unit, usual)) = draft.layout.unit.zip(draft.layout.usual) else { return Some(()) };
    let usual = (Decimal::from(usual.0), Decimal::from(usual.1));
    let is_usual = |value: &Decimal| (usual.0..=usual.1).contains(value);
    if is_usual(&low) && is_usual(&high) {
        let (least, most) = (bound(low, usual.1), bound(high, usual.1));
        if odd.iter().any(|(_, value)| *value > least && *value <= most) {
            return None;
        }
        odd.iter().filter(|(_, value)| *value > most).for_each(|one| say_outlier(draft, unit, *one));
        return Some(());
    }
    let read_in = draft.source.unit.unwrap_or(unit);
    let fitting_low = fitting(low, unit, read_in, usual);
    let beside = high < usual.0 || low > usual.1;
    if !beside || fitting_low != fitting(high, unit, read_in, usual) {
        return None;
    }
    match fitting_low.as_slice() {
        [_] if !draft.unit_stated => None,
        [] => Some(()),
        several => {
            say_doubtful(draft, read_in, several);
            Some(())
        }
    }
}

/// Beyond what an amount stands out.
fn bound(middle: Decimal, largest: Decimal) -> Decimal {
    middle.checked_mul(Decimal::from(STANDS_OUT)).unwrap_or(Decimal::MAX).max(largest)
}

/// An amount as it would be had its figure been in another unit.
fn in_other(value: Decimal, unit: MoneyUnit, read_in: MoneyUnit, other: MoneyUnit) -> Option<Decimal> {
    other.convert(unit.convert(value, read_in)?, unit)
}

fn amounts(draft: &Draft) -> impl Iterator<Item = (&FlatRow, usize, Decimal)> + '_ {
    let adds =
        |row: &&FlatRow| draft.layout.kinds.get(row.kind).is_some_and(|kind| kind.role == KindRole::Row);
    let columns = || draft.layout.columns.iter().enumerate().filter(|(_, c)| c.kind == ColumnType::Amount);
    draft.rows.iter().filter(adds).flat_map(move |row| {
        columns().filter_map(move |(field, _)| Some((row, field, figure(row, field)?.abs())))
    })
}

/// The middle of the amounts that are not zero.
fn middle(draft: &Draft) -> Option<Decimal> {
    let mut amounts: Vec<Decimal> =
        amounts(draft).map(|(_, _, value)| value).filter(|value| !value.is_zero()).collect();
    let middle = amounts.len() / 2;
    (!amounts.is_empty()).then(|| *amounts.select_nth_unstable(middle).1)
}

/// Whether half of the amounts or more are of the usual size and none is larger: then so is the
/// middle one, and nothing is to be said.
fn is_usual(draft: &Draft, smallest: Decimal, largest: Decimal) -> bool {
    let (mut all, mut small) = (0usize, 0usize);
    for (_, _, value) in amounts(draft) {
        if value > largest {
            return false;
        }
        let counts = !value.is_zero();
        all += usize::from(counts);
        small += usize::from(counts && value < smallest);
    }
    small <= all / 2 && all > 0
}

/// Reads every amount in another unit.
fn apply(draft: &mut Draft, unit: MoneyUnit, read_in: MoneyUnit, other: MoneyUnit) {
    let kinds: Vec<ColumnType> = draft.layout.columns.iter().map(|column| column.kind).collect();
    for row in &mut draft.rows {
        for (slot, kind) in row.values.iter_mut().zip(&kinds) {
            let value = slot.quantity().and_then(Quantity::value).filter(|_| *kind == ColumnType::Amount);
            if let Some(value) = value.and_then(|value| in_other(value, unit, read_in, other)) {
                *slot = Value::Quantity(Quantity::number(value));
            }
        }
    }
    draft.source.unit = Some(other);
    draft.sink.forget(&rules::UNIT_ASSUMED);
    let name = Vocabulary::get().unit_name(other);
    let message = Message::new(
        format!("Biểu không ghi đơn vị tính, cỡ số cho thấy là {name}: đã đọc theo {name}, kiểm tra lại"),
        format!("no unit is stated and the figures are of the size of {name}: read in {name}, check it"),
    );
    let Some(range) = draft.source.range else { return };
    draft.sink.range(&rules::UNIT_DOUBTFUL, range, message, 1);
}

fn say_doubtful(draft: &mut Draft, read_in: MoneyUnit, fitting: &[MoneyUnit]) {
    let words = Vocabulary::get();
    let names = |or: &str| fitting.iter().map(|unit| words.unit_name(*unit)).collect::<Vec<_>>().join(or);
    let stated = words.unit_name(read_in);
    let message = Message::new(
        format!("Số liệu đọc theo {stated} nhưng cỡ số giống {}: kiểm tra đơn vị tính", names(" hoặc ")),
        format!("amounts were read in {stated}, but are of the size of {}: check the unit", names(" or ")),
    );
    let Some(range) = draft.source.range else { return };
    draft.sink.range(&rules::UNIT_DOUBTFUL, range, message, 1);
}

/// Single amounts far above the others and above what a row can have.
fn say_outliers(draft: &mut Draft, unit: MoneyUnit, middle: Decimal, largest: Decimal) {
    let bound = bound(middle, largest);
    let odd: Vec<(CellRef, Decimal)> = amounts(draft)
        .filter(|(_, _, value)| *value > bound)
        .filter_map(|(row, field, value)| {
            Some((CellRef::new(row.row, draft.columns.get(field).copied().flatten()?), value))
        })
        .collect();
    odd.into_iter().for_each(|one| say_outlier(draft, unit, one));
}

fn say_outlier(draft: &mut Draft, unit: MoneyUnit, (at, value): (CellRef, Decimal)) {
    let name = Vocabulary::get().unit_name(unit);
    let message = Message::new(
        format!("Số lớn gấp hơn nghìn lần các dòng khác: có thể không tính bằng {name}, kiểm tra lại"),
        format!("more than a thousand times the other rows: perhaps not in {name}, check it"),
    );
    draft.sink.cell(&rules::UNIT_DOUBTFUL, at, message, Some(value.normalize().to_string()));
}
