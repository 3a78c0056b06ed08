//! Findings of files, each with its place, in the order in which they are shown.

use std::cmp::Reverse;
use std::collections::HashMap;

use phuluc_model::{Appendix, Finding, Message, Rule, Severity};

use crate::places::{Places, RowPlace};
use crate::policy::{Acceptance, Policy};
use crate::words;

/// What was found in one or more files.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The files, in the order in which they were given.
    pub files: Vec<FileReport>,
    /// What is known of the rules; forms that explain rules show it.
    pub rules: Vec<RuleInfo>,
}

/// What was found in one file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FileReport {
    /// The file's name, as findings call it.
    pub name: String,
    /// The path as given, with forward slashes; the name where it has none.
    pub path: String,
    /// Findings by sheet, the worst sheet and the worst finding first.
    pub entries: Vec<ReportEntry>,
    /// Acceptances for this file that nothing matches any more.
    pub unused: Vec<Acceptance>,
}

/// A finding with what stands around it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReportEntry {
    /// The finding, with the severity that the office gives it.
    pub finding: Finding,
    /// Where it stands.
    pub place: RowPlace,
    /// Where its suspects stand, in their order.
    pub suspect_places: Vec<RowPlace>,
    /// Where its related cells stand, in their order.
    pub related_places: Vec<RowPlace>,
    /// Who accepted it, and why. An accepted finding is shown and not counted.
    pub accepted: Option<Acceptance>,
    /// An acceptance that ended because the figure changed.
    pub lapsed: Option<Acceptance>,
    /// The same from run to run, as long as the rule, row and column are, also
    /// where rows above come and go.
    pub fingerprint: String,
}

/// A rule with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleInfo {
    /// Its code, name and usual severity.
    pub rule: Rule,
    /// What it finds, in a line.
    pub title: Message,
    /// Why that is wrong; empty where nothing is said.
    pub why: Message,
    /// What to do; empty where nothing is said.
    pub fix: Message,
}

impl RuleInfo {
    /// A rule with what it finds.
    pub fn new(rule: Rule, title: Message) -> Self {
        Self { rule, title, why: Message::default(), fix: Message::default() }
    }

    /// The same rule with why that is wrong and what to do.
    #[must_use]
    pub fn with_help(mut self, why: Message, fix: Message) -> Self {
        self.why = why;
        self.fix = fix;
        self
    }
}

/// How many findings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// Errors that nobody accepted.
    pub errors: usize,
    /// Warnings that nobody accepted.
    pub warnings: usize,
    /// Infos that nobody accepted.
    pub infos: usize,
    /// Findings that somebody accepted.
    pub accepted: usize,
}

impl Counts {
    fn add(&mut self, entry: &ReportEntry) {
        let slot = match (&entry.accepted, entry.finding.severity) {
            (Some(_), _) => &mut self.accepted,
            (None, Severity::Error) => &mut self.errors,
            (None, Severity::Warning) => &mut self.warnings,
            (None, Severity::Info) => &mut self.infos,
        };
        *slot += 1;
    }
}

impl Report {
    /// How many findings there are in all files.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.files.iter().flat_map(|file| &file.entries).for_each(|entry| counts.add(entry));
        counts
    }

    /// What is known of a rule, by its code.
    pub fn rule(&self, code: &str) -> Option<&RuleInfo> {
        self.rules.iter().find(|info| info.rule.code == code)
    }
}

impl FileReport {
    /// The findings of a file as a policy judges them. `appendices` are those of the
    /// file: rows and columns of findings are looked up in them.
    pub fn new(name: &str, appendices: &[Appendix], findings: Vec<Finding>, policy: &Policy) -> Self {
        let places = Places::new(appendices);
        let mut judged = policy.judge(findings, |finding| places.of(&finding.sheet, &finding.cell));
        fingerprints(&mut judged.entries);
        for entry in &mut judged.entries {
            let sheet = &entry.finding.sheet;
            entry.suspect_places =
                entry.finding.suspects.iter().map(|suspect| places.of(sheet, &suspect.cell)).collect();
            entry.related_places =
                entry.finding.related.iter().map(|related| places.of(sheet, &related.cell)).collect();
        }
        sort(&mut judged.entries);
        let unused = policy.unused(name, &judged.used);
        Self { name: name.to_owned(), path: name.to_owned(), entries: judged.entries, unused }
    }

    /// The same, with the path that the file was given by.
    #[must_use]
    pub fn at(mut self, path: &str) -> Self {
        self.path = path.replace('\\', "/");
        self
    }

    /// How many findings there are.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.entries.iter().for_each(|entry| counts.add(entry));
        counts
    }

    /// Findings by sheet, in their order; the first sheet is `""` where findings
    /// are about the file.
    pub(crate) fn sheets(&self) -> impl Iterator<Item = (&str, &[ReportEntry])> {
        let groups = self.entries.chunk_by(|one, other| one.finding.sheet == other.finding.sheet);
        groups.filter_map(|group| Some((group.first()?.finding.sheet.as_str(), group)))
    }
}

impl ReportEntry {
    pub(crate) fn new(finding: Finding, place: RowPlace) -> Self {
        Self {
            finding,
            place,
            suspect_places: Vec::new(),
            related_places: Vec::new(),
            accepted: None,
            lapsed: None,
            fingerprint: String::new(),
        }
    }

    /// How urgent it is: accepted ones last.
    fn weight(&self) -> (bool, Reverse<Severity>) {
        (self.accepted.is_some(), Reverse(self.finding.severity))
    }
}

/// The worst sheet first, and in it the worst finding; else as they came.
fn sort(entries: &mut [ReportEntry]) {
    let mut worst: HashMap<String, ((bool, Reverse<Severity>), usize)> = HashMap::new();
    for (order, entry) in entries.iter().enumerate() {
        let known = worst.entry(entry.finding.sheet.clone()).or_insert((entry.weight(), order));
        known.0 = known.0.min(entry.weight());
    }
    entries.sort_by_cached_key(|entry| (worst.get(&entry.finding.sheet).copied(), entry.weight()));
}

/// Gives every finding a fingerprint, different ones within the file.
fn fingerprints(entries: &mut [ReportEntry]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let finding = &entry.finding;
        let place = &entry.place;
        let at = match (&place.field, place.code.is_some() || place.name.is_some()) {
            (Some(field), true) => format!("{}|{field}", place.row()),
            _ => finding.cell.clone(),
        };
        let text = format!("{}|{}|{at}", finding.rule, finding.sheet);
        let count = seen.entry(text.clone()).or_default();
        *count += 1;
        entry.fingerprint = words::hash(&format!("{text}|{count}"));
    }
}
