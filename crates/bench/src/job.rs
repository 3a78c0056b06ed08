//! What is measured, each in a process of its own: the process prints seconds of wall
//! clock, seconds of processor and peak memory. A job is a line in [`done`].

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Cursor, Read, Write as _};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use calamine::{Data, DataRef, Reader as _, Xlsx};
use phuluc::{
    CheckOptions, Document, Format, Language, MergeOptions, RowFormat, RowSource, RowStream, StreamOptions,
    write_rows,
};
use rust_xlsxwriter::Workbook;

/// Does a job on a file and prints what it took.
pub(crate) fn run(name: &str, input: &Path) -> Result<()> {
    if let Some(step) = name.strip_prefix("step-") {
        let (seconds, amount) = crate::corners::step(step, input)?;
        return print([seconds, seconds], amount);
    }
    let mut clock = Clock::start();
    let amount = done(name, input, &mut clock)?;
    print([clock.started.elapsed().as_secs_f64(), processor_seconds() - clock.processor], amount)
}

/// When the part of a job began that counts.
pub(crate) struct Clock {
    started: Instant,
    processor: f64,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), processor: processor_seconds() }
    }
}

/// Does a job; gives how much it made. `clock` begins again where what came before was to get ready.
pub(crate) fn done(name: &str, input: &Path, clock: &mut Clock) -> Result<u64> {
    let read = || -> Result<Document> { Ok(reader().read_path(input)?) };
    Ok(match name {
        "inflate" => inflate(input)?,
        "scan" => scan(input)?,
        "deflate" => deflate(&written(input), clock)?,
        "calamine-range" => range(input)?,
        "calamine-stream" => stream(input)?,
        "calamine-copy" => copy(input, false)?,
        "calamine-copy-constant" => copy(input, true)?,
        "read" => read()?.appendices.len() as u64,
        "check" => check(&read()?),
        "jsonl" => phuluc::write(&read()?, Format::Jsonl, Language::Vietnamese)?.len() as u64,
        "stream" => streamed(input)?.filter(Result::is_ok).count() as u64,
        "stream-jsonl" => {
            let rows = vec![RowSource::Rows(Box::new(streamed(input)?))];
            write_rows(rows, RowFormat::Jsonl, BufWriter::new(File::create(input.with_extension("jsonl"))?))?;
            fs::metadata(input.with_extension("jsonl"))?.len()
        }
        "convert" => write(&read()?, input)?,
        "only-check" => check(&ready(read()?, clock)),
        "only-write" => write(&ready(read()?, clock), input)?,
        "only-diff" => {
            let document = ready(read()?, clock);
            phuluc::diff(&document.appendices, &document.appendices, &phuluc::DiffOptions::default())
                .counts()
                .changed as u64
        }
        "only-merge" => {
            let submissions = reader().submissions("a.xlsx", &fs::read(input)?)?;
            let submissions = ready(submissions, clock);
            phuluc::merge(&submissions, &MergeOptions::default()).appendices.len() as u64
        }
        _ => bail!("{name}: no such job"),
    })
}

/// What a job needs, from which on it counts.
fn ready<T>(made: T, clock: &mut Clock) -> T {
    *clock = Clock::start();
    made
}

/// Prints seconds of wall clock and of processor, peak memory and what was made.
fn print([wall, processor]: [f64; 2], amount: u64) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{wall} {processor} {} {amount}", peak_kib()?)?;
    Ok(())
}

/// A million works hold more text than the usual limit lets in; on the command line,
/// `--limit unzipped-bytes=8589934592`.
fn reader() -> phuluc::Reader {
    let mut limits = phuluc::Limits::default();
    limits.unzipped_bytes = 8 << 30;
    phuluc::Reader::new().limits(limits)
}

/// Rows one by one.
fn streamed(input: &Path) -> Result<RowStream<'static>> {
    Ok(reader().stream_path(input, &StreamOptions::default())?)
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

fn check(document: &Document) -> u64 {
    phuluc::check(&document.appendices, &CheckOptions::default()).len() as u64
}

/// Where the official workbook of an input is written.
fn written(input: &Path) -> std::path::PathBuf {
    input.with_extension("out.xlsx")
}

fn write(document: &Document, input: &Path) -> Result<u64> {
    let bytes = phuluc::write(document, Format::Xlsx, Language::Vietnamese)?;
    fs::write(written(input), &bytes)?;
    Ok(bytes.len() as u64)
}

/// The parts of the official workbook packed anew, at the level of rust_xlsxwriter: that of the
/// crate that both pack with.
fn deflate(workbook: &Path, clock: &mut Clock) -> Result<u64> {
    let mut archive = archive(workbook)?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        parts.push((part.name()?.into_owned(), bytes));
    }
    let parts = ready(parts, clock);
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        packed.start_file(name, zip::write::SimpleFileOptions::default())?;
        packed.write_all(&bytes)?;
    }
    Ok(packed.finish()?.into_inner().len() as u64)
}

/// Processor time of all threads of this process, those that ended too.
fn processor_seconds() -> f64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    spent.tv_sec as f64 + spent.tv_nsec as f64 / 1e9
}

/// Processor time of the processes that this one waited for, and of theirs.
pub(crate) fn seconds_of_children() -> Result<f64> {
    Ok(ticks(13)? + ticks(14)?)
}

/// A time in `/proc/self/stat`, by its place behind the program's name, in seconds.
fn ticks(at: usize) -> Result<f64> {
    /// Ticks a second on every Linux that this runs on.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")?;
    let field = stat.rsplit(") ").next().and_then(|fields| fields.split(' ').nth(at));
    Ok(field.context("no such time in /proc/self/stat")?.parse::<f64>()? / TICKS)
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
