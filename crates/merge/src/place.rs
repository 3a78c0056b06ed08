//! Where a unit's rows go in the merged appendix: as they stand, or, where the form
//! has a row for each unit, a unit's own list below its row.

use std::sync::Arc;

use phuluc_checks::bare_name;
use phuluc_model::text::fold;
use phuluc_model::{Appendix, KindRole, Part, Row};

use crate::tree::{Arriving, Forest, ROOT};

/// What a row's place follows from.
#[derive(Clone)]
enum Below {
    /// No row above.
    Top,
    /// The row that units' rows stand under.
    Home(usize),
    /// A unit's row, with what its sub-headings leave to the rows below them.
    Unit(usize, Vec<(usize, Arc<str>)>),
    /// Any other row.
    Row(usize),
}

/// Which unit a row of an appendix belongs to.
pub(crate) enum Whose<'a> {
    /// All of them to one.
    Unit(&'a str),
    /// Each to the one that it names, of a plan that may hold many.
    Rows(&'a dyn Fn(&Appendix, &Row) -> Option<String>),
}

impl Whose<'_> {
    fn of(&self, appendix: &Appendix, row: &Row) -> Option<String> {
        match self {
            Self::Unit(unit) => Some((*unit).to_owned()),
            Self::Rows(named) => named(appendix, row),
        }
    }
}

/// Puts the rows of an appendix in their places.
pub(crate) fn place(forest: &mut Forest<'_>, whose: &Whose<'_>, appendix: &Appendix, table: Part) {
    let mut index = 0;
    let mut open: Vec<(Below, std::slice::Iter<'_, Row>)> = vec![(Below::Top, appendix.rows.iter())];
    while let Some((below, rest)) = open.last_mut() {
        let Some(row) = rest.next() else {
            open.pop();
            continue;
        };
        let below = below.clone();
        let part = Part { row: Some(index), ..table };
        index += 1;
        let placing = Placing { whose, arriving: Arriving { appendix, row, part } };
        let next = placing.place(forest, &below);
        open.push((next, row.children.iter()));
    }
}

struct Placing<'a> {
    whose: &'a Whose<'a>,
    arriving: Arriving<'a>,
}

impl Placing<'_> {
    /// Places a row, and says what the rows below it follow from.
    fn place(&self, forest: &mut Forest<'_>, below: &Below) -> Below {
        let layout = forest.layout;
        let row = self.arriving.row;
        let Some(kind) = layout.kind(&row.kind) else { return below.clone() };
        if matches!(kind.role, KindRole::Subtotal | KindRole::Total) {
            return below.clone();
        }
        let rank = |name: &str| layout.kinds.iter().position(|kind| &*kind.name == name);
        let Some(unit_kind) = layout.merge.unit.as_deref() else {
            let (parent, filled) = match below {
                Below::Top => (ROOT, Vec::new()),
                Below::Home(node) | Below::Row(node) => (*node, Vec::new()),
                Below::Unit(node, filled) => (*node, filled.clone()),
            };
            return Below::Row(forest.meet(parent, self.arriving, &filled));
        };
        let above_units = rank(&row.kind) < rank(unit_kind);
        match below {
            Below::Top if above_units => self.above(forest),
            Below::Top | Below::Home(_) => {
                let home = match below {
                    Below::Home(node) => *node,
                    _ => home(forest),
                };
                if above_units {
                    return Below::Row(forest.meet(home, self.arriving, &[]));
                }
                let Some(unit) = self.whose.of(self.arriving.appendix, row) else {
                    return Below::Row(forest.meet(home, self.arriving, &[]));
                };
                let Some(node) = forest.made(home, unit_kind, None, &unit) else { return below.clone() };
                self.in_unit(forest, unit_kind, home, node, &[])
            }
            Below::Unit(node, filled) => self.in_unit(forest, unit_kind, *node, *node, filled),
            Below::Row(node) => Below::Row(forest.meet(*node, self.arriving, &[])),
        }
    }

    /// A row that units' rows may stand under.
    fn above(&self, forest: &mut Forest<'_>) -> Below {
        let layout = forest.layout;
        let row = self.arriving.row;
        if let Some(known) = &layout.merge.home
            && known.kind == row.kind
        {
            let code = layout.code_column().and_then(|column| row.text(column));
            let name = self.arriving.appendix.label(row).unwrap_or_default();
            if code == Some(&known.code) || fold(name) == fold(&known.name) {
                let home = home(forest);
                forest.joins(home, self.arriving);
                return Below::Home(home);
            }
        }
        Below::Row(forest.meet(ROOT, self.arriving, &[]))
    }

    /// A row of a unit's own list.
    fn in_unit(
        &self,
        forest: &mut Forest<'_>,
        unit_kind: &str,
        home: usize,
        node: usize,
        filled: &[(usize, Arc<str>)],
    ) -> Below {
        let row = self.arriving.row;
        if &*row.kind != unit_kind {
            return Below::Row(forest.meet(node, self.arriving, filled));
        }
        let name = self.arriving.appendix.label(row).unwrap_or_default();
        let unit = forest.nodes.get(node).and_then(|node| node.made.first());
        if unit.is_some_and(|(_, unit)| names(unit, name)) {
            forest.joins(node, self.arriving);
            return Below::Unit(node, Vec::new());
        }
        if row.children.is_empty() {
            // Nothing stands below it that could stand below the unit: it stays what it is.
            return Below::Row(forest.meet(home, self.arriving, filled));
        }
        forest.takes_in(node, self.arriving);
        let label = forest.layout.kind(unit_kind).map_or(0, |kind| kind.label);
        Below::Unit(node, vec![(label, Arc::from(name))])
    }
}

/// Whether a row's name is the unit's.
fn names(unit: &str, name: &str) -> bool {
    let (unit, name) = (fold(unit), fold(name));
    name == unit || name == bare_name(&unit)
}

/// The row that units' rows stand under; the whole table where the form names none.
fn home(forest: &mut Forest<'_>) -> usize {
    let Some(home) = forest.layout.merge.home.clone() else { return ROOT };
    forest.made(ROOT, &home.kind, Some(&home.code), &home.name).unwrap_or(ROOT)
}
