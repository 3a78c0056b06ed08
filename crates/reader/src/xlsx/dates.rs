//! Dates that a cell stores as text of ISO 8601 (`t="d"`), as serial numbers.

use rust_decimal::Decimal;

const DAY: u32 = 86_400;

/// The serial number of `2026-02-26`, `2026-02-26T08:30:00` or `08:30:00`, in days
/// of the workbook's calendar; `None` where the text is something else.
pub(super) fn serial(text: &str, date_1904: bool) -> Option<Decimal> {
    let text = text.trim().trim_end_matches('Z');
    if text.is_empty() {
        return None;
    }
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None if text.contains(':') => ("", Some(text)),
        None => (text, None),
    };
    let first = if date_1904 { ordinal(1904, 1, 1) } else { ordinal(1899, 12, 30) };
    let days = if date.is_empty() { 0 } else { day(date)? - first };
    let seconds = time.map_or(Some(Decimal::ZERO), seconds)?;
    Some((Decimal::from(days) + seconds / Decimal::from(DAY)).normalize())
}

/// The day of `2026-02-26`, counted from the first of the first year.
fn day(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-');
    let (year, month, day) =
        (figure(parts.next()?, 4)?, figure(parts.next()?, 2)?, figure(parts.next()?, 2)?);
    if year == 0 || !(1..=12).contains(&month) || !(1..=length(year, month)).contains(&day) {
        return None;
    }
    Some(ordinal(year, month, day))
}

fn ordinal(year: u32, month: u32, day: u32) -> i64 {
    let past = i64::from(year) - 1;
    let months: u32 = (1..month).map(|month| length(year, month)).sum();
    past * 365 + past / 4 - past / 100 + past / 400 + i64::from(months + day)
}

fn length(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Seconds of `08:30` or `08:30:15.5`.
fn seconds(time: &str) -> Option<Decimal> {
    let mut parts = time.splitn(3, ':');
    let (hours, minutes) = (figure(parts.next()?, 2)?, figure(parts.next()?, 2)?);
    let rest = parts.next().unwrap_or("0");
    let seconds: Decimal = rest.parse().ok()?;
    if hours > 24 || minutes > 59 || seconds.is_sign_negative() || seconds >= Decimal::from(61) {
        return None;
    }
    Some(Decimal::from(hours * 3600 + minutes * 60) + seconds)
}

fn figure(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_from_the_first_day() {
        let text = |date: &str| serial(date, false).map(|serial| serial.to_string());
        assert_eq!(text("1900-03-01").as_deref(), Some("61"));
        assert_eq!(text("2026-02-26").as_deref(), Some("46079"));
        assert_eq!(text("2026-02-26T12:00:00Z").as_deref(), Some("46079.5"));
        assert_eq!(text("06:00").as_deref(), Some("0.25"));
        assert_eq!(serial("1904-01-02", true), Some(Decimal::ONE));
        for wrong in
            ["", "26/02/2026", "2026-02-30", "2026-13-01", "2026-2-1", "2026-02-26T", "T", "24:60:00"]
        {
            assert_eq!(text(wrong), None, "{wrong}");
        }
    }
}
