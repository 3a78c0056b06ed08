//! What is measured, each in a process of its own: the process prints seconds of wall
//! clock, seconds of processor and peak memory.

use std::fs::{self, File};
use std::io::{BufReader, Read, Write as _};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use calamine::{Data, DataRef, Reader as _, Xlsx};
use phuluc::{CheckOptions, Format, Language, MergeOptions};
use rust_xlsxwriter::Workbook;

/// Does a job on a file and prints what it took.
pub(crate) fn run(name: &str, input: &Path) -> Result<()> {
    if let Some(step) = name.strip_prefix("step-") {
        let (seconds, amount) = crate::corners::step(step, input)?;
        return print([seconds, seconds], amount);
    }
    let started = Instant::now();
    let amount = match name {
        "inflate" => inflate(input)?,
        "scan" => scan(input)?,
        "calamine-range" => range(input)?,
        "calamine-stream" => stream(input)?,
        "read" => phuluc::read(input)?.appendices.len() as u64,
        "check" => {
            let document = phuluc::read(input)?;
            phuluc::check(&document.appendices, &CheckOptions::default()).len() as u64
        }
        "jsonl" => rows(input)?,
        "merge" => {
            let bytes = fs::read(input)?;
            let submissions = phuluc::Reader::new().submissions("a.xlsx", &bytes)?;
            phuluc::merge(&submissions, &MergeOptions::default()).appendices.len() as u64
        }
        "diff" => {
            let document = phuluc::read(input)?;
            phuluc::diff(&document.appendices, &document.appendices, &phuluc::DiffOptions::default())
                .counts()
                .changed as u64
        }
        "convert" => {
            let document = phuluc::read(input)?;
            let bytes = phuluc::write(&document, Format::Xlsx, Language::Vietnamese)?;
            fs::write(input.with_extension("out.xlsx"), &bytes)?;
            bytes.len() as u64
        }
        "calamine-copy" => copy(input, false)?,
        "calamine-copy-constant" => copy(input, true)?,
        _ => bail!("{name}: no such job"),
    };
    let wall = started.elapsed().as_secs_f64();
    print([wall, processor_seconds()?], amount)
}

/// Prints seconds of wall clock and of processor, peak memory and what was made.
fn print([wall, processor]: [f64; 2], amount: u64) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{wall} {processor} {} {amount}", peak_kib()?)?;
    Ok(())
}

fn archive(input: &Path) -> Result<zip::ZipArchive<BufReader<File>>> {
    Ok(zip::ZipArchive::new(BufReader::new(File::open(input)?))?)
}

/// Every part that holds cells or texts, inflated and thrown away.
fn inflate(input: &Path) -> Result<u64> {
    let mut archive = archive(input)?;
    let mut bytes = 0;
    let mut buffer = vec![0; 64 * 1024];
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        loop {
            match part.read(&mut buffer)? {
                0 => break,
                read => bytes += read as u64,
            }
        }
    }
    Ok(bytes)
}

/// Every event of every part, thrown away.
fn scan(input: &Path) -> Result<u64> {
    let mut archive = archive(input)?;
    let mut events = 0;
    for at in 0..archive.len() {
        let mut xml = quick_xml::Reader::from_reader(BufReader::new(archive.by_index(at)?));
        let mut buffer = Vec::new();
        while !matches!(xml.read_event_into(&mut buffer)?, quick_xml::events::Event::Eof) {
            events += 1;
            buffer.clear();
        }
    }
    Ok(events)
}

fn workbook(input: &Path) -> Result<Xlsx<BufReader<File>>> {
    Ok(calamine::open_workbook(input)?)
}

fn range(input: &Path) -> Result<u64> {
    let mut workbook = workbook(input)?;
    let sheet = workbook.sheet_names().first().cloned().context("no sheet")?;
    Ok(workbook.worksheet_range(&sheet)?.used_cells().count() as u64)
}

fn stream(input: &Path) -> Result<u64> {
    let mut workbook = workbook(input)?;
    let sheet = workbook.sheet_names().first().cloned().context("no sheet")?;
    let mut cells = workbook.worksheet_cells_reader(&sheet)?;
    let mut count = 0;
    while let Some(cell) = cells.next_cell()? {
        count += u64::from(!matches!(cell.get_value(), DataRef::Empty));
    }
    Ok(count)
}

/// The same cells read by calamine and written by rust_xlsxwriter.
fn copy(input: &Path, constant_memory: bool) -> Result<u64> {
    let mut source = workbook(input)?;
    let name = source.sheet_names().first().cloned().context("no sheet")?;
    let range = source.worksheet_range(&name)?;
    let mut workbook = Workbook::new();
    let sheet = if constant_memory {
        workbook.add_worksheet_with_constant_memory()?
    } else {
        workbook.add_worksheet()
    };
    let mut written = 0;
    for (row, cells) in (0u32..).zip(range.rows()) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Data::Float(number) => _ = sheet.write_number(row, column, *number)?,
                Data::Int(number) => _ = sheet.write_number(row, column, *number as f64)?,
                Data::String(text) => _ = sheet.write_string(row, column, text)?,
                _ => continue,
            }
            written += 1;
        }
    }
    workbook.save(input.with_extension("copy.xlsx"))?;
    Ok(written)
}

fn rows(input: &Path) -> Result<u64> {
    let document = phuluc::read(input)?;
    Ok(phuluc::write(&document, Format::Jsonl, Language::Vietnamese)?.len() as u64)
}

/// User and system time of this process, from `/proc`.
fn processor_seconds() -> Result<f64> {
    /// Ticks a second on every Linux that this runs on.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
    Ok((ticks(11) + ticks(12)) / TICKS)
}

/// Processor time of the one thread that works, to the nanosecond.
pub(crate) fn thread_seconds() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: f64 = stat.split_whitespace().next().context("no schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}

fn peak_kib() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}
