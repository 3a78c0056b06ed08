//! Rows of the encodings' tables, kept as files beside this one.

/// Rows of a table: the bytes as stored, and the letter.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (Vec<u8>, char)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        let bytes: Option<Vec<u8>> =
            fields.next()?.split(' ').map(|byte| u8::from_str_radix(byte, 16).ok()).collect();
        let letter = fields.nth(1)?.chars().next()?;
        Some((bytes?, letter))
    })
}

/// A letter of decoded text with the place of the stored character it began at, so
/// that fonts of capitals find their letters.
pub(super) type Placed = (char, usize);
