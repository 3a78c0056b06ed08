//! What is compiled: the library as a WebAssembly module with its glue, and the programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::run::{root, run, target};
use crate::tools::{CARGO, MINGW, RUSTC, Tools};

/// The version of `wasm-bindgen` whose step is taken here; also in `Cargo.toml`.
const BINDGEN: &str = "0.2.130";
/// The crate that becomes the module.
const CRATE: &str = "phuluc_web";
/// Names the page to the program's build script, which puts it in.
const EMBEDDED: &str = "PHULUC_EMBEDDED_PAGE";
/// The module's stack: forms and formulas nest deeper than the usual 1 MiB allows.
const STACK: &str = "-Clink-arg=-zstack-size=4194304";

/// Compiles the module and writes it with its glue into a folder; gives the module's path.
pub(crate) fn library(tools: &Tools, folder: &Path) -> Result<PathBuf> {
    same_bindgen()?;
    let built = target().join("page");
    let mut command = other_target(&built, "wasm32-unknown-unknown");
    command
        // Not `optimize_for_size`: that library's selection takes the square of equal figures.
        .args(["--profile", "web", "--package", "phuluc-web"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &tools.linker)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(&[STACK]));
    run(&mut command)?;
    let module = built.join("wasm32-unknown-unknown/web").join(format!("{CRATE}.wasm"));
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        // Names of functions are more than a third of the module.
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)?;
    Ok(folder.join(format!("{CRATE}_bg.wasm")))
}

/// The program for Windows, with the page in it; gives its path.
///
/// Its linker would write the time into it.
pub(crate) fn windows(page: &Path) -> Result<PathBuf> {
    let triple = "x86_64-pc-windows-gnu";
    let built = target().join("windows");
    let mut command = other_target(&built, triple);
    command
        .args(["--profile", "dist", "--bin", "phuluc"])
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", MINGW)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(&["-Clink-arg=-Wl,--no-insert-timestamp"]))
        .env(EMBEDDED, page);
    run(&mut command)?;
    Ok(built.join(triple).join("dist/phuluc.exe"))
}

/// The program for any Linux, with the page and the C library in it; gives its path.
///
/// By the project's own toolchain, whose standard library can be linked so: nothing more is
/// needed, and memory is given out as in the ordinary program, which musl does more slowly.
pub(crate) fn linux(page: &Path) -> Result<PathBuf> {
    let triple = "x86_64-unknown-linux-gnu";
    let built = target().join("static");
    let mut command = Command::new("cargo");
    command
        .current_dir(root())
        .args(["build", "--locked", "--profile", "dist", "--bin", "phuluc", "--target", triple])
        .arg("--target-dir")
        .arg(&built)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(&["-Ctarget-feature=+crt-static"]))
        .env(EMBEDDED, page);
    run(&mut command)?;
    Ok(built.join(triple).join("dist/phuluc"))
}

/// Debian's compiler, building for a system that it has no standard library of.
fn other_target(built: &Path, triple: &str) -> Command {
    let mut command = Command::new(CARGO);
    command
        .current_dir(root())
        .args(["build", "--locked", "--target", triple, "-Zbuild-std=std,panic_abort"])
        .arg("--target-dir")
        .arg(built)
        // The project's own toolchain started this program and must not reach the other one.
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("CARGO")
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1");
    command
}

/// Flags for the compiler, with those that make the result the same wherever it is built.
fn flags(own: &[&str]) -> String {
    let mut flags: Vec<String> = own.iter().map(|&flag| flag.to_owned()).collect();
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    // The last that fits is taken: what is built may stand in the repository's folder.
    let folders = [(Some(root()), "phuluc"), (Some(target()), "target"), (home, "cargo")];
    let folders = folders.into_iter().filter_map(|(folder, name)| folder.zip(Some(name)));
    flags.extend(folders.map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display())));
    flags.join("\u{1f}")
}

/// The step must be of the version that the crate is compiled with.
fn same_bindgen() -> Result<()> {
    let path = root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let locked = lock.split("[[package]]").find(|one| one.contains("name = \"wasm-bindgen\"\n"));
    let version = locked.and_then(|one| one.split("version = \"").nth(1)?.split('"').next());
    match version {
        Some(BINDGEN) => Ok(()),
        Some(other) => bail!(
            "Cargo.lock has wasm-bindgen {other}, the step here is of {BINDGEN}: set both in xtask/Cargo.toml and xtask/src/compile.rs"
        ),
        None => bail!("Cargo.lock has no wasm-bindgen"),
    }
}
