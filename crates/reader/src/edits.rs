//! How many letters must be changed to make one text of another, with the letters of a
//! word of the machine compared at once (Myers 1999, in blocks as of Hyyrö 2003).

/// Letters that are compared at once.
const BLOCK: usize = 64;
/// Classes that letters are sorted into, to find them quickly.
pub(crate) const CLASSES: usize = 64;

/// A text made ready for counting the edits to many others: where each letter stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Places {
    letters: usize,
    /// Each letter of the text once, those of a class beside each other.
    distinct: Vec<char>,
    /// Where the letters of a class begin; those of the next end them.
    begins: Vec<usize>,
    /// For each letter its places in the text, a bit each, so many blocks a letter.
    bits: Vec<u64>,
}

/// Down a column of the table of edits, for the letters of a block: where a row has one edit
/// more than the row above, and where one fewer.
#[derive(Clone, Copy)]
struct Block {
    more: u64,
    fewer: u64,
}

/// Along the rows, for the letters of a block: where this column has one edit more than the
/// column before, and where one fewer.
#[derive(Clone, Copy)]
struct Row {
    more: u64,
    fewer: u64,
}

impl Block {
    /// The next column, where these letters of the block are that of the column. `carry` is the
    /// last row above the block, and then that of the block.
    const fn step(&mut self, same: u64, carry: &mut Row) -> Row {
        let across = same | self.fewer;
        let same = same | carry.fewer;
        let down = ((same & self.more).wrapping_add(self.more) ^ self.more) | same;
        let row = Row { more: self.fewer | !(down | self.more), fewer: self.more & down };
        let more = row.more << 1 | carry.more;
        let fewer = row.fewer << 1 | carry.fewer;
        *carry = Row { more: row.more >> (BLOCK - 1), fewer: row.fewer >> (BLOCK - 1) };
        self.more = fewer | !(across | more);
        self.fewer = more & across;
        row
    }
}

/// The class of a letter, the same for equal letters.
pub(crate) const fn class(letter: char) -> usize {
    ((letter as u32).wrapping_mul(0x9E37_79B1) >> 26) as usize
}

impl Places {
    pub(crate) fn of(text: &str) -> Self {
        let mut distinct: Vec<char> = text.chars().collect();
        let letters = distinct.len();
        distinct.sort_unstable_by_key(|letter| (class(*letter), *letter));
        distinct.dedup();
        let before = |limit| distinct.partition_point(|letter| class(*letter) < limit);
        let begins = (0..=CLASSES).map(before).collect();
        let blocks = letters.div_ceil(BLOCK);
        let mut places = Self { letters, bits: vec![0; distinct.len() * blocks], begins, distinct };
        for (at, letter) in text.chars().enumerate() {
            let Some(number) = places.number(letter) else { continue };
            if let Some(bits) = places.bits.get_mut(number * blocks + at / BLOCK) {
                *bits |= 1 << (at % BLOCK);
            }
        }
        places
    }

    pub(crate) const fn letters(&self) -> usize {
        self.letters
    }

    /// Which of the distinct letters one is.
    fn number(&self, letter: char) -> Option<usize> {
        let class = class(letter);
        let (begin, end) = (*self.begins.get(class)?, *self.begins.get(class + 1)?);
        let alike = self.distinct.get(begin..end)?;
        alike.iter().position(|known| *known == letter).map(|at| begin + at)
    }

    /// The least number of letters to put in, take out or replace; `None` where it is more
    /// than `most`. `letters` is how many the other text has.
    pub(crate) fn edits_to(&self, other: &str, letters: usize, most: usize) -> Option<usize> {
        let Some(last) = self.letters.checked_sub(1) else {
            return (letters <= most).then_some(letters);
        };
        let start = Block { more: u64::MAX, fewer: 0 };
        let (mut one, mut many) = ([start], Vec::new());
        let blocks: &mut [Block] = if last < BLOCK {
            &mut one
        } else {
            many.resize(last / BLOCK + 1, start);
            &mut many
        };
        let mut edits = self.letters;
        let mut left = letters;
        for letter in other.chars() {
            let at = self.number(letter).map(|number| number * blocks.len());
            let bits = at.and_then(|at| self.bits.get(at..)).unwrap_or_default();
            // In the row above all, each letter is one edit more.
            let mut carry = Row { more: 1, fewer: 0 };
            let mut row = carry;
            for (at, block) in blocks.iter_mut().enumerate() {
                row = block.step(bits.get(at).copied().unwrap_or(0), &mut carry);
            }
            edits = edits + (row.more >> (last % BLOCK) & 1) as usize
                - (row.fewer >> (last % BLOCK) & 1) as usize;
            left = left.saturating_sub(1);
            // Each letter that is left can make it one fewer at most.
            if edits > most.saturating_add(left) {
                return None;
            }
        }
        (edits <= most).then_some(edits)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edits(one: &str, other: &str) -> usize {
        Places::of(one).edits_to(other, other.chars().count(), usize::MAX).expect("no bound")
    }

    #[test]
    fn few_and_many_letters() {
        assert_eq!(edits("", ""), 0);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("abc", ""), 3);
        assert_eq!(edits("tên công trình", "tên cộng trinh"), 2);
        assert_eq!(Places::of("quy mô").edits_to("lý do", 5, 2), None);
    }

    proptest! {
        #[test]
        fn property_edits_are_those_of_the_table(
            one in "[aàbcđ ]{0,12}|[aàbcđ ]{50,200}|\\PC{0,80}",
            other in "[aàbcđ ]{0,12}|[aàbcđ ]{50,200}|\\PC{0,80}",
            most in 0usize..150,
        ) {
            let right = strsim::levenshtein(&one, &other);
            prop_assert_eq!(edits(&one, &other), right);
            let bounded = Places::of(&one).edits_to(&other, other.chars().count(), most);
            prop_assert_eq!(bounded, (right <= most).then_some(right));
        }
    }
}
