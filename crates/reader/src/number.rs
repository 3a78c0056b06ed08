//! From a stored figure to exact decimal digits.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::grid::Number;

/// Excel computes and shows fifteen significant digits; what a file stores past
/// them is binary noise (`0.1+0.2`), not something anybody typed.
const SIGNIFICANT_DIGITS: u32 = 15;

/// The exact figure of a stored numeral such as `1625.6999999999998` or `1.6E-3`;
/// `None` where it is no numeral or does not fit a decimal.
pub(crate) fn from_digits(digits: &str) -> Option<Number> {
    if let Some(number) = from_short(digits) {
        return Some(number);
    }
    let value = Decimal::from_str(digits)
        .or_else(|_| Decimal::from_scientific(digits))
        .ok()
        .or_else(|| digits.parse::<f64>().ok().and_then(|float| from_scientific(&format!("{float:e}"))))?;
    Some(without_noise(value).since(digits))
}

/// The exact figure of a binary float, by its shortest digits that round-trip;
/// `None` for infinities, NaN and what does not fit a decimal.
pub(crate) fn from_f64(float: f64) -> Option<Number> {
    if !float.is_finite() {
        return None;
    }
    let digits = format!("{float:e}");
    from_scientific(&digits).map(|value| without_noise(value).since(&digits))
}

/// The figure of a plain numeral of at most eighteen digits, which is nearly every
/// figure of nearly every sheet; `None` leaves the numeral to the general way.
fn from_short(digits: &str) -> Option<Number> {
    let (negative, body) = digits.strip_prefix('-').map_or((false, digits), |body| (true, body));
    if body.is_empty() || body.len() > 19 {
        return None;
    }
    let (mut mantissa, mut scale, mut point) = (0i64, 0u32, false);
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            b'0'..=b'9' if at < 18 || point => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale += u32::from(point);
            }
            b'.' if !point && at > 0 => point = true,
            _ => return None,
        }
    }
    if point && scale == 0 {
        return None;
    }
    (mantissa, scale) = without_zeros(mantissa, scale);
    let mut rounded = false;
    if scale > 0 && mantissa >= 10i64.pow(SIGNIFICANT_DIGITS) {
        (mantissa, scale) = round_short(mantissa, scale)?;
        rounded = true;
    }
    Some(Number { value: Decimal::new(if negative { -mantissa } else { mantissa }, scale), rounded })
}

/// Rounds to fifteen significant digits, half to even as [`Decimal`] does; `None`
/// where that would reach past the decimal point.
fn round_short(mantissa: i64, scale: u32) -> Option<(i64, u32)> {
    let dropped =
        (mantissa.ilog10() + 1).checked_sub(SIGNIFICANT_DIGITS).filter(|dropped| *dropped <= scale)?;
    let unit = 10i64.pow(dropped);
    let (kept, rest) = (mantissa / unit, mantissa % unit);
    let up = rest * 2 > unit || (rest * 2 == unit && kept % 2 == 1);
    Some(without_zeros(kept + i64::from(up), scale - dropped))
}

fn without_zeros(mut mantissa: i64, mut scale: u32) -> (i64, u32) {
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    (mantissa, scale)
}

fn from_scientific(digits: &str) -> Option<Decimal> {
    Decimal::from_scientific(digits).ok()
}

fn without_noise(value: Decimal) -> Number {
    let value = if value.is_zero() { Decimal::ZERO } else { value.normalize() };
    if value.mantissa().unsigned_abs() < 10u128.pow(SIGNIFICANT_DIGITS) || value.scale() == 0 {
        return Number { value, rounded: false };
    }
    let short = value.round_sf(SIGNIFICANT_DIGITS).unwrap_or(value).normalize();
    Number { value: short, rounded: short != value }
}

impl Number {
    /// Says so where a decimal had no place for all of the digits, far behind the point.
    fn since(self, digits: &str) -> Self {
        let held = |number: u128| number.to_string().trim_end_matches('0').len();
        let cut = significant(digits) > held(self.value.mantissa().unsigned_abs());
        Self { rounded: self.rounded || cut, ..self }
    }
}

/// How many significant digits a numeral has.
fn significant(digits: &str) -> usize {
    let body = digits.split(['e', 'E']).next().unwrap_or_default();
    let figures: String = body.chars().filter(char::is_ascii_digit).collect();
    figures.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(digits: &str) -> String {
        from_digits(digits).map_or("none".to_owned(), |n| n.value.to_string())
    }

    #[test]
    fn digits_are_exact_and_noise_is_dropped() {
        assert_eq!(text("1625.7"), "1625.7");
        assert_eq!(text("1625.6999999999998"), "1625.7");
        assert_eq!(text("0.30000000000000004"), "0.3");
        assert_eq!(text("7.8799999999999995E-2"), "0.0788");
        assert_eq!(text("4.257E10"), "42570000000");
        assert_eq!(text("1E-3"), "0.001");
        assert_eq!(text("-0"), "0");
        assert_eq!(text("9007199254740993"), "9007199254740993");
        assert_eq!(text("abc"), "none");
        assert_eq!(text("1E300"), "none");
        assert!(from_digits("0.30000000000000004").is_some_and(|n| n.rounded));
        assert!(from_digits("0.3").is_some_and(|n| !n.rounded));
        assert!(from_digits("0.00").is_some_and(|n| !n.rounded));
        assert!(from_digits("2.832147899189582E-14").is_some_and(|n| n.rounded));
        assert!(from_digits("7.967412E-27").is_some_and(|n| n.rounded));
        assert!(from_digits("1E-28").is_some_and(|n| !n.rounded));
    }

    #[test]
    fn short_numerals_are_what_the_general_way_makes_of_them() {
        let mut numerals: Vec<String> =
            ["0", "-0", "7", "-12.50", "100", "0.10", "123456789012345", "0.00000000000001", "1.0"]
                .map(String::from)
                .into();
        for mantissa in [
            "1625699999999999",
            "9999999999999995",
            "100000000000000050",
            "12345678901234549",
            "12345678901234551",
            "99999999999999999",
            "123456789012345675",
            "123456789012345685",
        ] {
            for point in 1..mantissa.len() {
                let (whole, part) = mantissa.split_at(point);
                numerals.push(format!("{whole}.{part}"));
                numerals.push(format!("-{whole}.{part}"));
            }
        }
        for digits in &numerals {
            let general = Decimal::from_str(digits).map(without_noise).ok();
            assert_eq!(from_digits(digits), general, "{digits}");
            let serialized = |n: Option<Number>| n.map(|n| n.value.serialize());
            assert_eq!(serialized(from_digits(digits)), serialized(general), "{digits}");
        }
        for odd in ["", "-", ".", "1.", ".5", "1.2.3", "+1", "1 2", "1234567890123456789", "1E5"] {
            assert_eq!(from_short(odd), None, "{odd}");
        }
        assert_eq!(text("1234567890123456789"), "1234567890123456789");
    }

    #[test]
    fn floats_come_by_their_shortest_digits() {
        assert_eq!(from_f64(1625.7).map(|n| n.value.to_string()).as_deref(), Some("1625.7"));
        assert_eq!(from_f64(0.1 + 0.2).map(|n| n.value.to_string()).as_deref(), Some("0.3"));
        assert_eq!(from_f64(f64::NAN), None);
        assert_eq!(from_f64(f64::INFINITY), None);
    }
}
