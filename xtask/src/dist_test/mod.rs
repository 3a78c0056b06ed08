//! `cargo xtask dist-test`: what is handed out does what the ordinary program does.

mod alike;
mod windows;
mod wine;

use std::path::Path;
use std::process::Command;

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

/// Builds all that is handed out and the ordinary program, and holds them against each other.
pub(crate) fn test(install: bool) -> Result<()> {
    tools::find(&[Purpose::Page, Purpose::Programs, Purpose::Wine], install)?;
    let dist = dist::build(install)?;
    run(Command::new("cargo").args(["build", "--release", "--locked"]).current_dir(root()))?;
    let linux = dist.join(dist::LINUX);
    step("the Linux program needs no library", || is_static(&linux))?;
    step("the Windows program needs the system's libraries alone", || wants_the_system(&dist))?;
    let ordinary = Program::Plain(target().join("release/phuluc"));
    let linux = Program::Plain(linux);
    let windows = Program::Windows(Wine::new(&dist)?);
    for program in [&linux, &windows] {
        step(&format!("{}: every sample file gives the same", program.name()), || {
            alike::samples(&ordinary, program)
        })?;
        step(&format!("{}: files alone", program.name()), || alike::dropped(&ordinary, program))?;
        step(&format!("{}: exit codes and messages", program.name()), || alike::said(&ordinary, program))?;
        step(&format!("{}: the page", program.name()), || alike::page(&dist, program))?;
    }
    let Program::Windows(wine) = &windows else { return Ok(()) };
    step("paths over 260 characters", || windows::long_paths(&windows))?;
    step("replacing, and files that may not be", || windows::replaced(&windows))?;
    step("a file that is open elsewhere", || windows::open_elsewhere(wine, &windows))?;
    step("a parsing process over its limits", || windows::limits(&windows))?;
    step("the page is written to the user's folder", || windows::kept(wine, &windows, &dist))?;
    eprintln!("all well");
    Ok(())
}

fn step(what: &str, check: impl FnOnce() -> Result<()>) -> Result<()> {
    let start = std::time::Instant::now();
    check().with_context(|| what.to_owned())?;
    eprintln!("ok: {what} ({:.1} s)", start.elapsed().as_secs_f32());
    Ok(())
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
