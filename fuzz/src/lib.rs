//! What the fuzz targets share. `crates/reader/src/replay_tests.rs` reads the kept
//! inputs in the same way.

#![forbid(unsafe_code)]

mod packages;

use std::sync::OnceLock;

use phuluc_reader::{Limits, Reader, Reading};

static READER: OnceLock<Reader> = OnceLock::new();

/// Reads the workbook that a target makes of these bytes. Any refusal will do; what
/// is read must tell of every cell once.
///
/// # Panics
///
/// Where it does not, or where the reader panics.
pub fn read(target: &str, bytes: &[u8]) {
    let file = packages::of(target, bytes);
    let reader = READER.get_or_init(|| Reader::new().limits(limits()));
    if let Ok(reading) = reader.read("fuzz", &file) {
        check(&reading);
    }
}

/// Tight, so that no input takes long and the limits themselves are met.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.file_bytes = 1 << 20;
    limits.unzipped_bytes = 4 << 20;
    limits.parts = 100;
    limits.cells = 10_000;
    limits.sheets = 20;
    limits.text_bytes = 1 << 16;
    limits
}

fn check(reading: &Reading) {
    for sheet in &reading.inspection.sheets {
        assert!(sheet.cells.is_sorted_by(|a, b| a.cell < b.cell), "a cell of `{}` comes twice", sheet.name);
    }
    // What only shows when it is printed.
    for finding in &reading.document.findings {
        assert!(!format!("{} {}", finding.message.en, finding.message.vi).is_empty());
    }
}
