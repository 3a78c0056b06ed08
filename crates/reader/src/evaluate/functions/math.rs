//! Rounding and single figures.

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::super::context::Context;
use super::super::operators;
use super::super::stop::{Doubt, Stop};
use super::super::value::{Failure, Figure, Value, settled};
use super::argument;
use phuluc_model::formula::Operator;

/// Rounds to a number of digits, behind the point or before it.
fn rounded(value: Decimal, digits: i64, strategy: RoundingStrategy) -> Result<Decimal, Stop> {
    let value = settled(value);
    if digits >= 0 {
        let digits = u32::try_from(digits).unwrap_or(u32::MAX).min(Decimal::MAX_SCALE);
        return Ok(value.round_dp_with_strategy(digits, strategy));
    }
    let zeros = u32::try_from(digits.unsigned_abs()).unwrap_or(u32::MAX);
    if zeros > 27 {
        return Err(Stop::GaveUp);
    }
    let unit = Decimal::from_i128_with_scale(10i128.pow(zeros), 0);
    let units = value.checked_div(unit).ok_or(Stop::GaveUp)?;
    units.round_dp_with_strategy(0, strategy).checked_mul(unit).ok_or(Stop::GaveUp)
}

/// Rounds a figure, and doubts the result where binary arithmetic may come out at the other side.
fn round_figure(
    context: &mut Context<'_, '_>,
    figure: Figure,
    digits: i64,
    strategy: RoundingStrategy,
) -> Result<Value, Stop> {
    let result = rounded(figure.value, digits, strategy)?;
    if figure.noise > 0.0 {
        let noise = Decimal::from_f64(figure.noise).unwrap_or_default();
        let at = |value: Option<Decimal>| value.and_then(|value| rounded(value, digits, strategy).ok());
        let sides = [at(figure.value.checked_sub(noise)), at(figure.value.checked_add(noise))];
        if sides.iter().any(|side| *side != Some(result)) {
            context.doubt.raise(&Doubt::Rounding);
        }
    }
    Ok(Value::Number(Figure::after(result, 0.0)))
}

fn by_digits(
    context: &mut Context<'_, '_>,
    arguments: &[Value],
    strategy: RoundingStrategy,
) -> Result<Value, Stop> {
    let figure = context.figure(argument(arguments, 0))?;
    let digits = context.whole(argument(arguments, 1))?;
    round_figure(context, figure, digits, strategy)
}

pub(super) fn round(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    by_digits(context, arguments, RoundingStrategy::MidpointAwayFromZero)
}

pub(super) fn round_up(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    by_digits(context, arguments, RoundingStrategy::AwayFromZero)
}

pub(super) fn round_down(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    by_digits(context, arguments, RoundingStrategy::ToZero)
}

pub(super) fn truncate(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    by_digits(context, arguments, RoundingStrategy::ToZero)
}

pub(super) fn int(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let figure = context.figure(argument(arguments, 0))?;
    round_figure(context, figure, 0, RoundingStrategy::ToNegativeInfinity)
}

pub(super) fn abs(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let figure = context.figure(argument(arguments, 0))?;
    Ok(Value::Number(Figure { value: figure.value.abs(), ..figure }))
}

pub(super) fn sign(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let figure = context.figure(argument(arguments, 0))?;
    let order = operators::compare(&Value::Number(figure), &Value::ZERO, false, context.doubt)?;
    Ok(Value::number(order as i8))
}

pub(super) fn power(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let (base, exponent) = (argument(arguments, 0), argument(arguments, 1));
    operators::binary(context, Operator::Power, base, exponent, false)
}

/// The multiples of `unit` in a figure, rounded.
fn multiples(
    context: &mut Context<'_, '_>,
    figure: Figure,
    unit: Figure,
    strategy: RoundingStrategy,
) -> Result<Figure, Stop> {
    let quotient = operators::over(figure, unit)?;
    // Past fifteen digits a remainder is none.
    if quotient.value.abs() >= Decimal::from(1_000_000_000_000_000u64) {
        return Err(Stop::GaveUp);
    }
    let Value::Number(whole) = round_figure(context, quotient, 0, strategy)? else {
        return Err(Stop::Error(Failure::Value));
    };
    operators::times(whole, unit)
}

/// The remainder has the divisor's sign.
pub(super) fn modulo(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let figure = context.figure(argument(arguments, 0))?;
    let unit = context.figure(argument(arguments, 1))?;
    let multiples = multiples(context, figure, unit, RoundingStrategy::ToNegativeInfinity)?;
    operators::arithmetic(Operator::Minus, figure, multiples).map(Value::Number)
}

fn to_multiple(
    context: &mut Context<'_, '_>,
    arguments: &[Value],
    by_zero: Result<Value, Stop>,
    strategy: RoundingStrategy,
) -> Result<Value, Stop> {
    let figure = context.figure(argument(arguments, 0))?;
    let unit = context.figure(argument(arguments, 1))?;
    if unit.value.is_zero() {
        return if figure.value.is_zero() { Ok(Value::ZERO) } else { by_zero };
    }
    if figure.value.is_sign_positive() && unit.value.is_sign_negative() && !figure.value.is_zero() {
        return Err(Stop::Error(Failure::Num));
    }
    multiples(context, figure, unit, strategy).map(Value::Number)
}

pub(super) fn ceiling(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    to_multiple(context, arguments, Ok(Value::ZERO), RoundingStrategy::ToPositiveInfinity)
}

pub(super) fn floor(context: &mut Context<'_, '_>, arguments: &[Value]) -> Result<Value, Stop> {
    let by_zero = Err(Stop::Error(Failure::Div0));
    to_multiple(context, arguments, by_zero, RoundingStrategy::ToNegativeInfinity)
}
