//! Checks a workbook, prints what is wrong, and writes a copy with each finding
//! marked at its cell.
//!
//! `cargo run --example check_and_annotate -- testdata/submissions/lang-son.xlsx copy.xlsx`

use phuluc::{CheckOptions, Config, Language, Policy, Reader, Submission, TextOptions};

/// An office's decision, as `phuluc.toml` keeps it.
const DECISIONS: &str = r#"
[severity]
PL409 = "info"

[[accept]]
rule = "PL501"
file = "lang-son.xlsx"
sheet = "PL IV"
cell = "C10"
found = "Huyện Bình Gia"
reason = "Trung tâm liên huyện"
by = "Nguyễn Văn A"
date = "2021-11-05"
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "testdata/submissions/lang-son.xlsx".to_owned());
    let bytes = std::fs::read(&path)?;
    let reader = Reader::new();
    let document = reader.read_bytes("lang-son.xlsx", &bytes)?;
    let config = Config::from_toml("phuluc.toml", DECISIONS, phuluc::rule_names())?;
    let policy = Policy::default().config(config);
    let submission = Submission { name: "lang-son.xlsx".to_owned(), path, document, policy };
    let report = phuluc::report(vec![submission], &CheckOptions::default());
    print!("{}", report.to_text(&TextOptions::new(Language::English).width(Some(100))));
    if let (Some(output), Some(file)) = (arguments.next(), report.files.first()) {
        std::fs::write(output, reader.annotate("lang-son.xlsx", &bytes, file, Language::Vietnamese)?)?;
    }
    Ok(())
}
