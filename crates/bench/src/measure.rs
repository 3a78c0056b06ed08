//! Processes that do one job each, and what they took.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// What a job took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    pub(crate) wall: f64,
    pub(crate) processor: f64,
    pub(crate) peak_kib: f64,
    pub(crate) amount: u64,
}

/// What several runs of a job took, the quickest first.
#[derive(Debug, Clone)]
pub(crate) struct Runs(Vec<Taken>);

impl Runs {
    /// The median of each thing that was measured, which may be of different runs.
    pub(crate) fn median(&self) -> Result<Taken> {
        let middle = |of: fn(&Taken) -> f64| -> Option<f64> {
            let mut all: Vec<f64> = self.0.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 2).copied()
        };
        let any = self.0.first().context("a job without runs")?;
        Ok(Taken {
            wall: middle(|taken| taken.wall).unwrap_or_default(),
            processor: middle(|taken| taken.processor).unwrap_or_default(),
            peak_kib: middle(|taken| taken.peak_kib).unwrap_or_default(),
            amount: any.amount,
        })
    }

    /// How far the slowest is from the quickest by the processor's time, in parts of the median.
    pub(crate) fn spread(&self) -> f64 {
        let middle = self.0.get(self.0.len() / 2).map_or(1.0, |taken| taken.processor.max(0.01));
        let ends = self.0.first().zip(self.0.last());
        ends.map_or(0.0, |(first, last)| (last.processor - first.processor) / middle)
    }

    pub(crate) const fn count(&self) -> usize {
        self.0.len()
    }
}

/// Runs a command that prints what it took, so many times.
pub(crate) fn runs(name: &str, times: usize, command: impl Fn() -> Result<Command>) -> Result<Runs> {
    let mut all = Vec::new();
    for _ in 0..times {
        all.push(taken(name, &mut command()?)?);
    }
    all.sort_by(|one, other| one.processor.total_cmp(&other.processor));
    Ok(Runs(all))
}

/// A job of this program in a process of its own.
pub(crate) fn job(name: &str, input: &Path) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["job", name]).arg(input);
    Ok(command)
}

/// The quickest of so many runs of a job.
pub(crate) fn quickest(name: &str, input: &Path, times: usize) -> Result<Taken> {
    quickest_of(name, times, || job(name, input))
}

/// The quickest of so many runs of a command.
pub(crate) fn quickest_of(name: &str, times: usize, command: impl Fn() -> Result<Command>) -> Result<Taken> {
    runs(name, times, command)?.0.first().copied().context("a job without runs")
}

/// Runs a command that prints seconds of wall clock and of processor, its peak memory in KiB
/// and what it made.
fn taken(name: &str, command: &mut Command) -> Result<Taken> {
    let output = command.output().with_context(|| name.to_owned())?;
    ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    let text = String::from_utf8(output.stdout)?;
    let mut fields = text.split_whitespace();
    let mut next = || fields.next().context("a job printed too little");
    Ok(Taken {
        wall: next()?.parse()?,
        processor: next()?.parse()?,
        peak_kib: next()?.parse()?,
        amount: next()?.parse()?,
    })
}

/// A folder of the bench's own, kept between runs.
pub(crate) fn scratch(name: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("phuluc-bench-{name}"));
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

/// A program of a package of this workspace, built as this one is.
pub(crate) fn program(package: &str, name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let program = own.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    // Where cargo runs this program, it can bring others up to date.
    if let Some(cargo) = std::env::var_os("CARGO") {
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--package", package, "--bin", name]);
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        build.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
        ensure!(build.status()?.success(), "{name} could not be built");
    }
    ensure!(program.exists(), "{} is not there: build it first", program.display());
    Ok(program)
}

/// The machine's load, for the reader of a table: what else ran at the time.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("not known").to_owned()
}

/// Whether so much else runs that wall clock says little.
pub(crate) fn is_busy() -> bool {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    load().parse::<f64>().is_ok_and(|load| load >= cores as f64)
}
