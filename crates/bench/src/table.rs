//! Runs the jobs and prints their ratios.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::inputs;
use crate::measure::{self, Runs, Taken};
use crate::peers;

/// Runs of each job of this program.
const RUNS: usize = 5;
/// Runs of each peer that takes minutes.
const LONG_RUNS: usize = 1;

/// A bar: a job against another, in time or in memory.
struct Bar {
    what: &'static str,
    of: &'static str,
    to: &'static str,
    memory: bool,
    at_most: f64,
}

/// The jobs in the order of the table; `job::run` says what each does.
const JOBS: [&str; 13] = [
    "inflate",
    "scan",
    "calamine-stream",
    "calamine-range",
    "read",
    "check",
    "jsonl",
    "stream",
    "stream-jsonl",
    "deflate",
    "calamine-copy",
    "calamine-copy-constant",
    "convert",
];

const BARS: [Bar; 4] = [
    Bar { what: "reading, time", of: "read", to: "calamine-range", memory: false, at_most: 0.6 },
    Bar { what: "reading, peak memory", of: "read", to: "calamine-range", memory: true, at_most: 1.5 },
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

/// Ratios without a bar: how far from the limits, and from what offices' scripts use.
const BESIDE: [(&str, &str); 10] = [
    ("read", "inflate"),
    ("read", "scan"),
    ("read", "calamine-stream"),
    ("convert", "deflate"),
    ("convert", "calamine-copy"),
    ("python-calamine read", "read"),
    ("polars read", "read"),
    ("pandas read", "read"),
    ("openpyxl write", "convert"),
    ("pandas write", "convert"),
];

/// Everything that was measured.
#[derive(Default)]
struct Measured(Vec<(String, Runs)>);

impl Measured {
    fn of(&self, name: &str) -> Option<Taken> {
        self.0.iter().find(|(known, _)| known == name).and_then(|(_, runs)| runs.median().ok())
    }
}

/// Reading, checking and converting beside peers and limits.
pub(crate) fn ratios(works: u32) -> Result<()> {
    let input = measure::scratch("ratios")?.join("works.xlsx");
    inputs::list_of_works(&input, works)?;
    let counting = measure::program("phuluc-bench", "counting");
    if let Err(error) = &counting {
        eprintln!("allocations are not counted: {error:#}");
    }
    // What `deflate` packs anew.
    measure::quickest("convert", &input, 1)?;
    let xml = measure::quickest("inflate", &input, 1)?.amount as f64 / 1e6;
    let size = fs::metadata(&input)?.len() as f64 / 1e6;
    println!("{works} works in one sheet: {size:.1} MB, {xml:.0} MB of XML.");
    println!("Medians, and the spread of processor time; MB of the input's XML a second of wall clock.");
    println!("Load at the start {}.\n", measure::load());
    println!("| job | runs | seconds | processor s | spread | peak MiB | MB/s | allocations | amount |");
    println!("|---|---|---|---|---|---|---|---|---|");
    let busy = measure::is_busy();
    let mut all = Measured::default();
    for name in JOBS {
        let runs = measure::runs(name, RUNS, || measure::job(name, &input))?;
        let counted = counting.as_ref().ok().map(|program| allocations(program, name, &input));
        add(&mut all, name, runs, xml, counted.transpose()?)?;
    }
    match peers::Environment::new() {
        Ok(python) => {
            for name in peers::PEERS {
                let runs = measure::runs(name, LONG_RUNS, || Ok(python.job(name, &input)))?;
                add(&mut all, name, runs, xml, None)?;
            }
        }
        Err(error) => println!("\nPython's peers were left out: {error:#}"),
    }
    bars(&all, busy || measure::is_busy())?;
    beside(&all);
    println!("\nLoad at the end {}.", measure::load());
    Ok(())
}

fn add(all: &mut Measured, name: &str, runs: Runs, xml: f64, allocations: Option<u64>) -> Result<()> {
    let Taken { wall, processor, peak_kib, amount } = runs.median()?;
    println!(
        "| {name} | {} | {wall:.3} | {processor:.3} | {:.0} % | {:.0} | {:.0} | {} | {amount} |",
        runs.count(),
        runs.spread() * 100.0,
        peak_kib / 1024.0,
        xml / wall,
        allocations.map(|count| count.to_string()).unwrap_or_default(),
    );
    all.0.push((name.to_owned(), runs));
    Ok(())
}

/// Allocations of a job, counted in a run of its own: counting takes time.
fn allocations(program: &Path, name: &str, input: &Path) -> Result<u64> {
    let output = Command::new(program).arg(name).arg(input).output()?;
    let text = String::from_utf8(output.stdout)?;
    text.trim().parse().with_context(|| format!("{name}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Wall clock decides, for work may be shared by threads. Where others want the machine too,
/// the processor's time must say the same.
fn bars(all: &Measured, busy: bool) -> Result<()> {
    println!("\n| bar | wall clock | processor | at most | |\n|---|---|---|---|---|");
    for Bar { what, of, to, memory, at_most } in BARS {
        let (one, other) = all.of(of).zip(all.of(to)).context("a job that was not run")?;
        let wall = if memory { one.peak_kib / other.peak_kib } else { one.wall / other.wall };
        let processor = if memory { wall } else { one.processor / other.processor };
        let verdict = match (wall <= at_most, processor <= at_most) {
            (true, false) | (false, true) if busy => "not told: the machine was busy",
            (true, _) => "held",
            (false, _) => "missed",
        };
        println!("| {what} | {wall:.2} | {processor:.2} | {at_most} | {verdict} |");
    }
    Ok(())
}

fn beside(all: &Measured) {
    println!("\n| job | to | wall clock | processor | memory |\n|---|---|---|---|---|");
    for (one, other) in BESIDE {
        if let Some((first, second)) = all.of(one).zip(all.of(other)) {
            println!(
                "| {one} | {other} | {:.2} | {:.2} | {:.2} |",
                first.wall / second.wall,
                first.processor / second.processor,
                first.peak_kib / second.peak_kib
            );
        }
    }
}
