//! A folder of small workbooks through the command line, by one thread and by two.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

/// Runs of each command but the peer, of which the quickest counts.
const RUNS: usize = 3;
/// Submissions of the repository that the folder holds again and again.
const SAMPLES: [&str; 4] = ["dinh-lap.xlsx", "binh-gia.xls", "lang-son.xlsx", "van-quan.ods"];

/// Times of `convert` and `check` over so many files; of `python` with `peer.py` beside them,
/// where it is given.
pub(crate) fn folder(files: usize, python: Option<&str>) -> Result<()> {
    let inputs = fill(files)?;
    let out = inputs.with_file_name("out");
    let (csv, json) = (out.with_extension("csv"), out.with_extension("json"));
    println!("{files} small workbooks, a quarter each .xls and .ods; the quickest of {RUNS} runs\n");
    println!("| command | one thread, s | two threads, s | ratio |\n|---|---|---|---|");
    let commands: [(&str, &Path); 2] = [("convert", &csv), ("check", &json)];
    let mut converted = 0.0;
    for (command, out) in commands {
        let run = |threads: &str| {
            quickest(
                Command::new(program()?).arg(command).arg(&inputs).arg("-o").arg(out).args([
                    "--force",
                    "-q",
                    "--threads",
                    threads,
                ]),
                // Findings end `check` with 1.
                &[0, 1],
                RUNS,
            )
        };
        let (one, two) = (run("1")?, run("2")?);
        println!("| {command} | {one:.2} | {two:.2} | {:.2} |", one / two);
        if command == "convert" {
            converted = one;
        }
    }
    if let Some(python) = python {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peer.py");
        let peer = quickest(
            Command::new(python).arg(script).arg(&inputs).arg(out.with_extension("peer.csv")),
            &[0],
            1,
        )?;
        println!(
            "\npandas reads the same files once in {peer:.2} s, {:.1} times as long as convert by one thread",
            peer / converted
        );
    }
    Ok(())
}

/// The folder with its files, made anew.
fn fill(files: usize) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join("phuluc-bench-folder").join("in");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/submissions");
    for (at, name) in (0..files).zip(SAMPLES.iter().cycle()) {
        fs::copy(samples.join(name), folder.join(format!("{at:05}-{name}")))
            .with_context(|| (*name).to_owned())?;
    }
    Ok(folder)
}

/// The command line, built beside this program.
fn program() -> Result<PathBuf> {
    let program = std::env::current_exe()?.with_file_name(format!("phuluc{}", std::env::consts::EXE_SUFFIX));
    ensure!(program.exists(), "{} is not there: run `cargo build --release` first", program.display());
    Ok(program)
}

/// Seconds of wall clock that a command takes.
fn quickest(command: &mut Command, codes: &[i32], runs: usize) -> Result<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..runs {
        let start = Instant::now();
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        best = best.min(start.elapsed().as_secs_f64());
        ensure!(status.code().is_some_and(|code| codes.contains(&code)), "{command:?}: {status}");
    }
    Ok(best)
}
