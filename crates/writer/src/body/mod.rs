//! The rows of a table, put into the finished package.
//!
//! The workbook library writes a sheet's heading, its notes and one cell of each look of
//! the table; so it numbers the looks and texts, and says all that a sheet has beside its
//! rows. The rows themselves are written here, straight from the plan: the library keeps a
//! map of maps of cells, looks up a hash of each cell's whole format, and formats each
//! number twice. What comes of it is the same to the letter (`package/tests.rs`).

mod looks;
mod rows;
mod spans;

pub(crate) use looks::{Looks, Sample};

use crate::formats::Look;
use crate::sheet::SheetPlan;

/// Tables from so many rows on are worth a thread.
const MANY: usize = 2_000;

/// The rows of one sheet's table.
#[derive(Debug)]
pub(crate) struct Body<'a> {
    pub(crate) plan: &'a SheetPlan<'a>,
    /// Number of the sheet in the workbook, from 1 on.
    pub(crate) sheet: usize,
    pub(crate) looks: Looks,
    /// The look of the source's own row numbers, where they stand beside the table.
    pub(crate) beside: Option<Look>,
}

impl<'a> Body<'a> {
    /// `None` for a table without rows.
    pub(crate) fn new(plan: &'a SheetPlan<'a>, sheet: usize, beside: Option<Look>) -> Option<Self> {
        let looks = Looks::of(plan);
        (!plan.rows.is_empty()).then_some(Self { plan, sheet, looks, beside })
    }

    /// Its part of the package.
    pub(crate) fn part(&self) -> String {
        format!("xl/worksheets/sheet{}.xml", self.sheet)
    }

    /// The last row of the sheet that has its number in the source beside it.
    pub(crate) fn numbered_row(&self) -> Option<u32> {
        self.beside?;
        self.plan.rows.iter().rev().find(|row| row.row.row > 0).map(|row| row.at)
    }

    /// Whether there is so much of it that it is compressed while it is written.
    pub(crate) fn is_large(&self) -> bool {
        self.plan.rows.len() >= MANY
    }
}
