//! The plan of a sheet: what stands where, before anything is written.

use std::collections::HashMap;

use phuluc_model::{Appendix, ColumnType, Page, RowStyle};

use crate::columns::{self, ColumnPlan, points};
use crate::figures::{self, Content, Links};
use crate::header::{self, HeaderCell};
use crate::heading::{LineLook, heading};
use crate::heights::{self, Block, Font, Heights, PADDING};
use crate::limits::{self, SHEET_ROWS};
use crate::merges::{Merge, merges};
use crate::notes;
use crate::remarks::{self, Flow, PlacedNote, Unmapped};
use crate::render::OUTLINE_LEVELS;
use crate::rows::{TableRow, table_rows};
use crate::template::Form;
use crate::{WriteError, WriteOptions};

/// Points by which the row of column numbers is smaller than the table.
pub(crate) const NUMBERING_SMALLER: f64 = 3.0;

/// Where everything of an appendix stands. Rows and columns count from 0.
#[derive(Debug)]
pub(crate) struct SheetPlan<'a> {
    pub(crate) appendix: &'a Appendix,
    pub(crate) name: String,
    pub(crate) columns: Vec<ColumnPlan>,
    /// Lines above the table, from row 0 on.
    pub(crate) lines: Vec<(LineLook, String)>,
    /// First row of the header.
    pub(crate) header_row: u32,
    pub(crate) header: Vec<HeaderCell>,
    /// The row of column numbers.
    pub(crate) numbering_row: u32,
    pub(crate) numbering: Vec<String>,
    pub(crate) rows: Vec<TableRow<'a>>,
    pub(crate) contents: Vec<Vec<Content>>,
    pub(crate) merges: Vec<Merge>,
    pub(crate) notes: Vec<PlacedNote<'a>>,
    pub(crate) unmapped: Option<Unmapped<'a>>,
    pub(crate) heights: Heights,
    /// What rows are for, where the sheet is to be filled in.
    pub(crate) form: Option<Form>,
}

impl<'a> SheetPlan<'a> {
    pub(crate) fn new(
        appendix: &'a Appendix,
        name: String,
        options: &WriteOptions,
    ) -> Result<Self, WriteError> {
        Self::plan(appendix, name, options, None, &|_| Links::default())
    }

    /// The plan of a sheet to be filled in.
    pub(crate) fn of_form(
        appendix: &'a Appendix,
        name: String,
        options: &WriteOptions,
        form: Form,
    ) -> Result<Self, WriteError> {
        Self::plan(appendix, name, options, Some(form), &|_| Links::default())
    }

    /// A sheet whose figures come from cells of other sheets.
    pub(crate) fn linked(
        appendix: &'a Appendix,
        name: String,
        options: &WriteOptions,
        links: &dyn Fn(&[TableRow<'_>]) -> Links,
    ) -> Result<Self, WriteError> {
        Self::plan(appendix, name, options, None, links)
    }

    fn plan(
        appendix: &'a Appendix,
        name: String,
        options: &WriteOptions,
        form: Option<Form>,
        links: &dyn Fn(&[TableRow<'_>]) -> Links,
    ) -> Result<Self, WriteError> {
        limits::check_texts(appendix, &name)?;
        let layout = &appendix.layout;
        let written = columns::written(appendix);
        let lines = heading(appendix, form.is_some());
        let header = header::header_cells(layout, &written, appendix.plan_year);
        let header_row = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let numbering_row = header_row.saturating_add(header::header_rows(&header));
        let rows = table_rows(appendix, numbering_row.saturating_add(1));
        let table_end = rows.last().map_or(numbering_row, |row| row.at);
        check_rows(&name, table_end, appendix, options)?;
        let contents = figures::contents(layout, &written, &rows, form.as_ref(), &links(&rows));
        let columns = columns::plans(appendix, &written, &contents);
        let font = Font { size: layout.page.font_size, bold: false };
        let notes = remarks::place_notes(&appendix.notes, table_end.saturating_add(2), &columns, font);
        let paper_end = notes.last().map_or(table_end, |note| note.row);
        let unmapped = if options.unmapped { appendix.unmapped.as_slice() } else { &[] };
        let mut plan = Self {
            appendix,
            lines,
            header_row,
            header,
            numbering_row,
            numbering: header::numbering(layout, &written),
            merges: merges(&columns, &rows, &contents),
            notes,
            unmapped: remarks::place_unmapped(unmapped, paper_end.saturating_add(2)),
            rows,
            contents,
            columns,
            heights: Heights::default(),
            form,
            name,
        };
        let covered = plan.covered();
        let mut heights = heights::heights(plan.blocks(&covered));
        for row in plan.form.iter().flat_map(|form| form.growing_rows(&plan)) {
            heights.remove(row);
        }
        plan.heights = heights;
        Ok(plan)
    }

    /// The last written column.
    pub(crate) fn last_column(&self) -> usize {
        self.columns.len().saturating_sub(1)
    }

    pub(crate) fn page(&self) -> &Page {
        &self.appendix.layout.page
    }

    /// First and last row of the table; without rows, the row of column numbers.
    pub(crate) fn table(&self) -> (u32, u32) {
        let first = self.rows.first().map_or(self.numbering_row, |row| row.at);
        (first, self.rows.last().map_or(first, |row| row.at))
    }

    /// The last row that is printed.
    pub(crate) fn paper_end(&self) -> u32 {
        self.notes.last().map_or(self.table().1, |note| note.row)
    }

    /// The look of a row's kind.
    pub(crate) fn style(&self, row: &TableRow<'_>) -> RowStyle {
        self.appendix.kind(row.row).map(|kind| kind.style).unwrap_or_default()
    }

    /// A row of the table, and what stands in one of its cells.
    pub(crate) fn content(&self, row: usize, column: usize) -> Option<(&TableRow<'a>, &Content)> {
        Some((self.rows.get(row)?, self.contents.get(row)?.get(column)?))
    }

    /// Whether any cell of the table has a note.
    pub(crate) fn has_notes(&self) -> bool {
        self.contents.iter().flatten().any(|content| notes::note(content).is_some())
    }

    /// How many rows each row of the table folds into.
    pub(crate) fn outline_levels(&self) -> Vec<u8> {
        let mut ends: Vec<u32> = Vec::new();
        let levels = self.rows.iter().map(|row| {
            while ends.last().is_some_and(|end| *end < row.at) {
                ends.pop();
            }
            let level = ends.len();
            if row.depth < OUTLINE_LEVELS && row.last > row.at {
                ends.push(row.last);
            }
            u8::try_from(level).unwrap_or(u8::MAX)
        });
        levels.collect()
    }

    /// Decimals that a cell shows: as many as its column needs. Figures in a unit of
    /// their row's own (`%` above `hộ`) go by what the row needs instead.
    pub(crate) fn decimals(&self, row: usize, column: &ColumnPlan) -> usize {
        if column.kind != ColumnType::Figure {
            return column.decimals;
        }
        let cells = self.contents.get(row).into_iter().flatten().zip(&self.columns);
        let figures = cells.filter(|(_, column)| column.kind == ColumnType::Figure);
        let needed =
            figures.filter_map(|(content, _)| content.number()).map(|number| number.normalize().scale());
        needed.max().map_or(0, |scale| column.decimals.min(scale as usize))
    }

    /// Cells of merges, by row and column: the last row at the first cell, nothing at the others.
    pub(crate) fn covered(&self) -> Covered {
        let mut cells = HashMap::new();
        for merge in &self.merges {
            cells.insert((merge.first, merge.column), Some(merge.last));
            cells.extend((merge.first + 1..=merge.last).map(|row| ((row, merge.column), None)));
        }
        cells
    }

    /// Every text that a row must be high enough for.
    fn blocks<'p>(&'p self, covered: &'p Covered) -> impl Iterator<Item = Block<'p>> {
        let size = self.page().font_size;
        let notes = self.notes.iter().map(move |note| {
            let wraps = note.flow == Flow::Wrap;
            let last = if wraps { note.last } else { self.last_column() };
            let text = if wraps { note.text } else { "" };
            let width = points(&self.columns, note.column, last);
            Block { text, font: Font { size, bold: false }, width, rows: (note.row, note.row) }
        });
        self.heading_blocks().into_iter().chain(self.table_blocks(covered)).chain(notes)
    }

    fn heading_blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        let across = points(&self.columns, 0, self.last_column());
        for (row, (look, text)) in (0..).zip(&self.lines) {
            blocks.push(Block { text, font: line_font(*look, self.page()), width: across, rows: (row, row) });
        }
        let font = Font { size: self.page().font_size, bold: true };
        for cell in &self.header {
            let rows = (self.header_row + cell.rows.0, self.header_row + cell.rows.1);
            let width = points(&self.columns, cell.columns.0, cell.columns.1);
            blocks.push(Block { text: &cell.text, font, width, rows });
        }
        let font = Font { size: self.page().font_size - NUMBERING_SMALLER, bold: false };
        blocks.push(Block { text: "", font, width: 0.0, rows: (self.numbering_row, self.numbering_row) });
        blocks
    }

    fn table_blocks<'p>(&'p self, covered: &'p Covered) -> impl Iterator<Item = Block<'p>> {
        let at = |row: usize| self.rows.get(row).map_or(0, |row| row.at);
        let widths: Vec<f64> = self.columns.iter().map(|column| column.points() - PADDING).collect();
        let rows = self.rows.iter().zip(&self.contents).enumerate();
        let size = self.page().font_size;
        let mut blocks = Vec::new();
        rows.flat_map(move |(index, (row, cells))| {
            let bold = matches!(self.style(row), RowStyle::Bold | RowStyle::BoldItalic);
            let font = Font { size, bold };
            blocks.push(Block { text: "", font, width: 0.0, rows: (row.at, row.at) });
            for (column, (content, width)) in cells.iter().zip(&widths).enumerate() {
                let Content::Text(text) = content else { continue };
                let Some(last) = covered.get(&(index, column)).copied().unwrap_or(Some(index)) else {
                    continue;
                };
                blocks.push(Block { text, font, width: *width, rows: (row.at, at(last)) });
            }
            std::mem::take(&mut blocks)
        })
    }
}

/// Cells of merges, by index of the table's row and by column.
type Covered = HashMap<(usize, usize), Option<usize>>;

/// Font of a line above the table.
pub(crate) fn line_font(look: LineLook, page: &Page) -> Font {
    match look {
        LineLook::Appendix => Font { size: 14.0, bold: true },
        LineLook::Title => Font { size: 13.0, bold: true },
        LineLook::Plan | LineLook::ReportingUnit => Font { size: 13.0, bold: false },
        LineLook::Unit => Font { size: page.font_size + 1.0, bold: false },
    }
}

fn check_rows(
    sheet: &str,
    table_end: u32,
    appendix: &Appendix,
    options: &WriteOptions,
) -> Result<(), WriteError> {
    let listed = if options.unmapped { appendix.unmapped.len() } else { 0 };
    // Gaps between notes and around the blocks, at their widest.
    let below = appendix.notes.len() as u64 * 6 + listed as u64 + 8;
    let rows = u64::from(table_end) + below;
    if rows > u64::from(SHEET_ROWS) {
        return Err(WriteError::TooManyRows { sheet: sheet.to_owned(), rows });
    }
    Ok(())
}
