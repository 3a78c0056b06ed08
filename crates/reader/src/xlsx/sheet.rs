//! A worksheet part: its cells, merges, hidden rows and columns.

use super::Book;
use super::cells;
use super::place::{COLUMNS, collapse};
use super::xml::{Node, Xml};
use crate::error::OpenError;
use crate::grid::Sheet;

/// Reads one worksheet into `sheet`, which has its name already.
pub(super) fn read(xml: &mut Xml<'_>, book: &mut Book<'_>, sheet: &mut Sheet) -> Result<(), OpenError> {
    xml.root(&["worksheet"])?;
    loop {
        match xml.next()? {
            Node::Start(tag) => match tag.local() {
                "sheetData" => cells::read(xml, book, sheet)?,
                "cols" => read_columns(xml, sheet)?,
                "mergeCells" => read_merges(xml, sheet)?,
                _ => xml.skip()?,
            },
            Node::End | Node::Done => break,
            _ => {}
        }
    }
    xml.finish()?;
    collapse(&mut sheet.hidden_rows);
    collapse(&mut sheet.hidden_columns);
    Ok(())
}

pub(super) fn read_columns(xml: &mut Xml<'_>, sheet: &mut Sheet) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(tag) => {
                let no_width = tag.raw("width")?.is_some_and(is_zero);
                if (tag.flag("hidden")?.unwrap_or(false) || no_width)
                    && let (Some(first), Some(last)) = (tag.number("min")?, tag.number("max")?)
                    && (1..=COLUMNS).contains(&first)
                    && first <= last
                {
                    sheet.hidden_columns.push((first - 1, last.min(COLUMNS) - 1));
                }
                xml.skip()?;
            }
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_merges(xml: &mut Xml<'_>, sheet: &mut Sheet) -> Result<(), OpenError> {
    loop {
        match xml.next()? {
            Node::Start(tag) => {
                if let Some(range) = tag.raw("ref")?.and_then(|range| range.parse().ok()) {
                    sheet.merges.push(range);
                }
                xml.skip()?;
            }
            Node::End | Node::Done => return Ok(()),
            _ => {}
        }
    }
}

/// Whether a height or width says that the line does not show.
pub(super) fn is_zero(size: &str) -> bool {
    size.trim().parse::<f64>() == Ok(0.0)
}
