//! Rows that are called nearly the same.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::likeness::{likeness, likenesses, numbers};
use super::rows::{Id, Node};
use super::slips::{contains, same_but_for_slips};
use super::{Matcher, Side};

/// Names that are compared in one matching, at most.
pub(super) const MOST_COMPARED: usize = 1_000_000;
/// Pairs of a block that are all compared; in a larger one only rows that share
/// a word, number or figures.
const SMALL_BLOCK: usize = 1_600;
/// Rows of a block that may share a word before the word says nothing.
const COMMON: usize = 12;
/// Pairs that a large block is searched for.
const MOST_PAIRS: usize = 1_000_000;
/// Candidates for a row of a large block.
const MOST_CANDIDATES: usize = 16;

/// Likeness in thousandths from which a name is the same with a slip.
const SAME: u32 = 800;
/// The same where figures and outline number agree, or one of them and a name says more.
const SAME_WITH_EVIDENCE: u32 = 500;
/// Likeness of the shorter name from which the other only says more.
const CONTAINED: u32 = 900;

/// How well two rows fit, in thousandths and more; `None` where they are two things.
pub(super) fn fit(old: &Node<'_>, new: &Node<'_>) -> Option<u32> {
    if old.name == 0 || new.name == 0 || old.kind != new.kind {
        return None;
    }
    let figures = old.figures != 0 && old.figures == new.figures;
    let number = old.code != 0 && old.code == new.code;
    // Another number in the name is another thing, unless all else says the same.
    if numbers(&old.words) != numbers(&new.words) && !(figures && number) {
        return None;
    }
    // So is another word where the figures are others too, unless at the same number one
    // name only says more.
    if old.figures != new.figures
        && !same_but_for_slips(&old.words, &new.words)
        && !(number && contains(&old.words, &new.words))
    {
        return None;
    }
    let place = match (old.place, new.place) {
        (one, other) if one == other => 1000,
        (0, _) | (_, 0) => SAME,
        _ => likeness(&old.place_words, &new.place_words),
    };
    let names = likenesses(&old.words, &new.words);
    let evidence = figures && number || (figures || number) && names.contained >= CONTAINED;
    let floor = if evidence && place >= SAME { SAME_WITH_EVIDENCE } else { SAME };
    if names.whole < floor || place < SAME && !figures {
        return None;
    }
    Some(names.whole + 300 * u32::from(figures) + 100 * u32::from(number) + place / 20)
}

impl Matcher<'_> {
    /// Pairs free rows of one parent by near names. Says whether it paired any.
    pub(super) fn near_siblings(&mut self, wanted: impl Fn(&Node<'_>) -> bool) -> bool {
        let block = |matcher: &Self, side, row: &usize| {
            let node = matcher.node(side, *row).filter(|node| node.name != 0 && wanted(node))?;
            Some((matcher.parent(side, *row)?, node.kind))
        };
        self.near_in_blocks(block)
    }

    /// Pairs free rows with the same figures by near names, wherever they stand.
    pub(super) fn near_anywhere(&mut self) {
        let block = |matcher: &Self, side, row: &usize| {
            let node = matcher.node(side, *row).filter(|node| node.name != 0 && node.figures != 0)?;
            Some((node.figures, node.kind))
        };
        self.near_in_blocks(block);
    }

    fn near_in_blocks(&mut self, block: impl Fn(&Self, Side, &usize) -> Option<(Id, Id)>) -> bool {
        let mut blocks: BTreeMap<(Id, Id), (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for row in self.free(Side::Old) {
            if let Some(key) = block(self, Side::Old, &row) {
                blocks.entry(key).or_default().0.push(row);
            }
        }
        for row in self.free(Side::New) {
            if let Some(rows) = block(self, Side::New, &row).and_then(|key| blocks.get_mut(&key)) {
                rows.1.push(row);
            }
        }
        let before = self.links.len();
        for (old, new) in blocks.into_values() {
            self.near_in(&old, &new);
        }
        self.links.len() > before
    }

    /// The best pairs of a block first.
    fn near_in(&mut self, old: &[usize], new: &[usize]) {
        let candidates = if old.len() * new.len() <= SMALL_BLOCK {
            old.iter().flat_map(|one| new.iter().map(move |other| (*one, *other))).collect()
        } else {
            self.candidates(old, new)
        };
        let mut pairs = Vec::new();
        for (one, other) in candidates {
            if self.budget == 0 {
                break;
            }
            self.budget -= 1;
            let (Some(a), Some(b)) = (self.old.get(one), self.new.get(other)) else { continue };
            if let Some(fit) = fit(a, b) {
                pairs.push((std::cmp::Reverse(fit), one + other, one, other));
            }
        }
        pairs.sort_unstable();
        for (_, _, one, other) in pairs {
            if self.link_of(Side::Old, one).is_none() && self.link_of(Side::New, other).is_none() {
                self.link(vec![one], vec![other]);
            }
        }
    }

    /// Pairs of a large block that share a rare word, a number or figures.
    fn candidates(&self, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
        let (of_old, of_new) = (self.features(Side::Old, old), self.features(Side::New, new));
        let mut found: HashSet<(usize, usize)> = HashSet::new();
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (feature, rows) in &of_old {
            let Some(others) = of_new.get(feature) else { continue };
            if rows.len() > COMMON || others.len() > COMMON || shared.len() > MOST_PAIRS {
                continue;
            }
            for one in rows {
                for other in others {
                    *shared.entry((*one, *other)).or_default() += 1;
                }
            }
        }
        let mut best: HashMap<usize, usize> = HashMap::new();
        let mut ordered: Vec<_> =
            shared.into_iter().map(|(pair, count)| (std::cmp::Reverse(count), pair)).collect();
        ordered.sort_unstable();
        for (_, (one, other)) in ordered {
            let taken = best.entry(one).or_default();
            if *taken < MOST_CANDIDATES {
                *taken += 1;
                found.insert((one, other));
            }
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    fn features(&self, side: Side, rows: &[usize]) -> BTreeMap<String, Vec<usize>> {
        let mut features: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in rows {
            let Some(node) = self.node(side, *row) else { continue };
            let words: Vec<&str> = node.words.split(' ').collect();
            let pairs = words.windows(2).map(|pair| pair.join(" "));
            let single = words.iter().map(|word| (*word).to_owned());
            let known: HashSet<String> = pairs.chain(single).collect();
            for word in known {
                features.entry(word).or_default().push(*row);
            }
            for (mark, id) in [('#', node.code), ('=', node.figures)] {
                if id != 0 {
                    features.entry(format!("{mark}{id}")).or_default().push(*row);
                }
            }
        }
        features
    }
}
