//! Which rows below a header are its table, and where the table is over.

use phuluc_model::text::fold;
use phuluc_model::{ColumnType, Vocabulary, code_form, code_normal_form};

use crate::figures::{self, FigureText};
use crate::grid::{Cell, CellValue};
use crate::header::HeaderMatch;
use crate::view::SheetView;

/// What a row below a header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowLook {
    /// An outline number or figures with a name.
    Data,
    /// Words in the table's columns only.
    Words,
    /// A footnote or signature: the table is over.
    End,
    /// Cells that make no row.
    Stray,
    /// The header again, at a page break, or a row of column numbers.
    Header,
}

/// The rows of a table, and the last row that it reaches.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) rows: Vec<u32>,
    /// Rows of headers repeated in the table.
    pub(crate) headers: Vec<u32>,
    /// From this row on the table is over.
    pub(crate) end: u32,
}

/// Finds the rows of a table between its header and a row where something else begins.
pub(crate) fn find(view: &SheetView<'_>, header: &HeaderMatch, repeats: &[&HeaderMatch], stop: u32) -> Body {
    let first = header.rows.1 + 1;
    let mut body = Body { end: stop, ..Body::default() };
    // Rows of words only, until a row of data or the end says what they are.
    let mut pending: Vec<u32> = Vec::new();
    let mut gap_from = None;
    let mut previous = header.rows.1;
    for row in view.rows_between(first, stop) {
        let other = repeats.get(repeats.partition_point(|other| other.rows.1 < row));
        let repeated = other.is_some_and(|other| other.rows.0 <= row);
        let look = if repeated { RowLook::Header } else { look(view, header, row) };
        if row > previous + 1 && gap_from.is_none() {
            gap_from = Some(row);
        }
        previous = row;
        match look {
            RowLook::Data => {
                body.rows.append(&mut pending);
                body.rows.push(row);
                gap_from = None;
            }
            RowLook::Words => pending.push(row),
            RowLook::Header => body.headers.push(row),
            RowLook::Stray => {}
            RowLook::End => {
                body.end = row;
                break;
            }
        }
    }
    // Words after a blank row are lines below the table; words right under it belong to it.
    let last_of_table = gap_from.unwrap_or(u32::MAX);
    let (inside, below): (Vec<u32>, Vec<u32>) = pending.into_iter().partition(|row| *row < last_of_table);
    body.rows.extend(inside);
    if let Some(first_below) = below.first() {
        body.end = body.end.min(*first_below);
    }
    body.headers.retain(|row| *row < body.end);
    // Whatever stands below the last row of the table is not of the table.
    let last = body.rows.last().copied().max(body.headers.last().copied()).unwrap_or(header.rows.1);
    body.end = body.end.min(last + 1);
    body
}

fn look(view: &SheetView<'_>, header: &HeaderMatch, row: u32) -> RowLook {
    let mut code = false;
    let mut figures = 0u32;
    let mut texts = 0;
    let mut label = String::new();
    for (_, cell) in view.row(row).filter(|(_, cell)| !view.is_empty(cell)) {
        match field_kind(header, cell) {
            Some(ColumnType::Code) => code |= is_code(view, cell, &mut label),
            Some(ColumnType::Text) => texts += 1,
            Some(_) => figures += u32::from(is_figure(view, cell)),
            None => {}
        }
    }
    if texts + figures > 1 && crate::header::is_numbering(view, row) {
        return RowLook::Header;
    }
    let named = texts > 0 || !label.is_empty();
    // Notes and signatures have no figures.
    if figures == 0 && ends_table(view, row) {
        return RowLook::End;
    }
    match (named, code, figures) {
        (true, true, _) | (true, _, 1..) => RowLook::Data,
        (true, false, 0) if texts >= 2 => RowLook::Data,
        (true, false, 0) => RowLook::Words,
        (false, true, 1..) => RowLook::Data,
        (false, ..) => RowLook::Stray,
    }
}

/// Whether a cell of a figure column holds one; words there make no row by themselves.
fn is_figure(view: &SheetView<'_>, cell: &Cell) -> bool {
    match &cell.value {
        CellValue::Text(_) => !matches!(figures::read(&view.text(cell)), FigureText::Words),
        _ => true,
    }
}

/// Whether the code column holds an outline number; other words there are a label.
fn is_code(view: &SheetView<'_>, cell: &Cell, label: &mut String) -> bool {
    let text = view.text(cell);
    let fits = code_normal_form(&text).is_some_and(|code| code_form(&code) != phuluc_model::CodeForm::None);
    if !fits && !view.is_date(cell) {
        *label = text;
        return false;
    }
    true
}

fn field_kind(header: &HeaderMatch, cell: &Cell) -> Option<ColumnType> {
    let column = header.columns.iter().find(|column| column.column == cell.at.column)?;
    header.layout.columns.get(column.field?.0).map(|column| column.kind)
}

/// Footnotes and signatures, by the words of any cell.
fn ends_table(view: &SheetView<'_>, row: u32) -> bool {
    let patterns = &Vocabulary::get().line;
    let ends = |cell: &Cell| {
        let text = view.text(cell);
        let folded = fold(&text);
        patterns.note.is_match(&folded)
            || patterns.footnote.is_match(&text)
            || patterns.signature.is_match(&folded)
            || (text.len() < 100 && patterns.dateline.is_match(&folded))
    };
    view.row(row).any(|(_, cell)| matches!(cell.value, CellValue::Text(_)) && ends(cell))
}
