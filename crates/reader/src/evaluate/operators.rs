//! Operators, in decimals.

use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::context::Context;
use super::stop::{Doubt, Stop, What};
use super::value::{Area, Array, Failure, Figure, Value, settled, size};
use phuluc_model::formula::Operator;

/// Works out an operator between two values; tables element by element where `arrays` says so.
pub(super) fn binary(
    context: &mut Context<'_, '_>,
    operator: Operator,
    left: &Value,
    right: &Value,
    arrays: bool,
) -> Result<Value, Stop> {
    match operator {
        Operator::Range => return between(left, right),
        Operator::Union => return union(left, right),
        _ => {}
    }
    if arrays && (is_table(left) || is_table(right)) {
        return elementwise(context, operator, left, right);
    }
    match operator {
        Operator::Join => {
            let (left, right) = (context.text(left)?, context.text(right)?);
            context.make_text(left + &right)
        }
        Operator::Plus | Operator::Minus | Operator::Times | Operator::Over | Operator::Power => {
            let (left, right) = (context.figure(left)?, context.figure(right)?);
            arithmetic(operator, left, right).map(Value::Number)
        }
        _ => {
            let (left, right) = (context.scalar(left)?, context.scalar(right)?);
            let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
            let order = compare(&left, &right, equality, context.doubt)?;
            Ok(Value::Bool(match operator {
                Operator::Equal => order.is_eq(),
                Operator::NotEqual => order.is_ne(),
                Operator::Less => order.is_lt(),
                Operator::LessOrEqual => order.is_le(),
                Operator::Greater => order.is_gt(),
                _ => order.is_ge(),
            }))
        }
    }
}

pub(super) fn is_table(value: &Value) -> bool {
    match value {
        Value::Area(area) => area.single().is_none(),
        Value::Array(_) => true,
        _ => false,
    }
}

fn elementwise(
    context: &mut Context<'_, '_>,
    operator: Operator,
    left: &Value,
    right: &Value,
) -> Result<Value, Stop> {
    let (left, right) = (context.array(left)?, context.array(right)?);
    let (rows, columns) = (left.rows.max(right.rows), left.columns.max(right.columns));
    let count = u64::from(rows) * u64::from(columns);
    if count > 1_000_000 {
        return Err(Stop::GaveUp);
    }
    context.budget.charge(count)?;
    let mut values = Vec::with_capacity(count as usize);
    for row in 0..rows {
        for column in 0..columns {
            let pair = (left.get(row, column), right.get(row, column));
            values.push(error_as_value(binary(context, operator, &pair.0, &pair.1, false))?);
        }
    }
    Ok(Value::Array(Arc::new(Array { rows, columns, values })))
}

fn error_as_value(result: Result<Value, Stop>) -> Result<Value, Stop> {
    match result {
        Err(Stop::Error(failure)) => Ok(Value::Error(failure)),
        other => other,
    }
}

impl Array {
    /// A value; one row or column stands for all.
    fn get(&self, row: u32, column: u32) -> Value {
        let row = if self.rows == 1 { 0 } else { row };
        let column = if self.columns == 1 { 0 } else { column };
        if row >= self.rows || column >= self.columns {
            return Value::Error(Failure::NotAvailable);
        }
        let at = u64::from(row) * u64::from(self.columns) + u64::from(column);
        self.values.get(at as usize).cloned().unwrap_or(Value::Empty)
    }
}

/// Takes a sign or percent to a value, or to each of a table.
pub(super) fn unary(
    context: &mut Context<'_, '_>,
    value: &Value,
    arrays: bool,
    factor: Decimal,
) -> Result<Value, Stop> {
    let factor = Value::number(factor);
    binary(context, Operator::Times, value, &factor, arrays)
}

/// The area from one reference to another.
fn between(left: &Value, right: &Value) -> Result<Value, Stop> {
    match (left, right) {
        (Value::Area(one), Value::Area(other)) => {
            one.around(*other).map(Value::Area).ok_or(Stop::Unsupported(What::Sheet))
        }
        (Value::Error(failure), _) | (_, Value::Error(failure)) => Err(Stop::Error(*failure)),
        _ => Err(Stop::Unsupported(What::Syntax)),
    }
}

fn union(left: &Value, right: &Value) -> Result<Value, Stop> {
    let areas = |value: &Value| -> Result<Vec<Area>, Stop> {
        match value {
            Value::Area(area) => Ok(vec![*area]),
            Value::Areas(areas) if areas.len() <= 1_000 => Ok(areas.to_vec()),
            Value::Error(failure) => Err(Stop::Error(*failure)),
            _ => Err(Stop::Unsupported(What::Syntax)),
        }
    };
    let mut both = areas(left)?;
    both.extend(areas(right)?);
    Ok(Value::Areas(Arc::new(both)))
}

/// Plus, minus, times, over and to the power of.
pub(super) fn arithmetic(operator: Operator, left: Figure, right: Figure) -> Result<Figure, Stop> {
    let (a, b) = (left.value, right.value);
    let noise = left.noise + right.noise;
    match operator {
        Operator::Plus | Operator::Minus => {
            let b = if operator == Operator::Minus { -b } else { b };
            let sum = a.checked_add(b).ok_or(Stop::GaveUp)?;
            let whole = a.scale() == 0 && b.scale() == 0;
            // The parts themselves are not exact in binary, however small their sum.
            let parts = if whole { 0.0 } else { (size(a) + size(b)) * 2.3e-16 };
            Ok(Figure::after(sum, noise + parts))
        }
        Operator::Times => times(left, right),
        Operator::Over => over(left, right),
        _ => power(left, right),
    }
}

pub(super) fn times(left: Figure, right: Figure) -> Result<Figure, Stop> {
    let (a, b) = (left.value, right.value);
    let product = a.checked_mul(b).ok_or(Stop::GaveUp)?;
    let tiny = product.abs() < TINY && a.scale() + b.scale() > Decimal::MAX_SCALE;
    if tiny && !a.is_zero() && !b.is_zero() {
        return Err(Stop::GaveUp);
    }
    let noise = if left.noise + right.noise == 0.0 {
        0.0
    } else {
        size(a) * right.noise + size(b) * left.noise + left.noise * right.noise
    };
    Ok(Figure::after(product, noise))
}

/// Below this, fewer than fifteen digits of a product may be left.
const TINY: Decimal = Decimal::from_parts(1, 0, 0, false, 12);

pub(super) fn over(left: Figure, right: Figure) -> Result<Figure, Stop> {
    let (a, b) = (left.value, right.value);
    if b.is_zero() {
        return Err(Stop::Error(Failure::Div0));
    }
    let quotient = a.checked_div(b).ok_or(Stop::GaveUp)?;
    if quotient.abs() < TINY && quotient.checked_mul(b) != Some(a) {
        return Err(Stop::GaveUp);
    }
    let noise = (left.noise + size(quotient) * right.noise) / size(b);
    Ok(Figure::after(quotient, noise))
}

/// Whole powers, by squaring.
pub(super) fn power(base: Figure, exponent: Figure) -> Result<Figure, Stop> {
    let exponent = settled(exponent.value).normalize();
    if exponent.scale() > 0 {
        return Err(Stop::Unsupported(What::Power));
    }
    let exponent = i64::try_from(exponent).map_err(|_| Stop::GaveUp)?;
    match (base.value.is_zero(), exponent.cmp(&0)) {
        (true, Ordering::Equal) => return Err(Stop::Error(Failure::Num)),
        (true, Ordering::Less) => return Err(Stop::Error(Failure::Div0)),
        _ => {}
    }
    let mut result = Figure::exact(Decimal::ONE);
    let (mut left, mut square) = (exponent.unsigned_abs(), base);
    while left > 0 {
        if left & 1 == 1 {
            result = times(result, square)?;
        }
        left >>= 1;
        if left > 0 {
            square = times(square, square)?;
        }
    }
    if exponent < 0 { over(Figure::exact(Decimal::ONE), result) } else { Ok(result) }
}

/// Compares as Excel does: figures before texts before truth values; case does not matter.
pub(super) fn compare(
    left: &Value,
    right: &Value,
    equality: bool,
    doubt: &mut Doubt,
) -> Result<Ordering, Stop> {
    let like = |value: &Value, other: &Value| match (value, other) {
        (Value::Empty | Value::Missing, Value::Text(_)) => Value::text(""),
        (Value::Empty | Value::Missing, Value::Bool(_)) => Value::Bool(false),
        (Value::Empty | Value::Missing, _) => Value::ZERO,
        (value, _) => value.clone(),
    };
    let (left, right) = (like(left, right), like(right, left));
    Ok(match (&left, &right) {
        (Value::Error(failure), _) | (_, Value::Error(failure)) => return Err(Stop::Error(*failure)),
        (Value::Number(one), Value::Number(other)) => figures(*one, *other, doubt),
        (Value::Text(one), Value::Text(other)) => texts(&one.text, &other.text, equality, doubt),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        _ => class(&left).cmp(&class(&right)),
    })
}

fn figures(one: Figure, other: Figure, doubt: &mut Doubt) -> Ordering {
    let (a, b) = (settled(one.value), settled(other.value));
    let noise = one.noise + other.noise;
    if noise > 0.0 && a.checked_sub(b).is_some_and(|apart| size(apart) <= noise) {
        doubt.raise(&Doubt::Rounding);
    }
    a.cmp(&b)
}

/// The order of texts is by the language's collation, of which only the plain part is sure.
pub(super) fn texts(one: &str, other: &str, equality: bool, doubt: &mut Doubt) -> Ordering {
    let (a, b) = (one.to_lowercase(), other.to_lowercase());
    let order = a.cmp(&b);
    if order.is_ne() {
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let unsure =
            if equality { !one.is_ascii() && a.nfc().eq(b.nfc()) } else { !(plain(one) && plain(other)) };
        if unsure {
            doubt.raise(&Doubt::Guess(What::Order));
        }
    }
    order
}

const fn class(value: &Value) -> u8 {
    match value {
        Value::Number(_) => 0,
        Value::Text(_) => 1,
        _ => 2,
    }
}
