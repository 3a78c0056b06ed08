//! Text in a worksheet's XML.

use std::borrow::Cow;

/// Letters of an escape: `_x000B_`.
const ESCAPE: usize = 7;

/// Text as content of an element.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    // Bytes that begin a letter to replace, or may do so.
    let needs = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | 0..=0x8 | 0xb..=0x1f | 0xef);
    if !text.bytes().any(needs) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match replacement(letter) {
            Some(replacement) => out.push_str(replacement),
            None if is_control(letter) => out.push_str(&format!("_x{:04X}_", u32::from(letter))),
            None => out.push(letter),
        }
    }
    Cow::Owned(out)
}

/// Text as that of a cell: what looks like an escape is none (ECMA-376 Part 1, 22.9.2.19, `ST_Xstring`).
pub(super) fn escape_cell(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return escape(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        out.push_str(if is_escape(escape) { "_x005F_" } else { "_" });
        rest = escape.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(escape(&out).into_owned())
}

fn is_escape(text: &str) -> bool {
    let digits = text.get(2..ESCAPE - 1);
    digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        && text.as_bytes().get(ESCAPE - 1) == Some(&b'_')
}

const fn replacement(letter: char) -> Option<&'static str> {
    match letter {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    }
}

/// What XML cannot hold, or a reader would change.
const fn is_control(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_or_change_a_text_is_escaped() {
        assert_eq!(escape("a<b & \"c\""), "a&lt;b &amp; \"c\"");
        assert_eq!(escape("\u{b}\r\n\t"), "_x000B__x000D_\n\t");
        assert_eq!(escape_cell("_x0041_ _x41_ _xĐ041_"), "_x005F_x0041_ _x41_ _xĐ041_");
        assert_eq!(escape_cell("x_x0041_x0042_"), "x_x005F_x0041_x005F_x0042_");
        assert_eq!(escape_cell("xã_x<"), "xã_x&lt;");
    }
}
