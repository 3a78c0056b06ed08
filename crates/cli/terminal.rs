//! What is said on standard error, and how a run ends.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use phuluc::{Finding, Language, Layout, Severity, Timings};

use crate::args::{Global, TimingsForm};
use crate::stop::Stop;

/// How a run ends; the numbers are the contract's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Done and clean.
    Clean,
    /// Done, with findings that are errors.
    Findings,
    /// Something could not be done.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Standard error, in one language.
#[derive(Debug)]
pub(crate) struct Terminal {
    pub(crate) language: Language,
    quiet: bool,
    pub(crate) verbose: bool,
    /// What the stages of the run took so far.
    pub(crate) timings: Timings,
    timings_form: Option<TimingsForm>,
    start: Instant,
    /// Whether the user wants the run to end.
    pub(crate) stop: Stop,
    /// How far it is, while that is shown.
    progress: Mutex<Option<ProgressBar>>,
}

impl Terminal {
    pub(crate) fn new(language: Language, global: &Global) -> Self {
        let language = global.lang.map_or(language, Language::from);
        Self {
            language,
            quiet: global.quiet,
            verbose: global.verbose,
            timings: Timings::default(),
            timings_form: global.timings,
            start: Instant::now(),
            stop: Stop::default(),
            progress: Mutex::default(),
        }
    }

    /// One of two sentences.
    pub(crate) fn say<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Vietnamese => vi,
            Language::English => en,
        }
    }

    /// What went wrong; always printed.
    pub(crate) fn error(&self, message: &str) {
        self.line(&format!("{}: {message}", self.say("lỗi", "error")));
    }

    /// A finding because of which something was not done.
    pub(crate) fn refusal(&self, finding: &Finding) {
        self.line(&self.finding(finding));
    }

    /// What is to be looked at; not with `--quiet`.
    pub(crate) fn warning(&self, message: &str) {
        self.note(&format!("{}: {message}", self.severity(Severity::Warning)));
    }

    /// What was done; not with `--quiet`.
    pub(crate) fn note(&self, message: &str) {
        if !self.quiet {
            self.line(message);
        }
    }

    /// Goes on to what is written, unless the user wants the run to end.
    pub(crate) fn go_on(&self) -> Result<()> {
        if self.stop.is_wanted() {
            bail!(self.say(
                "đã dừng theo yêu cầu (Ctrl-C): chưa ghi gì",
                "stopped as you asked (Ctrl-C): nothing was written"
            ));
        }
        Ok(())
    }

    /// An error and its causes in the language asked for.
    pub(crate) fn message_of(&self, error: &anyhow::Error) -> String {
        match error.downcast_ref::<phuluc::Error>() {
            Some(known) => known.message(self.language),
            None => format!("{error:#}"),
        }
    }

    /// Prints a line. Where nobody takes messages (a closed pipe, a full disk), the results
    /// are made all the same, and the exit status tells how the run ended.
    fn line(&self, message: &str) {
        self.beside_progress(|| drop(writeln!(io::stderr().lock(), "{}", harmless(message))));
    }

    /// Shows from now on how many of so many files are done, on a terminal; not with `--quiet`.
    pub(crate) fn begin_progress(&self, files: usize) {
        if self.quiet || !io::stderr().is_terminal() {
            return;
        }
        let words = self.say(
            "{bar:30} {pos}/{len} tệp, còn khoảng {eta}",
            "{bar:30} {pos}/{len} files, about {eta} left",
        );
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(words) {
            bar.set_style(style);
        }
        *self.shown() = Some(bar);
    }

    /// One more file is done.
    pub(crate) fn progress(&self) {
        self.shown().iter().for_each(|bar| bar.inc(1));
    }

    /// Takes what was shown of the files away.
    pub(crate) fn end_progress(&self) {
        self.shown().take().iter().for_each(ProgressBar::finish_and_clear);
    }

    /// Does what prints, so that it and what is shown of the files do not mix.
    pub(crate) fn beside_progress<T>(&self, print: impl FnOnce() -> T) -> T {
        match &*self.shown() {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    fn shown(&self) -> MutexGuard<'_, Option<ProgressBar>> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the run took: a line for people with `--verbose`, one for programs, and the
    /// last, with `--timings json`.
    pub(crate) fn times(&self, command: &str) {
        let whole = self.start.elapsed();
        if let Some(text) = self.timings.to_text(whole, self.language).filter(|_| self.verbose) {
            self.note(&text);
        }
        if let Some(TimingsForm::Json) = self.timings_form {
            self.line(&self.timings.to_json(command, whole));
        }
    }

    /// A severity as it is called.
    pub(crate) fn severity(&self, severity: Severity) -> &'static str {
        match (severity, self.language) {
            (Severity::Error, Language::Vietnamese) => "lỗi",
            (Severity::Error, Language::English) => "error",
            (Severity::Warning, Language::Vietnamese) => "cảnh báo",
            (Severity::Warning, Language::English) => "warning",
            (Severity::Info, Language::Vietnamese) => "thông tin",
            (Severity::Info, Language::English) => "info",
        }
    }

    /// A layout as it is called, with the number of the appendix.
    pub(crate) fn layout(&self, layout: &Layout) -> String {
        let name = self.say(&layout.name, &layout.name_en);
        match layout.number.as_str() {
            "" => name.to_owned(),
            number => format!("{} {number}: {name}", self.say("Phụ lục", "Appendix")),
        }
    }

    /// How many findings of each severity.
    pub(crate) fn counts(&self, errors: usize, warnings: usize, infos: usize) -> String {
        match self.language {
            Language::Vietnamese => format!("{errors} lỗi, {warnings} cảnh báo, {infos} thông tin"),
            Language::English => {
                [plural(errors, "error"), plural(warnings, "warning"), plural(infos, "info")].join(", ")
            }
        }
    }

    /// One finding on one line.
    pub(crate) fn finding(&self, finding: &Finding) -> String {
        let severity = self.severity(finding.severity);
        let place = [finding.sheet.as_str(), finding.cell.as_str()].into_iter().filter(|p| !p.is_empty());
        let place = place.collect::<Vec<_>>().join("!");
        let place = [finding.file.as_str(), place.as_str()].into_iter().filter(|p| !p.is_empty());
        let place: String = place.flat_map(|place| [" ", place]).collect();
        let count = if finding.count > 1 {
            format!(" ({} {})", finding.count, self.say("ô", "cells"))
        } else {
            String::new()
        };
        format!("{severity} {}{place}: {}{count}", finding.rule, finding.message.text(self.language))
    }

    /// Errors and warnings, a line each, then how many there are of each severity.
    pub(crate) fn findings(&self, findings: &[Finding]) {
        self.findings_but(findings, |_| false);
    }

    /// The same without the lines of those that were said before.
    pub(crate) fn findings_but(&self, findings: &[Finding], said: impl Fn(&Finding) -> bool) {
        let shown = if self.verbose { Severity::Info } else { Severity::Warning };
        let mut sorted: Vec<&Finding> = findings.iter().filter(|finding| finding.severity >= shown).collect();
        sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        for finding in sorted.into_iter().filter(|finding| !said(finding)) {
            self.note(&self.finding(finding));
        }
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings, infos) =
            (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
        if errors + warnings + infos > 0 {
            let more = if self.verbose { "" } else { self.say(" (xem hết: -v)", " (all of them: -v)") };
            self.note(&format!("{}{more}", self.counts(errors, warnings, infos)));
        }
    }
}

/// Text without characters that command a terminal: the name of a file may have any.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(commands) { Cow::Owned(text.replace(commands, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// A count with its noun.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// How findings end a run.
pub(crate) fn outcome(findings: &[Finding], strict: bool) -> Outcome {
    let error = findings.iter().any(|finding| finding.severity == Severity::Error);
    if strict && error { Outcome::Findings } else { Outcome::Clean }
}
