//! The library as a WebAssembly module with its glue.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::run::{root, run, target};
use crate::tools::{CARGO, RUSTC, Tools};

/// The version of `wasm-bindgen` whose step is taken here; also in `Cargo.toml`.
const BINDGEN: &str = "0.2.130";
/// The crate that becomes the module.
const CRATE: &str = "phuluc_web";
/// The module's stack: forms and formulas nest deeper than the usual 1 MiB allows.
const STACK: &str = "-Clink-arg=-zstack-size=4194304";

/// Compiles the module and writes it with its glue into a folder; gives the module's path.
pub(crate) fn library(tools: &Tools, folder: &Path) -> Result<PathBuf> {
    same_bindgen()?;
    let built = target().join("page");
    let mut command = Command::new(CARGO);
    command
        .current_dir(root())
        .args(["build", "--locked", "--profile", "web", "--package", "phuluc-web"])
        .args(["--target", "wasm32-unknown-unknown"])
        // Not `optimize_for_size`: that library's selection takes the square of equal figures.
        .arg("-Zbuild-std=std,panic_abort")
        .arg("--target-dir")
        .arg(&built)
        // The project's own toolchain started this program and must not reach the other one.
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("CARGO")
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &tools.linker)
        .env("CARGO_ENCODED_RUSTFLAGS", flags().join("\u{1f}"));
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

/// Flags that make the module the same wherever it is built.
fn flags() -> Vec<String> {
    let mut flags = vec![STACK.to_owned(), format!("--remap-path-prefix={}=phuluc", root().display())];
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    flags.extend(home.map(|home| format!("--remap-path-prefix={}=cargo", home.display())));
    flags
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
