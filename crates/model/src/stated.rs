//! What a cell of a regenerated workbook cannot say by its value alone, as one
//! machine-readable line in the cell's note.

use std::fmt;

use rust_decimal::Decimal;

use crate::marks::own_note;
use crate::quantity::Quantity;

/// What the machine's line begins with.
const MARK: &str = "[phuluc] ";

/// The note of a formula whose source stated something else:
/// `[phuluc] computed=70000 stated=60000`.
///
/// What was stated stands last, to the end of the note, so that words with
/// spaces need no quotes; nothing stands there for a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedNote {
    /// What the formula gives.
    pub computed: Decimal,
    /// What the source stated.
    pub stated: Quantity,
}

/// The note of a figure with more digits than a cell can hold:
/// `[phuluc] exact=0.12345678901234567890`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExactNote(pub Decimal);

impl StatedNote {
    /// Reads the machine's line from the text of a note.
    pub fn parse(note: &str) -> Option<Self> {
        let rest = machine_line(note)?.strip_prefix("computed=")?;
        let (computed, stated) = rest.split_once(' ')?;
        let stated = stated.strip_prefix("stated=")?;
        let stated = if stated.is_empty() { Quantity::Blank } else { Quantity::from_json_text(stated) };
        Some(Self { computed: Quantity::from_json_text(computed).value()?, stated })
    }
}

impl fmt::Display for StatedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}computed={} stated={}", self.computed, self.stated)
    }
}

impl ExactNote {
    /// Reads the machine's line from the text of a note.
    pub fn parse(note: &str) -> Option<Self> {
        let digits = machine_line(note)?.strip_prefix("exact=")?.lines().next()?;
        Quantity::from_json_text(digits).value().map(Self)
    }
}

impl fmt::Display for ExactNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}exact={}", self.0)
    }
}

/// What follows the mark, where a line begins with it.
fn machine_line(note: &str) -> Option<&str> {
    // What an annotated copy adds stands behind.
    let note = own_note(note);
    let begins =
        |at: usize| note.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(['\n', '\r']));
    let (at, _) = note.match_indices(MARK).find(|(at, _)| begins(*at))?;
    note.get(at + MARK.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn what_an_annotated_copy_adds_is_not_stated() {
        let note = format!(
            "{}\n{}\nLỖI PL201",
            StatedNote { computed: Decimal::ONE, stated: Quantity::Nil },
            crate::marks::FINDING_NOTE
        );
        assert_eq!(StatedNote::parse(&note).map(|note| note.stated), Some(Quantity::Nil));
    }

    #[test]
    fn stated_round_trips() {
        let words = "chưa có; hỏi Sở, [phuluc] computed=1 stated=2";
        for text in ["", "-", "60000", "-1625.7", "#REF!", words] {
            let stated = if text.is_empty() { Quantity::Blank } else { Quantity::from_json_text(text) };
            let note = StatedNote { computed: decimal("70000.5"), stated };
            assert_eq!(StatedNote::parse(&note.to_string()), Some(note.clone()), "{text}");
            let among = format!("Bản gốc ghi: [phuluc] computed=3\nChênh lệch: 1\n{note}");
            assert_eq!(StatedNote::parse(&among), Some(note), "{text}");
        }
    }

    #[test]
    fn exact_round_trips() {
        let note = ExactNote(decimal("0.12345678901234567891"));
        assert_eq!(note.to_string(), "[phuluc] exact=0.12345678901234567891");
        assert_eq!(ExactNote::parse(&note.to_string()), Some(note));
        assert_eq!(ExactNote::parse(&format!("xem lại\r\n{note}\r\n")), Some(note));
    }

    #[test]
    fn other_notes_say_nothing() {
        for text in [
            "",
            "60000",
            "[phuluc] ",
            "[phuluc] computed=x stated=1",
            "[phuluc] computed=1",
            "x [phuluc] exact=1",
        ] {
            assert_eq!(StatedNote::parse(text), None, "{text}");
            assert_eq!(ExactNote::parse(text), None, "{text}");
        }
    }
}
