//! The cells of a sheet, packed so that a large sheet reaches the page at once.

use phuluc::{CellInspection, ColumnType, Role, SheetInspection};

use crate::failure::Failure;
use crate::session::Session;

/// The cells of a sheet, each list in the order of the cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetCells {
    /// 0-based rows.
    pub rows: Vec<u32>,
    /// 0-based columns.
    pub columns: Vec<u16>,
    /// Looks and roles, see the constants below.
    pub looks: Vec<u8>,
    /// Where each cell's text ends in `text`.
    pub ends: Vec<u32>,
    /// All texts in UTF-8, one behind the other.
    pub text: Vec<u8>,
    /// Merged regions: first row, first column, last row, last column of each.
    pub merges: Vec<u32>,
    /// Hidden rows, first and last of each range.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, first and last of each range.
    pub hidden_columns: Vec<u32>,
}

/// Bold letters.
pub const BOLD: u8 = 1;
/// Italic letters.
pub const ITALIC: u8 = 2;
/// A number, which stands at the right.
pub const NUMBER: u8 = 4;
/// A number that is grouped by thousands.
pub const GROUPED: u8 = 8;
/// A number that is shown times 100 with a percent sign.
pub const PERCENT: u8 = 16;
/// Part of a header.
pub const HEADER: u8 = 32;
/// Part of a title.
pub const TITLE: u8 = 64;
/// Of no column of the form.
pub const UNMAPPED: u8 = 128;

impl Session {
    /// The cells of a sheet, by its place among the sheets of the file.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where the file is not open; a sheet that is not there has no cells.
    pub fn cells(&self, file: u32, sheet: usize) -> Result<SheetCells, Failure> {
        Ok(self.file(file)?.sheets.get(sheet).map(pack).unwrap_or_default())
    }
}

fn pack(sheet: &SheetInspection) -> SheetCells {
    let mut packed = SheetCells::default();
    let flat = |ranges: &[(u32, u32)]| ranges.iter().flat_map(|(first, last)| [*first, *last]).collect();
    packed.hidden_rows = flat(&sheet.hidden_rows);
    packed.hidden_columns = flat(&sheet.hidden_columns);
    for merge in &sheet.merges {
        packed.merges.extend([merge.first.row, merge.first.column, merge.last.row, merge.last.column]);
    }
    for cell in &sheet.cells {
        packed.rows.push(cell.cell.row);
        packed.columns.push(u16::try_from(cell.cell.column).unwrap_or(u16::MAX));
        packed.looks.push(look(sheet, cell));
        packed.text.extend(cell.text.as_bytes());
        packed.ends.push(u32::try_from(packed.text.len()).unwrap_or(u32::MAX));
    }
    packed
}

fn look(sheet: &SheetInspection, cell: &CellInspection) -> u8 {
    let look = cell.look;
    let mut bits = 0;
    for (is, bit) in [
        (look.bold, BOLD),
        (look.italic, ITALIC),
        (look.number, NUMBER),
        (look.number && is_grouped(sheet, cell), GROUPED),
        (look.percent, PERCENT),
        (cell.role == Role::Header, HEADER),
        (cell.role == Role::Title, TITLE),
        (cell.role == Role::Unmapped, UNMAPPED),
    ] {
        if is {
            bits |= bit;
        }
    }
    bits
}

/// Whether a number stands in a column of amounts, counts or figures.
fn is_grouped(sheet: &SheetInspection, cell: &CellInspection) -> bool {
    let (Role::Value(column), Some(field)) = (cell.role, &cell.field) else { return false };
    sheet.tables.iter().any(|table| {
        table.layout.columns.get(column).is_some_and(|column| {
            column.field == *field
                && matches!(column.kind, ColumnType::Amount | ColumnType::Count | ColumnType::Figure)
        })
    })
}
