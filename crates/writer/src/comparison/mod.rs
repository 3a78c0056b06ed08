//! Two submissions side by side.

use phuluc_diff::Difference;
use phuluc_model::Language;

use crate::WriteError;

/// Stub.
pub fn write_comparison(_difference: &Difference<'_>, _language: Language) -> Result<Vec<u8>, WriteError> {
    Err(WriteError::Empty)
}
