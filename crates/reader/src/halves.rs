//! The rows of a long table, read by two threads, each half of them.

use phuluc_model::CellRef;

use crate::beside::both;
use crate::codes;
use crate::ledger::Roles;
use crate::rows::{Mapping, Output, read_in_order};
use crate::sink::Sink;
use crate::view::SheetView;

/// Rows from which on a second thread pays; tests try it with few.
const LEAST: usize = if cfg!(test) { 4 } else { 8_192 };
/// Rows that are looked at for the first of the second half.
const LOOKED_AT: usize = 64;

/// Where the second half of a table's rows may begin, if anywhere.
pub(crate) fn fork(view: &SheetView<'_>, mapping: &Mapping, rows: &[u32]) -> Option<usize> {
    if cfg!(target_family = "wasm") || rows.len() < LEAST {
        return None;
    }
    // A thread that takes new memory is slower at it than the first one.
    let share = rows.len() / 8 * 5;
    let below = rows.iter().enumerate().skip(share).take(LOOKED_AT);
    below.map(|(at, row)| (at, *row)).find(|(_, row)| stands_alone(view, mapping, *row)).map(|(at, _)| at)
}

/// Whether a row reads the same whatever stands above it: its number does not go on from another,
/// and it is no line that goes on with the row above.
pub(crate) fn stands_alone(view: &SheetView<'_>, mapping: &Mapping, row: u32) -> bool {
    let code = mapping.layout.code_column().and_then(|field| mapping.columns.get(field).copied().flatten());
    let code = code.and_then(|column| view.cell(CellRef::new(row, column)));
    if !code.is_some_and(|(_, cell)| codes::stands_alone(view, cell)) {
        return false;
    }
    let mut sink = Sink::new("", "");
    let mut out = Output::new(Roles::default(), &mut sink);
    read_in_order(view, mapping, &[row], &mut out);
    out.rows.len() == 1
}

/// Reads two stretches of rows at once, of which the second begins with one that stands alone.
/// It gives what reading them in order does.
pub(crate) fn read(
    view: &SheetView<'_>,
    mapping: &Mapping,
    (above, below): (&[u32], &[u32]),
    out: &mut Output<'_>,
) {
    let cell = below.first().and_then(|row| view.row(*row).next());
    let Some((first, _)) = cell else { return read_in_order(view, mapping, above, out) };
    let mut said = out.sink.fresh();
    let (upper, lower) = out.roles.split_at(first);
    let mut first = Output::new(upper, out.sink);
    let mut second = Output::new(lower, &mut said);
    first.rows.reserve_exact(above.len() + below.len());
    second.rows.reserve_exact(below.len());
    both(
        true,
        || read_in_order(view, mapping, below, &mut second),
        || read_in_order(view, mapping, above, &mut first),
    );
    let Output { rows, mut pending, proofs, .. } = second;
    let Output { rows: all, pending: all_pending, proofs: all_proofs, .. } = first;
    (out.rows, out.pending, out.proofs) = (all, all_pending, all_proofs);
    pending.iter_mut().for_each(|open| open.row += out.rows.len());
    out.rows.extend(rows);
    out.pending.append(&mut pending);
    out.proofs.extend(proofs);
    out.sink.append(said);
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;
    use std::path::Path;

    use super::*;
    use crate::Reader;
    use crate::ledger::Ledger;

    /// Forks that are tried of one table.
    const TRIED: usize = 24;

    thread_local! {
        static HELD: Cell<usize> = const { Cell::new(0) };
    }

    /// Everything that reading rows gives, as text.
    fn told(view: &SheetView<'_>, read: impl FnOnce(&mut Output<'_>)) -> String {
        let mut ledger = Ledger::new(view);
        let mut sink = Sink::new("", "");
        let mut out = Output::new(ledger.roles(), &mut sink);
        read(&mut out);
        let told = format!("{:#?} {:#?} {:#?}", out.rows, out.pending, out.proofs);
        format!("{told} {sink:#?} {ledger:#?}")
    }

    /// Every table that a test reads gives the same wherever it is forked.
    pub(crate) fn hold_against_order(view: &SheetView<'_>, mapping: &Mapping, rows: &[u32]) {
        let alone: Vec<usize> = (0..rows.len()).filter(|at| stands_alone(view, mapping, rows[*at])).collect();
        if alone.is_empty() {
            return;
        }
        let in_order = told(view, |out| read_in_order(view, mapping, rows, out));
        for at in alone.iter().step_by(alone.len().div_ceil(TRIED)) {
            let forked = told(view, |out| read(view, mapping, rows.split_at(*at), out));
            assert!(in_order == forked, "forked at row {}", rows[*at] + 1);
            HELD.set(HELD.get() + 1);
        }
    }

    fn workbooks(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                workbooks(&path, found);
            } else if ["xlsx", "xls", "xlsb", "ods"]
                .iter()
                .any(|end| path.extension().is_some_and(|e| e == *end))
            {
                found.push(path);
            }
        }
    }

    #[test]
    fn a_fork_changes_nothing() {
        let mut found = Vec::new();
        workbooks(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata"), &mut found);
        let reader = Reader::new();
        for path in found {
            // Some are no workbooks at all.
            let _ = reader.read_without_cells("a", std::fs::read(path).expect("a file"));
        }
        assert!(HELD.get() > 1_000, "{}", HELD.get());
    }
}
