//! Time and memory of phuluc beside its peers and its limits, each in a process of its
//! own, in one run: `cargo run --release -p phuluc-bench`.
//!
//! `cargo run --release -p phuluc-bench -- 200000` sets the number of works;
//! `-- growth` prints how time and memory grow with it; `-- corners [NAME…]` how each step grows
//! where a workbook is mostly of one kind of thing; `-- folder [FILES [PYTHON]]` what so many small
//! files, 2,000 else, take by one thread and by two, beside pandas of that Python (`peer.py`).

mod corners;
mod folder;
mod hard;
mod inputs;
mod job;
mod table;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["job", name, input] => job::run(name, input.as_ref()),
        ["growth"] => table::growth(),
        ["corners", wanted @ ..] => corners::corners(wanted),
        ["folder"] => folder::folder(2_000, None),
        ["folder", files, python @ ..] => match (files.parse(), python) {
            (Ok(files), []) => folder::folder(files, None),
            (Ok(files), [python]) => folder::folder(files, Some(python)),
            _ => Err(anyhow::anyhow!("{files}: expected a number of files, and a Python with pandas")),
        },
        [] => table::ratios(200_000),
        [works] => match works.parse() {
            Ok(works) => table::ratios(works),
            Err(_) => {
                Err(anyhow::anyhow!("{works}: expected a number of works, `growth`, `corners` or `folder`"))
            }
        },
        _ => Err(anyhow::anyhow!("expected a number of works, `growth`, `corners` or `folder`")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
