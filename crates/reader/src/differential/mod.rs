//! The same workbooks through calamine: sheets, cells and merges, one by one.
//!
//! Both programs read every workbook of a folder. Where they say different things,
//! the difference must be in a list beside the workbooks that says who is right and
//! why; an entry that explains nothing any more fails the test as well.
//! `docs/differential.md` tells the results.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod compare;
mod known;
mod oracle;
mod walk;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// In what way two readings differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    /// We panic, or take minutes.
    Broken,
    /// We refuse a workbook that calamine reads.
    Refused,
    /// Both refuse a workbook.
    BothRefuse,
    /// Calamine refuses, or breaks at, a workbook or sheet that we read.
    TheyRefuse,
    /// Names or order of the sheets.
    Sheets,
    /// Whether a sheet is hidden.
    Hidden,
    /// A value.
    Value,
    /// A figure past what a decimal holds (28 digits), which is kept as its digits.
    Digits,
    /// Whether a figure is a date.
    Date,
    /// A text differs in the spaces around it alone.
    Spaces,
    /// A value that calamine has not.
    OursOnly,
    /// A value that we have not.
    TheirsOnly,
    /// A merged region.
    Merge,
}

/// One difference.
#[derive(Debug, Clone)]
struct Difference {
    file: String,
    sheet: String,
    /// The cell, or what else differs.
    place: String,
    kind: Kind,
    ours: String,
    theirs: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, sheet, place, kind, ours, theirs } = self;
        write!(f, "{kind:?}\t{file}\t{sheet}\t{place}\t{ours}\t{theirs}")
    }
}

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata")
}

/// Every workbook in the tree.
#[test]
fn calamine_reads_the_same() {
    let result = walk::folder(&testdata());
    assert!(result.files() > 250 && result.cells() > 20_000, "{}", result.summary());
    known::check(&testdata().join("differential/testdata.toml"), &result.differences);
}

/// Every workbook that packages of spreadsheet libraries ship as a test file, once
/// `testdata/oracle/differential.sh` has gathered them. The ordinary test above covers
/// the workbooks in the tree; these are other people's, and must be downloaded.
#[test]
#[ignore = "reads the folder named by PHULUC_DIFFERENTIAL: run testdata/oracle/differential.sh"]
fn calamine_reads_packages_the_same() {
    let folder = PathBuf::from(std::env::var_os("PHULUC_DIFFERENTIAL").expect("PHULUC_DIFFERENTIAL"));
    let result = walk::folder(&folder);
    let list: Vec<String> = result.differences.iter().map(|d| format!("{d}\n")).collect();
    std::fs::write(folder.join("differences.tsv"), list.concat()).unwrap();
    std::fs::write(folder.join("summary.md"), result.summary()).unwrap();
    println!("{}", result.summary());
    known::check(&testdata().join("differential/packages.toml"), &result.differences);
}
