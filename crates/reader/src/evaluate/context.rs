//! What operators and functions see of the workbook while a formula is worked out.

use phuluc_model::CellRef;
use rust_decimal::Decimal;

use super::cells::Cells;
use super::stop::{Budget, Doubt, Stop, What};
use super::value::{Area, Array, Failure, Figure, Value};
use crate::grid::Cell;

/// Values of one array; larger ones are given up.
const LARGEST_ARRAY: u64 = 200_000;

/// The surroundings of one operation.
pub(super) struct Context<'a, 'b> {
    pub(super) cells: &'a Cells<'b>,
    pub(super) budget: &'a mut Budget,
    pub(super) doubt: &'a mut Doubt,
    /// The cell of the formula.
    pub(super) home: (u32, CellRef),
    /// How many formulas of the operation's areas are known to be worked out.
    pub(super) cursor: &'a mut usize,
    /// How many of them this attempt has come by.
    pub(super) passed: usize,
    /// Another result that a spreadsheet may rightly have.
    pub(super) alternative: &'a mut Option<Value>,
}

/// A value of an argument, with its cell where it stands in one.
pub(super) struct Item<'b> {
    pub(super) value: Value,
    pub(super) cell: Option<(u32, &'b Cell)>,
}

impl<'b> Context<'_, 'b> {
    /// Makes sure that every formula of an area is worked out.
    pub(super) fn settle(&mut self, area: Area) -> Result<(), Stop> {
        let cells = self.cells;
        for formulas in cells.formulas(area) {
            self.budget.charge(1)?;
            let known = self.cursor.saturating_sub(self.passed).min(formulas.len());
            self.passed += known;
            for (_, slot) in formulas.get(known..).unwrap_or_default() {
                if cells.is_pending(*slot) {
                    return Err(Stop::Need(*slot));
                }
                self.budget.charge(1)?;
                self.passed += 1;
                *self.cursor = self.passed;
            }
        }
        Ok(())
    }

    /// Makes sure of all areas of an argument.
    pub(super) fn settle_argument(&mut self, argument: &Value) -> Result<(), Stop> {
        match argument {
            Value::Area(area) => self.settle(*area),
            Value::Areas(areas) => areas.iter().try_for_each(|area| self.settle(*area)),
            _ => Ok(()),
        }
    }

    /// What stands at a place.
    pub(super) fn at(&mut self, sheet: u32, at: CellRef) -> Result<Value, Stop> {
        self.budget.charge(1)?;
        match self.cells.at(sheet, at) {
            Some(cell) => self.of_cell(sheet, cell),
            None => Ok(Value::Empty),
        }
    }

    fn of_cell(&mut self, sheet: u32, cell: &Cell) -> Result<Value, Stop> {
        let (value, doubt) = self.cells.value(sheet, cell)?;
        self.doubt.raise(&doubt);
        Ok(value)
    }

    /// One value: the argument's own, or that of the single cell it refers to.
    pub(super) fn scalar(&mut self, value: &Value) -> Result<Value, Stop> {
        match value {
            Value::Area(area) => match area.single() {
                Some(at) => self.at(area.sheet, at),
                None => Err(Stop::Unsupported(What::Array)),
            },
            Value::Areas(_) | Value::Array(_) => Err(Stop::Unsupported(What::Array)),
            Value::Missing => Ok(Value::Empty),
            other => Ok(other.clone()),
        }
    }

    /// A figure, or the error value that comes of it.
    pub(super) fn figure(&mut self, value: &Value) -> Result<Figure, Stop> {
        Ok(match self.scalar(value)? {
            Value::Number(figure) => figure,
            Value::Bool(value) => Figure::exact(Decimal::from(u8::from(value))),
            Value::Text(text) => Figure::exact(text_figure(&text.text)?),
            Value::Error(failure) => return Err(Stop::Error(failure)),
            _ => Figure::exact(Decimal::ZERO),
        })
    }

    /// A figure cut to a whole number, as counts and positions are.
    pub(super) fn whole(&mut self, value: &Value) -> Result<i64, Stop> {
        let figure = self.figure(value)?;
        let whole = super::value::settled(figure.value).trunc();
        i64::try_from(whole).map_err(|_| Stop::Error(Failure::Num))
    }

    /// A truth value.
    pub(super) fn truth(&mut self, value: &Value) -> Result<bool, Stop> {
        match self.scalar(value)? {
            Value::Text(text) => match text.text.to_ascii_uppercase().as_str() {
                "TRUE" => Ok(true),
                "FALSE" => Ok(false),
                _ => Err(Stop::Error(Failure::Value)),
            },
            other => Ok(!self.figure(&other)?.value.is_zero()),
        }
    }

    /// A text; figures by their digits.
    pub(super) fn text(&mut self, value: &Value) -> Result<String, Stop> {
        Ok(match self.scalar(value)? {
            Value::Text(text) => {
                self.budget.charge(text.text.len() as u64 / 8)?;
                text.text.to_string()
            }
            Value::Number(figure) => self.digits(figure),
            Value::Bool(value) => if value { "TRUE" } else { "FALSE" }.to_owned(),
            Value::Error(failure) => return Err(Stop::Error(failure)),
            _ => String::new(),
        })
    }

    /// Digits as they show in a text; the decimal mark is a matter of settings.
    fn digits(&mut self, figure: Figure) -> String {
        let value = shown(figure.value);
        if value.scale() > 0 || value.mantissa().unsigned_abs() >= 10u128.pow(15) {
            self.doubt.raise(&Doubt::Guess(What::TextFigure));
        }
        value.to_string()
    }

    /// Makes a text value, within Excel's length and the budget.
    pub(super) fn make_text(&mut self, text: String) -> Result<Value, Stop> {
        self.budget.charge_text(text.len())?;
        if text.len() > 32_767 && text.encode_utf16().count() > 32_767 {
            return Err(Stop::Error(Failure::Value));
        }
        Ok(Value::text(text))
    }

    /// Calls `visit` with every value of an argument that is not blank.
    pub(super) fn each(
        &mut self,
        argument: &Value,
        visit: &mut dyn FnMut(Item<'b>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        match argument {
            Value::Area(area) => self.each_of(*area, visit),
            Value::Areas(areas) => areas.iter().try_for_each(|area| self.each_of(*area, visit)),
            Value::Array(array) => {
                self.budget.charge(array.values.len() as u64)?;
                array.values.iter().try_for_each(|value| visit(Item { value: value.clone(), cell: None }))
            }
            other => visit(Item { value: other.clone(), cell: None }),
        }
    }

    fn each_of(
        &mut self,
        area: Area,
        visit: &mut dyn FnMut(Item<'b>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let cells = self.cells;
        for cell in cells.of_area(area) {
            self.budget.charge(1)?;
            let value = self.of_cell(area.sheet, cell)?;
            if !matches!(value, Value::Empty) {
                visit(Item { value, cell: Some((area.sheet, cell)) })?;
            }
        }
        Ok(())
    }

    /// All values of an argument as a table.
    pub(super) fn array(&mut self, value: &Value) -> Result<Array, Stop> {
        match value {
            Value::Array(array) => {
                self.budget.charge(array.values.len() as u64)?;
                Ok((**array).clone())
            }
            Value::Area(area) => {
                let (rows, columns) = (area.rows(), area.columns());
                let count = u64::from(rows) * u64::from(columns);
                if count > LARGEST_ARRAY {
                    return Err(Stop::GaveUp);
                }
                self.budget.charge(count)?;
                let mut values = vec![Value::Empty; count as usize];
                let cells = self.cells;
                for cell in cells.of_area(*area) {
                    let row = u64::from(cell.at.row - area.first.row);
                    let at = row * u64::from(columns) + u64::from(cell.at.column - area.first.column);
                    if let Some(place) = values.get_mut(at as usize) {
                        *place = self.of_cell(area.sheet, cell)?;
                    }
                }
                Ok(Array { rows, columns, values })
            }
            Value::Areas(_) => Err(Stop::Unsupported(What::Array)),
            other => Ok(Array { rows: 1, columns: 1, values: vec![other.clone()] }),
        }
    }

    /// The one area that an argument refers to.
    pub(super) fn area(&self, value: &Value) -> Result<Area, Stop> {
        match value {
            Value::Area(area) => Ok(*area),
            Value::Error(failure) => Err(Stop::Error(*failure)),
            _ => Err(Stop::Unsupported(What::Array)),
        }
    }
}

/// A figure as a cell shows it: fifteen significant digits, unless it is whole.
pub(super) fn shown(value: Decimal) -> Decimal {
    let value = if value.is_zero() { Decimal::ZERO } else { value.normalize() };
    if value.scale() == 0 || value.mantissa().unsigned_abs() < 10u128.pow(15) {
        return value;
    }
    value.round_sf(15).unwrap_or(value).normalize()
}

/// The figure that a text is, where no setting can say otherwise.
pub(super) fn text_figure(text: &str) -> Result<Decimal, Stop> {
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
    if !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return trimmed.parse().map_err(|_| Stop::Unsupported(What::TextFigure));
    }
    if trimmed.chars().any(char::is_numeric) {
        return Err(Stop::Unsupported(What::TextFigure));
    }
    Err(Stop::Error(Failure::Value))
}
