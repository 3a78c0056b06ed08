//! Number formats: what a code does to the meaning of a figure.

use std::sync::Arc;

use crate::grid::NumberFormat;

/// The format of a number that the standard fixes.
pub(super) fn builtin(id: u32) -> NumberFormat {
    match id {
        9 | 10 => NumberFormat::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => NumberFormat::Date,
        _ => NumberFormat::Plain,
    }
}

/// The format of a code.
pub(super) fn format_of(code: &Arc<str>) -> NumberFormat {
    let trimmed = code.trim();
    if trimmed.is_empty() || trimmed.eq_ignore_ascii_case("general") {
        return NumberFormat::Plain;
    }
    let (mut percent, mut date) = (false, false);
    for sign in signs(code) {
        percent |= sign == '%';
        date |= matches!(sign.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's');
    }
    match (percent, date) {
        (true, _) => NumberFormat::Percent,
        (_, true) => NumberFormat::Date,
        _ => NumberFormat::Code(Arc::clone(code)),
    }
}

/// The characters of a code that mean something, so not those in quotes, after an
/// escape, a fill or a space, nor in brackets, except elapsed time (`[h]`).
fn signs(code: &str) -> impl Iterator<Item = char> {
    let mut letters = code.chars();
    std::iter::from_fn(move || {
        loop {
            match letters.next()? {
                '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
                '\\' | '_' | '*' => drop(letters.next()),
                '[' => {
                    let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    if is_elapsed(&inside) {
                        return Some('h');
                    }
                }
                letter => return Some(letter),
            }
        }
    })
}

fn is_elapsed(inside: &str) -> bool {
    ["h", "hh", "m", "mm", "s", "ss"].iter().any(|unit| inside.eq_ignore_ascii_case(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_percent_and_date() {
        for code in ["0%", "0.00%", "#,##0.0%;[Red]-0%", "0\\ %"] {
            assert_eq!(format_of(&code.into()), NumberFormat::Percent, "{code}");
        }
        for code in ["dd/mm/yyyy", "[$-409]mmm\\ d", "[h]:mm", "[ss]", "yyyy;@", "h:mm AM/PM"] {
            assert_eq!(format_of(&code.into()), NumberFormat::Date, "{code}");
        }
        for code in ["#,##0", "0\" %\"", "[Red]0.0", "#,##0\\ \\d", "0_m", "[$đ-42A]#,##0", "0*d", "@"] {
            assert_eq!(format_of(&code.into()), NumberFormat::Code(code.into()), "{code}");
        }
        assert_eq!(format_of(&"General".into()), NumberFormat::Plain);
        assert_eq!(builtin(10), NumberFormat::Percent);
        assert_eq!(builtin(14), NumberFormat::Date);
        assert_eq!(builtin(4), NumberFormat::Plain);
    }
}
