//! Words and figures that every form shares.

use phuluc_model::{Language, Severity, vietnamese};
use rust_decimal::Decimal;

use crate::places::RowPlace;
use crate::report::{Counts, ReportEntry};

/// One of two words.
pub(crate) fn say<'a>(language: Language, vi: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Vietnamese => vi,
        Language::English => en,
    }
}

/// A severity as it is called.
pub(crate) fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => say(language, "lỗi", "error"),
        Severity::Warning => say(language, "cảnh báo", "warning"),
        Severity::Info => say(language, "thông tin", "info"),
    }
}

/// A severity as a word in the first place of a line.
pub(crate) fn standing(entry: &ReportEntry, language: Language) -> &'static str {
    match entry.accepted {
        Some(_) => say(language, "đã chấp nhận", "accepted"),
        None => severity(entry.finding.severity, language),
    }
}

/// A figure as officials write it (`1.234,5`) where the column holds such figures;
/// outline numbers, years and words stay as they are.
pub(crate) fn figure(text: &str, place: &RowPlace, rule: &str) -> String {
    let sums = ["PL2", "PL3", "PL6"].iter().any(|family| rule.starts_with(family));
    if !place.grouped.unwrap_or(sums) {
        return text.to_owned();
    }
    decimal(text).map_or_else(|| text.to_owned(), vietnamese)
}

/// A value that would fit; an empty one is a blank.
pub(crate) fn fitting(text: &str, place: &RowPlace, rule: &str, language: Language) -> String {
    if text.is_empty() {
        say(language, "để trống", "blank").to_owned()
    } else {
        figure(text, place, rule)
    }
}

/// The figure that a plain decimal text states.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if plain { Decimal::from_str_exact(text).ok() } else { None }
}

/// What stands there and what would fit, such as `đang có 60.000, cần có 70.000, thiếu 10.000`.
pub(crate) fn figures(entry: &ReportEntry, language: Language) -> Option<String> {
    let finding = &entry.finding;
    let shown = |text: &str| figure(text, &entry.place, &finding.rule);
    let (found, expected) = (finding.found.as_deref(), finding.expected.as_deref());
    let (has, needs) = (say(language, "đang có", "found"), say(language, "cần có", "expected"));
    let text = match (found, expected) {
        (Some(found), Some(expected)) => {
            let gap = difference(entry, found, expected, language).unwrap_or_default();
            format!("{has} {}, {needs} {}{gap}", shown(found), shown(expected))
        }
        (Some(found), None) => format!("{has} {}", shown(found)),
        (None, Some(expected)) => format!("{needs} {}", shown(expected)),
        (None, None) => return None,
    };
    Some(text)
}

fn difference(entry: &ReportEntry, found: &str, expected: &str, language: Language) -> Option<String> {
    if entry.place.grouped == Some(false) {
        return None;
    }
    let gap = decimal(expected)?.checked_sub(decimal(found)?)?;
    let word = if gap.is_sign_positive() {
        say(language, "thiếu", "short by")
    } else {
        say(language, "thừa", "over by")
    };
    let figure = vietnamese(gap.abs());
    (!gap.is_zero()).then(|| format!(", {word} {figure}"))
}

/// The line of totals.
pub(crate) fn totals(counts: &Counts, language: Language) -> String {
    let Counts { errors, warnings, infos, accepted } = *counts;
    let mut parts = match language {
        Language::Vietnamese => {
            vec![format!("{errors} lỗi"), format!("{warnings} cảnh báo"), format!("{infos} thông tin")]
        }
        Language::English => {
            vec![plural(errors, "error"), plural(warnings, "warning"), plural(infos, "info")]
        }
    };
    if accepted > 0 {
        parts.push(format!("{accepted} {}", say(language, "đã chấp nhận", "accepted")));
    }
    parts.join(", ")
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// A day as `2026-11-24` written as officials do, `24/11/2026`.
pub(crate) fn day(date: &str) -> String {
    let parts: Vec<&str> = date.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => date.to_owned(),
    }
}

/// Who accepted a finding, when and why.
pub(crate) fn accepted(acceptance: &crate::Acceptance, language: Language) -> String {
    let crate::Acceptance { reason, by, date, .. } = acceptance;
    match language {
        Language::Vietnamese => format!("{by} chấp nhận ngày {}: {reason}", day(date)),
        Language::English => format!("accepted by {by} on {date}: {reason}"),
    }
}

/// That an acceptance ended.
pub(crate) fn lapsed(entry: &ReportEntry, language: Language) -> Option<String> {
    let lapsed = entry.lapsed.as_ref()?;
    let shown =
        |text: &Option<String>| text.as_deref().map(|text| figure(text, &entry.place, &entry.finding.rule));
    let was = shown(&lapsed.found).unwrap_or_else(|| "–".to_owned());
    let (by, date) = (&lapsed.by, &lapsed.date);
    Some(match language {
        Language::Vietnamese => {
            format!("{by} đã chấp nhận ngày {} khi số là {was}; nay số liệu khác: xem lại", day(date))
        }
        Language::English => {
            format!("{by} accepted it on {date} with {was}; the figures differ now: look again")
        }
    })
}

/// A short text of hexadecimal digits for a text, the same on every machine (FNV-1a).
pub(crate) fn hash(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_where_the_column_holds_figures() {
        let place = |grouped| RowPlace { grouped, ..RowPlace::default() };
        assert_eq!(figure("60000.5", &place(Some(true)), "PL101"), "60.000,5");
        assert_eq!(figure("1.10", &place(Some(false)), "PL402"), "1.10");
        assert_eq!(figure("60000", &place(None), "PL201"), "60.000");
        assert_eq!(figure("2022", &place(None), "PL402"), "2022");
        assert_eq!(figure("#REF!", &place(Some(true)), "PL104"), "#REF!");
    }

    #[test]
    fn hashes_do_not_change() {
        assert_eq!(hash(""), "cbf29ce484222325");
        assert_eq!(hash("a"), "af63dc4c8601ec8c");
    }
}
