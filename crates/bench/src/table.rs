//! Runs the jobs and prints their ratios.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::inputs;

/// Runs of each job, of which the quickest counts.
const RUNS: usize = 3;

/// What a job took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    wall: f64,
    pub(crate) processor: f64,
    pub(crate) peak_kib: f64,
    amount: u64,
}

/// A bar: a job against another, in time or in memory.
struct Bar {
    what: &'static str,
    of: &'static str,
    to: &'static str,
    memory: bool,
    at_most: f64,
}

const JOBS: [&str; 10] = [
    "inflate",
    "scan",
    "calamine-stream",
    "calamine-range",
    "read",
    "check",
    "jsonl",
    "calamine-copy",
    "calamine-copy-constant",
    "convert",
];

const BARS: [Bar; 4] = [
    Bar { what: "reading, time", of: "read", to: "calamine-range", memory: false, at_most: 0.6 },
    Bar { what: "reading, memory", of: "read", to: "calamine-range", memory: true, at_most: 1.5 },
    Bar {
        what: "reading and checking, time",
        of: "check",
        to: "calamine-range",
        memory: false,
        at_most: 0.8,
    },
    Bar {
        what: "converting, time",
        of: "convert",
        to: "calamine-copy-constant",
        memory: false,
        at_most: 0.9,
    },
];

/// Reading, checking and converting beside peers and limits.
pub(crate) fn ratios(works: u32) -> Result<()> {
    let input = scratch("ratios")?.join("works.xlsx");
    inputs::list_of_works(&input, works)?;
    let size = fs::metadata(&input)?.len() as f64 / 1e6;
    println!("{works} works in one sheet, {size:.1} MB; the quickest of {RUNS} runs\n");
    println!("| job | seconds | processor s | peak MiB | MB/s | amount |\n|---|---|---|---|---|---|");
    let mut all: Vec<(&str, Taken)> = Vec::new();
    for name in JOBS {
        let taken = quickest(name, &input)?;
        let Taken { wall, processor, peak_kib, amount } = taken;
        println!(
            "| {name} | {wall:.3} | {processor:.2} | {:.0} | {:.1} | {amount} |",
            peak_kib / 1024.0,
            size / wall
        );
        all.push((name, taken));
    }
    println!("\n| bar | ratio | at most | |\n|---|---|---|---|");
    for Bar { what, of, to, memory, at_most } in BARS {
        let find = |name| all.iter().find(|(known, _)| *known == name).map(|(_, taken)| *taken);
        let (one, other) = find(of).zip(find(to)).context("a job that was not run")?;
        let of = |taken: Taken| if memory { taken.peak_kib } else { taken.wall };
        let ratio = of(one) / of(other);
        let held = if ratio <= at_most { "held" } else { "missed" };
        println!("| {what} | {ratio:.2} | {at_most} | {held} |");
    }
    Ok(())
}

/// How time and memory grow with the works: exponents of a straight line in logarithms.
pub(crate) fn growth() -> Result<()> {
    const WORKS: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];
    const JOBS: [&str; 5] = ["read", "check", "merge", "diff", "convert"];
    let folder = scratch("growth")?;
    println!(
        "| job | {} | exponent of time | of memory |",
        WORKS.map(|works| format!("{works} works")).join(" | ")
    );
    println!("|---|{}---|---|", "---|".repeat(WORKS.len()));
    for works in WORKS {
        inputs::list_of_works(&folder.join(format!("{works}.xlsx")), works)?;
    }
    for name in JOBS {
        let mut taken = Vec::new();
        for works in WORKS {
            taken.push(quickest(name, &folder.join(format!("{works}.xlsx")))?);
        }
        let cells: Vec<String> = taken
            .iter()
            .map(|one| format!("{:.2} s, {:.0} MiB", one.processor, one.peak_kib / 1024.0))
            .collect();
        let points = |of: fn(&Taken) -> f64| -> Vec<(f64, f64)> {
            WORKS.iter().zip(&taken).map(|(works, one)| (f64::from(*works).ln(), of(one).ln())).collect()
        };
        // The first point is mostly what a process costs in any case.
        let time = exponent(points(|taken| taken.processor).get(1..).unwrap_or_default());
        let memory = exponent(points(|taken| taken.peak_kib).get(1..).unwrap_or_default());
        println!("| {name} | {} | {time:.2} | {memory:.2} |", cells.join(" | "));
    }
    Ok(())
}

/// The slope of the straight line that fits points best.
pub(crate) fn exponent(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let below: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    above / below
}

pub(crate) fn scratch(name: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("phuluc-bench-{name}"));
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

pub(crate) fn quickest(name: &str, input: &Path) -> Result<Taken> {
    let mut best = measure(name, input)?;
    for _ in 1..RUNS {
        let next = measure(name, input)?;
        if next.processor < best.processor {
            best = next;
        }
    }
    Ok(best)
}

/// Does a job in a process of its own.
fn measure(name: &str, input: &Path) -> Result<Taken> {
    let output = Command::new(std::env::current_exe()?).args(["job", name]).arg(input).output()?;
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
