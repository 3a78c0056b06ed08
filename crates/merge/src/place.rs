//! Where a unit's rows go in the merged appendix: as they stand, or, where the form
//! has a row for each unit, a unit's own list below its row.

use std::sync::Arc;

use phuluc_checks::bare_name;
use phuluc_model::text::fold;
use phuluc_model::{Appendix, Finding, KindRole, Layout, Message, Part, Row};

use crate::rules::ROW_OF_ANOTHER;
use crate::say::at_cell;
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
    /// All of them to one, but for rows that name another of these.
    Unit(&'a str, &'a dyn Fn(&str) -> Option<String>),
    /// Each to the one that it names, of a plan that may hold many.
    Rows(&'a dyn Fn(&Appendix, &Row) -> Option<String>),
}

impl Whose<'_> {
    fn of(&self, appendix: &Appendix, row: &Row) -> Option<String> {
        match self {
            Self::Unit(unit, _) => Some((*unit).to_owned()),
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
            let name = fold(self.arriving.appendix.label(row).unwrap_or_default());
            // The form's own name says more than a number does.
            let numbered = code == Some(&known.code) && !is_prepared(layout, &known.kind, &name);
            if numbered || name == fold(&known.name) {
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
        if let Whose::Unit(own, listed) = self.whose
            && let Some(other) = listed(name).filter(|other| other != own)
        {
            let home = self::home(forest);
            let Some(node) = forest.made(home, unit_kind, None, &other) else { return Below::Home(home) };
            forest.joins(node, self.arriving);
            forest.findings.push(of_another(self.arriving, own, &other));
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

/// Whether the form prepares a row of a kind and folded name.
fn is_prepared(layout: &Layout, kind: &str, name: &str) -> bool {
    layout.prepared.iter().any(|row| {
        let Some(known) = layout.kinds.get(row.kind).filter(|known| &*known.name == kind) else {
            return false;
        };
        row.texts.iter().any(|(column, text)| *column == known.label && fold(text) == name)
    })
}

/// A row of one unit in another's file.
fn of_another(arriving: Arriving<'_>, own: &str, other: &str) -> Finding {
    let label = arriving.appendix.kind(arriving.row).map_or(0, |kind| kind.label);
    let message = Message::new(
        format!(
            "Tệp của {own} có dòng của {other}: đã cộng vào {other}, kiểm tra có trùng với tệp của đơn vị đó không"
        ),
        format!(
            "the file of {own} has a row of {other}: it was added to {other}; check whether that unit's own file has it too"
        ),
    );
    at_cell(&ROW_OF_ANOTHER, message, arriving.appendix, arriving.row, label).with_found(other)
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
