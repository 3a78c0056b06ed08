//! What must be on the machine: Debian's compiler with other targets, its linker, Node.
//!
//! Debian's packages `rustc-web`, `cargo-web` and `rust-web-src` carry a compiler with the
//! source of its standard library, which builds for WebAssembly. It is called by its path;
//! the toolchain of the project stays first everywhere else.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::{output, run};

/// The compiler that is called.
pub(crate) const RUSTC: &str = "/usr/bin/rustc";
/// Its Cargo.
pub(crate) const CARGO: &str = "/usr/bin/cargo";

/// The tools of the machine.
#[derive(Debug)]
pub(crate) struct Tools {
    /// The linker of WebAssembly modules, of the compiler's LLVM.
    pub(crate) linker: PathBuf,
}

/// Finds the tools; installs what is missing where that was asked for.
pub(crate) fn find(install: bool) -> Result<Tools> {
    let mut missing: Vec<String> = Vec::new();
    if !Path::new(RUSTC).exists() || !Path::new(CARGO).exists() || !has_source() {
        missing.extend(["rustc-web", "cargo-web", "rust-web-src"].map(str::to_owned));
    }
    for (tool, package) in [("node", "nodejs"), ("npm", "npm")] {
        if !on_path(tool) {
            missing.push(package.to_owned());
        }
    }
    provide(&missing, install)?;
    // The linker is of the compiler's LLVM, which is known once the compiler is there.
    let version = llvm()?;
    let linker = PathBuf::from(format!("/usr/bin/wasm-ld-{version}"));
    if !linker.exists() {
        provide(&[format!("lld-{version}")], install)?;
    }
    Ok(Tools { linker })
}

/// Whether Debian's packages are there that the tests of the page need.
pub(crate) fn find_browser(install: bool) -> Result<()> {
    let missing =
        if Path::new("/usr/bin/chromium").exists() { Vec::new() } else { vec!["chromium".to_owned()] };
    provide(&missing, install)
}

fn has_source() -> bool {
    let sysroot = output(Command::new(RUSTC).args(["--print", "sysroot"]));
    sysroot
        .is_ok_and(|root| Path::new(root.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml").exists())
}

fn on_path(tool: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(tool).is_file())
}

/// The first part of the version of the compiler's LLVM.
fn llvm() -> Result<String> {
    let said = output(Command::new(RUSTC).arg("-vV").env_remove("LD_LIBRARY_PATH"))?;
    let line = said.lines().find_map(|line| line.strip_prefix("LLVM version: "));
    let version = line.and_then(|version| version.split('.').next());
    version.map(str::to_owned).with_context(|| format!("{RUSTC} does not say the version of its LLVM"))
}

fn provide(packages: &[String], install: bool) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if !install {
        bail!(
            "missing on this machine: {list}\n  apt-get update && apt-get install --no-install-recommends {list}\n(or run the task with --install, as root)"
        );
    }
    run(Command::new("apt-get").args(["update", "-qq"]))?;
    run(Command::new("apt-get").args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}
