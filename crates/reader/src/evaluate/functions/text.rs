//! Texts.

use super::super::context::{Context, text_figure};
use super::super::stop::{Doubt, Stop, What};
use super::super::value::{Failure, Value};
use super::argument;

/// An argument's text; letters beyond the first plane count twice in Excel.
fn letters(context: &mut Context<'_, '_>, value: &Value) -> Result<String, Stop> {
    let text = context.text(value)?;
    if text.chars().any(|c| c.len_utf16() > 1) {
        context.doubt.raise(&Doubt::Guess(What::TextFigure));
    }
    Ok(text)
}

/// A count of letters, 1 where it is left out.
fn count(context: &mut Context<'_, '_>, arguments: &[Value], at: usize) -> Result<usize, Stop> {
    let Some(value) = arguments.get(at) else { return Ok(1) };
    usize::try_from(context.whole(value)?).map_err(|_| Stop::Error(Failure::Value))
}

pub(super) fn concatenate(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let mut whole = String::new();
    for argument in arguments {
        whole.push_str(&context.text(argument)?);
        context.budget.charge_text(whole.len() / 64)?;
    }
    context.make_text(whole)
}

pub(super) fn concat(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let mut parts = Vec::new();
    for argument in arguments {
        let mut bytes = 0;
        context.each(argument, &mut |item| {
            if let Value::Text(text) = &item.value {
                bytes += text.text.len();
            }
            parts.push((item.cell.map(|(_, cell)| cell.at), item.value));
            Ok(())
        })?;
        context.budget.charge_text(bytes)?;
    }
    // Ranges are read row by row; their cells come column by column.
    if arguments.iter().any(|argument| matches!(argument, Value::Area(area) if area.columns() > 1)) {
        if arguments.len() > 1 {
            return Err(Stop::Unsupported(What::Array));
        }
        parts.sort_by_key(|(at, _)| *at);
    }
    let mut whole = String::new();
    for (_, part) in &parts {
        whole.push_str(&context.text(part)?);
    }
    context.make_text(whole)
}

pub(super) fn left(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = letters(context, argument(arguments, 0))?;
    let count = count(context, arguments, 1)?;
    context.make_text(text.chars().take(count).collect())
}

pub(super) fn right(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = letters(context, argument(arguments, 0))?;
    let count = count(context, arguments, 1)?;
    let skipped = text.chars().count().saturating_sub(count);
    context.make_text(text.chars().skip(skipped).collect())
}

pub(super) fn mid(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = letters(context, argument(arguments, 0))?;
    let from = count(context, arguments, 1)?.checked_sub(1).ok_or(Stop::Error(Failure::Value))?;
    let count = count(context, arguments, 2)?;
    context.make_text(text.chars().skip(from).take(count).collect())
}

pub(super) fn len(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = letters(context, argument(arguments, 0))?;
    Ok(Value::number(text.chars().count() as u64))
}

/// Only plain spaces go; one is left between words.
pub(super) fn trim(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = context.text(argument(arguments, 0))?;
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    context.make_text(words.join(" "))
}

pub(super) fn upper(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = context.text(argument(arguments, 0))?;
    context.make_text(text.to_uppercase())
}

pub(super) fn lower(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = context.text(argument(arguments, 0))?;
    context.make_text(text.to_lowercase())
}

pub(super) fn exact(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let one = context.text(argument(arguments, 0))?;
    Ok(Value::Bool(one == context.text(argument(arguments, 1))?))
}

pub(super) fn find(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let wanted = letters(context, argument(arguments, 0))?;
    let text = letters(context, argument(arguments, 1))?;
    let from = count(context, arguments, 2)?.checked_sub(1).ok_or(Stop::Error(Failure::Value))?;
    let start = text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(from);
    let rest = start.and_then(|start| text.get(start..)).ok_or(Stop::Error(Failure::Value))?;
    let at = rest.find(&wanted).ok_or(Stop::Error(Failure::Value))?;
    let before = rest.get(..at).map_or(0, |before| before.chars().count());
    Ok(Value::number((from + before + 1) as u64))
}

pub(super) fn substitute(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = context.text(argument(arguments, 0))?;
    let (old, new) = (context.text(argument(arguments, 1))?, context.text(argument(arguments, 2))?);
    if old.is_empty() {
        return context.make_text(text);
    }
    let times = text.matches(&old).count();
    context.budget.charge_text(times.saturating_mul(new.len()))?;
    context.make_text(text.replace(&old, &new))
}

pub(super) fn rept(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let text = context.text(argument(arguments, 0))?;
    let times = count(context, arguments, 1)?;
    if text.len().saturating_mul(times) > 100_000 {
        return Err(Stop::Error(Failure::Value));
    }
    context.make_text(text.repeat(times))
}

pub(super) fn value(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    match context.scalar(argument(arguments, 0))? {
        Value::Text(text) => text_figure(&text.text).map(Value::number),
        Value::Bool(_) => Err(Stop::Error(Failure::Value)),
        other => context.figure(&other).map(Value::Number),
    }
}

pub(super) fn t(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    match context.scalar(argument(arguments, 0))? {
        Value::Text(text) => Ok(Value::Text(text)),
        Value::Error(failure) => Err(Stop::Error(failure)),
        _ => Ok(Value::text("")),
    }
}
