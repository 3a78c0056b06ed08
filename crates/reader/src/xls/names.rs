//! Names that mark a sheet as ours, [MS-XLS] 2.4.150 (Lbl): a text, or a range of the
//! sheet itself. Names of an office's own are not read: no formula is, either.

use phuluc_model::marks::PREFIX;
use phuluc_model::{CellRange, CellRef, ColumnName};

use crate::bytes::{Bytes, utf16_units};

use super::records::Record;

/// A name, with its sheet counted from 1 among all sheets of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MarkName {
    pub(super) sheet: u16,
    pub(super) name: String,
    pub(super) formula: String,
}

/// Reads a name that is one of ours; `None` for any other.
pub(super) fn read(record: &Record<'_>) -> Option<MarkName> {
    let mut fields = record.bytes();
    fields.skip(3)?;
    let letters = fields.u8()?;
    let formula_bytes = fields.u16()?;
    fields.skip(2)?;
    let sheet = fields.u16()?;
    fields.skip(4)?;
    let name = text(&mut fields, usize::from(letters))?;
    let mut formula = Bytes::new(fields.take(usize::from(formula_bytes))?);
    if sheet == 0 || !name.to_lowercase().starts_with(PREFIX) {
        return None;
    }
    Some(MarkName { sheet, name, formula: operand(&mut formula)? })
}

/// Characters behind the byte that says how wide they are.
fn text(fields: &mut Bytes<'_>, count: usize) -> Option<String> {
    let wide = fields.u8()? & 1 != 0;
    let units: Vec<u16> = if wide {
        utf16_units(fields.take(count * 2)?).collect()
    } else {
        fields.take(count)?.iter().map(|byte| u16::from(*byte)).collect()
    };
    Some(String::from_utf16_lossy(&units))
}

/// A formula that is a single text (PtgStr) or range (PtgArea3d, PtgArea).
fn operand(formula: &mut Bytes<'_>) -> Option<String> {
    let kind = formula.u8()?;
    if kind == 0x17 {
        let count = formula.u8()?;
        let constant = text(formula, usize::from(count))?;
        return Some(phuluc_model::marks::constant(&constant).trim_start_matches('=').to_owned());
    }
    match kind & 0x1F | 0x20 {
        0x3B => formula.skip(2)?,
        0x25 => {}
        _ => return None,
    }
    let (first, last) = (formula.u16()?, formula.u16()?);
    let (left, right) = (formula.u16()? & 0x3FFF, formula.u16()? & 0x3FFF);
    let corner = |row: u16, column: u16| CellRef::new(u32::from(row), u32::from(column));
    let range = CellRange::new(corner(first, left), corner(last, right));
    let shown = |cell: CellRef| format!("${}${}", ColumnName(cell.column), cell.row + 1);
    Some(format!("{}:{}", shown(range.first), shown(range.last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(sheet: u8, name: &str, formula: &[u8]) -> Vec<u8> {
        let (letters, length) = (name.len() as u8, formula.len() as u8);
        let mut data = vec![0, 0, 0, letters, length, 0, 0, 0, sheet, 0, 0, 0, 0, 0, 0];
        data.extend(name.bytes());
        data.extend(formula);
        data
    }

    fn read_data(data: &[u8]) -> Option<MarkName> {
        read(&Record { id: 0x0018, data, continued: Vec::new() })
    }

    #[test]
    fn texts_and_ranges_of_ours_only() {
        let year = label(2, "_phuluc.year", b"\x17\x04\x002022");
        assert_eq!(read_data(&year).map(|name| (name.sheet, name.formula)), Some((2, "\"2022\"".to_owned())));
        let range = b"\x3B\x01\x00\x08\x00\x3B\x00\x00\x00\x0B\x00";
        let table = label(1, "_phuluc.table", range);
        assert_eq!(read_data(&table).map(|name| name.formula), Some("$A$9:$L$60".to_owned()));
        assert_eq!(read_data(&label(1, "nam", b"\x17\x04\x002022")), None);
        assert_eq!(read_data(&label(0, "_phuluc.year", b"\x17\x04\x002022")), None);
        assert_eq!(read_data(&label(1, "_phuluc.year", b"\x1E\x05\x00")), None);
    }

    #[test]
    fn what_is_cut_short_is_no_name() {
        let whole = label(1, "_phuluc.table", b"\x3B\x01\x00\x08\x00\x3B\x00\x00\x00\x0B\x00");
        for length in 0..whole.len() {
            assert_eq!(read_data(&whole[..length]), None, "{length}");
        }
    }
}
