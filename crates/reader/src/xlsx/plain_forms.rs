//! The two shapes that nearly all of a large workbook is written in, a cell with its value
//! and a shared string of one run, taken whole out of the window. Whatever else stands
//! there is left to the tokens; tests hold the short way against them.

use phuluc_model::CellRef;

use super::place::{COLUMNS, ROWS};

/// A cell such as `<c r="B12" s="3" t="s"><v>42</v></c>` or `<c r="B12" s="3"/>`, by its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlainCell<'x> {
    pub(super) at: Option<CellRef>,
    /// Index of its style.
    pub(super) style: u32,
    pub(super) kind: &'x str,
    /// `None` for a cell that only has a look.
    pub(super) value: Option<&'x str>,
    /// Bytes from its tag to the end of its end tag.
    pub(super) length: usize,
}

/// The cell that the text begins with, where it is plain and whole.
pub(super) fn cell(text: &str) -> Option<PlainCell<'_>> {
    let mut rest = text.strip_prefix("<c")?.as_bytes();
    let mut cell = PlainCell { at: None, style: 0, kind: "", value: None, length: 0 };
    let place = |rest: &[u8]| text.len() - rest.len();
    loop {
        match rest {
            [b' ', b'r', b'=', b'"', after @ ..] => {
                let (at, after) = cell_name(after)?;
                (cell.at, rest) = (Some(at), after);
            }
            [b' ', b's', b'=', b'"', after @ ..] => (cell.style, rest) = index(after)?,
            [b' ', b't', b'=', b'"', after @ ..] => {
                let from = place(after);
                let end = from + after.iter().position(|byte| *byte == b'"')?;
                cell.kind = text.get(from..end)?;
                rest = text.as_bytes().get(end + 1..)?;
            }
            [b'>', b'<', b'v', b'>', after @ ..] => {
                let from = place(after);
                let end = from + after.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
                cell.value = Some(text.get(from..end)?);
                let after = text.as_bytes().get(end..)?.strip_prefix(b"</v></c>")?;
                cell.length = place(after);
                return Some(cell);
            }
            [b'/', b'>', after @ ..] => {
                cell.length = place(after);
                return Some(cell);
            }
            _ => return None,
        }
    }
}

/// `B12"` and what follows it.
fn cell_name(bytes: &[u8]) -> Option<(CellRef, &[u8])> {
    let (mut column, mut row) = (0u32, 0u32);
    let mut rest = bytes;
    while let [letter @ b'A'..=b'Z', after @ ..] = rest {
        column = column * 26 + u32::from(letter - b'A') + 1;
        rest = after;
        if column > COLUMNS {
            return None;
        }
    }
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        row = row * 10 + u32::from(digit - b'0');
        rest = after;
        if row > ROWS {
            return None;
        }
    }
    let after = rest.strip_prefix(b"\"")?;
    Some((CellRef::new(row.checked_sub(1)?, column.checked_sub(1)?), after))
}

/// `12"` and what follows it.
fn index(bytes: &[u8]) -> Option<(u32, &[u8])> {
    /// Digits of an index that cannot be too large.
    const DIGITS: usize = 9;
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, after) = bytes.split_at_checked(digits)?;
    let after = after.strip_prefix(b"\"").filter(|_| (1..=DIGITS).contains(&digits))?;
    Some((number.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')), after))
}

/// The text of the shared string that the text begins with, where it is plain and whole,
/// and the bytes that it takes with its tags.
pub(super) fn shared_string(text: &str) -> Option<(&str, usize)> {
    const STARTS: [&str; 2] = ["<si><t>", "<si><t xml:space=\"preserve\">"];
    let (start, rest) = STARTS.iter().find_map(|start| Some((start.len(), text.strip_prefix(start)?)))?;
    let length = memchr::memchr3(b'<', b'&', b'\r', rest.as_bytes())?;
    let (inner, end) = rest.split_at_checked(length)?;
    let whole = end.starts_with("</t></si>") && memchr::memmem::find(inner.as_bytes(), b"_x").is_none();
    whole.then_some((inner, start + length + "</t></si>".len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_are_plain_and_whole() {
        let whole = "<c r=\"B12\" s=\"3\" t=\"s\"><v>42</v></c>";
        let text = format!("{whole}<c");
        let found = cell(&text).expect("plain");
        assert_eq!((found.at, found.style, found.kind), (Some(CellRef::new(11, 1)), 3, "s"));
        assert_eq!((found.value, found.length), (Some("42"), whole.len()));
        assert_eq!(cell("<c><v>1</v></c>").map(|cell| cell.value), Some(Some("1")));
        let look = "<c r=\"XFD1048576\" s=\"3\"/>";
        let found = cell(look).expect("plain");
        assert_eq!((found.at, found.value), (Some(CellRef::new(1_048_575, 16_383)), None));
        assert_eq!(found.length, look.len());
        for other in [
            "<c r=\"B12\" s=\"3",
            "<c r=\"XFE1\"/>",
            "<c r=\"A0\"/>",
            "<c r=\"b12\"/>",
            "<c r=\"B12\" s=\"\"/>",
            "<c r=\"B12\" s=\"9999999999\"/>",
            "<c r=\"B12\"><f>A1</f><v>1</v></c>",
            "<c r='B12'><v>1</v></c>",
            "<c  r=\"B12\"><v>1</v></c>",
            "<c r=\"B12\" cm=\"1\"><v>1</v></c>",
            "<c r=\"B12\"><v>a&lt;b</v></c>",
            "<c r=\"B12\"><v>1</v>",
            "<c r=\"B12\"><v>1</v></c",
            "<c r=\"B",
            "<cols><v>1</v></c>",
            "<x:c><v>1</v></c>",
            "",
        ] {
            assert_eq!(cell(other), None, "{other}");
        }
    }

    #[test]
    fn shared_strings_that_are_plain_and_whole() {
        assert_eq!(shared_string("<si><t>Xã</t></si><si>"), Some(("Xã", "<si><t>Xã</t></si>".len())));
        let kept = "<si><t xml:space=\"preserve\"> a</t></si>";
        assert_eq!(shared_string(kept), Some((" a", kept.len())));
        for other in [
            "<si><t>a&amp;b</t></si>",
            "<si><t>a_x000D_</t></si>",
            "<si><t>a</t><t>b</t></si>",
            "<si><r><t>a</t></r></si>",
            "<si><t>a</t></s",
            "<si><t/></si>",
        ] {
            assert_eq!(shared_string(other), None, "{other}");
        }
    }
}
