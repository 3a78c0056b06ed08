//! Truth values, and what kind of value something is.

use super::super::context::Context;
use super::super::stop::Stop;
use super::super::value::{Failure, Value};
use super::argument;

/// The truth values of arguments; cells that hold text or nothing do not count.
fn truths(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<(bool, bool), Stop> {
    let (mut any, mut all, mut count) = (false, true, 0u64);
    for argument in arguments {
        let mut take = |truth: bool| {
            count += 1;
            any |= truth;
            all &= truth;
        };
        if !matches!(argument, Value::Area(_) | Value::Areas(_) | Value::Array(_)) {
            take(context.truth(argument)?);
            continue;
        }
        context.each(argument, &mut |item| {
            match item.value {
                Value::Bool(value) => take(value),
                Value::Number(figure) => take(!figure.value.is_zero()),
                Value::Error(failure) => return Err(Stop::Error(failure)),
                _ => {}
            }
            Ok(())
        })?;
    }
    if count == 0 { Err(Stop::Error(Failure::Value)) } else { Ok((any, all)) }
}

pub(super) fn and(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    truths(context, arguments).map(|(_, all)| Value::Bool(all))
}

pub(super) fn or(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    truths(context, arguments).map(|(any, _)| Value::Bool(any))
}

pub(super) fn not(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    context.truth(argument(arguments, 0)).map(|truth| Value::Bool(!truth))
}

pub(super) fn always(_: &mut Context<'_, '_>, _: &[Value]) -> Result<Value, Stop> {
    Ok(Value::Bool(true))
}

pub(super) fn never(_: &mut Context<'_, '_>, _: &[Value]) -> Result<Value, Stop> {
    Ok(Value::Bool(false))
}

pub(super) fn na(_: &mut Context<'_, '_>, _: &[Value]) -> Result<Value, Stop> {
    Err(Stop::Error(Failure::NotAvailable))
}

pub(super) fn ifs(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    for pair in arguments.chunks(2) {
        let [condition, value] = pair else { return Err(Stop::Error(Failure::NotAvailable)) };
        if context.truth(condition)? {
            return context.scalar(value);
        }
    }
    Err(Stop::Error(Failure::NotAvailable))
}

/// Whether the one value of a call is of a kind.
fn is(
    context: &mut Context<'_, '_>,
    arguments: &[Value],
    kind: impl Fn(&Value) -> bool,
) -> Result<Value, Stop> {
    context.scalar(argument(arguments, 0)).map(|value| Value::Bool(kind(&value)))
}

pub(super) fn is_blank(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    is(context, arguments, |value| matches!(value, Value::Empty))
}

pub(super) fn is_number(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    is(context, arguments, |value| matches!(value, Value::Number(_)))
}

pub(super) fn is_text(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    is(context, arguments, |value| matches!(value, Value::Text(_)))
}

pub(super) fn is_error(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    is(context, arguments, |value| matches!(value, Value::Error(_)))
}

pub(super) fn is_err(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    is(
        context,
        arguments,
        |value| matches!(value, Value::Error(failure) if *failure != Failure::NotAvailable),
    )
}

pub(super) fn is_na(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    is(context, arguments, |value| matches!(value, Value::Error(Failure::NotAvailable)))
}

pub(super) fn n(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    match context.scalar(argument(arguments, 0))? {
        Value::Text(_) => Ok(Value::ZERO),
        other => context.figure(&other).map(Value::Number),
    }
}
