//! Compares two submissions by meaning and prints the rows that differ.
//!
//! `cargo run --example compare -- testdata/submissions/lang-son.xlsx testdata/diff/edited.xlsx`

use phuluc::{ChangeNature, DiffOptions, RowState};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let old = arguments.next().unwrap_or_else(|| "testdata/submissions/lang-son.xlsx".to_owned());
    let new = arguments.next().unwrap_or_else(|| "testdata/diff/edited.xlsx".to_owned());
    let (old, new) = (phuluc::read(old)?, phuluc::read(new)?);
    let difference = phuluc::diff(&old.appendices, &new.appendices, &DiffOptions::default());
    for appendix in &difference.appendices {
        for row in appendix.rows.iter().filter(|row| row.state == RowState::Both) {
            let changed = row.cells.iter().filter(|cell| cell.nature == ChangeNature::Changed);
            for (cell, stands) in changed.filter_map(|cell| Some((cell, row.new?))) {
                let at = appendix.new_cell(stands, cell.column).unwrap_or_default();
                let by = cell.difference().map(|by| format!(" ({by})")).unwrap_or_default();
                println!("{at}: {:?} → {:?}{by}", cell.old.to_json_text(), cell.new.to_json_text());
            }
        }
    }
    println!(
        "{} of {} differences are figures and words",
        difference.counts().changed,
        difference.counts().own()
    );
    Ok(())
}
