//! A folder of small workbooks through the command line, on one processor and on two.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use crate::measure;
use crate::peers::Environment;

/// Runs of each command but the peer, of which the quickest counts.
const RUNS: usize = 3;
/// Submissions of the repository that the folder holds again and again.
const SAMPLES: [&str; 5] = [
    "submissions/dinh-lap.xlsx",
    "submissions/binh-gia.xls",
    "submissions/lang-son.xlsx",
    "submissions/van-quan.ods",
    "offices/unit-header-dong.xlsb",
];
/// How many times as quick two processors are at least, and how many times as quick as pandas.
const CORES: f64 = 1.7;
const PEER: f64 = 30.0;

/// Times of `convert` and `check` over so many files, and of pandas over the first
/// `peer_files` of them.
pub(crate) fn folder(files: usize, peer_files: usize) -> Result<()> {
    let program = measure::program("phuluc-cli", "phuluc")?;
    let inputs = fill(files)?;
    println!(
        "{files} small workbooks, a fifth each .xls, .ods and .xlsb; the quickest of {RUNS} runs; load {}\n",
        measure::load()
    );
    println!(
        "| command | one processor, s | two processors, s | ratio | at least | |\n|---|---|---|---|---|---|"
    );
    let mut converted = 0.0;
    for (command, extension) in [("convert", "csv"), ("check", "json")] {
        let (one, first) = quickest(&program, command, &inputs, extension, "0")?;
        let (two, second) = quickest(&program, command, &inputs, extension, "0,1")?;
        ensure!(first == second, "{command}: two processors give something else than one");
        println!(
            "| {command} | {one:.2} | {two:.2} | {:.2} | {CORES} | {} |",
            one / two,
            held(one / two >= CORES)
        );
        if command == "convert" {
            converted = two;
        }
    }
    println!("\nOn one processor and on two the same bytes come out.");
    match Environment::new() {
        Ok(python) => beside_pandas(&python, &inputs, converted / files as f64, peer_files.min(files))?,
        Err(error) => println!("pandas was left out: {error:#}"),
    }
    println!("Load at the end {}.", measure::load());
    Ok(())
}

/// Sets what a file takes here beside what it takes pandas.
fn beside_pandas(python: &Environment, inputs: &Path, a_file: f64, files: usize) -> Result<()> {
    let taken = measure::quickest_of("folder", 1, || {
        let mut command = python.job("folder", inputs);
        command.arg(files.to_string());
        Ok(command)
    })?;
    let theirs = taken.wall / files as f64;
    println!(
        "pandas over the first {files} files, once: {:.2} s, {:.1} ms a file; convert on two processors {:.2} ms \
         a file, {:.0} times as quick (at least {PEER}: {})",
        taken.wall,
        theirs * 1e3,
        a_file * 1e3,
        theirs / a_file,
        held(theirs / a_file >= PEER)
    );
    Ok(())
}

const fn held(is: bool) -> &'static str {
    if is { "held" } else { "missed" }
}

/// The folder with its files, made anew.
fn fill(files: usize) -> Result<PathBuf> {
    let folder = measure::scratch("folder")?.join("in");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    for (at, name) in (0..files).zip(SAMPLES.iter().cycle()) {
        let file = name.rsplit('/').next().unwrap_or(name);
        fs::copy(samples.join(name), folder.join(format!("{at:05}-{file}")))
            .with_context(|| (*name).to_owned())?;
    }
    Ok(folder)
}

/// Seconds of wall clock that a command takes over the folder on some processors, and what it
/// writes.
fn quickest(
    program: &Path,
    command: &str,
    inputs: &Path,
    extension: &str,
    cores: &str,
) -> Result<(f64, Vec<u8>)> {
    let out = inputs.with_file_name("out").with_extension(extension);
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let mut run = Command::new("taskset");
        run.args(["-c", cores]).arg(program);
        run.arg(command).arg(inputs).arg("-o").arg(&out).args(["--force", "-q"]);
        let start = Instant::now();
        let status = run.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let status = status.context("taskset (of util-linux), which gives processors")?;
        best = best.min(start.elapsed().as_secs_f64());
        // Findings end `check` with 1.
        ensure!(matches!(status.code(), Some(0 | 1)), "{command}: {status}");
    }
    Ok((best, fs::read(out)?))
}
