//! VNI for Windows (fonts `VNI-…`): a letter and perhaps a mark behind it, one byte each.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::codepage::char_1252;
use super::table::{Placed, rows};

static VNI: LazyLock<Vni> = LazyLock::new(|| {
    let mut vni = Vni::default();
    for (stored, letter) in rows(include_str!("vni_windows.tsv")) {
        match stored.as_slice() {
            [one] => drop(vni.single.insert(*one, letter)),
            [base, mark] => drop(vni.pairs.insert((*base, small(*mark)), letter)),
            _ => {}
        }
    }
    vni
});

#[derive(Default)]
struct Vni {
    single: HashMap<u8, char>,
    /// By base and mark; the mark's own case does not count.
    pairs: HashMap<(u8, u8), char>,
}

/// The small form of a mark: 0xC0 to 0xDE are the capitals of 0xE0 to 0xFE.
const fn small(mark: u8) -> u8 {
    if matches!(mark, 0xC0..=0xDE) { mark | 0x20 } else { mark }
}

/// Text by VNI; other bytes stay what Windows-1252 shows.
pub(super) fn decode(bytes: &[u8]) -> Vec<Placed> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut letters = bytes.iter().copied().enumerate().peekable();
    while let Some((at, base)) = letters.next() {
        let pair = letters.peek().and_then(|(_, mark)| VNI.pairs.get(&(base, small(*mark))));
        if let Some(letter) = pair {
            decoded.push((*letter, at));
            letters.next();
        } else {
            decoded.push((VNI.single.get(&base).copied().unwrap_or(char_1252(base)), at));
        }
    }
    decoded
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Text in VNI as bytes, for tests.
    pub(in crate::decode) fn encode(text: &str) -> Vec<u8> {
        let table: Vec<_> = rows(include_str!("vni_windows.tsv")).collect();
        let stored = |letter: char| {
            let row = table.iter().find(|(_, known)| *known == letter);
            row.map_or_else(
                || vec![u8::try_from(u32::from(letter)).expect("a letter")],
                |(bytes, _)| bytes.clone(),
            )
        };
        text.chars().flat_map(stored).collect()
    }

    #[test]
    fn every_letter_of_the_table() {
        assert!(VNI.pairs.len() > 100, "{}", VNI.pairs.len());
        for (stored, letter) in rows(include_str!("vni_windows.tsv")) {
            assert_eq!(decode(&stored), [(letter, 0)]);
        }
    }
}
