//! From what was read to a report: checks, an office's decisions, forms.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use phuluc_checks::{CheckOptions, Places, check, rules};
use phuluc_model::{Appendix, Document, Language};
use phuluc_reader::Container;
use phuluc_report::{
    Acceptance, AnnotateError, Config, FileReport, Policy, PolicyError, Report, RuleInfo, accepted_in,
    annotate, annotate_plain,
};

use crate::{Error, Reader};

/// One file that was read, with what the office decided about its findings.
#[derive(Debug, Clone, Default)]
pub struct Submission {
    /// What findings call the file.
    pub name: String,
    /// The path as given.
    pub path: String,
    /// What was read.
    pub document: Document,
    /// Which findings count.
    pub policy: Policy,
}

/// Checks submissions and reports what was found, on the way in and after.
///
/// Appendices are held against each other within a file, or over all files where
/// each form occurs once.
///
/// ```no_run
/// use phuluc::{CheckOptions, Language, Submission, TextOptions};
///
/// let document = phuluc::read("lang-son.xlsx")?;
/// let submission = Submission { name: "lang-son.xlsx".to_owned(), document, ..Submission::default() };
/// let report = phuluc::report(vec![submission], &CheckOptions::default());
/// print!("{}", report.to_text(&TextOptions::new(Language::Vietnamese)));
/// # Ok::<(), phuluc::Error>(())
/// ```
pub fn report(submissions: Vec<Submission>, options: &CheckOptions) -> Report {
    let mut appendices: Vec<Appendix> = Vec::new();
    let mut findings = Vec::new();
    let mut parts: Vec<(String, String, Policy, Range<usize>)> = Vec::new();
    let mut owner: HashMap<String, usize> = HashMap::new();
    for submission in submissions {
        let start = appendices.len();
        let Document { appendices: read, findings: said } = submission.document;
        // A JSON file speaks of the workbook that it was made of.
        let files = read.iter().map(|appendix| &appendix.source.file).chain(said.iter().map(|one| &one.file));
        for file in files.chain([&submission.name]) {
            owner.entry(file.clone()).or_insert(parts.len());
        }
        appendices.extend(read);
        findings.extend(said);
        parts.push((submission.name, submission.path, submission.policy, start..appendices.len()));
    }
    findings.extend(check(&appendices, options));
    let mut by_file: Vec<Vec<_>> = parts.iter().map(|_| Vec::new()).collect();
    for finding in findings {
        let at = owner.get(&finding.file).copied().unwrap_or(0);
        by_file.get_mut(at).into_iter().for_each(|list| list.push(finding.clone()));
    }
    let files = parts.into_iter().zip(by_file).map(|((name, path, policy, range), findings)| {
        let appendices = appendices.get(range).unwrap_or_default();
        let path = if path.is_empty() { name.clone() } else { path };
        FileReport::new(&name, appendices, findings, &policy).at(&path)
    });
    Report { files: files.collect(), rules: rule_infos() }
}

/// What is known of every rule, as reports show it.
pub fn rule_infos() -> Vec<RuleInfo> {
    let info = |doc: &phuluc_checks::RuleDoc| {
        RuleInfo::new(doc.rule, doc.title.clone()).with_help(doc.why.clone(), doc.fix.clone())
    };
    rules().map(info).collect()
}

/// Codes and names of all rules, as selectors and configurations are held against.
pub fn rule_names() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    rules().map(|doc| (doc.rule.code, doc.rule.name)).collect::<Vec<_>>().into_iter()
}

/// The `phuluc.toml` for a file: beside it or in the nearest folder above.
pub fn config_path(file: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(file).ok()?;
    let folders = whole.ancestors().skip(usize::from(!whole.is_dir()));
    folders.map(|folder| folder.join(Config::FILE_NAME)).find(|path| path.is_file())
}

/// Reads a `phuluc.toml`.
///
/// # Errors
///
/// An [`Error`] where it cannot be read or has a mistake.
pub fn read_config(path: &Path) -> Result<Config, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_path_buf(), source })?;
    Ok(Config::from_toml(&path.display().to_string(), &text, rule_names())?)
}

/// Reads a list of districts and communes, as [`Places::parse`] does.
///
/// # Errors
///
/// An [`Error`] where it cannot be read or has a mistake.
pub fn read_places(path: &Path) -> Result<Places, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_path_buf(), source })?;
    Ok(Places::parse(&path.display().to_string(), &text)?)
}

/// The text of a `phuluc.toml` with acceptances put at its end; those that it has
/// already are left out. `origin` is what messages call the file.
///
/// # Errors
///
/// A [`PolicyError`] where the text has a mistake.
pub fn with_accepted(origin: &str, text: &str, accepted: &[Acceptance]) -> Result<String, PolicyError> {
    // As they are written, so that many are not held against many.
    let known = Config::from_toml(origin, text, rule_names())?.accept;
    let known: HashSet<String> = known.iter().map(Acceptance::to_toml).collect();
    let mut out = text.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    let new = accepted.iter().map(Acceptance::to_toml).filter(|one| !known.contains(one));
    new.for_each(|one| out += &one);
    Config::from_toml(origin, &out, rule_names())?;
    Ok(out)
}

/// What was accepted in an annotated workbook, and how many of its lines lack a
/// reason, a name or a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ReadBack {
    /// What was accepted.
    pub accepted: Vec<Acceptance>,
    /// Lines with only a part of reason, name and day: sheet and row.
    pub incomplete: Vec<(String, u32)>,
}

impl Reader {
    /// Acceptances that somebody wrote into an annotated workbook.
    ///
    /// # Errors
    ///
    /// An [`Error`] where the file is no workbook.
    pub fn accepted_in(&self, name: &str, bytes: &[u8]) -> Result<ReadBack, Error> {
        let mut found = ReadBack::default();
        for sheet in self.inspect_bytes(name, bytes)?.inspection.sheets {
            let cells = sheet.cells.iter().map(|cell| (cell.cell, cell.text.as_str()));
            let (accepted, incomplete) = accepted_in(cells);
            found.accepted.extend(accepted);
            found.incomplete.extend(incomplete.iter().map(|cell| (sheet.name.clone(), cell.row + 1)));
        }
        Ok(found)
    }

    /// A copy of a workbook as `.xlsx` with each finding marked at its cell. An
    /// `.xlsx` or `.xlsm` is edited in place; of other formats values and basic look
    /// are written anew.
    ///
    /// # Errors
    ///
    /// An [`Error`] where the bytes are no workbook.
    pub fn annotate(
        &self,
        name: &str,
        bytes: &[u8],
        report: &FileReport,
        language: Language,
    ) -> Result<Vec<u8>, Error> {
        let failed = |source| Error::Annotate { file: name.to_owned(), source };
        let opened = |source| Error::Open { file: name.to_owned(), source };
        if crate::reader::is_json(bytes) {
            return Err(Error::NothingToAnnotate { file: name.to_owned() });
        }
        let reader = self.workbook_reader();
        if phuluc_reader::container_of(bytes).map_err(opened)? == Container::Xlsx {
            match annotate(bytes, report, language) {
                Err(AnnotateError::Unusual(_)) => {}
                done => return done.map_err(failed),
            }
        }
        annotate_plain(&reader.plain(bytes).map_err(opened)?, report, language).map_err(failed)
    }
}
