//! Time and memory of phuluc beside its peers and its limits, each in a process of its
//! own, in one run: `cargo run --release -p phuluc-bench`.
//!
//! `cargo run --release -p phuluc-bench -- 200000` sets the number of works;
//! `-- growth [MOST [JOB…]]` prints how time and memory grow with it, up to a million;
//! `-- corners [NAME…]` how each step grows where a workbook is mostly of one kind of thing;
//! `-- folder [FILES [PEER_FILES]]` what so many small files, 2,000 else, take by one thread and
//! by two, beside pandas over some of them; `-- small` what one small file takes.

mod corners;
mod folder;
mod growth;
mod hard;
mod inputs;
mod job;
mod measure;
mod peers;
mod small;
mod table;

use std::path::Path;

use anyhow::{Context as _, Result, bail};

const USAGE: &str = "expected a number of works, `growth`, `corners`, `folder` or `small`";

/// Does what the arguments ask for, and prints it.
///
/// # Errors
///
/// Where the arguments ask for nothing known, or a job fails.
pub fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["job", name, input] => job::run(name, input.as_ref()),
        ["growth"] => growth::growth(u32::MAX, &[]),
        ["growth", most, wanted @ ..] => growth::growth(number(most)?, wanted),
        ["corners", wanted @ ..] => corners::corners(wanted),
        ["folder"] => folder::folder(2_000, 100),
        ["folder", files] => folder::folder(number(files)?, 100),
        ["folder", files, peer] => folder::folder(number(files)?, number(peer)?),
        ["small"] => small::small(),
        [] => table::ratios(200_000),
        [works] => table::ratios(number(works)?),
        _ => bail!(USAGE),
    }
}

/// Does a job without taking its time; gives how much it made.
///
/// # Errors
///
/// Where there is no such job, or it fails.
pub fn job(name: &str, input: &Path) -> Result<u64> {
    job::done(name, input, &mut job::Clock::start())
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().ok().with_context(|| format!("{text}: {USAGE}"))
}
