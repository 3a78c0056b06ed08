//! How the time of each step grows where a workbook is mostly of one kind of thing.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use phuluc::{
    Appendix, CheckOptions, DiffOptions, Document, Format, Language, MergeOptions, Reader, Report,
    Submission, TextOptions, UnitSubmission, Value,
};

use crate::growth;
use crate::hard::{CORNERS, Corner};
use crate::job;
use crate::measure::{self, Taken};

/// Steps, each measured without the reading before it.
const STEPS: [&str; 12] = [
    "read",
    "check",
    "report",
    "text",
    "json",
    "sarif",
    "html",
    "annotate",
    "convert",
    "diff",
    "diff-renamed",
    "merge",
];
/// Runs of each, of which the quickest counts.
const RUNS: usize = 3;
/// An exponent above which a step is marked. Sorting and caches alone give more than 1.
const STEEP: f64 = 1.15;
/// Seconds below which noise decides.
const SHORT: f64 = 0.05;

/// Prints for every corner and step what it took at three sizes, and the exponent. `wanted` are
/// names of corners and steps; all where there are none.
pub(crate) fn corners(wanted: &[&str]) -> Result<()> {
    let folder = measure::scratch("corners")?;
    println!("| corner | step | a quarter, s | a half, s | whole, s | MiB | exponent | |");
    println!("|---|---|---|---|---|---|---|---|");
    let named = |name: &str, all: &[&str]| {
        let asked: Vec<&&str> = wanted.iter().filter(|wanted| all.contains(*wanted)).collect();
        asked.is_empty() || asked.iter().any(|wanted| **wanted == name)
    };
    let all = CORNERS.map(|corner| corner.name);
    for Corner { name, what, most, make } in CORNERS.iter().filter(|corner| named(corner.name, &all)) {
        let sizes = [most / 4, most / 2, *most];
        let files = sizes.map(|size| folder.join(format!("{name}-{size}.xlsx")));
        for (file, size) in files.iter().zip(sizes) {
            make(file, size)?;
        }
        for step in STEPS.iter().filter(|step| named(step, &STEPS)) {
            let [quarter, half, whole] = &files;
            let job = format!("step-{step}");
            let last = measure::quickest(&job, whole, RUNS)?;
            if last.processor < SHORT {
                println!("| {most} {what} | {step} | | | {:.3} | | | short |", last.processor);
                continue;
            }
            let of = |file| measure::quickest(&job, file, RUNS);
            let taken = [of(quarter)?, of(half)?, last];
            line(&format!("{most} {what}"), step, &sizes, &taken);
        }
    }
    Ok(())
}

fn line(corner: &str, step: &str, sizes: &[u32], taken: &[Taken]) {
    let points = sizes.iter().zip(taken).map(|(size, one)| (f64::from(*size).ln(), one.processor.ln()));
    let exponent = growth::exponent(&points.collect::<Vec<_>>());
    let peak = taken.last().map_or(0.0, |one| one.peak_kib / 1024.0);
    let seconds: Vec<String> = taken.iter().map(|one| format!("{:.3}", one.processor)).collect();
    let mark = if exponent > STEEP { "steep" } else { "" };
    println!("| {corner} | {step} | {} | {peak:.0} | {exponent:.2} | {mark} |", seconds.join(" | "));
}

/// Does one step; gives its seconds of processor and what it made.
pub(crate) fn step(name: &str, input: &Path) -> Result<(f64, u64)> {
    let bytes = std::fs::read(input)?;
    let reader = Reader::new();
    let start = job::thread_seconds()?;
    let document = reader.read_bytes("a.xlsx", &bytes)?;
    if name == "read" {
        return Ok((job::thread_seconds()? - start, document.appendices.len() as u64));
    }
    let language = Language::Vietnamese;
    let prepared = match name {
        "text" | "json" | "sarif" | "html" | "annotate" => Some(report(document.clone())),
        _ => None,
    };
    let made = || prepared.as_ref().context("no report");
    let other = if name == "diff-renamed" { renamed(&document.appendices) } else { Vec::new() };
    let start = job::thread_seconds()?;
    let amount = match name {
        "check" => phuluc::check(&document.appendices, &CheckOptions::default()).len(),
        "report" => report(document).files.first().map_or(0, |file| file.entries.len()),
        "text" => made()?.to_text(&TextOptions::new(language).infos(true)).len(),
        "json" => made()?.to_json(language).len(),
        "sarif" => made()?.to_sarif(language).len(),
        "html" => made()?.to_html(language).len(),
        "annotate" => {
            let file = made()?.files.first().context("no file")?;
            reader.annotate("a.xlsx", &bytes, file, language)?.len()
        }
        "convert" => phuluc::write(&document, Format::Xlsx, language)?.len(),
        "diff" => {
            let found = phuluc::diff(&document.appendices, &document.appendices, &DiffOptions::default());
            found.counts().changed
        }
        "diff-renamed" => {
            phuluc::diff(&document.appendices, &other, &DiffOptions::default()).counts().changed
        }
        "merge" => {
            let sent = UnitSubmission { file: "a.xlsx".to_owned(), document, ..UnitSubmission::default() };
            phuluc::merge(&[sent], &MergeOptions::default()).appendices.len()
        }
        _ => bail!("{name}: no such step"),
    };
    Ok((job::thread_seconds()? - start, amount as u64))
}

fn report(document: Document) -> Report {
    let submission = Submission { name: "a.xlsx".to_owned(), document, ..Submission::default() };
    phuluc::report(vec![submission], &CheckOptions::default())
}

/// The same appendices with another word in every text of every row, so that no row is quite the same.
fn renamed(appendices: &[Appendix]) -> Vec<Appendix> {
    let mut appendices = appendices.to_vec();
    for appendix in &mut appendices {
        let mut open: Vec<&mut phuluc::Row> = appendix.rows.iter_mut().collect();
        while let Some(row) = open.pop() {
            for value in &mut row.values {
                if let Value::Text(Some(text)) = value {
                    *text = format!("{text} mới").into();
                }
            }
            open.extend(row.children.iter_mut());
        }
    }
    appendices
}
