//! `cargo xtask page`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::compile;
use crate::html::{Parts, assemble};
use crate::run::{root, run, target};
use crate::tools::{self, Purpose};

/// What the page may weigh.
const MOST_BYTES: usize = 3_000_000;

/// Builds the page; gives its path.
pub(crate) fn build(install: bool) -> Result<PathBuf> {
    let tools = tools::find(&[Purpose::Page], install)?;
    let web = root().join("web");
    let generated = web.join("generated");
    let module = compile::library(&tools, &generated)?;
    packages(&web)?;
    run(Command::new("npm").args(["run", "--silent", "build"]).current_dir(&web))?;
    let text = |path: PathBuf| fs::read_to_string(&path).with_context(|| path.display().to_string());
    let parts = Parts {
        frame: text(web.join("page.html"))?,
        script: text(generated.join("page.js"))?,
        style: text(generated.join("page.css"))?,
        worker: text(generated.join("worker.js"))?,
        module: fs::read(&module).with_context(|| module.display().to_string())?,
    };
    let page = assemble(&parts)?;
    if page.len() > MOST_BYTES {
        bail!("the page has {} bytes, more than {MOST_BYTES}", page.len());
    }
    let folder = target().join("dist");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let path = folder.join("phuluc.html");
    fs::write(&path, &page).with_context(|| path.display().to_string())?;
    eprintln!("{}: {} bytes (module {})", path.display(), page.len(), parts.module.len());
    Ok(path)
}

/// The front end's packages, as its lock file has them.
fn packages(web: &Path) -> Result<()> {
    let read = |path: PathBuf| fs::read(path).ok();
    // What was installed from; written by no one but this function.
    let seen = web.join("node_modules/.installed-from.json");
    let lock = read(web.join("package-lock.json"));
    if lock.is_some() && read(seen.clone()) == lock {
        return Ok(());
    }
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(web))?;
    fs::write(&seen, lock.unwrap_or_default()).with_context(|| seen.display().to_string())
}
