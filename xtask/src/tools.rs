//! What must be on the machine: Debian's compiler with other targets, its linkers, Node.
//!
//! Debian's packages `rustc-web`, `cargo-web` and `rust-web-src` carry a compiler with the
//! source of its standard library, which builds for WebAssembly and Windows. It is called by
//! its path; the toolchain of the project stays first everywhere else.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::{output, run};

/// The compiler that is called.
pub(crate) const RUSTC: &str = "/usr/bin/rustc";
/// Its Cargo.
pub(crate) const CARGO: &str = "/usr/bin/cargo";
/// The linker of programs for Windows, and the compiler of the test's library.
pub(crate) const MINGW: &str = "/usr/bin/x86_64-w64-mingw32-gcc";
/// What runs programs for Windows in the test.
pub(crate) const WINE: &str = "/usr/lib/wine/wine64";
/// The C library that the static program has in it.
const STATIC_LIBRARY: &str = "/usr/lib/x86_64-linux-gnu/libc.a";

/// Packages of the compiler.
const COMPILER: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
/// Packages of what else builds; the linker of modules is named by its version.
const BUILDERS: [&str; 6] =
    ["nodejs", "npm", "gcc-mingw-w64-x86-64-win32", "binutils-mingw-w64-x86-64", "gcc", "libc6-dev"];

/// What is to be done, for which something must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The page.
    Page,
    /// Its tests.
    Browser,
    /// The programs.
    Programs,
    /// Their tests.
    Wine,
}

/// The tools of the machine.
#[derive(Debug)]
pub(crate) struct Tools {
    /// The linker of WebAssembly modules, of the compiler's LLVM.
    pub(crate) linker: PathBuf,
}

/// Finds the tools; installs what is missing where that was asked for.
pub(crate) fn find(purposes: &[Purpose], install: bool) -> Result<Tools> {
    let mut missing: Vec<&str> = Vec::new();
    if !Path::new(RUSTC).exists() || !Path::new(CARGO).exists() || !has_source() {
        missing.extend(COMPILER);
    }
    for purpose in purposes {
        let needs: &[(bool, &str)] = match purpose {
            Purpose::Page => &[(on_path("node"), "nodejs"), (on_path("npm"), "npm")],
            Purpose::Browser => &[(Path::new("/usr/bin/chromium").exists(), "chromium")],
            Purpose::Programs => &[
                (Path::new(MINGW).exists(), "gcc-mingw-w64-x86-64-win32"),
                (Path::new(STATIC_LIBRARY).exists(), "libc6-dev"),
            ],
            Purpose::Wine => &[(Path::new(WINE).exists(), "wine64")],
        };
        missing.extend(needs.iter().filter(|(there, _)| !there).map(|(_, package)| package));
    }
    provide(&missing, install)?;
    // The linker is of the compiler's LLVM, which is known once the compiler is there.
    let version = llvm()?;
    let linker = PathBuf::from(format!("/usr/bin/wasm-ld-{version}"));
    if !linker.exists() {
        provide(&[&format!("lld-{version}")], install)?;
    }
    Ok(Tools { linker })
}

/// The versions of Debian's packages that make what is handed out, a line each.
pub(crate) fn versions() -> Result<String> {
    let linker = format!("lld-{}", llvm()?);
    let packages = COMPILER.into_iter().chain([linker.as_str()]).chain(BUILDERS);
    output(Command::new("dpkg-query").args(["-W", "-f", "${Package} ${Version}\n"]).args(packages))
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

fn provide(packages: &[&str], install: bool) -> Result<()> {
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
