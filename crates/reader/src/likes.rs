//! Which texts of headers words are like, and how much.

use std::collections::HashMap;
use std::sync::OnceLock;

use phuluc_model::Vocabulary;

use crate::patterns::LIKE;
use crate::similar::{Comparable, Glance};

/// Texts by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub(crate) all: Vec<Comparable>,
    numbers: HashMap<String, usize>,
    pairs: Vec<Pair>,
    pair_numbers: HashMap<(usize, usize), usize>,
}

/// Two texts in one line, such as "NSTW - ĐTPT". There are many, and nearly none is ever like
/// anything: they are put together where that cannot be ruled out.
#[derive(Debug)]
struct Pair {
    first: usize,
    second: usize,
    together: OnceLock<Box<Comparable>>,
}

impl Texts {
    pub(crate) fn number(&mut self, folded: &str) -> usize {
        if let Some(number) = self.numbers.get(folded) {
            return *number;
        }
        self.all.push(Comparable::new(folded));
        self.numbers.insert(folded.to_owned(), self.all.len() - 1);
        self.all.len() - 1
    }

    pub(crate) fn pair(&mut self, first: usize, second: usize) -> usize {
        let next = self.pairs.len();
        let number = *self.pair_numbers.entry((first, second)).or_insert(next);
        if number == next {
            self.pairs.push(Pair { first, second, together: OnceLock::new() });
        }
        number
    }

    /// How alike a text is to a pair, or 0 below [`LIKE`]. `glances` are at all texts.
    fn likeness_to_pair(&self, text: &Comparable, glances: &[Glance], pair: &Pair, effort: &mut u64) -> f64 {
        let of = |number: usize| self.all.get(number).zip(glances.get(number));
        let Some((first, second)) = of(pair.first).zip(of(pair.second)) else { return 0.0 };
        if !text.may_be_like_both(first, second, LIKE) {
            *effort += 16;
            return 0.0;
        }
        let together = || Box::new(Comparable::new(&format!("{} {}", first.0.folded, second.0.folded)));
        text.likeness_at(pair.together.get_or_init(together), LIKE, effort)
    }

    /// What folded words are like.
    pub(crate) fn likes(&self, folded: &str) -> Likes {
        let mut likes = Likes { effort: folded.len() as u64, ..Likes::default() };
        for text in in_full_too(folded).map(|text| Comparable::new(&text)) {
            let glances: Vec<Glance> = self.all.iter().map(|other| text.glance(other)).collect();
            let mut effort = 0;
            let alone = self.all.iter().map(|other| text.likeness_at(other, LIKE, &mut effort));
            keep_better(&mut likes.alone, alone);
            let pairs = self.pairs.iter();
            let pairs = pairs.map(|pair| self.likeness_to_pair(&text, &glances, pair, &mut effort));
            keep_better(&mut likes.pairs, pairs);
            likes.effort += effort;
        }
        likes
    }
}

/// Takes likenesses, by their numbers from 0 on, into those that are known.
fn keep_better(known: &mut Vec<(usize, f64)>, likenesses: impl Iterator<Item = f64>) {
    for (number, like) in likenesses.enumerate().filter(|(_, like)| *like > 0.0) {
        match known.binary_search_by_key(&number, |(number, _)| *number) {
            Ok(at) => {
                if let Some((_, best)) = known.get_mut(at) {
                    *best = best.max(like);
                }
            }
            Err(at) => known.insert(at, (number, like)),
        }
    }
}

/// The texts and the pairs that words are like, by their numbers in order, with how alike
/// they are.
#[derive(Debug, Default)]
pub(crate) struct Likes {
    pub(crate) alone: Vec<(usize, f64)>,
    pub(crate) pairs: Vec<(usize, f64)>,
    /// What it took to find out, in pairs of letters.
    pub(crate) effort: u64,
}

/// Folded words, and the same with what is shortened in full.
pub(crate) fn in_full_too(folded: &str) -> impl Iterator<Item = String> + use<> {
    let full = Vocabulary::get().in_full(folded);
    std::iter::once(folded.to_owned()).chain(full)
}

/// How alike the most alike of some texts is.
pub(crate) fn likeliest(likes: &[(usize, f64)], of: &[usize]) -> f64 {
    if likes.is_empty() {
        return 0.0;
    }
    let like = |number: &usize| {
        let at = likes.binary_search_by_key(number, |(number, _)| *number).ok()?;
        likes.get(at).map(|(_, like)| *like)
    };
    of.iter().filter_map(like).fold(0.0, f64::max)
}

/// The same of many texts in the order of their numbers.
pub(crate) fn likeliest_in_order(likes: &[(usize, f64)], of: &[usize]) -> f64 {
    if of.len() < likes.len() {
        return likeliest(likes, of);
    }
    let among = likes.iter().filter(|(number, _)| of.binary_search(number).is_ok());
    among.map(|(_, like)| *like).fold(0.0, f64::max)
}
