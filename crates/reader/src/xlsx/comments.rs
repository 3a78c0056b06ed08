//! Notes at cells, from the legacy comments part. Threaded comments are mirrored
//! there in full by the program that writes them, so nothing else need be read.

use std::sync::Arc;

use super::Book;
use super::rich_text;
use super::xml::{Node, Xml};
use crate::error::OpenError;
use crate::grid::CellNote;

/// Reads the notes of one sheet, in the order of their cells.
pub(super) fn read(xml: &mut Xml<'_>, book: &mut Book<'_>) -> Result<Vec<CellNote>, OpenError> {
    let (mut authors, mut notes) = (Vec::new(), Vec::new());
    xml.root(&["comments"])?;
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.local() {
                "authors" => read_authors(xml, book, &mut authors)?,
                "commentList" => read_list(xml, book, &authors, &mut notes)?,
                _ => xml.skip()?,
            },
            Node::End | Node::Done => break,
            _ => {}
        }
    }
    xml.finish()?;
    notes.sort_by_key(|note| note.at);
    Ok(notes)
}

fn read_authors(xml: &mut Xml<'_>, book: &Book<'_>, authors: &mut Vec<String>) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(_) => {
                let mut author = String::new();
                xml.text_into(&mut author)?;
                rich_text::decode_escapes(&mut author, 0);
                book.budget.charge(size_of::<String>())?;
                authors.push(author);
            }
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_list(
    xml: &mut Xml<'_>,
    book: &mut Book<'_>,
    authors: &[String],
    notes: &mut Vec<CellNote>,
) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.local() == "comment" => {
                let place = tag.raw("ref")?.unwrap_or_default();
                let at = place.parse().map_err(|error| OpenError::damaged(format_args!("note: {error}")))?;
                let author = tag.number("authorId")?.and_then(|id| authors.get(id as usize));
                let author = author.cloned().unwrap_or_default();
                book.budget.charge(size_of::<CellNote>() + author.len())?;
                let text = Arc::new(read_comment(xml, book)?);
                notes.push(CellNote { at, author, text });
            }
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_comment(xml: &mut Xml<'_>, book: &mut Book<'_>) -> Result<crate::grid::RichText, OpenError> {
    let mut text = crate::grid::RichText::default();
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.local() == "text" => text = rich_text::read(xml, &mut book.fonts)?,
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Done => return Ok(text),
            _ => {}
        }
    }
}
