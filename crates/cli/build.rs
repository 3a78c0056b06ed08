//! What is put into the program when it is built: the page, and what Windows is told of it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Names the page; set by `cargo xtask dist` alone.
const EMBEDDED: &str = "PHULUC_EMBEDDED_PAGE";
/// The file that says UTF-8 and long paths.
const MANIFEST: &str = "crates/cli/windows.manifest";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed={EMBEDDED}");
    println!("cargo::rerun-if-changed={MANIFEST}");
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    // Nothing, where the program is built without a page.
    let mut page = Vec::new();
    if let Some(path) = env::var_os(EMBEDDED) {
        println!("cargo::rerun-if-changed={}", Path::new(&path).display());
        page = fs::read(path)?;
    }
    fs::write(folder.join("phuluc.html"), page)?;
    if env::var_os("CARGO_CFG_WINDOWS").is_some() {
        embed_manifest::embed_manifest_file(MANIFEST)?;
    }
    Ok(())
}
