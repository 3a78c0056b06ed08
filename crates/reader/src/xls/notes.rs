//! Notes at cells. BIFF8 spreads one over three records: OBJ names the shape, TXO
//! behind it has the text, NOTE ties the shape to a cell ([MS-XLS] 2.4.181, 2.4.179,
//! 2.4.329). BIFF5 has the text in NOTE itself, in pieces of 2,048 bytes.

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_model::CellRef;

use crate::grid::{CellNote, RichText};

use super::records::{Biff, Record, Text};

const NOTE: u16 = 0x001C;
const OBJ: u16 = 0x005D;
const TXO: u16 = 0x01B6;
/// The kind of shape that is a note, [MS-XLS] (FtCmo).
const SHAPE_NOTE: u16 = 0x0019;
/// Stands for the row in the further pieces of a BIFF5 note.
const FURTHER: u16 = 0xFFFF;

/// Collects the notes of one sheet.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The shape that the next TXO belongs to.
    shape: Option<u16>,
    texts: HashMap<u16, Arc<RichText>>,
    /// Cell, shape and author, as NOTE records tell.
    ties: Vec<(CellRef, u16, String)>,
    /// Notes of BIFF5, which stand with their texts in pieces.
    done: Vec<(CellRef, String)>,
}

impl Notes {
    /// Takes a record if it is about notes.
    pub(super) fn take(&mut self, record: &Record<'_>, biff: Biff) -> Option<()> {
        match (record.id, biff) {
            (OBJ, Biff::V8) => {
                // A shape that cannot be read is none of a note's.
                self.shape = shape(record);
                Some(())
            }
            (TXO, Biff::V8) => {
                if let Some(shape) = self.shape.take() {
                    self.texts.insert(shape, Arc::new(object_text(record)?));
                }
                Some(())
            }
            (NOTE, Biff::V8) => self.tie(record),
            (NOTE, Biff::V5) => self.old_note(record),
            _ => Some(()),
        }
    }

    fn tie(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.segments();
        let (row, column) = (fields.u16()?, fields.u16()?);
        fields.skip(2)?;
        let (shape, count) = (fields.u16()?, fields.u16()?);
        let author = fields.text(Biff::V8, usize::from(count))?.plain();
        self.ties.push((CellRef::new(u32::from(row), u32::from(column)), shape, author));
        Some(())
    }

    fn old_note(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.segments();
        let (row, column, count) = (fields.u16()?, fields.u16()?, fields.u16()?);
        let here = usize::from(count).min(record.data.len().saturating_sub(6));
        let text = fields.text(Biff::V5, here)?.plain();
        if row == FURTHER {
            self.done.last_mut()?.1.push_str(&text);
        } else {
            let at = CellRef::new(u32::from(row), u32::from(column));
            self.done.push((at, text));
        }
        Some(())
    }

    /// The notes with their texts.
    pub(super) fn finish(&mut self) -> Vec<CellNote> {
        let done = std::mem::take(&mut self.done).into_iter();
        let text = |text: String| Arc::new(RichText::plain(text));
        let mut notes: Vec<CellNote> =
            done.map(|(at, whole)| CellNote { at, author: String::new(), text: text(whole) }).collect();
        for (at, shape, author) in std::mem::take(&mut self.ties) {
            let text = self.texts.get(&shape).cloned().unwrap_or_default();
            notes.push(CellNote { at, author, text });
        }
        notes
    }
}

/// The id of the shape, if it is a note.
fn shape(record: &Record<'_>) -> Option<u16> {
    let mut fields = record.bytes();
    fields.skip(4)?;
    let (kind, id) = (fields.u16()?, fields.u16()?);
    (kind == SHAPE_NOTE).then_some(id)
}

fn object_text(record: &Record<'_>) -> Option<RichText> {
    let mut fields = record.bytes();
    fields.skip(10)?;
    let (characters, run_bytes) = (fields.u16()?, fields.u16()?);
    if characters == 0 {
        return Some(RichText::default());
    }
    let mut tail = record.tail();
    let mut text: Text = tail.object_text(usize::from(characters))?;
    // The last run only says where the text ends.
    for _ in 1..run_bytes / 8 {
        let (start, font) = (tail.u16()?, tail.u16()?);
        tail.skip(4)?;
        text.push_run(usize::from(start), font);
    }
    Some(text.rich())
}
