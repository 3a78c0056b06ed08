//! Inputs: files, folders and standard input.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::args::Inputs;
use crate::terminal::{Terminal, harmless};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// Extensions of workbooks; other files of a folder count by their first bytes.
const EXTENSIONS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];

impl Inputs {
    /// The inputs in order, folders replaced by the workbooks in them. What is
    /// not there is said, and counted.
    pub(crate) fn list(&self, terminal: &Terminal) -> (Vec<Input>, usize) {
        let mut inputs = Vec::new();
        let mut failed = 0;
        for path in &self.inputs {
            if path.as_os_str() == "-" {
                inputs.push(Input::Stdin);
                continue;
            }
            match self.expand(path) {
                Ok(files) if files.is_empty() => {
                    let none = terminal.say("thư mục không có bảng tính nào", "no workbooks in this folder");
                    terminal.error(&format!("{}: {none}", path.display()));
                    failed += 1;
                }
                Ok(files) => inputs.extend(files.into_iter().map(Input::File)),
                Err(error) => {
                    terminal.error(&format!("{error:#}"));
                    failed += 1;
                }
            }
        }
        (inputs, failed)
    }

    fn expand(&self, path: &Path) -> Result<Vec<PathBuf>> {
        if !path.is_dir() {
            return Ok(vec![path.to_path_buf()]);
        }
        let mut files = Vec::new();
        self.walk(path, &mut files)?;
        files.sort();
        Ok(files)
    }

    fn walk(&self, dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
        for entry in fs::read_dir(dir).with_context(|| dir.display().to_string())? {
            let entry = entry.with_context(|| dir.display().to_string())?;
            let kind = entry.file_type().with_context(|| entry.path().display().to_string())?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            // Excel's lock files and hidden files are nobody's submission.
            if name.starts_with("~$") || name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                if self.recursive {
                    self.walk(&entry.path(), files)?;
                }
            } else if is_workbook(&entry.path()) {
                files.push(entry.path());
            }
        }
        Ok(())
    }
}

/// Whether a file of a folder is meant to be a workbook, by its name or its first bytes.
fn is_workbook(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if extension.as_deref().is_some_and(|extension| EXTENSIONS.contains(&extension)) {
        return true;
    }
    if extension
        .is_some_and(|extension| matches!(&*extension, "docx" | "doc" | "zip" | "odt" | "pptx" | "ppt"))
    {
        return false;
    }
    let mut head = [0u8; 8];
    let read = fs::File::open(path).and_then(|mut file| file.read(&mut head)).unwrap_or(0);
    let head = head.get(..read).unwrap_or_default();
    head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

impl Input {
    /// What messages call it, on whatever they are printed.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => harmless(&path.display().to_string()).into_owned(),
            Self::Stdin => "-".to_owned(),
        }
    }

    /// What findings call it.
    pub(crate) fn short_name(&self) -> String {
        match self {
            Self::File(path) => {
                let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
                harmless(&name).into_owned()
            }
            Self::Stdin => "-".to_owned(),
        }
    }

    /// Its bytes, and what findings call it.
    pub(crate) fn load(&self) -> Result<(String, Vec<u8>)> {
        let bytes = match self {
            Self::File(path) => phuluc::file_bytes(path)?,
            Self::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).context("standard input")?;
                bytes
            }
        };
        Ok((self.short_name(), bytes))
    }
}
