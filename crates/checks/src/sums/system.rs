//! Every claim of the tables about their own figures.

use std::collections::HashMap;

use phuluc_model::{KindRole, Quantity};
use rust_decimal::Decimal;

use super::expand::{Expander, Known, Terms};
use super::{Cell, continued, exact, lines, ties};
use crate::context::{Context, Table};

/// Failing claims of one sort from which on a table may follow another custom.
const MANY: usize = 6;

/// A cell in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) cell: Cell,
    pub(crate) minus: bool,
}

/// Where a claim comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sort {
    /// A parent is the sum of its children.
    Children,
    /// A figure is the sum of others in its row: which of the layout's.
    Row(usize),
    /// The grand total is the sum of the rows of level 1.
    GrandTotal,
    /// A row says which rows it adds up: "(I+II+III+IV)".
    Printed,
    /// A line that only adds up those before it.
    Subtotal,
    /// The grand total once more.
    SecondTotal,
    /// Another appendix states it too: whose tie, and which.
    Tie(usize, usize),
}

/// A claim: the stated figure is the sum of the terms.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) sort: Sort,
    /// The cell of the stated figure.
    pub(crate) target: Cell,
    /// What it is the sum of. Blank cells stand in it as zero.
    pub(crate) terms: Vec<Term>,
    /// The stated figure less the sum.
    pub(crate) residual: Decimal,
    /// What rounding of the stated figure may do.
    pub(crate) tolerance: Decimal,
    /// Whether nothing but blanks stands against the stated figure.
    pub(crate) weak: bool,
    /// Whether most claims of its sort fail in this table, so that none is believed.
    pub(crate) suspended: bool,
}

impl Identity {
    pub(crate) fn is_violated(&self) -> bool {
        !self.suspended && self.residual.abs() > self.tolerance
    }

    pub(crate) fn is_rounded(&self) -> bool {
        !self.suspended && !self.residual.is_zero() && self.residual.abs() <= self.tolerance
    }

    /// What the stated figure would have to be.
    pub(crate) fn expected(&self, context: &Context<'_>) -> Decimal {
        exact::add(value(context, self.target), -self.residual).unwrap_or_default()
    }
}

/// Every claim of the tables about their own figures.
#[derive(Debug, Default)]
pub(crate) struct System {
    pub(crate) identities: Vec<Identity>,
}

impl System {
    pub(crate) fn of(context: &Context<'_>) -> Self {
        let mut builder = Builder { context, identities: Vec::new() };
        let known: Vec<Known> = context.tables().iter().map(Known::of).collect();
        let expander_of = |index: usize| -> Option<Expander<'_>> {
            Some(Expander { table: context.tables().get(index)?, index, known: known.get(index)? })
        };
        for index in 0..context.tables().len() {
            let Some(expander) = expander_of(index) else { continue };
            builder.row_sums(&expander);
            builder.children(&expander);
            let others = continued::others(context.tables(), index).into_iter();
            let others = others.filter_map(|(other, rows)| Some((expander_of(other)?, rows)));
            builder.grand_total(&expander, &others.collect::<Vec<_>>());
            lines::add(&mut builder, &expander);
        }
        ties::add(&mut builder, &expander_of);
        let mut system = Self { identities: builder.identities };
        system.suspend();
        system
    }

    /// Where most claims of one sort fail, the table does not follow the layout
    /// in this; that is one thing to say, not many.
    fn suspend(&mut self) {
        let mut tally: HashMap<(u32, Sort, u32), (usize, usize)> = HashMap::new();
        let key = |identity: &Identity| {
            let sort = if identity.sort == Sort::GrandTotal { Sort::Children } else { identity.sort };
            (identity.target.table, sort, identity.target.column)
        };
        for identity in self.identities.iter().filter(|identity| !identity.weak) {
            let (hold, fail) = tally.entry(key(identity)).or_default();
            *(if identity.is_violated() { fail } else { hold }) += 1;
        }
        for identity in &mut self.identities {
            let (hold, fail) = tally.get(&key(identity)).copied().unwrap_or_default();
            identity.suspended = fail >= MANY && fail > 3 * hold;
        }
    }
}

/// The figure in a cell; a blank is zero.
pub(crate) fn value(context: &Context<'_>, cell: Cell) -> Decimal {
    context
        .tables()
        .get(cell.table())
        .map_or(Decimal::ZERO, |table| table.quantity(cell.row(), cell.column()).addend())
}

pub(super) struct Builder<'a> {
    pub(super) context: &'a Context<'a>,
    identities: Vec<Identity>,
}

impl Builder<'_> {
    /// Adds a claim, where a figure is stated and its sum can be held exactly.
    pub(super) fn claim(&mut self, sort: Sort, target: Cell, terms: Terms, weak: bool) {
        let stated = value(self.context, target);
        let mut residual = Some(stated);
        for term in &terms.terms {
            let addend = value(self.context, term.cell);
            residual = residual.and_then(|sum| exact::add(sum, if term.minus { addend } else { -addend }));
        }
        let Some(residual) = residual else { return };
        let terms = terms.terms;
        // Of a tie both sides are stated, and either may be the rounded one.
        let others =
            terms.iter().filter(|_| matches!(sort, Sort::Tie(..))).map(|term| value(self.context, term.cell));
        let stated = others.filter(|other| !other.is_zero()).chain([stated]);
        let tolerance = stated.map(exact::half_unit).max().unwrap_or_default();
        self.identities.push(Identity { sort, target, terms, residual, tolerance, weak, suspended: false });
    }

    /// Total = sources; source = investment + recurrent: as the layout says.
    fn row_sums(&mut self, expander: &Expander<'_>) {
        let table = expander.table;
        let layout = &table.appendix.layout;
        for (number, sum) in layout.row_sums.iter().enumerate() {
            if !self.follows(table, number) {
                continue;
            }
            for row in 0..table.rows.len() {
                if !is_stated(table.quantity(row, sum.target)) {
                    continue;
                }
                let mut terms = Terms::default();
                let whole =
                    sum.terms.iter().try_for_each(|t| expander.expand(row, t.column, t.minus, &mut terms));
                // A row whose parts stand only below it leaves them to the sums over rows.
                if whole.is_some() && terms.stated && !terms.descended {
                    let target = Cell::new(expander.index, row, sum.target);
                    self.claim(Sort::Row(number), target, terms, false);
                }
            }
        }
    }

    /// Whether a sum's columns are all in the sheet; where one is not, whether the
    /// figures follow it without.
    fn follows(&self, table: &Table<'_>, number: usize) -> bool {
        let layout = &table.appendix.layout;
        let columns = &table.appendix.source.columns;
        let Some(sum) = layout.row_sums.get(number) else { return false };
        let there = |column: usize| {
            layout.columns.get(column).is_some_and(|column| columns.contains_key(&*column.field))
        };
        if columns.is_empty() || sum.terms.iter().all(|term| there(term.column)) {
            return true;
        }
        let holds = |row: usize| {
            let parts = sum.terms.iter().map(|term| {
                let addend = table.quantity(row, term.column).addend();
                if term.minus { -addend } else { addend }
            });
            parts.fold(Decimal::ZERO, |sum, part| sum.saturating_add(part))
                == table.quantity(row, sum.target).addend()
        };
        let stated = (0..table.rows.len()).filter(|row| is_stated(table.quantity(*row, sum.target)));
        let (mut all, mut holding) = (0usize, 0usize);
        for row in stated {
            all += 1;
            holding += usize::from(holds(row));
        }
        all >= 3 && holding * 10 >= all * 8
    }

    /// A parent is the sum of its children.
    fn children(&mut self, expander: &Expander<'_>) {
        let table = expander.table;
        for (row, entry) in table.rows.iter().enumerate() {
            let counts = table.total != Some(row) && entry.role == KindRole::Row;
            if counts && !table.below(row).is_empty() && lines::printed_parts(table, row).is_none() {
                self.adds_up(Sort::Children, (expander.index, row), &[(expander, table.below(row))]);
            }
        }
    }

    /// The grand total is the sum of the rows of level 1, of the sheets that the table goes on
    /// over too where that fits better.
    fn grand_total(&mut self, expander: &Expander<'_>, others: &[(Expander<'_>, Vec<usize>)]) {
        let table = expander.table;
        let Some(row) = table.total.filter(|row| lines::printed_parts(table, *row).is_none()) else { return };
        let target = (expander.index, row);
        let before = self.identities.len();
        let mut parts = vec![(expander, table.below(row))];
        self.adds_up(Sort::GrandTotal, target, &parts);
        if others.is_empty() {
            return;
        }
        let own = self.identities.split_off(before);
        parts.extend(others.iter().map(|(other, rows)| (other, rows.as_slice())));
        self.adds_up(Sort::GrandTotal, target, &parts);
        let hold =
            |claims: &[Identity]| claims.iter().filter(|claim| !claim.weak && !claim.is_violated()).count();
        if hold(&own) >= hold(self.identities.get(before..).unwrap_or_default()) {
            self.identities.truncate(before);
            self.identities.extend(own);
        }
    }

    /// A row, given with the index of its table, is the sum of others in every column that adds up.
    pub(super) fn adds_up(
        &mut self,
        sort: Sort,
        (index, row): (usize, usize),
        parts: &[(&Expander<'_>, &[usize])],
    ) {
        let Some(table) = self.context.tables().get(index) else { return };
        let adds = |(of, part): &(&Expander<'_>, usize)| {
            of.table.row(*part).is_some_and(|entry| entry.role == KindRole::Row)
        };
        let parts = parts.iter().flat_map(|(of, parts)| parts.iter().map(|part| (*of, *part)));
        let parts: Vec<(&Expander<'_>, usize)> = parts.filter(adds).collect();
        let sums = &table.appendix.layout.children_sums;
        let any = parts.iter().any(|(of, part)| sums.iter().any(|column| of.known.at(*part, *column)));
        for &column in sums.iter().filter(|_| any) {
            let stated = table.quantity(row, column);
            if !is_stated(stated) {
                continue;
            }
            let mut terms = Terms::default();
            let whole = parts.iter().try_for_each(|(of, part)| of.expand(*part, column, false, &mut terms));
            let weak = !terms.stated;
            if whole.is_some() && !(weak && stated.addend().is_zero()) {
                self.claim(sort, Cell::new(index, row, column), terms, weak);
            }
        }
    }
}

pub(super) const fn is_stated(quantity: &Quantity) -> bool {
    matches!(quantity, Quantity::Number(_) | Quantity::Nil)
}
