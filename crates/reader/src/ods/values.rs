//! Dates and times as serial numbers: OpenDocument 1.3 part 3, 19.369 to 19.389
//! (the value attributes), which hold ISO 8601 forms.

use rust_decimal::Decimal;

use crate::grid::Number;

/// 30 December 1899 and 1 January 1904, the two day zeros, as days since 1 January 1970.
const DAY_ZERO: i64 = -25_569;
const DAY_ZERO_1904: i64 = -24_107;
const SECONDS_A_DAY: i64 = 86_400;

/// The serial number of `2022-03-01` or `2022-03-01T06:00:00`.
pub(super) fn date(text: &str, date_1904: bool) -> Option<Number> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, clock(time.trim_end_matches('Z'))?),
        None => (text, Decimal::ZERO),
    };
    let zero = if date_1904 { DAY_ZERO_1904 } else { DAY_ZERO };
    number(Decimal::from(days(day)?.checked_sub(zero)?).checked_add(time)?)
}

/// The part of days of `PT10H20M30.5S`.
pub(super) fn duration(text: &str) -> Option<Number> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (day_part, time_part) = text.strip_prefix('P')?.split_once('T')?;
    let mut seconds = Decimal::ZERO;
    if !day_part.is_empty() {
        seconds = times(day_part.strip_suffix('D')?, SECONDS_A_DAY)?;
    }
    let mut digits = String::new();
    for c in time_part.chars() {
        let unit = match c {
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => {
                digits.push(c);
                continue;
            }
        };
        seconds = seconds.checked_add(times(&digits, unit)?)?;
        digits.clear();
    }
    let value = seconds.checked_div(Decimal::from(SECONDS_A_DAY))?;
    number(if negative { -value } else { value }).filter(|_| digits.is_empty())
}

fn number(value: Decimal) -> Option<Number> {
    let value = if value.is_integer() { value } else { value.round_sf(15)? };
    Some(Number { value: value.normalize(), rounded: false })
}

fn times(digits: &str, unit: i64) -> Option<Decimal> {
    digits.parse::<Decimal>().ok()?.checked_mul(Decimal::from(unit))
}

fn clock(text: &str) -> Option<Decimal> {
    let mut parts = text.splitn(3, ':');
    let mut seconds = times(parts.next()?, 3600)?.checked_add(times(parts.next()?, 60)?)?;
    if let Some(part) = parts.next() {
        seconds = seconds.checked_add(times(part, 1)?)?;
    }
    seconds.checked_div(Decimal::from(SECONDS_A_DAY))
}

/// Days since 1 January 1970 in the Gregorian calendar.
fn days(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let year: i64 = parts.next()?.parse().ok()?;
    let month: i64 = parts.next()?.parse().ok()?;
    let day: i64 = parts.next()?.parse().ok()?;
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that start in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: Option<Number>) -> String {
        number.map_or("none".to_owned(), |number| number.value.to_string())
    }

    #[test]
    fn serial_numbers() {
        assert_eq!(text(date("2022-03-01", false)), "44621");
        assert_eq!(text(date("2022-03-01T06:00:00", false)), "44621.25");
        assert_eq!(text(date("1904-01-02", true)), "1");
        assert_eq!(text(date("1899-12-30", false)), "0");
        assert_eq!(text(date("2000-02-29T00:00:01.5", false)), "36585.0000173611");
        for wrong in ["", "2022", "2022-13-01", "x-1-1", "2022-03-01Tx", "99999999999999999999-1-1"] {
            assert_eq!(text(date(wrong, false)), "none", "{wrong}");
        }
    }

    #[test]
    fn parts_of_days() {
        assert_eq!(text(duration("PT12H00M00S")), "0.5");
        assert_eq!(text(duration("-PT36H")), "-1.5");
        assert_eq!(text(duration("P1DT6H")), "1.25");
        for wrong in ["", "P", "PT5", "PTH", "12:00", "PT99999999999999999999999999999H"] {
            assert_eq!(text(duration(wrong)), "none", "{wrong}");
        }
    }
}
