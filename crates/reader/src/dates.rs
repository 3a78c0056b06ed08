//! Dates that Excel stores as days, and shows where it was typed otherwise.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Day, month and year of a serial day; `None` outside the years 1900 to 9999.
pub(crate) fn civil(serial: Decimal, date_1904: bool) -> Option<(u32, u32, i32)> {
    let whole = serial.floor().to_i64()?;
    let shifted = if date_1904 { whole + 1462 } else { whole };
    if !(1..=2_958_465).contains(&shifted) {
        return None;
    }
    // Excel counts a 29 February 1900 that never was.
    let days = if shifted < 60 { shifted } else { shifted - 1 };
    // Days from 1970-01-01; 1900-01-01 is serial 1.
    let unix = days - 25_568;
    // Civil from days, proleptic Gregorian calendar.
    let z = unix + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some((u32::try_from(day).ok()?, u32::try_from(month).ok()?, i32::try_from(year).ok()?))
}

/// A serial day as a person writes it (`22/10/2021`); the bare figure where it is no date.
pub(crate) fn text(serial: Decimal, date_1904: bool) -> String {
    match civil(serial, date_1904) {
        Some((day, month, year)) => format!("{day:02}/{month:02}/{year}"),
        None => serial.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_days() {
        for (serial, shown) in [
            (1, "01/01/1900"),
            (59, "28/02/1900"),
            (61, "01/03/1900"),
            (44_491, "22/10/2021"),
            (25_569, "01/01/1970"),
        ] {
            assert_eq!(text(Decimal::from(serial), false), shown);
        }
        assert_eq!(text(Decimal::from(0), true), "01/01/1904");
        assert_eq!(text(Decimal::from(-5), false), "-5");
    }
}
