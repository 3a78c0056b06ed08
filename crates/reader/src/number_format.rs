//! What a number format says about the meaning of a figure.
//!
//! Only three facts matter: shown times 100, shown as a date, or something else
//! that the rest of the reader may look into (a unit or currency in the code).
//! Codes follow [ECMA-376] part 1, 18.8.30 and 18.8.31, in every container that
//! Excel writes; built-in ids without a code are those of the same list.

use std::sync::Arc;

use crate::grid::NumberFormat;

/// Codes of the built-in formats that change nothing about a figure.
const PLAIN: [&str; 7] = ["", "general", "standard", "0", "#,##0", "#,##0.00", "@"];

/// What the format with this id, and this code where the file gives one, means.
pub(crate) fn classify(id: u16, code: Option<&str>) -> NumberFormat {
    match code {
        Some(code) => by_code(code),
        None => match id {
            // Two decimals tell 1.10 from 1.1 in a column of outline numbers.
            2 => NumberFormat::Code(Arc::from("0.00")),
            9 | 10 => NumberFormat::Percent,
            14..=22 | 27..=36 | 45..=47 | 50..=58 => NumberFormat::Date,
            _ => NumberFormat::Plain,
        },
    }
}

fn by_code(code: &str) -> NumberFormat {
    let trimmed = code.trim();
    if PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(trimmed)) {
        return NumberFormat::Plain;
    }
    let marks = Marks::of(code);
    if marks.percent {
        NumberFormat::Percent
    } else if marks.date {
        NumberFormat::Date
    } else {
        NumberFormat::Code(Arc::from(code))
    }
}

/// What stands in a code outside quotes, escapes and brackets.
#[derive(Default)]
struct Marks {
    percent: bool,
    date: bool,
}

impl Marks {
    fn of(code: &str) -> Self {
        let mut marks = Self::default();
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => while chars.next().is_some_and(|c| c != '"') {},
                '\\' | '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    marks.date |= is_elapsed(&inside);
                }
                '%' => marks.percent = true,
                'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => marks.date = true,
                _ => {}
            }
        }
        marks
    }
}

/// `[h]`, `[mm]`, `[ss]`: time that runs past its unit.
fn is_elapsed(inside: &str) -> bool {
    let lower = inside.to_ascii_lowercase();
    ["h", "m", "s"].iter().any(|unit| !lower.is_empty() && lower.replace(unit, "").is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: &str) -> NumberFormat {
        NumberFormat::Code(Arc::from(code))
    }

    #[test]
    fn built_in_ids() {
        for id in [0, 1, 3, 4, 5, 11, 37, 41, 48, 49, 163, 200] {
            assert_eq!(classify(id, None), NumberFormat::Plain, "{id}");
        }
        for id in [9, 10] {
            assert_eq!(classify(id, None), NumberFormat::Percent, "{id}");
        }
        for id in [14, 22, 27, 36, 45, 47, 50, 58] {
            assert_eq!(classify(id, None), NumberFormat::Date, "{id}");
        }
    }

    #[test]
    fn codes() {
        assert_eq!(classify(164, Some("0.0%")), NumberFormat::Percent);
        assert_eq!(classify(164, Some("0.0\"%\"")), code("0.0\"%\""));
        assert_eq!(classify(164, Some("0\\%")), code("0\\%"));
        assert_eq!(classify(164, Some("dd/mm/yyyy")), NumberFormat::Date);
        assert_eq!(classify(164, Some("[$-42A]DD MMMM YYYY;@")), NumberFormat::Date);
        assert_eq!(classify(164, Some("[hh]:mm")), NumberFormat::Date);
        assert_eq!(classify(164, Some("[h]")), NumberFormat::Date);
        assert_eq!(classify(164, Some("#,##0_);[Red]\\(#,##0\\)")), code("#,##0_);[Red]\\(#,##0\\)"));
        assert_eq!(classify(164, Some("#,##0 [$₫-42A]")), code("#,##0 [$₫-42A]"));
        assert_eq!(classify(164, Some("#,##0 \"triệu đồng\"")), code("#,##0 \"triệu đồng\""));
        assert_eq!(classify(0, Some("GENERAL")), NumberFormat::Plain);
        assert_eq!(classify(165, Some("#,##0.00")), NumberFormat::Plain);
        assert_eq!(classify(164, Some("\"open [ quote")), code("\"open [ quote"));
        assert_eq!(classify(164, Some("[open")), code("[open"));
    }
}
