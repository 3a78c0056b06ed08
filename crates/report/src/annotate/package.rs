//! A package whose parts are changed one by one; all others are copied as they are,
//! byte for byte.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::AnnotateError;

/// Unzipped bytes of all parts that are edited, together.
const MOST: u64 = 2 << 30;

/// An open package.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Zip index and true name by folded name: writers differ in case and slashes.
    names: HashMap<String, (usize, String)>,
    /// New content by folded name; `None` takes a part out.
    changed: BTreeMap<String, Option<(String, Vec<u8>)>>,
    left: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, AnnotateError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(AnnotateError::damaged)?;
        let mut names = HashMap::new();
        for (index, name) in zip.file_names_raw().enumerate() {
            let name = String::from_utf8_lossy(name).into_owned();
            names.entry(folded(&name)).or_insert((index, name));
        }
        Ok(Self { zip, names, changed: BTreeMap::new(), left: MOST })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        match self.changed.get(&folded(name)) {
            Some(changed) => changed.is_some(),
            None => self.names.contains_key(&folded(name)),
        }
    }

    /// A part as text, without its byte order mark; `None` where there is none.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, AnnotateError> {
        let key = folded(name);
        let bytes = match (self.changed.get(&key), self.names.get(&key)) {
            (Some(Some((_, bytes))), _) => bytes.clone(),
            (None, Some((index, _))) => {
                let part = self.zip.by_index(*index).map_err(AnnotateError::damaged)?;
                let mut bytes = Vec::new();
                let read = part.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
                let read = u64::try_from(read.map_err(AnnotateError::damaged)?).unwrap_or(u64::MAX);
                self.left = self.left.checked_sub(read).ok_or(AnnotateError::TooLarge)?;
                bytes
            }
            _ => return Ok(None),
        };
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
        String::from_utf8(bytes).map(Some).map_err(|_| AnnotateError::Unusual("not UTF-8"))
    }

    /// Puts a part in, or another in its place.
    pub(crate) fn put(&mut self, name: &str, content: impl Into<Vec<u8>>) {
        let key = folded(name);
        let name = self.names.get(&key).map_or_else(|| name.to_owned(), |(_, name)| name.clone());
        self.changed.insert(key, Some((name, content.into())));
    }

    /// Takes a part out.
    pub(crate) fn remove(&mut self, name: &str) {
        self.changed.insert(folded(name), None);
    }

    /// A name that no part has: `before`, a number, `after`.
    pub(crate) fn free_name(&self, before: &str, after: &str) -> String {
        let names = (1..).map(|number: u32| format!("{before}{number}{after}"));
        names.into_iter().find(|name| !self.has(name)).unwrap_or_default()
    }

    /// The finished package.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, AnnotateError> {
        let mut to = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix);
        for index in 0..self.zip.len() {
            let part = self.zip.by_index_raw(index).map_err(AnnotateError::damaged)?;
            let key = folded(&String::from_utf8_lossy(part.name_raw()));
            let first = self.names.get(&key).is_some_and(|(known, _)| *known == index);
            if self.changed.contains_key(&key) || !first {
                continue;
            }
            to.raw_copy_file(part).map_err(AnnotateError::write)?;
        }
        for (name, content) in self.changed.into_values().flatten() {
            to.start_file(name, options).map_err(AnnotateError::write)?;
            to.write_all(&content).map_err(AnnotateError::write)?;
        }
        Ok(to.finish().map_err(AnnotateError::write)?.into_inner())
    }
}

/// The key of a name: no leading slash, forward slashes, lower case.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}
