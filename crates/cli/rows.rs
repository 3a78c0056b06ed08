//! `phuluc convert` into rows: large workbooks row by row, the others whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use anyhow::Result;
use phuluc::{
    Document, Error, Finding, Reader, RowFormat, RowSource, Stage, StreamOptions, WholeReason, WriteError,
    values_of, write_rows,
};

use crate::args::Convert;
use crate::inputs::Input;
use crate::output;
use crate::terminal::Terminal;

/// What was read of an input: its rows perhaps still to come.
pub(crate) struct Read {
    pub(crate) source: RowSource<'static>,
    /// Why a large workbook was read as a whole.
    pub(crate) whole: Option<WholeReason>,
}

/// Reads an input, row by row where the form has rows and the workbook lets it.
pub(crate) fn read(reader: &Reader, input: &Input, form: Option<RowFormat>) -> Result<Read> {
    let mut whole = None;
    // What cannot be opened is said below.
    if let (Input::File(path), Some(_)) = (input, form)
        && path.is_file()
        && let Ok(file) = File::open(path)
    {
        match reader.stream(&input.short_name(), file, &StreamOptions::default()) {
            Ok(rows) => return Ok(Read { source: RowSource::Rows(Box::new(rows)), whole }),
            Err(Error::Whole { reason, .. }) => whole = Some(reason),
            Err(error) => return Err(error.into()),
        }
    }
    let (name, bytes) = input.load()?;
    Ok(Read { source: RowSource::Whole(reader.read_bytes(&name, bytes)?), whole })
}

/// All inputs, in order.
#[derive(Default)]
pub(crate) struct Sources {
    all: Vec<RowSource<'static>>,
    pub(crate) findings: Vec<Finding>,
}

impl Sources {
    pub(crate) fn add(&mut self, source: RowSource<'static>) {
        self.findings.extend(source.document().findings.iter().cloned());
        match (self.all.last_mut(), source) {
            (Some(RowSource::Whole(before)), RowSource::Whole(document)) => {
                before.appendices.extend(document.appendices);
                before.findings.extend(document.findings);
            }
            (_, source) => self.all.push(source),
        }
    }

    /// All that was read, where no rows are still to come.
    pub(crate) fn into_document(mut self) -> Result<Document, Self> {
        match self.all.pop() {
            Some(RowSource::Whole(document)) if self.all.is_empty() => Ok(document),
            None => Ok(Document::default()),
            Some(last) => {
                self.all.push(last);
                Err(self)
            }
        }
    }

    /// How many appendices and rows there are.
    pub(crate) fn counts(&self) -> (usize, u64) {
        let appendices = self.all.iter().map(|source| source.document().appendices.len()).sum();
        (appendices, self.all.iter().map(RowSource::row_count).sum())
    }

    fn values(&self) -> u64 {
        let coming = |source: &RowSource<'_>| match source {
            RowSource::Rows(rows) => rows.value_count(),
            _ => 0,
        };
        self.all.iter().map(|source| values_of(&source.document().appendices) + coming(source)).sum()
    }

    /// Writes the rows where they belong, whole or not at all where that is a file.
    pub(crate) fn write(self, form: RowFormat, args: &Convert, terminal: &Terminal) -> Result<()> {
        terminal.go_on()?;
        let values = self.values();
        terminal.timings.measure(Stage::Write, |cells| {
            *cells = values;
            if args.output.as_os_str() == "-" {
                let out = BufWriter::new(Willing(Some(io::stdout().lock())));
                return Ok(write_rows(self.all, form, out).map_err(|error| refused("-".into(), error))?);
            }
            output::write_by(&args.output, args.force, |file| {
                let out = BufWriter::with_capacity(1 << 18, file);
                Ok(write_rows(self.all, form, out).map_err(|error| refused(args.output.clone(), error))?)
            })
        })
    }
}

/// A place that refuses more, as messages have it.
fn refused(path: std::path::PathBuf, error: Error) -> Error {
    match error {
        Error::Write(WriteError::Io(source)) => Error::Io { path, source },
        other => other,
    }
}

/// Says why a large workbook was read as a whole, to who wants to know more.
pub(crate) fn say_whole(whole: Option<WholeReason>, input: &Input, terminal: &Terminal) {
    let Some(reason) = whole.filter(|reason| {
        terminal.verbose && !matches!(reason, WholeReason::Small | WholeReason::OtherFormat)
    }) else {
        return;
    };
    let vi = format!("{}: đọc cả tệp, không đọc từng dòng: {}", input.name(), reason.message_vi());
    let en = format!("{}: read as a whole, not row by row: {reason}", input.name());
    terminal.note(terminal.say(&vi, &en));
}

/// Standard output that takes what nobody reads any more: who has enough of it is no failure.
struct Willing<W>(Option<W>);

impl<W: Write> Willing<W> {
    fn take<T>(&mut self, done: T, put: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        let Some(out) = &mut self.0 else { return Ok(done) };
        match put(out) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.0 = None;
                Ok(done)
            }
            put => put,
        }
    }
}

impl<W: Write> Write for Willing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.take(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.take((), W::flush)
    }
}
