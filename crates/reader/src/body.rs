//! Which rows below a header are its table, and where the table is over.

use phuluc_model::text::fold;
use phuluc_model::{ColumnType, Vocabulary, code_form, code_normal_form};

use crate::beside::halves;
use crate::figures::{self, FigureText};
use crate::grid::{Cell, CellValue};
use crate::header::HeaderMatch;
use crate::marks::FormRow;
use crate::view::SheetView;
use crate::zones::Zone;

/// Rows that are looked at below a line that looks like a table's end.
pub(crate) const LOOKED_AT: usize = 40;

/// Rows from which on a second thread pays.
const LONG: usize = if cfg!(test) { 4 } else { 8_192 };

/// What a row below a header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowLook {
    /// An outline number or figures with a name.
    Data,
    /// Words in the table's columns only.
    Words,
    /// A footnote or signature: the table is over, unless it goes on below.
    End,
    /// A mark of a page in the table: "Trang 2/5", "(tiếp theo)".
    PageMark,
    /// Cells that make no row.
    Stray,
    /// Figures without a number or name.
    Nameless,
    /// The header again, at a page break, or a row of column numbers.
    Header,
}

/// The rows of a table, and the last row that it reaches.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) rows: Vec<u32>,
    /// Rows of headers repeated in the table.
    pub(crate) headers: Vec<u32>,
    /// Rows of notes in the midst of the table.
    pub(crate) notes: Vec<u32>,
    /// Rows of figures without a name.
    pub(crate) nameless: Vec<u32>,
    /// Rows of a template in which only its own formulas stand.
    pub(crate) blank: Vec<u32>,
    /// From this row on the table is over.
    pub(crate) end: u32,
    /// The line that ended it.
    pub(crate) over: Option<u32>,
}

/// Whether a row is one of the table by itself, whatever stands around it.
pub(crate) fn is_data(view: &SheetView<'_>, kinds: &Kinds, row: u32) -> bool {
    look(view, kinds, row) == RowLook::Data
}

/// Finds the rows of a table between its header and a row where something else begins.
pub(crate) fn find(view: &SheetView<'_>, zone: &Zone<'_>) -> Body {
    let (header, repeats, stop) = (zone.header, zone.repeats.as_slice(), zone.stop);
    let first = header.body_start();
    let kinds = Kinds::of(header);
    let mut body = Body { end: stop, ..Body::default() };
    // Rows of words only, until a row of data or the end says what they are.
    let mut pending: Vec<u32> = Vec::new();
    let mut gap_from = None;
    let mut previous = first.saturating_sub(1);
    let rows: Vec<u32> = view.rows_between(first, stop).collect();
    let ahead = look_ahead(view, &kinds, &rows);
    for (at, row) in rows.iter().copied().enumerate() {
        let other = repeats.get(repeats.partition_point(|other| other.last < row));
        let repeated = other.is_some_and(|other| other.first <= row);
        let look = match zone.marks.form_row(view, row) {
            Some(FormRow::Blank) => {
                body.blank.push(row);
                previous = row;
                continue;
            }
            Some(FormRow::Filled) => RowLook::Data,
            None if repeated => RowLook::Header,
            None => ahead.get(at).copied().unwrap_or_else(|| look(view, &kinds, row)),
        };
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
            RowLook::Nameless => body.nameless.push(row),
            RowLook::PageMark if zone.marks.marked => pending.push(row),
            RowLook::PageMark => body.notes.push(row),
            RowLook::End if goes_on(view, &kinds, row, stop) => body.notes.push(row),
            RowLook::End => {
                body.over = Some(row);
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
    body.notes.retain(|row| *row < body.end);
    body.nameless.retain(|row| *row < body.end);
    // Whatever stands below the last row of the table is not of the table.
    let last = [&body.rows, &body.headers, &body.blank].into_iter().filter_map(|rows| rows.last()).max();
    let last = last.copied().unwrap_or(header.rows.1);
    body.end = body.end.min(last + 1);
    body
}

/// What the rows of a long table are, each by itself, found out by two threads; of a short one
/// nothing, since it may end soon.
fn look_ahead(view: &SheetView<'_>, kinds: &Kinds, rows: &[u32]) -> Vec<RowLook> {
    if rows.len() < LONG || cfg!(target_family = "wasm") {
        return Vec::new();
    }
    let looks = |rows: &[u32]| rows.iter().map(|row| look(view, kinds, *row)).collect::<Vec<RowLook>>();
    halves(rows, LONG, looks).flatten().collect()
}

/// Whether rows of the table stand below a line that looks like its end: a number, a
/// name and figures in their columns.
fn goes_on(view: &SheetView<'_>, kinds: &Kinds, line: u32, stop: u32) -> bool {
    let below = view.rows_between(line + 1, stop).take(LOOKED_AT);
    below.filter(|row| look(view, kinds, *row) == RowLook::Data).any(|row| {
        let (mut code, mut text, mut figure) = (false, false, false);
        for (_, cell) in view.row(row).filter(|(_, cell)| !view.is_empty(cell)) {
            match kinds.of_cell(cell) {
                Some(ColumnType::Code) => code |= is_code(view, cell, &mut String::new()),
                Some(ColumnType::Text) => text |= matches!(cell.value, CellValue::Text(_)),
                Some(_) => figure |= is_figure(view, cell),
                None => {}
            }
        }
        code && text && figure
    })
}

fn look(view: &SheetView<'_>, kinds: &Kinds, row: u32) -> RowLook {
    let mut code = false;
    let mut figures = 0u32;
    let mut texts = 0;
    let mut label = String::new();
    for (_, cell) in view.row(row).filter(|(_, cell)| !view.is_empty(cell)) {
        match kinds.of_cell(cell) {
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
    if figures == 0 && !code && is_page_mark(view, row) {
        return RowLook::PageMark;
    }
    match (named, code, figures) {
        (true, true, _) | (true, _, 1..) => RowLook::Data,
        (true, false, 0) if texts >= 2 => RowLook::Data,
        (true, false, 0) => RowLook::Words,
        (false, true, 1..) => RowLook::Data,
        (false, false, 1..) => RowLook::Nameless,
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
        *label = text.into_owned();
        return false;
    }
    true
}

/// What each column of the sheet holds.
pub(crate) struct Kinds(Vec<Option<ColumnType>>);

impl Kinds {
    pub(crate) fn of(header: &HeaderMatch) -> Self {
        let last = header.columns.iter().map(|column| column.column as usize).max().unwrap_or(0);
        let mut kinds = vec![None; last + 1];
        for column in header.columns.iter().rev() {
            let official = column.field.and_then(|(field, _)| header.layout.columns.get(field));
            if let Some(kind) = kinds.get_mut(column.column as usize) {
                *kind = official.map(|official| official.kind);
            }
        }
        Self(kinds)
    }

    pub(crate) fn of_cell(&self, cell: &Cell) -> Option<ColumnType> {
        self.0.get(cell.at.column as usize).copied().flatten()
    }
}

/// Whether a row only says which page it is, or that the table goes on.
fn is_page_mark(view: &SheetView<'_>, row: u32) -> bool {
    let patterns = &Vocabulary::get().line;
    let mut cells = view.row(row).map(|(_, cell)| cell).filter(|cell| !view.is_empty(cell));
    let (Some(cell), None) = (cells.next(), cells.next()) else { return false };
    let text = view.text(cell);
    let folded = fold(&text);
    if text.starts_with('(') && patterns.plan.is_match(&folded) {
        return true;
    }
    text.len() < 60
        && (patterns.page.is_match(&folded)
            || (text.starts_with('(') || folded.split(' ').count() <= 4)
                && patterns.continued.is_match(&folded))
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
