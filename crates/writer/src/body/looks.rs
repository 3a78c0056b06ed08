//! Which looks the cells of a table have.

use std::collections::HashMap;

use crate::figures::Content;
use crate::formats::Look;
use crate::render::RowLook;
use crate::sheet::SheetPlan;

/// Marks cells of merged regions that show nothing of their own.
const HIDDEN: u32 = 1 << 31;

/// The looks of a table's cells.
#[derive(Debug)]
pub(crate) struct Looks {
    /// Index of each cell's look, row by row, some [`HIDDEN`].
    cells: Vec<u32>,
    columns: usize,
    samples: Vec<Sample>,
    /// How many of the samples are cells outside merged regions.
    single: usize,
}

/// A look with the first cell that has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) look: Look,
    /// Index of the table's row.
    pub(crate) row: usize,
    pub(crate) column: usize,
}

impl Looks {
    pub(crate) fn of(plan: &SheetPlan<'_>) -> Self {
        let columns = plan.columns.len();
        let mut known = Known { samples: Vec::new(), indexes: HashMap::new(), last: vec![None; columns] };
        let mut cells = Vec::with_capacity(plan.rows.len().saturating_mul(columns));
        let covered = plan.covered();
        for (row, contents) in plan.contents.iter().enumerate() {
            let look = RowLook::new(plan, row);
            for (column, (content, column_plan)) in contents.iter().zip(&plan.columns).enumerate() {
                let index = if covered.contains_key(&(row, column)) {
                    0
                } else {
                    known.index(Sample { look: look.of(column_plan, content), row, column })
                };
                cells.push(index);
            }
        }
        let single = known.samples.len();
        for merge in &plan.merges {
            let (row, column) = (merge.first, merge.column);
            let content = plan.content(row, column).map(|(_, content)| content);
            let (Some(content @ Content::Text(_)), Some(column_plan)) = (content, plan.columns.get(column))
            else {
                continue;
            };
            let look = RowLook::new(plan, row).of(column_plan, content);
            let index = known.index(Sample { look, row, column });
            for row in merge.first..=merge.last {
                if let Some(cell) = cells.get_mut(row * columns + column) {
                    *cell = if row == merge.first { index } else { index | HIDDEN };
                }
            }
        }
        Self { cells, columns, samples: known.samples, single }
    }

    /// A cell of each look outside merged regions, in the order in which they come.
    pub(crate) fn samples(&self) -> &[Sample] {
        self.samples.get(..self.single).unwrap_or_default()
    }

    /// The same with the looks that only merged regions have.
    pub(crate) fn all(&self) -> &[Sample] {
        &self.samples
    }

    /// The look of a cell.
    pub(crate) fn look(&self, row: usize, column: usize) -> Option<Look> {
        let (index, _) = self.row(row).nth(column)?;
        self.samples.get(index).map(|sample| sample.look)
    }

    /// Of the cells of a row, the index into [`Looks::all`], and whether something hides them.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = (usize, bool)> {
        let start = row.saturating_mul(self.columns);
        let cells = self.cells.get(start..start.saturating_add(self.columns)).unwrap_or_default();
        cells.iter().map(|cell| ((cell & !HIDDEN) as usize, cell & HIDDEN != 0))
    }
}

struct Known {
    samples: Vec<Sample>,
    indexes: HashMap<Look, u32>,
    /// What the cell above has: mostly the same.
    last: Vec<Option<(Look, u32)>>,
}

impl Known {
    fn index(&mut self, sample: Sample) -> u32 {
        let last = self.last.get(sample.column).copied().flatten();
        if let Some((_, index)) = last.filter(|(look, _)| *look == sample.look) {
            return index;
        }
        let next = u32::try_from(self.samples.len()).unwrap_or(u32::MAX);
        let index = *self.indexes.entry(sample.look).or_insert(next);
        if index == next {
            self.samples.push(sample);
        }
        if let Some(last) = self.last.get_mut(sample.column) {
            *last = Some((sample.look, index));
        }
        index
    }
}
