//! One row that became several, or several that became one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::likeness::likeness;
use super::rows::{Id, Node};
use super::{Matcher, Side};

/// Rows that one may have become, of which subsets are tried.
const MOST_PARTS: usize = 10;
/// Rows of one parent whose names are all compared.
const SMALL_BLOCK: usize = 1_600;
/// Likeness in thousandths from which a name, numbers aside, may be that of a part.
const PART: u32 = 800;
/// Words of a name within which another is looked for.
const MOST_WORDS: usize = 30;
/// Rows of one name below one parent, beyond which it tells none of them.
const COMMON: usize = 8;
/// Letters that a name must have to be looked for in others.
const TELLING: usize = 6;

impl Matcher<'_> {
    /// Links rows whose figures are the sum of several rows of the other side that
    /// carry their name, below the same parent.
    pub(super) fn regroup(&mut self) {
        self.regroup_from(Side::Old);
        self.regroup_from(Side::New);
    }

    /// `whole` is the side with the one row.
    fn regroup_from(&mut self, whole: Side) {
        let parts_side = if whole == Side::Old { Side::New } else { Side::Old };
        let mut blocks: BTreeMap<(u32, Id), (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for row in self.free(parts_side) {
            if let Some(key) = self.block(parts_side, row) {
                blocks.entry(key).or_default().1.push(row);
            }
        }
        for row in 0..self.nodes(whole).len() {
            let changed = self.partner(whole, row).is_none_or(|partner| self.differs(whole, row, partner));
            if !changed {
                continue;
            }
            if let Some(block) = self.block(whole, row).and_then(|key| blocks.get_mut(&key)) {
                block.0.push(row);
            }
        }
        for (wholes, parts) in blocks.into_values() {
            let candidates = self.parts(whole, &wholes, parts_side, &parts);
            for (row, parts) in candidates {
                self.regroup_row(whole, row, parts_side, parts);
            }
        }
    }

    /// Rows among which one can become several: leaves of one kind below one parent.
    fn block(&self, side: Side, row: usize) -> Option<(u32, Id)> {
        let node = self.node(side, row)?;
        (node.leaf && node.name != 0 && node.figures != 0)
            .then(|| self.parent(side, row).map(|parent| (parent, node.kind)))?
    }

    /// The one row that a row is matched with, `None` where it is free.
    fn partner(&self, side: Side, row: usize) -> Option<usize> {
        let link = self.links.get(self.link_of(side, row)?)?;
        let other = if side == Side::Old { &link.new } else { &link.old };
        other.first().copied()
    }

    fn differs(&self, side: Side, row: usize, partner: usize) -> bool {
        let other = if side == Side::Old { Side::New } else { Side::Old };
        let link = self.link_of(side, row).and_then(|link| self.links.get(link));
        let single = link.is_some_and(|link| link.old.len() == 1 && link.new.len() == 1);
        let figures = |node: Option<&Node<'_>>| node.map(|node| node.figures);
        single && figures(self.node(side, row)) != figures(self.node(other, partner))
    }

    /// For each whole row the free rows whose names contain its name, are contained in
    /// it, or are like it.
    fn parts(
        &self,
        whole: Side,
        wholes: &[usize],
        side: Side,
        parts: &[usize],
    ) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let (of_wholes, of_parts) = (self.by_words(whole, wholes), self.by_words(side, parts));
        for part in parts {
            for row in within(self.node(side, *part), &of_wholes) {
                found.entry(row).or_default().insert(*part);
            }
        }
        for row in wholes {
            for part in within(self.node(whole, *row), &of_parts) {
                found.entry(*row).or_default().insert(part);
            }
        }
        // Numbers of kilometres and stages aside; a name that stayed is no mere resemblance.
        let alone = wholes.iter().filter(|row| self.link_of(whole, **row).is_none());
        if wholes.len() * parts.len() <= SMALL_BLOCK {
            for row in alone {
                let like = |part: &&usize| {
                    let (Some(one), Some(other)) = (self.node(whole, *row), self.node(side, **part)) else {
                        return false;
                    };
                    let (a, b) = (without_numbers(&one.words), without_numbers(&other.words));
                    one.place == other.place && a.contains(' ') && likeness(&a, &b) >= PART
                };
                let like: Vec<usize> = parts.iter().filter(like).copied().collect();
                if !like.is_empty() {
                    found.entry(*row).or_default().extend(like);
                }
            }
        }
        found
    }

    fn by_words(&self, side: Side, rows: &[usize]) -> HashMap<&str, Vec<usize>> {
        let mut index: HashMap<&str, Vec<usize>> = HashMap::new();
        for row in rows {
            let Some(node) = self.node(side, *row) else { continue };
            if node.words.chars().count() >= TELLING && node.words.contains(' ') {
                index.entry(&node.words).or_default().push(*row);
            }
        }
        index.retain(|_, rows| rows.len() <= COMMON);
        index
    }

    /// Links a row with the parts that add up to it, all of them or the fewest.
    fn regroup_row(&mut self, whole: Side, row: usize, side: Side, parts: BTreeSet<usize>) {
        let free = |part: &usize| self.link_of(side, *part).is_none();
        let parts: Vec<usize> = parts.into_iter().filter(free).collect();
        let partner = self.partner(whole, row);
        if parts.len() + usize::from(partner.is_some()) < 2 {
            return;
        }
        let Some(goal) = self.figures(whole, &[row]) else { return };
        let adds_up = |chosen: &[usize]| {
            let mut all = chosen.to_vec();
            all.extend(partner);
            (all.len() >= 2 && self.figures(side, &all).as_ref() == Some(&goal)).then_some(all)
        };
        let chosen = adds_up(&parts).or_else(|| fewest(&parts, adds_up));
        let Some(mut chosen) = chosen else { return };
        chosen.sort_unstable();
        if partner.is_some() {
            self.unlink(whole, row);
        }
        match whole {
            Side::Old => self.link(vec![row], chosen),
            Side::New => self.link(chosen, vec![row]),
        }
    }

    /// Sums of the columns that add up; `None` where a sum does not fit a decimal.
    fn figures(&self, side: Side, rows: &[usize]) -> Option<Vec<Decimal>> {
        let column = |column: &usize| {
            let values =
                rows.iter().filter_map(|row| Some(self.node(side, *row)?.row.quantity(*column).addend()));
            values.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
        };
        let sums: Option<Vec<Decimal>> = self.additive.iter().map(column).collect();
        sums.filter(|sums| sums.iter().any(|sum| !sum.is_zero()))
    }

    /// Takes a row out of its link, which is left empty.
    fn unlink(&mut self, side: Side, row: usize) {
        let Some(link) = self.link_of(side, row).and_then(|link| self.links.get_mut(link)) else { return };
        let (old, new) = (std::mem::take(&mut link.old), std::mem::take(&mut link.new));
        for row in old {
            if let Some(slot) = self.of_old.get_mut(row) {
                *slot = None;
            }
        }
        for row in new {
            if let Some(slot) = self.of_new.get_mut(row) {
                *slot = None;
            }
        }
    }
}

/// The first of the smallest subsets that fit.
fn fewest(parts: &[usize], fits: impl Fn(&[usize]) -> Option<Vec<usize>>) -> Option<Vec<usize>> {
    if parts.len() > MOST_PARTS {
        return None;
    }
    let mut masks: Vec<u32> = (1..1u32 << parts.len()).collect();
    masks.sort_by_key(|mask| (mask.count_ones(), *mask));
    masks.into_iter().find_map(|mask| {
        let chosen = parts.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, part)| *part);
        fits(&chosen.collect::<Vec<_>>())
    })
}

/// A folded name without words that hold digits.
fn without_numbers(words: &str) -> String {
    let words = words.split(' ').filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

/// Rows whose whole name stands in the words of another.
fn within(node: Option<&Node<'_>>, index: &HashMap<&str, Vec<usize>>) -> Vec<usize> {
    let Some(words) = node.map(|node| node.words.as_str()) else { return Vec::new() };
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    let starts: Vec<usize> = starts.take(MOST_WORDS).collect();
    let ends = words.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(words.len()));
    let ends: Vec<usize> = ends.take(MOST_WORDS).collect();
    let mut found = Vec::new();
    for (from, start) in starts.iter().enumerate() {
        for end in ends.iter().skip(from) {
            let slice = words.get(*start..*end).unwrap_or_default();
            found.extend(index.get(slice).into_iter().flatten().copied());
        }
    }
    found
}
