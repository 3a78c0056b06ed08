//! `cargo xtask dist`: everything that is handed out, with checksums.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::run::{output, root, target};
use crate::tools::{self, Purpose};
use crate::{compile, page};

/// The page.
pub(crate) const PAGE: &str = "phuluc.html";
/// The program for Windows.
pub(crate) const WINDOWS: &str = "phuluc.exe";
/// The program for any Linux.
pub(crate) const LINUX: &str = "phuluc-linux-x86_64";
/// What they were made with.
const VERSIONS: &str = "versions.txt";
/// The checksums of all.
const SUMS: &str = "SHA256SUMS";

/// Builds all that is handed out; gives the folder.
pub(crate) fn build(install: bool) -> Result<PathBuf> {
    // All that is missing is named at once.
    tools::find(&[Purpose::Page, Purpose::Programs], install)?;
    let page = page::build(install)?;
    let folder = page.parent().unwrap_or(&page).to_path_buf();
    let windows = compile::windows(&page)?;
    let linux = compile::linux(&page)?;
    for (made, name) in [(windows, WINDOWS), (linux, LINUX)] {
        nowhere(&made)?;
        // A program that runs is not written over, but replaced.
        let path = folder.join(name);
        let beside = folder.join(format!("{name}.part"));
        fs::copy(&made, &beside).with_context(|| made.display().to_string())?;
        fs::rename(&beside, &path).with_context(|| path.display().to_string())?;
    }
    fs::write(folder.join(VERSIONS), versions()?).with_context(|| VERSIONS.to_owned())?;
    let mut sums = String::new();
    for name in [PAGE, WINDOWS, LINUX, VERSIONS] {
        let bytes = fs::read(folder.join(name)).with_context(|| name.to_owned())?;
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        eprintln!("{name}: {} bytes", bytes.len());
        sums += &format!("{sum}  {name}\n");
    }
    fs::write(folder.join(SUMS), &sums).with_context(|| SUMS.to_owned())?;
    print!("{sums}");
    Ok(folder)
}

/// A program that names a folder of this machine is not the same elsewhere, and says whose it is.
fn nowhere(program: &Path) -> Result<()> {
    let bytes = fs::read(program).with_context(|| program.display().to_string())?;
    let home = std::env::var_os("HOME").map(PathBuf::from);
    for folder in [Some(root()), Some(target()), home].into_iter().flatten() {
        let name = format!("{}/", folder.display());
        if name.len() > 1 && bytes.windows(name.len()).any(|window| window == name.as_bytes()) {
            bail!("{} has {name} in it", program.display());
        }
    }
    Ok(())
}

/// What everything was made with.
fn versions() -> Result<String> {
    let rustc = output(Command::new("rustc").arg("-V").current_dir(root()))?;
    Ok(format!(
        "The same commit and versions give the same bytes.\n\ncommit {}\n{PAGE}, {WINDOWS}, {LINUX}: Debian's\n{}{LINUX}: {rustc}",
        commit(),
        tools::versions()?
    ))
}

/// The commit that the files in the folder are, as far as that is known.
fn commit() -> String {
    let git = |arguments: &[&str]| output(Command::new("git").args(arguments).current_dir(root()));
    let Ok(commit) = git(&["rev-parse", "HEAD"]) else { return "unknown".to_owned() };
    let changed = git(&["status", "--porcelain"]).is_ok_and(|changed| !changed.is_empty());
    format!("{}{}", commit.trim(), if changed { ", with changes" } else { "" })
}
