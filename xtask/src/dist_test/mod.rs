//! `cargo xtask dist-test`: what is handed out does what the ordinary program does.

mod alike;
mod windows;
mod wine;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::dist;
use crate::run::{output, root, run, target};
use crate::tools::{self, Purpose};
use wine::{Program, Wine};

/// Libraries of Windows itself that the program may want.
const SYSTEM: [&str; 9] = [
    "advapi32.dll",
    "bcryptprimitives.dll",
    "kernel32.dll",
    "msvcrt.dll",
    "ntdll.dll",
    "ole32.dll",
    "shell32.dll",
    "userenv.dll",
    "ws2_32.dll",
];

/// Builds all that is handed out and the ordinary program, unless that was done, and holds them
/// against each other.
pub(crate) fn test(install: bool, built: bool) -> Result<()> {
    tools::find(&[Purpose::Page, Purpose::Programs, Purpose::Wine], install)?;
    let dist = if built { target().join("dist") } else { dist::build(install)? };
    if !built {
        run(Command::new("cargo").args(["build", "--release", "--locked"]).current_dir(root()))?;
    }
    let linux = dist.join(dist::LINUX);
    let mut steps = Steps::default();
    steps.take("the Linux program needs no library", || is_static(&linux));
    steps.take("the Windows program needs the system's libraries alone", || wants_the_system(&dist));
    let ordinary = Program::Plain(target().join("release/phuluc"));
    let linux = Program::Plain(linux);
    let wine = Wine::new(&dist)?;
    let windows = Program::Windows(wine.clone());
    for program in [&linux, &windows] {
        let name = program.name();
        steps.take(&format!("{name}: files give the same"), || alike::samples(&ordinary, program));
        steps.take(&format!("{name}: files alone"), || alike::dropped(&ordinary, program));
        steps.take(&format!("{name}: exit codes and messages"), || alike::said(&ordinary, program));
        steps.take(&format!("{name}: the page"), || alike::page(&dist, program));
    }
    steps.take("paths over 260 characters", || windows::long_paths(&windows));
    steps.take("replacing, and files that may not be", || windows::replaced(&windows));
    steps.take("a file that is open elsewhere", || windows::open_elsewhere(&wine, &windows));
    steps.take("a parsing process and its limits", || windows::limits(&windows));
    steps.take("the page in the user's folder", || windows::kept(&wine, &dist));
    steps.end()
}

/// What was tried so far.
#[derive(Default)]
struct Steps {
    tried: usize,
    failed: usize,
}

impl Steps {
    /// Tries one thing, and says how that went.
    fn take(&mut self, what: &str, check: impl FnOnce() -> Result<()>) {
        let start = Instant::now();
        let done = check();
        self.tried += 1;
        let seconds = start.elapsed().as_secs_f32();
        match done {
            Ok(()) => eprintln!("ok: {what} ({seconds:.1} s)"),
            Err(error) => {
                self.failed += 1;
                eprintln!("FAILED: {what} ({seconds:.1} s): {error:#}");
            }
        }
    }

    fn end(&self) -> Result<()> {
        ensure!(self.failed == 0, "{} of {} failed", self.failed, self.tried);
        eprintln!("all {} well", self.tried);
        Ok(())
    }
}

fn is_static(program: &Path) -> Result<()> {
    // It fails where there is nothing dynamic at all, and says so.
    let ldd = Command::new("ldd").arg(program).output().context("ldd")?;
    let said = String::from_utf8_lossy(&[ldd.stdout, ldd.stderr].concat()).into_owned();
    ensure!(said.contains("statically linked") || said.contains("not a dynamic executable"), "{said}");
    Ok(())
}

fn wants_the_system(dist: &Path) -> Result<()> {
    let listed = output(Command::new("x86_64-w64-mingw32-objdump").arg("-p").arg(dist.join(dist::WINDOWS)))?;
    let names = listed.lines().filter_map(|line| line.trim().strip_prefix("DLL Name: "));
    for name in names.map(str::to_lowercase) {
        // Names that stand for the system's own, whichever version.
        let stands = name.starts_with("api-ms-win-");
        ensure!(stands || SYSTEM.contains(&name.as_str()), "{name} is no library of Windows itself");
    }
    Ok(())
}
