//! Sums, counts and extremes of ranges.

use rust_decimal::Decimal;

use super::super::compile::is_subtotal;
use super::super::context::Context;
use super::super::operators::{is_table, over, times};
use super::super::stop::{Doubt, Stop, What};
use super::super::value::{Area, Failure, Figure, Value};
use super::argument;
use super::tally::{Sum, Tally, Want};
use crate::grid::FormulaText;

fn take(context: &mut Context<'_, '_>, arguments: &[Value], want: Want) -> Result<Value, Stop> {
    let mut tally = Tally::new(want);
    for argument in arguments {
        match argument {
            Value::Area(_) | Value::Areas(_) | Value::Array(_) => {
                context.each(argument, &mut |item| tally.stored(&item.value))?;
            }
            // What is written out itself counts as a figure, if it can be one.
            written => match want {
                Want::CountAll => tally.stored(written)?,
                Want::Count => match context.figure(written) {
                    Ok(figure) => tally.figure(figure)?,
                    Err(Stop::Error(_)) => {}
                    Err(stop) => return Err(stop),
                },
                _ => tally.figure(context.figure(written)?)?,
            },
        }
    }
    tally.result()
}

pub(super) fn sum(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    take(context, arguments, Want::Sum)
}

pub(super) fn average(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    take(context, arguments, Want::Average)
}

pub(super) fn count(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    take(context, arguments, Want::Count)
}

pub(super) fn count_all(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    take(context, arguments, Want::CountAll)
}

pub(super) fn max(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    take(context, arguments, Want::Max)
}

pub(super) fn min(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    take(context, arguments, Want::Min)
}

pub(super) fn product(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    take(context, arguments, Want::Product)
}

pub(super) fn count_blank(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let area = context.area(argument(arguments, 0))?;
    let mut filled = 0u64;
    context.each(&Value::Area(area), &mut |item| {
        filled += u64::from(!matches!(&item.value, Value::Text(text) if text.text.is_empty()));
        Ok(())
    })?;
    Ok(Value::number(u64::from(area.rows()) * u64::from(area.columns()) - filled))
}

/// Which cells a subtotal leaves out.
#[derive(Clone, Copy)]
struct Leave {
    hidden: bool,
    errors: bool,
    subtotals: bool,
}

/// The figures of areas, without those left out; whether any row of them is hidden.
fn visit(
    context: &mut Context<'_, '_>,
    areas: &[Value],
    leave: Leave,
    mut take: impl FnMut(&Value) -> Result<(), Stop>,
) -> Result<bool, Stop> {
    let cells = context.cells;
    let mut any_hidden = false;
    for area in areas {
        if !matches!(area, Value::Area(_) | Value::Areas(_) | Value::Error(_)) {
            return Err(Stop::Unsupported(What::Array));
        }
        context.each(area, &mut |item| {
            let subtotal = |formula: &FormulaText| leave.subtotals && is_subtotal(formula);
            if let Some((sheet, cell)) = item.cell {
                if cell.formula.as_ref().is_some_and(subtotal) {
                    return Ok(());
                }
                let hidden = cells.is_hidden(sheet, cell.at.row);
                any_hidden |= hidden;
                if hidden && leave.hidden {
                    return Ok(());
                }
            }
            if leave.errors && matches!(item.value, Value::Error(_)) { Ok(()) } else { take(&item.value) }
        })?;
    }
    Ok(any_hidden)
}

pub(super) fn subtotal(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let number = context.whole(argument(arguments, 0))?;
    let areas = arguments.get(1..).unwrap_or_default();
    let hidden = number > 100;
    let want = Want::numbered(if hidden { number - 100 } else { number })
        .ok_or_else(|| Stop::Unsupported(What::Function("SUBTOTAL".into())))?;
    let leave = Leave { hidden, errors: false, subtotals: true };
    let mut tally = Tally::new(want);
    let any_hidden = visit(context, areas, leave, |value| tally.stored(value))?;
    if any_hidden && !hidden {
        // Rows that a filter hides do not count, rows hidden by hand do: the grid cannot tell.
        let mut shown = Tally::new(want);
        visit(context, areas, Leave { hidden: true, ..leave }, |value| shown.stored(value))?;
        let shown = shown.result();
        let all = tally.result();
        if shown != all {
            context.doubt.raise(&Doubt::Guess(What::Hidden));
            *context.alternative = shown.ok();
        }
        return all;
    }
    tally.result()
}

pub(super) fn aggregate(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let number = context.whole(argument(arguments, 0))?;
    let option = context.whole(argument(arguments, 1))?;
    let leave = Leave {
        subtotals: (0..=3).contains(&option),
        hidden: matches!(option, 1 | 3 | 5 | 7),
        errors: matches!(option, 2 | 3 | 6 | 7),
    };
    if !(0..=7).contains(&option) {
        return Err(Stop::Error(Failure::Value));
    }
    let areas = arguments.get(2..).unwrap_or_default();
    if let Some(want) = Want::numbered(number) {
        let mut tally = Tally::new(want);
        visit(context, areas, leave, |value| tally.stored(value))?;
        return tally.result();
    }
    let ([area, rank], 14 | 15) = (areas, number) else {
        return Err(Stop::Unsupported(What::Function("AGGREGATE".into())));
    };
    let rank = context.whole(rank)?;
    let mut figures = Vec::new();
    visit(context, std::slice::from_ref(area), leave, |value| {
        match value {
            Value::Number(figure) => figures.push(*figure),
            Value::Error(failure) => return Err(Stop::Error(*failure)),
            _ => {}
        }
        Ok(())
    })?;
    ranked(figures, rank, number == 14)
}

fn sorted(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Vec<Figure>, Stop> {
    let mut figures = Vec::new();
    for argument in arguments {
        context.each(argument, &mut |item| {
            match item.value {
                Value::Number(figure) => figures.push(figure),
                Value::Error(failure) => return Err(Stop::Error(failure)),
                _ => {}
            }
            Ok(())
        })?;
    }
    figures.sort_by_key(|figure| figure.value);
    Ok(figures)
}

fn ranked(mut figures: Vec<Figure>, rank: i64, largest: bool) -> Result<Value, Stop> {
    figures.sort_by_key(|figure| figure.value);
    let at = usize::try_from(rank).ok().and_then(|rank| rank.checked_sub(1));
    let at = at.filter(|at| *at < figures.len()).ok_or(Stop::Error(Failure::Num))?;
    let at = if largest { figures.len() - 1 - at } else { at };
    figures.get(at).map(|figure| Value::Number(*figure)).ok_or(Stop::Error(Failure::Num))
}

pub(super) fn large(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let rank = context.whole(argument(arguments, 1))?;
    ranked(sorted(context, arguments.get(..1).unwrap_or_default())?, rank, true)
}

pub(super) fn small(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let rank = context.whole(argument(arguments, 1))?;
    ranked(sorted(context, arguments.get(..1).unwrap_or_default())?, rank, false)
}

pub(super) fn median(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let figures = sorted(context, arguments)?;
    let middle = figures.len() / 2;
    let at = |at: usize| figures.get(at).copied().ok_or(Stop::Error(Failure::Num));
    if figures.len() % 2 == 1 {
        return at(middle).map(Value::Number);
    }
    let mut both = Sum::default();
    both.add(at(middle.wrapping_sub(1))?)?;
    both.add(at(middle)?)?;
    over(both.total()?, Figure::exact(Decimal::TWO)).map(Value::Number)
}

pub(super) fn sum_product(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let areas: Vec<Area> = arguments
        .iter()
        .filter_map(|argument| if let Value::Area(area) = argument { Some(*area) } else { None })
        .collect();
    match areas.split_first() {
        Some((first, rest)) if areas.len() == arguments.len() => product_of_areas(context, *first, rest),
        _ => product_of_arrays(context, arguments),
    }
}

/// Over the cells that the first area has, so that whole columns cost no more than them.
fn product_of_areas(context: &mut Context<'_, '_>, first: Area, rest: &[Area]) -> Result<Value, Stop> {
    let shape = |area: &Area| (area.rows(), area.columns());
    if rest.iter().any(|area| shape(area) != shape(&first)) {
        return Err(Stop::Error(Failure::Value));
    }
    let mut items = Vec::new();
    context.each(&Value::Area(first), &mut |item| {
        if let (Value::Number(_) | Value::Error(_), Some((_, cell))) = (&item.value, item.cell) {
            items.push((cell.at, item.value));
        }
        Ok(())
    })?;
    // Errors count even where the first area is blank.
    for area in rest {
        let mut tally = Tally::new(Want::Max);
        context.each(&Value::Area(*area), &mut |item| tally.stored(&item.value))?;
    }
    let mut sum = Sum::default();
    for (at, value) in items {
        let mut product = context.figure(&value)?;
        for area in rest {
            let (row, column) = (at.row - first.first.row, at.column - first.first.column);
            let other = area.part(row, column, 1, 1).ok_or(Stop::Error(Failure::Value))?;
            product = match context.at(area.sheet, other.first)? {
                Value::Number(figure) => times(product, figure)?,
                Value::Error(failure) => return Err(Stop::Error(failure)),
                _ => Figure::exact(Decimal::ZERO),
            };
        }
        sum.add(product)?;
    }
    sum.total().map(Value::Number)
}

fn product_of_arrays(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    if let ([single], false) = (arguments, arguments.iter().any(is_table)) {
        return context.figure(single).map(Value::Number);
    }
    let mut product: Option<(u32, u32, Vec<Figure>)> = None;
    for argument in arguments {
        let array = context.array(argument)?;
        let mut figures = Vec::with_capacity(array.values.len());
        for value in &array.values {
            figures.push(match value {
                Value::Number(figure) => *figure,
                Value::Error(failure) => return Err(Stop::Error(*failure)),
                _ => Figure::exact(Decimal::ZERO),
            });
        }
        product = Some(match product {
            None => (array.rows, array.columns, figures),
            Some((rows, columns, before)) if (rows, columns) == (array.rows, array.columns) => {
                let pairs = before.into_iter().zip(figures);
                let both: Result<Vec<Figure>, Stop> = pairs.map(|(one, other)| times(one, other)).collect();
                (rows, columns, both?)
            }
            Some(_) => return Err(Stop::Error(Failure::Value)),
        });
    }
    let mut sum = Sum::default();
    for figure in product.into_iter().flat_map(|(_, _, figures)| figures) {
        sum.add(figure)?;
    }
    sum.total().map(Value::Number)
}
