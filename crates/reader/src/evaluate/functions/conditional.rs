//! Sums and counts of cells that fit criteria.

use phuluc_model::CellRef;

use super::super::context::Context;
use super::super::criteria::Criterion;
use super::super::stop::Stop;
use super::super::value::{Area, Failure, Value};
use super::argument;
use super::tally::{Tally, Want};

/// A range and what its cells must be.
type Condition = (Area, Criterion);

/// Pairs of a range and a criterion, all of one shape.
fn conditions(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Vec<Condition>, Stop> {
    let mut conditions: Vec<Condition> = Vec::new();
    for pair in arguments.chunks(2) {
        let [area, criterion] = pair else { return Err(Stop::Error(Failure::Value)) };
        let area = context.area(area)?;
        let criterion = Criterion::of(context, criterion)?;
        let shape = (area.rows(), area.columns());
        if conditions.first().is_some_and(|(first, _)| (first.rows(), first.columns()) != shape) {
            return Err(Stop::Error(Failure::Value));
        }
        conditions.push((area, criterion));
    }
    Ok(conditions)
}

/// Whether the cells at an offset fit all criteria.
fn fit(context: &mut Context<'_, '_>, conditions: &[Condition], row: u32, column: u32) -> Result<bool, Stop> {
    for (area, criterion) in conditions {
        let at = CellRef::new(area.first.row.saturating_add(row), area.first.column.saturating_add(column));
        let value = context.at(area.sheet, at)?;
        if !criterion.fits(context, &value)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes the figures of `target` whose conditions hold.
fn take(
    context: &mut Context<'_, '_>,
    target: Area,
    conditions: &[Condition],
    want: Want,
) -> Result<Value, Stop> {
    let mut figures = Vec::new();
    context.each(&Value::Area(target), &mut |item| {
        if let (Value::Number(_) | Value::Error(_), Some((_, cell))) = (&item.value, item.cell) {
            figures.push((cell.at, item.value));
        }
        Ok(())
    })?;
    let mut tally = Tally::new(want);
    for (at, value) in figures {
        let (row, column) = (at.row - target.first.row, at.column - target.first.column);
        if fit(context, conditions, row, column)? {
            tally.stored(&value)?;
        }
    }
    tally.result()
}

/// SUMIF's kind: the cells to take have the shape of the range, wherever they end.
fn one_condition(context: &mut Context<'_, '_>, arguments: &[Value], want: Want) -> Result<Value, Stop> {
    let conditions = conditions(context, arguments.get(..2).unwrap_or_default())?;
    let Some((range, _)) = conditions.first() else { return Err(Stop::Error(Failure::Value)) };
    let target = match argument(arguments, 2) {
        Value::Missing => *range,
        other => {
            let first = context.area(other)?;
            let last = CellRef::new(
                first.first.row.saturating_add(range.rows() - 1),
                first.first.column.saturating_add(range.columns() - 1),
            );
            let whole = Area { last, ..first };
            // Its formulas beyond the written range are not worked out yet.
            context.settle(whole)?;
            whole
        }
    };
    take(context, target, &conditions, want)
}

/// SUMIFS's kind: the cells to take come first and have the shape of all ranges.
fn many_conditions(context: &mut Context<'_, '_>, arguments: &[Value], want: Want) -> Result<Value, Stop> {
    let target = context.area(argument(arguments, 0))?;
    let conditions = conditions(context, arguments.get(1..).unwrap_or_default())?;
    let shape = |area: &Area| (area.rows(), area.columns());
    if conditions.first().is_some_and(|(area, _)| shape(area) != shape(&target)) {
        return Err(Stop::Error(Failure::Value));
    }
    take(context, target, &conditions, want)
}

pub(super) fn sum_if(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    one_condition(context, arguments, Want::Sum)
}

pub(super) fn average_if(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    one_condition(context, arguments, Want::Average)
}

pub(super) fn sum_ifs(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    many_conditions(context, arguments, Want::Sum)
}

pub(super) fn average_ifs(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    many_conditions(context, arguments, Want::Average)
}

pub(super) fn max_ifs(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    many_conditions(context, arguments, Want::Max)
}

pub(super) fn min_ifs(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    many_conditions(context, arguments, Want::Min)
}

pub(super) fn count_ifs(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let conditions = conditions(context, arguments)?;
    let Some((first, _)) = conditions.first() else { return Err(Stop::Error(Failure::Value)) };
    for (area, criterion) in &conditions {
        if !criterion.fits(context, &Value::Empty)? {
            return filled(context, *area, &conditions);
        }
    }
    // Blank cells fit: all up to the last that is none, and what is beyond.
    let (mut rows, mut columns) = (0, 0);
    for (area, _) in &conditions {
        let last = (context.cells.last_row(area.sheet), context.cells.last_column(area.sheet));
        rows = rows.max((last.0 + 1).saturating_sub(area.first.row)).min(first.rows());
        columns = columns.max((last.1 + 1).saturating_sub(area.first.column)).min(first.columns());
    }
    let mut count = u64::from(first.rows()) * u64::from(first.columns());
    for row in 0..rows {
        for column in 0..columns {
            context.budget.charge(1)?;
            count -= u64::from(!fit(context, &conditions, row, column)?);
        }
    }
    Ok(Value::number(count))
}

/// Counts over the cells of a range that hold something.
fn filled(context: &mut Context<'_, '_>, area: Area, conditions: &[Condition]) -> Result<Value, Stop> {
    let mut places = Vec::new();
    context.each(&Value::Area(area), &mut |item| {
        places.extend(item.cell.map(|(_, cell)| cell.at));
        Ok(())
    })?;
    let mut count = 0u64;
    for at in places {
        let (row, column) = (at.row - area.first.row, at.column - area.first.column);
        count += u64::from(fit(context, conditions, row, column)?);
    }
    Ok(Value::number(count))
}
