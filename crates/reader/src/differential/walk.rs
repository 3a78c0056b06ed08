//! All workbooks of a folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Difference, Kind, compare, oracle};
use crate::limits::Limits;
use crate::open;

/// No workbook of some megabytes may take longer.
const LONGEST: Duration = Duration::from_secs(120);

/// What was read in one folder below the one that was asked for.
#[derive(Debug, Default)]
struct Tally {
    files: usize,
    /// By both.
    refused: usize,
    cells: usize,
    differences: BTreeMap<Kind, usize>,
}

/// What came of a folder.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) differences: Vec<Difference>,
    tallies: BTreeMap<String, Tally>,
}

impl Outcome {
    pub(super) fn files(&self) -> usize {
        self.tallies.values().map(|tally| tally.files).sum()
    }

    pub(super) fn cells(&self) -> usize {
        self.tallies.values().map(|tally| tally.cells).sum()
    }

    /// A table, one line for each folder.
    pub(super) fn summary(&self) -> String {
        let mut out = String::from("| from | files | refused by both | cells compared | differences |\n");
        out.push_str("|---|---:|---:|---:|---|\n");
        for (name, tally) in &self.tallies {
            let kinds: Vec<String> =
                tally.differences.iter().map(|(kind, count)| format!("{kind:?} {count}")).collect();
            let Tally { files, refused, cells, .. } = tally;
            writeln!(out, "| {name} | {files} | {refused} | {cells} | {} |", kinds.join(", ")).unwrap();
        }
        writeln!(out, "| all | {} | | {} | {} |", self.files(), self.cells(), self.differences.len())
            .unwrap();
        out
    }
}

/// Reads every workbook under a folder twice.
pub(super) fn folder(root: &Path) -> Outcome {
    let mut paths = Vec::new();
    collect(root, &mut paths);
    paths.sort();
    let mut outcome = Outcome::default();
    for path in paths {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let package = name.split('/').next().unwrap_or_default().to_owned();
        let (differences, cells) = within_time(&path, &name);
        let tally = outcome.tallies.entry(package).or_default();
        tally.files += 1;
        match cells {
            Some(cells) => tally.cells += cells,
            None => {
                tally.refused += usize::from(differences.first().is_none_or(|d| d.kind == Kind::BothRefuse))
            }
        }
        for difference in differences.iter().filter(|d| d.kind != Kind::BothRefuse) {
            *tally.differences.entry(difference.kind).or_default() += 1;
        }
        outcome.differences.extend(differences);
    }
    outcome
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let extension = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
        if path.is_dir() {
            collect(&path, found);
        } else if matches!(
            extension.as_deref(),
            Some("xlsx" | "xlsm" | "xltx" | "xltm" | "xls" | "xlt" | "xlsb" | "ods")
        ) {
            found.push(path);
        }
    }
}

/// Reads in a thread of its own, which can panic or be left behind.
fn within_time(path: &Path, name: &str) -> (Vec<Difference>, Option<usize>) {
    let (send, receive) = mpsc::channel();
    let (path, file) = (path.to_owned(), name.to_owned());
    thread::spawn(move || send.send(one(&path, &file)));
    receive
        .recv_timeout(LONGEST)
        .unwrap_or_else(|error| (vec![whole(name, Kind::Broken, error.to_string(), String::new())], None))
}

/// A difference of the whole file.
fn whole(file: &str, kind: Kind, ours: String, theirs: String) -> Difference {
    Difference { file: file.to_owned(), sheet: String::new(), place: "file".to_owned(), kind, ours, theirs }
}

fn one(path: &Path, file: &str) -> (Vec<Difference>, Option<usize>) {
    let bytes = std::fs::read(path).unwrap();
    let ours = open::stored(&bytes, &Limits::default());
    // What no reader should read might take calamine all the memory that there is.
    if ours.is_err() && file.contains("/broken/") {
        return (Vec::new(), None);
    }
    match (ours.as_ref(), oracle::read(&bytes, ours.as_ref().ok().map(|book| book.container))) {
        (Err(ours), Err(theirs)) => (vec![whole(file, Kind::BothRefuse, ours.to_string(), theirs)], None),
        (Err(error), Ok(_)) => (vec![whole(file, Kind::Refused, error.to_string(), String::new())], None),
        (Ok(_), Err(error)) => (vec![whole(file, Kind::TheyRefuse, String::new(), error)], None),
        (Ok(ours), Ok(theirs)) => {
            let (differences, cells) = compare::workbooks(file, ours, theirs);
            (differences, Some(cells))
        }
    }
}
