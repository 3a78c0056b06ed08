//! `phuluc convert`.

use anyhow::{Result, bail};
use phuluc::{Document, Format, Language, Reader, RowFormat, Stage, values_of};

use crate::args::Convert;
use crate::inputs::Input;
use crate::output;
use crate::rows::{self, Sources};
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
    let form = RowFormat::of(format);
    let mut all = Sources::default();
    let read = |input: &Input| rows::read(reader, input, form);
    let whole = args.inputs.each(&inputs, terminal, read, |input, read| {
        match read {
            Ok(read) => {
                rows::say_whole(read.whole, input, terminal);
                if read.source.document().appendices.is_empty() {
                    let nothing = terminal.say(
                        "không nhận ra phụ lục nào: xem `phuluc inspect`",
                        "no appendix was recognised: see `phuluc inspect`",
                    );
                    terminal.error(&format!("{}: {nothing}", input.name()));
                    failed += 1;
                }
                all.add(read.source);
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
    let outcome = outcome(&all.findings, args.strict);
    let counts = all.counts();
    if counts.0 == 0 {
        bail!(terminal.say("không có gì để ghi", "there is nothing to write"));
    }
    match (all.into_document(), form) {
        (Ok(all), _) => write(&all, format, args, terminal)?,
        (Err(all), form) => all.write(form.unwrap_or(RowFormat::Jsonl), args, terminal)?,
    }
    if !to_stdout {
        terminal.note(&done(counts, args, terminal));
    }
    Ok(if failed > 0 { Outcome::Failed } else { outcome })
}

fn write(all: &Document, format: Format, args: &Convert, terminal: &Terminal) -> Result<()> {
    let bytes = written(all, format, terminal)?;
    terminal.go_on()?;
    if args.output.as_os_str() == "-" {
        output::print_bytes(&bytes)
    } else {
        output::write(&args.output, &bytes, args.force)
    }
}

/// What was read, in a form.
pub(crate) fn written(document: &Document, format: Format, terminal: &Terminal) -> Result<Vec<u8>> {
    Ok(terminal.timings.measure(Stage::Write, |cells| {
        *cells = values_of(&document.appendices);
        phuluc::write(document, format, terminal.language)
    })?)
}

/// Says where the result is.
fn done((appendices, rows): (usize, u64), args: &Convert, terminal: &Terminal) -> String {
    let rows = usize::try_from(rows).unwrap_or(usize::MAX);
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
