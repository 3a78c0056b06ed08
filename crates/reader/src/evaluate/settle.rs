//! What stands in a cell in the end: the cached result where it is right, the
//! computed one where there is none or another.

use std::sync::Arc;

use super::Verdict;
use super::cells::{State, stored};
use super::context::shown;
use super::run::Outcome;
use super::stop::{Doubt, Stop, What};
use super::value::{Figure, Value, size};
use crate::grid::{CellValue, Number};

/// Weighs a computed result against the cached one. `recalculates` says that the file
/// itself does not trust its cached results.
pub(super) fn settle(
    outcome: Result<Outcome, Stop>,
    cached: &CellValue,
    recalculates: bool,
) -> (State, Option<Verdict>) {
    let stands = || match stored(cached) {
        Value::Empty => State::Nothing,
        value => State::Done(value, false),
    };
    let said = |what: What| Verdict::Unsupported { what, cached: *cached != CellValue::None };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(Stop::External) => return (stands(), Some(Verdict::External)),
        Err(Stop::Unsupported(what)) => return (stands(), Some(said(what))),
        Err(_) => return (stands(), Some(Verdict::GaveUp)),
    };
    let value = match outcome.value {
        Value::Empty | Value::Missing => Value::ZERO,
        value => value,
    };
    let none = *cached == CellValue::None;
    if !none && same(&value, cached) {
        return (State::Done(confirmed(value, cached), false), None);
    }
    if !none && outcome.alternative.is_some_and(|other| same(&other, cached)) {
        return (stands(), None);
    }
    match outcome.doubt {
        Doubt::Guess(what) => return (stands(), Some(said(what))),
        Doubt::Rounding if !none && !recalculates => {
            return (stands(), Some(said(What::Rounding)));
        }
        _ => {}
    }
    let Some(computed) = as_cell(&value) else { return (stands(), Some(said(What::Array))) };
    let verdict = if none || recalculates {
        Verdict::Filled { cached: cached.clone(), computed }
    } else {
        Verdict::Stale { cached: cached.clone(), computed }
    };
    (State::Done(value, outcome.doubt == Doubt::Rounding), Some(verdict))
}

/// The computed value is the more exact; but which error stands there is as cached.
fn confirmed(value: Value, cached: &CellValue) -> Value {
    if matches!(value, Value::Number(_)) { value } else { stored(cached) }
}

/// A result as a cell holds it.
fn as_cell(value: &Value) -> Option<CellValue> {
    Some(match value {
        Value::Number(figure) => CellValue::Number(Number { value: shown(figure.value), rounded: false }),
        Value::Text(text) => CellValue::Text(text.clone()),
        Value::Bool(value) => CellValue::Bool(*value),
        Value::Error(failure) => CellValue::Error(Arc::from(failure.text())),
        _ => return None,
    })
}

/// Whether a computed result is what a spreadsheet may have stored.
pub(super) fn same(computed: &Value, cached: &CellValue) -> bool {
    match (computed, cached) {
        (Value::Number(figure), CellValue::Number(number)) => near(*figure, number.value),
        (Value::Text(text), CellValue::Text(cached)) => text.text == cached.text,
        (Value::Bool(value), CellValue::Bool(cached)) => value == cached,
        // LibreOffice stores truth values as figures.
        (Value::Bool(value), CellValue::Number(number)) => number.value == u8::from(*value).into(),
        // Which of several errors shows is a matter of the order of work.
        (Value::Error(_), CellValue::Error(_)) => true,
        _ => false,
    }
}

/// Equal by what fifteen digits tell apart.
fn near(computed: Figure, cached: rust_decimal::Decimal) -> bool {
    let Some(apart) = computed.value.checked_sub(cached) else { return false };
    apart.is_zero() || size(apart) <= computed.noise + size(cached) * 5.1e-15
}
