//! Old formats are parsed in a process of their own: a panic, an abort, an
//! endless loop or a thirst for memory there is an error of one file, and the
//! program that reads a thousand goes on.
//!
//! The child gets limits and bytes on its standard input, and answers with the
//! grid on its standard output. It opens no file and runs nothing. Starting it takes
//! longer than most files do, so it parses the next ones too ([`parser`]); where one fails
//! in a process that has parsed others, a new process has the say, and no other file is lost.

mod parser;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

pub(crate) use self::parser::Parsers;
use crate::wire::{self, Answer};

/// How to start the process that parses `.xls`, `.xlsb` and `.ods`.
///
/// The program must call [`serve_isolated`] and nothing else when it is started with
/// these arguments; most simply, it is the embedding program itself:
///
/// ```no_run
/// use std::env;
/// use phuluc_reader::{Isolation, Reader, serve_isolated};
///
/// fn main() -> std::io::Result<()> {
///     if env::args_os().nth(1).is_some_and(|first| first == "parse-a-workbook") {
///         return serve_isolated(std::io::stdin().lock(), std::io::stdout().lock());
///     }
///     let isolation = Isolation::new(env::current_exe()?, ["parse-a-workbook"]);
///     let reader = Reader::new().isolate(isolation);
///     # let _ = reader;
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Isolation {
    /// The program to start.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// How long it may take for a file. Default 15 seconds.
    pub timeout: Duration,
    /// Bytes of memory that it may take, on Linux and Windows. Default 1 GiB.
    pub memory: usize,
}

impl Isolation {
    /// A process of `program` with `arguments`, and the default time and memory.
    pub fn new<A: Into<OsString>>(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = A>,
    ) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            timeout: Duration::from_secs(15),
            memory: 1 << 30,
        }
    }
}

/// The child's side: parses the workbooks that come on `input`, one after the other, and
/// answers on `output`, until `input` ends. A program that isolates calls this with its
/// standard input and output.
///
/// # Errors
///
/// Where `input` ends within a workbook or `output` is closed.
pub fn serve_isolated(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    while let Some(request) = wire::next_request(&mut input)? {
        let answer = match crate::open::stored(&request.bytes, &request.limits) {
            Ok(workbook) => Answer::Read(workbook),
            Err(error) => Answer::Refused(error.into()),
        };
        let whole = request.whole;
        drop(request);
        wire::write_answer(&answer, &mut output)?;
        if !whole {
            // Nobody knows where the next would begin.
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::testing;

    #[test]
    fn requests_are_answered_in_turn() {
        let bytes = testing::fixture("submissions/binh-gia.xls");
        let limits = Limits { cells: 10, ..Limits::default() };
        let request =
            |limits: &Limits| [wire::request(limits, bytes.len() as u64).unwrap(), bytes.clone()].concat();
        let asked = [request(&Limits::default()), request(&limits), request(&Limits::default())].concat();
        let mut output = Vec::new();
        serve_isolated(asked.as_slice(), &mut output).unwrap();
        let mut answers = output.as_slice();
        for readable in [true, false, true] {
            let answer = wire::answer_of(&wire::read_answer(&mut answers).unwrap()).unwrap();
            assert_eq!(matches!(answer, Answer::Read(_)), readable);
        }
        assert!(answers.is_empty());
        for cut in [1, 3, 40, asked.len() - 1] {
            assert!(serve_isolated(&asked[..cut], io::sink()).is_err(), "{cut}");
        }
    }

    #[test]
    fn a_file_over_the_limit_is_the_last() {
        let limits = Limits { file_bytes: 10, ..Limits::default() };
        let asked = [wire::request(&limits, 1_000).unwrap(), vec![0; 1_000]].concat();
        let mut output = Vec::new();
        serve_isolated(asked.repeat(2).as_slice(), &mut output).unwrap();
        let mut answers = output.as_slice();
        let answer = wire::answer_of(&wire::read_answer(&mut answers).unwrap()).unwrap();
        assert!(matches!(answer, Answer::Refused(_)) && answers.is_empty());
    }
}
