//! What was found in a file, for the page.

use std::collections::HashMap;

use phuluc::{Acceptance, Appendix, CellRange, Language, Related, ReportEntry, RowPlace, Severity, Suspect};
use serde::Serialize;

use crate::failure::{Both, Failure};
use crate::overview::json;
use crate::session::Session;

#[derive(Debug, Serialize)]
struct Findings<'a> {
    errors: usize,
    warnings: usize,
    infos: usize,
    accepted: usize,
    /// In the order in which they are shown: the worst sheet and finding first.
    list: Vec<Finding<'a>>,
    /// What to do about a rule that is met, by its code.
    rules: Vec<Rule>,
    /// Acceptances that nothing matches any more.
    unused: Vec<Unused<'a>>,
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    message: Both,
    sheet: &'a str,
    cell: &'a str,
    expected: Option<&'a str>,
    found: Option<&'a str>,
    suspects: &'a [Suspect],
    related: &'a [Related],
    count: usize,
    /// The row, as `3 · Dự án 3`.
    row: String,
    /// Official header of the column.
    column: Option<&'a str>,
    /// Rows of the suspects, in their order.
    suspect_rows: Vec<String>,
    /// Whether its figures are grouped by thousands.
    grouped: bool,
    /// The unit, such as a district, below which the row stands.
    unit: Option<&'a str>,
    /// Who accepted it, and why: it is shown and not counted.
    accepted: Option<Accepted<'a>>,
    /// An acceptance that ended because the figure changed.
    lapsed: Option<Accepted<'a>>,
}

#[derive(Debug, Serialize)]
struct Accepted<'a> {
    reason: &'a str,
    by: &'a str,
    date: &'a str,
    found: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Unused<'a> {
    rule: &'a str,
    sheet: &'a str,
    cell: &'a str,
    by: &'a str,
    date: &'a str,
}

#[derive(Debug, Serialize)]
struct Rule {
    code: &'static str,
    title: Both,
    why: Both,
    fix: Both,
}

/// A form of the list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingsForm {
    /// The JSON form `phuluc-findings/1`.
    Json,
    /// A letter to go back with the file.
    Html,
}

impl Session {
    /// What was found in a file, as JSON with what the page shows beside each finding.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where it is not open.
    pub fn findings(&mut self, file: u32, beside: &[u32], language: Language) -> Result<String, Failure> {
        let (opened, report) = self.report(file, beside, language)?;
        let units = Units::new(&opened.document.appendices);
        let counts = report.counts();
        let entries = || report.files.iter().flat_map(|file| &file.entries);
        let met = |code: &str| entries().any(|entry| entry.finding.rule == code);
        let rules = report.rules.iter().filter(|info| met(info.rule.code)).map(|info| Rule {
            code: info.rule.code,
            title: Both::from(&info.title),
            why: Both::from(&info.why),
            fix: Both::from(&info.fix),
        });
        Ok(json(&Findings {
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            accepted: counts.accepted,
            list: entries().map(|entry| finding(entry, &units)).collect(),
            rules: rules.collect(),
            unused: report.files.iter().flat_map(|file| &file.unused).map(unused).collect(),
        }))
    }

    /// What was found in a file, in a form of `phuluc check`.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where it is not open.
    pub fn findings_file(
        &mut self,
        file: u32,
        beside: &[u32],
        form: FindingsForm,
        language: Language,
    ) -> Result<Vec<u8>, Failure> {
        let (_, report) = self.report(file, beside, language)?;
        Ok(match form {
            FindingsForm::Json => report.to_json(language),
            FindingsForm::Html => report.to_html(language),
        }
        .into_bytes())
    }
}

fn finding<'a>(entry: &'a ReportEntry, units: &Units<'a>) -> Finding<'a> {
    let finding = &entry.finding;
    Finding {
        rule: &finding.rule,
        severity: finding.severity,
        message: Both::from(&finding.message),
        sheet: &finding.sheet,
        cell: &finding.cell,
        expected: finding.expected.as_deref(),
        found: finding.found.as_deref(),
        suspects: &finding.suspects,
        related: &finding.related,
        count: finding.count,
        row: entry.place.row(),
        column: entry.place.column.as_deref(),
        suspect_rows: entry.suspect_places.iter().map(RowPlace::row).collect(),
        grouped: entry.place.grouped == Some(true),
        unit: units.of(&finding.sheet, &finding.cell),
        accepted: entry.accepted.as_ref().map(accepted),
        lapsed: entry.lapsed.as_ref().map(accepted),
    }
}

fn accepted(one: &Acceptance) -> Accepted<'_> {
    Accepted { reason: &one.reason, by: &one.by, date: &one.date, found: one.found.as_deref() }
}

fn unused(one: &Acceptance) -> Unused<'_> {
    Unused { rule: &one.rule, sheet: &one.sheet, cell: &one.cell, by: &one.by, date: &one.date }
}

/// Which unit each row of a file stands below, in forms with rows for units.
struct Units<'a>(HashMap<(&'a str, u32), &'a str>);

impl<'a> Units<'a> {
    fn new(appendices: &'a [Appendix]) -> Self {
        let mut units = HashMap::new();
        for appendix in appendices {
            let Some(kind) = &appendix.layout.merge.unit else { continue };
            let sheet = appendix.source.sheet.as_str();
            for unit in appendix.walk().filter(|row| *row.kind == **kind) {
                let Some(name) = appendix.label(unit) else { continue };
                units.extend(unit.walk().map(|row| ((sheet, row.row), name)));
            }
        }
        Self(units)
    }

    /// The unit of a cell or range, as findings write it.
    fn of(&self, sheet: &str, cell: &str) -> Option<&'a str> {
        let cell = cell.rsplit('!').next().unwrap_or(cell);
        let range: CellRange = cell.parse().ok()?;
        self.0.get(&(sheet, range.first.row + 1)).copied()
    }
}
