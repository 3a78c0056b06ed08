//! What each figure of a unit counts: where rows or columns below it say more than
//! what it states, their sum, as a regenerated workbook computes it.

use std::collections::HashMap;

use phuluc_model::{Appendix, KindRole, Layout, Part, Quantity, Row, RowSum, exact};
use rust_decimal::Decimal;

/// How a figure comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// As it is stated.
    Stated,
    /// From the rows below.
    Rows,
    /// From the columns that it adds up.
    Columns,
}

/// What a figure counts.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) value: Quantity,
    pub(crate) how: How,
    /// What of it no row below has: all of it where none has anything.
    pub(crate) own: Decimal,
}

impl Figure {
    const fn of_rows(sum: Decimal) -> Self {
        Self { value: Quantity::Number(sum), how: How::Rows, own: Decimal::ZERO }
    }

    const fn of_columns(sum: Decimal, own: Decimal) -> Self {
        Self { value: Quantity::Number(sum), how: How::Columns, own }
    }
}

/// What figures add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Total {
    /// Nothing stands in any of them.
    Nothing,
    Exact(Decimal),
    /// More digits than a decimal holds.
    TooLong,
}

impl Total {
    pub(crate) const fn exact(self) -> Option<Decimal> {
        match self {
            Self::Exact(sum) => Some(sum),
            Self::Nothing | Self::TooLong => None,
        }
    }
}

/// The figures of one appendix, by row in the order of its walk and by column.
#[derive(Debug)]
pub(crate) struct Figures {
    rows: Vec<Vec<Figure>>,
    total: Vec<Figure>,
}

impl Figures {
    /// A figure; `None` is the grand total's row.
    pub(crate) fn get(&self, row: Option<usize>, column: usize) -> Option<&Figure> {
        match row {
            Some(row) => self.rows.get(row)?.get(column),
            None => self.total.get(column),
        }
    }

    /// `below` are sub-headings that stand under a unit's row though they were typed beside
    /// it, with that row, by index: it states their total.
    pub(crate) fn of(appendix: &Appendix, below: &[(usize, usize)]) -> Self {
        let layout = &appendix.layout;
        let moved: HashMap<usize, usize> = below.iter().copied().collect();
        let mut children: Vec<Vec<usize>> = Vec::new();
        let mut top = Vec::new();
        let mut rows: Vec<&Row> = Vec::new();
        let mut open: Vec<(Option<usize>, std::slice::Iter<'_, Row>)> = vec![(None, appendix.rows.iter())];
        while let Some((parent, rest)) = open.last_mut() {
            let parent = *parent;
            let Some(row) = rest.next() else {
                open.pop();
                continue;
            };
            let at = rows.len();
            if counts(layout, row) {
                // What stands below a row has a higher index.
                let unit = moved.get(&at).copied().filter(|unit| *unit < at);
                match unit.or(parent).and_then(|above| children.get_mut(above)) {
                    Some(siblings) => siblings.push(at),
                    None => top.push(at),
                }
            }
            rows.push(row);
            children.push(Vec::new());
            open.push((Some(at), row.children.iter()));
        }
        let mut figures: Vec<Vec<Figure>> = rows.iter().map(|row| stated(layout, row)).collect();
        for at in (0..rows.len()).rev() {
            let below = children.get(at).cloned().unwrap_or_default();
            let computed = computed(layout, figures.get(at), &below, &figures);
            if let (Some(slot), Some(computed)) = (figures.get_mut(at), computed) {
                *slot = computed;
            }
        }
        let total = appendix.total.as_ref().map(|row| stated(layout, row));
        let total = computed(layout, total.as_ref(), &top, &figures).unwrap_or_default();
        Self { rows: figures, total }
    }
}

/// Sub-headings of each table that stand under a unit's row of the same table, as
/// [`Figures::of`] wants them.
pub(crate) fn headings_below<'a>(
    rows: impl Iterator<Item = (&'a [Part], &'a [Part])>,
) -> HashMap<(usize, usize), Vec<(usize, usize)>> {
    let mut below: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::new();
    for (parts, headings) in rows {
        for heading in headings {
            let table = (heading.submission, heading.appendix);
            let unit = parts.iter().find(|part| (part.submission, part.appendix) == table);
            if let (Some(heading), Some(unit)) = (heading.row, unit.and_then(|unit| unit.row)) {
                below.entry(table).or_default().push((heading, unit));
            }
        }
    }
    below
}

/// Whether a row counts in the sum of the rows beside it.
pub(crate) fn counts(layout: &Layout, row: &Row) -> bool {
    layout.kind(&row.kind).is_none_or(|kind| kind.role == KindRole::Row)
}

fn stated(layout: &Layout, row: &Row) -> Vec<Figure> {
    let figure = |column| {
        let value = row.quantity(column).clone();
        Figure { own: value.addend(), value, how: How::Stated }
    };
    (0..layout.columns.len()).map(figure).collect()
}

/// A row's figures with sums in place of what they replace.
fn computed(
    layout: &Layout,
    own: Option<&Vec<Figure>>,
    below: &[usize],
    all: &[Vec<Figure>],
) -> Option<Vec<Figure>> {
    let mut figures = own?.clone();
    let stated: Vec<Quantity> = figures.iter().map(|figure| figure.value.clone()).collect();
    let rolled = |column: usize| {
        let cells = || below.iter().filter_map(|row| all.get(*row)?.get(column)).map(|figure| &figure.value);
        let sums = layout.children_sums.contains(&column) && !outweighs(stated.get(column), cells());
        sums.then(|| sum(cells().map(|value| (value, false))).exact()).flatten()
    };
    for &column in &layout.children_sums {
        if let (Some(sum), Some(slot)) = (rolled(column), figures.get_mut(column)) {
            *slot = Figure::of_rows(sum);
        }
    }
    for row_sum in RowSum::in_order(&layout.row_sums) {
        let terms = row_sum.terms.iter().filter_map(|term| Some((figures.get(term.column)?, term.minus)));
        let values = terms.clone().map(|(figure, minus)| (&figure.value, minus));
        let dashes = outweighs(stated.get(row_sum.target), values.clone().map(|(value, _)| value));
        let across = sum(values).exact().filter(|_| !dashes);
        let own = terms.map(|(figure, minus)| if minus { -figure.own } else { figure.own });
        let own = own.reduce(|one, other| one.saturating_add(other)).unwrap_or_default();
        let computed = match (rolled(row_sum.target), across) {
            // Amounts of its own beside what stands below: the columns hold both.
            (Some(rolled), Some(across))
                if !own.is_zero() && exact::subtract(across, own) == Some(rolled) =>
            {
                Some(Figure::of_columns(across, own))
            }
            (None, Some(across)) => Some(Figure::of_columns(across, across)),
            _ => None,
        };
        if let (Some(slot), Some(computed)) = (figures.get_mut(row_sum.target), computed) {
            *slot = computed;
        }
    }
    Some(figures)
}

/// Whether a figure is stated where only dashes and words stand in its parts: those take
/// nothing away from it.
fn outweighs<'a>(stated: Option<&Quantity>, mut parts: impl Iterator<Item = &'a Quantity>) -> bool {
    let is_stated = stated.and_then(Quantity::value).is_some_and(|value| !value.is_zero());
    is_stated && parts.all(|part| part.value().is_none())
}

/// The exact sum of figures.
pub(crate) fn sum<'a>(figures: impl Iterator<Item = (&'a Quantity, bool)>) -> Total {
    let mut sum = Some(Decimal::ZERO);
    let mut something = false;
    for (figure, minus) in figures {
        something |= !figure.is_blank();
        let addend = figure.addend();
        sum = sum.and_then(|sum| exact::add(sum, if minus { -addend } else { addend }));
    }
    match sum {
        _ if !something => Total::Nothing,
        Some(sum) => Total::Exact(sum.normalize()),
        None => Total::TooLong,
    }
}
