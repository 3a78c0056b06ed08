//! What stands below the table: notes, and what the source held beside all that.

use phuluc_model::{Remark, Vocabulary};

use crate::columns::{ColumnPlan, points};
use crate::heights::Font;

/// Empty rows that are kept between notes; a source may have its notes far apart.
const WIDEST_GAP: u32 = 6;

/// A note with its place in the written sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedNote<'a> {
    pub(crate) row: u32,
    pub(crate) column: usize,
    /// The last column that it may cover.
    pub(crate) last: usize,
    pub(crate) text: &'a str,
    pub(crate) flow: Flow,
}

/// Where a note's text goes that its cell is too narrow for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Over the empty cells to its right.
    Right,
    /// Over the empty cells to its left, where the table ends at its right.
    Left,
    /// Into more lines, in cells merged up to the table's end: it is longer than
    /// the paper is wide.
    Wrap,
}

/// Notes in their order from a row on: side by side where they stood so.
pub(crate) fn place_notes<'a>(
    notes: &'a [Remark],
    first: u32,
    columns: &[ColumnPlan],
    font: Font,
) -> Vec<PlacedNote<'a>> {
    let end = columns.len().saturating_sub(1);
    let mut placed: Vec<PlacedNote<'a>> = Vec::with_capacity(notes.len());
    let mut row = first;
    let mut before: Option<&Remark> = None;
    for note in notes {
        let column = usize::try_from(note.cell.column).unwrap_or(end).min(end);
        if let (Some(before), Some(left)) = (before, placed.last_mut()) {
            if before.cell.row == note.cell.row && left.column < column {
                left.last = column - 1;
            } else {
                let gap = note.cell.row.checked_sub(before.cell.row).unwrap_or(1);
                row = row.saturating_add(if gap > WIDEST_GAP { 1 } else { gap.max(1) });
            }
        }
        placed.push(PlacedNote { row, column, last: end, text: &note.text, flow: Flow::Right });
        before = Some(note);
    }
    let mut free: Option<(u32, usize)> = None;
    for note in &mut placed {
        let start = free.filter(|(row, _)| *row == note.row).map_or(0, |(_, column)| column);
        let wide = font.width(note.text);
        note.flow = if wide <= points(columns, note.column, note.last) {
            Flow::Right
        } else if note.last == end && wide <= points(columns, start, note.column) {
            Flow::Left
        } else {
            Flow::Wrap
        };
        free = Some((note.row, note.column + 1));
    }
    placed
}

/// The list of unmapped cells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unmapped<'a> {
    /// Row of its heading; the cells stand below.
    pub(crate) heading_row: u32,
    pub(crate) heading: &'static str,
    pub(crate) cells: Vec<(u32, &'a Remark)>,
}

/// The list from a row on; `None` where there is nothing to list.
pub(crate) fn place_unmapped(unmapped: &[Remark], first: u32) -> Option<Unmapped<'_>> {
    if unmapped.is_empty() {
        return None;
    }
    let cells = (first.saturating_add(1)..).zip(unmapped).collect();
    Some(Unmapped { heading_row: first, heading: &Vocabulary::get().official.unmapped, cells })
}

#[cfg(test)]
mod tests {
    use phuluc_model::{Align, ColumnType};

    use super::*;

    fn column(width: f64) -> ColumnPlan {
        ColumnPlan { index: 0, kind: ColumnType::Text, align: Align::Left, width, decimals: 0 }
    }

    fn note(cell: &str, text: &str) -> Remark {
        Remark { cell: cell.parse().expect("a cell"), text: text.to_owned() }
    }

    #[test]
    fn notes_keep_their_distances_and_columns() {
        let columns = [column(6.0), column(40.0), column(11.0), column(11.0)];
        let notes = [
            note("B3", "a"),
            note("B35", "b"),
            note("B37", "c"),
            note("D37", "d"),
            note("Z38", "e"),
            note("A36", "f"),
        ];
        let placed = place_notes(&notes, 10, &columns, Font { size: 11.0, bold: false });
        let places: Vec<(u32, usize, usize)> =
            placed.iter().map(|note| (note.row, note.column, note.last)).collect();
        assert_eq!(places, [(10, 1, 3), (11, 1, 3), (13, 1, 2), (13, 3, 3), (14, 3, 3), (15, 0, 3)]);
    }

    #[test]
    fn no_note_leaves_the_paper() {
        let columns = [column(6.0), column(40.0), column(6.0)];
        let notes =
            [note("A5", "Ghi chú: ngắn"), note("C6", "TM. ỦY BAN NHÂN DÂN"), note("B7", &"dài ".repeat(80))];
        let placed = place_notes(&notes, 0, &columns, Font { size: 11.0, bold: false });
        let flows: Vec<Flow> = placed.iter().map(|note| note.flow).collect();
        assert_eq!(flows, [Flow::Right, Flow::Left, Flow::Wrap]);
    }
}
