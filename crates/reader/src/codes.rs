//! Outline numbers: as text, as figures that lost their last zero, as dates.

use phuluc_model::{CodeForm, Message, code_form, code_normal_form};
use rust_decimal::Decimal;

use crate::dates;
use crate::grid::{Cell, CellValue, NumberFormat};
use crate::rules;
use crate::sink::Sink;
use crate::view::SheetView;

/// Reads an outline number, after the one above it.
pub(crate) fn code(
    view: &SheetView<'_>,
    cell: &Cell,
    previous: Option<&str>,
    sink: &mut Sink,
) -> Option<String> {
    match &cell.value {
        CellValue::Number(number) if view.is_date(cell) => {
            Some(date_code(view, cell, number.value, previous, sink))
        }
        CellValue::Number(number) => {
            let plain = with_format_decimals(number.value, &view.style(cell).format);
            let code = continued(&plain, previous).unwrap_or_else(|| plain.clone());
            if code != plain {
                let message = Message::new(
                    "Số thứ tự mất số 0 cuối (1.10 thành 1.1): đã khôi phục theo dòng trên",
                    "the outline number lost its last zero (1.10 became 1.1): restored after the row above",
                );
                sink.cell(&rules::CODE_REPAIRED, cell.at, message, Some(plain));
            }
            Some(code)
        }
        _ => {
            let text = view.text(cell);
            let code = code_normal_form(&text)?;
            if code_form(&code) == phuluc_model::CodeForm::None {
                return Some(text.into_owned());
            }
            if code.contains('.') && text.contains(',') {
                let message = Message::new(
                    "Số thứ tự ghi dấu phẩy: đọc là dấu chấm",
                    "outline numbers with a comma were read with a dot",
                );
                sink.cell(&rules::CODE_REPAIRED, cell.at, message, Some(text.into_owned()));
            }
            Some(code)
        }
    }
}

/// Whether an outline number reads the same whatever stands above it.
pub(crate) fn stands_alone(view: &SheetView<'_>, cell: &Cell) -> bool {
    match &cell.value {
        CellValue::Number(number) => !view.is_date(cell) && number.value.is_integer(),
        CellValue::Text(_) => code_normal_form(&view.text(cell))
            .is_some_and(|code| !matches!(code_form(&code), CodeForm::None | CodeForm::Mark)),
        _ => false,
    }
}

/// 1.1 shown as `0.00` is 1.10.
fn with_format_decimals(value: Decimal, format: &NumberFormat) -> String {
    let NumberFormat::Code(code) = format else { return value.to_string() };
    let first = code.split(';').next().unwrap_or_default();
    let decimals =
        first.split_once('.').map_or(0, |(_, tail)| tail.chars().take_while(|c| *c == '0').count());
    let mut shown = value;
    if decimals > value.scale() as usize && value.scale() > 0 {
        shown.rescale(u32::try_from(decimals.min(6)).unwrap_or(0));
    }
    shown.to_string()
}

/// The number 1.1 that follows 1.9 is 1.10; 1.2 after 1.19 is 1.20.
fn continued(code: &str, previous: Option<&str>) -> Option<String> {
    let (prefix, last) = code.rsplit_once('.')?;
    let (previous_prefix, previous_last) = previous?.rsplit_once('.')?;
    let (last, before): (u32, u32) = (last.parse().ok()?, previous_last.parse().ok()?);
    let next = before.checked_add(1)?;
    (prefix == previous_prefix && next == last.checked_mul(10)?).then(|| format!("{prefix}.{next}"))
}

/// "1.1" and "1/2" that Excel took for dates.
fn date_code(
    view: &SheetView<'_>,
    cell: &Cell,
    serial: Decimal,
    previous: Option<&str>,
    sink: &mut Sink,
) -> String {
    let Some((day, month, _)) = dates::civil(serial, view.date_1904()) else { return serial.to_string() };
    let day_first = format!("{day}.{month}");
    let month_first = format!("{month}.{day}");
    let follows = |code: &str| {
        let part = |code: &str| -> Option<(u32, u32)> {
            let (major, minor) = code.split_once('.')?;
            Some((major.parse().ok()?, minor.parse().ok()?))
        };
        match (part(code), previous.and_then(part), previous.and_then(|p| p.parse::<u32>().ok())) {
            (Some((major, minor)), Some((above, last)), _) => major == above && minor == last + 1,
            (Some((major, minor)), None, Some(above)) => major == above && minor == 1,
            _ => false,
        }
    };
    let code = if !follows(&day_first) && follows(&month_first) { month_first } else { day_first };
    let message = Message::new(
        "Excel đã đổi số thứ tự thành ngày: đã đổi lại; định dạng cột này là Văn bản rồi nhập lại",
        "Excel had turned the outline number into a date; it was turned back: format the column as Text",
    );
    sink.cell(&rules::CODE_WAS_DATE, cell.at, message, Some(view.text(cell).into_owned()));
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_lost_their_zero() {
        assert_eq!(continued("1.1", Some("1.9")).as_deref(), Some("1.10"));
        assert_eq!(continued("1.2", Some("1.19")).as_deref(), Some("1.20"));
        assert_eq!(continued("1.1", Some("1.8")), None);
        assert_eq!(continued("2.1", Some("1.9")), None);
        assert_eq!(continued("1.1", None), None);
        let format = NumberFormat::Code("0.00".into());
        assert_eq!(with_format_decimals(Decimal::new(11, 1), &format), "1.10");
        assert_eq!(with_format_decimals(Decimal::from(1), &format), "1");
    }
}
