//! Texts with the fonts of their runs: shared strings, inline strings and notes.

use std::sync::Arc;

use super::budget::Budget;
use super::plain_forms;
use super::styles::Fonts;
use super::xml::{Node, Xml};
use crate::error::OpenError;
use crate::grid::{FontId, RichText, Run};
use crate::limits::LimitName;

/// A text while its runs are read.
#[derive(Default)]
struct Written {
    text: String,
    runs: Vec<Run>,
}

/// Reads the table of shared strings.
pub(super) fn read_shared(
    xml: &mut Xml<'_>,
    fonts: &mut Fonts,
    budget: &Budget,
    most: usize,
) -> Result<Vec<Arc<RichText>>, OpenError> {
    let mut strings = Vec::new();
    let empty = Arc::new(RichText::default());
    each_shared(xml, fonts, budget, most, &mut |text| {
        strings.push(if text.text.is_empty() { Arc::clone(&empty) } else { Arc::new(text) });
        Ok(())
    })?;
    Ok(strings)
}

/// Gives out the shared strings one by one.
pub(super) fn each_shared(
    xml: &mut Xml<'_>,
    fonts: &mut Fonts,
    budget: &Budget,
    most: usize,
    take: &mut dyn FnMut(RichText) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let mut count = 0;
    xml.root(&["sst"])?;
    let mut push = |text: RichText| {
        budget.charge(size_of::<RichText>())?;
        if count >= most {
            return Err(OpenError::Limit { limit: LimitName::SharedStrings });
        }
        count += 1;
        take(text)
    };
    loop {
        while let Some((text, length)) =
            plain_forms::shared_string(xml.ahead()).filter(|(text, _)| xml.allows(text))
        {
            push(RichText::plain(text))?;
            xml.pass(length);
        }
        match xml.next()? {
            Node::Start(tag) if tag.local() == "si" => push(read(xml, fonts)?)?,
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Done => break,
            _ => {}
        }
    }
    xml.finish()
}

/// Reads the text in the element that was just begun (`si`, `is` or `text`).
pub(super) fn read(xml: &mut Xml<'_>, fonts: &mut Fonts) -> Result<RichText, OpenError> {
    let mut rich = Written::default();
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.local() {
                "t" => append(xml, &mut rich, None)?,
                "r" => read_run(xml, &mut rich, fonts)?,
                // Readings of East Asian letters (`rPh`) are not part of the text.
                _ => xml.skip()?,
            },
            Node::End | Node::Done => break,
            _ => {}
        }
    }
    if rich.runs.iter().all(|run| run.font.is_none()) {
        rich.runs = Vec::new();
    }
    Ok(RichText::new(rich.text, rich.runs))
}

fn read_run(xml: &mut Xml<'_>, rich: &mut Written, fonts: &mut Fonts) -> Result<(), OpenError> {
    let mut font = None;
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.local() {
                "t" => append(xml, rich, font)?,
                "rPr" => font = read_font(xml, fonts)?,
                _ => xml.skip()?,
            },
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_font(xml: &mut Xml<'_>, fonts: &mut Fonts) -> Result<Option<FontId>, OpenError> {
    let mut font = None;
    loop {
        match xml.next()? {
            Node::Start(tag) => {
                if tag.local() == "rFont"
                    && let Some(name) = tag.text("val")?
                {
                    font = Some(fonts.intern(&name)?);
                }
                xml.skip()?;
            }
            Node::End | Node::Done => return Ok(font),
            _ => {}
        }
    }
}

/// Appends the text of a `t`, as a run of its own where its font differs from the
/// one before.
fn append(xml: &mut Xml<'_>, rich: &mut Written, font: Option<FontId>) -> Result<(), OpenError> {
    let start = rich.text.len();
    xml.text_into(&mut rich.text)?;
    decode_escapes(&mut rich.text, start);
    let goes_on = rich.runs.last().is_some_and(|run| run.font == font);
    if rich.text.len() > start && !goes_on {
        rich.runs.push(Run { start, font });
    }
    Ok(())
}

/// Turns `_xHHHH_` from `from` on into the characters they stand for: the format's
/// own escape for what XML cannot hold (`_x000D_`), and for itself (`_x005F_`).
pub(super) fn decode_escapes(text: &mut String, from: usize) {
    let Some(tail) = text.get(from..).filter(|tail| tail.contains("_x")) else { return };
    let mut decoded = String::with_capacity(tail.len());
    let mut rest = tail;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        decoded.push_str(before);
        match split_escape(escape) {
            Some((letter, after)) => {
                decoded.push(letter);
                rest = after;
            }
            None => {
                decoded.push('_');
                rest = escape.get(1..).unwrap_or_default();
            }
        }
    }
    decoded.push_str(rest);
    text.truncate(from);
    text.push_str(&decoded);
}

/// The character at the start of the text and what follows it; letters outside the
/// basic plane are written as two escapes.
fn split_escape(text: &str) -> Option<(char, &str)> {
    let (first, rest) = split_unit(text)?;
    if let Some(letter) = char::from_u32(u32::from(first)) {
        return Some((letter, rest));
    }
    let (second, rest) = split_unit(rest)?;
    let letter = char::decode_utf16([first, second]).next()?.ok()?;
    Some((letter, rest))
}

fn split_unit(text: &str) -> Option<(u16, &str)> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let rest = text.get(6..)?.strip_prefix('_')?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok().map(|unit| (unit, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> String {
        let mut text = text.to_owned();
        decode_escapes(&mut text, 0);
        text
    }

    #[test]
    fn escapes_are_decoded_once() {
        assert_eq!(decoded("a_x000D_\nb"), "a\r\nb");
        assert_eq!(decoded("_x005F_x000D_"), "_x000D_");
        assert_eq!(decoded("_xD83D__xDE00_"), "😀");
        assert_eq!(decoded("_xD83D_ _x00ZZ_ _x12 __x0041_"), "_xD83D_ _x00ZZ_ _x12 _A");
        assert_eq!(decoded("_xđồng_"), "_xđồng_");
    }
}
