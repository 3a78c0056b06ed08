//! Sources, findings and differences, as tables.

use std::collections::HashMap;

use phuluc_model::{
    CellRange, CellRef, Finding, Merged, PlanDifference, Quantity, Severity, UnitSubmission, Vocabulary,
};
use rust_decimal::Decimal;

use super::UnitSheet;
use super::tables::{Table, TableCell};
use crate::sheet::SheetPlan;
use crate::workbook::quoted;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

fn text(text: impl Into<String>) -> TableCell {
    let text = text.into();
    if text.is_empty() { TableCell::Blank } else { TableCell::Text(text) }
}

/// What a finding found or expected, as far as it tells which.
fn stated(words: Option<&str>) -> TableCell {
    /// Letters of a text that are shown; the cell itself has them all.
    const SHOWN: usize = 120;
    let words = words.unwrap_or_default();
    let shown: String = words.chars().take(SHOWN).collect();
    text(if shown.len() < words.len() { format!("{shown}…") } else { shown })
}

fn count(count: usize) -> TableCell {
    TableCell::Number(Decimal::from(count))
}

/// Every appendix that went in: its file, sum of bytes, date, unit, place and findings.
pub(crate) fn sources(merged: &Merged, units: &[UnitSheet<'_>]) -> Table {
    let words = &Vocabulary::get().merged;
    let rows = units.iter().enumerate().filter_map(|(at, unit)| {
        let submission = merged.submissions.get(unit.part.submission)?;
        let source = &unit.plan.appendix.source;
        let said = submission.document.findings.iter().chain(&merged.findings).filter(|finding| {
            finding.file == submission.file && (finding.sheet == source.sheet || finding.sheet.is_empty())
        });
        let said: Vec<Severity> = said.map(|finding| finding.severity).collect();
        let mut cells = vec![
            count(at + 1),
            text(submission.unit.clone().unwrap_or_default()),
            text(&submission.file),
            text(&submission.sha256),
            text(unit.plan.appendix.plan.as_ref().and_then(|plan| plan.date.as_deref()).unwrap_or_default()),
            text(&unit.plan.appendix.layout.number),
            text(&source.sheet),
            text(source.range.map(|range| range.to_string()).unwrap_or_default()),
        ];
        cells.extend(SEVERITIES.map(|severity| count(said.iter().filter(|one| **one == severity).count())));
        cells.push(TableCell::Link(unit.plan.name.clone(), format!("{}!A1", quoted(&unit.plan.name))));
        Some(cells)
    });
    Table {
        title: words.sources.clone(),
        heads: words.sources_columns.clone(),
        widths: vec![5.0, 22.0, 28.0, 34.0, 12.0, 9.0, 16.0, 12.0, 7.0, 10.0, 10.0, 22.0],
        rows: rows.collect(),
    }
}

/// Every finding, with a way to the unit's cell.
pub(crate) fn findings(merged: &Merged, units: &[UnitSheet<'_>]) -> Table {
    let words = &Vocabulary::get().merged;
    let places = Places::new(merged, units);
    let mut all: Vec<(Option<&UnitSubmission>, &Finding)> = merged.all_findings().collect();
    all.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
    let rows = all.into_iter().enumerate().map(|(at, (submission, finding))| {
        let named = || merged.submissions.iter().find(|one| one.file == finding.file);
        let unit = submission.or_else(named).and_then(|one| one.unit.clone());
        let severity = SEVERITIES.iter().position(|severity| *severity == finding.severity);
        let severity = severity.and_then(|at| words.severities.get(at)).cloned();
        let place = places.place(finding);
        vec![
            count(at + 1),
            text(severity.unwrap_or_default()),
            text(finding.rule.as_ref()),
            text(unit.unwrap_or_default()),
            text(&finding.file),
            text(&finding.sheet),
            text(&finding.cell),
            text(finding.message.vi.as_ref()),
            stated(finding.found.as_deref()),
            stated(finding.expected.as_deref()),
            place.map_or(TableCell::Blank, |place| TableCell::Link(place.clone(), place)),
        ]
    });
    Table {
        title: words.findings.clone(),
        heads: words.findings_columns.clone(),
        widths: vec![5.0, 11.0, 9.0, 20.0, 24.0, 14.0, 10.0, 60.0, 20.0, 20.0, 24.0],
        rows: rows.collect(),
    }
}

/// Where units' cells stand in this workbook, by the file and sheet that they came from.
struct Places<'a>(HashMap<(&'a str, &'a str), Vec<&'a SheetPlan<'a>>>);

impl<'a> Places<'a> {
    fn new(merged: &'a Merged, units: &'a [UnitSheet<'a>]) -> Self {
        let mut plans: HashMap<(&str, &str), Vec<&SheetPlan<'_>>> = HashMap::new();
        for unit in units {
            let Some(submission) = merged.submissions.get(unit.part.submission) else { continue };
            let source = &unit.plan.appendix.source;
            plans.entry((&submission.file, &source.sheet)).or_default().push(&unit.plan);
        }
        Self(plans)
    }

    /// The cell of this workbook that a finding is about.
    fn place(&self, finding: &Finding) -> Option<String> {
        let plans = self.0.get(&(finding.file.as_str(), finding.sheet.as_str()))?;
        let range = finding.cell.parse::<CellRange>().map(|range| range.first);
        let cell: Option<CellRef> = range.ok().or_else(|| finding.cell.parse().ok());
        let found = cell.and_then(|cell| {
            plans.iter().find_map(|plan| {
                let row = plan.rows.iter().find(|row| row.row.row == cell.row + 1)?;
                let position = plan.columns.iter().position(|column| {
                    let field = plan.appendix.layout.columns.get(column.index).map(|column| &*column.field);
                    let stands = field.and_then(|field| plan.appendix.source.cell(field, cell.row + 1));
                    stands == Some(cell)
                });
                let at = CellRef::new(row.at, u32::try_from(position.unwrap_or(0)).ok()?);
                Some(format!("{}!{at}", quoted(&plan.name)))
            })
        });
        found.or_else(|| plans.first().map(|plan| format!("{}!A1", quoted(&plan.name))))
    }
}

/// Differences between given figures and the units' sums, with each unit's share.
pub(crate) fn against(merged: &Merged, differences: &[PlanDifference]) -> Table {
    let words = &Vocabulary::get().merged;
    let figure = |quantity: &Quantity| match quantity {
        Quantity::Number(number) => TableCell::Number(*number),
        other => text(other.to_string()),
    };
    let mut rows = Vec::new();
    for difference in differences {
        let layout = merged.appendices.iter().map(|one| &one.appendix.layout);
        let layout = layout.into_iter().find(|layout| *layout.id == difference.layout);
        let year = merged.appendices.first().and_then(|one| one.appendix.plan_year);
        let header = layout.and_then(|layout| {
            Some(layout.header_line(layout.column_index(&difference.field)?, year, " / "))
        });
        let mut head = vec![
            text(layout.map(|layout| layout.number.clone()).unwrap_or_default()),
            text(difference.code.clone().unwrap_or_default()),
            text(&difference.name),
            text(header.unwrap_or_default()),
            figure(&difference.plan),
            figure(&difference.sum),
            match difference.difference.is_zero() {
                // Names that differ have no difference.
                true => TableCell::Blank,
                false => TableCell::Number(difference.difference),
            },
        ];
        let mut shares = difference.shares.iter();
        match shares.next() {
            Some(share) => head.extend([text(&share.unit), figure(&share.figure)]),
            None => head.extend([TableCell::Blank, TableCell::Blank]),
        }
        rows.push(head);
        rows.extend(shares.map(|share| {
            let mut row: Vec<TableCell> = (0..7).map(|_| TableCell::Blank).collect();
            row.extend([text(&share.unit), figure(&share.figure)]);
            row
        }));
    }
    Table {
        title: words.against.clone(),
        heads: words.against_columns.clone(),
        widths: vec![9.0, 8.0, 50.0, 26.0, 14.0, 14.0, 14.0, 24.0, 14.0],
        rows,
    }
}
