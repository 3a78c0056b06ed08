//! Formulas of the tables: what they add up, and where one is not as it should be.
//!
//! A container that tells no formulas (`.xls`, `.xlsb`) leaves nothing to look at.

mod flaws;
mod parse;
mod say;
mod sheet;

use std::collections::BTreeMap;

use phuluc_model::Message;
use rust_decimal::Decimal;

pub(crate) use self::say::say;
use crate::context::Context;
use crate::keyed::Set;
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
    sound: Set<Cell>,
    /// By the cell that is added: the cell whose formula adds it, and whether it takes it away.
    followers: Vec<(Cell, (Cell, bool))>,
}

/// Cells that may follow one change, directly or not.
const FOLLOWING: usize = 200;

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
            for (at, parsed) in &sheet.formulas {
                for (addend, minus) in parsed.sum.iter().flat_map(|sum| sheet.followed(sum)) {
                    formulas.followers.push((here(addend), (here(*at), minus)));
                }
            }
            formulas.flaws.extend(flaws.into_iter().map(|(at, flaw)| {
                let others = flaw.others.into_iter().map(here).collect();
                (here(at), Flaw { kind: flaw.kind, what: flaw.what, others })
            }));
        }
        formulas.followers.sort_by_key(|(addend, _)| *addend);
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

    /// How cells with formulas move when a cell does, itself first: once for each way
    /// that leads to them.
    pub(crate) fn follow(&self, cell: Cell, by: Decimal) -> Vec<(Cell, Decimal)> {
        let mut moved = vec![(cell, by)];
        let mut at = 0;
        while let Some((cell, by)) = moved.get(at).copied() {
            let start = self.followers.partition_point(|(addend, _)| *addend < cell);
            let followers = self.followers.iter().skip(start).take_while(|(addend, _)| *addend == cell);
            moved.extend(followers.map(|(_, (follower, minus))| (*follower, if *minus { -by } else { by })));
            at += 1;
            if moved.len() > FOLLOWING {
                moved.truncate(1);
                break;
            }
        }
        moved
    }

    pub(crate) const fn flaws(&self) -> &BTreeMap<Cell, Flaw> {
        &self.flaws
    }
}
