//! Shared strings of a large workbook, one behind the other, in memory or in a file.
//!
//! A list of texts of their own takes a hundred bytes and more for each. Here a text takes
//! its bytes and eight more, and from a size on they lie in a file without a name, which is
//! gone with the process; what stays in memory is a place for each stretch of texts, and the
//! stretches that were looked at last.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
#[cfg(not(target_family = "wasm"))]
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use crate::grid::{FontId, RichText, Run};

/// Texts of a stretch, at most.
const TEXTS: usize = 64;
/// Bytes of a stretch from which on the next begins.
const STRETCH: u64 = 64 << 10;
/// Stretches that are held in memory of those in a file.
const HELD: usize = 64;
/// Bytes of texts from which on they lie in a file.
#[cfg(not(target_family = "wasm"))]
const IN_MEMORY: usize = 8 << 20;
/// What stands for the cell's own font.
const OWN_FONT: u32 = u32::MAX;

/// Texts by their numbers.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The first text of each stretch, and where it begins.
    stretches: Vec<(u32, u64)>,
    count: u32,
    length: u64,
    place: Place,
    held: RefCell<Held>,
}

/// Where the bytes are.
#[derive(Debug)]
enum Place {
    Memory(Vec<u8>),
    #[cfg(not(target_family = "wasm"))]
    File(BufWriter<std::fs::File>),
}

impl Default for Place {
    fn default() -> Self {
        Self::Memory(Vec::new())
    }
}

/// What was looked at last.
#[derive(Debug, Default)]
struct Held {
    stretches: Vec<Option<(usize, Stretch)>>,
    /// Texts of the rows at hand: cells of one text share it.
    texts: HashMap<u32, Arc<RichText>>,
    /// Their numbers by where they are in memory.
    numbers: HashMap<usize, u32>,
    failed: Option<io::Error>,
}

/// A stretch of texts in memory.
#[derive(Debug)]
struct Stretch {
    bytes: Vec<u8>,
    starts: Vec<usize>,
}

impl Kept {
    /// Adds a text.
    pub(super) fn push(&mut self, text: &RichText) -> io::Result<()> {
        let starts_anew = self.stretches.last().is_none_or(|(first, start)| {
            (self.count - first) as usize >= TEXTS || self.length - start >= STRETCH
        });
        if starts_anew {
            self.stretches.push((self.count, self.length));
        }
        let record = record(text)?;
        self.place.append(&record)?;
        self.length += record.len() as u64;
        self.count = self.count.checked_add(1).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(())
    }

    /// Says that all texts are there.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.place.finish()
    }

    /// The text of a number; none, too, where the file fails, which [`Kept::failed`] tells.
    pub(super) fn get(&self, number: usize) -> Option<Arc<RichText>> {
        let number = u32::try_from(number).ok().filter(|number| *number < self.count)?;
        let mut held = self.held.borrow_mut();
        if let Some(text) = held.texts.get(&number) {
            return Some(Arc::clone(text));
        }
        let text = match self.look_up(number, &mut held) {
            Ok(text) => Arc::new(text?),
            Err(error) => {
                held.failed.get_or_insert(error);
                return None;
            }
        };
        held.numbers.insert(Arc::as_ptr(&text).addr(), number);
        held.texts.insert(number, Arc::clone(&text));
        Some(text)
    }

    /// The number of a text that was given out since they were last [let go](Self::let_go).
    pub(super) fn number_of(&self, text: &Arc<RichText>) -> Option<u32> {
        self.held.borrow().numbers.get(&Arc::as_ptr(text).addr()).copied()
    }

    /// Forgets the texts that were given out.
    pub(super) fn let_go(&self) {
        let mut held = self.held.borrow_mut();
        held.texts.clear();
        held.numbers.clear();
    }

    /// What went wrong where texts lie in a file.
    pub(super) fn failed(&self) -> Option<io::Error> {
        self.held.borrow_mut().failed.take()
    }

    fn look_up(&self, number: u32, held: &mut Held) -> io::Result<Option<RichText>> {
        let at = self.stretches.partition_point(|(first, _)| *first <= number).wrapping_sub(1);
        let Some((first, start)) = self.stretches.get(at).copied() else { return Ok(None) };
        let end = self.stretches.get(at + 1).map_or(self.length, |(_, start)| *start);
        let within = (number - first) as usize;
        if held.stretches.is_empty() {
            held.stretches.resize_with(HELD, || None);
        }
        let Some(slot) = held.stretches.get_mut(at % HELD) else { return Ok(None) };
        if slot.as_ref().is_none_or(|(known, _)| *known != at) {
            *slot = Some((at, Stretch::new(self.place.read(start, end)?)));
        }
        Ok(slot.as_ref().and_then(|(_, stretch)| stretch.text(within)))
    }
}

impl Place {
    fn append(&mut self, record: &[u8]) -> io::Result<()> {
        match self {
            #[cfg(not(target_family = "wasm"))]
            Self::Memory(bytes) if bytes.len() + record.len() > IN_MEMORY => {
                let mut file = BufWriter::with_capacity(256 << 10, tempfile::tempfile()?);
                file.write_all(bytes)?;
                file.write_all(record)?;
                *self = Self::File(file);
            }
            Self::Memory(bytes) => bytes.extend_from_slice(record),
            #[cfg(not(target_family = "wasm"))]
            Self::File(file) => file.write_all(record)?,
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Memory(bytes) => bytes.shrink_to_fit(),
            #[cfg(not(target_family = "wasm"))]
            Self::File(file) => file.flush()?,
        }
        Ok(())
    }

    fn read(&self, start: u64, end: u64) -> io::Result<Vec<u8>> {
        let length = usize::try_from(end - start).map_err(io::Error::other)?;
        match self {
            Self::Memory(bytes) => {
                let start = usize::try_from(start).map_err(io::Error::other)?;
                Ok(bytes.get(start..start + length).unwrap_or_default().to_vec())
            }
            #[cfg(not(target_family = "wasm"))]
            Self::File(file) => {
                let mut file = file.get_ref();
                file.seek(SeekFrom::Start(start))?;
                let mut bytes = vec![0; length];
                file.read_exact(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

/// A text with its runs, as it is kept: how long it is and how many runs it has, those, then
/// its letters.
fn record(text: &RichText) -> io::Result<Vec<u8>> {
    let length = |length: usize| u32::try_from(length).map_err(io::Error::other);
    let mut record = Vec::with_capacity(8 + 8 * text.runs.len() + text.text.len());
    record.extend(length(text.text.len())?.to_le_bytes());
    record.extend(length(text.runs.len())?.to_le_bytes());
    for run in text.runs.iter() {
        record.extend(length(run.start)?.to_le_bytes());
        record.extend(run.font.map_or(OWN_FONT, |font| u32::from(font.0)).to_le_bytes());
    }
    record.extend(text.text.as_bytes());
    Ok(record)
}

impl Stretch {
    fn new(bytes: Vec<u8>) -> Self {
        let mut starts = Vec::with_capacity(TEXTS);
        let mut at = 0;
        while let Some((text, runs)) = figure(&bytes, at).zip(figure(&bytes, at + 4)) {
            starts.push(at);
            at += 8 + 8 * runs as usize + text as usize;
        }
        Self { bytes, starts }
    }

    fn text(&self, within: usize) -> Option<RichText> {
        let start = *self.starts.get(within)?;
        let (length, runs) = (figure(&self.bytes, start)? as usize, figure(&self.bytes, start + 4)? as usize);
        let run = |at: usize| {
            let at = start + 8 + 8 * at;
            let font = u16::try_from(figure(&self.bytes, at + 4)?).ok().map(FontId);
            Some(Run { start: figure(&self.bytes, at)? as usize, font })
        };
        let from = start + 8 + 8 * runs;
        let text = std::str::from_utf8(self.bytes.get(from..from + length)?).ok()?;
        Some(RichText::new(text, (0..runs).filter_map(run).collect()))
    }
}

fn figure(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        let mut kept = Kept::default();
        let run = |start, font: Option<u16>| Run { start, font: font.map(FontId) };
        let text = |at: usize| match at % 3 {
            0 => RichText::plain(format!("Đường số {at}")),
            1 => RichText::new(format!("Cầu {at}"), vec![run(0, None), run(3, Some(7))]),
            _ => RichText::default(),
        };
        // Past what is held in memory, and stretches of few texts that are long.
        let long = RichText::plain("x".repeat(70_000));
        for at in 0..1_000 {
            kept.push(&text(at)).expect("kept");
        }
        for _ in 0..150 {
            kept.push(&long).expect("kept");
        }
        kept.finish().expect("kept");
        for at in [0, 1, 2, 63, 64, 65, 999, 500, 4] {
            let found = kept.get(at).expect("a text");
            assert_eq!(*found, text(at), "{at}");
            assert_eq!(kept.number_of(&found), Some(at as u32));
            assert!(Arc::ptr_eq(&found, &kept.get(at).expect("a text")), "{at}");
        }
        assert_eq!(*kept.get(1_149).expect("a text"), long);
        assert!(kept.get(1_150).is_none() && kept.failed().is_none());
        let found = kept.get(3).expect("a text");
        kept.let_go();
        assert_eq!(kept.number_of(&found), None);
    }
}
