//! What the texts of a sheet and of the whole workbook say of a reading, before the
//! text in question is looked at.

use std::sync::LazyLock;

use super::font::{CLASSES, Face};
use super::reading::{READINGS, Reading, Scores};

/// How often texts in fonts of each class were plainly in each reading.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Tally([Scores; CLASSES]);

impl Tally {
    /// Counts a text by what it is plainly in.
    pub(super) fn add(&mut self, plainly: [Option<Reading>; CLASSES]) {
        for (counts, reading) in self.0.iter_mut().zip(plainly) {
            if let Some(count) = reading.and_then(|reading| counts.get_mut(reading.at())) {
                *count += 1.0;
            }
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        let others = other.0.iter().flatten();
        self.0.iter_mut().flatten().zip(others).for_each(|(sum, count)| *sum += count);
    }

    /// The same for text without a font: whatever the sheet's fonts, it may be in the
    /// encodings of any.
    pub(super) fn pooled(&self) -> Self {
        let mut pooled = self.0;
        for at in 0..READINGS {
            let sum: f32 = self.0.iter().filter_map(|counts| counts.get(at)).sum();
            if let Some(count) = pooled.first_mut().and_then(|counts| counts.get_mut(at)) {
                *count = sum;
            }
        }
        Self(pooled)
    }

    fn counts(&self, class: usize) -> Scores {
        self.0.get(class).copied().unwrap_or_default()
    }
}

/// Logarithms of how likely each reading is, by class of font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Prior([Scores; CLASSES]);

/// What is thought of each class where nothing has been read yet. Text in an ordinary
/// font is Unicode but for one in twenty thousand; fonts of the legacy sets lie about
/// one time in thirty.
const FIRST: [Scores; CLASSES] = [
    [0.0, -10.0, -10.0, -11.0, -12.0, -13.0],
    [-4.6, 0.0, -8.0, -9.0, -5.0, -11.0],
    [-4.6, -8.0, 0.0, -9.0, -11.0, -5.0],
];

/// How much a text on another sheet counts beside one on the same.
const OTHER_SHEET: f32 = 0.05;
/// How much a text in a font of another class counts: text is pasted about.
const OTHER_CLASS: f32 = 0.01;

impl Prior {
    /// The prior where nothing is known.
    pub(super) fn first() -> &'static Self {
        static FIRST: LazyLock<Prior> = LazyLock::new(|| Prior::of(&Tally::default(), &Tally::default()));
        &FIRST
    }

    /// By the texts of the sheet and of the whole workbook.
    pub(super) fn of(sheet: &Tally, book: &Tally) -> Self {
        let mut prior = FIRST;
        for (class, scores) in prior.iter_mut().enumerate() {
            let (near, far) = (sheet.counts(class), book.counts(class));
            for (at, score) in scores.iter_mut().enumerate() {
                let one = |counts: &Scores| counts.get(at).copied().unwrap_or_default();
                let all: f32 = sheet.0.iter().map(one).sum();
                *score = score.exp() + one(&near) + OTHER_SHEET * one(&far) + OTHER_CLASS * all;
            }
            let sum: f32 = scores.iter().sum();
            scores.iter_mut().for_each(|score| *score = (*score / sum).ln());
        }
        Self(prior)
    }

    /// Of a class of fonts.
    pub(super) fn class(&self, class: usize) -> Scores {
        self.0.get(class).copied().unwrap_or([0.0; READINGS])
    }

    /// Whether Unicode is at least as likely as any other reading of text in a font.
    pub(super) fn is_unicode(&self, face: Face) -> bool {
        let [as_is, others @ ..] = face.class().map(|class| self.class(class)).unwrap_or_default();
        others.iter().all(|other| as_is >= *other)
    }

    /// Whether plain letters in a font of capitals were typed for its sake: not where
    /// the texts of such fonts are Unicode.
    pub(super) fn believes(&self, face: Face) -> bool {
        let scores = face.class().map(|class| self.class(class)).unwrap_or_default();
        let score = |reading: Reading| scores.get(reading.at()).copied().unwrap_or_default();
        score(Reading::Tcvn3) >= score(Reading::AsIs)
    }
}
