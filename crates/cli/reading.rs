//! The reader of every command: layouts at hand, limits, and a process of its own
//! for old formats.

use std::env;
use std::ffi::OsStr;
use std::time::Duration;

use anyhow::{Context, Result};
use phuluc::{Isolation, Limits, Reader};

use crate::args::Global;
use crate::layouts;

/// The first argument that makes this program the parsing process.
const PARSE: &str = "__parse-a-workbook";

/// Limits of the parsing process.
pub(crate) const PROCESS_LIMITS: [&str; 2] = ["seconds", "memory"];

/// Whether this process was started to parse one workbook.
pub(crate) fn is_parsing() -> bool {
    env::args_os().nth(1).is_some_and(|first| first == OsStr::new(PARSE))
}

/// Parses the workbook on standard input and answers on standard output.
pub(crate) fn parse() -> std::io::Result<()> {
    phuluc::serve_isolated(std::io::stdin().lock(), std::io::stdout().lock())
}

/// The reader that the options ask for.
pub(crate) fn reader(global: &Global) -> Result<Reader> {
    let mut limits = Limits::default();
    let program = env::current_exe().context("the program's own path")?;
    let mut isolation = Isolation::new(program, [PARSE]);
    for (name, most) in &global.limit {
        match name.as_str() {
            "seconds" => isolation.timeout = Duration::from_secs(*most),
            "memory" => isolation.memory = usize::try_from(*most).unwrap_or(usize::MAX),
            name => {
                limits.set(name, *most);
            }
        }
    }
    Ok(Reader::new().layouts(layouts::at_hand(global)?).limits(limits).isolate(isolation))
}
