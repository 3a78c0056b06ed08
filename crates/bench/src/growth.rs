//! How time and memory grow with the works.

use std::path::Path;

use anyhow::Result;

use crate::inputs;
use crate::measure::{self, Taken};

const WORKS: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// What is done, and its job; all but reading are measured without the reading before them.
const JOBS: [(&str, &str); 5] = [
    ("read", "read"),
    ("check", "only-check"),
    ("merge", "only-merge"),
    ("diff", "only-diff"),
    ("write", "only-write"),
];
/// Runs of each job, of which the quickest counts, and works from which one is enough.
const RUNS: usize = 3;
const LONG: u32 = 1_000_000;

/// Prints what each job takes from a thousand works to `most`, and the exponents of straight
/// lines in logarithms.
pub(crate) fn growth(most: u32, wanted: &[&str]) -> Result<()> {
    let sizes: Vec<u32> = WORKS.into_iter().filter(|works| *works <= most).collect();
    let folder = measure::scratch("growth")?;
    for works in &sizes {
        inputs::list_of_works(&folder.join(format!("{works}.xlsx")), *works)?;
    }
    println!(
        "Processor seconds, without reading but for the first line, and peak MiB of the process; \
         the quickest of {RUNS} runs, one from {LONG} works on; load {}\n",
        measure::load()
    );
    let head: Vec<String> = sizes.iter().map(|works| format!("{works} works")).collect();
    println!("| job | {} | exponent of time | of memory |", head.join(" | "));
    println!("|---|{}---|---|", "---|".repeat(sizes.len()));
    for (what, job) in JOBS.iter().filter(|(what, _)| wanted.is_empty() || wanted.contains(what)) {
        line(&folder, what, job, &sizes)?;
    }
    println!("\nload at the end {}", measure::load());
    Ok(())
}

fn line(folder: &Path, what: &str, job: &str, sizes: &[u32]) -> Result<()> {
    let mut taken: Vec<(f64, Taken)> = Vec::new();
    for works in sizes {
        let runs = if *works >= LONG { 1 } else { RUNS };
        let one = measure::quickest(job, &folder.join(format!("{works}.xlsx")), runs)?;
        taken.push((f64::from(*works).ln(), one));
    }
    let cells: Vec<String> = taken
        .iter()
        .map(|(_, one)| format!("{:.3} s, {:.0}", one.processor, one.peak_kib / 1024.0))
        .collect();
    // The first point is mostly what a process costs in any case.
    let points = |of: fn(&Taken) -> f64| -> Vec<(f64, f64)> {
        taken.iter().skip(1).map(|(works, one)| (*works, of(one).ln())).collect()
    };
    let time = exponent(&points(|taken| taken.processor));
    let memory = exponent(&points(|taken| taken.peak_kib));
    println!("| {what} | {} | {time:.2} | {memory:.2} |", cells.join(" | "));
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
