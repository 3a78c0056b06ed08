//! Merging: submissions out of files.

use phuluc_model::UnitSubmission;

use crate::{Error, Reader};

impl Reader {
    /// What units sent in a file: its own appendices.
    ///
    /// # Errors
    ///
    /// As [`crate::read`].
    pub fn submissions(&self, name: &str, bytes: &[u8]) -> Result<Vec<UnitSubmission>, Error> {
        let document = self.read_bytes(name, bytes)?;
        Ok(vec![UnitSubmission {
            unit: None,
            file: name.to_owned(),
            sha256: phuluc_merge::sha256(bytes),
            document,
        }])
    }
}
