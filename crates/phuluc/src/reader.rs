//! Reading, from files, bytes and streams.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use phuluc_model::{Document, Layout, Layouts, Timings};
use phuluc_reader::{LimitName, Limits, OpenError, Reading};

use crate::{Error, file_bytes};

/// Reads the appendices of a workbook, or of a JSON file that [`crate::convert`] wrote.
///
/// What was normalised or doubted stands in the document's findings; a workbook
/// without any known form gives an empty document whose findings say so.
///
/// ```no_run
/// let document = phuluc::read("lang-son.xlsx")?;
/// # Ok::<(), phuluc::Error>(())
/// ```
///
/// # Errors
///
/// An [`Error`] where the file cannot be read or is no workbook.
pub fn read(path: impl AsRef<Path>) -> Result<Document, Error> {
    Reader::new().read_path(path)
}

/// Reads with layouts and limits of one's own.
///
/// ```no_run
/// let mut layouts = phuluc::Layouts::built_in();
/// for layout in phuluc::layouts_from_dir("layouts")? {
///     layouts.add(layout);
/// }
/// let reader = phuluc::Reader::new().layouts(layouts);
/// let document = reader.read_path("works-2026.xlsx")?;
/// # Ok::<(), phuluc::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Reader {
    layouts: Layouts,
    limits: Limits,
    /// Keeps what it made ready of the layouts from file to file.
    workbooks: phuluc_reader::Reader,
}

impl Reader {
    /// A reader of the built-in layouts, with the default limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads by these layouts.
    #[must_use]
    pub fn layouts(mut self, layouts: Layouts) -> Self {
        self.workbooks = self.workbooks.layouts(layouts.clone());
        self.layouts = layouts;
        self
    }

    /// Refuses files beyond these limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.workbooks = self.workbooks.limits(limits.clone());
        self.limits = limits;
        self
    }

    /// Adds what each stage of reading takes to these times.
    ///
    /// ```
    /// let timings = phuluc::Timings::default();
    /// let reader = phuluc::Reader::new().timings(&timings);
    /// let template = phuluc::template(&phuluc::TemplateOptions::new(phuluc::Layouts::built_in()))?;
    /// reader.read_bytes("mau.xlsx", &template)?;
    /// let stages: Vec<_> = timings.stages().iter().map(|one| one.stage).collect();
    /// assert_eq!(stages[0], phuluc::Stage::Read);
    /// # Ok::<(), phuluc::Error>(())
    /// ```
    #[must_use]
    pub fn timings(mut self, timings: &Timings) -> Self {
        self.workbooks = self.workbooks.timings(timings);
        self
    }

    /// Parses `.xls`, `.xlsb` and `.ods` in a process of their own, so that no file
    /// can bring the program down.
    #[cfg(not(target_family = "wasm"))]
    #[must_use]
    pub fn isolate(mut self, isolation: phuluc_reader::Isolation) -> Self {
        self.workbooks = self.workbooks.isolate(isolation);
        self
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub fn read_path(&self, path: impl AsRef<Path>) -> Result<Document, Error> {
        let path = path.as_ref();
        self.read_bytes(&name(path), self.load(path)?)
    }

    /// Reads from a stream to its end. `name` is what findings call it.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub fn read_from(&self, name: &str, stream: impl Read) -> Result<Document, Error> {
        let mut bytes = Vec::new();
        let limit = self.limits.file_bytes.saturating_add(1);
        stream
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|source| Error::Io { path: PathBuf::from(name), source })?;
        self.read_bytes(name, bytes)
    }

    /// Reads from memory. `name` is what findings call it. Bytes that are given away are
    /// freed as soon as they are parsed; otherwise they are borrowed.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub fn read_bytes(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<Document, Error> {
        let given = bytes;
        let bytes = given.as_ref();
        if bytes.len() as u64 > self.limits.file_bytes {
            let source = OpenError::Limit { limit: LimitName::FileBytes };
            return Err(Error::Open { file: name.to_owned(), source });
        }
        if is_json(bytes) {
            let json = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            return Document::from_json(json, &self.layouts)
                .map_err(|source| Error::Json { file: name.to_owned(), source });
        }
        self.document_and_record(name, given).map(|reading| reading.document)
    }

    /// A workbook's appendices, and what stands beside them.
    pub(crate) fn document_and_record(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<Reading, Error> {
        let reading = self.workbooks.read_without_cells(name, bytes);
        reading.map_err(|source| Error::Open { file: name.to_owned(), source })
    }

    /// Reads a workbook and says how each sheet, column and cell was understood.
    ///
    /// # Errors
    ///
    /// As [`read`]; a JSON file is no workbook.
    pub fn inspect_path(&self, path: impl AsRef<Path>) -> Result<Reading, Error> {
        let path = path.as_ref();
        self.inspect_bytes(&name(path), &self.load(path)?)
    }

    /// As [`Reader::inspect_path`], from memory.
    ///
    /// # Errors
    ///
    /// As [`read`]; a JSON file is no workbook.
    pub fn inspect_bytes(&self, name: &str, bytes: &[u8]) -> Result<Reading, Error> {
        self.workbooks.read(name, bytes).map_err(|source| Error::Open { file: name.to_owned(), source })
    }

    pub(crate) const fn known_layouts(&self) -> &Layouts {
        &self.layouts
    }

    /// The reader of workbooks with these layouts, limits and isolation.
    pub(crate) const fn workbook_reader(&self) -> &phuluc_reader::Reader {
        &self.workbooks
    }

    /// The bytes of a file, unless it is over the limit.
    fn load(&self, path: &Path) -> Result<Vec<u8>, Error> {
        let failed = |source| Error::Io { path: path.to_path_buf(), source };
        let size = fs::metadata(path).map_err(failed)?.len();
        if size > self.limits.file_bytes {
            let source = OpenError::Limit { limit: LimitName::FileBytes };
            return Err(Error::Open { file: name(path), source });
        }
        file_bytes(path)
    }
}

/// What findings call a file.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Whether bytes are JSON rather than any workbook, by their beginning.
pub fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{') && !bytes.starts_with(b"{\\rtf")
}

/// Every layout file (`*.toml`) of a folder, by name.
///
/// # Errors
///
/// An [`Error`] where the folder cannot be read or a file has a mistake.
pub fn layouts_from_dir(dir: impl AsRef<Path>) -> Result<Vec<Layout>, Error> {
    let dir = dir.as_ref();
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::Io { path, source }
    };
    let mut files: Vec<PathBuf> = fs::read_dir(dir)
        .map_err(failed(dir))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(failed(dir))?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).map_err(failed(path))?;
            Ok(Layout::from_toml(&path.display().to_string(), &text)?)
        })
        .collect()
}
