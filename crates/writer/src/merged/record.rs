//! The sheet that keeps what was sent.

use phuluc_model::Vocabulary;
use phuluc_model::marks::MERGED_FORMAT;
use rust_xlsxwriter::{Workbook, XlsxError};

/// UTF-16 units of the text in one cell.
const PIECE: usize = 30_000;

/// Writes the record, hidden: its format, a word of warning, then the text in pieces.
pub(crate) fn write(record: &str, name: &str, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_very_hidden(true);
    sheet.write_string(0, 0, MERGED_FORMAT)?;
    sheet.write_string(1, 0, Vocabulary::get().merged.record_note.as_str())?;
    for (row, piece) in (2..).zip(pieces(record)) {
        sheet.write_string(row, 0, piece)?;
    }
    Ok(())
}

/// A text in pieces that fit a cell; none begins or ends with a space, which a program may drop.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut units = 0;
    let mut before = '\0';
    for (at, letter) in text.char_indices() {
        if units >= PIECE && letter != ' ' && before != ' ' {
            pieces.extend(text.get(start..at));
            start = at;
            units = 0;
        }
        units += letter.len_utf16();
        before = letter;
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_text_and_none_ends_in_a_space() {
        let text = "Huyện Bình Gia 😀 ".repeat(9_000);
        let text = text.trim_end();
        let pieces = pieces(text);
        assert!(pieces.len() > 4);
        assert_eq!(pieces.concat(), text);
        for piece in pieces {
            assert_eq!(piece, piece.trim());
            assert!(crate::limits::length(piece) <= crate::limits::CELL_TEXT);
        }
    }
}
