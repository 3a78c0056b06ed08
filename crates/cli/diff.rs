//! `phuluc diff`.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::Path;

use anyhow::{Result, bail};
use phuluc::{DiffOptions, Difference, Document, Reader, Stage, values_of};

use crate::args::{Diff, DiffFormat, Inputs};
use crate::inputs::Input;
use crate::output;
use crate::terminal::{Outcome, Terminal};

pub(crate) fn run(args: &Diff, reader: &Reader, terminal: &Terminal) -> Result<Outcome> {
    let file = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let format = args.format.or(file.and_then(DiffFormat::of_path));
    let format = match (format, file) {
        (Some(format), _) => format,
        (None, None) => DiffFormat::Text,
        (None, Some(path)) => bail!(
            "{}: {}",
            path.display(),
            terminal
                .say("đuôi tệp phải là .xlsx, .json hoặc .txt", "the name must end in .xlsx, .json or .txt")
        ),
    };
    if args.old == args.new && args.old.as_os_str() == "-" {
        bail!(terminal.say(
            "chỉ một trong hai bản đọc được từ đầu vào chuẩn: ghi tên tệp cho bản kia",
            "only one of the two can come from standard input: give the other as a file"
        ));
    }
    let mut failed = 0;
    let lists = [&args.old, &args.new].map(|path| {
        let inputs = Inputs { inputs: vec![path.clone()], recursive: args.recursive, threads: None };
        let (list, missing) = inputs.list(terminal);
        failed += missing;
        list
    });
    if let Some(path) = file {
        output::refuse(path, args.force, &lists.concat(), terminal)?;
    }
    let named_alike = Names::new(&lists);
    let [old, new] = lists.map(|list| read(&list, &named_alike, reader, terminal, &mut failed));
    if old.appendices.is_empty() || new.appendices.is_empty() {
        bail!(terminal.say("không có gì để so sánh", "there is nothing to compare"));
    }
    let findings = [old.findings, new.findings].concat();
    terminal.findings(&findings);
    let options = DiffOptions::default().ignore_heading(args.ignore_heading);
    let values = values_of(old.appendices.iter().chain(&new.appendices));
    let difference = terminal.timings.measure(Stage::Compare, |cells| {
        *cells = values;
        phuluc::diff(&old.appendices, &new.appendices, &options)
    });
    write(&difference, values, format, file, args, terminal)?;
    Ok(match failed {
        0 if difference.is_equal() => Outcome::Clean,
        0 => Outcome::Findings,
        _ => Outcome::Failed,
    })
}

/// Names of files that both sides have, which only their paths tell apart.
struct Names(HashSet<OsString>);

impl Names {
    fn new(lists: &[Vec<Input>; 2]) -> Self {
        let [old, new] = lists.each_ref().map(|list| list.iter().filter_map(name).collect::<HashSet<_>>());
        Self(old.intersection(&new).cloned().collect())
    }

    /// What an input is called.
    fn of(&self, input: &Input, short: String) -> String {
        if name(input).is_some_and(|name| self.0.contains(&name)) { input.name() } else { short }
    }
}

fn name(input: &Input) -> Option<OsString> {
    match input {
        Input::File(path) => path.file_name().map(OsStr::to_owned),
        Input::Stdin => None,
    }
}

/// All that is in the inputs; what cannot be read is said and counted.
fn read(
    inputs: &[Input],
    names: &Names,
    reader: &Reader,
    terminal: &Terminal,
    failed: &mut usize,
) -> Document {
    let mut all = Document::default();
    for input in inputs {
        let loaded =
            input.load().and_then(|(name, bytes)| Ok(reader.read_bytes(&names.of(input, name), &bytes)?));
        match loaded {
            Ok(document) => {
                if document.appendices.is_empty() {
                    let nothing = terminal.say(
                        "không nhận ra phụ lục nào: xem `phuluc inspect`",
                        "no appendix was recognised: see `phuluc inspect`",
                    );
                    terminal.error(&format!("{}: {nothing}", input.name()));
                    *failed += 1;
                }
                all.appendices.extend(document.appendices);
                all.findings.extend(document.findings);
            }
            Err(error) => {
                terminal.error(&terminal.message_of(&error));
                *failed += 1;
            }
        }
    }
    all
}

fn write(
    difference: &Difference<'_>,
    values: u64,
    format: DiffFormat,
    file: Option<&Path>,
    args: &Diff,
    terminal: &Terminal,
) -> Result<()> {
    let bytes = terminal.timings.measure(Stage::Write, |cells| {
        *cells = values;
        Ok::<_, phuluc::Error>(match format {
            DiffFormat::Text => difference.to_text(terminal.language, terminal.verbose).into_bytes(),
            DiffFormat::Json => difference.to_json().into_bytes(),
            DiffFormat::Xlsx => phuluc::write_diff(difference, terminal.language)?,
        })
    })?;
    let Some(path) = file else { return output::print_bytes(&bytes) };
    output::write(path, &bytes, args.force)?;
    let totals = difference.totals(terminal.language);
    terminal.note(&format!("{} {}: {totals}", terminal.say("Đã ghi", "Wrote"), path.display()));
    Ok(())
}
