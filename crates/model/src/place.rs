//! Where something stands in a workbook.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The last row of a modern worksheet, 0-based.
pub(crate) const LAST_ROW: u32 = 1_048_575;
/// The last column of a modern worksheet (`XFD`), 0-based.
pub(crate) const LAST_COLUMN: u32 = 16_383;

/// One cell, 0-based; prints as `B12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CellRef {
    /// Row, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub column: u32,
}

impl CellRef {
    /// The cell at a 0-based row and column.
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", ColumnName(self.column), u64::from(self.row) + 1)
    }
}

/// The letters of a 0-based column: `A`, `Z`, `AA`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnName(pub u32);

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::with_capacity(3);
        let mut rest = self.0;
        loop {
            letters.push(b'A' + (rest % 26) as u8);
            if rest < 26 {
                break;
            }
            rest = rest / 26 - 1;
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{}", *letter as char))
    }
}

impl ColumnName {
    /// Reads column letters (`"L"`, `"AB"`); `None` for anything else, or past `XFD`.
    pub fn parse(letters: &str) -> Option<Self> {
        if letters.is_empty() || letters.len() > 3 {
            return None;
        }
        let mut column = 0u32;
        for byte in letters.bytes() {
            let digit = byte.to_ascii_uppercase();
            if !digit.is_ascii_uppercase() {
                return None;
            }
            column = column * 26 + u32::from(digit - b'A') + 1;
        }
        (column - 1 <= LAST_COLUMN).then_some(Self(column - 1))
    }
}

/// A text that is not a cell address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a cell address such as `B12`")]
pub struct NotACell(String);

impl FromStr for CellRef {
    type Err = NotACell;

    /// Reads `B12` or `$B$12`.
    fn from_str(text: &str) -> Result<Self, NotACell> {
        let wrong = || NotACell(text.to_owned());
        let plain = text.strip_prefix('$').unwrap_or(text);
        let split = plain.find(|c: char| !c.is_ascii_alphabetic()).ok_or_else(wrong)?;
        let (letters, digits) = plain.split_at(split);
        let digits = digits.strip_prefix('$').unwrap_or(digits);
        let column = ColumnName::parse(letters).ok_or_else(wrong)?.0;
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        let row: u32 = digits.parse().map_err(|_| wrong())?;
        if row == 0 || row - 1 > LAST_ROW {
            return Err(wrong());
        }
        Ok(Self { row: row - 1, column })
    }
}

impl Serialize for CellRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A rectangle of cells, both corners included; prints as `A4:L33`, or `A4` for one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellRange {
    /// Upper left corner.
    pub first: CellRef,
    /// Lower right corner.
    pub last: CellRef,
}

impl CellRange {
    /// The rectangle between two corners, given in any order.
    pub fn new(one: CellRef, other: CellRef) -> Self {
        Self {
            first: CellRef::new(one.row.min(other.row), one.column.min(other.column)),
            last: CellRef::new(one.row.max(other.row), one.column.max(other.column)),
        }
    }

    /// Whether the cell lies in the rectangle.
    pub fn contains(&self, cell: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.column..=self.last.column).contains(&cell.column)
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}:{}", self.first, self.last)
        }
    }
}

impl FromStr for CellRange {
    type Err = NotACell;

    fn from_str(text: &str) -> Result<Self, NotACell> {
        match text.split_once(':') {
            Some((first, last)) => Ok(Self::new(first.parse()?, last.parse()?)),
            None => text.parse().map(|cell| Self::new(cell, cell)),
        }
    }
}

impl Serialize for CellRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_columns() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(ColumnName(column).to_string(), letters);
            assert_eq!(ColumnName::parse(letters), Some(ColumnName(column)));
        }
        assert_eq!(ColumnName::parse("XFE"), None);
        assert_eq!(ColumnName::parse("Đ"), None);
    }

    #[test]
    fn cells_and_ranges_round_trip() {
        assert_eq!("B12".parse(), Ok(CellRef::new(11, 1)));
        assert_eq!("$XFD$1048576".parse(), Ok(CellRef::new(1_048_575, 16_383)));
        for wrong in ["", "12", "B", "B0", "B1048577", "B-1", "B+1", "XFE1"] {
            assert!(wrong.parse::<CellRef>().is_err(), "{wrong}");
        }
        let range: CellRange = "L33:A4".parse().expect("a range");
        assert_eq!(range.to_string(), "A4:L33");
        assert!(range.contains("B12".parse().expect("a cell")));
        assert!(!range.contains("M12".parse().expect("a cell")));
    }
}
