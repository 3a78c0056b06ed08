//! Sums as one linear system, and what is wrong where it does not hold.
//!
//! Every claim that a table makes about its own figures is an [`system::Identity`]: a
//! parent is the sum of its children, a total that of its sources, one appendix
//! states what another does. `system` collects them; where some do not hold,
//! `search` looks for the fewest changes of cells that make all of them hold
//! (the error localisation of Fellegi and Holt), likeliest first.
//!
//! A blank cell claims nothing: what stands below it, or its parts, stand in its
//! place. The work is linear in the cells, and for what fails, in the cells of
//! the failing sums.

mod continued;
mod exact;
mod expand;
mod hypotheses;
mod likely;
mod lines;
mod patterns;
mod report;
mod search;
mod system;
mod ties;

pub(crate) use lines::printed_parts;
pub(crate) use report::report;
pub(crate) use search::{Slip, SlipKind};
pub(crate) use system::{Sort, System};

use std::sync::OnceLock;

use crate::context::Context;
use crate::keyed::Set;

/// A cell of some table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cell {
    pub(crate) table: u32,
    pub(crate) row: u32,
    pub(crate) column: u32,
}

impl Cell {
    pub(crate) fn new(table: usize, row: usize, column: usize) -> Self {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self { table: narrow(table), row: narrow(row), column: narrow(column) }
    }

    pub(crate) const fn table(self) -> usize {
        self.table as usize
    }

    pub(crate) const fn row(self) -> usize {
        self.row as usize
    }

    pub(crate) const fn column(self) -> usize {
        self.column as usize
    }
}

/// Where sums and ties do not hold, and why.
#[derive(Debug)]
pub(crate) struct Diagnosis {
    pub(crate) system: System,
    /// What is wrong, in the order of the identities.
    pub(crate) slips: Vec<Slip>,
    settled: OnceLock<Set<Cell>>,
    spoken: OnceLock<Set<Cell>>,
    doubled: OnceLock<Set<(usize, usize)>>,
    lacking: OnceLock<Set<(usize, usize)>>,
}

impl Diagnosis {
    pub(crate) fn of(context: &Context<'_>) -> Self {
        let system = System::of(context);
        let slips = search::search(context, &system);
        Self {
            system,
            slips,
            settled: OnceLock::new(),
            spoken: OnceLock::new(),
            doubled: OnceLock::new(),
            lacking: OnceLock::new(),
        }
    }

    /// Whether a slip tells that a row is missing below a row of a table.
    pub(crate) fn lacks_row(&self, table: usize, parent: usize) -> bool {
        let lacking = self.lacking.get_or_init(|| {
            let missing = self.slips.iter().filter(|slip| slip.kind == SlipKind::Missing);
            let first = missing.filter_map(|slip| slip.suspects.first());
            first.map(|suspect| (suspect.cell.table(), suspect.cell.row())).collect()
        });
        lacking.contains(&(table, parent))
    }

    /// Whether a slip tells that a row of a table stands twice.
    pub(crate) fn is_doubled(&self, table: usize, row: usize) -> bool {
        let doubled = self.doubled.get_or_init(|| {
            let row = |slip: &Slip| match slip.kind {
                SlipKind::Doubled(row) => Some((slip.suspects.first()?.cell.table(), row)),
                _ => None,
            };
            self.slips.iter().filter_map(row).collect()
        });
        doubled.contains(&(table, row))
    }

    /// Whether a slip is told at a cell, or suspects it first.
    pub(crate) fn speaks_of(&self, cell: Cell) -> bool {
        let spoken = self.spoken.get_or_init(|| {
            let target =
                |slip: &Slip| self.system.identities.get(slip.primary).map(|identity| identity.target);
            let suspects = self.slips.iter().filter_map(|slip| slip.suspects.first());
            suspects.map(|suspect| suspect.cell).chain(self.slips.iter().filter_map(target)).collect()
        });
        spoken.contains(&cell)
    }

    /// Whether sums speak of a cell: one holds with it, or it is the first suspect of one that does not.
    pub(crate) fn is_settled(&self, cell: Cell) -> bool {
        let settled = self.settled.get_or_init(|| {
            let holding = self.system.identities.iter().filter(|i| !i.weak && i.residual.is_zero());
            let suspects = self.slips.iter().filter_map(|slip| slip.suspects.first());
            holding
                .flat_map(|identity| identity.terms.iter().map(|term| term.cell))
                .chain(suspects.map(|suspect| suspect.cell))
                .collect()
        });
        settled.contains(&cell)
    }
}
