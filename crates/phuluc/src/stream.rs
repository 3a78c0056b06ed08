//! Rows one by one: of workbooks that are too large to be held.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

use phuluc_model::{Appendix, Document, Row};
use phuluc_reader::{OpenError, RowStream, StreamError, StreamOptions, Streamed};
use phuluc_writer::{CsvRows, WriteError, write_jsonl_row};

use crate::reader::name;
use crate::{Error, Format, Reader};

impl Reader {
    /// Reads a large `.xlsx` row by row: memory does not grow with the rows, nor is the file
    /// held. Every row comes as [`Reader::read_path`] gives it, or none at all, and
    /// [`Error::Whole`] says why: small workbooks, other containers and those in which
    /// only the whole tells what a row is are for [`Reader::read_path`].
    ///
    /// ```no_run
    /// use phuluc::{Reader, StreamOptions, Work};
    ///
    /// let reader = Reader::new();
    /// let mut rows = reader.stream_path("works.xlsx", &StreamOptions::default())?;
    /// println!("{}", rows.appendix().title.as_deref().unwrap_or_default());
    /// for work in rows.records::<Work>("work") {
    ///     let work = work??;
    ///     println!("{} {:?}", work.work.unwrap_or_default(), work.central);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`crate::read`], and [`Error::Whole`].
    pub fn stream_path(
        &self,
        path: impl AsRef<Path>,
        options: &StreamOptions,
    ) -> Result<RowStream<'static>, Error> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|source| Error::Io { path: path.to_path_buf(), source })?;
        self.stream(&name(path), file, options)
    }

    /// As [`Reader::stream_path`], from whatever can be gone through more than once: bytes in
    /// memory as well, in a [`std::io::Cursor`]. `name` is what findings call it.
    ///
    /// # Errors
    ///
    /// As [`Reader::stream_path`].
    pub fn stream<'a>(
        &self,
        name: &str,
        source: impl Read + Seek + Send + 'a,
        options: &StreamOptions,
    ) -> Result<RowStream<'a>, Error> {
        let stream = self.workbook_reader().stream(name, source, options);
        stream.map_err(|error| failed(name, error))
    }
}

/// What goes wrong with a file.
fn failed(file: &str, error: StreamError) -> Error {
    let file = file.to_owned();
    match error {
        StreamError::Open(source) => Error::Open { file, source },
        StreamError::Whole(reason) => Error::Whole { file, reason },
        other => Error::Open { file, source: OpenError::Io(std::io::Error::other(other)) },
    }
}

/// A form of rows, a line each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RowFormat {
    /// JSON lines.
    Jsonl,
    /// For spreadsheets.
    Csv,
}

impl RowFormat {
    /// The one that a form is, where it is one of rows.
    pub const fn of(format: Format) -> Option<Self> {
        match format {
            Format::Jsonl => Some(Self::Jsonl),
            Format::Csv => Some(Self::Csv),
            Format::Xlsx | Format::Json => None,
        }
    }
}

/// Where rows come from.
#[derive(Debug)]
#[non_exhaustive]
pub enum RowSource<'a> {
    /// A document that is held.
    Whole(Document),
    /// Rows that are still to come.
    Rows(Box<RowStream<'a>>),
}

impl RowSource<'_> {
    /// What is held of it: all but the rows that are still to come.
    pub const fn document(&self) -> &Document {
        match self {
            Self::Whole(document) => document,
            Self::Rows(rows) => rows.document(),
        }
    }

    /// How many rows it has in all, grand totals aside.
    pub fn row_count(&self) -> u64 {
        let held = self.document().appendices.iter().map(|appendix| appendix.walk().count() as u64);
        let coming = match self {
            Self::Whole(_) => 0,
            Self::Rows(rows) => rows.row_count() - u64::from(rows.appendix().total.is_some()),
        };
        held.sum::<u64>() + coming
    }
}

/// Writes rows as they come, the same bytes as [`crate::write`] of one document of them all.
///
/// ```no_run
/// use phuluc::{Reader, RowFormat, RowSource, StreamOptions, write_rows};
///
/// let rows = Reader::new().stream_path("works.xlsx", &StreamOptions::default())?;
/// let out = std::io::BufWriter::new(std::io::stdout().lock());
/// write_rows(vec![RowSource::Rows(Box::new(rows))], RowFormat::Jsonl, out)?;
/// # Ok::<(), phuluc::Error>(())
/// ```
///
/// # Errors
///
/// An [`Error`] where a file fails on the way, or the output refuses.
pub fn write_rows(sources: Vec<RowSource<'_>>, format: RowFormat, mut out: impl Write) -> Result<(), Error> {
    match format {
        RowFormat::Jsonl => {
            each_row(sources, |appendix, row| write_jsonl_row(appendix, row, &mut out))?;
            out.flush().map_err(WriteError::from)?;
        }
        RowFormat::Csv => {
            let appendices: Vec<&Appendix> =
                sources.iter().flat_map(|source| &source.document().appendices).collect();
            let mut csv = CsvRows::new(appendices, out)?;
            each_row(sources, |appendix, row| csv.write(appendix, row))?;
            csv.finish()?;
        }
    }
    Ok(())
}

/// Every row of every appendix, grand totals first.
fn each_row(
    sources: Vec<RowSource<'_>>,
    mut take: impl FnMut(&Appendix, &Row) -> Result<(), WriteError>,
) -> Result<(), Error> {
    for source in sources {
        let (document, mut rows) = match source {
            RowSource::Whole(document) => (document, None),
            RowSource::Rows(rows) => (rows.document().clone(), Some(rows)),
        };
        for (at, appendix) in document.appendices.iter().enumerate() {
            for row in appendix.total.iter().chain(appendix.walk()) {
                take(appendix, row)?;
            }
            let Some(rows) = rows.as_deref_mut().filter(|rows| rows.place() == at) else { continue };
            for item in rows {
                if let Streamed::Row(row) = item.map_err(|error| failed(&appendix.source.file, error))? {
                    take(appendix, &row)?;
                }
            }
        }
    }
    Ok(())
}
