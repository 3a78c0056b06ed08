//! `cargo xtask page-test`.

use std::process::Command;

use anyhow::Result;

use crate::page;
use crate::run::{root, run, target};
use crate::tools::{self, Purpose};

/// Which of the tests are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Those that take a minute.
    Quick,
    /// All of them, with a part of the messy corpus.
    Usual,
    /// All of them, with all of the corpus.
    All,
    /// Only the pictures of the guides, written where the guides show them.
    Pictures,
}

/// Builds page and program, and tries the page in a browser.
pub(crate) fn test(install: bool, part: Part) -> Result<()> {
    tools::find(&[Purpose::Page, Purpose::Browser], install)?;
    let page = page::build(install)?;
    // The project's own toolchain, whose results the page's are held against.
    run(Command::new("cargo").args(["build", "--release", "--locked"]).current_dir(root()))?;
    let mut test = Command::new("npm");
    test.args(match part {
        Part::Quick => ["run", "--silent", "quick"],
        Part::Usual | Part::All => ["run", "--silent", "test"],
        Part::Pictures => ["run", "--silent", "pictures"],
    });
    if part == Part::All {
        test.env("PHULUC_MESSY", "all");
    }
    test.current_dir(root().join("web"));
    test.env("PHULUC_PAGE", page).env("PHULUC", target().join("release/phuluc"));
    run(&mut test)
}
