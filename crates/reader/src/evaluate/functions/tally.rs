//! Sums, counts and extremes, taken one figure at a time.

use rust_decimal::Decimal;

use super::super::operators::{over, times};
use super::super::stop::Stop;
use super::super::value::{Failure, Figure, Value, size};

/// What is wanted of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Average,
    Count,
    CountAll,
    Max,
    Min,
    Product,
    Sum,
}

impl Want {
    /// The first functions of SUBTOTAL and AGGREGATE.
    pub(super) fn numbered(number: i64) -> Option<Self> {
        Some(match number {
            1 => Self::Average,
            2 => Self::Count,
            3 => Self::CountAll,
            4 => Self::Max,
            5 => Self::Min,
            6 => Self::Product,
            9 => Self::Sum,
            _ => return None,
        })
    }
}

/// Figures taken so far.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    want: Want,
    sum: Sum,
    figures: u64,
    others: u64,
    best: Option<Figure>,
}

impl Tally {
    pub(super) fn new(want: Want) -> Self {
        Self { want, sum: Sum::default(), figures: 0, others: 0, best: None }
    }

    /// Takes a figure.
    pub(super) fn figure(&mut self, figure: Figure) -> Result<(), Stop> {
        self.figures += 1;
        match (self.want, self.best) {
            (Want::Sum | Want::Average, _) => self.sum.add(figure)?,
            (Want::Product, Some(product)) => self.best = Some(times(product, figure)?),
            (Want::Max, Some(best)) if best.value >= figure.value => {}
            (Want::Min, Some(best)) if best.value <= figure.value => {}
            _ => self.best = Some(figure),
        }
        Ok(())
    }

    /// Takes what stands in a cell or table: only figures count, and errors end it.
    pub(super) fn stored(&mut self, value: &Value) -> Result<(), Stop> {
        match value {
            Value::Number(figure) => self.figure(*figure),
            Value::Error(failure) if !matches!(self.want, Want::Count | Want::CountAll) => {
                Err(Stop::Error(*failure))
            }
            _ => {
                self.others += 1;
                Ok(())
            }
        }
    }

    pub(super) fn result(self) -> Result<Value, Stop> {
        let figure = match self.want {
            Want::Sum => self.sum.total()?,
            Want::Average if self.figures == 0 => return Err(Stop::Error(Failure::Div0)),
            Want::Average => over(self.sum.total()?, Figure::exact(Decimal::from(self.figures)))?,
            Want::Count => Figure::exact(Decimal::from(self.figures)),
            Want::CountAll => Figure::exact(Decimal::from(self.figures + self.others)),
            Want::Max | Want::Min | Want::Product => self.best.unwrap_or(Figure::exact(Decimal::ZERO)),
        };
        Ok(Value::Number(figure))
    }
}

/// A sum with what binary arithmetic may be off it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    up: Decimal,
    down: Decimal,
    noise: f64,
    count: u64,
}

impl Sum {
    pub(super) fn add(&mut self, figure: Figure) -> Result<(), Stop> {
        let side = if figure.value.is_sign_negative() { &mut self.down } else { &mut self.up };
        *side = side.checked_add(figure.value).ok_or(Stop::GaveUp)?;
        self.noise += figure.noise;
        self.count += 1;
        Ok(())
    }

    pub(super) fn total(&self) -> Result<Figure, Stop> {
        let value = self.up.checked_add(self.down).ok_or(Stop::GaveUp)?;
        let whole = self.up.scale() == 0 && self.down.scale() == 0;
        // Errors of single additions go both ways.
        let steps = if whole { 0.0 } else { 4.0 + (self.count as f64).sqrt() };
        let noise = self.noise + steps * 2.3e-16 * (size(self.up) + size(self.down));
        Ok(Figure::after(value, noise))
    }
}
