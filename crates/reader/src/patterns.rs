//! The headers of the layouts at hand, made ready for comparing once a file.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use phuluc_model::text::unaccent;
use phuluc_model::{Column, Layout};

use crate::likes::{Likes, Texts, in_full_too, likeliest, likeliest_in_order};
use crate::similar::Comparable;

/// Likeness from which on words are taken for a header.
pub(crate) const LIKE: f64 = 0.74;
/// What a row of words above a header that the form does not have takes off.
const ABOVE: f64 = 0.05;
/// Texts whose verdict is remembered; a sheet repeats its words.
const REMEMBERED: usize = 100_000;
/// The same for all files.
const REMEMBERED_OF_ALL: usize = 4_096;
/// Bytes of a text that is remembered.
const REMEMBERED_BYTES: usize = 400;
/// Pairs of letters that may be compared in one file: a few seconds of work.
const EFFORT: u64 = 1_000_000_000;

/// Headers of all layouts, and what was found out about the words of one file.
pub(crate) struct Patterns {
    known: Arc<Known>,
    verdicts: RefCell<HashMap<String, bool>>,
    /// The same for words as they stand in cells.
    cells: RefCell<HashMap<String, bool>>,
    likes: RefCell<HashMap<String, Arc<Likes>>>,
    effort: Cell<u64>,
}

/// Headers of all layouts, made ready once for all files.
#[derive(Debug)]
pub(crate) struct Known {
    layouts: Vec<Pattern>,
    /// Every text that a header may have, once.
    texts: Texts,
    /// Which of them are steps by themselves.
    steps: Vec<usize>,
    exact: HashSet<String>,
    /// Words of all steps without accents.
    words: HashSet<String>,
    /// What words of earlier files are like: offices send the same form again and again.
    likes: RwLock<HashMap<String, Arc<Likes>>>,
}

/// Headers of one layout.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) layout: Arc<Layout>,
    /// The titles of the form.
    pub(crate) titles: Vec<Comparable>,
    /// For each column its paths, the official one first.
    columns: Vec<Vec<Path>>,
}

/// A header from the top row down, with the alternatives of each step by their numbers.
#[derive(Debug)]
struct Path {
    steps: Vec<Vec<usize>>,
    /// Both steps of two in one line, such as "NSTW - ĐTPT"; in order.
    flat: Vec<usize>,
}

impl Known {
    pub(crate) fn new(layouts: &[Arc<Layout>]) -> Self {
        let mut exact: HashSet<String> = HashSet::new();
        for column in layouts.iter().flat_map(|layout| &layout.columns) {
            let steps = column.header.iter().chain(column.also.iter().flatten().flatten());
            exact.extend(steps.flat_map(|step| in_full_too(&step.folded)));
        }
        exact.remove("");
        let mut texts = Texts::default();
        let mut sorted: Vec<&String> = exact.iter().collect();
        sorted.sort();
        let steps = sorted.into_iter().map(|step| texts.number(step)).collect();
        let words =
            exact.iter().flat_map(|step| unaccent(step).split(' ').map(str::to_owned).collect::<Vec<_>>());
        Self {
            words: words.collect(),
            layouts: layouts.iter().map(|layout| Pattern::new(layout, &mut texts)).collect(),
            texts,
            steps,
            exact,
            likes: RwLock::default(),
        }
    }
}

impl Known {
    /// What folded words are like, of this file or an earlier one.
    fn likes(&self, folded: &str) -> Arc<Likes> {
        if let Some(known) = self.likes.read().unwrap_or_else(PoisonError::into_inner).get(folded) {
            return Arc::clone(known);
        }
        let likes = Arc::new(self.texts.likes(folded));
        if folded.len() <= REMEMBERED_BYTES {
            let mut known = self.likes.write().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= REMEMBERED_OF_ALL {
                known.clear();
            }
            known.insert(folded.to_owned(), Arc::clone(&likes));
        }
        likes
    }
}

impl Patterns {
    pub(crate) fn new(known: Arc<Known>) -> Self {
        Self {
            known,
            verdicts: RefCell::default(),
            cells: RefCell::default(),
            likes: RefCell::default(),
            effort: Cell::new(0),
        }
    }

    /// The layouts with their headers.
    pub(crate) fn layouts(&self) -> &[Pattern] {
        &self.known.layouts
    }

    /// Counts work, in pairs of letters compared.
    pub(crate) fn charge(&self, effort: u64) {
        self.effort.set(self.effort.get().saturating_add(effort));
    }

    /// The work so far.
    pub(crate) fn effort(&self) -> u64 {
        self.effort.get()
    }

    /// Whether a file has asked for more work than any honest one does.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.effort.get() > EFFORT
    }

    /// What folded words are like. It counts as work whether or not an earlier file had them,
    /// so that what is refused does not depend on what was read before.
    fn likes(&self, folded: &str) -> Arc<Likes> {
        if let Some(known) = self.likes.borrow().get(folded) {
            return Arc::clone(known);
        }
        let likes = self.known.likes(folded);
        self.charge(likes.effort);
        let mut known = self.likes.borrow_mut();
        if known.len() < REMEMBERED && folded.len() <= REMEMBERED_BYTES {
            known.insert(folded.to_owned(), Arc::clone(&likes));
        }
        likes
    }

    /// What is known of the words of a cell already.
    pub(crate) fn known_step(&self, words: &str) -> Option<bool> {
        self.cells.borrow().get(words).copied()
    }

    /// Whether the words of a cell, which `folded` makes ready, look like a step of any header.
    pub(crate) fn may_be_step_of(&self, words: &str, folded: impl FnOnce() -> String) -> bool {
        if let Some(known) = self.known_step(words) {
            return known;
        }
        let verdict = self.may_be_step(&folded());
        let mut cells = self.cells.borrow_mut();
        if cells.len() < REMEMBERED && words.len() <= REMEMBERED_BYTES {
            cells.insert(words.to_owned(), verdict);
        }
        verdict
    }

    /// Whether folded words look like a step of any header, or the beginning of one.
    fn may_be_step(&self, folded: &str) -> bool {
        if folded.is_empty() {
            return false;
        }
        if let Some(known) = self.verdicts.borrow().get(folded) {
            return *known;
        }
        let like = |folded: &str| {
            self.known.exact.contains(folded) || (self.has_known_words(folded) && self.is_like_a_step(folded))
        };
        let verdict = in_full_too(folded).any(|folded| like(&folded));
        let mut verdicts = self.verdicts.borrow_mut();
        if verdicts.len() < REMEMBERED && folded.len() <= REMEMBERED_BYTES {
            verdicts.insert(folded.to_owned(), verdict);
        }
        verdict
    }

    /// A quick look before a close one: half of the words stand in some header.
    fn has_known_words(&self, folded: &str) -> bool {
        let plain = unaccent(folded);
        let (mut known, mut all) = (0usize, 0usize);
        for word in plain.split(' ') {
            all += 1;
            known += usize::from(self.known.words.contains(word));
        }
        all <= 2 || known * 2 >= all
    }

    fn is_like_a_step(&self, folded: &str) -> bool {
        let text = Comparable::new(folded);
        let mut effort = 0;
        let begins =
            |step: &Comparable| step.folded.strip_prefix(folded).is_some_and(|rest| rest.starts_with(' '));
        let mut steps = self.known.steps.iter().filter_map(|step| self.known.texts.all.get(*step));
        let found = steps.any(|step| begins(step) || text.likeness_at(step, LIKE, &mut effort) > 0.0);
        self.charge(effort);
        found
    }
}

impl Pattern {
    fn new(layout: &Arc<Layout>, texts: &mut Texts) -> Self {
        Self {
            layout: layout.clone(),
            titles: layout.titles.iter().map(|title| Comparable::new(&title.folded)).collect(),
            columns: layout.columns.iter().map(|column| paths(column, texts)).collect(),
        }
    }

    /// How alike the words over a sheet column, from the top row down, are to a
    /// column of the layout; 0 below [`LIKE`].
    pub(crate) fn likeness(&self, column: usize, fragments: &Joined) -> f64 {
        let paths = self.columns.get(column).map(Vec::as_slice).unwrap_or_default();
        paths.iter().map(|path| path.likeness(fragments)).fold(0.0, f64::max)
    }
}

fn paths(column: &Column, texts: &mut Texts) -> Vec<Path> {
    let official: Vec<Vec<String>> =
        column.header.iter().map(|step| in_full_too(&step.folded).collect()).collect();
    let others = column.also.iter().map(|path| -> Vec<Vec<String>> {
        path.iter().map(|step| step.iter().flat_map(|text| in_full_too(&text.folded)).collect()).collect()
    });
    std::iter::once(official).chain(others).map(|steps| Path::new(&steps, texts)).collect()
}

/// The words over a sheet column: what every run of neighbouring steps is like as one text.
pub(crate) struct Joined {
    steps: usize,
    /// By the first step and the one behind the last.
    runs: Vec<(usize, usize, Arc<Likes>)>,
    /// What the lowest steps, however many, are like at all, in order.
    lowest: Vec<usize>,
}

impl Joined {
    /// Takes the folded steps from the top row down.
    pub(crate) fn new(steps: &[&str], patterns: &Patterns) -> Self {
        let mut runs = Vec::new();
        for first in 0..steps.len() {
            let mut words = String::new();
            for (at, step) in steps.iter().enumerate().skip(first) {
                if !words.is_empty() && !step.is_empty() {
                    words.push(' ');
                }
                words.push_str(step);
                runs.push((first, at + 1, patterns.likes(&words)));
            }
        }
        let lowest = runs.iter().filter(|(_, stop, _)| *stop == steps.len());
        let mut lowest: Vec<usize> =
            lowest.flat_map(|(_, _, likes)| likes.alone.iter().map(|(number, _)| *number)).collect();
        lowest.sort_unstable();
        Self { steps: steps.len(), runs, lowest }
    }

    fn like(&self, first: usize, end: usize, alternatives: &[usize]) -> f64 {
        let run = self.runs.iter().find(|(start, stop, _)| (*start, *stop) == (first, end));
        run.map_or(0.0, |(_, _, likes)| likeliest(&likes.alone, alternatives))
    }

    /// Whether the lowest steps, however many, are like one of the alternatives at all.
    fn ends_like(&self, alternatives: &[usize]) -> bool {
        !self.lowest.is_empty() && alternatives.iter().any(|number| self.lowest.binary_search(number).is_ok())
    }

    /// All steps as one text.
    fn like_pairs(&self, pairs: &[usize]) -> f64 {
        let run = self.runs.iter().find(|(start, stop, _)| (*start, *stop) == (0, self.steps));
        run.map_or(0.0, |(_, _, likes)| likeliest_in_order(&likes.pairs, pairs))
    }
}

impl Path {
    fn new(steps: &[Vec<String>], texts: &mut Texts) -> Self {
        let mut numbers = |step: &Vec<String>| step.iter().map(|text| texts.number(text)).collect();
        let steps: Vec<Vec<usize>> = steps.iter().map(&mut numbers).collect();
        let mut flat = Vec::new();
        if let [first, second] = steps.as_slice() {
            for one in first {
                for other in second {
                    flat.push(texts.pair(*one, *other));
                    flat.push(texts.pair(*other, *one));
                }
            }
        }
        flat.sort_unstable();
        Self { steps, flat }
    }

    fn likeness(&self, fragments: &Joined) -> f64 {
        // However the others fare, without the lowest step nothing comes of it.
        let stepped = match self.steps.last() {
            Some(lowest) if fragments.ends_like(lowest) => split(&self.steps, fragments, 0),
            _ => 0.0,
        };
        let flat = fragments.like_pairs(&self.flat) - 0.03;
        stepped.max(flat).max(0.0)
    }
}

/// Splits the fragments from one on over the steps of a path in the best way.
fn split(path: &[Vec<usize>], fragments: &Joined, from: usize) -> f64 {
    let end = fragments.steps;
    match path {
        [] => 0.0,
        [only] => {
            let whole = fragments.like(from, end, only);
            // Words of groups above a column that the form has by itself.
            let below = (from + 1..end).map(|at| fragments.like(at, end, only) - ABOVE * (at - from) as f64);
            below.fold(whole, f64::max)
        }
        [first, rest @ ..] => {
            let stepped = (from + 1..end).map(|at| {
                let above = fragments.like(from, at, first);
                let below = if above >= LIKE { split(rest, fragments, at) } else { 0.0 };
                // The lower step tells the columns of a group apart.
                if below >= LIKE { above * 0.4 + below * 0.6 } else { 0.0 }
            });
            // Only the lower steps are there: the columns' order must do.
            let alone = split(rest, fragments, from) - 0.2;
            // Words above all that the form has: "Kế hoạch năm 2022", "Trong đó".
            let below = if from + 1 < end { split(path, fragments, from + 1) - ABOVE } else { 0.0 };
            stepped.fold(0.0, f64::max).max(alone).max(below)
        }
    }
}
