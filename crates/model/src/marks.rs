//! Marks in a regenerated workbook by which it is recognised when it comes back,
//! whatever was done to its look. The writer sets them, the reader looks for them.
//!
//! They are names defined for one sheet each: such names follow renamed sheets,
//! copied sheets and moved rows.

/// What all of them begin with.
pub const PREFIX: &str = "_phuluc.";
/// Id and version of the sheet's layout, as a text: `="phu-luc-2/1"`.
pub const LAYOUT: &str = "_phuluc.layout";
/// The header's cells, with the row of column numbers below them.
pub const HEADER: &str = "_phuluc.header";
/// The rows of the table, the grand total included. A table without rows has
/// the row of column numbers here.
pub const TABLE: &str = "_phuluc.table";
/// What the source held outside its table: a heading in the first row, which is no
/// place of a cell; below it places in the first column, texts in the second.
pub const UNMAPPED: &str = "_phuluc.unmapped";
/// The plan year, as a text: `="2022"`.
pub const YEAR: &str = "_phuluc.year";
/// There where the appendix had no title and the layout's stands in its place.
pub const OWN_TITLE: &str = "_phuluc.title";

/// Which sheet of a merged workbook stands beside its appendices, as a text: a unit's
/// own, or one of [`ASIDE_RECORD`] and its like. Such sheets are no appendices of the
/// workbook as long as the record is with them.
pub const ASIDE: &str = "_phuluc.aside";
/// What [`ASIDE`] says of the sheets of a comparison, which are no appendices whatever
/// stands beside them.
pub const ASIDE_COMPARISON: &str = "comparison";
/// What [`ASIDE`] says of the sheet that keeps what was sent.
pub const ASIDE_RECORD: &str = "record";
/// The first cell of the sheet that keeps what was sent.
pub const MERGED_FORMAT: &str = "phuluc-merged/1";

/// There where the sheet is one of a template, to be filled in: rows of [`TABLE`] in
/// which nothing was typed are none, and what its formulas give stands in the table.
pub const TEMPLATE: &str = "_phuluc.template";
/// The unit that reports, as a text: `="Huyện Bình Gia"`.
pub const UNIT: &str = "_phuluc.unit";
/// The sign of the words that a template was handed out with, as a text.
pub const PREPARED: &str = "_phuluc.prepared";
/// There where the sheet only holds the lists that cells of a template choose from.
pub const LISTS: &str = "_phuluc.lists";

/// A text as a defined name holds it: `="a ""b"""`.
pub fn constant(text: &str) -> String {
    format!("=\"{}\"", text.replace('"', "\"\""))
}

/// The text that a defined name holds; `None` where it is no text.
pub fn parse_constant(formula: &str) -> Option<String> {
    let formula = formula.trim().trim_start_matches("of:").trim_start_matches('=');
    Some(formula.strip_prefix('"')?.strip_suffix('"')?.replace("\"\"", "\""))
}

/// The line of a note from which on it is an annotated copy's, not the office's.
pub const FINDING_NOTE: &str = "— phuluc —";
/// Stands above the hidden column by which findings of an annotated copy are known
/// again; a sheet with it is no submission's.
pub const FINDINGS_SHEET: &str = "phuluc-accept/1";

/// What an office itself wrote in a note, without what an annotated copy adds.
pub fn own_note(text: &str) -> &str {
    text.split_once(FINDING_NOTE).map_or(text, |(own, _)| own).trim()
}

/// The text that [`LAYOUT`] stands for.
pub fn layout_mark(id: &str, version: u32) -> String {
    format!("{id}/{version}")
}

/// Id and version of a layout from the text that [`LAYOUT`] stands for.
pub fn parse_layout_mark(text: &str) -> Option<(&str, u32)> {
    let (id, version) = text.rsplit_once('/')?;
    Some((id, version.parse().ok()?))
}

/// Whether a number format shows nothing for zero: its third section is there
/// and empty, as in `#,##0;-#,##0;`.
///
/// In a regenerated workbook this tells a formula cell whose source was blank
/// from one whose source stated what the formula gives.
pub fn zero_is_blank(number_format: &str) -> bool {
    let mut sections = 1;
    let mut empty = true;
    let mut letters = number_format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' if sections == 3 => break,
            ';' => {
                sections += 1;
                empty = true;
                continue;
            }
            '\\' => drop(letters.next()),
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '[' => drop(letters.by_ref().find(|letter| *letter == ']')),
            _ => {}
        }
        empty = false;
    }
    sections == 3 && empty
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_sections() {
        for format in ["#,##0;-#,##0;", "#,##0.0;-#,##0.0;", "0;-0;;@", "#,##0\";\";-0;"] {
            assert!(zero_is_blank(format), "{format}");
        }
        for format in ["#,##0;-#,##0;\"-\"", "General", "", "0;", "0;-0", "0;\"a;b\";\\-", "0;-0;0;"] {
            assert!(!zero_is_blank(format), "{format}");
        }
    }

    #[test]
    fn constants_round_trip() {
        for text in ["Huyện Bình Gia", "a \"b\"", "", "\""] {
            assert_eq!(parse_constant(&constant(text)).as_deref(), Some(text));
        }
        assert_eq!(parse_constant("$A$1"), None);
    }

    #[test]
    fn layout_marks_round_trip() {
        assert_eq!(parse_layout_mark(&layout_mark("phu-luc-2", 12)), Some(("phu-luc-2", 12)));
        assert_eq!(parse_layout_mark("phu-luc-2"), None);
        assert_eq!(parse_layout_mark("phu-luc-2/x"), None);
    }
}
