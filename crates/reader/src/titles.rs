//! The lines above a table: number, title, plan reference, unit.

use phuluc_model::text::fold;
use phuluc_model::{CellRef, Layout, MoneyUnit, PlanReference, Vocabulary, open_years};

use crate::similar::Comparable;

/// Likeness from which on a line may be a title.
const TITLE_LIKE: f64 = 0.3;
/// Lines above a table that its title is looked for in.
const TITLE_LINES: usize = 200;
/// Bytes of a plan reference.
const PLAN_BYTES: usize = 2_000;

/// A text above or below a table.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Index of its cell in the sheet.
    pub(crate) index: usize,
    pub(crate) at: CellRef,
    pub(crate) text: String,
    pub(crate) folded: String,
}

impl Line {
    pub(crate) fn new(index: usize, at: CellRef, text: String) -> Self {
        let folded = fold(&text);
        Self { index, at, text, folded }
    }
}

/// What the lines above a table say.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    pub(crate) number: Option<String>,
    pub(crate) title: Option<String>,
    /// Years in the title in their order.
    pub(crate) years: Vec<i32>,
    pub(crate) plan: Option<PlanReference>,
    pub(crate) unit: Option<(MoneyUnit, CellRef)>,
    /// Cells that say so.
    pub(crate) used: Vec<usize>,
    /// Lines that say nothing of the kind.
    pub(crate) rest: Vec<usize>,
}

/// Reads the lines above a table, from the top.
pub(crate) fn read(lines: &[Line], layout: &Layout) -> Titles {
    let words = Vocabulary::get();
    let mut titles = Titles::default();
    let mut open: Vec<&Line> = Vec::new();
    let mut plan_text: Option<String> = None;
    let mut number_row = None;
    let mut tail = None;
    for line in lines {
        if let Some(text) = &mut plan_text
            && continues_plan(text, line)
        {
            text.push(' ');
            text.push_str(&line.text);
            titles.used.push(line.index);
        } else if words.line.plan.is_match(&line.folded) {
            plan_text = Some(line.text.clone());
            titles.used.push(line.index);
        } else if let Some(unit) = unit_line(words, &line.folded) {
            titles.unit = titles.unit.or(Some((unit, line.at)));
            titles.used.push(line.index);
        } else if let Some(found) = words.line.appendix.captures(&line.folded)
            && titles.number.is_none()
        {
            let number = found.iter().flatten().last().map_or("", |number| number.as_str());
            titles.used.push(line.index);
            number_row = Some(line.at.row);
            tail = behind_number(&line.text, number);
            titles.number = Some(number.to_uppercase());
        } else {
            open.push(line);
        }
    }
    titles.plan = plan_text.as_deref().and_then(plan_reference);
    choose_title(&mut titles, &open, number_row, tail, layout);
    titles
}

/// Where the titles of the next table begin: at its number or plan line, else
/// behind the last blank row above its header.
pub(crate) fn start(between: &[Line], header: u32) -> u32 {
    let patterns = &Vocabulary::get().line;
    let opens = |line: &&Line| {
        patterns.plan.is_match(&line.folded)
            || (patterns.appendix.is_match(&line.folded) && line.text.len() < 60)
    };
    if let Some(line) = between.iter().find(opens) {
        return line.at.row;
    }
    let mut start = header;
    for line in between.iter().rev() {
        if line.at.row + 1 < start && start < header {
            break;
        }
        start = line.at.row;
    }
    start
}

/// The title that goes on behind the number: "Phụ lục 03: DANH MỤC …".
fn behind_number<'a>(text: &'a str, number: &str) -> Option<&'a str> {
    let at = text.to_lowercase().find(number)?;
    let rest = text.get(at + number.len()..)?.trim_start_matches([':', '.', '-', '\u{2013}', ')', ' ']);
    let title = rest.split(' ').count() >= 3 && !rest.starts_with(['/', '(']);
    title.then_some(rest)
}

/// A plan reference goes on where its bracket is still open.
fn continues_plan(text: &str, line: &Line) -> bool {
    let open = |text: &str| text.matches('(').count() > text.matches(')').count();
    text.len() <= PLAN_BYTES && open(text) && !Vocabulary::get().line.unit.is_match(&line.folded)
}

/// The unit of a line that states one, such as "ĐVT: triệu đồng" or "(Triệu đồng)".
pub(crate) fn unit_line(words: &Vocabulary, folded: &str) -> Option<MoneyUnit> {
    let rest = match words.line.unit.find(folded) {
        Some(found) => folded.get(found.end()..).unwrap_or_default().trim(),
        None => return words.unit_of(folded),
    };
    words.unit_of(rest).or_else(|| words.unit_suffix(rest).map(|(_, unit)| unit))
}

/// The title: lines below the appendix's number, or those most like a title of the layout.
fn choose_title(
    titles: &mut Titles,
    open: &[&Line],
    number_row: Option<u32>,
    tail: Option<&str>,
    layout: &Layout,
) {
    let (far, open) = open.split_at(open.len().saturating_sub(TITLE_LINES));
    titles.rest.extend(far.iter().map(|line| line.index));
    let like = |line: &Line| title_likeness(layout, &open_years(&line.text).0);
    let below = |line: &Line| number_row.is_none_or(|row| line.at.row > row);
    let best = open.iter().filter(|line| below(line)).max_by(|one, other| like(one).total_cmp(&like(other)));
    let anchor = best.filter(|line| like(line) >= TITLE_LIKE).map(|line| line.at.row);
    let office = |line: &Line| Vocabulary::get().line.office.is_match(&line.folded);
    let is_title = |line: &Line| match (anchor, number_row) {
        _ if office(line) => false,
        (_, Some(_)) => below(line),
        (Some(anchor), None) => line.at.row.abs_diff(anchor) <= 2 && is_capital(&line.text),
        (None, None) => false,
    };
    let mut parts: Vec<&str> = tail.into_iter().collect();
    for line in open {
        let anchored = anchor == Some(line.at.row) && like(line) >= TITLE_LIKE;
        if anchored || is_title(line) {
            parts.push(&line.text);
            titles.used.push(line.index);
        } else {
            titles.rest.push(line.index);
        }
    }
    parts.dedup();
    titles.used.dedup();
    if !parts.is_empty() {
        let title = parts.join(" ");
        titles.years = planned_years(&title);
        titles.title = Some(title);
    }
}

/// How alike words with open years are to a title of the layout.
pub(crate) fn title_likeness(layout: &Layout, folded: &str) -> f64 {
    let line = Comparable::new(folded);
    let titles = layout.titles.iter().map(|title| Comparable::new(&title.folded));
    titles.map(|title| likeness(&title, &line)).fold(0.0, f64::max)
}

/// The year that a title plans for: not one of a period such as "giai đoạn 2021-2025".
pub(crate) fn planned_year(text: &str) -> Option<i32> {
    planned_years(text).first().copied()
}

/// Years of a text in their order, without those of periods unless there are no others.
fn planned_years(text: &str) -> Vec<i32> {
    let period = &Vocabulary::get().plan.period;
    let single = open_years(&period.replace_all(text, " ")).1;
    if single.is_empty() && !period.is_match(text) { open_years(text).1 } else { single }
}

/// How alike a line is to a title.
pub(crate) fn likeness(title: &Comparable, line: &Comparable) -> f64 {
    // A line may hold a part of a long title only.
    if line.folded.split(' ').count() >= 4 && title.folded.contains(&*line.folded) {
        return 1.0;
    }
    title.likeness(line, TITLE_LIKE)
}

pub(crate) fn is_capital(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    !letters.is_empty() && capitals * 10 >= letters.len() * 8
}

/// Number, date and issuer of a plan reference; `None` where none of them is there.
pub(crate) fn plan_reference(text: &str) -> Option<PlanReference> {
    let patterns = &Vocabulary::get().plan;
    let number = patterns.number.captures(text).and_then(|found| {
        let squeeze = |part: &str| part.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        Some(format!("{}/{}", found.get(1)?.as_str(), squeeze(found.get(2)?.as_str())))
    });
    let date = patterns.date.captures(text).and_then(|found| {
        let part = |at: usize| found.get(at)?.as_str().parse::<u32>().ok();
        let (day, month, year) = (part(1)?, part(2)?, part(3)?);
        ((1..=31).contains(&day) && (1..=12).contains(&month))
            .then(|| format!("{year:04}-{month:02}-{day:02}"))
    });
    let issuer = patterns
        .issuer
        .captures(text)
        .and_then(|found| Some(found.get(1)?.as_str().trim_matches([' ', ')', '.']).to_owned()));
    (number.is_some() || date.is_some() || issuer.is_some()).then_some(PlanReference { number, date, issuer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plan_references() {
        let plan =
            plan_reference("(Kèm theo Kế hoạch số 209 /KH-UBND ngày 22 /10/2021 của UBND tỉnh Lạng Sơn)")
                .expect("a plan");
        assert_eq!(plan.number.as_deref(), Some("209/KH-UBND"));
        assert_eq!(plan.date.as_deref(), Some("2021-10-22"));
        assert_eq!(plan.issuer.as_deref(), Some("UBND tỉnh Lạng Sơn"));
        let plan = plan_reference(
            "(Kèm theo Quyết định số 2664/QĐ-BTC ngày 15 tháng 12 năm 2016 của Bộ trưởng Bộ Tài chính)",
        )
        .expect("a plan");
        assert_eq!(plan.number.as_deref(), Some("2664/QĐ-BTC"));
        assert_eq!(plan.date.as_deref(), Some("2016-12-15"));
        assert_eq!(plan_reference("(Kèm theo Kế hoạch)"), None);
        let open = plan_reference("(Kèm theo Kế hoạch số     /KH-UBND ngày   /10/2021 của UBND huyện)");
        assert_eq!(open.and_then(|plan| plan.number), None);
    }

    #[test]
    fn unit_lines() {
        let words = Vocabulary::get();
        for (text, unit) in [
            ("Đơn vị tính: triệu đồng", Some(MoneyUnit::TrieuDong)),
            ("ĐVT: trđ", Some(MoneyUnit::TrieuDong)),
            ("Đơn vị: 1.000 đồng", Some(MoneyUnit::NghinDong)),
            ("(Đồng)", Some(MoneyUnit::Dong)),
            ("Đơn vị thực hiện", None),
            ("Đơn vị tính: hộ", None),
        ] {
            assert_eq!(unit_line(words, &fold(text)), unit, "{text}");
        }
    }
}
