//! The grid between two processes: what a reading process answers, and the
//! limits that it is asked to keep. Both ends are the same build.

#![cfg_attr(target_family = "wasm", allow(dead_code, reason = "a browser has no processes"))]

use std::collections::HashSet;
use std::io::{self, BufWriter, Read, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{FileKind, OpenError};
use crate::grid::{CellValue, RichText, Workbook};
use crate::limits::{LimitName, Limits};

/// What the child answers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// The workbook as stored.
    Read(Workbook),
    /// It is no workbook that can be read.
    Refused(Refusal),
}

/// An [`OpenError`] on its way.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Refusal {
    Empty,
    Encrypted,
    NotAWorkbook(FileKind),
    Damaged(String),
    Limit(LimitName),
}

impl From<OpenError> for Refusal {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Empty => Self::Empty,
            OpenError::Encrypted => Self::Encrypted,
            OpenError::NotAWorkbook { what } => Self::NotAWorkbook(what),
            OpenError::Damaged { detail } => Self::Damaged(detail),
            OpenError::Limit { limit } => Self::Limit(limit),
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<Refusal> for OpenError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Empty => Self::Empty,
            Refusal::Encrypted => Self::Encrypted,
            Refusal::NotAWorkbook(what) => Self::NotAWorkbook { what },
            Refusal::Damaged(detail) => Self::Damaged { detail },
            Refusal::Limit(limit) => Self::Limit { limit },
        }
    }
}

/// What comes before the bytes of a file: limits, and how many bytes there are.
pub(crate) fn request(limits: &Limits, bytes: u64) -> io::Result<Vec<u8>> {
    let limits = postcard::to_stdvec(limits).map_err(io::Error::other)?;
    let length = u32::try_from(limits.len()).map_err(io::Error::other)?;
    Ok([length.to_le_bytes().as_slice(), limits.as_slice(), &bytes.to_le_bytes()].concat())
}

/// A file to parse.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) limits: Limits,
    pub(crate) bytes: Vec<u8>,
    /// Whether these are all bytes: there are no more than it takes to see that they are too many.
    pub(crate) whole: bool,
}

/// Takes a request off the input; none where that ends before it.
pub(crate) fn next_request(mut input: impl Read) -> io::Result<Option<Request>> {
    let mut length = Vec::new();
    if input.by_ref().take(4).read_to_end(&mut length)? == 0 {
        return Ok(None);
    }
    let length = length.try_into().map_err(|_| io::ErrorKind::UnexpectedEof)?;
    let limits: Limits = postcard::from_bytes(&taken(&mut input, u32::from_le_bytes(length).into())?)
        .map_err(io::Error::other)?;
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let most = limits.file_bytes.saturating_add(1);
    let bytes = taken(&mut input, length.min(most))?;
    Ok(Some(Request { limits, bytes, whole: length <= most }))
}

/// So many bytes.
fn taken(input: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = input.take(length).read_to_end(&mut bytes)?;
    if read as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Writes an answer in stretches, each behind its length; one of no bytes is the last.
pub(crate) fn write_answer(answer: &Answer, output: impl Write) -> io::Result<()> {
    let stretches = BufWriter::with_capacity(STRETCH, Stretches(output));
    let stretches = postcard::to_io(answer, stretches).map_err(io::Error::other)?;
    let Stretches(mut output) = stretches.into_inner().map_err(io::IntoInnerError::into_error)?;
    output.write_all(&0_u32.to_le_bytes())?;
    output.flush()
}

/// Bytes of an answer that are sent at once.
const STRETCH: usize = 64 << 10;

struct Stretches<W>(W);

impl<W: Write> Write for Stretches<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Ok(length @ 1..) = u32::try_from(bytes.len()) {
            self.0.write_all(&length.to_le_bytes())?;
            self.0.write_all(bytes)?;
            return Ok(bytes.len());
        }
        Ok(0)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Takes an answer off what a process has written.
pub(crate) fn read_answer(mut output: impl Read) -> io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    loop {
        let mut length = [0; 4];
        output.read_exact(&mut length)?;
        let length = u64::from(u32::from_le_bytes(length));
        if length == 0 {
            return Ok(answer);
        }
        if output.by_ref().take(length).read_to_end(&mut answer)? as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Reads an answer. Texts that are the same are one again, as shared strings were.
#[allow(clippy::mutable_key_type, reason = "what was tidied of a text is no part of its equality")]
pub(crate) fn answer_of(bytes: &[u8]) -> Result<Answer, postcard::Error> {
    let mut answer = postcard::from_bytes(bytes)?;
    if let Answer::Read(workbook) = &mut answer {
        let mut texts: HashSet<Arc<RichText>> = HashSet::new();
        let mut formulas: HashSet<Arc<str>> = HashSet::new();
        for cell in workbook.sheets.iter_mut().flat_map(|sheet| &mut sheet.cells) {
            if let CellValue::Text(text) = &mut cell.value {
                share(text, &mut texts);
            }
            if let Some(formula) = &mut cell.formula {
                share(&mut formula.0, &mut formulas);
            }
        }
    }
    Ok(answer)
}

fn share<T: ?Sized + std::hash::Hash + Eq>(text: &mut Arc<T>, known: &mut HashSet<Arc<T>>) {
    match known.get(&*text) {
        Some(same) => *text = Arc::clone(same),
        None => {
            known.insert(Arc::clone(text));
        }
    }
}

/// A place as two numbers.
pub(crate) mod place {
    use phuluc_model::CellRef;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(at: &CellRef, serializer: S) -> Result<S::Ok, S::Error> {
        (at.row, at.column).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CellRef, D::Error> {
        let (row, column) = Deserialize::deserialize(deserializer)?;
        Ok(CellRef::new(row, column))
    }
}

/// A figure as its sixteen bytes.
pub(crate) mod decimal {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(figure: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        figure.serialize().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        Ok(Decimal::deserialize(<[u8; 16]>::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn a_workbook_comes_through_unchanged() {
        for path in ["submissions/binh-gia.xls", "submissions/van-quan.ods", "submissions/lang-son.xlsx"] {
            let bytes = testing::fixture(path);
            let workbook = crate::open::stored(&bytes, &Limits::default()).unwrap();
            let sent = postcard::to_stdvec(&Answer::Read(workbook.clone())).unwrap();
            let Answer::Read(received) = answer_of(&sent).unwrap() else { panic!("read") };
            assert_eq!(format!("{received:?}"), format!("{workbook:?}"), "{path}");
        }
    }

    #[test]
    fn every_refusal_comes_through_unchanged() {
        let refusals = [
            OpenError::Empty,
            OpenError::Encrypted,
            OpenError::NotAWorkbook { what: FileKind::OldWorksheet },
            OpenError::Damaged { detail: "cut".to_owned() },
            OpenError::Limit { limit: LimitName::Cells },
        ];
        for refusal in refusals {
            let said = refusal.to_string();
            let sent = postcard::to_stdvec(&Answer::Refused(refusal.into())).unwrap();
            let Answer::Refused(received) = answer_of(&sent).unwrap() else { panic!("refused") };
            assert_eq!(OpenError::from(received).to_string(), said);
        }
    }
}
