//! The official workbook in memory, from bytes to bytes.
//!
//! `cargo run --example regenerate`

use phuluc::{Format, Language, Reader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let submission = std::fs::read("testdata/submissions/dinh-lap.xlsx")?;
    let reader = Reader::new();
    let document = reader.read_bytes("dinh-lap.xlsx", &submission)?;

    let official: Vec<u8> = phuluc::write(&document, Format::Xlsx, Language::Vietnamese)?;
    let again = reader.read_bytes("official.xlsx", &official)?;

    for (before, after) in document.appendices.iter().zip(&again.appendices) {
        let leaves =
            |appendix: &phuluc::Appendix| appendix.walk().filter(|row| row.children.is_empty()).count();
        println!("{}: {} rows before, {} after", before.layout.name_en, leaves(before), leaves(after));
    }
    Ok(())
}
