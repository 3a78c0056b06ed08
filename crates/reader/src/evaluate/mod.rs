//! Formulas: the cached result where it is right, the computed one else.
//!
//! Every formula of a workbook is worked out in decimals, and compared with the
//! result that the file holds for it. Where both agree nothing is said; where
//! the file has none, or another, the computed one stands. What is beyond the
//! functions known here is said, and the cached result stands.
//!
//! A formula becomes a list of operations ([`compile`]) that work on a stack of
//! values ([`run`]). Neither recurses, and a [`Budget`] bounds the work, so that no
//! workbook can make the program hang or take all memory.
//!
//! This comes before [`crate::decode`]: formulas compare text as it is stored.

mod cells;
mod compile;
mod context;
mod criteria;
mod functions;
mod names;
mod operators;
mod run;
mod say;
mod settle;
mod stop;
#[cfg(test)]
mod tests;
mod value;

use phuluc_model::CellRef;

use self::cells::Cells;
use self::run::Run;
pub(crate) use self::say::say;
pub(crate) use self::stop::{Budget, What};
use crate::grid::{CellValue, Workbook};

/// What is to be said of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checked {
    /// Index of its sheet.
    pub(crate) sheet: usize,
    /// Its cell.
    pub(crate) at: CellRef,
    /// What became of it.
    pub(crate) verdict: Verdict,
}

/// What became of a formula whose cached result could not just be confirmed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// There was no cached result that the file itself trusts: the computed one stands.
    Filled { cached: CellValue, computed: CellValue },
    /// The cached result is another: the computed one stands.
    Stale { cached: CellValue, computed: CellValue },
    /// Not worked out; the cached result stands, if there is one.
    Unsupported { what: What, cached: bool },
    /// It draws on another workbook; the cached result stands.
    External,
    /// It needs itself; the cached result stands.
    Cycle,
    /// Too much work, or a figure that no decimal holds; the cached result stands.
    GaveUp,
}

/// What is to be said of one sheet, of all that is in order of sheets.
pub(crate) fn of_sheet(checked: &[Checked], sheet: usize) -> &[Checked] {
    let from = checked.partition_point(|checked| checked.sheet < sheet);
    let to = checked.partition_point(|checked| checked.sheet <= sheet);
    checked.get(from..to).unwrap_or_default()
}

/// Works out the formulas of a workbook, puts the results where they belong, and
/// tells what there is to say.
pub(crate) fn apply(book: &mut Workbook, budget: Budget) -> Vec<Checked> {
    if !book.sheets.iter().flat_map(|sheet| &sheet.cells).any(|cell| cell.formula.is_some()) {
        return Vec::new();
    }
    let checked = Run::new(Cells::of(book), budget).all();
    for checked in &checked {
        let (Verdict::Filled { computed, .. } | Verdict::Stale { computed, .. }) = &checked.verdict else {
            continue;
        };
        let Some(sheet) = book.sheets.get_mut(checked.sheet) else { continue };
        if let Ok(index) = sheet.cells.binary_search_by_key(&checked.at, |cell| cell.at)
            && let Some(cell) = sheet.cells.get_mut(index)
        {
            cell.value = computed.clone();
        }
    }
    checked
}
