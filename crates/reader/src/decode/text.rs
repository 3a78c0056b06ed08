//! One text in Unicode: the reading of each word, by what the words around it, its
//! font and the sheet say.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::evidence::Prior;
use super::font::{CLASSES, Face};
use super::reading::{self, ALL, READINGS, Reading, Scores};
use super::syllable::{self, Kind};
use super::words::{self, Part, Word};
use super::{Basis, Encoding, unicode};

/// What a change of reading within a text costs.
const CHANGE: f32 = 7.0;
/// How much better than any other a reading must suit a text to be evidence.
const PLAIN: f32 = 6.0;

/// A text in Unicode, and what it was.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Without doubles, in the order of the text.
    pub(super) was: Vec<(Encoding, Basis)>,
}

/// Scores of words, which say nothing but what the words do.
type Known = HashMap<Box<str>, Scores>;

/// Words that are remembered from file to file: Vietnamese has some seven thousand syllables.
const KEPT: usize = 20_000;

thread_local! {
    /// What this thread remembers of files before.
    static BEFORE: RefCell<Known> = RefCell::default();
}

/// Reads texts; remembers the scores of words.
#[derive(Debug)]
pub(super) struct Texts {
    known: RefCell<Known>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { known: RefCell::new(BEFORE.take()) }
    }
}

impl Drop for Texts {
    fn drop(&mut self) {
        let known = self.known.take();
        if known.len() <= KEPT {
            // A thread that ends has no file to come.
            let _ = BEFORE.try_with(|before| before.replace(known));
        }
    }
}

impl Texts {
    /// What the text is plainly in, by class of font; and whether it stays as it is wherever
    /// Unicode is believed to be likelier than any other reading: its letters are whole,
    /// and each of its words reads best as it stands, so that their sum does too.
    pub(super) fn weigh(&self, text: &str, parts: &[Part]) -> ([Option<Reading>; CLASSES], bool) {
        let words = self.scored(text, parts);
        let mut plainly = [None; CLASSES];
        for (class, plainly) in plainly.iter_mut().enumerate() {
            let Some(totals) = totals(&words, class, Prior::first()) else { continue };
            let (best, margin) = best(&totals);
            *plainly = (margin >= PLAIN).then_some(best);
        }
        let best_as_it_is = |scores: &Scores| {
            let [as_is, others @ ..] = scores;
            others.iter().all(|other| as_is >= other)
        };
        let settled = matches!(parts, [(_, face)] if !face.capitals())
            && words.iter().all(|(_, scores)| best_as_it_is(scores))
            && unicode::is_settled(text);
        (plainly, settled)
    }

    /// The text in Unicode.
    pub(super) fn decode(&self, text: &str, parts: &[Part], prior: &Prior) -> Decoded {
        let words = self.scored(text, parts);
        let mut favourites = [None; CLASSES];
        for (class, favourite) in favourites.iter_mut().enumerate() {
            *favourite = totals(&words, class, prior).map(|totals| best(&totals).0);
        }
        let mut writer = Writer { text, parts, prior, favourites: &favourites, out: Decoded::default() };
        let mut from = 0;
        for (word, scores) in &words {
            writer.between(from..word.range.start);
            let class = word.face.class().unwrap_or_default();
            let favourite = favourites.get(class).copied().flatten().unwrap_or(Reading::AsIs);
            writer.word(word, choose(scores, favourite, &prior.class(class)), scores);
            from = word.range.end;
        }
        writer.between(from..text.len());
        let mut decoded = writer.out;
        // Marks may stand in a run behind their letter's.
        let (text, encoding) = unicode::compose(&decoded.text);
        decoded.text = text;
        if let Some(encoding) = encoding {
            note(&mut decoded.was, encoding, Basis::Font);
        }
        decoded
    }

    fn scored(&self, text: &str, parts: &[Part]) -> Vec<(Word, Scores)> {
        let words = words::words(text, parts).into_iter();
        words
            .map(|word| {
                let scores = words::lone(text, &word.range);
                let scores =
                    scores.unwrap_or_else(|| self.scores(text.get(word.range.clone()).unwrap_or_default()));
                (word, scores)
            })
            .collect()
    }

    fn scores(&self, word: &str) -> Scores {
        /// Words remembered at most: a hostile file has any number of them.
        const MOST: usize = 200_000;
        let mut known = self.known.borrow_mut();
        if let Some(scores) = known.get(word) {
            return *scores;
        }
        let scores = reading::scores(word);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(word.into(), scores);
        scores
    }
}

/// The likelihood of each reading for the words in fonts of a class; none without such words.
fn totals(words: &[(Word, Scores)], class: usize, prior: &Prior) -> Option<Scores> {
    let mut totals = prior.class(class);
    let mut any = false;
    let within = || words.iter().filter(|(word, _)| word.face.class() == Some(class));
    let telling = within().any(|(word, _)| !word.lone);
    for (_, scores) in within().filter(|(word, _)| !(telling && word.lone)) {
        any = true;
        // One word that another reading alone explains does not rule a reading out.
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        for (total, score) in totals.iter_mut().zip(scores) {
            *total += score.max(most - 15.0);
        }
    }
    any.then_some(totals)
}

/// The best reading, and how much better it is than the next.
fn best(totals: &Scores) -> (Reading, f32) {
    let mut best = (Reading::AsIs, f32::MIN);
    let mut next = f32::MIN;
    for (reading, total) in ALL.into_iter().zip(totals) {
        if *total > best.1 {
            next = best.1;
            best = (reading, *total);
        } else if *total > next {
            next = *total;
        }
    }
    (best.0, best.1 - next)
}

/// The reading of one word in a text whose favourite is known.
fn choose(scores: &Scores, favourite: Reading, prior: &Scores) -> Reading {
    let believed = prior.get(favourite.at()).copied().unwrap_or_default();
    let mut totals = [0.0; READINGS];
    for (((total, reading), score), prior) in totals.iter_mut().zip(ALL).zip(scores).zip(prior) {
        let change =
            if reading == favourite { 0.0 } else { CHANGE + (0.5 * (believed - prior)).clamp(0.0, 4.0) };
        *total = score - change;
    }
    let (best, _) = best(&totals);
    let at = |reading: Reading| totals.get(reading.at()).copied().unwrap_or(f32::MIN);
    if at(favourite) >= at(best) { favourite } else { best }
}

fn note(was: &mut Vec<(Encoding, Basis)>, encoding: Encoding, basis: Basis) {
    if !was.contains(&(encoding, basis)) {
        was.push((encoding, basis));
    }
}

/// Writes the decoded text.
struct Writer<'a> {
    text: &'a str,
    parts: &'a [Part],
    prior: &'a Prior,
    favourites: &'a [Option<Reading>; CLASSES],
    out: Decoded,
}

impl Writer<'_> {
    /// What is between words: ASCII, which fonts of capitals show as such.
    fn between(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        if !self.parts.iter().any(|(_, face)| face.capitals()) {
            return self.out.text.push_str(text);
        }
        for (at, letter) in text.char_indices() {
            let face = self.face(range.start + at);
            let favourite = face.class().and_then(|class| self.favourites.get(class).copied().flatten());
            let meant = match favourite {
                Some(reading) => reading != Reading::AsIs,
                None => self.prior.believes(face),
            };
            let capital = face.capitals() && meant;
            self.out.text.push(if capital { letter.to_ascii_uppercase() } else { letter });
        }
    }

    fn face(&self, at: usize) -> Face {
        let part = self.parts.iter().find(|(range, _)| range.contains(&at));
        part.map(|(_, face)| *face).unwrap_or_default()
    }

    fn word(&mut self, word: &Word, reading: Reading, scores: &Scores) {
        let stored = self.text.get(word.range.clone()).unwrap_or_default();
        let poor = scores.iter().all(|score| *score < -15.0);
        if word.torn && poor && self.by_fonts(word) {
            return;
        }
        let Some(encoding) = reading.encoding() else { return self.as_is(stored, &word.range) };
        let Some(placed) = reading.decode(stored) else { return self.as_is(stored, &word.range) };
        let honest = matches!(
            (encoding, word.face),
            (Encoding::Tcvn3, Face::Tcvn3 { .. }) | (Encoding::Vni, Face::Vni)
        );
        let places: Vec<usize> = stored.char_indices().map(|(at, _)| word.range.start + at).collect();
        let before = self.out.text.len();
        for (letter, at) in placed {
            let capital = places.get(at).is_some_and(|place| self.face(*place).capitals());
            if capital {
                self.out.text.extend(letter.to_uppercase());
            } else {
                self.out.text.push(letter);
            }
        }
        if self.out.text.get(before..) != Some(stored) {
            note(&mut self.out.was, encoding, if honest { Basis::Font } else { Basis::Evidence });
        }
    }

    fn as_is(&mut self, stored: &str, range: &Range<usize>) {
        let (composed, encoding) = unicode::compose(stored);
        let stroked = unicode::with_stroke(&composed, words::is_money(self.text, range));
        self.out.text.push_str(&stroked);
        if stroked != composed {
            note(&mut self.out.was, Encoding::Eth, Basis::Font);
        }
        if let Some(encoding) = encoding {
            note(&mut self.out.was, encoding, Basis::Font);
        }
    }

    /// A word whose letters are in fonts of several encodings, each by its own font, if
    /// that makes a word.
    fn by_fonts(&mut self, word: &Word) -> bool {
        let mut read = String::new();
        let mut was = Vec::new();
        for (part, face) in self.parts {
            let inner = word.range.start.max(part.start)..word.range.end.min(part.end);
            let stored = self.text.get(inner).unwrap_or_default();
            let reading = match face {
                Face::Tcvn3 { .. } => Reading::Tcvn3,
                Face::Vni => Reading::Vni,
                _ => Reading::AsIs,
            };
            let placed = reading.decode(stored).unwrap_or_default();
            let letters = reading::text(&placed);
            if letters != stored {
                reading.encoding().into_iter().for_each(|encoding| note(&mut was, encoding, Basis::Font));
            }
            if face.capitals() {
                read.push_str(&letters.to_uppercase());
            } else {
                read.push_str(&letters);
            }
        }
        let (read, _) = unicode::compose(&read);
        if syllable::kind(&read) == Kind::Other {
            return false;
        }
        self.out.text.push_str(&read);
        was.into_iter().for_each(|(encoding, basis)| note(&mut self.out.was, encoding, basis));
        true
    }
}
