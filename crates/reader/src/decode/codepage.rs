//! Bytes behind characters. The legacy letters were bytes; programs stored them as
//! the characters that Windows-1252 or, on Vietnamese machines, Windows-1258 has
//! there. Mapping back undoes either. Source of both tables: Microsoft's code page
//! tables as the Unicode Consortium keeps them (CP1252.TXT, CP1258.TXT).

/// Windows-1252 where it is not Latin-1, bytes 0x80 to 0x9F; zero where it is open.
const HIGH_1252: [char; 32] = [
    '\u{20ac}', '\0', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\0', '\u{17d}', '\0', '\0', '\u{2018}', '\u{2019}',
    '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}',
    '\u{153}', '\0', '\u{17e}', '\u{178}',
];

/// Windows-1258 where it differs from Windows-1252 in a letter, a mark or the sign of the đồng.
const VIETNAMESE: [(u8, char); 14] = [
    (0xC3, '\u{102}'),
    (0xCC, '\u{300}'),
    (0xD0, '\u{110}'),
    (0xD2, '\u{309}'),
    (0xD5, '\u{1a0}'),
    (0xDD, '\u{1af}'),
    (0xDE, '\u{303}'),
    (0xE3, '\u{103}'),
    (0xEC, '\u{301}'),
    (0xF0, '\u{111}'),
    (0xF2, '\u{323}'),
    (0xF5, '\u{1a1}'),
    (0xFD, '\u{1b0}'),
    (0xFE, '\u{20ab}'),
];

/// The byte of a character by Windows-1252; control characters are their own bytes.
pub(super) fn byte_1252(letter: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    let at = HIGH_1252.iter().position(|high| *high == letter)?;
    u8::try_from(at + 0x80).ok()
}

/// The byte of a character that only Windows-1258 has.
pub(super) fn byte_only_1258(letter: char) -> Option<u8> {
    VIETNAMESE.iter().find(|(_, there)| *there == letter).map(|(byte, _)| *byte)
}

/// The byte of a character by Windows-1258.
pub(super) fn byte_1258(letter: char) -> Option<u8> {
    byte_only_1258(letter).or_else(|| byte_1252(letter))
}

/// The character of a byte by Windows-1258 where it differs from Windows-1252.
pub(super) fn only_1258(byte: u8) -> Option<char> {
    VIETNAMESE.iter().find(|(there, _)| *there == byte).map(|(_, letter)| *letter)
}

/// The character of a byte by Windows-1252.
pub(super) fn char_1252(byte: u8) -> char {
    let high = byte.checked_sub(0x80).and_then(|at| HIGH_1252.get(usize::from(at)));
    high.copied().filter(|letter| *letter != '\0').unwrap_or(char::from(byte))
}

/// Whether Windows-1252 has the character among bytes 0x80 to 0x9F: mostly marks of
/// punctuation, which stand between words more often than for letters.
pub(super) fn is_middle(letter: char) -> bool {
    letter != '\0' && HIGH_1252.contains(&letter) || ('\u{80}'..='\u{9f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        for byte in 0x80..=0xFF {
            assert_eq!(byte_1252(char_1252(byte)), Some(byte));
            let letter = only_1258(byte).unwrap_or(char_1252(byte));
            assert_eq!(byte_1258(letter), Some(byte));
        }
        assert_eq!(byte_1258('ế'), None);
    }
}
