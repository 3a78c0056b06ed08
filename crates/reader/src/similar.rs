//! How alike two folded texts are.

use std::cmp::Ordering;

use phuluc_model::text::unaccent;

/// A folded text made ready for comparing: its words, and itself without accents.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparable {
    pub(crate) folded: String,
    plain: String,
    /// Without accents and spaces: "T T" and "TT".
    squeezed: String,
    /// Hashes of its words, sorted.
    words: Vec<u64>,
    letters: usize,
    /// How often letters stand in the text and in the plain one.
    bags: (Bag, Bag),
}

/// Letters of a text counted by class; equal letters are of one class.
type Bag = [u8; 64];

impl Comparable {
    pub(crate) fn new(folded: &str) -> Self {
        let plain = if folded.is_ascii() { folded.to_owned() } else { unaccent(folded) };
        Self {
            bags: (bag(folded), bag(&plain)),
            letters: folded.chars().count(),
            words: words(folded),
            squeezed: plain.replace(' ', ""),
            plain,
            folded: folded.to_owned(),
        }
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
        if short * 2 >= long && self.plain == other.plain {
            return 0.97;
        }
        if self.squeezed.len() == other.squeezed.len() && self.squeezed == other.squeezed {
            return 0.95;
        }
        // Texts whose lengths differ by more than this cannot be as alike by letters.
        let letters =
            if short as f64 >= long as f64 * floor { self.by_letters(other, floor, effort) } else { 0.0 };
        let (few, many) = (self.words.len().min(other.words.len()), self.words.len().max(other.words.len()));
        let most = (2 * few) as f64 / (few + many).max(1) as f64 * WORDS;
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
        // A little off the floor, lest rounding decide.
        let reaches = |one: &Bag, other: &Bag| 1.0 - apart(one, other) as f64 / long >= floor - 1e-9;
        let mut accented = 0.0;
        if reaches(&self.bags.0, &other.bags.0) {
            *effort += pairs;
            accented = strsim::normalized_levenshtein(&self.folded, &other.folded);
        }
        if accented >= 0.97 || self.plain == self.folded && other.plain == other.folded {
            return accented;
        }
        if !reaches(&self.bags.1, &other.bags.1) {
            return accented;
        }
        *effort += pairs;
        accented.max(strsim::normalized_levenshtein(&self.plain, &other.plain) * 0.97)
    }

    /// Share of common words (Dice), each counted as often as it stands.
    fn by_words(&self, other: &Self) -> f64 {
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
        (2 * common) as f64 / (self.words.len() + other.words.len()).max(1) as f64
    }
}

fn words(folded: &str) -> Vec<u64> {
    let hash = |word: &str| {
        let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        word.bytes().fold(0xCBF2_9CE4_8422_2325, fnv)
    };
    let mut words: Vec<u64> = folded.split(' ').filter(|word| !word.is_empty()).map(hash).collect();
    words.sort_unstable();
    words
}

/// What likeness by words is worth beside that by letters.
const WORDS: f64 = 0.96;

fn bag(text: &str) -> Bag {
    let mut bag = [0u8; 64];
    for letter in text.chars() {
        let class = (u32::from(letter).wrapping_mul(0x9E37_79B1) >> 26) as usize;
        if let Some(count) = bag.get_mut(class) {
            *count = count.saturating_add(1);
        }
    }
    bag
}

/// The least number of edits between texts with these letters.
fn apart(one: &Bag, other: &Bag) -> u32 {
    let (mut more, mut fewer) = (0u32, 0u32);
    for (one, other) in one.iter().zip(other) {
        more += u32::from(one.saturating_sub(*other));
        fewer += u32::from(other.saturating_sub(*one));
    }
    more.max(fewer)
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
