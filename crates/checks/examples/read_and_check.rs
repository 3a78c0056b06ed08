//! Reads workbooks and prints what is wrong in them, a line a finding.
//!
//! ```text
//! cargo run -p phuluc-checks --example read_and_check -- [--layouts DIR] FILE...
//! ```

use std::error::Error;
use std::path::{Path, PathBuf};

use phuluc_checks::{CheckOptions, check};
use phuluc_model::{Language, Layout, Layouts};
use phuluc_reader::Reader;

fn main() -> Result<(), Box<dyn Error>> {
    let mut layouts = Layouts::built_in();
    let mut files = Vec::new();
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    while let Some(argument) = arguments.next() {
        if argument == Path::new("--layouts") {
            add_layouts(&mut layouts, &arguments.next().ok_or("--layouts needs a folder")?)?;
        } else {
            files.push(argument);
        }
    }
    let reader = Reader::new().layouts(layouts);
    let options = CheckOptions::default().language(Language::Vietnamese);
    for file in &files {
        let name = file.display().to_string();
        let reading = match reader.read(&name, &std::fs::read(file)?) {
            Ok(reading) => reading,
            Err(error) => {
                eprintln!("{name}: {error}");
                continue;
            }
        };
        for finding in check(&reading.document.appendices, &options) {
            let (rule, severity, message) = (finding.rule, finding.severity, finding.message.vi);
            println!("{name}: {} {}: {severity} {rule}: {message}", finding.sheet, finding.cell);
            for suspect in finding.suspects {
                println!("    {} -> {} ({})", suspect.cell, suspect.fits, suspect.why);
            }
            for related in finding.related {
                println!("    {}: {}", related.cell, related.text);
            }
        }
    }
    Ok(())
}

fn add_layouts(layouts: &mut Layouts, folder: &Path) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            layouts.add(Layout::from_toml(&path.display().to_string(), &std::fs::read_to_string(&path)?)?);
        }
    }
    Ok(())
}
