//! Rows that are called the same.

use std::collections::HashMap;

use super::rows::{Id, Node};
use super::{Matcher, Side};

/// What rows must agree in to be of one key.
pub(super) type Key = [Id; 4];

/// What becomes of several rows of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alike {
    /// The likest first, the rest in the order of the table.
    InOrder,
    /// Only a single pair, or rows with the same figures.
    Told,
}

/// Links that renaming can go through, one below the other.
const DEEPEST: usize = 64;

impl Matcher<'_> {
    /// Pairs free rows by a key; rows without one are left alone. Says whether it paired any.
    pub(super) fn by_key(&mut self, key: impl Fn(&Self, Side, usize) -> Option<Key>, alike: Alike) -> bool {
        let before = self.links.len();
        let mut index: HashMap<Key, usize> = HashMap::new();
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for row in self.free(Side::Old) {
            let Some(key) = key(self, Side::Old, row) else { continue };
            let at = *index.entry(key).or_insert(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.0.push(row),
                None => groups.push((vec![row], Vec::new())),
            }
        }
        for row in self.free(Side::New) {
            let found = key(self, Side::New, row).and_then(|key| index.get(&key));
            if let Some(group) = found.and_then(|at| groups.get_mut(*at)) {
                group.1.push(row);
            }
        }
        for (old, new) in groups {
            match (old.as_slice(), new.as_slice()) {
                (_, []) => {}
                ([one], [other]) => self.link(vec![*one], vec![*other]),
                _ => self.likest(old, new, alike),
            }
        }
        self.links.len() > before
    }

    /// Pairs rows of one key by what else they agree in.
    fn likest(&mut self, mut old: Vec<usize>, mut new: Vec<usize>, alike: Alike) {
        let told: [fn(&Node<'_>) -> Key; 4] = [
            |node| [node.figures, node.texts, node.code, node.below],
            |node| [node.figures, node.texts, node.below, 0],
            |node| [node.figures, node.texts, 0, 0],
            |node| [node.figures, 0, 0, 0],
        ];
        let further: [fn(&Node<'_>) -> Key; 4] = [
            |node| [node.texts, node.code, node.below, 0],
            |node| [node.texts, node.below, 0, 0],
            |node| [node.code, 0, 0, 0],
            |node| [node.texts, 0, 0, 0],
        ];
        for key in told {
            self.pair_equal(&mut old, &mut new, |node| (node.figures != 0).then(|| key(node)));
        }
        if alike == Alike::Told {
            return;
        }
        for key in further {
            self.pair_equal(&mut old, &mut new, |node| Some(key(node)));
        }
        for (old, new) in old.into_iter().zip(new) {
            self.link(vec![old], vec![new]);
        }
    }

    fn pair_equal(
        &mut self,
        old: &mut Vec<usize>,
        new: &mut Vec<usize>,
        key: impl Fn(&Node<'_>) -> Option<Key>,
    ) {
        let mut waiting: HashMap<Key, std::collections::VecDeque<usize>> = HashMap::new();
        for row in new.iter() {
            if let Some(key) = self.new.get(*row).and_then(&key) {
                waiting.entry(key).or_default().push_back(*row);
            }
        }
        for row in old.iter() {
            let found = self.old.get(*row).and_then(&key);
            let found = found.and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(found) = found {
                self.link(vec![*row], vec![found]);
            }
        }
        old.retain(|row| self.link_of(Side::Old, *row).is_none());
        new.retain(|row| self.link_of(Side::New, *row).is_none());
    }

    /// Rows of one name and place below the same rows, level by level.
    pub(super) fn below_the_same(&mut self) {
        for _ in 0..DEEPEST {
            let named = |matcher: &Self, side, row| {
                let node = matcher.node(side, row)?;
                Some([matcher.parent(side, row)?, node.kind, node.name, node.place])
            };
            if !self.by_key(named, Alike::InOrder) {
                break;
            }
        }
    }

    /// Rows below rows that are matched under different names, level by level.
    pub(super) fn below_renamed(&mut self) {
        for _ in 0..DEEPEST {
            let named = |matcher: &Self, side, row| {
                let node = matcher.node(side, row)?;
                Some([matcher.parent(side, row)?, node.kind, node.name, node.place])
            };
            let stemmed = |matcher: &Self, side, row| {
                let node = matcher.node(side, row)?;
                Some([matcher.parent(side, row)?, node.kind, node.stem, node.place])
            };
            let other_kind = |matcher: &Self, side, row| {
                let node = matcher.node(side, row).filter(|node| node.name != 0)?;
                Some([matcher.parent(side, row)?, 0, node.name, node.place])
            };
            let mut found = self.by_key(named, Alike::InOrder);
            found |= self.by_key(stemmed, Alike::InOrder);
            found |= self.by_key(other_kind, Alike::Told);
            found |= self.groups_anywhere();
            found |= self.near_siblings(|node| !node.leaf);
            if !found {
                break;
            }
        }
    }

    /// Groups that stand below another parent now.
    fn groups_anywhere(&mut self) -> bool {
        let group = |matcher: &Self, side, row| {
            let node = matcher.node(side, row).filter(|node| !node.leaf && node.name != 0)?;
            Some([node.kind, node.name, node.place, 0])
        };
        self.by_key(group, Alike::Told)
    }

    /// Rows that stand below another parent now. A name alone must say enough.
    pub(super) fn anywhere(&mut self) {
        let telling = |node: &Node<'_>| node.place != 0 || node.words.split(' ').count() >= 4;
        let named = move |matcher: &Self, side, row| {
            let node = matcher.node(side, row).filter(|node| node.name != 0 && telling(node))?;
            Some([node.kind, node.name, node.place, 0])
        };
        let figured = |matcher: &Self, side, row| {
            let node = matcher.node(side, row).filter(|node| node.name != 0 && node.figures != 0)?;
            Some([node.kind, node.stem, node.place, node.figures])
        };
        self.by_key(figured, Alike::Told);
        self.by_key(named, Alike::Told);
        self.below_renamed();
    }

    /// Rows of the same name and figures, or of the same name and number below the same
    /// parent, in another place.
    pub(super) fn other_place(&mut self) {
        let figured = |matcher: &Self, side, row| {
            let node = matcher.node(side, row).filter(|node| node.name != 0 && node.figures != 0)?;
            Some([node.kind, node.name, node.figures, node.texts])
        };
        let numbered = |matcher: &Self, side, row| {
            let node = matcher.node(side, row).filter(|node| node.name != 0 && node.code != 0)?;
            Some([matcher.parent(side, row)?, node.kind, node.name, node.code])
        };
        self.by_key(figured, Alike::Told);
        self.by_key(numbered, Alike::Told);
    }

    /// Groups with other names whose rows are mostly the same. Says whether there were any.
    pub(super) fn by_children(&mut self) -> bool {
        let mut children: [HashMap<usize, usize>; 2] = [HashMap::new(), HashMap::new()];
        for (side, counts) in [Side::Old, Side::New].into_iter().zip(&mut children) {
            for node in self.nodes(side) {
                if let Some(parent) = node.parent {
                    *counts.entry(parent).or_default() += 1;
                }
            }
        }
        let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
        for link in &self.links {
            let ([old], [new]) = (link.old.as_slice(), link.new.as_slice()) else { continue };
            let above = |side, row: &usize| {
                let parent = self.node(side, *row)?.parent?;
                self.link_of(side, parent).is_none().then_some(parent)
            };
            if let (Some(old), Some(new)) = (above(Side::Old, old), above(Side::New, new)) {
                *shared.entry((old, new)).or_default() += 1;
            }
        }
        let [old_children, new_children] = children;
        let mostly = |((old, new), count): &((usize, usize), usize)| {
            let most =
                |counts: &HashMap<usize, usize>, row| counts.get(row).is_some_and(|all| count * 2 > *all);
            most(&old_children, old) && most(&new_children, new)
        };
        // More than half on both sides: no row can be in two of them.
        let mut found: Vec<((usize, usize), usize)> = shared.into_iter().filter(mostly).collect();
        found.sort_unstable();
        for ((old, new), _) in &found {
            self.link(vec![*old], vec![*new]);
        }
        !found.is_empty()
    }
}
