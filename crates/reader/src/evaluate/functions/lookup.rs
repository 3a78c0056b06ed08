//! Finding cells. What is found is a reference: only the cells that are needed are looked into.

use std::cmp::Ordering;

use phuluc_model::CellRef;

use super::super::context::Context;
use super::super::criteria::Pattern;
use super::super::operators::compare;
use super::super::stop::{Doubt, Stop, What};
use super::super::value::{Area, Failure, Value};
use super::argument;

/// How a value is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Search {
    Exact,
    /// The last that is not greater, in a list in order.
    Ascending,
    /// The last that is not less, in a list in falling order.
    Descending,
}

/// Where a value stands in a row or column, counted from 0.
fn position(context: &mut Context<'_, '_>, needle: &Value, line: Area, search: Search) -> Result<u32, Stop> {
    let needle = match context.scalar(needle)? {
        Value::Error(failure) => return Err(Stop::Error(failure)),
        Value::Empty => {
            context.doubt.raise(&Doubt::Guess(What::Order));
            Value::ZERO
        }
        other => other,
    };
    context.settle(line)?;
    let pattern = match &needle {
        Value::Text(text) if search == Search::Exact => Some(Pattern::of(&text.text)),
        _ => None,
    };
    let offset = |at: CellRef| (at.row - line.first.row).max(at.column - line.first.column);
    let cells = context.cells;
    let mut found = None;
    let mut before: Option<Value> = None;
    for cell in cells.of_area(line) {
        let value = context.at(line.sheet, cell.at)?;
        if std::mem::discriminant(&value) != std::mem::discriminant(&needle) {
            continue;
        }
        if search == Search::Exact {
            let fits = match (&pattern, &value) {
                (Some(pattern), Value::Text(text)) => pattern.fits(context, &text.text)?,
                _ => compare(&value, &needle, true, context.doubt)?.is_eq(),
            };
            if fits {
                return Ok(offset(cell.at));
            }
            continue;
        }
        let beyond = if search == Search::Ascending { Ordering::Greater } else { Ordering::Less };
        if let Some(before) = &before
            && compare(before, &value, false, context.doubt)? == beyond
        {
            // A list that is not in order: what is found depends on how it is searched.
            context.doubt.raise(&Doubt::Guess(What::Order));
        }
        if compare(&value, &needle, false, context.doubt)? != beyond {
            found = Some(offset(cell.at));
        }
        before = Some(value);
    }
    found.ok_or(Stop::Error(Failure::NotAvailable))
}

pub(super) fn find(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let line = context.area(argument(arguments, 1))?;
    if line.rows() > 1 && line.columns() > 1 {
        return Err(Stop::Error(Failure::NotAvailable));
    }
    let search = match arguments.get(2) {
        None => Search::Ascending,
        Some(kind) => match context.figure(kind)?.value {
            kind if kind.is_zero() => Search::Exact,
            kind if kind.is_sign_positive() => Search::Ascending,
            _ => Search::Descending,
        },
    };
    let at = position(context, argument(arguments, 0), line, search)?;
    Ok(Value::number(at + 1))
}

/// VLOOKUP, and HLOOKUP with rows and columns changed.
fn look_up(context: &mut Context<'_, '_>, arguments: &[Value], across: bool) -> Result<Value, Stop> {
    let area = context.area(argument(arguments, 1))?;
    let nearest = match arguments.get(3) {
        None => true,
        Some(nearest) => context.truth(nearest)?,
    };
    let wanted = context.whole(argument(arguments, 2))?;
    let wanted = u32::try_from(wanted).ok().and_then(|wanted| wanted.checked_sub(1));
    let wanted = wanted.ok_or(Stop::Error(Failure::Value))?;
    if wanted >= if across { area.rows() } else { area.columns() } {
        return Err(Stop::Error(Failure::Ref));
    }
    let line = if across { area.part(0, 0, 1, area.columns()) } else { area.part(0, 0, area.rows(), 1) };
    let line = line.ok_or(Stop::Error(Failure::Ref))?;
    let search = if nearest { Search::Ascending } else { Search::Exact };
    let at = position(context, argument(arguments, 0), line, search)?;
    let found = if across { area.part(wanted, at, 1, 1) } else { area.part(at, wanted, 1, 1) };
    found.map(Value::Area).ok_or(Stop::Error(Failure::Ref))
}

pub(super) fn vlookup(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    look_up(context, arguments, false)
}

pub(super) fn hlookup(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    look_up(context, arguments, true)
}

pub(super) fn index(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let area = context.area(argument(arguments, 0))?;
    let number = |context: &mut Context<'_, '_>, at: usize| -> Result<u32, Stop> {
        let number = context.whole(argument(arguments, at))?;
        u32::try_from(number).map_err(|_| Stop::Error(Failure::Value))
    };
    let (mut row, mut column) = (number(context, 1)?, number(context, 2)?);
    if arguments.len() == 2 {
        if area.rows() == 1 {
            (row, column) = (1, row);
        } else if area.columns() > 1 && row > 0 {
            return Err(Stop::Error(Failure::Ref));
        }
    }
    let (from_row, rows) = if row == 0 { (0, area.rows()) } else { (row - 1, 1) };
    let (from_column, columns) = if column == 0 { (0, area.columns()) } else { (column - 1, 1) };
    area.part(from_row, from_column, rows, columns).map(Value::Area).ok_or(Stop::Error(Failure::Ref))
}

pub(super) fn choose(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let number = context.whole(argument(arguments, 0))?;
    let chosen = usize::try_from(number).ok().filter(|number| *number > 0);
    chosen.and_then(|number| arguments.get(number)).cloned().ok_or(Stop::Error(Failure::Value))
}

/// The corner of the argument, or the formula's own cell.
fn corner(context: &Context<'_, '_>, arguments: &[Value]) -> Result<CellRef, Stop> {
    match arguments.first() {
        None | Some(Value::Missing) => Ok(context.home.1),
        Some(Value::Area(area)) if area.rows() == 1 && area.columns() == 1 => Ok(area.first),
        Some(Value::Error(failure)) => Err(Stop::Error(*failure)),
        Some(_) => Err(Stop::Unsupported(What::Array)),
    }
}

pub(super) fn row(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    corner(context, arguments).map(|at| Value::number(u64::from(at.row) + 1))
}

pub(super) fn column(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    corner(context, arguments).map(|at| Value::number(u64::from(at.column) + 1))
}

pub(super) fn rows(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    context.area(argument(arguments, 0)).map(|area| Value::number(area.rows()))
}

pub(super) fn columns(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    context.area(argument(arguments, 0)).map(|area| Value::number(area.columns()))
}
