//! Merging what units sent.

use phuluc::{Finding, Format, Language, MergeOptions, Merged, Severity, UnitSubmission};
use serde::{Deserialize, Serialize};

use crate::charts::{self, Chart};
use crate::failure::{Both, Failure};
use crate::overview::json;
use crate::session::Session;

/// What is to be merged.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MergeChoice {
    /// Open files.
    pub files: Vec<MergeFile>,
    /// Of two files of one unit, the later by the date of its plan counts.
    pub latest: bool,
    /// An open file that the units' sums are held against.
    pub against: Option<u32>,
    /// An open merged workbook, whose units' figures the files replace.
    pub update: Option<u32>,
    /// Whether what was changed by hand in merged workbooks is given up.
    pub drop_edits: bool,
}

/// A file that is to be merged.
#[derive(Debug, Clone, Deserialize)]
pub struct MergeFile {
    /// Its number.
    pub file: u32,
    /// Whose it is, where somebody says so.
    #[serde(default)]
    pub unit: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct MergeOverview<'a> {
    /// Units of the list and what they sent, in official order.
    units: Vec<UnitOverview>,
    appendices: Vec<AppendixOverview<'a>>,
    findings: Vec<Said<'a>>,
    charts: Vec<Chart>,
    differences: Option<Vec<PlanDifferenceOverview<'a>>>,
    /// Changes by hand in merged workbooks; nothing is merged where there are any, unless
    /// they are given up.
    edits: Vec<Said<'a>>,
    /// Units whose earlier figures were replaced.
    replaced: &'a [String],
    /// Units that the merged workbook did not have.
    added: &'a [String],
}

#[derive(Debug, Serialize)]
struct UnitOverview {
    unit: String,
    files: Vec<String>,
}

#[derive(Debug, Serialize)]
struct AppendixOverview<'a> {
    layout: &'a str,
    number: &'a str,
    name: &'a str,
    name_en: &'a str,
    rows: usize,
}

#[derive(Debug, Serialize)]
struct Said<'a> {
    rule: &'a str,
    severity: Severity,
    message: Both,
    file: &'a str,
    sheet: &'a str,
    cell: &'a str,
}

#[derive(Debug, Serialize)]
struct PlanDifferenceOverview<'a> {
    number: &'a str,
    code: Option<&'a str>,
    name: &'a str,
    column: String,
    plan: String,
    units: String,
    difference: String,
}

/// What units sent, and what was changed by hand.
#[derive(Debug, Default)]
struct Sent {
    submissions: Vec<UnitSubmission>,
    edits: Vec<Finding>,
    replaced: Vec<String>,
    added: Vec<String>,
}

impl Session {
    /// Merges open files as `phuluc merge` does; says, as JSON, what became of them.
    /// [`Session::merged_file`] writes the result.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where a file is not open or holds no appendix, or where the workbook that is
    /// updated is none that merging wrote.
    pub fn merge(&mut self, choice: &MergeChoice) -> Result<String, Failure> {
        self.merged = None;
        let mut options = MergeOptions::default().latest(choice.latest);
        if let Some(places) = &self.places {
            options = options.places(places.clone());
        }
        let Sent { submissions, edits, replaced, added } = self.sent(choice, &options)?;
        if !edits.is_empty() && !choice.drop_edits {
            let edits = edits.iter().map(said_one).collect();
            return Ok(json(&MergeOverview { edits, ..MergeOverview::default() }));
        }
        let merged = phuluc::merge(&submissions, &options);
        let differences = choice.against.map(|plan| self.against(plan, &merged, &options)).transpose()?;
        let overview = json(&MergeOverview {
            units: self.units(&merged),
            appendices: merged.appendices.iter().map(appendix).collect(),
            findings: said(&merged),
            charts: charts::of_units(&merged),
            differences: differences
                .as_ref()
                .map(|all| all.iter().map(|one| difference(&merged, one)).collect()),
            edits: edits.iter().map(said_one).collect(),
            replaced: &replaced,
            added: &added,
        });
        self.merged = Some((merged, differences));
        Ok(overview)
    }

    /// What was merged last, in a form of `phuluc merge`.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where nothing was merged, or it does not fit the form.
    pub fn merged_file(&self, form: Format, language: Language) -> Result<Vec<u8>, Failure> {
        match &self.merged {
            Some((merged, differences)) if !merged.appendices.is_empty() => {
                Ok(phuluc::write_merged(merged, differences.as_deref(), form, language)?)
            }
            _ => Err(Failure::new("không có gì để tổng hợp", "there is nothing to merge")),
        }
    }

    /// What units sent in the chosen files, and in the merged workbook that they update.
    fn sent(&self, choice: &MergeChoice, options: &MergeOptions) -> Result<Sent, Failure> {
        let mut sent = Sent::default();
        for one in &choice.files {
            let read = self.submissions(one, options, &mut sent.edits)?;
            sent.submissions.extend(read);
        }
        if let Some(merged) = choice.update {
            let opened = self.file(merged)?;
            let new = std::mem::take(&mut sent.submissions);
            let update = phuluc::update(&self.reader, &opened.name, &opened.bytes, new, options)?;
            sent.edits.extend(update.edits);
            (sent.submissions, sent.replaced, sent.added) =
                (update.submissions, update.replaced, update.added);
        }
        Ok(sent)
    }

    /// What units sent in a file, with the unit that somebody says.
    fn submissions(
        &self,
        one: &MergeFile,
        options: &MergeOptions,
        edits: &mut Vec<Finding>,
    ) -> Result<Vec<UnitSubmission>, Failure> {
        let opened = self.file(one.file)?;
        let mut read = self.reader.submissions(&opened.name, &opened.bytes)?;
        edits.extend(phuluc::edits(&self.reader, &opened.name, &opened.bytes, &read, options)?);
        if read.iter().all(|one| one.document.appendices.is_empty()) {
            return Err(Failure::nothing(&opened.name));
        }
        if let Some(unit) = one.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty()) {
            read.iter_mut().for_each(|one| one.unit = Some(unit.to_owned()));
        }
        Ok(read)
    }

    fn against(
        &self,
        plan: u32,
        merged: &Merged,
        options: &MergeOptions,
    ) -> Result<Vec<phuluc::PlanDifference>, Failure> {
        let opened = self.file(plan)?;
        let ids = |appendix: &phuluc::Appendix| appendix.layout.id.clone();
        let common = merged
            .appendices
            .iter()
            .any(|one| opened.document.appendices.iter().any(|other| ids(other) == ids(&one.appendix)));
        if !common {
            return Err(Failure::new(
                format!("{}: không có biểu nào trùng với biểu được tổng hợp", opened.name),
                format!("{}: it holds no form that was merged", opened.name),
            ));
        }
        Ok(phuluc::against(merged, &opened.document, options))
    }

    /// Units of the list with what they sent; those that are not on it behind them.
    fn units(&self, merged: &Merged) -> Vec<UnitOverview> {
        let listed = self.district_names();
        let sent = |unit: &str| -> Vec<String> {
            let own = merged.submissions.iter().filter(|one| one.unit.as_deref() == Some(unit));
            own.map(|one| one.file.clone()).collect()
        };
        let mut units = listed.clone();
        for unit in merged.submissions.iter().filter_map(|one| one.unit.as_ref()) {
            if !units.contains(unit) {
                units.push(unit.clone());
            }
        }
        let all: Vec<UnitOverview> =
            units.into_iter().map(|unit| UnitOverview { files: sent(&unit), unit }).collect();
        // A list that none of the units is on is another province's.
        let known = all.iter().any(|one| !one.files.is_empty() && listed.contains(&one.unit));
        all.into_iter().filter(|one| known || !one.files.is_empty()).collect()
    }
}

fn appendix(merged: &phuluc::MergedAppendix) -> AppendixOverview<'_> {
    let layout = &merged.appendix.layout;
    AppendixOverview {
        layout: &layout.id,
        number: &layout.number,
        name: &layout.name,
        name_en: &layout.name_en,
        rows: merged.origins.len(),
    }
}

fn said(merged: &Merged) -> Vec<Said<'_>> {
    let one = |finding: &'_ Finding| finding.severity > Severity::Info;
    let mut all: Vec<&Finding> =
        merged.all_findings().map(|(_, finding)| finding).filter(|finding| one(finding)).collect();
    all.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    all.into_iter().map(said_one).collect()
}

fn said_one(finding: &Finding) -> Said<'_> {
    Said {
        rule: &finding.rule,
        severity: finding.severity,
        message: Both::from(&finding.message),
        file: &finding.file,
        sheet: &finding.sheet,
        cell: &finding.cell,
    }
}

fn difference<'a>(merged: &'a Merged, one: &'a phuluc::PlanDifference) -> PlanDifferenceOverview<'a> {
    let layout = merged.appendices.iter().find(|other| *other.appendix.layout.id == *one.layout);
    let column = layout.and_then(|found| {
        let layout = &found.appendix.layout;
        Some(layout.header_line(layout.column_index(&one.field)?, found.appendix.plan_year, " / "))
    });
    let shown = |quantity: &phuluc::Quantity| {
        quantity.value().map_or_else(|| quantity.to_string(), phuluc::vietnamese)
    };
    PlanDifferenceOverview {
        number: layout.map_or("", |found| &found.appendix.layout.number),
        code: one.code.as_deref(),
        name: &one.name,
        column: column.unwrap_or_else(|| one.field.clone()),
        plan: shown(&one.plan),
        units: shown(&one.sum),
        difference: phuluc::vietnamese(one.difference),
    }
}

/// The language of a request; Vietnamese unless it says English.
pub(crate) fn language(name: &str) -> Language {
    if name == "en" { Language::English } else { Language::Vietnamese }
}
