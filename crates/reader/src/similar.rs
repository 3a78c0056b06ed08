//! How alike two folded texts are.

use std::cmp::Ordering;
use std::sync::OnceLock;

use phuluc_model::text::unaccent;

use crate::edits::{CLASSES, Places, class};

/// A folded text made ready for comparing: its words, and itself without accents.
#[derive(Debug, Clone)]
pub(crate) struct Comparable {
    pub(crate) folded: Box<str>,
    /// Without accents, where it has some.
    plain: Option<Box<str>>,
    /// Letters of the text and of the plain one.
    letters: usize,
    plain_letters: usize,
    /// Bytes of the plain one without spaces.
    squeezed: usize,
    /// Hashes of its words, sorted.
    words: Box<[u64]>,
    /// How often letters stand in the text and in the plain one.
    bags: (Bag, Bag),
    /// Where they stand there, once that is needed: of most texts it never is.
    places: OnceLock<Box<Places>>,
    plain_places: OnceLock<Box<Places>>,
}

/// Letters of a text counted by class; equal letters are of one class.
type Bag = [u8; CLASSES];

impl Comparable {
    pub(crate) fn new(folded: &str) -> Self {
        let plain = (!folded.is_ascii()).then(|| unaccent(folded).into_boxed_str());
        let (letters, own) = bag(folded);
        let (plain_letters, bare) = plain.as_deref().map_or((letters, own), bag);
        let squeezed = plain.as_deref().unwrap_or(folded).bytes().filter(|byte| *byte != b' ').count();
        Self {
            letters,
            plain_letters,
            bags: (own, bare),
            words: words(folded),
            squeezed,
            plain,
            folded: folded.into(),
            places: OnceLock::new(),
            plain_places: OnceLock::new(),
        }
    }

    fn plain(&self) -> &str {
        self.plain.as_deref().unwrap_or(&self.folded)
    }

    /// Without accents and spaces: "T T" and "TT".
    fn squeezed(&self) -> impl Iterator<Item = u8> {
        self.plain().bytes().filter(|byte| *byte != b' ')
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Likeness from 0 to 1, or 0 where it is below a floor: equal is 1, equal
    /// without accents nearly so; else by letters (typing errors) or by words
    /// (more, fewer, in another order). The floor spares most of the work.
    pub(crate) fn likeness(&self, other: &Self, floor: f64) -> f64 {
        self.likeness_at(other, floor, &mut 0)
    }

    /// As [`Self::likeness`]; adds what it took to `effort`, in pairs of letters.
    pub(crate) fn likeness_at(&self, other: &Self, floor: f64, effort: &mut u64) -> f64 {
        *effort += 16;
        let (short, long) = (self.letters.min(other.letters), self.letters.max(other.letters));
        if self.letters == other.letters && self.folded == other.folded {
            return 1.0;
        }
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        if short * 2 >= long && self.plain() == other.plain() {
            return 0.97;
        }
        if self.squeezed == other.squeezed && self.squeezed().eq(other.squeezed()) {
            return 0.95;
        }
        // Texts whose lengths differ by more than this cannot be as alike by letters.
        let letters =
            if short as f64 >= long as f64 * floor { self.by_letters(other, floor, effort) } else { 0.0 };
        let (few, many) = (self.words.len().min(other.words.len()), self.words.len().max(other.words.len()));
        let most = dice(few, few + many) * WORDS;
        if most < floor.max(letters) {
            return if letters >= floor { letters } else { 0.0 };
        }
        *effort += (self.words.len() + other.words.len()) as u64;
        let best = letters.max(self.by_words(other) * WORDS);
        if best >= floor { best } else { 0.0 }
    }

    fn by_letters(&self, other: &Self, floor: f64, effort: &mut u64) -> f64 {
        let long = self.letters.max(other.letters).max(1) as f64;
        let pairs = (self.letters * other.letters) as u64;
        let reaches = |one: &Bag, other: &Bag| may_reach(apart(one, other), long, floor);
        let mut accented = 0.0;
        if reaches(&self.bags.0, &other.bags.0) {
            *effort += pairs;
            let places = self.places.get_or_init(|| Box::new(Places::of(&self.folded)));
            accented = by_edits(places, &other.folded, other.letters, floor);
        }
        if accented >= 0.97 || self.plain.is_none() && other.plain.is_none() {
            return accented;
        }
        if !reaches(&self.bags.1, &other.bags.1) {
            return accented;
        }
        *effort += pairs;
        let places = self.plain_places.get_or_init(|| Box::new(Places::of(self.plain())));
        accented.max(by_edits(places, other.plain(), other.plain_letters, floor) * 0.97)
    }

    /// What another text has that this one lacks and what both have, at a glance.
    pub(crate) fn glance(&self, other: &Self) -> Glance {
        Glance {
            lacking: beyond(&other.bags.0, &self.bags.0),
            lacking_plain: beyond(&other.bags.1, &self.bags.1),
            common: self.words_in_common(other),
        }
    }

    /// Whether it may be as alike as a floor to two texts with a space between them, which
    /// need not be put together to tell that it is not. Each comes with its glance.
    pub(crate) fn may_be_like_both(
        &self,
        (first, at_first): (&Self, &Glance),
        (second, at_second): (&Self, &Glance),
        floor: f64,
    ) -> bool {
        let letters = first.letters + second.letters + 1;
        let (short, long) = (self.letters.min(letters), self.letters.max(letters) as f64);
        if short as f64 >= long * floor {
            let reaches = |lacking: [u32; 2], own: &Bag, [first, second]: [&Bag; 2]| {
                // What one of them alone has too much cannot be fewer edits than both together.
                lacking.into_iter().all(|lacking| may_reach(lacking, long, floor))
                    && may_reach(apart(own, &with_space(first, second)), long, floor)
            };
            let accented = [at_first.lacking, at_second.lacking];
            let plain = [at_first.lacking_plain, at_second.lacking_plain];
            if reaches(accented, &self.bags.0, [&first.bags.0, &second.bags.0])
                || reaches(plain, &self.bags.1, [&first.bags.1, &second.bags.1])
            {
                return true;
            }
        }
        let all = self.words.len() + first.words.len() + second.words.len();
        if dice(at_first.common + at_second.common, all) * WORDS >= floor {
            return true;
        }
        self.squeezed == first.squeezed + second.squeezed
            && self.squeezed().eq(first.squeezed().chain(second.squeezed()))
    }

    /// Share of common words, each counted as often as it stands.
    fn by_words(&self, other: &Self) -> f64 {
        dice(self.words_in_common(other), self.words.len() + other.words.len())
    }

    fn words_in_common(&self, other: &Self) -> usize {
        let (mut ours, mut theirs) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut common = 0usize;
        while let (Some(one), Some(two)) = (ours.peek(), theirs.peek()) {
            match one.cmp(two) {
                Ordering::Less => drop(ours.next()),
                Ordering::Greater => drop(theirs.next()),
                Ordering::Equal => {
                    common += 1;
                    ours.next();
                    theirs.next();
                }
            }
        }
        common
    }
}

/// What can be told of two texts without comparing them, see [`Comparable::glance`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glance {
    /// Letters that the first lacks, and those of the plain texts.
    lacking: u32,
    lacking_plain: u32,
    /// Words that both have.
    common: usize,
}

/// The share of what two things have in common, of all that they have.
fn dice(common: usize, all: usize) -> f64 {
    (2 * common) as f64 / all.max(1) as f64
}

/// Whether texts of at most so many letters may be as alike as a floor with so many edits; a
/// little off the floor, lest rounding decide.
fn may_reach(edits: u32, letters: f64, floor: f64) -> bool {
    1.0 - f64::from(edits) / letters >= floor - 1e-9
}

/// Share of letters that need no edit, or 0 where it is below a floor.
fn by_edits(places: &Places, other: &str, letters: usize, floor: f64) -> f64 {
    let long = places.letters().max(letters).max(1) as f64;
    // A little more than the floor lets in, lest rounding decide.
    let most = ((1.0 - floor) * long + 1e-9) as usize;
    places.edits_to(other, letters, most).map_or(0.0, |edits| 1.0 - edits as f64 / long)
}

fn words(folded: &str) -> Box<[u64]> {
    let hash = |word: &str| {
        let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        word.bytes().fold(0xCBF2_9CE4_8422_2325, fnv)
    };
    let mut words: Vec<u64> = folded.split(' ').filter(|word| !word.is_empty()).map(hash).collect();
    words.sort_unstable();
    words.into_boxed_slice()
}

/// What likeness by words is worth beside that by letters.
const WORDS: f64 = 0.96;

/// The letters of a text, all and by class.
fn bag(text: &str) -> (usize, Bag) {
    let mut letters = 0;
    let mut bag = [0u8; CLASSES];
    for letter in text.chars() {
        letters += 1;
        if let Some(count) = bag.get_mut(class(letter)) {
            *count = count.saturating_add(1);
        }
    }
    (letters, bag)
}

/// The letters of two texts with a space between them.
fn with_space(first: &Bag, second: &Bag) -> Bag {
    let mut both = *first;
    for (count, more) in both.iter_mut().zip(second) {
        *count = count.saturating_add(*more);
    }
    if let Some(count) = both.get_mut(class(' ')) {
        *count = count.saturating_add(1);
    }
    both
}

/// The least number of edits between texts with these letters.
fn apart(one: &Bag, other: &Bag) -> u32 {
    beyond(one, other).max(beyond(other, one))
}

/// Letters of one text that another does not have, or not as often.
fn beyond(one: &Bag, other: &Bag) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.saturating_sub(*other))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> f64 {
        Comparable::new(one).likeness(&Comparable::new(other), 0.3)
    }

    #[test]
    fn near_and_far() {
        assert!(likeness("tên công trình", "tên công trình") >= 1.0);
        assert!(likeness("ten cong trinh", "tên công trình") > 0.96);
        assert!(likeness("tên cộng trình", "tên công trình") > 0.85);
        assert!(likeness("đơn vị tính", "đơn vị thực hiện") < 0.74);
        assert!(likeness("nstw", "nsđp") < 0.74);
        assert!(likeness("nguồn đtpt", "nguồn sự nghiệp") < 0.74);
    }

    #[test]
    fn two_texts_need_not_be_put_together_to_tell_that_they_are_unlike() {
        let texts = [
            "",
            "nstw",
            "đtpt",
            "ns tw",
            "vốn đầu tư",
            "von dau tu",
            "vốn đầu tư nstw",
            "t t",
            "kế hoạch năm yyyy",
        ];
        for text in texts.map(Comparable::new) {
            for first in texts.map(Comparable::new) {
                for second in texts.map(Comparable::new) {
                    let both = Comparable::new(&format!("{} {}", first.folded, second.folded));
                    let like = text.likeness(&both, 0.74) > 0.0;
                    let (one, other) = (text.glance(&first), text.glance(&second));
                    let may = text.may_be_like_both((&first, &one), (&second, &other), 0.74);
                    assert!(!like || may, "{text:?} {both:?}");
                }
            }
        }
    }

    #[test]
    fn the_floor_only_spares_work() {
        let texts = [
            "tên công trình",
            "công trình",
            "tên/danh mục công trình",
            "quy mô",
            "nstw",
            "địa bàn thực hiện",
        ];
        for one in texts {
            for other in texts {
                let full = likeness(one, other);
                let floored = Comparable::new(one).likeness(&Comparable::new(other), 0.74);
                assert!(floored == if full >= 0.74 { full } else { 0.0 }, "{one} {other}");
            }
        }
    }
}
