//! Files and folders alone, as Windows hands over what is dropped onto the program: each is
//! converted and checked beside its original.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::CommandFactory;
use phuluc::{
    Appendix, CheckOptions, Document, Format, Language, Policy, Reader, Submission, Vocabulary, values_of,
};

use crate::args::{Cli, Drop, Inputs};
use crate::inputs::Input;
use crate::terminal::{Outcome, Terminal, plural};
use crate::{check, convert, output, ui, window};

/// The command that files alone stand for.
const COMMAND: &str = "drop";
/// How many names are tried until one is free.
const NAMES: usize = 1000;

/// The arguments, with the command put in where they are but files and folders that are there,
/// and perhaps options written in one word.
///
/// A double click gives no argument at all: that opens the page, where the program has it.
pub(crate) fn with_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.len() <= 1 && ui::is_embedded() && window::is_own() {
        arguments.push("ui".into());
        return arguments;
    }
    let is_option = |given: &&OsString| given.len() > 1 && given.to_string_lossy().starts_with('-');
    let mut files = arguments.iter().skip(1).filter(|given| !is_option(given)).peekable();
    let named = |first: &&OsString| Cli::command().find_subcommand(first).is_some();
    if files.peek().is_some_and(|first| !named(first)) && files.all(|given| Path::new(given).exists()) {
        arguments.insert(1, COMMAND.into());
    }
    arguments
}

/// Converts and checks each file, and says what came of it, and of all at the end.
pub(crate) fn run(args: &Drop, reader: &Reader, terminal: &Terminal) -> Result<Outcome> {
    let all = Inputs { recursive: true, ..args.inputs.clone() };
    let (mut inputs, failed) = all.list(terminal);
    // Of a folder, what was written there before is nobody's submission.
    inputs.retain(|input| match input {
        Input::File(path) => all.inputs.contains(path) || !is_result(path),
        Input::Stdin => true,
    });
    let mut run = Run { reader, terminal, tally: Tally { failed, ..Tally::default() } };
    let read = |input: &Input| {
        let (name, bytes) = input.load()?;
        let document = reader.read_bytes(&name, &bytes)?;
        Ok::<_, anyhow::Error>(Read { name, bytes, document })
    };
    let whole = all.each(&inputs, terminal, read, |input, read| {
        match read.and_then(|read| run.file(input, read)) {
            Ok(text) => terminal.beside_progress(|| output::print(&text))?,
            Err(error) => {
                terminal.error(&terminal.message_of(&error));
                run.tally.failed += 1;
            }
        }
        Ok(())
    })?;
    output::print(&run.tally.text(terminal))?;
    Ok(if !whole || run.tally.failed > 0 {
        Outcome::Failed
    } else if run.tally.errors > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// A file that was read.
struct Read {
    name: String,
    bytes: Vec<u8>,
    document: Document,
}

/// How it went so far.
#[derive(Default)]
struct Tally {
    done: usize,
    failed: usize,
    errors: usize,
    warnings: usize,
}

struct Run<'a> {
    reader: &'a Reader,
    terminal: &'a Terminal,
    tally: Tally,
}

impl Run<'_> {
    /// Writes what comes of a file beside it, and says what that is.
    fn file(&mut self, input: &Input, read: Read) -> Result<String> {
        let terminal = self.terminal;
        let Read { name, bytes, document } = read;
        if document.appendices.is_empty() {
            let nothing = terminal.say(
                "không nhận ra phụ lục nào: mở tệp này trên trang (phuluc ui) để chọn phụ lục và cột",
                "no appendix was recognised: open it on the page (phuluc ui) to choose appendix and columns",
            );
            bail!("{}: {nothing}", input.name());
        }
        let words = &Vocabulary::get().beside;
        let official = convert::written(&document, Format::Xlsx, terminal)?;
        let mut text = format!("{}\n", input.name());
        text.extend(document.appendices.iter().map(|appendix| self.recognised(appendix)));
        let policy = match check::config_of(input) {
            Some(path) => Policy::default().config(phuluc::read_config(&path)?),
            None => Policy::default(),
        };
        let values = values_of(&document.appendices);
        let submission = Submission { name, path: input.name(), document, policy };
        let options = CheckOptions::default().language(terminal.language);
        let report = check::checked(vec![submission], &options, terminal);
        let counts = report.counts();
        text += &format!("  {}\n", terminal.counts(counts.errors, counts.warnings, counts.infos));
        let marked = match report.files.first().filter(|_| counts.errors + counts.warnings > 0) {
            Some(file) => match check::marked(file, &bytes, values, self.reader, terminal) {
                // Made of a workbook that may be elsewhere.
                Err(phuluc::Error::NothingToAnnotate { .. }) => None,
                marked => Some(marked?),
            },
            None => None,
        };
        terminal.go_on()?;
        let official = write(input, &words.official, &official)?;
        text += &format!("  {}: {official}\n", terminal.say("biểu chính thức", "official workbook"));
        if let Some(marked) = marked {
            let marked = write(input, &words.marked, &marked)?;
            text +=
                &format!("  {}: {marked}\n", terminal.say("bản đánh dấu lỗi", "copy with findings marked"));
        }
        self.tally.done += 1;
        self.tally.errors += counts.errors;
        self.tally.warnings += counts.warnings;
        Ok(text)
    }

    /// A line on one appendix.
    fn recognised(&self, appendix: &Appendix) -> String {
        let name = self.terminal.layout(&appendix.layout);
        let rows = appendix.walk().count();
        let rows = match self.terminal.language {
            Language::Vietnamese => format!("{rows} dòng"),
            Language::English => plural(rows, "row"),
        };
        format!("  {name}, {rows}\n")
    }
}

impl Tally {
    fn text(&self, terminal: &Terminal) -> String {
        let Self { done, failed, errors, warnings } = self;
        match terminal.language {
            Language::Vietnamese => format!(
                "\nXong {done} tệp, {failed} tệp không làm được; {errors} lỗi, {warnings} cảnh báo. Kết quả nằm cạnh tệp gốc.\n"
            ),
            Language::English => format!(
                "\n{} done, {failed} not; {}, {}. The results are beside the originals.\n",
                plural(*done, "file"),
                plural(*errors, "error"),
                plural(*warnings, "warning")
            ),
        }
    }
}

/// Writes beside an input, under a name that is free, and gives that name.
fn write(input: &Input, word: &str, bytes: &[u8]) -> Result<String> {
    let path = match input {
        Input::File(path) => path.clone(),
        Input::Stdin => PathBuf::from("-"),
    };
    let stem = path.file_stem().unwrap_or_default().to_os_string();
    for number in 1..NAMES {
        let mut name = stem.clone();
        name.push(word);
        if number > 1 {
            name.push(format!(" ({number})"));
        }
        name.push(".xlsx");
        let beside = path.with_file_name(&name);
        if fs::symlink_metadata(&beside).is_ok() {
            continue;
        }
        match output::write(&beside, bytes, false) {
            Ok(()) => return Ok(Input::File(beside).short_name()),
            // Another run was faster.
            Err(error) if is_taken(&error) => {}
            Err(error) => return Err(error),
        }
    }
    let source = std::io::Error::from(ErrorKind::AlreadyExists);
    Err(phuluc::Error::Io { path, source }.into())
}

fn is_taken(error: &anyhow::Error) -> bool {
    let known = error.downcast_ref::<phuluc::Error>();
    matches!(known, Some(phuluc::Error::Io { source, .. }) if source.kind() == ErrorKind::AlreadyExists)
}

/// Whether a file is called as what is written here.
fn is_result(path: &Path) -> bool {
    let words = &Vocabulary::get().beside;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let numbered = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once(" ("));
    let plain = match numbered {
        Some((plain, number)) if number.parse::<usize>().is_ok() => plain,
        _ => &stem,
    };
    [&words.official, &words.marked].into_iter().any(|word| plain.ends_with(word.as_str()))
}
