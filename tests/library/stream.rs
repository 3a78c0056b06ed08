//! Rows one by one are the rows of the whole, or there are none.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use phuluc::{
    Document, Error, Format, Language, Reader, Remark, Row, RowFormat, RowSource, RowStream, StreamOptions,
    Streamed, write_rows,
};

use crate::expectations::testdata;

fn options(rows: usize) -> StreamOptions {
    let mut options = StreamOptions::default();
    options.at_least = 0;
    options.rows = rows;
    options
}

/// Every `.xlsx` below a folder, by name.
fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            workbooks(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "xlsx" || extension == "xlsm") {
            found.push(path);
        }
    }
}

/// A row without those below it.
fn alone(row: &Row) -> Row {
    let mut alone = row.clone();
    alone.children = Vec::new();
    alone
}

fn in_order(mut remarks: Vec<Remark>) -> Vec<Remark> {
    remarks.sort_by_key(|remark| remark.cell);
    remarks
}

/// Holds what is streamed against the whole.
fn hold(name: &str, bytes: &[u8], whole: &Document, stream: RowStream<'_>, reader: &Reader, rows: usize) {
    let at = stream.place();
    let (large, rest) = (&whole.appendices[at], stream.document().clone());
    assert_eq!(rest.findings, whole.findings, "{name}: findings");
    assert_eq!(rest.appendices.len(), whole.appendices.len(), "{name}: appendices");
    for (place, (one, other)) in rest.appendices.iter().zip(&whole.appendices).enumerate() {
        if place == at {
            let mut skeleton = other.clone();
            (skeleton.rows, skeleton.notes, skeleton.unmapped) = Default::default();
            assert_eq!(*one, skeleton, "{name}: the large table");
        } else {
            assert_eq!(one, other, "{name}: another table");
        }
    }
    let count = stream.row_count();
    let (mut read, mut notes, mut unmapped) = (Vec::new(), Vec::new(), Vec::new());
    for item in stream {
        match item.expect("an item") {
            Streamed::Row(row) => read.push(row),
            Streamed::Note(note) => notes.push(note),
            Streamed::Unmapped(cell) => unmapped.push(cell),
            _ => unreachable!(),
        }
    }
    let walked: Vec<Row> = large.walk().map(alone).collect();
    assert_eq!(read, walked, "{name}: rows");
    assert_eq!(count as usize, walked.len() + usize::from(large.total.is_some()), "{name}: row count");
    assert_eq!(in_order(notes), in_order(large.notes.clone()), "{name}: notes");
    assert_eq!(in_order(unmapped), in_order(large.unmapped.clone()), "{name}: unmapped");
    for (format, form) in [(RowFormat::Jsonl, Format::Jsonl), (RowFormat::Csv, Format::Csv)] {
        let again = reader.stream(name, Cursor::new(bytes), &options(rows)).expect("again");
        let mut out = Vec::new();
        write_rows(vec![RowSource::Rows(Box::new(again))], format, &mut out).expect("written");
        let all = phuluc::write(whole, form, Language::English).expect("written");
        assert!(out == all, "{name}: {form:?}");
    }
}

/// Streams a workbook in windows of so many rows each, and holds that against the whole; why
/// not, where it must be read as a whole. The error is what went wrong beside that.
pub(crate) fn hold_all(
    name: &str,
    bytes: &[u8],
    reader: &Reader,
    windows: &[usize],
) -> Result<Option<String>, Error> {
    let whole = reader.read_bytes(name, bytes);
    let mut refused = None;
    for rows in windows {
        match (reader.stream(name, Cursor::new(bytes), &options(*rows)), &whole) {
            (Ok(stream), Ok(whole)) => hold(name, bytes, whole, stream, reader, *rows),
            (Err(Error::Whole { reason, .. }), _) => refused = Some(reason.to_string()),
            (Err(error), Err(whole)) => {
                assert_eq!(error.to_string(), whole.to_string(), "{name}");
                refused = Some("it cannot be read at all".to_owned());
            }
            (Err(error), Ok(_)) => return Err(error),
            (Ok(_), Err(error)) => panic!("{name}: streamed, yet {error}"),
        }
    }
    Ok(refused)
}

#[test]
fn every_workbook_streams_alike_or_says_why_not() {
    let mut paths = Vec::new();
    workbooks(&testdata(""), &mut paths);
    let reader = crate::expectations::reader();
    let mut why: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut streamed = 0;
    for path in &paths {
        let name = path.strip_prefix(testdata("")).expect("within").display().to_string();
        let bytes = std::fs::read(path).expect("bytes");
        match hold_all(&name, &bytes, &reader, &[1000, 7, 1]).expect("streamed or refused") {
            Some(reason) => why.entry(reason).or_default().push(name),
            None => streamed += 1,
        }
    }
    let list = |(reason, names): (&String, &Vec<String>)| {
        format!("{} {reason}\n  {}\n", names.len(), names.join("\n  "))
    };
    let list: String = why.iter().map(list).collect();
    // What only the whole tells; read by a person.
    insta::assert_snapshot!("stream-refused", list);
    assert!(streamed * 10 > paths.len() * 7, "{streamed} of {}", paths.len());
}
