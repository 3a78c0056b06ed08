//! `phuluc check` and `phuluc rules`.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use phuluc::{
    Acceptance, CheckOptions, Config, FileReport, Language, Policy, Reader, Report, Selector, Stage,
    Submission, TextOptions, values_of,
};

use crate::args::{Check, CheckFormat, When};
use crate::inputs::Input;
use crate::output;
use crate::terminal::{Outcome, Terminal};

pub(crate) fn run(args: &Check, reader: &Reader, terminal: &Terminal) -> Result<Outcome> {
    let (inputs, failed) = args.inputs.list(terminal);
    refuse(args, &inputs, terminal)?;
    let mut run = Run {
        args,
        reader,
        terminal,
        accepted: Vec::new(),
        configs: HashMap::new(),
        annotated: None,
        failed,
    };
    let policy = Policy::default().select(selectors(&args.select)?).ignore(selectors(&args.ignore)?);
    let policy = policy.min_severity(args.min_severity.into());
    run.accepted = run.accepted_from()?;
    let mut options = CheckOptions::default().language(terminal.language);
    for path in &args.places {
        options = options.places(phuluc::read_places(path)?);
    }
    let Some(submissions) = run.read_all(&inputs, &policy)? else { return Ok(Outcome::Failed) };
    let some = !submissions.is_empty();
    let values = values_of(submissions.iter().flat_map(|one| &one.document.appendices));
    let report = checked(submissions, &options, terminal);
    // Made before the report is written: where it cannot be, nothing is.
    let copy = match (&args.annotate, report.files.first(), &run.annotated) {
        (Some(path), Some(file), Some(bytes)) => Some((path, marked(file, bytes, values, reader, terminal)?)),
        _ => None,
    };
    terminal.go_on()?;
    if some {
        terminal.timings.measure(Stage::Write, |cells| {
            *cells = values;
            run.print(&report)
        })?;
    }
    if let Some((path, copy)) = copy {
        output::write(path, &copy, args.force)?;
        terminal.note(&format!("{} {}", terminal.say("Đã ghi", "Wrote"), path.display()));
    }
    run.save(&inputs)?;
    Ok(if run.failed > 0 {
        Outcome::Failed
    } else if report.counts().errors > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// What is found in submissions.
pub(crate) fn checked(submissions: Vec<Submission>, options: &CheckOptions, terminal: &Terminal) -> Report {
    terminal.timings.measure(Stage::Check, |cells| {
        *cells = values_of(submissions.iter().flat_map(|one| &one.document.appendices));
        phuluc::report(submissions, options)
    })
}

/// The copy of a workbook with what was found in its so many values.
pub(crate) fn marked(
    file: &FileReport,
    bytes: &[u8],
    values: u64,
    reader: &Reader,
    terminal: &Terminal,
) -> Result<Vec<u8>, phuluc::Error> {
    terminal.timings.measure(Stage::Write, |cells| {
        *cells = values;
        reader.annotate(&file.name, bytes, file, terminal.language)
    })
}

/// The `phuluc.toml` that holds for an input.
pub(crate) fn config_of(input: &Input) -> Option<PathBuf> {
    match input {
        Input::File(path) => phuluc::config_path(path),
        Input::Stdin => phuluc::config_path(Path::new(".")),
    }
}

/// Refuses outputs that cannot be, before anything is read.
fn refuse(args: &Check, inputs: &[Input], terminal: &Terminal) -> Result<()> {
    for output in args.output.iter().filter(|output| output.as_os_str() != "-").chain(&args.annotate) {
        output::refuse(output, args.force, inputs, terminal)?;
    }
    let Some(annotate) = &args.annotate else { return Ok(()) };
    if args.output.as_ref() == Some(annotate) {
        bail!(terminal.say(
            "-o và --annotate ghi cùng một tệp: chọn hai tên khác nhau",
            "-o and --annotate are the same file: choose two names"
        ));
    }
    if annotate.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xlsx")) {
        let text = terminal.say("đuôi tệp phải là .xlsx", "the name must end in .xlsx");
        bail!("{}: {text}", annotate.display());
    }
    if inputs.len() > 1 {
        bail!(terminal.say(
            "--annotate ghi bản sao của một bảng tính: chỉ cho một tệp đầu vào",
            "--annotate writes a copy of one workbook: give one input"
        ));
    }
    Ok(())
}

fn selectors(lists: &[String]) -> Result<Vec<Selector>> {
    let parsed = lists.iter().map(|list| Selector::parse_list(list, phuluc::rule_names()));
    let parsed: Result<Vec<_>, _> = parsed.collect();
    Ok(parsed.map_err(phuluc::Error::from)?.concat())
}

struct Run<'a> {
    args: &'a Check,
    reader: &'a Reader,
    terminal: &'a Terminal,
    accepted: Vec<Acceptance>,
    configs: HashMap<PathBuf, Config>,
    /// The bytes of the workbook that is annotated.
    annotated: Option<Vec<u8>>,
    /// Inputs that could not be done.
    failed: usize,
}

impl Run<'_> {
    /// What the office decided, for an input.
    fn config(&mut self, input: &Input) -> Result<Config> {
        let mut config = match self.config_path(input) {
            None => Config::default(),
            Some(path) => match self.configs.get(&path) {
                Some(known) => known.clone(),
                None => {
                    let config = phuluc::read_config(&path)?;
                    self.configs.insert(path, config.clone());
                    config
                }
            },
        };
        config.accept.extend(self.accepted.iter().cloned());
        Ok(config)
    }

    fn config_path(&self, input: &Input) -> Option<PathBuf> {
        self.args.config.clone().or_else(|| config_of(input))
    }

    /// What was sent in all inputs; keeps the bytes of the one that is annotated. What cannot
    /// be read is said and counted. `None` where the user stopped it.
    fn read_all(&mut self, inputs: &[Input], policy: &Policy) -> Result<Option<Vec<Submission>>> {
        let (args, reader) = (self.args, self.reader);
        let alone = alone(inputs);
        let read = |input: &Input| {
            let (name, bytes) = input.load()?;
            let name = if alone.contains(name.as_str()) { name } else { input.name() };
            let document = reader.read_bytes(&name, &bytes)?;
            Ok((name, document, args.annotate.is_some().then_some(bytes)))
        };
        let mut submissions = Vec::new();
        let whole = args.inputs.each(inputs, self.terminal, read, |input, read| {
            let policy = policy.clone().config(self.config(input)?);
            match read {
                Ok((name, document, bytes)) => {
                    if document.appendices.is_empty() {
                        let nothing = self.terminal.say(
                            "không nhận ra phụ lục nào: xem `phuluc inspect`",
                            "no appendix was recognised: see `phuluc inspect`",
                        );
                        self.terminal.error(&format!("{}: {nothing}", input.name()));
                        self.failed += 1;
                    }
                    submissions.push(Submission { name, path: input.name(), document, policy });
                    self.annotated = bytes;
                }
                Err(error) => {
                    self.terminal.error(&self.terminal.message_of(&error));
                    self.failed += 1;
                }
            }
            Ok(())
        })?;
        Ok(whole.then_some(submissions))
    }

    /// Acceptances from an annotated copy.
    fn accepted_from(&self) -> Result<Vec<Acceptance>> {
        let Some(path) = &self.args.accepted_from else { return Ok(Vec::new()) };
        let (name, bytes) = Input::File(path.clone()).load()?;
        let found = self.reader.accepted_in(&name, &bytes)?;
        for (sheet, row) in &found.incomplete {
            let text = self.terminal.say(
                "thiếu lý do, họ tên hoặc ngày (như 24/11/2026): chưa coi là chấp nhận",
                "reason, name or date (such as 24/11/2026) is missing: not accepted",
            );
            self.terminal.note(&format!("{name} {sheet}!{row}: {text}"));
        }
        if found.accepted.is_empty() && found.incomplete.is_empty() {
            let text = self.terminal.say("không có chấp nhận nào", "nothing is accepted there");
            self.terminal.note(&format!("{name}: {text}"));
        }
        Ok(found.accepted)
    }

    /// Puts acceptances of the annotated copy into the configuration.
    fn save(&self, inputs: &[Input]) -> Result<()> {
        if !self.args.save_accepted || self.accepted.is_empty() {
            return Ok(());
        }
        let beside = |input: &Input| match input {
            Input::File(path) => path.parent().unwrap_or(Path::new("")).join(Config::FILE_NAME),
            Input::Stdin => PathBuf::from(Config::FILE_NAME),
        };
        let known = inputs.first().and_then(|input| self.config_path(input));
        let Some(path) = known.or_else(|| inputs.first().map(beside)) else { return Ok(()) };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let shown = path.display().to_string();
        let text = phuluc::with_accepted(&shown, &text, &self.accepted).map_err(phuluc::Error::from)?;
        output::write(&path, text.as_bytes(), true)?;
        self.terminal.note(&format!("{} {shown}", self.terminal.say("Đã ghi", "Wrote")));
        Ok(())
    }

    /// Prints the report or writes it.
    fn print(&self, report: &Report) -> Result<()> {
        let language = self.terminal.language;
        let file = self.args.output.as_deref().filter(|path| path.as_os_str() != "-");
        let by_name = file.and_then(CheckFormat::of_path);
        let text = match self.args.format.or(by_name).unwrap_or(CheckFormat::Text) {
            CheckFormat::Text => return self.print_text(report, file),
            CheckFormat::Json => report.to_json(language),
            CheckFormat::Sarif => report.to_sarif(language),
            CheckFormat::Markdown => report.to_markdown(language),
            CheckFormat::Html => report.to_html(language),
        };
        match file {
            Some(path) => self.write(path, &text),
            None => output::print(&text),
        }
    }

    fn print_text(&self, report: &Report, file: Option<&Path>) -> Result<()> {
        let choice = match self.args.color {
            When::Always => anstream::ColorChoice::Always,
            When::Never => anstream::ColorChoice::Never,
            When::Auto => anstream::AutoStream::choice(&std::io::stdout()),
        };
        let colour = file.is_none() && !matches!(choice, anstream::ColorChoice::Never);
        let width = match file {
            Some(_) => None,
            None => terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0)),
        };
        let options =
            TextOptions::new(self.terminal.language).width(width).colour(colour).infos(self.terminal.verbose);
        let text = report.to_text(&options);
        match file {
            Some(path) => self.write(path, &text),
            None => output::print_coloured(&text, choice),
        }
    }

    fn write(&self, path: &Path, text: &str) -> Result<()> {
        output::write(path, text.as_bytes(), self.args.force)?;
        self.terminal.note(&format!("{} {}", self.terminal.say("Đã ghi", "Wrote"), path.display()));
        Ok(())
    }
}

/// What findings call inputs, where only one is called so.
fn alone(inputs: &[Input]) -> HashSet<String> {
    let mut count: HashMap<String, usize> = HashMap::new();
    inputs.iter().for_each(|input| *count.entry(input.short_name()).or_default() += 1);
    count.into_iter().filter(|(_, count)| *count == 1).map(|(name, _)| name).collect()
}

/// `phuluc rules [CODE]`.
pub(crate) fn rules(wanted: Option<&str>, terminal: &Terminal) -> Result<Outcome> {
    let language = terminal.language;
    let Some(wanted) = wanted else {
        let width = phuluc::rules().map(|doc| doc.rule.name.len()).max().unwrap_or(0);
        let lines = phuluc::rules().map(|doc| {
            let severity = terminal.severity(doc.rule.severity);
            format!(
                "{}  {:width$}  {severity:9}  {}\n",
                doc.rule.code,
                doc.rule.name,
                doc.title.text(language)
            )
        });
        output::print(&lines.collect::<String>())?;
        return Ok(Outcome::Clean);
    };
    let selector = Selector::parse(wanted, phuluc::rule_names()).map_err(phuluc::Error::from)?;
    for doc in phuluc::rules().filter(|doc| selector.matches(doc.rule.code, doc.rule.name)) {
        let heads = match language {
            Language::Vietnamese => ["Nội dung", "Căn cứ", "Ví dụ", "Cách sửa"],
            Language::English => ["What", "Why", "Example", "Fix"],
        };
        let severity = terminal.severity(doc.rule.severity);
        let mut text =
            format!("{} {} ({severity})\n{}\n", doc.rule.code, doc.rule.name, doc.title.text(language));
        for (head, part) in heads.iter().zip([&doc.what, &doc.why, &doc.example, &doc.fix]) {
            text += &format!("\n{head}\n{}\n", part.text(language));
        }
        output::print(&format!("{text}\n"))?;
    }
    Ok(Outcome::Clean)
}
