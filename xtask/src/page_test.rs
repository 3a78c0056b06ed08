//! `cargo xtask page-test`.

use std::process::Command;

use anyhow::Result;

use crate::page;
use crate::run::{root, run, target};
use crate::tools::{self, Purpose};

/// Builds page and program, and tries the page in a browser.
pub(crate) fn test(install: bool) -> Result<()> {
    tools::find(&[Purpose::Page, Purpose::Browser], install)?;
    let page = page::build(install)?;
    // The project's own toolchain, whose results the page's are held against.
    run(Command::new("cargo").args(["build", "--release", "--locked"]).current_dir(root()))?;
    let mut test = Command::new("npm");
    test.arg("test").current_dir(root().join("web"));
    test.env("PHULUC_PAGE", page).env("PHULUC", target().join("release/phuluc"));
    run(&mut test)
}
