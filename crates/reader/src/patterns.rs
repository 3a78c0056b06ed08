//! The headers of the layouts at hand, made ready for comparing once a file.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use phuluc_model::text::unaccent;
use phuluc_model::{Column, HeaderText, Layout, Vocabulary};

use crate::similar::Comparable;

/// Likeness from which on words are taken for a header.
pub(crate) const LIKE: f64 = 0.74;
/// What a row of words above a header that the form does not have takes off.
const ABOVE: f64 = 0.05;
/// Texts whose verdict is remembered; a sheet repeats its words.
const REMEMBERED: usize = 100_000;

/// Headers of all layouts.
pub(crate) struct Patterns {
    pub(crate) layouts: Vec<Pattern>,
    steps: Vec<Comparable>,
    exact: HashSet<String>,
    /// Words of all steps without accents.
    words: HashSet<String>,
    verdicts: RefCell<HashMap<String, bool>>,
}

/// Headers of one layout.
pub(crate) struct Pattern {
    pub(crate) layout: Arc<Layout>,
    /// For each column its paths, the official one first.
    columns: Vec<Vec<Path>>,
}

/// A header from the top row down, with the alternatives of each step.
struct Path {
    steps: Vec<Vec<Comparable>>,
    /// Both steps of two in one line, such as "NSTW - ĐTPT".
    flat: Vec<Comparable>,
}

impl Patterns {
    pub(crate) fn new(layouts: &[Arc<Layout>]) -> Self {
        let mut exact: HashSet<String> = HashSet::new();
        for column in layouts.iter().flat_map(|layout| &layout.columns) {
            let steps = column.header.iter().chain(column.also.iter().flatten().flatten());
            exact.extend(steps.flat_map(|step| in_full_too(&step.folded)));
        }
        exact.remove("");
        let mut steps: Vec<Comparable> = exact.iter().map(|step| Comparable::new(step)).collect();
        steps.sort_by(|one, other| one.folded.cmp(&other.folded));
        let words =
            exact.iter().flat_map(|step| unaccent(step).split(' ').map(str::to_owned).collect::<Vec<_>>());
        Self {
            layouts: layouts.iter().map(Pattern::new).collect(),
            words: words.collect(),
            steps,
            exact,
            verdicts: RefCell::default(),
        }
    }

    /// Whether folded words look like a step of any header, or the beginning of one.
    pub(crate) fn may_be_step(&self, folded: &str) -> bool {
        if folded.is_empty() {
            return false;
        }
        if let Some(known) = self.verdicts.borrow().get(folded) {
            return *known;
        }
        let like = |folded: &str| {
            self.exact.contains(folded) || (self.has_known_words(folded) && self.is_like_a_step(folded))
        };
        let verdict = in_full_too(folded).any(|folded| like(&folded));
        let mut verdicts = self.verdicts.borrow_mut();
        if verdicts.len() < REMEMBERED {
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
            known += usize::from(self.words.contains(word));
        }
        all <= 2 || known * 2 >= all
    }

    fn is_like_a_step(&self, folded: &str) -> bool {
        let text = Comparable::new(folded);
        let begins =
            |step: &Comparable| step.folded.strip_prefix(folded).is_some_and(|rest| rest.starts_with(' '));
        self.steps.iter().any(|step| begins(step) || text.likeness(step, LIKE) > 0.0)
    }
}

impl Pattern {
    fn new(layout: &Arc<Layout>) -> Self {
        Self { layout: layout.clone(), columns: layout.columns.iter().map(paths).collect() }
    }

    /// How alike the words over a sheet column, from the top row down, are to a
    /// column of the layout; 0 below [`LIKE`].
    pub(crate) fn likeness(&self, column: usize, fragments: &Joined) -> f64 {
        let paths = self.columns.get(column).map(Vec::as_slice).unwrap_or_default();
        paths.iter().map(|path| path.likeness(fragments)).fold(0.0, f64::max)
    }
}

fn paths(column: &Column) -> Vec<Path> {
    let comparable = |step: &HeaderText| in_full_too(&step.folded).map(|folded| Comparable::new(&folded));
    let official = column.header.iter().map(|step| comparable(step).collect()).collect();
    let others = column
        .also
        .iter()
        .map(|path| path.iter().map(|step| step.iter().flat_map(comparable).collect()).collect());
    std::iter::once(official).chain(others).map(Path::new).collect()
}

/// Folded words, and the same with what is shortened in full.
fn in_full_too(folded: &str) -> impl Iterator<Item = String> + use<> {
    let full = Vocabulary::get().in_full(folded);
    std::iter::once(folded.to_owned()).chain(full)
}

/// The words over a sheet column: every run of neighbouring steps as one text.
pub(crate) struct Joined {
    steps: usize,
    runs: HashMap<(usize, usize), Vec<Comparable>>,
}

impl Joined {
    /// Takes the folded steps from the top row down.
    pub(crate) fn new(steps: &[&str]) -> Self {
        let mut runs = HashMap::new();
        for first in 0..steps.len() {
            for end in first + 1..=steps.len() {
                let run = steps.get(first..end).unwrap_or_default();
                let words: Vec<&str> = run.iter().copied().filter(|step| !step.is_empty()).collect();
                let texts = in_full_too(&words.join(" ")).map(|text| Comparable::new(&text));
                runs.insert((first, end), texts.collect());
            }
        }
        Self { steps: steps.len(), runs }
    }

    fn like(&self, first: usize, end: usize, alternatives: &[Comparable]) -> f64 {
        let texts = self.runs.get(&(first, end)).map(Vec::as_slice).unwrap_or_default();
        let likeness = |text: &Comparable| {
            alternatives.iter().map(|alternative| text.likeness(alternative, LIKE)).fold(0.0, f64::max)
        };
        texts.iter().map(likeness).fold(0.0, f64::max)
    }
}

impl Path {
    fn new(steps: Vec<Vec<Comparable>>) -> Self {
        let mut flat = Vec::new();
        if let [first, second] = steps.as_slice() {
            for one in first {
                for other in second {
                    flat.push(Comparable::new(&format!("{} {}", one.folded, other.folded)));
                    flat.push(Comparable::new(&format!("{} {}", other.folded, one.folded)));
                }
            }
        }
        Self { steps, flat }
    }

    fn likeness(&self, fragments: &Joined) -> f64 {
        let stepped = split(&self.steps, fragments, 0);
        let flat = fragments.like(0, fragments.steps, &self.flat) - 0.03;
        stepped.max(flat).max(0.0)
    }
}

/// Splits the fragments from one on over the steps of a path in the best way.
fn split(path: &[Vec<Comparable>], fragments: &Joined, from: usize) -> f64 {
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
