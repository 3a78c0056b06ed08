//! Formulas of the tables: what they add up, and where one is not as it should be.
//!
//! A container that tells no formulas (`.xls`, `.xlsb`) leaves nothing to look at.

mod flaws;
mod parse;
mod say;
mod sheet;

use std::collections::{BTreeMap, HashSet};

use phuluc_model::Message;

pub(crate) use self::say::say;
use crate::context::Context;
use crate::sums::Cell;

/// What is wrong with how a cell is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlawKind {
    /// A typed figure where the column has formulas.
    Constant,
    /// Rows that belong to the sum are not in it.
    Misses,
    /// A row is in the sum once more, by itself or in a subtotal.
    Twice,
    /// Unlike the formulas of the rows beside it.
    Differs,
    /// A figure in its ranges is stored as text, which a sum leaves out.
    SkipsText,
}

/// A cell that is not worked out as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) kind: FlawKind,
    /// What is wrong, without what to do.
    pub(crate) what: Message,
    /// The cells that it is about.
    pub(crate) others: Vec<Cell>,
}

/// What is known of the formulas of all tables.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    flaws: BTreeMap<Cell, Flaw>,
    sound: HashSet<Cell>,
}

impl Formulas {
    pub(crate) fn of(context: &Context<'_>) -> Self {
        let mut formulas = Self::default();
        for (index, table) in context.tables().iter().enumerate() {
            if table.appendix.source.formulas.is_empty() {
                continue;
            }
            let sheet = sheet::Sheet::of(table);
            let flaws = flaws::find(&sheet);
            let here = |(row, column): (usize, usize)| Cell::new(index, row, column);
            let sound = sheet.formulas.keys().filter(|at| !flaws.contains_key(*at)).map(|at| here(*at));
            formulas.sound.extend(sound);
            formulas.flaws.extend(flaws.into_iter().map(|(at, flaw)| {
                let others = flaw.others.into_iter().map(here).collect();
                (here(at), Flaw { kind: flaw.kind, what: flaw.what, others })
            }));
        }
        formulas
    }

    /// What is wrong with a cell.
    pub(crate) fn flaw(&self, cell: Cell) -> Option<&Flaw> {
        self.flaws.get(&cell)
    }

    /// Whether a cell has a formula of which nothing bad is known.
    pub(crate) fn is_sound(&self, cell: Cell) -> bool {
        self.sound.contains(&cell)
    }

    pub(crate) const fn flaws(&self) -> &BTreeMap<Cell, Flaw> {
        &self.flaws
    }
}
