//! What the tests of the containers share: fixtures, the text form that other
//! programs' readings are kept in, calamine as oracle, and damage.

use std::fmt::Write as _;
use std::path::PathBuf;

use calamine::{Data, Reader};
use phuluc_model::CellRef;

use crate::error::OpenError;
use crate::grid::{CellValue, RichText, Sheet, Workbook};
use crate::limits::Limits;

/// A file under `testdata`.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata")).join(name)
}

/// The workbook in the text form of `testdata/containers/make.py`.
pub(crate) fn dump(book: &Workbook) -> String {
    let mut out = format!("dates {}\n", u8::from(book.date_1904));
    for sheet in &book.sheets {
        writeln!(out, "sheet {} {}", u8::from(sheet.hidden), sheet.name).unwrap();
        dump_cells(&mut out, book, sheet);
        for range in &sheet.merges {
            writeln!(out, "merge {range}").unwrap();
        }
        writeln!(out, "rows {}", each(&sheet.hidden_rows)).unwrap();
        writeln!(out, "columns {}", each(&sheet.hidden_columns)).unwrap();
        for note in &sheet.notes {
            writeln!(out, "note {} {} {}", note.at, note.author, escape(&note.text.text)).unwrap();
        }
    }
    out
}

fn dump_cells(out: &mut String, book: &Workbook, sheet: &Sheet) {
    for cell in &sheet.cells {
        let style = book.style(cell.style);
        let look = format!(
            "{}|{}{}|{}",
            book.font_name(style.font),
            u8::from(style.bold),
            u8::from(style.italic),
            style.indent
        );
        let (runs, value) = match &cell.value {
            CellValue::Text(text) => (runs(book, text), format!("t {}", short(&text.text))),
            CellValue::Number(n) if n.rounded && n.value.abs() < rust_decimal::Decimal::new(1, 9) => {
                (String::new(), "n noise".to_owned())
            }
            CellValue::Number(n) => (String::new(), format!("n {}", n.value)),
            CellValue::Bool(value) => (String::new(), format!("b {}", u8::from(*value))),
            CellValue::Error(error) => (String::new(), format!("e {error}")),
            CellValue::None => (String::new(), "none".to_owned()),
        };
        writeln!(out, "{}\t{look}\t{runs}\t{value}", cell.at).unwrap();
    }
}

fn runs(book: &Workbook, text: &RichText) -> String {
    let stored = text.runs.iter().filter_map(|run| run.font.map(|font| (run.start, font)));
    let names = stored.map(|(start, font)| {
        format!("{}:{}", text.text[..start].encode_utf16().count(), book.font_name(font))
    });
    names.collect::<Vec<_>>().join(",")
}

fn each(ranges: &[(u32, u32)]) -> String {
    ranges
        .iter()
        .flat_map(|(first, last)| *first..=*last)
        .map(|at| at.to_string())
        .collect::<Vec<_>>()
        .join(" ")
}

fn short(text: &str) -> String {
    if text.len() <= 200 {
        return escape(text);
    }
    let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325, fnv);
    format!("{}... {} {hash:016x}", escape(&text.chars().take(10).collect::<String>()), text.len())
}

/// As Python's `ascii`.
fn escape(text: &str) -> String {
    let one = |c: char| match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        ' '..='~' => c.to_string(),
        _ if (c as u32) < 0x100 => format!("\\x{:02x}", c as u32),
        _ if (c as u32) < 0x10000 => format!("\\u{:04x}", c as u32),
        _ => format!("\\U{:08x}", c as u32),
    };
    text.chars().map(one).collect()
}

/// Compares with the form kept beside the fixture, line by line.
pub(crate) fn assert_dump(book: &Workbook, kept: &str) {
    let kept = String::from_utf8(fixture(kept)).unwrap();
    let ours = dump(book);
    for (ours, kept) in ours.lines().zip(kept.lines()) {
        assert_eq!(ours.trim_end(), kept.trim_end());
    }
    assert_eq!(ours.lines().count(), kept.lines().count());
}

/// Compares every value with calamine's; returns how many cells agreed.
pub(crate) fn assert_like_calamine<R>(book: &Workbook, mut oracle: R) -> usize
where
    R: Reader<std::io::Cursor<Vec<u8>>>,
    R::Error: std::fmt::Debug,
{
    let mut agreed = 0;
    for sheet in &book.sheets {
        let range = oracle.worksheet_range(&sheet.name).unwrap();
        let (row, column) = range.start().unwrap_or_default();
        let cells =
            range.used_cells().map(|(r, c, data)| (CellRef::new(row + r as u32, column + c as u32), data));
        let theirs: Vec<_> =
            cells.filter(|(_, data)| !matches!(data, Data::String(text) if text.is_empty())).collect();
        let places: Vec<_> = theirs.iter().map(|(at, _)| *at).collect();
        assert_eq!(sheet.cells.iter().map(|cell| cell.at).collect::<Vec<_>>(), places, "{}", sheet.name);
        for (cell, (at, data)) in sheet.cells.iter().zip(theirs) {
            assert!(same(&cell.value, data), "{} {at}: {:?} is not {data:?}", sheet.name, cell.value);
            agreed += 1;
        }
    }
    agreed
}

fn same(ours: &CellValue, theirs: &Data) -> bool {
    let figure = |float: f64| *ours == crate::assemble::number(float);
    match theirs {
        Data::Int(int) => figure(*int as f64),
        Data::Float(float) => figure(*float),
        Data::DateTime(date) => figure(date.as_f64()),
        Data::Bool(value) => *ours == CellValue::Bool(*value),
        Data::Error(error) => matches!(ours, CellValue::Error(text) if **text == error.to_string()),
        Data::String(text) => matches!(ours, CellValue::Text(ours) if *ours.text == **text),
        other => panic!("{other:?}"),
    }
}

/// Reads damaged copies of a file: a few bytes changed, a stretch cut out or the end
/// cut off, always the same ones. Any answer will do but a panic; limits are small
/// so that none takes long.
pub(crate) fn read_damaged(
    bytes: &[u8],
    rounds: u64,
    read: impl Fn(&[u8], &Limits) -> Result<Workbook, OpenError>,
) -> usize {
    let limits = Limits { cells: 200_000, unzipped_bytes: 64 << 20, ..Limits::default() };
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let mut still_read = 0;
    for round in 0..rounds {
        let mut copy = bytes.to_vec();
        for _ in 0..=next(6) {
            let (at, value) = (next(copy.len()), next(256) as u8);
            copy[at] = [value, 0, 0xFF, copy[at] ^ 1 << (value & 7)][next(4)];
        }
        match round % 10 {
            8 => copy.truncate(next(bytes.len())),
            9 => {
                let from = next(copy.len());
                let to = (from + next(512)).min(copy.len());
                copy.drain(from..to);
            }
            _ => {}
        }
        still_read += usize::from(read(&copy, &limits).is_ok());
    }
    still_read
}
