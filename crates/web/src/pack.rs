//! Several files in one, for a browser asks before it saves a second file.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::failure::Failure;

/// A `.zip` that is being filled. The same files give the same bytes.
#[derive(Debug)]
pub struct Pack(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Pack {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Pack {
    /// Puts a file in. Workbooks are compressed already, so nothing is compressed again.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where its name is taken, or it does not fit.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options).map_err(failure)?;
        self.0.write_all(bytes).map_err(|error| failure(error.into()))
    }

    /// The bytes; the pack is empty then.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where its list of files does not fit.
    pub fn finish(&mut self) -> Result<Vec<u8>, Failure> {
        Ok(std::mem::take(self).0.finish().map_err(failure)?.into_inner())
    }
}

fn failure(error: zip::result::ZipError) -> Failure {
    Failure::new(format!("không gói được các tệp: {error}"), format!("the files cannot be packed: {error}"))
}
