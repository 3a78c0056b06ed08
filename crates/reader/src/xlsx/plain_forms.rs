//! The two shapes that nearly all of a large workbook is written in, a cell with its value
//! and a shared string of one run, taken whole out of the window. Whatever else stands
//! there is left to the tokens; tests hold the short way against them.

/// A cell such as `<c r="B12" s="3" t="s"><v>42</v></c>`, by its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlainCell<'x> {
    pub(super) place: Option<&'x str>,
    pub(super) style: Option<&'x str>,
    pub(super) kind: Option<&'x str>,
    pub(super) value: &'x str,
    /// Bytes from its tag to the end of its end tag.
    pub(super) length: usize,
}

/// The cell that the text begins with, where it is plain and whole.
pub(super) fn cell(text: &str) -> Option<PlainCell<'_>> {
    let bytes = text.as_bytes();
    if !bytes.starts_with(b"<c") {
        return None;
    }
    let mut cell = PlainCell { place: None, style: None, kind: None, value: "", length: 0 };
    let mut at = 2;
    while *bytes.get(at)? == b' ' {
        let (name, from) = (*bytes.get(at + 1)?, at + 4);
        if bytes.get(at + 2..from)? != b"=\"" {
            return None;
        }
        let length = bytes.get(from..)?.iter().position(|byte| *byte == b'"')?;
        let value = Some(text.get(from..from + length)?);
        match name {
            b'r' => cell.place = value,
            b's' => cell.style = value,
            b't' => cell.kind = value,
            _ => return None,
        }
        at = from + length + 1;
    }
    if bytes.get(at..at + 4)? != b"><v>" {
        return None;
    }
    let from = at + 4;
    let length = bytes.get(from..)?.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
    let end = from + length;
    if bytes.get(end..end + 8)? != b"</v></c>" {
        return None;
    }
    cell.value = text.get(from..end)?;
    cell.length = end + 8;
    Some(cell)
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
        assert_eq!((found.place, found.style, found.kind), (Some("B12"), Some("3"), Some("s")));
        assert_eq!((found.value, found.length), ("42", whole.len()));
        assert_eq!(cell("<c><v>1</v></c>").map(|cell| cell.value), Some("1"));
        for other in [
            "<c r=\"B12\"/>",
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
