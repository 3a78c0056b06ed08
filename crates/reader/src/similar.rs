//! How alike two folded texts are.

use phuluc_model::text::unaccent;

/// A folded text made ready for comparing: its words, and itself without accents.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparable {
    pub(crate) folded: String,
    plain: String,
    /// Without accents and spaces: "T T" and "TT".
    squeezed: String,
    words: Vec<String>,
    letters: usize,
    /// How often each letter stands in `plain`, letters of one remainder together.
    histogram: [u8; BUCKETS],
    /// A bit for each word, words of one remainder together.
    bits: u64,
}

/// Buckets of the histogram.
const BUCKETS: usize = 32;

impl Comparable {
    pub(crate) fn new(folded: &str) -> Self {
        let plain = if folded.is_ascii() { folded.to_owned() } else { unaccent(folded) };
        let mut histogram = [0u8; BUCKETS];
        for letter in plain.chars() {
            if let Some(count) = histogram.get_mut(letter as usize % BUCKETS) {
                *count = count.saturating_add(1);
            }
        }
        let bit = |word: &str| {
            1u64 << (word.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte)) % 64)
        };
        Self {
            histogram,
            bits: folded.split(' ').filter(|word| !word.is_empty()).fold(0, |bits, word| bits | bit(word)),
            letters: folded.chars().count(),
            words: folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
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
        if self.folded == other.folded {
            return 1.0;
        }
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        if self.plain == other.plain {
            return 0.97;
        }
        if self.squeezed == other.squeezed {
            return 0.95;
        }
        let (short, long) = (self.letters.min(other.letters), self.letters.max(other.letters));
        // Texts whose lengths or letters differ by more than this cannot be as alike by letters.
        let may = short as f64 >= long as f64 * floor
            && self.least_edits(other) as f64 <= long as f64 * (1.0 - floor) + 1e-9;
        let letters = if may { self.by_letters(other) } else { 0.0 };
        let best = letters.max(self.by_words(other) * 0.96);
        if best >= floor { best } else { 0.0 }
    }

    /// Edits that the letters alone ask for, wherever they stand. Without accents there
    /// are no more of them than with accents.
    fn least_edits(&self, other: &Self) -> usize {
        let (mut more, mut fewer) = (0usize, 0usize);
        for (one, other) in self.histogram.iter().zip(&other.histogram) {
            more += usize::from(one.saturating_sub(*other));
            fewer += usize::from(other.saturating_sub(*one));
        }
        more.max(fewer)
    }

    fn by_letters(&self, other: &Self) -> f64 {
        let accented = strsim::normalized_levenshtein(&self.folded, &other.folded);
        if accented >= 0.97 || self.plain == self.folded && other.plain == other.folded {
            return accented;
        }
        accented.max(strsim::normalized_levenshtein(&self.plain, &other.plain) * 0.97)
    }

    /// Share of common words (Dice), each counted as often as it stands.
    fn by_words(&self, other: &Self) -> f64 {
        if self.bits & other.bits == 0 {
            return 0.0;
        }
        let mut theirs: Vec<&str> = other.words.iter().map(String::as_str).collect();
        let mut common = 0usize;
        for word in &self.words {
            if let Some(at) = theirs.iter().position(|other| other == word) {
                theirs.swap_remove(at);
                common += 1;
            }
        }
        (2 * common) as f64 / (self.words.len() + other.words.len()).max(1) as f64
    }
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
        assert!(likeness("t t", "tt") > 0.9 && likeness("t", "tt") < 0.74);
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
