//! One cell of a table: text or figure.

use std::sync::Arc;

use phuluc_model::{CellRef, ColumnType, Message, MoneyUnit, Quantity, Value};
use rust_decimal::Decimal;

use crate::dates;
use crate::draft::Pending;
use crate::figures::{self, Figure, FigureText, Grouping};
use crate::grid::{Cell, CellValue, Number, NumberFormat};
use crate::marks;
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// Reads words; figures and dates in a text column as they show.
pub(crate) fn text(view: &SheetView<'_>, cell: &Cell, sink: &mut Sink) -> Value {
    if let CellValue::Error(error) = &cell.value {
        say_error(cell.at, error, sink);
    }
    let text = view.shared_text(cell);
    Value::Text((!text.is_empty()).then_some(text))
}

fn say_error(at: CellRef, error: &Arc<str>, sink: &mut Sink) {
    let message = Message::new(
        "Ô báo lỗi của Excel: sửa công thức hoặc nhập số",
        "the cell holds an error value: mend its formula or type the figure",
    );
    sink.cell(&rules::ERROR_VALUE, at, message, Some(error.to_string()));
}

/// What a row is measured in, as far as it tells how its figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Measure {
    /// Nothing that tells.
    #[default]
    Open,
    /// Percent.
    Percent,
    /// Things of which there are only whole ones: households, people.
    Whole,
}

/// What a figure cell is read against.
pub(crate) struct FigureContext<'a> {
    pub(crate) kind: ColumnType,
    /// Unit of the column in the sheet.
    pub(crate) unit: Option<MoneyUnit>,
    /// Unit of the layout.
    pub(crate) layout_unit: Option<MoneyUnit>,
    /// What the row is measured in.
    pub(crate) measure: &'a dyn Fn() -> Measure,
    /// Whether the workbook is one of ours.
    pub(crate) marked: bool,
    /// Whether it is a template that was filled in.
    pub(crate) template: bool,
    /// Sheet columns of figures.
    pub(crate) columns: &'a [u32],
}

/// What a figure cell says.
#[derive(Default)]
pub(crate) struct FigureRead {
    pub(crate) quantity: Quantity,
    pub(crate) proof: Option<Grouping>,
    pub(crate) pending: Option<Pending>,
}

impl From<Quantity> for FigureRead {
    fn from(quantity: Quantity) -> Self {
        Self { quantity, ..Self::default() }
    }
}

/// Reads a figure.
pub(crate) fn figure(
    view: &SheetView<'_>,
    cell: &Cell,
    context: &FigureContext<'_>,
    sink: &mut Sink,
) -> FigureRead {
    if context.marked
        && let Some(stated) = marks::stated(view, cell, context.template)
    {
        return stated.into();
    }
    say_merged(view, cell, context, sink);
    match &cell.value {
        CellValue::Number(number) => stored(view, cell, *number, context, sink).into(),
        CellValue::Error(error) => {
            say_error(cell.at, error, sink);
            Quantity::Words(error.clone()).into()
        }
        CellValue::None => {
            let message = Message::new(
                "Công thức chưa có kết quả: mở bằng Excel, tính lại (F9) và lưu",
                "the formula has no stored result: open the file in Excel, recalculate (F9) and save it",
            );
            sink.cell(&rules::FORMULA_WITHOUT_RESULT, cell.at, message, Some(view.text(cell).into_owned()));
            Quantity::Words(Arc::from(view.text(cell))).into()
        }
        _ => typed(view, cell, context, sink),
    }
}

/// Says that one figure stands in several cells of figures.
fn say_merged(view: &SheetView<'_>, cell: &Cell, context: &FigureContext<'_>, sink: &mut Sink) {
    let Some(range) = view.merge_at(cell.at) else { return };
    let beside = (range.first.column + 1..=range.last.column).any(|column| context.columns.contains(&column));
    let below = (range.first.row + 1..=range.last.row)
        .take(1000)
        .any(|row| view.row(row).any(|(_, cell)| matches!(cell.value, CellValue::Text(_))));
    if beside || below {
        let message = Message::new(
            "Một số ghi trong ô gộp qua nhiều ô số liệu: chỉ tính cho ô đầu, tách ô và ghi riêng từng số",
            "one figure in a region merged over several cells of figures counts for the first only: split the cells and type each figure",
        );
        sink.cell(&rules::FIGURE_OVER_CELLS, cell.at, message, Some(view.text(cell).into_owned()));
    }
}

/// A figure stored as such.
fn stored(
    view: &SheetView<'_>,
    cell: &Cell,
    number: Number,
    context: &FigureContext<'_>,
    sink: &mut Sink,
) -> Quantity {
    // What a program adds up is the form's, with the traces of its arithmetic.
    if number.rounded && !(context.template && marks::hides_zero(view, cell)) {
        let message = Message::new(
            "Số có phần lẻ do máy tính nhị phân (như 0,30000000000000004): đã lấy 15 chữ số có nghĩa như Excel hiển thị",
            "traces of binary arithmetic (such as 0.30000000000000004) were dropped: fifteen significant digits count, as Excel shows",
        );
        sink.cell(&rules::BINARY_NOISE, cell.at, message, Some(number.value.to_string()));
    }
    if context.kind == ColumnType::Year
        && view.is_date(cell)
        && let Some((_, _, year)) = dates::civil(number.value, view.date_1904())
    {
        return Quantity::number(Decimal::from(year));
    }
    if view.is_date(cell) && context.kind != ColumnType::Year {
        let text = view.text(cell);
        let message = Message::new(
            "Excel đã đổi số thành ngày: giữ nguyên chữ, không tính vào tổng; định dạng lại ô và nhập lại số",
            "Excel had turned the figure into a date: kept as text, not counted; format the cell and type the figure again",
        );
        sink.cell(&rules::DATE_IN_FIGURES, cell.at, message, Some(text.clone().into_owned()));
        return Quantity::Words(Arc::from(text));
    }
    let percent = view.style(cell).format == NumberFormat::Percent
        && matches!(context.kind, ColumnType::Percent | ColumnType::Figure);
    if percent && let Some(hundredfold) = number.value.checked_mul(Decimal::ONE_HUNDRED) {
        say_percent(cell.at, sink);
        return Quantity::number(hundredfold);
    }
    let unit = shown_unit(view, cell, context, sink).or(context.unit);
    scaled(cell.at, number.value, unit, context, sink)
}

/// The unit that a figure is stored in where its format shows it in the column's
/// own: 2500000000 under `#,##0,,` is 2,500 triệu đồng.
fn shown_unit(
    view: &SheetView<'_>,
    cell: &Cell,
    context: &FigureContext<'_>,
    sink: &mut Sink,
) -> Option<MoneyUnit> {
    let NumberFormat::Code(code) = &view.style(cell).format else { return None };
    let shown_by = match scaling_commas(code) {
        1 => MoneyUnit::NghinDong,
        2 => MoneyUnit::TrieuDong,
        3 => MoneyUnit::TyDong,
        _ => return None,
    };
    if context.kind != ColumnType::Amount || context.unit != Some(shown_by) {
        return None;
    }
    let message = Message::new(
        "Định dạng ô hiện số đã chia (#,##0,,): ô lưu bằng đồng, đọc theo số hiện ra",
        "the format shows figures divided (#,##0,,): they are stored in đồng and were read as shown",
    );
    sink.cell(&rules::FORMAT_SCALED, cell.at, message, None);
    Some(MoneyUnit::Dong)
}

/// Commas right behind the last digit of a format, each of which divides by a thousand.
fn scaling_commas(format: &str) -> usize {
    let first = format.split(';').next().unwrap_or_default();
    let Some(last) = first.rfind(['0', '#', '?']) else { return 0 };
    first.get(last + 1..).unwrap_or_default().chars().take_while(|c| *c == ',').count()
}

fn say_percent(at: CellRef, sink: &mut Sink) {
    let message = Message::new(
        "Ô định dạng phần trăm: đọc số như ô hiện ra, chẳng hạn ô lưu 0,5 hiện 50% thì đọc là 50",
        "a cell formatted as a percentage was read as it shows: one that holds 0.5 and shows 50%, say, as 50",
    );
    sink.cell(&rules::PERCENT_SCALED, at, message, None);
}

/// A figure in the layout's unit, with what is odd about it said.
fn scaled(
    at: CellRef,
    value: Decimal,
    unit: Option<MoneyUnit>,
    context: &FigureContext<'_>,
    sink: &mut Sink,
) -> Quantity {
    let Some(value) = in_unit(value, unit, context) else {
        // Too long for a decimal in the layout's unit: kept as it stands.
        return Quantity::Words(Arc::from(value.to_string()));
    };
    if value.is_sign_negative() && matches!(context.kind, ColumnType::Amount | ColumnType::Count) {
        let message = Message::new("Số âm: kiểm tra lại", "a figure below zero: check it");
        sink.cell(&rules::NEGATIVE_AMOUNT, at, message, Some(value.to_string()));
    }
    let plausible = || value.is_integer() && value >= Decimal::from(1975) && value <= Decimal::from(2100);
    if context.kind == ColumnType::Year && !plausible() {
        let message = Message::new("Năm không hợp lý: kiểm tra lại", "not a plausible year: check it");
        sink.cell(&rules::IMPLAUSIBLE_YEAR, at, message, Some(value.to_string()));
    }
    Quantity::number(value)
}

/// A figure typed as text.
fn typed(view: &SheetView<'_>, cell: &Cell, context: &FigureContext<'_>, sink: &mut Sink) -> FigureRead {
    let text = view.text(cell);
    match figures::read(&text) {
        FigureText::Nil => {
            if !text.starts_with('-') {
                let message = Message::new(
                    "Dấu gạch dài hoặc x trong cột số liệu: đọc là không có (-)",
                    "a long dash or x in a column of figures was read as nil (-)",
                );
                sink.cell(&rules::NIL_MARK, cell.at, message, Some(text.into_owned()));
            }
            Quantity::Nil.into()
        }
        FigureText::Unique(figure) if fits(&figure, context) => {
            say_typed(cell.at, sink);
            let unit = figure.unit.or(context.unit);
            FigureRead {
                quantity: scaled(cell.at, figure.value, unit, context, sink),
                proof: figure.proof,
                pending: None,
            }
        }
        FigureText::Ambiguous { grouped, fraction, separator } if fits(&grouped, context) => {
            let unit = grouped.unit.or(context.unit);
            let both = (in_unit(grouped.value, unit, context), in_unit(fraction.value, unit, context));
            let (Some(grouped), Some(fraction)) = both else {
                return words(cell.at, text.into_owned(), sink);
            };
            let counted = context.kind == ColumnType::Figure && (context.measure)() == Measure::Whole;
            if counted || matches!(context.kind, ColumnType::Count | ColumnType::Year) {
                say_typed(cell.at, sink);
                return Quantity::number(grouped).into();
            }
            let pending = Pending {
                row: 0,
                column: 0,
                at: cell.at,
                text: text.to_string(),
                grouped,
                fraction,
                separator,
            };
            FigureRead { quantity: Quantity::Words(Arc::from(text)), proof: None, pending: Some(pending) }
        }
        // "2023-2024" is what years are like.
        _ if context.kind == ColumnType::Year && text.contains("20") => {
            Quantity::Words(Arc::from(text)).into()
        }
        _ => words(cell.at, text.into_owned(), sink),
    }
}

/// Whether the unit or percent sign behind a figure fits its column.
fn fits(figure: &Figure, context: &FigureContext<'_>) -> bool {
    let money = matches!(context.kind, ColumnType::Amount) || figure.unit.is_none();
    let percent = !figure.percent
        || matches!(context.kind, ColumnType::Percent)
        || (context.measure)() == Measure::Percent;
    money && percent
}

fn in_unit(value: Decimal, unit: Option<MoneyUnit>, context: &FigureContext<'_>) -> Option<Decimal> {
    match (context.kind, unit, context.layout_unit) {
        (ColumnType::Amount, Some(from), Some(to)) => from.convert(value, to),
        _ => Some(value),
    }
}

pub(crate) fn say_typed(at: CellRef, sink: &mut Sink) {
    let message =
        Message::new("Số nhập dạng chữ: đã đọc thành số", "figures typed as text were read as figures");
    sink.cell(&rules::NUMBER_AS_TEXT, at, message, None);
}

fn words(at: CellRef, text: String, sink: &mut Sink) -> FigureRead {
    let message = Message::new(
        "Cột số liệu có chữ: giữ nguyên chữ, không tính vào tổng",
        "words in a column of figures: kept as words, not counted in sums",
    );
    sink.cell(&rules::WORDS_IN_FIGURES, at, message, Some(text.clone()));
    Quantity::Words(Arc::from(text)).into()
}
