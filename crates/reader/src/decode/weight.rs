//! Texts in ordinary fonts, which nearly all are: weighed once each, by a byte that stays
//! with the text, and on a thread of their own while the sheets are read.

use std::num::NonZeroU8;
use std::sync::Arc;

use super::font::{CLASSES, Face};
use super::reading::{ALL, Reading};
use super::text::Texts;
use crate::grid::RichText;

/// What weighing says of a text in an ordinary font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    /// What it is plainly in.
    pub(super) plainly: [Option<Reading>; CLASSES],
    /// Whether it stays as it is wherever Unicode is likelier than any other reading.
    pub(super) settled: bool,
}

impl Weight {
    /// Of a text without runs of its own fonts.
    pub(super) fn of(text: &RichText, texts: &Texts) -> Self {
        Self::from_byte(text.weighed(|text| {
            let (plainly, settled) = texts.weigh(text, &[(0..text.len(), Face::Plain)]);
            Self { plainly, settled }.byte()
        }))
    }

    /// The same, where somebody has weighed it.
    pub(super) fn known(text: &RichText) -> Option<Self> {
        text.known_weight().map(Self::from_byte)
    }

    fn byte(self) -> NonZeroU8 {
        // Such a text has words in fonts of the first class only.
        let [reading, ..] = self.plainly;
        let reading = reading.map_or(0, |reading| reading.at() + 1);
        let byte = u8::from(self.settled) + 2 * u8::try_from(reading).unwrap_or_default();
        NonZeroU8::MIN.saturating_add(byte)
    }

    fn from_byte(byte: NonZeroU8) -> Self {
        let byte = byte.get() - 1;
        let reading = usize::from(byte / 2).checked_sub(1).and_then(|at| ALL.get(at)).copied();
        let mut plainly = [None; CLASSES];
        if let Some(first) = plainly.first_mut() {
            *first = reading;
        }
        Self { plainly, settled: byte % 2 == 1 }
    }
}

/// Weighs and tidies texts before they are asked for.
pub(crate) fn look_ahead(strings: &[Arc<RichText>]) {
    let texts = Texts::default();
    for text in strings.iter().filter(|text| text.runs.is_empty()) {
        if !text.text.is_ascii() {
            Weight::of(text, &texts);
        }
        text.tidied();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_a_byte() {
        let texts = Texts::default();
        for text in ["Huyện Bình Gia", "HuyÖn B×nh Gia", "Huyeän Bình Gia", "café", "±", "Ủy ban", "hé̂n"]
        {
            let (plainly, settled) = texts.weigh(text, &[(0..text.len(), Face::Plain)]);
            let weight = Weight { plainly, settled };
            assert_eq!(Weight::from_byte(weight.byte()), weight, "{text}");
            assert_eq!(Weight::of(&RichText::plain(text), &texts), weight, "{text}");
        }
    }
}
