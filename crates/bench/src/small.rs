//! One small file through the command line, process start to end.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::{job, measure};

/// Batches of runs of each file, and the runs of a batch: the system counts children's time
/// in hundredths of a second, which is too coarse for one run.
const BATCHES: usize = 5;
const RUNS: u32 = 20;
/// Submissions, and the most milliseconds of processor that each may take: that of the program,
/// and for old formats that of its parsing process beside it.
const FILES: [(&str, f64); 4] =
    [("dinh-lap.xlsx", 10.0), ("lang-son.xlsx", 10.0), ("binh-gia.xls", 35.0), ("van-quan.ods", 35.0)];

/// Prints the milliseconds of processor that `convert` to JSON takes.
pub(crate) fn small() -> Result<()> {
    let program = measure::program("phuluc-cli", "phuluc")?;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/submissions");
    let out = measure::scratch("small")?.join("out.json");
    println!(
        "Milliseconds of processor a run, with child processes; {BATCHES} batches of {RUNS} runs; load {}.\n",
        measure::load()
    );
    println!("| file | quickest batch | median | at most | |\n|---|---|---|---|---|");
    for (name, most) in FILES {
        let mut taken = Vec::new();
        for _ in 0..BATCHES {
            taken.push(batch(&program, &samples.join(name), &out)?);
        }
        taken.sort_by(f64::total_cmp);
        let median = taken.get(BATCHES / 2).copied().context("no runs")?;
        let quickest = taken.first().copied().context("no runs")?;
        let held = if median <= most { "held" } else { "missed" };
        println!("| {name} | {quickest:.1} | {median:.1} | {most} | {held} |");
    }
    println!("\nLoad at the end {}.", measure::load());
    Ok(())
}

/// Milliseconds that a run takes.
fn batch(program: &Path, input: &Path, out: &Path) -> Result<f64> {
    let before = job::seconds_of_children()?;
    for _ in 0..RUNS {
        let mut convert = Command::new(program);
        convert.arg("convert").arg(input).arg("-o").arg(out).args(["--force", "-q"]);
        let status = convert.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        ensure!(status.success(), "{}: {status}", input.display());
    }
    Ok((job::seconds_of_children()? - before) * 1e3 / f64::from(RUNS))
}
