//! Parts of a zip container, with every byte that comes out of it counted.
//!
//! What the directory of a zip says about sizes is not trusted: parts are read
//! until the shared allowance is used up.

use std::io::{self, Cursor, Read, Seek};

use zip::result::ZipError;
use zip::{ZipArchive, read::ZipFile};

use crate::error::OpenError;
use crate::limits::{LimitName, Limits};

/// An open zip container.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still come out.
    left: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, OpenError> {
        if bytes.is_empty() {
            return Err(OpenError::Empty);
        }
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
            return Err(OpenError::Limit { limit: LimitName::FileBytes });
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > limits.parts {
            return Err(OpenError::Limit { limit: LimitName::Parts });
        }
        without_overlap(&mut archive)?;
        Ok(Self { archive, left: limits.unzipped_bytes })
    }

    /// The part of this name as a stream; `None` where there is no such part.
    pub(crate) fn stream<'p>(&'p mut self, name: &str) -> Result<Option<Part<'p, 'a>>, OpenError> {
        match self.archive.by_name(name) {
            Ok(file) => Ok(Some(Part { file, left: &mut self.left })),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(broken(error)),
        }
    }

    /// The whole part of this name; `None` where there is no such part.
    pub(crate) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, OpenError> {
        let Some(mut part) = self.stream(name)? else { return Ok(None) };
        let mut content = Vec::new();
        part.read_to_end(&mut content).map_err(read_error)?;
        Ok(Some(content))
    }
}

/// One part, read under the allowance of its package.
pub(crate) struct Part<'p, 'a> {
    file: ZipFile<'p, Cursor<&'a [u8]>>,
    left: &'p mut u64,
}

impl Read for Part<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let counted = u64::try_from(read).unwrap_or(u64::MAX);
        match self.left.checked_sub(counted) {
            Some(left) => *self.left = left,
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
    }
}

/// Refuses a container in which one stretch of bytes is several parts: no program writes such, and a
/// small file could be read thousands of times over. Parts whose own heads are broken are refused when
/// they are read.
pub(crate) fn without_overlap<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<(), OpenError> {
    match archive.has_overlapping_files() {
        Ok(true) => Err(OpenError::damaged("zip: parts overlap")),
        _ => Ok(()),
    }
}

fn broken(error: ZipError) -> OpenError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => OpenError::Encrypted,
        error => OpenError::damaged(format_args!("zip: {error}")),
    }
}

/// What an error while reading a part means.
pub(crate) fn read_error(error: io::Error) -> OpenError {
    if error.kind() == io::ErrorKind::FileTooLarge {
        OpenError::Limit { limit: LimitName::UnzippedBytes }
    } else {
        OpenError::damaged(format_args!("zip: {error}"))
    }
}
