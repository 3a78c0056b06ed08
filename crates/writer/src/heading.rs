//! The lines above a table, in official words.

use phuluc_model::{Appendix, PlanReference, Vocabulary};

/// How a line above the table looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineLook {
    Appendix,
    Title,
    Plan,
    ReportingUnit,
    Unit,
}

/// The lines above a table, from the top; in a blank form one for the plan that is to be filled in.
pub(crate) fn heading(appendix: &Appendix, blank: bool) -> Vec<(LineLook, String)> {
    let words = &Vocabulary::get().official;
    let layout = &appendix.layout;
    let mut lines = Vec::new();
    if !layout.number.is_empty() {
        lines.push((LineLook::Appendix, words.appendix.replace("{number}", &layout.number)));
    }
    let title = appendix.title.clone().unwrap_or_else(|| layout.title_for(appendix.plan_year));
    lines.push((LineLook::Title, title));
    if let Some(plan) = appendix.plan.as_ref().and_then(plan_line) {
        lines.push((LineLook::Plan, plan));
    } else if blank {
        lines.push((LineLook::Plan, Vocabulary::get().template.plan.clone()));
    }
    if let Some(unit) = &appendix.source.reporting_unit {
        lines.push((LineLook::ReportingUnit, words.reporting_unit.replace("{unit}", unit)));
    }
    if let Some(unit) = layout.unit {
        lines.push((LineLook::Unit, words.unit.replace("{unit}", &Vocabulary::get().unit_name(unit))));
    }
    lines
}

/// "(Kèm theo Kế hoạch số …)"; `None` where nothing of it is known.
fn plan_line(plan: &PlanReference) -> Option<String> {
    let words = Vocabulary::get();
    let kind = plan.number.as_deref().and_then(plan_kind);
    let date = plan.date.as_deref().map(printed_date);
    let pieces = [
        ("kind", kind),
        ("number", plan.number.as_deref()),
        ("date", date.as_deref()),
        ("issuer", plan.issuer.as_deref()),
    ];
    if pieces.iter().all(|(_, piece)| piece.is_none()) {
        return None;
    }
    let template = if kind.is_some() { &words.official.plan } else { &words.official.plan_without_kind };
    Some(pieces.iter().fold(template.clone(), |line, (name, piece)| fill(&line, name, *piece)))
}

/// Fills a placeholder. A piece that is not known takes the word before its
/// placeholder along ("ngày {date}").
fn fill(line: &str, name: &str, piece: Option<&str>) -> String {
    let placeholder = format!("{{{name}}}");
    let Some((before, after)) = line.split_once(&placeholder) else { return line.to_owned() };
    match piece {
        Some(piece) => format!("{before}{piece}{after}"),
        None => {
            let kept = before.trim_end().rsplit_once(' ').map_or("", |(kept, _)| kept);
            let gap = if kept.is_empty() || after.starts_with([' ', ')', '.', ',']) { "" } else { " " };
            format!("{kept}{gap}{after}")
        }
    }
}

/// What a plan is called by the letters in its number: `209/KH-UBND`, `12/2021/QĐ-UBND`.
fn plan_kind(number: &str) -> Option<&'static str> {
    let kinds = &Vocabulary::get().plan.kinds;
    let letters = number.rsplit_once('/')?.1.split(['-', '–']).next()?.trim();
    let exact = kinds.get(letters);
    let folded =
        || kinds.iter().find(|(key, _)| key.to_lowercase() == letters.to_lowercase()).map(|(_, kind)| kind);
    exact.or_else(folded).map(String::as_str)
}

/// `2021-10-22` as `22/10/2021`.
fn printed_date(date: &str) -> String {
    let parts: Vec<&str> = date.split('-').collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match parts.as_slice() {
        [year, month, day] => match (number(day), number(month), number(year)) {
            (Some(day), Some(month), Some(year)) => format!("{day}/{month}/{year}"),
            _ => date.to_owned(),
        },
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(number: &str, date: &str, issuer: &str) -> Option<String> {
        let piece = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        plan_line(&PlanReference { number: piece(number), date: piece(date), issuer: piece(issuer) })
    }

    #[test]
    fn plan_lines() {
        let line = plan("209/KH-UBND", "2021-10-22", "UBND tỉnh Lạng Sơn");
        assert_eq!(
            line.as_deref(),
            Some("(Kèm theo Kế hoạch số 209/KH-UBND ngày 22/10/2021 của UBND tỉnh Lạng Sơn)")
        );
        for (number, date, issuer, expected) in [
            ("12/2021/qđ-UBND", "", "", "(Kèm theo Quyết định số 12/2021/qđ-UBND)"),
            ("209/XYZ", "2021-01-05", "", "(Kèm theo văn bản số 209/XYZ ngày 5/1/2021)"),
            ("", "2021-10-22", "UBND tỉnh", "(Kèm theo văn bản ngày 22/10/2021 của UBND tỉnh)"),
            ("", "", "UBND tỉnh", "(Kèm theo văn bản của UBND tỉnh)"),
            ("209", "cuối năm", "", "(Kèm theo văn bản số 209 ngày cuối năm)"),
        ] {
            assert_eq!(plan(number, date, issuer).as_deref(), Some(expected));
        }
        assert_eq!(plan("", "", ""), None);
    }
}
