//! What one appendix states that another does too.

use phuluc_model::{RowSelector, TieTerm};

use super::Cell;
use super::expand::{Expander, Terms};
use super::system::{Builder, Sort, is_stated};
use crate::context::{Context, Table};

/// Adds the ties of every layout that was read.
pub(super) fn add<'a>(builder: &mut Builder<'a>, expander: &dyn Fn(usize) -> Option<Expander<'a>>) {
    for (index, table) in builder.context.tables().iter().enumerate() {
        for number in 0..table.appendix.layout.ties.len() {
            add_tie(builder, expander, index, number);
        }
    }
}

fn add_tie<'a>(
    builder: &mut Builder<'a>,
    expander: &dyn Fn(usize) -> Option<Expander<'a>>,
    index: usize,
    number: usize,
) -> Option<()> {
    let context = builder.context;
    let table = context.tables().get(index)?;
    let tie = table.appendix.layout.ties.get(number)?;
    // Rows are looked for only where every table is there.
    tie.left
        .iter()
        .chain(&tie.right)
        .try_for_each(|term| table_of(context, index, &term.layout).map(|_| ()))?;
    let mut stated = Vec::new();
    let mut terms = Terms::default();
    for (side, minus) in [(&tie.left, true), (&tie.right, false)] {
        let mut on_this_side = false;
        for term in side {
            let other = table_of(context, index, &term.layout)?;
            let expander = expander(other)?;
            let row = row_of(expander.table, &term.row)?;
            let column = expander.table.appendix.layout.column_index(&term.field)?;
            let cell = Cell::new(other, row, column);
            if minus && is_stated(expander.table.quantity(row, column)) {
                stated.push(cell);
            }
            let before = (terms.terms.len(), std::mem::take(&mut terms.stated));
            expander.expand(row, column, minus, &mut terms)?;
            on_this_side |= terms.stated;
            terms.stated |= before.1;
        }
        if !on_this_side {
            return None;
        }
    }
    let target = *stated.first()?;
    // The stated figure stands on its own side, not among the terms.
    let own = terms.terms.iter().position(|term| term.cell == target && term.minus)?;
    terms.terms.remove(own);
    builder.claim(Sort::Tie(index, number), target, terms, false);
    Some(())
}

/// The one table of a layout that goes with another: of its file, else of all that was read.
fn table_of(context: &Context<'_>, index: usize, layout: &str) -> Option<usize> {
    let own = context.tables().get(index)?.appendix;
    if *own.layout.id == *layout {
        return Some(index);
    }
    let same_year = |at: &usize| {
        context.tables().get(*at).is_some_and(|table| {
            let years = own.plan_year.zip(table.appendix.plan_year);
            years.is_none_or(|(one, other)| one == other)
        })
    };
    let alone = |found: &[usize]| {
        let mut found = found.iter().copied().filter(same_year);
        let first = found.next();
        (first.filter(|_| found.next().is_none()), first.is_some())
    };
    // Two of the layout in the file: which one is meant is not known.
    let (in_file, any) = alone(context.forms().in_file(layout, &own.source.file));
    if any || context.forms().all(&own.layout.id).len() != 1 {
        return in_file;
    }
    // A district's list is not held against its province's funding: the plan is the same, or nothing is said.
    let same_plan = |at: &usize| {
        let plan = context.tables().get(*at).and_then(|table| table.appendix.plan.as_ref());
        own.plan.as_ref().zip(plan).is_some_and(|(one, other)| {
            one.number.is_some() && one.number == other.number && one.issuer == other.issuer
        })
    };
    alone(context.forms().all(layout)).0.filter(same_plan)
}

/// The one row that a tie means; `None` where there is none or more than one.
fn row_of(table: &Table<'_>, selector: &RowSelector) -> Option<usize> {
    let codes = match selector {
        RowSelector::Total => return table.total,
        RowSelector::Code(codes) => codes,
    };
    let (last, above) = codes.split_last()?;
    let mut found = (0..table.rows.len()).filter(|row| {
        let mut next = *row;
        table.code(*row) == Some(last.as_str())
            && above.iter().rev().all(|code| {
                let parent = table.row(next).and_then(|entry| entry.parent);
                next = parent.unwrap_or(next);
                parent.is_some_and(|parent| table.code(parent) == Some(code.as_str()))
            })
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// A tie's term as an officer would point at it: `PL II, 1.1`.
pub(super) fn term_name(context: &Context<'_>, index: usize, term: &TieTerm) -> String {
    let sheet = table_of(context, index, &term.layout)
        .and_then(|at| context.tables().get(at))
        .map_or_else(|| term.layout.clone(), |table| table.appendix.source.sheet.clone());
    match &term.row {
        RowSelector::Total => sheet,
        RowSelector::Code(codes) => format!("{sheet}, {}", codes.join("/")),
    }
}
