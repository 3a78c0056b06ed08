//! Which row of one appendix is which row of another of the same layout.
//!
//! Rows meet by kind, name and place, below the same rows; order and outline numbers decide
//! only between rows that are otherwise equal. What is left is looked for elsewhere
//! in the table, then by near names (`likeness`) among the rows of one parent, and as one
//! row that became several (`regroup`).
//!
//! Keys are hashed and near names are compared in small blocks up to a limit, so the
//! work grows with the number of rows. The same input gives the same answer, and two
//! appendices the other way round give the same pairs.

mod appendices;
mod exact;
mod likeness;
mod near;
mod regroup;
mod rows;
mod slips;

pub use appendices::pair_appendices;
use phuluc_model::{Appendix, KindRole, Row};
use rows::{Names, Node};
pub(crate) use rows::{label, place_column, stem as printed_number};
pub use slips::same_but_for_slips;

/// Rows that are the same thing: one of each, or one and the several that it was
/// split into or joined from. Indexes count as in [`Matching::old_rows`] and [`Matching::new_rows`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Rows of the old appendix.
    pub old: Vec<usize>,
    /// Rows of the new one.
    pub new: Vec<usize>,
}

/// One row with what is above it.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The row.
    pub row: &'a Row,
    /// Index of its parent; `None` for the grand total and rows of level 1.
    pub parent: Option<usize>,
}

/// The rows of two appendices, matched.
#[derive(Debug)]
pub struct Matching<'a> {
    old: Vec<Placed<'a>>,
    new: Vec<Placed<'a>>,
    links: Vec<Link>,
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

impl<'a> Matching<'a> {
    /// Rows of the old appendix: the grand total, then the others in the order of the table.
    pub fn old_rows(&self) -> &[Placed<'a>] {
        &self.old
    }

    /// Rows of the new appendix, in the same way.
    pub fn new_rows(&self) -> &[Placed<'a>] {
        &self.new
    }

    /// Every link.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Index of the link that an old row is in; `None` where nothing matches it.
    pub fn of_old(&self, row: usize) -> Option<usize> {
        self.of_old.get(row).copied().flatten()
    }

    /// Index of the link that a new row is in; `None` where nothing matches it.
    pub fn of_new(&self, row: usize) -> Option<usize> {
        self.of_new.get(row).copied().flatten()
    }

    /// Pairs of one row each.
    pub fn pairs(&self) -> impl Iterator<Item = (&'a Row, &'a Row)> + '_ {
        self.links.iter().filter_map(|link| match (link.old.as_slice(), link.new.as_slice()) {
            ([old], [new]) => Some((self.old.get(*old)?.row, self.new.get(*new)?.row)),
            _ => None,
        })
    }
}

/// Matches the rows of two appendices of one layout.
pub fn match_rows<'a>(old: &'a Appendix, new: &'a Appendix) -> Matching<'a> {
    match_rows_of(Some(old), Some(new))
}

/// The same where one may be missing.
pub(crate) fn match_rows_of<'a>(old: Option<&'a Appendix>, new: Option<&'a Appendix>) -> Matching<'a> {
    let mut names = Names::new();
    let additive = old.or(new).map(|appendix| rows::additive(&appendix.layout)).unwrap_or_default();
    let mut nodes = |appendix: Option<&'a Appendix>| {
        appendix.map(|appendix| rows::nodes(appendix, &mut names)).unwrap_or_default()
    };
    let (old, new) = (nodes(old), nodes(new));
    let mut matcher = Matcher {
        of_old: vec![None; old.len()],
        of_new: vec![None; new.len()],
        old,
        new,
        links: Vec::new(),
        budget: near::MOST_COMPARED,
        additive,
    };
    matcher.run();
    matcher.drop_empty_links();
    let placed = |nodes: Vec<Node<'a>>| {
        nodes.into_iter().map(|node| Placed { row: node.row, parent: node.parent }).collect()
    };
    Matching {
        old: placed(matcher.old),
        new: placed(matcher.new),
        links: matcher.links,
        of_old: matcher.of_old,
        of_new: matcher.of_new,
    }
}

/// Rows of both sides while they are matched.
struct Matcher<'a> {
    old: Vec<Node<'a>>,
    new: Vec<Node<'a>>,
    links: Vec<Link>,
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
    /// Near names that may still be compared.
    budget: usize,
    /// Columns that add up over rows.
    additive: Vec<usize>,
}

/// One of the two appendices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

impl<'a> Matcher<'a> {
    fn run(&mut self) {
        self.total();
        self.below_the_same();
        self.below_renamed();
        self.anywhere();
        while self.by_children() {
            self.below_renamed();
        }
        self.other_place();
        self.regroup();
        self.near_siblings(|_| true);
        self.below_renamed();
        self.near_anywhere();
        self.below_renamed();
    }

    fn nodes(&self, side: Side) -> &[Node<'a>] {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    fn node(&self, side: Side, row: usize) -> Option<&Node<'a>> {
        self.nodes(side).get(row)
    }

    fn link_of(&self, side: Side, row: usize) -> Option<usize> {
        match side {
            Side::Old => self.of_old.get(row).copied().flatten(),
            Side::New => self.of_new.get(row).copied().flatten(),
        }
    }

    /// Rows that nothing matches yet.
    fn free(&self, side: Side) -> Vec<usize> {
        (0..self.nodes(side).len()).filter(|row| self.link_of(side, *row).is_none()).collect()
    }

    /// A number for the parent of a row that is the same on both sides: 0 above level 1;
    /// `None` where nothing matches the parent.
    fn parent(&self, side: Side, row: usize) -> Option<u32> {
        match self.node(side, row)?.parent {
            None => Some(0),
            Some(parent) => u32::try_from(self.link_of(side, parent)? + 1).ok(),
        }
    }

    fn link(&mut self, old: Vec<usize>, new: Vec<usize>) {
        let index = Some(self.links.len());
        for row in &old {
            if let Some(slot) = self.of_old.get_mut(*row) {
                *slot = index;
            }
        }
        for row in &new {
            if let Some(slot) = self.of_new.get_mut(*row) {
                *slot = index;
            }
        }
        self.links.push(Link { old, new });
    }

    /// Links whose rows were linked anew are empty.
    fn drop_empty_links(&mut self) {
        let links = std::mem::take(&mut self.links);
        for link in links.into_iter().filter(|link| !link.old.is_empty()) {
            self.link(link.old, link.new);
        }
    }

    /// The grand total is the grand total, whatever it is called.
    fn total(&mut self) {
        let first = |nodes: &[Node<'_>]| nodes.iter().position(|node| node.role == KindRole::Total);
        if let (Some(old), Some(new)) = (first(&self.old), first(&self.new)) {
            self.link(vec![old], vec![new]);
        }
    }
}
