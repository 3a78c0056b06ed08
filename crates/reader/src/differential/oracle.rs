//! What calamine reads, cell by cell.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Dimensions, Ods, Reader, SheetType, SheetVisible, Sheets, Xls, Xlsb, Xlsx};
use phuluc_model::{CellRange, CellRef};

use crate::grid::Container;

type Bytes = Cursor<Vec<u8>>;

/// One worksheet.
pub(super) struct TheirSheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) cells: Result<BTreeMap<CellRef, Data>, String>,
    /// `None` where calamine does not tell.
    pub(super) merges: Option<Vec<String>>,
}

/// Reads a workbook of any container; a panic is an error like others.
pub(super) fn read(bytes: &[u8], container: Option<Container>) -> Result<Vec<TheirSheet>, String> {
    guarded(|| {
        let mut book = open(Cursor::new(bytes.to_vec()), container)?;
        let sheets = book.sheets_metadata().to_vec();
        let worksheets = sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        Ok(worksheets
            .map(|sheet| TheirSheet {
                cells: guarded(|| cells(&mut book, &sheet.name)),
                merges: guarded(|| Ok(merges(&mut book, &sheet.name))).ok().flatten(),
                hidden: sheet.visible != SheetVisible::Visible,
                name: sheet.name,
            })
            .collect())
    })
}

/// Its own guess of the container swallows why it refuses.
fn open(bytes: Bytes, container: Option<Container>) -> Result<Sheets<Bytes>, String> {
    match container {
        Some(Container::Xlsx) => Xlsx::new(bytes).map(Sheets::Xlsx).map_err(|error| error.to_string()),
        Some(Container::Xls) => Xls::new(bytes).map(Sheets::Xls).map_err(|error| error.to_string()),
        Some(Container::Xlsb) => Xlsb::new(bytes).map(Sheets::Xlsb).map_err(|error| error.to_string()),
        Some(Container::Ods) => Ods::new(bytes).map(Sheets::Ods).map_err(|error| error.to_string()),
        None => calamine::open_workbook_auto_from_rs(bytes).map_err(|error| error.to_string()),
    }
}

fn guarded<T>(run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err("panic".to_owned()))
}

fn cells(book: &mut Sheets<Bytes>, name: &str) -> Result<BTreeMap<CellRef, Data>, String> {
    let mut found = match book {
        Sheets::Xlsx(book) => sparse(book, name)?,
        _ => {
            let range = book.worksheet_range(name).map_err(|error| error.to_string())?;
            let (row, column) = range.start().unwrap_or_default();
            range
                .used_cells()
                .map(|(r, c, data)| (CellRef::new(row + r as u32, column + c as u32), data.clone()))
                .collect()
        }
    };
    // A cell of empty text is no cell in the grid.
    found.retain(|_, data| !matches!(data, Data::Empty) && !matches!(data, Data::String(t) if t.is_empty()));
    Ok(found)
}

/// Without the rectangle that a range is: two cells far apart would fill the memory.
fn sparse(book: &mut Xlsx<Bytes>, name: &str) -> Result<BTreeMap<CellRef, Data>, String> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
    let mut found = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        found.insert(CellRef::new(row, column), Data::from(cell.get_value().clone()));
    }
    Ok(found)
}

fn merges(book: &mut Sheets<Bytes>, name: &str) -> Option<Vec<String>> {
    let found: Vec<Dimensions> = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).ok()?,
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).ok()?,
        _ => return None,
    };
    let place = |(row, column): (u32, u32)| CellRef::new(row, column);
    Some(found.iter().map(|d| CellRange::new(place(d.start), place(d.end)).to_string()).collect())
}
