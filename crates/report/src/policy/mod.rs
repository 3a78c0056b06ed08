//! Which findings count: selected and ignored rules, severities of an office's
//! own, and findings that somebody accepted.

mod accept;
mod config;
mod error;
mod select;

use std::collections::HashMap;

use phuluc_model::{Finding, Severity};

pub use accept::Acceptance;
pub(crate) use accept::content;
pub use config::Config;
pub(crate) use config::iso_day;
pub use error::{PolicyError, PolicyErrorKind};
pub use select::Selector;

use crate::places::{RowPlace, Spot};
use crate::regions::Regions;
use crate::report::ReportEntry;

/// Which findings count, and how much.
///
/// ```
/// use phuluc_model::Severity;
/// use phuluc_report::{Policy, Selector};
///
/// let known = [("PL201", "children-sum"), ("PL405", "duplicate-work")];
/// let policy = Policy::default()
///     .select(Selector::parse_list("PL2,duplicate-work", known)?)
///     .min_severity(Severity::Warning);
/// # let _ = policy;
/// # Ok::<(), phuluc_report::PolicyErrorKind>(())
/// ```
#[derive(Debug, Clone)]
pub struct Policy {
    select: Vec<Selector>,
    ignore: Vec<Selector>,
    min_severity: Severity,
    config: Config,
}

impl Default for Policy {
    /// Everything counts as the rules say.
    fn default() -> Self {
        Self {
            select: Vec::new(),
            ignore: Vec::new(),
            min_severity: Severity::Info,
            config: Config::default(),
        }
    }
}

/// Findings that a policy let through, and which acceptances were used.
pub(crate) struct Judged {
    pub(crate) entries: Vec<ReportEntry>,
    /// Whether each acceptance of the configuration was used or has lapsed.
    pub(crate) used: Vec<bool>,
}

/// Acceptances of one rule on one sheet.
struct Accepted {
    /// By their cell as written.
    cells: HashMap<String, Vec<usize>>,
    /// By where they stand.
    regions: Regions,
}

impl Accepted {
    fn of(accept: &[Acceptance], listed: Vec<usize>) -> Self {
        let mut cells: HashMap<String, Vec<usize>> = HashMap::new();
        let mut ranges = Vec::new();
        for (at, one) in listed.into_iter().filter_map(|at| Some((at, accept.get(at)?))) {
            cells.entry(one.cell.clone()).or_default().push(at);
            ranges.extend(Spot::parse("", &one.cell).range.map(|range| (range, at)));
        }
        Self { cells, regions: Regions::new(ranges) }
    }

    /// Those that may stand at a finding, in their order.
    fn at(&self, finding: &Finding) -> Vec<usize> {
        let mut found: Vec<usize> = self.cells.get(&finding.cell).cloned().unwrap_or_default();
        if let Some(range) = Spot::parse("", &finding.cell).range {
            found.extend(self.regions.of(range.first));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Policy {
    /// Only these rules; all where there are none.
    #[must_use]
    pub fn select(mut self, select: Vec<Selector>) -> Self {
        self.select = select;
        self
    }

    /// Not these rules.
    #[must_use]
    pub fn ignore(mut self, ignore: Vec<Selector>) -> Self {
        self.ignore = ignore;
        self
    }

    /// Only findings this bad or worse, by the severity that the office gives them.
    #[must_use]
    pub fn min_severity(mut self, least: Severity) -> Self {
        self.min_severity = least;
        self
    }

    /// What the office decided in its `phuluc.toml`.
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// The finding with its severity, unless it is none that counts.
    fn admit(&self, mut finding: Finding) -> Option<Finding> {
        let is = |selector: &Selector| selector.matches(&finding.rule, &finding.name);
        let selected = self.select.is_empty() || self.select.iter().any(is);
        if !selected || self.ignore.iter().any(is) {
            return None;
        }
        if let Some(severity) = self.config.severity_of(&finding) {
            finding.severity = severity?;
        }
        (finding.severity >= self.min_severity).then_some(finding)
    }

    pub(crate) fn judge(&self, findings: Vec<Finding>, place: impl Fn(&Finding) -> RowPlace) -> Judged {
        let accept = &self.config.accept;
        let mut used = vec![false; accept.len()];
        // Acceptances by what they must share with a finding, in their order.
        let mut by_sheet: HashMap<(&str, &str, &str), Vec<usize>> = HashMap::new();
        for (at, one) in accept.iter().enumerate() {
            by_sheet.entry((&one.rule, &one.file, &one.sheet)).or_default().push(at);
        }
        let by_sheet: HashMap<_, Accepted> =
            by_sheet.into_iter().map(|(key, listed)| (key, Accepted::of(accept, listed))).collect();
        let mut entries = Vec::with_capacity(findings.len());
        for finding in findings.into_iter().filter_map(|finding| self.admit(finding)) {
            let place = place(&finding);
            let mut entry = ReportEntry::new(finding, place);
            let finding = &entry.finding;
            let near = by_sheet.get(&(&*finding.rule, finding.file.as_str(), finding.sheet.as_str()));
            for at in near.map(|accepted| accepted.at(finding)).unwrap_or_default() {
                let Some(acceptance) = accept.get(at).filter(|one| one.is_at(&entry.finding)) else {
                    continue;
                };
                used.get_mut(at).into_iter().for_each(|used| *used = true);
                if acceptance.still_holds(&entry.finding, &entry.place) {
                    entry.accepted = Some(acceptance.clone());
                } else {
                    entry.lapsed = Some(acceptance.clone());
                }
            }
            if entry.accepted.is_some() {
                entry.lapsed = None;
            }
            entries.push(entry);
        }
        Judged { entries, used }
    }

    /// Acceptances for a file that no finding stands at, of rules that were looked at.
    pub(crate) fn unused(&self, file: &str, used: &[bool]) -> Vec<Acceptance> {
        let looked_at = |acceptance: &Acceptance| {
            let is = |selector: &Selector| selector.matches(&acceptance.rule, &acceptance.rule);
            (self.select.is_empty() || self.select.iter().any(is)) && !self.ignore.iter().any(is)
        };
        if self.min_severity > Severity::Info {
            return Vec::new();
        }
        let accept = self.config.accept.iter().zip(used);
        let idle = accept.filter(|(acceptance, used)| !**used && acceptance.file == file);
        idle.map(|(acceptance, _)| acceptance).filter(|one| looked_at(one)).cloned().collect()
    }
}
