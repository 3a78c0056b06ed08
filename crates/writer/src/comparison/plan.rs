//! What stands where in the sheet of a comparison.

use phuluc_diff::{AppendixDifference, ChangeNature, RowDifference, RowState};
use phuluc_model::{Appendix, CellRef, ColumnType, Language, Layout, Row, Value};
use rust_decimal::Decimal;

use super::tint::Tint;
use crate::columns::{self, ColumnPlan};
use crate::figures::{Content, Sum};
use crate::header::{HeaderCell, header_cells, header_rows, numbering};
use crate::heading::{LineLook, heading};

/// Columns before the two tables: what happened to the row.
pub(super) const BEFORE: usize = 1;

/// Where everything of one comparison stands. Rows and columns count from 0.
pub(super) struct ComparisonPlan<'a> {
    pub(super) difference: &'a AppendixDifference<'a>,
    pub(super) layout: &'a Layout,
    pub(super) name: String,
    pub(super) language: Language,
    /// Columns of each table.
    pub(super) columns: Vec<ColumnPlan>,
    /// Positions in `columns` that hold figures.
    pub(super) figures: Vec<usize>,
    /// Lines above the tables.
    pub(super) lines: Vec<(LineLook, String)>,
    /// Headers of the three blocks.
    pub(super) headers: [(Block, Vec<HeaderCell>); 3],
    pub(super) numbering: Vec<String>,
    /// First row of the tables.
    pub(super) body: u32,
}

/// Which of the three blocks of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Old,
    New,
    By,
}

impl<'a> ComparisonPlan<'a> {
    /// `None` where there is no appendix.
    pub(super) fn new(
        difference: &'a AppendixDifference<'a>,
        name: String,
        language: Language,
    ) -> Option<Self> {
        let either = difference.either()?;
        let layout: &Layout = &either.layout;
        let sides = [difference.old, difference.new];
        let mut written: Vec<usize> = sides.into_iter().flatten().flat_map(columns::written).collect();
        written.sort_unstable();
        written.dedup();
        let leaves = |row: &Row| leaves(layout, &written, row);
        let rows = difference.rows.iter().flat_map(|line| [line.old, line.new]).flatten();
        let contents: Vec<Vec<Content>> = rows.map(leaves).collect();
        let columns = columns::plans(either, &written, &contents);
        let figures = columns.iter().enumerate().filter(|(_, column)| has_difference(column.kind));
        let figures: Vec<usize> = figures.map(|(position, _)| position).collect();
        let differing: Vec<usize> =
            figures.iter().filter_map(|at| columns.get(*at)).map(|c| c.index).collect();
        let year = |side: Option<&Appendix>| side.unwrap_or(either).plan_year;
        let mut headers = [
            (Block::Old, header_cells(layout, &written, year(difference.old))),
            (Block::New, header_cells(layout, &written, year(difference.new))),
            (Block::By, header_cells(layout, &differing, year(difference.new))),
        ];
        let header_rows = headers.iter().map(|(_, cells)| header_rows(cells)).max().unwrap_or(1);
        for (_, cells) in &mut headers {
            stretch(cells, header_rows);
        }
        let lines = heading(either, false);
        let body = u32::try_from(lines.len()).unwrap_or(u32::MAX).saturating_add(header_rows + 2);
        Some(Self {
            difference,
            layout,
            name,
            language,
            figures,
            numbering: numbering(layout, &written),
            columns,
            lines,
            headers,
            body,
        })
    }

    /// The row of block names, above the headers.
    pub(super) fn block_row(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// Columns of a block, by position in `columns`.
    pub(super) fn positions(&self, block: Block) -> Vec<usize> {
        match block {
            Block::Old | Block::New => (0..self.columns.len()).collect(),
            Block::By => self.figures.clone(),
        }
    }

    /// First column of a block.
    pub(super) fn start(&self, block: Block) -> usize {
        match block {
            Block::Old => BEFORE,
            Block::New => BEFORE + self.columns.len(),
            Block::By => BEFORE + 2 * self.columns.len(),
        }
    }

    /// The last column of all.
    pub(super) fn last(&self) -> usize {
        (self.start(Block::By) + self.figures.len()).saturating_sub(1)
    }

    /// What stands in a row of the old table or the new one, by position: in cells that
    /// changed what the comparison tells.
    pub(super) fn contents(&self, line: &RowDifference<'_>, block: Block) -> Vec<Content> {
        let written: Vec<usize> = self.columns.iter().map(|column| column.index).collect();
        let row = if block == Block::Old { line.old } else { line.new };
        let Some(row) = row else { return vec![Content::Blank; written.len()] };
        let mut contents = leaves(self.layout, &written, row);
        for (content, column) in contents.iter_mut().zip(&written) {
            if let Some(change) = line.cells.iter().find(|cell| cell.column == *column) {
                let value = if block == Block::Old { &change.old } else { &change.new };
                *content = leaf(self.layout, *column, Some(value));
            }
        }
        contents
    }

    /// Why the figure at a position is not what its rows add up to; `None` where it is.
    pub(super) fn why(&self, line: &RowDifference<'_>, position: usize) -> Option<String> {
        let column = self.columns.get(position)?.index;
        let why = line.cells.iter().find(|cell| cell.column == column)?.why(self.language);
        (!why.is_empty()).then(|| why.join("\n"))
    }

    /// New less old in a row of the sheet; blank where neither is a figure, or either is words.
    pub(super) fn by(&self, at: u32, position: usize, old: &Content, new: &Content) -> Content {
        let words = |content: &Content| matches!(content, Content::Text(_));
        if words(old) || words(new) || old.number().is_none() && new.number().is_none() {
            return Content::Blank;
        }
        let number = |content: &Content| content.number().unwrap_or_default();
        let Some(result) = number(new).checked_sub(number(old)) else { return Content::Blank };
        let cell = |block| {
            let column = u32::try_from(self.start(block) + position).unwrap_or(u32::MAX);
            CellRef::new(at, column).to_string()
        };
        // N() takes a dash for nothing.
        let text = format!("=N({})-N({})", cell(Block::New), cell(Block::Old));
        Content::Formula(Box::new(Sum {
            text,
            result: result.normalize(),
            stated: result_stated(result),
            nothing: false,
        }))
    }

    /// The colour of a cell of a table.
    pub(super) fn tint(&self, row: &RowDifference<'_>, block: Block, position: usize) -> Option<Tint> {
        let column = self.columns.get(position)?.index;
        match (row.state, block) {
            (RowState::Added, Block::New | Block::By) => return Some(Tint::Added),
            (RowState::Removed, Block::Old | Block::By) => return Some(Tint::Removed),
            (RowState::Split | RowState::Joined, _) => {
                let there = if block == Block::Old { row.old } else { row.new };
                return there.map(|_| Tint::Regrouped);
            }
            _ => {}
        }
        let cell = row.cells.iter().find(|cell| cell.column == column);
        match cell.map(|cell| cell.nature) {
            Some(ChangeNature::Changed) => return Some(Tint::Changed),
            Some(ChangeNature::Follows) => return Some(Tint::Follows),
            Some(ChangeNature::Form) | None => {}
        }
        if block == Block::By {
            return None;
        }
        let side = if block == Block::Old { row.old } else { row.new };
        let is_name = side.and_then(|side| self.label(side)) == Some(column);
        let moved = row.moved?.place == Some(column) || is_name || Some(column) == self.layout.code_column();
        (row.moved.is_some() && moved).then_some(Tint::Moved)
    }

    /// The colour of a renamed row's name, which goes before that of its move.
    pub(super) fn name_tint(&self, row: &RowDifference<'_>, block: Block, position: usize) -> Option<Tint> {
        let side = if block == Block::Old { row.old } else { row.new };
        let column = self.columns.get(position)?.index;
        (row.renamed && self.label(side?) == Some(column)).then_some(Tint::Renamed)
    }

    /// The column of a row's name.
    fn label(&self, row: &Row) -> Option<usize> {
        let label = self.layout.kind(&row.kind).map(|kind| kind.label)?;
        row.text(label).map(|_| label)
    }
}

/// The lowest cells of a header reach down to the last of its rows.
fn stretch(cells: &mut [HeaderCell], rows: u32) {
    let own = header_rows(cells);
    for cell in cells.iter_mut().filter(|cell| cell.rows.1 + 1 == own) {
        cell.rows.1 = rows - 1;
    }
}

/// A formula states just what it gives.
fn result_stated(result: Decimal) -> phuluc_model::Quantity {
    phuluc_model::Quantity::number(result)
}

fn leaves(layout: &Layout, written: &[usize], row: &Row) -> Vec<Content> {
    written.iter().map(|column| leaf(layout, *column, row.values.get(*column))).collect()
}

fn leaf(layout: &Layout, column: usize, value: Option<&Value>) -> Content {
    let figure = layout.columns.get(column).is_some_and(|column| column.kind.is_figure());
    Content::leaf(value, figure)
}

/// Whether figures of a column have a difference that says something.
pub(super) const fn has_difference(kind: ColumnType) -> bool {
    kind.is_figure() && !matches!(kind, ColumnType::Year)
}
