//! The report for a terminal.

use std::collections::HashSet;

use anstyle::{AnsiColor, Style};
use phuluc_model::{Language, Severity};

use crate::places::RowPlace;
use crate::report::{FileReport, Report, ReportEntry};
use crate::words::{self, say};
use crate::wrap::wrapped;

/// How the report for a terminal looks.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TextOptions {
    /// Language of messages and words.
    pub language: Language,
    /// Width to wrap at; without one each sentence is one line.
    pub width: Option<usize>,
    /// Whether to colour, as ANSI escapes.
    pub colour: bool,
    /// Whether infos are listed; they are counted always.
    pub infos: bool,
    /// The most suspects and related cells listed for one finding.
    pub most: usize,
}

impl TextOptions {
    /// One line a sentence, without colours.
    pub const fn new(language: Language) -> Self {
        Self { language, width: None, colour: false, infos: false, most: 5 }
    }

    /// Wraps at a width.
    #[must_use]
    pub const fn width(mut self, width: Option<usize>) -> Self {
        self.width = width;
        self
    }

    /// Colours by severity.
    #[must_use]
    pub const fn colour(mut self, colour: bool) -> Self {
        self.colour = colour;
        self
    }

    /// Lists infos too.
    #[must_use]
    pub const fn infos(mut self, infos: bool) -> Self {
        self.infos = infos;
        self
    }
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

fn colour(entry: &ReportEntry) -> Style {
    match (&entry.accepted, entry.finding.severity) {
        (Some(_), _) => DIM,
        (None, Severity::Error) => AnsiColor::Red.on_default().bold(),
        (None, Severity::Warning) => AnsiColor::Yellow.on_default().bold(),
        (None, Severity::Info) => AnsiColor::Cyan.on_default(),
    }
}

impl Report {
    /// The report for a terminal: by file and sheet, the worst first, a line of
    /// totals at its end.
    pub fn to_text(&self, options: &TextOptions) -> String {
        let mut page = Page { report: self, options, told: HashSet::new(), out: String::new() };
        for file in &self.files {
            page.file(file);
        }
        let counts = self.counts();
        let mut totals = words::totals(&counts, options.language);
        if counts.infos > 0 && !options.infos {
            totals += say(options.language, " (xem cả mức thông tin: -v)", " (infos too: -v)");
        }
        page.line(&page.styled(BOLD, &totals), "", "");
        page.out
    }
}

struct Page<'o> {
    report: &'o Report,
    options: &'o TextOptions,
    /// Rules whose remedy was told.
    told: HashSet<String>,
    out: String,
}

impl Page<'_> {
    fn say<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        say(self.options.language, vi, en)
    }

    /// Text in a style, word by word, so that wrapping cannot tear an escape apart
    /// and an indent is never styled.
    fn styled(&self, style: Style, text: &str) -> String {
        if !self.options.colour || text.is_empty() {
            return text.to_owned();
        }
        format!("{style}{text}{style:#}")
    }

    fn line(&mut self, text: &str, first: &str, rest: &str) {
        // Escapes have no width of their own.
        let hidden = text.chars().count() - visible(text);
        let width = self.options.width.map(|width| width.max(40) + hidden);
        self.out += &wrapped(text, first, rest, width);
    }

    fn file(&mut self, file: &FileReport) {
        let shown = |entry: &&ReportEntry| {
            self.options.infos || entry.finding.severity > Severity::Info || entry.lapsed.is_some()
        };
        let any = file.entries.iter().any(|entry| shown(&entry)) || !file.unused.is_empty();
        if !any {
            return;
        }
        let title = self.styled(BOLD, &file.path);
        self.line(&title, "", "");
        for (sheet, entries) in file.sheets() {
            let entries: Vec<&ReportEntry> = entries.iter().filter(shown).collect();
            if entries.is_empty() {
                continue;
            }
            let name = if sheet.is_empty() { self.say("(cả tệp)", "(the whole file)") } else { sheet };
            let name = self.styled(BOLD, name);
            self.line(&name, "  ", "  ");
            for entry in entries {
                self.entry(entry);
            }
        }
        for unused in &file.unused {
            let at = [unused.sheet.as_str(), unused.cell.as_str()].join("!");
            let text = match self.options.language {
                Language::Vietnamese => format!(
                    "Chấp nhận {} tại {at} ({}, {}) không còn phát hiện tương ứng: có thể xóa khỏi phuluc.toml",
                    unused.rule,
                    unused.by,
                    words::day(&unused.date)
                ),
                Language::English => format!(
                    "Nothing stands any more where {} at {at} was accepted ({}, {}): it can go from phuluc.toml",
                    unused.rule, unused.by, unused.date
                ),
            };
            let text = self.styled(DIM, &text);
            self.line(&text, "  ", "  ");
        }
        self.out.push('\n');
    }

    fn entry(&mut self, entry: &ReportEntry) {
        let language = self.options.language;
        let finding = &entry.finding;
        let head = format!("{} {}", words::standing(entry, language), finding.rule);
        let head = self.styled(colour(entry), &head);
        let cell = self.styled(BOLD, &finding.cell);
        let place = place(&entry.place);
        let parts =
            [head.as_str(), cell.as_str(), place.as_str()].into_iter().filter(|part| !part.is_empty());
        self.line(&parts.collect::<Vec<_>>().join("  "), "    ", "      ");
        let count = match finding.count {
            0 | 1 => String::new(),
            count => format!(" ({count} {})", self.say("ô", "cells")),
        };
        self.line(&format!("{}{count}", finding.message.text(language)), "      ", "      ");
        if let Some(figures) = words::figures(entry, language) {
            let figures = self.styled(BOLD, &figures);
            self.line(&figures, "      ", "      ");
        }
        self.suspects(entry);
        self.related(entry);
        self.remedy(entry);
        if let Some(acceptance) = &entry.accepted {
            self.line(&words::accepted(acceptance, language), "      ", "      ");
        }
        if let Some(lapsed) = words::lapsed(entry, language) {
            self.line(&lapsed, "      ", "      ");
        }
    }

    fn suspects(&mut self, entry: &ReportEntry) {
        let finding = &entry.finding;
        let fits = self.say("sẽ khớp nếu", "fits if");
        let or = self.say("hoặc nếu", "or if");
        let is = "=";
        for (at, (suspect, place)) in
            finding.suspects.iter().zip(&entry.suspect_places).take(self.options.most).enumerate()
        {
            let figure = words::fitting(&suspect.fits, place, &finding.rule, self.options.language);
            let row = place.row();
            let row =
                if row.is_empty() || row == entry.place.row() { String::new() } else { format!(" ({row})") };
            let why = if suspect.why.is_empty() { String::new() } else { format!(": {}", suspect.why) };
            let word = if at == 0 { fits } else { or };
            self.line(&format!("{word} {}{row} {is} {figure}{why}", suspect.cell), "      ", "        ");
        }
        self.more(finding.suspects.len());
    }

    fn related(&mut self, entry: &ReportEntry) {
        let along = self.say("liên quan:", "see also:");
        for (related, place) in
            entry.finding.related.iter().zip(&entry.related_places).take(self.options.most)
        {
            let text = words::figure(&related.text, place, &entry.finding.rule);
            let row = place.row();
            let row =
                if row.is_empty() || row == entry.place.row() { String::new() } else { format!(" ({row})") };
            let line = self.styled(DIM, &format!("{along} {}{row}: {text}", related.cell));
            self.line(&line, "        ", "          ");
        }
        self.more(entry.finding.related.len());
    }

    /// What to do, once for each rule.
    fn remedy(&mut self, entry: &ReportEntry) {
        let code = &entry.finding.rule;
        let fix = self.report.rule(code).map_or("", |info| info.fix.text(self.options.language));
        if entry.accepted.is_some() || fix.is_empty() || !self.told.insert(code.to_string()) {
            return;
        }
        let fix = fix.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("{} {fix}", self.say("→ cách sửa:", "→ what to do:"));
        self.line(&line, "      ", "        ");
    }

    /// That there are more than are listed.
    fn more(&mut self, count: usize) {
        if let Some(more) = count.checked_sub(self.options.most).filter(|more| *more > 0) {
            let line = match self.options.language {
                Language::Vietnamese => format!("… và {more} ô nữa"),
                Language::English => format!("… and {more} more"),
            };
            self.line(&line, "        ", "          ");
        }
    }
}

/// The row and the column, as `3 · Dự án 3 | Tổng nhu cầu kinh phí`.
fn place(place: &RowPlace) -> String {
    let row = place.row();
    let parts = [Some(row.as_str()), place.column.as_deref()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// Letters that take up room: all but ANSI escapes.
fn visible(text: &str) -> usize {
    let mut count = 0;
    let mut escape = false;
    for letter in text.chars() {
        match (escape, letter) {
            (false, '\u{1b}') => escape = true,
            (false, _) => count += 1,
            (true, 'm') => escape = false,
            (true, _) => {}
        }
    }
    count
}
