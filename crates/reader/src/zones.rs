//! A sheet's headers as tables: which begins one, which goes on at a page break.

use phuluc_model::{KindRole, Layout, Vocabulary, code_form, code_normal_form, open_years, text::fold};

use crate::grid::CellValue;
use crate::header::HeaderMatch;
use crate::marks::SheetMarks;
use crate::titles::{self, Line};
use crate::view::SheetView;

/// Cells that a line of a heading has at most: a letterhead has two, a unit stands beside.
const HEADING_CELLS: usize = 3;
/// Likeness to a title of the layout from which on a line is one.
const TITLE_LIKE: f64 = 0.5;

/// A table's place on its sheet: from the row where its titles may start to the
/// row where the next table's may.
pub(crate) struct Zone<'a> {
    pub(crate) header: &'a HeaderMatch,
    /// Headers repeated at page breaks.
    pub(crate) repeats: Vec<Repeat>,
    pub(crate) start: u32,
    pub(crate) stop: u32,
    /// Whether `stop` is where the next table's titles begin, and not just its header.
    pub(crate) stops_at_titles: bool,
    /// Its number on the sheet.
    pub(crate) number: usize,
    pub(crate) marks: &'a SheetMarks,
}

/// The rows of a zone, and its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) stop: u32,
    pub(crate) number: usize,
}

impl Zone<'_> {
    pub(crate) const fn span(&self) -> Span {
        Span { start: self.start, stop: self.stop, number: self.number }
    }
}

/// A header repeated at a page break, with the titles that are repeated above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Repeat {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// Groups a sheet's headers into tables: a header that maps the same columns as
/// the one before, without titles of its own between, is a repeat at a page break.
pub(crate) fn zones<'a>(
    view: &SheetView<'_>,
    headers: &'a [HeaderMatch],
    marks: &'a SheetMarks,
) -> Vec<Zone<'a>> {
    let mut zones: Vec<Zone<'a>> = Vec::new();
    for header in headers {
        let heading = zones.last().map(|zone| Heading::above(view, zone, header));
        if let (Some(zone), Some(heading)) = (zones.last_mut(), &heading) {
            if zone.header.same_columns(header) && heading.goes_on(view, zone) {
                zone.repeats.push(Repeat { first: heading.first, last: header.rows.1 });
                continue;
            }
            zone.stop = heading.first;
            zone.stops_at_titles = !heading.lines.is_empty();
        }
        let number = zones.len();
        zones.push(Zone {
            header,
            repeats: Vec::new(),
            start: 0,
            stop: u32::MAX,
            stops_at_titles: false,
            number,
            marks,
        });
    }
    zones
}

/// The lines between the rows of one table and a header below them.
struct Heading {
    /// Its first row; the header's own where there are no lines.
    first: u32,
    lines: Vec<Line>,
}

impl Heading {
    fn above(view: &SheetView<'_>, zone: &Zone<'_>, header: &HeaderMatch) -> Self {
        let floor = zone.repeats.last().map_or(zone.header.rows.1, |repeat| repeat.last);
        let rows: Vec<u32> = view.rows_between(floor + 1, header.rows.0).collect();
        let mut heading = Self { first: header.rows.0, lines: Vec::new() };
        for row in rows.into_iter().rev() {
            let Some(lines) = heading_lines(view, header, row) else { break };
            heading.first = row;
            heading.lines.splice(0..0, lines);
        }
        heading
    }

    /// Whether the table above goes on below: nothing stands between, or what stands
    /// above the table is said again, or the lines say so.
    fn goes_on(&self, view: &SheetView<'_>, zone: &Zone<'_>) -> bool {
        let words = &Vocabulary::get().line;
        if self.lines.iter().any(|line| words.continued.is_match(&line.folded)) {
            return true;
        }
        let above = zone.repeats.last().map_or(zone.header.rows.1, |repeat| repeat.last);
        if last_row(view, above, self.first).is_some_and(|row| is_total(view, &zone.header.layout, row)) {
            return false;
        }
        let first: Vec<String> = (zone.start..zone.header.rows.0)
            .filter(|row| *row + 40 > zone.header.rows.0)
            .flat_map(|row| view.row(row))
            .map(|(_, cell)| fold(&view.text(cell)))
            .collect();
        // A letterhead may be pasted with every page.
        let said = self.lines.iter().filter(|line| !words.office.is_match(&line.folded));
        said.into_iter().all(|line| first.contains(&line.folded))
    }
}

/// The lines of a row that may head a table; `None` where it is a row of a table
/// or of a signature block.
fn heading_lines(view: &SheetView<'_>, header: &HeaderMatch, row: u32) -> Option<Vec<Line>> {
    let mut lines: Vec<Line> = Vec::new();
    for (index, cell) in view.row(row).filter(|(_, cell)| !view.is_empty(cell)) {
        let CellValue::Text(_) = &cell.value else { return None };
        let text = view.text(cell);
        let is_code =
            code_normal_form(&text).is_some_and(|code| code_form(&code) != phuluc_model::CodeForm::None);
        if is_code || lines.len() == HEADING_CELLS {
            return None;
        }
        lines.push(Line::new(index, cell.at, text.into_owned()));
    }
    lines.iter().any(|line| heads(line, &header.layout)).then_some(lines)
}

/// Whether a line is what stands above tables: a number, a title, a plan, a unit, a letterhead.
fn heads(line: &Line, layout: &Layout) -> bool {
    let vocabulary = Vocabulary::get();
    let words = &vocabulary.line;
    words.plan.is_match(&line.folded)
        || words.office.is_match(&line.folded)
        || (words.appendix.is_match(&line.folded) && line.text.len() < 60)
        || (words.continued.is_match(&line.folded) && line.text.len() < 60)
        || titles::unit_line(vocabulary, &line.folded).is_some()
        || titles::title_likeness(layout, &open_years(&line.text).0) >= TITLE_LIKE
        || (titles::is_capital(&line.text) && line.folded.split(' ').count() >= 4)
}

/// The last row with anything in it between two rows.
fn last_row(view: &SheetView<'_>, above: u32, below: u32) -> Option<u32> {
    let rows = view.rows_between(above + 1, below);
    rows.filter(|row| view.row(*row).any(|(_, cell)| !view.is_empty(cell))).last()
}

/// Whether a row's words are those of the layout's grand total.
fn is_total(view: &SheetView<'_>, layout: &Layout, row: u32) -> bool {
    let totals = || layout.kinds.iter().filter(|kind| kind.role == KindRole::Total);
    let patterns = || totals().flat_map(|kind| &kind.when).filter_map(|when| when.pattern.as_ref());
    let total = |text: &str| patterns().any(|(_, pattern)| pattern.is_match(text));
    view.row(row).any(|(_, cell)| matches!(cell.value, CellValue::Text(_)) && total(&fold(&view.text(cell))))
}
