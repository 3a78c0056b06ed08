//! `phuluc convert`.

use anyhow::{Result, bail};
use phuluc::{Document, Format, Language, Reader, Stage, values_of};

use crate::args::Convert;
use crate::inputs::Input;
use crate::output;
use crate::terminal::{Outcome, Terminal, outcome, plural};

pub(crate) fn run(args: &Convert, reader: &Reader, terminal: &Terminal) -> Result<Outcome> {
    let to_stdout = args.output.as_os_str() == "-";
    let format = match args.format {
        Some(format) => format.into(),
        None if to_stdout => Format::Json,
        None => Format::of_path(&args.output)?,
    };
    let (inputs, mut failed) = args.inputs.list(terminal);
    if !to_stdout {
        output::refuse(&args.output, args.force, &inputs, terminal)?;
    }
    let mut all = Document::default();
    let read = |input: &Input| read(reader, input);
    let whole = args.inputs.each(&inputs, terminal, read, |input, read| {
        match read {
            Ok(document) => {
                if document.appendices.is_empty() {
                    let nothing = terminal.say(
                        "không nhận ra phụ lục nào: xem `phuluc inspect`",
                        "no appendix was recognised: see `phuluc inspect`",
                    );
                    terminal.error(&format!("{}: {nothing}", input.name()));
                    failed += 1;
                }
                all.appendices.extend(document.appendices);
                all.findings.extend(document.findings);
            }
            Err(error) => {
                terminal.error(&terminal.message_of(&error));
                failed += 1;
            }
        }
        Ok(())
    })?;
    if !whole {
        return Ok(Outcome::Failed);
    }
    terminal.findings(&all.findings);
    if all.appendices.is_empty() {
        bail!(terminal.say("không có gì để ghi", "there is nothing to write"));
    }
    let bytes = written(&all, format, terminal)?;
    terminal.go_on()?;
    if to_stdout {
        output::print_bytes(&bytes)?;
    } else {
        output::write(&args.output, &bytes, args.force)?;
        terminal.note(&done(&all, args, terminal));
    }
    Ok(if failed > 0 { Outcome::Failed } else { outcome(&all.findings, args.strict) })
}

/// What was read, in a form.
pub(crate) fn written(document: &Document, format: Format, terminal: &Terminal) -> Result<Vec<u8>> {
    Ok(terminal.timings.measure(Stage::Write, |cells| {
        *cells = values_of(&document.appendices);
        phuluc::write(document, format, terminal.language)
    })?)
}

fn read(reader: &Reader, input: &Input) -> Result<Document> {
    let (name, bytes) = input.load()?;
    Ok(reader.read_bytes(&name, &bytes)?)
}

/// Says where the result is.
fn done(document: &Document, args: &Convert, terminal: &Terminal) -> String {
    let rows: usize = document.appendices.iter().map(|appendix| appendix.walk().count()).sum();
    let appendices = document.appendices.len();
    let output = args.output.display();
    match terminal.language {
        Language::Vietnamese => format!("Đã ghi {output}: {appendices} phụ lục, {rows} dòng"),
        Language::English => {
            let appendices =
                if appendices == 1 { "1 appendix".to_owned() } else { format!("{appendices} appendices") };
            format!("Wrote {output}: {appendices}, {}", plural(rows, "row"))
        }
    }
}
