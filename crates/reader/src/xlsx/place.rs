//! Cell addresses and ranges of hidden lines, fast.

use phuluc_model::CellRef;

/// Rows of a worksheet.
pub(super) const ROWS: u32 = 1_048_576;
/// Columns of a worksheet.
pub(super) const COLUMNS: u32 = 16_384;

/// Reads `B12` without going through letters and digits twice; `None` for what is
/// no cell of a worksheet.
pub(super) fn parse_cell(text: &str) -> Option<CellRef> {
    let (mut column, mut row) = (0u32, 0u32);
    let mut bytes = text.bytes().peekable();
    while let Some(letter) = bytes.next_if(u8::is_ascii_alphabetic) {
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > COLUMNS {
            return None;
        }
    }
    for digit in bytes {
        if !digit.is_ascii_digit() {
            return None;
        }
        row = row * 10 + u32::from(digit - b'0');
        if row > ROWS {
            return None;
        }
    }
    Some(CellRef::new(row.checked_sub(1)?, column.checked_sub(1)?))
}

/// Adds a line to ranges that grow mostly at their end.
pub(super) fn add_line(ranges: &mut Vec<(u32, u32)>, line: u32) {
    match ranges.last_mut() {
        Some((_, last)) if last.checked_add(1) == Some(line) => *last = line,
        _ => ranges.push((line, line)),
    }
}

/// Orders ranges and joins those that touch.
pub(super) fn collapse(ranges: &mut Vec<(u32, u32)>) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let touches = next.0 <= kept.1.saturating_add(1);
        if touches {
            kept.1 = kept.1.max(next.1);
        }
        touches
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_within_the_worksheet() {
        assert_eq!(parse_cell("XFD1048576"), Some(CellRef::new(1_048_575, 16_383)));
        assert_eq!(parse_cell("b12"), Some(CellRef::new(11, 1)));
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "A1B", "A99999999999999999999", "ĐA1", "$A$1"]
        {
            assert_eq!(parse_cell(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ranges_join() {
        let mut ranges = vec![(7, 9), (1, 2), (3, 3), (8, 8)];
        collapse(&mut ranges);
        assert_eq!(ranges, [(1, 3), (7, 9)]);
        add_line(&mut ranges, 10);
        assert_eq!(ranges, [(1, 3), (7, 10)]);
    }
}
