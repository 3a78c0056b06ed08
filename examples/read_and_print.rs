//! Reads a workbook and prints what it holds.
//!
//! `cargo run --example read_and_print -- testdata/submissions/binh-gia.xls`

fn main() -> Result<(), phuluc::Error> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "testdata/submissions/binh-gia.xls".to_owned());
    let document = phuluc::read(&path)?;
    for appendix in &document.appendices {
        println!("{} ({})", appendix.layout.name, appendix.layout.id);
        for row in appendix.walk() {
            let indent = "  ".repeat(usize::from(row.level));
            println!("{indent}{}: {}", row.kind, appendix.label(row).unwrap_or("?"));
        }
    }
    for finding in &document.findings {
        println!("{} {} {}: {}", finding.severity, finding.rule, finding.cell, finding.message.en);
    }
    Ok(())
}
