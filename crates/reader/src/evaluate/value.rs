//! Values while formulas are worked out.

use std::sync::Arc;

use phuluc_model::CellRef;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::grid::RichText;

/// Relative error of one step of binary arithmetic, as Excel computes.
const STEP: f64 = 4.5e-16;

/// A figure in decimals, with how far the binary arithmetic of a spreadsheet may be
/// off it: 1.1 - 1 - 0.1 is 0, yet a file may hold 8.3E-17 for it, rightly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    pub(super) value: Decimal,
    pub(super) noise: f64,
}

/// A value on the way.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A blank cell.
    Empty,
    /// An argument that is left out, as in `IF(A1,,2)`.
    Missing,
    Number(Figure),
    Text(Arc<RichText>),
    Bool(bool),
    Error(Failure),
    /// Cells not looked into yet.
    Area(Area),
    /// Several areas, as in `(A1:A2,C1)`.
    Areas(Arc<Vec<Area>>),
    /// A table of values, within SUMPRODUCT only.
    Array(Arc<Array>),
}

/// A rectangle on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) sheet: u32,
    pub(super) first: CellRef,
    pub(super) last: CellRef,
}

/// Values in rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Array {
    pub(super) rows: u32,
    pub(super) columns: u32,
    pub(super) values: Vec<Value>,
}

/// An error value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    Null,
    Div0,
    Value,
    Ref,
    Name,
    Num,
    NotAvailable,
    /// Any other, such as those that only LibreOffice has.
    Other,
}

impl Failure {
    /// Those that have a name of their own.
    const NAMED: [(Self, &'static str); 7] = [
        (Self::Null, "#NULL!"),
        (Self::Div0, "#DIV/0!"),
        (Self::Value, "#VALUE!"),
        (Self::Ref, "#REF!"),
        (Self::Name, "#NAME?"),
        (Self::Num, "#NUM!"),
        (Self::NotAvailable, "#N/A"),
    ];

    pub(super) fn of(text: &str) -> Self {
        let named = Self::NAMED.iter().find(|(_, name)| name.eq_ignore_ascii_case(text));
        named.map_or(Self::Other, |(failure, _)| *failure)
    }

    pub(super) fn text(self) -> &'static str {
        let named = Self::NAMED.iter().find(|(failure, _)| *failure == self);
        named.map_or("#ERROR!", |(_, name)| name)
    }
}

impl Figure {
    /// A figure that binary arithmetic holds as well.
    pub(super) const fn exact(value: Decimal) -> Self {
        Self { value, noise: 0.0 }
    }

    /// The result of one step whose parts were off by `noise`.
    pub(super) fn after(value: Decimal, noise: f64) -> Self {
        let size = size(value);
        // Whole numbers are exact up to 2^53.
        let step = if value.scale() == 0 && noise == 0.0 && size < 9e15 { 0.0 } else { size * STEP };
        Self { value, noise: noise + step }
    }
}

/// How large a figure is.
pub(super) fn size(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::MAX).abs()
}

/// Without what is left over when a division does not end: 1/3*3 is 1.
pub(super) fn settled(value: Decimal) -> Decimal {
    if value.mantissa().unsigned_abs() < 10u128.pow(24) || value.scale() == 0 {
        return value;
    }
    value.round_sf(24).unwrap_or(value)
}

impl Value {
    pub(super) const ZERO: Self = Self::Number(Figure::exact(Decimal::ZERO));

    pub(super) fn number(value: impl Into<Decimal>) -> Self {
        Self::Number(Figure::exact(value.into()))
    }

    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(Arc::new(RichText::plain(text.into())))
    }
}

impl Area {
    /// The single cell that it is.
    pub(super) fn single(self) -> Option<CellRef> {
        (self.first == self.last).then_some(self.first)
    }

    pub(super) const fn rows(self) -> u32 {
        self.last.row.saturating_sub(self.first.row) + 1
    }

    pub(super) const fn columns(self) -> u32 {
        self.last.column.saturating_sub(self.first.column) + 1
    }

    /// The smallest rectangle around both.
    pub(super) fn around(self, other: Self) -> Option<Self> {
        let corner = |one: CellRef, other: CellRef, pick: fn(u32, u32) -> u32| {
            CellRef::new(pick(one.row, other.row), pick(one.column, other.column))
        };
        (self.sheet == other.sheet).then(|| Self {
            sheet: self.sheet,
            first: corner(self.first, other.first, u32::min),
            last: corner(self.last, other.last, u32::max),
        })
    }

    /// The part of it at an offset; `None` past its end.
    pub(super) fn part(self, row: u32, column: u32, rows: u32, columns: u32) -> Option<Self> {
        let first = CellRef::new(self.first.row.checked_add(row)?, self.first.column.checked_add(column)?);
        let last = CellRef::new(
            first.row.checked_add(rows.checked_sub(1)?)?,
            first.column.checked_add(columns.checked_sub(1)?)?,
        );
        (last.row <= self.last.row && last.column <= self.last.column).then_some(Self { first, last, ..self })
    }
}
