//! From the plan of a sheet to the sheet.

use phuluc_model::{ColumnType, Orientation, Page, RowStyle};
use rust_xlsxwriter::{Format, Formula, IgnoreError, Note, Worksheet, XlsxError};

use crate::body::Looks;
use crate::columns::ColumnPlan;
use crate::figures::Content;
use crate::formats::{FONT, Formats, Look, NumberLook, Side};
use crate::heading::LineLook;
use crate::notes;
use crate::remarks::{Flow, PlacedNote};
use crate::sheet::{NUMBERING_SMALLER, SheetPlan, line_font};
use crate::template::RowUse;

pub(crate) const A4: u8 = 9;
const MILLIMETRES_PER_INCH: f64 = 25.4;
/// The page number: centred at the top, in the size of the text (Nghị định 30/2020/NĐ-CP).
const PAGE_NUMBER: &str = "&C&\"Times New Roman,Regular\"&13&P";
/// Levels that rows fold in: a workbook keeps seven, of which rust_xlsxwriter gives the
/// last to none. Rows that nest deeper fold with those above them.
pub(crate) const OUTLINE_LEVELS: usize = 6;
/// Who signs the notes.
const AUTHOR: &str = "phuluc";

pub(crate) type Outcome = Result<(), XlsxError>;

/// Writes a sheet. With the looks of its table, only a sample of each is written there: the
/// rows are put into the finished package (`crate::body`).
pub(crate) fn render(
    plan: &SheetPlan<'_>,
    sheet: &mut Worksheet,
    formats: &mut Formats,
    samples: Option<&Looks>,
) -> Outcome {
    let mut render = Render { plan, sheet, formats, samples, last: column(plan.last_column()) };
    render.page()?;
    render.sizes()?;
    render.heading()?;
    render.header()?;
    render.table()?;
    render.merged()?;
    render.outline()?;
    render.below()
}

/// Paper, margins and page numbers; one page wide.
pub(crate) fn set_paper(sheet: &mut Worksheet, page: &Page, size: u8) {
    let [top, right, bottom, left] = page.margins.map(|millimetres| millimetres / MILLIMETRES_PER_INCH);
    sheet.set_paper_size(size);
    match page.orientation {
        Orientation::Landscape => sheet.set_landscape(),
        Orientation::Portrait => sheet.set_portrait(),
    };
    sheet.set_margins(left, right, top, bottom, top / 2.0, bottom / 2.0);
    sheet.set_header(PAGE_NUMBER).set_header_footer_scale_with_doc(false);
    sheet.set_print_first_page_number(1);
    sheet.set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
}

/// Text over cells, merged where there are several.
pub(crate) fn write_over(
    sheet: &mut Worksheet,
    format: &Format,
    rows: (u32, u32),
    columns: (u16, u16),
    text: &str,
) -> Outcome {
    if rows.0 == rows.1 && columns.0 == columns.1 {
        sheet.write_string_with_format(rows.0, columns.0, text, format)?;
    } else {
        sheet.merge_range(rows.0, columns.0, rows.1, columns.1, text, format)?;
    }
    Ok(())
}

/// What stands in a cell, without its note.
pub(crate) fn write_content(
    sheet: &mut Worksheet,
    format: &Format,
    row: u32,
    column: u16,
    content: &Content,
) -> Outcome {
    match content {
        Content::Blank => sheet.write_blank(row, column, format)?,
        Content::Nil => sheet.write_string_with_format(row, column, "-", format)?,
        Content::Text(text) => sheet.write_string_with_format(row, column, &**text, format)?,
        Content::Number(number) => {
            sheet.write_number_with_format(row, column, notes::binary(*number), format)?
        }
        Content::Formula(sum) => {
            let formula = Formula::new(&sum.text).set_result(sum.result.to_string());
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

struct Render<'a, 'w> {
    plan: &'a SheetPlan<'a>,
    sheet: &'w mut Worksheet,
    formats: &'w mut Formats,
    samples: Option<&'a Looks>,
    last: u16,
}

/// A position as the workbook library counts.
pub(crate) fn column(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

impl Render<'_, '_> {
    fn page(&mut self) -> Outcome {
        let plan = self.plan;
        let page = plan.page();
        self.sheet.set_name(&plan.name)?;
        set_paper(self.sheet, page, A4);
        self.sheet.set_repeat_rows(plan.header_row, plan.numbering_row)?;
        self.sheet.set_print_area(0, 0, plan.paper_end(), self.last)?;
        self.sheet.set_freeze_panes(plan.numbering_row + 1, 0)?;
        // Outline numbers are text, and sums of parents differ from those of leaves.
        let (first, last) = plan.table();
        self.sheet.ignore_error_range(first, 0, last, self.last, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    fn sizes(&mut self) -> Outcome {
        for (position, plan) in self.plan.columns.iter().enumerate() {
            self.sheet.set_column_width(column(position), plan.width)?;
        }
        let (first, last) = self.plan.table();
        // Rows that are put in later bring their heights along; but notes are placed by them,
        // and the last row tells how deep the outline is.
        let later = if self.samples.is_some() && !self.plan.has_notes() { first..last } else { 0..0 };
        for (row, height) in self.plan.heights.iter().filter(|(row, _)| !later.contains(row)) {
            self.sheet.set_row_height(row, height)?;
        }
        Ok(())
    }

    fn text_over(&mut self, rows: (u32, u32), columns: (u16, u16), text: &str, look: Look) -> Outcome {
        write_over(self.sheet, self.formats.get(look), rows, columns, text)
    }

    fn heading(&mut self) -> Outcome {
        for (row, (line, text)) in (0..).zip(&self.plan.lines) {
            let font = line_font(*line, self.plan.page());
            let look = Look::plain(font.size).wrapped().align(Side::Center);
            let look = match line {
                LineLook::Appendix | LineLook::Title => look.bold(),
                LineLook::Plan if self.plan.form.is_some() => look.italic().open(),
                LineLook::Plan => look.italic(),
                LineLook::ReportingUnit => look,
                LineLook::Unit => look.italic().align(Side::Right),
            };
            self.text_over((row, row), (0, self.last), text, look)?;
        }
        Ok(())
    }

    fn header(&mut self) -> Outcome {
        let plan = self.plan;
        let size = plan.page().font_size;
        let look = Look::plain(size).align(Side::Center).wrapped().bordered();
        for cell in &plan.header {
            let rows = (plan.header_row + cell.rows.0, plan.header_row + cell.rows.1);
            self.text_over(rows, (column(cell.columns.0), column(cell.columns.1)), &cell.text, look.bold())?;
        }
        let look = Look::plain(size - NUMBERING_SMALLER).align(Side::Center).shrunk().bordered().italic();
        for (position, text) in plan.numbering.iter().enumerate() {
            let row = plan.numbering_row;
            self.text_over((row, row), (column(position), column(position)), text, look)?;
        }
        Ok(())
    }

    fn table(&mut self) -> Outcome {
        let plan = self.plan;
        if let Some(looks) = self.samples {
            return self.sample(looks);
        }
        let covered = plan.covered();
        for (index, (row, cells)) in plan.rows.iter().zip(&plan.contents).enumerate() {
            let look = RowLook::new(plan, index);
            for (position, (content, column_plan)) in cells.iter().zip(&plan.columns).enumerate() {
                if !covered.contains_key(&(index, position)) {
                    self.cell(row.at, column(position), content, look.of(column_plan, content))?;
                }
            }
        }
        Ok(())
    }

    /// A cell of each look, in the order in which the looks come; the notes of all cells.
    fn sample(&mut self, looks: &Looks) -> Outcome {
        let plan = self.plan;
        for sample in looks.samples() {
            if let Some((row, content)) = plan.content(sample.row, sample.column) {
                let format = self.formats.get(sample.look);
                write_content(self.sheet, format, row.at, column(sample.column), content)?;
            }
        }
        // The sheet reaches as far as with all cells.
        let (_, last) = plan.table();
        let end = plan.rows.len().saturating_sub(1);
        for position in 0..plan.columns.len() {
            if let Some(look) = looks.look(end, position) {
                self.sheet.write_blank(last, column(position), self.formats.get(look))?;
            }
        }
        for (row, cells) in plan.rows.iter().zip(&plan.contents) {
            for (position, content) in cells.iter().enumerate() {
                if let Some(text) = notes::note(content) {
                    self.sheet.insert_note(row.at, column(position), &note(text))?;
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u16, content: &Content, look: Look) -> Outcome {
        write_content(self.sheet, self.formats.get(look), row, column, content)?;
        if let Some(text) = notes::note(content) {
            self.sheet.insert_note(row, column, &note(text))?;
        }
        Ok(())
    }

    /// Values carried down.
    fn merged(&mut self) -> Outcome {
        let plan = self.plan;
        for merge in &plan.merges {
            let (Some(first), Some(last)) = (plan.rows.get(merge.first), plan.rows.get(merge.last)) else {
                continue;
            };
            let content = plan.contents.get(merge.first).and_then(|cells| cells.get(merge.column));
            let (Some(content @ Content::Text(text)), Some(column_plan)) =
                (content, plan.columns.get(merge.column))
            else {
                continue;
            };
            let look = RowLook::new(plan, merge.first).of(column_plan, content);
            let position = column(merge.column);
            self.text_over((first.at, last.at), (position, position), text, look)?;
        }
        Ok(())
    }

    /// Rows below a row fold into it.
    fn outline(&mut self) -> Outcome {
        self.sheet.group_symbols_above(true);
        if self.samples.is_some() {
            let (_, last) = self.plan.table();
            for _ in 0..self.plan.outline_levels().into_iter().max().unwrap_or(0) {
                self.sheet.group_rows(last, last)?;
            }
            return Ok(());
        }
        for row in self.plan.rows.iter().filter(|row| row.depth < OUTLINE_LEVELS && row.last > row.at) {
            self.sheet.group_rows(row.at + 1, row.last)?;
        }
        Ok(())
    }

    fn below(&mut self) -> Outcome {
        let plan = self.plan;
        let size = plan.page().font_size;
        for note in &plan.notes {
            self.remark(note, size)?;
        }
        let Some(unmapped) = &plan.unmapped else { return Ok(()) };
        let grey = Look::plain(size).grey();
        let heading = (unmapped.heading_row, unmapped.heading_row);
        self.text_over(heading, (0, 0), unmapped.heading, grey.italic())?;
        for (row, remark) in &unmapped.cells {
            self.text_over((*row, *row), (0, 0), &remark.cell.to_string(), grey)?;
            self.text_over(
                (*row, *row),
                (1, 1),
                &remark.text,
                Look::plain(size).number(text_look(&remark.text)),
            )?;
        }
        Ok(())
    }

    fn remark(&mut self, note: &PlacedNote<'_>, size: f64) -> Outcome {
        let look = Look::plain(size).number(text_look(note.text));
        let rows = (note.row, note.row);
        let first = column(note.column);
        match note.flow {
            Flow::Right => self.text_over(rows, (first, first), note.text, look),
            Flow::Left => self.text_over(rows, (first, first), note.text, look.align(Side::Right)),
            Flow::Wrap => self.text_over(rows, (first, column(note.last)), note.text, look.wrapped()),
        }
    }
}

/// How the cells of a row look.
pub(crate) struct RowLook<'a> {
    plan: &'a SheetPlan<'a>,
    index: usize,
    style: RowStyle,
}

impl<'a> RowLook<'a> {
    pub(crate) fn new(plan: &'a SheetPlan<'a>, index: usize) -> Self {
        Self { plan, index, style: plan.rows.get(index).map(|row| plan.style(row)).unwrap_or_default() }
    }

    pub(crate) fn of(&self, column: &ColumnPlan, content: &Content) -> Look {
        let decimals = || self.plan.decimals(self.index, column);
        let number = match content {
            Content::Text(text) if column.kind != ColumnType::Code => text_look(text),
            _ if column.kind == ColumnType::Code => NumberLook::Text,
            Content::Formula(sum) if notes::is_stated_blank(sum) => NumberLook::BlankZero(decimals()),
            _ if column.kind == ColumnType::Year => NumberLook::Year,
            _ if column.kind.is_figure() => NumberLook::Figure(decimals()),
            _ => NumberLook::Plain,
        };
        let size = self.plan.page().font_size;
        let look = Look::plain(size).style(self.style).align(column.align.into()).bordered().number(number);
        let look = in_form(self.plan, self.index, column, content, look);
        // A wrapped number that is too wide shows as ###, one in a single line as well; words must wrap.
        if matches!(content, Content::Text(_) | Content::Blank) { look.wrapped() } else { look }
    }
}

/// Grey behind the row that ends a part of a form.
const CLOSING: u32 = 0x00D9_D9D9;

/// The look with what a blank form makes of the cell.
fn in_form(plan: &SheetPlan<'_>, index: usize, column: &ColumnPlan, content: &Content, look: Look) -> Look {
    let (Some(form), Some(row)) = (&plan.form, plan.rows.get(index)) else { return look };
    match form.row_use(index) {
        RowUse::Closing => look.filled(Some(CLOSING)),
        _ if form.is_open(index, row, &plan.appendix.layout, column, content) => look.open(),
        _ => look,
    }
}

/// Words that begin like a formula are marked as words, so that editing them
/// does not turn them into one.
pub(crate) fn text_look(text: &str) -> NumberLook {
    if text.starts_with(['=', '+', '-', '@']) { NumberLook::Quoted } else { NumberLook::Plain }
}

/// A hidden note, large enough for its text.
pub(crate) fn note(text: String) -> Note {
    let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0).min(40);
    let lines: usize = text.lines().map(|line| line.chars().count() / 38 + 1).sum();
    let pixels = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Note::new(text)
        .set_author(AUTHOR)
        .add_author_prefix(false)
        .set_font_name(FONT)
        .set_font_size(10)
        .set_width(pixels(widest * 7 + 24))
        .set_height(pixels(lines.min(20) * 18 + 12))
}
