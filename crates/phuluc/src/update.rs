//! Bringing a merged workbook up to date.

use std::collections::BTreeSet;

use phuluc_merge::MergeOptions;
use phuluc_model::{Finding, UnitSubmission};

use crate::{Error, Reader, edits, merge};

/// What a merged workbook is to be merged from again.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Update {
    /// What the other units sent, and the new files.
    pub submissions: Vec<UnitSubmission>,
    /// Units whose earlier figures the new files replace.
    pub replaced: Vec<String>,
    /// Units that the workbook did not have.
    pub added: Vec<String>,
    /// What somebody changed in the workbook by hand since it was written; merging
    /// again would overwrite it.
    pub edits: Vec<Finding>,
}

/// Takes what units sent out of a merged workbook, puts new files in the place of the
/// same units' earlier ones, form by form, and says what was changed in the workbook
/// by hand. Merging what comes out is merging all anew.
///
/// # Errors
///
/// [`Error::NotMerged`] where the workbook is none that merging wrote, or has lost its record.
pub fn update(
    reader: &Reader,
    name: &str,
    bytes: &[u8],
    new: Vec<UnitSubmission>,
    options: &MergeOptions,
) -> Result<Update, Error> {
    let mut old = reader.submissions(name, bytes)?;
    if old.iter().any(|one| one.unit.is_none()) || old.is_empty() {
        return Err(Error::NotMerged { file: name.to_owned() });
    }
    let edits = edits(reader, name, bytes, &old, options)?;
    let arrived: BTreeSet<(Option<String>, String)> = merge(&new, options)
        .submissions
        .iter()
        .flat_map(|one| {
            one.document.appendices.iter().map(|appendix| (one.unit.clone(), appendix.layout.id.to_string()))
        })
        .collect();
    let mut replaced: Vec<String> = Vec::new();
    for one in &mut old {
        let before = one.document.appendices.len();
        let unit = one.unit.clone();
        one.document
            .appendices
            .retain(|appendix| !arrived.contains(&(unit.clone(), appendix.layout.id.to_string())));
        if one.document.appendices.len() < before {
            replaced.extend(unit);
        }
    }
    let known: BTreeSet<&String> = old.iter().filter_map(|one| one.unit.as_ref()).collect();
    let mut added: Vec<String> = arrived.iter().filter_map(|(unit, _)| unit.clone()).collect();
    added.retain(|unit| !known.contains(unit));
    added.dedup();
    old.retain(|one| !one.document.appendices.is_empty());
    replaced.dedup();
    old.extend(new);
    Ok(Update { submissions: old, replaced, added, edits })
}
