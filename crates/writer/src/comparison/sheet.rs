//! From the plan of a comparison to its sheet.

use phuluc_diff::RowDifference;
use phuluc_model::{ColumnType, Orientation, Page, Row};
use rust_xlsxwriter::{IgnoreError, Worksheet};

use super::plan::{BEFORE, Block, ComparisonPlan};
use super::tint::{self, Tint, say};
use crate::columns::ColumnPlan;
use crate::figures::Content;
use crate::formats::{Formats, Look, NumberLook, Side};
use crate::heading::LineLook;
use crate::heights::{self, Font, PADDING, UNIT};
use crate::render::{Outcome, column, note, set_paper, text_look, write_content, write_over};
use crate::sheet::{NUMBERING_SMALLER, line_font};

pub(super) const A3: u8 = 8;
/// Width of the column that says what happened.
const CHANGE_WIDTH: f64 = 13.0;
/// Share of a text column's official width: there are two tables side by side.
const NARROWER: f64 = 0.8;

pub(super) fn write(plan: &ComparisonPlan<'_>, sheet: &mut Worksheet, formats: &mut Formats) -> Outcome {
    let mut render = Render { plan, sheet, formats };
    render.page()?;
    render.heading()?;
    render.header()?;
    render.body()?;
    render.heights()
}

struct Render<'a, 'w> {
    plan: &'a ComparisonPlan<'a>,
    sheet: &'w mut Worksheet,
    formats: &'w mut Formats,
}

/// Width in character units.
fn width(column: &ColumnPlan) -> f64 {
    if column.kind == ColumnType::Text { column.width * NARROWER } else { column.width }
}

impl Render<'_, '_> {
    fn size(&self) -> f64 {
        self.plan.layout.page.font_size
    }

    fn page(&mut self) -> Outcome {
        let plan = self.plan;
        self.sheet.set_name(&plan.name)?;
        let page = Page { orientation: Orientation::Landscape, ..plan.layout.page.clone() };
        set_paper(self.sheet, &page, A3);
        let (first, last) = (plan.block_row(), column(plan.last()));
        self.sheet.set_repeat_rows(first, plan.body - 1)?;
        self.sheet.set_freeze_panes(plan.body, column(BEFORE))?;
        let end = self.end();
        self.sheet.autofilter(plan.body - 1, 0, end, last)?;
        self.sheet.ignore_error_range(plan.body, 0, end, last, IgnoreError::NumberStoredAsText)?;
        self.sheet.set_column_width(0, CHANGE_WIDTH)?;
        for (position, column_plan) in plan.columns.iter().enumerate() {
            for block in [Block::Old, Block::New] {
                self.sheet.set_column_width(column(plan.start(block) + position), width(column_plan))?;
            }
        }
        for (at, position) in plan.figures.iter().enumerate() {
            let width = plan.columns.get(*position).map_or(CHANGE_WIDTH, width);
            self.sheet.set_column_width(column(plan.start(Block::By) + at), width)?;
        }
        Ok(())
    }

    /// The last row.
    fn end(&self) -> u32 {
        let rows = u32::try_from(self.plan.difference.rows.len()).unwrap_or(u32::MAX);
        self.plan.body.saturating_add(rows.saturating_sub(1))
    }

    fn over(&mut self, rows: (u32, u32), columns: (usize, usize), text: &str, look: Look) -> Outcome {
        write_over(self.sheet, self.formats.get(look), rows, (column(columns.0), column(columns.1)), text)
    }

    fn heading(&mut self) -> Outcome {
        let last = self.plan.last();
        for (row, (line, text)) in (0..).zip(&self.plan.lines) {
            let font = line_font(*line, &self.plan.layout.page);
            let look = Look::plain(font.size).wrapped().align(Side::Center);
            let look = match line {
                LineLook::Appendix | LineLook::Title => look.bold(),
                LineLook::Plan => look.italic(),
                LineLook::ReportingUnit => look,
                LineLook::Unit => look.italic().align(Side::Right),
            };
            self.over((row, row), (0, last), text, look)?;
        }
        Ok(())
    }

    fn header(&mut self) -> Outcome {
        let plan = self.plan;
        let head = Look::plain(self.size()).bold().align(Side::Center).wrapped().bordered();
        let row = plan.block_row();
        let numbers = plan.body - 1;
        let language = plan.language;
        self.over((row, numbers - 1), (0, 0), say(language, "Thay đổi", "Change"), head)?;
        let from = |word: &str, side: Option<&phuluc_model::Appendix>| match side {
            Some(side) => format!("{word}: {} [{}]", side.source.file, side.source.sheet),
            None => format!("{word}: {}", say(language, "không có phụ lục này", "no such appendix")),
        };
        let names = [
            (Block::Old, from(say(language, "BẢN CŨ", "OLD"), plan.difference.old)),
            (Block::New, from(say(language, "BẢN MỚI", "NEW"), plan.difference.new)),
            (Block::By, say(language, "CHÊNH LỆCH (mới − cũ)", "DIFFERENCE (new − old)").to_owned()),
        ];
        for (block, name) in &names {
            let (start, width) = (plan.start(*block), plan.positions(*block).len());
            if width > 0 {
                self.over((row, row), (start, start + width - 1), name, head)?;
            }
        }
        for (block, cells) in &plan.headers {
            let start = plan.start(*block);
            for cell in cells {
                let rows = (row + 1 + cell.rows.0, row + 1 + cell.rows.1);
                self.over(rows, (start + cell.columns.0, start + cell.columns.1), &cell.text, head)?;
            }
        }
        let small =
            Look::plain(self.size() - NUMBERING_SMALLER).align(Side::Center).shrunk().bordered().italic();
        for at in 0..=plan.last() {
            let text = at.checked_sub(BEFORE).filter(|at| *at < 2 * plan.columns.len());
            let text = text.and_then(|at| plan.numbering.get(at % plan.columns.len()));
            self.over((numbers, numbers), (at, at), text.map_or("", String::as_str), small)?;
        }
        Ok(())
    }

    fn body(&mut self) -> Outcome {
        let plan = self.plan;
        for (at, row) in (plan.body..).zip(&plan.difference.rows) {
            self.row(at, row)?;
        }
        Ok(())
    }

    fn row(&mut self, at: u32, row: &RowDifference<'_>) -> Outcome {
        let plan = self.plan;
        let style = |side: Option<&Row>| {
            side.and_then(|side| plan.layout.kind(&side.kind)).map(|kind| kind.style).unwrap_or_default()
        };
        let base = Look::plain(self.size()).bordered();
        let tint = tint::tints(row).first().copied();
        let look = base.wrapped().filled(tint.map(Tint::colour));
        self.over((at, at), (0, 0), &tint::words(row, plan.language), look)?;
        let (old, new) = (plan.contents(row, Block::Old), plan.contents(row, Block::New));
        for (block, side, contents) in [(Block::Old, row.old, &old), (Block::New, row.new, &new)] {
            let look = base.style(style(side));
            for (position, (content, column_plan)) in contents.iter().zip(&plan.columns).enumerate() {
                let tint = plan.name_tint(row, block, position).or_else(|| plan.tint(row, block, position));
                let look = cell_look(look, column_plan, content).filled(tint.map(Tint::colour));
                let format = self.formats.get(look);
                write_content(self.sheet, format, at, column(plan.start(block) + position), content)?;
            }
        }
        for (index, position) in plan.figures.iter().enumerate() {
            let (Some(one), Some(other), Some(column_plan)) =
                (old.get(*position), new.get(*position), plan.columns.get(*position))
            else {
                continue;
            };
            let content = plan.by(at, *position, one, other);
            let tint = plan.tint(row, Block::By, *position);
            let look = cell_look(base.style(style(row.new.or(row.old))), column_plan, &content);
            let format = self.formats.get(look.filled(tint.map(Tint::colour)));
            let place = column(plan.start(Block::By) + index);
            write_content(self.sheet, format, at, place, &content)?;
            if let Some(why) = plan.why(row, *position) {
                self.sheet.insert_note(at, place, &note(why))?;
            }
        }
        Ok(())
    }

    /// Rows high enough for all text.
    fn heights(&mut self) -> Outcome {
        let plan = self.plan;
        let points = |columns: f64| columns * UNIT;
        let size = self.size();
        let across: f64 = plan.columns.iter().map(width).sum();
        let mut blocks = Vec::new();
        for (row, (look, text)) in (0..).zip(&plan.lines) {
            let font = line_font(*look, &plan.layout.page);
            blocks.push(heights::Block { text, font, width: points(across), rows: (row, row) });
        }
        let bold = Font { size, bold: true };
        let names = plan.block_row();
        blocks.push(heights::Block { text: "", font: bold, width: 0.0, rows: (names, names) });
        for (block, cells) in &plan.headers {
            let positions = plan.positions(*block);
            for cell in cells {
                let wide = positions.iter().skip(cell.columns.0).take(cell.columns.1 + 1 - cell.columns.0);
                let wide = wide.filter_map(|position| plan.columns.get(*position)).map(width);
                let first = plan.block_row() + 1;
                let rows = (first + cell.rows.0, first + cell.rows.1);
                let width = points(wide.sum()) - PADDING;
                blocks.push(heights::Block { text: &cell.text, font: bold, width, rows });
            }
        }
        let words: Vec<String> =
            plan.difference.rows.iter().map(|row| tint::words(row, plan.language)).collect();
        let contents: Vec<[Vec<Content>; 2]> = plan
            .difference
            .rows
            .iter()
            .map(|row| [Block::Old, Block::New].map(|side| plan.contents(row, side)))
            .collect();
        let plain = Font { size, bold: false };
        for ((at, sides), words) in (plan.body..).zip(&contents).zip(&words) {
            blocks.push(heights::Block {
                text: words,
                font: plain,
                width: points(CHANGE_WIDTH),
                rows: (at, at),
            });
            for (content, column) in sides.iter().flat_map(|side| side.iter().zip(&plan.columns)) {
                if let Content::Text(text) = content {
                    blocks.push(heights::Block {
                        text,
                        font: bold,
                        width: points(width(column)),
                        rows: (at, at),
                    });
                }
            }
        }
        for (row, height) in heights::heights(blocks).iter() {
            self.sheet.set_row_height(row, height)?;
        }
        Ok(())
    }
}

fn cell_look(look: Look, column: &ColumnPlan, content: &Content) -> Look {
    let decimals = match (column.kind, content.number()) {
        // Figures in a unit of their row's own.
        (ColumnType::Figure, Some(number)) => column.decimals.min(number.normalize().scale() as usize),
        _ => column.decimals,
    };
    let number = match content {
        Content::Text(text) if column.kind != ColumnType::Code => text_look(text),
        _ if column.kind == ColumnType::Code => NumberLook::Text,
        _ if column.kind == ColumnType::Year => NumberLook::Year,
        _ if column.kind.is_figure() => NumberLook::Figure(decimals),
        _ => NumberLook::Plain,
    };
    let look = look.align(column.align.into()).number(number);
    if matches!(content, Content::Text(_) | Content::Blank) { look.wrapped() } else { look }
}
