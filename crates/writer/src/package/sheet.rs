//! A sheet's part: the rows of its table, the numbers of its texts, its pages.

use phuluc_model::CellRef;

use super::strings::Strings;
use super::{Package, append, pipe};
use crate::WriteError;
use crate::body::{Body, Sample};

const HEADER: &str = "<headerFooter";
/// No header on the first page, which has no page number (Nghị định 30/2020/NĐ-CP).
const HEADER_BUT_FIRST: &str = "<headerFooter differentFirst=\"1\"";
/// A cell with a text, up to the text's number.
const TEXT: &str = " t=\"s\"><v>";
const ROW: &str = "<row r=\"";
const END: &str = "</sheetData>";

/// Writes a sheet's part, its texts numbered anew where there are strings.
pub(super) fn write(
    xml: &str,
    body: Option<&Body<'_>>,
    strings: Option<&mut Strings>,
    to: &mut Package,
) -> Result<(), WriteError> {
    let xml = xml.replacen(HEADER, HEADER_BUT_FIRST, 1);
    let Some(strings) = strings else { return append(to, &xml) };
    let Some(body) = body else { return append(to, &renumbered(&xml, strings)) };
    let (first, last) = body.plan.table();
    let (before, rest) = xml.split_at(rows_from(&xml, first));
    let (rows, after) = rest.split_at(rows_from(rest, last.saturating_add(1)));
    let style = |sample: &Sample| {
        let row = body.plan.rows.get(sample.row)?.at;
        style(rows, CellRef::new(row, u32::try_from(sample.column).ok()?))
    };
    let styles: Vec<Option<String>> = body.looks.all().iter().map(style).collect();
    let beside = beside(rows, body);
    append(to, &renumbered(before, strings))?;
    pipe::through(to, body.is_large(), |out| body.write(&styles, beside.as_deref(), strings, out))?;
    append(to, &renumbered(after, strings))
}

/// Where the rows from one on (counted from 0) begin, or all rows end.
fn rows_from(xml: &str, first: u32) -> usize {
    let number = |at: usize| {
        let rest = xml.get(at + ROW.len()..)?;
        rest.get(..rest.find('"')?)?.parse::<u32>().ok()
    };
    let mut rows = xml.match_indices(ROW).map(|(at, _)| at);
    let found = rows.find(|at| number(*at).is_some_and(|number| number > first));
    found.or_else(|| xml.find(END)).unwrap_or(xml.len())
}

/// The number of a cell's style.
fn style(rows: &str, cell: CellRef) -> Option<String> {
    let start = format!("<c r=\"{cell}\" s=\"");
    let rest = rows.get(rows.find(&start)? + start.len()..)?;
    Some(rest.get(..rest.find('"')?)?.to_owned())
}

/// The number of the style of the source's row numbers.
fn beside(rows: &str, body: &Body<'_>) -> Option<String> {
    let row = body.numbered_row()?;
    style(rows, CellRef::new(row, u32::try_from(body.plan.columns.len()).ok()?))
}

/// The same with the new numbers of its texts.
fn renumbered(xml: &str, strings: &mut Strings) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.find(TEXT) {
        let (before, after) = rest.split_at(at + TEXT.len());
        out.push_str(before);
        let (old, after) = after.split_at(after.find('<').unwrap_or(after.len()));
        match old.parse().ok().and_then(|old| strings.renumber(old)) {
            Some(number) => out.push_str(&number.to_string()),
            None => out.push_str(old),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
