//! Writing, and reading and writing in one go.

use std::fs;
use std::path::Path;

use phuluc_model::{Document, Language};
use phuluc_writer::WriteOptions;

use crate::{Error, read};

/// A form that a document can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The official workbook, regenerated, with live formulas.
    Xlsx,
    /// The JSON form `phuluc/1`.
    Json,
    /// A row a line.
    Jsonl,
    /// A row a line, for spreadsheets.
    Csv,
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Xlsx, Self::Json, Self::Jsonl, Self::Csv];

    /// The extension of its files.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
        }
    }

    /// The form that a file's extension says.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownFormat`] where it says none.
    pub fn of_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let found = Self::ALL.into_iter().find(|format| Some(format.extension()) == extension.as_deref());
        found.ok_or_else(|| Error::UnknownFormat { path: path.to_path_buf() })
    }
}

/// Writes a document into memory. The same document gives the same bytes.
///
/// Messages of findings are in `language` where the form has any.
///
/// # Errors
///
/// [`Error::Write`] where the document does not fit the form.
pub fn write(document: &Document, format: Format, language: Language) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    match format {
        Format::Xlsx => bytes = phuluc_writer::write_xlsx(document, &WriteOptions::default())?,
        Format::Json => bytes.extend(document.to_json(language).into_bytes()),
        Format::Jsonl => phuluc_writer::write_jsonl(document, &mut bytes)?,
        Format::Csv => phuluc_writer::write_csv(document, &mut bytes)?,
    }
    Ok(bytes)
}

/// Writes a comparison as a workbook: both submissions side by side, the differences as
/// live formulas, a summary first. The same comparison gives the same bytes.
///
/// # Errors
///
/// [`Error::Write`] where a sheet cannot hold it.
pub fn write_diff(difference: &phuluc_diff::Difference<'_>, language: Language) -> Result<Vec<u8>, Error> {
    Ok(phuluc_writer::write_comparison(difference, language)?)
}

/// Writes a document to a file, in the form that its extension says. An existing
/// file is replaced.
///
/// # Errors
///
/// An [`Error`] where the form is unknown or the file cannot be written.
pub fn write_path(document: &Document, path: impl AsRef<Path>) -> Result<(), Error> {
    let path = path.as_ref();
    let bytes = write(document, Format::of_path(path)?, Language::default())?;
    fs::write(path, bytes).map_err(|source| Error::Io { path: path.to_path_buf(), source })
}

/// Reads a workbook or JSON file and writes it in the form that the output's
/// extension says. Gives what was read, with its findings.
///
/// ```no_run
/// let document = phuluc::convert("binh-gia.xls", "binh-gia-official.xlsx")?;
/// assert!(!document.appendices.is_empty());
/// # Ok::<(), phuluc::Error>(())
/// ```
///
/// # Errors
///
/// An [`Error`] where either cannot be done.
pub fn convert(input: impl AsRef<Path>, output: impl AsRef<Path>) -> Result<Document, Error> {
    let document = read(input)?;
    write_path(&document, output)?;
    Ok(document)
}
