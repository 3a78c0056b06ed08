//! Old formats are parsed in a process of their own: a panic, an abort, an
//! endless loop or a thirst for memory there is an error of one file, and the
//! program that reads a thousand goes on.
//!
//! The child gets limits and bytes on its standard input, and answers with the
//! grid on its standard output. It opens no file and runs nothing.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use process_control::{ChildExt, Control, ExitStatus, Output};

use crate::error::OpenError;
use crate::grid::Workbook;
use crate::limits::{LimitName, Limits};
use crate::wire::{self, Answer};

/// How often a file is given to a process, where the answer of the last was lost.
const ATTEMPTS: usize = 8;

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
    /// How long it may take. Default 15 seconds.
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

    /// Parses a file in a new process.
    pub(crate) fn parse(&self, bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
        let mut output = self.answer(bytes, limits);
        for _ in 1..ATTEMPTS {
            if !is_lost(&output) {
                break;
            }
            output = self.answer(bytes, limits);
        }
        let Some(output) = output? else { return Err(OpenError::Limit { limit: LimitName::Time }) };
        if !output.status.success() {
            return Err(broke_off(output.status, &output.stderr));
        }
        match wire::answer_of(&output.stdout) {
            Ok(Answer::Read(workbook)) => Ok(workbook),
            Ok(Answer::Refused(refusal)) => Err(refusal.into()),
            Err(error) => Err(OpenError::Broke { detail: error.to_string() }),
        }
    }

    /// What a new process answers for a file; none where its time ran out.
    fn answer(&self, bytes: &[u8], limits: &Limits) -> Result<Option<Output>, OpenError> {
        let request = wire::request(limits)?;
        let mut command = Command::new(&self.program);
        apart_from_the_keyboard(&mut command);
        let mut child = command
            .args(&self.arguments)
            // Of glibc: each further heap of a thread would take 64 MiB of the room that it has.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let output = thread::scope(|scope| {
            let stdin = child.stdin.take();
            scope.spawn(move || {
                // A child that gave up does not read to the end; its answer tells why.
                let _ =
                    stdin.map(|mut stdin| stdin.write_all(&request).and_then(|()| stdin.write_all(bytes)));
            });
            self.wait(child)
        });
        Ok(output?)
    }

    /// The output of a child, none where its time ran out.
    fn wait(&self, child: Child) -> io::Result<Option<Output>> {
        let control = child.controlled_with_output().time_limit(self.timeout).terminate_for_timeout();
        #[cfg(any(target_os = "linux", windows))]
        let control = control.memory_limit(self.memory);
        control.wait()
    }
}

/// Ctrl-C is for the program, which may want the file that is being parsed.
fn apart_from_the_keyboard(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(windows)]
    {
        /// `CREATE_NEW_PROCESS_GROUP`: in a group of its own Ctrl-C is not heard.
        const NEW_GROUP: u32 = 0x200;
        std::os::windows::process::CommandExt::creation_flags(command, NEW_GROUP);
    }
    #[cfg(not(any(unix, windows)))]
    let _ = command;
}

/// Whether an answer was lost by no fault of the file's.
fn is_lost(answer: &Result<Option<Output>, OpenError>) -> bool {
    match answer {
        Ok(output) => output.as_ref().is_some_and(|output| interrupted(output.status)),
        // Windows denies to cap a process that has ended: it was done before that was asked for.
        Err(OpenError::Io(error)) => cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied,
        Err(_) => false,
    }
}

/// Whether Ctrl-C reached a child before it stood in its own group: the moment is short, and
/// the file has nothing to do with it.
fn interrupted(status: ExitStatus) -> bool {
    /// `SIGINT`.
    #[cfg(unix)]
    const INTERRUPTED: i32 = 2;
    #[cfg(unix)]
    return status.signal() == Some(INTERRUPTED);
    #[cfg(not(unix))]
    {
        let _ = status;
        false
    }
}

/// Why a child ended without an answer.
fn broke_off(status: ExitStatus, stderr: &[u8]) -> OpenError {
    let said = String::from_utf8_lossy(stderr);
    if said.contains("memory allocation of") {
        return OpenError::Limit { limit: LimitName::Memory };
    }
    OpenError::Broke { detail: status.to_string() }
}

/// The child's side: parses the workbook that comes on `input` and answers on
/// `output`. A program that isolates calls this with its standard input and output.
///
/// # Errors
///
/// Where `input` ends too early or `output` is closed.
pub fn serve_isolated(mut input: impl Read, output: impl Write) -> io::Result<()> {
    let limits = wire::limits_of(&mut input)?;
    let mut bytes = Vec::new();
    input.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    let answer = match crate::open::stored(&bytes, &limits) {
        Ok(workbook) => Answer::Read(workbook),
        Err(error) => Answer::Refused(error.into()),
    };
    drop(bytes);
    let mut output = postcard::to_io(&answer, io::BufWriter::new(output)).map_err(io::Error::other)?;
    output.flush()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::testing;

    /// A child that is a shell script instead of a reader.
    fn read_with(script: &str, change: impl Fn(&mut Isolation)) -> Result<Workbook, OpenError> {
        let mut isolation = Isolation::new("/bin/sh", ["-c", script]);
        change(&mut isolation);
        isolation.parse(&testing::fixture("submissions/binh-gia.xls"), &Limits::default())
    }

    #[test]
    fn a_child_that_never_ends_is_an_error_of_one_file() {
        let error = read_with("while :; do :; done", |child| child.timeout = Duration::from_millis(300));
        assert!(matches!(error, Err(OpenError::Limit { limit: LimitName::Time })), "{error:?}");
    }

    #[test]
    fn a_child_that_breaks_off_is_an_error_of_one_file() {
        for script in ["exit 101", "kill -ABRT $$", "kill -SEGV $$", "echo nonsense", "exit 0"] {
            let error = read_with(script, |_| ());
            assert!(matches!(error, Err(OpenError::Broke { .. })), "{script}: {error:?}");
        }
        let error = read_with("echo 'memory allocation of 64 bytes failed' >&2; kill -ABRT $$", |_| ());
        assert!(matches!(error, Err(OpenError::Limit { limit: LimitName::Memory })), "{error:?}");
    }

    #[test]
    fn a_child_that_ctrl_c_reached_is_followed_by_another() {
        let error = read_with("kill -INT $$", |_| ());
        assert!(matches!(error, Err(OpenError::Broke { .. })), "not for ever: {error:?}");
        let begun = std::env::temp_dir().join(format!("phuluc-begun-{}", std::process::id()));
        let script = format!(
            "[ -e {0} ] || {{ touch {0}; kill -INT $$; }}; echo 'memory allocation of 1' >&2; exit 1",
            begun.display()
        );
        let error = read_with(&script, |_| ());
        std::fs::remove_file(begun).unwrap();
        assert!(matches!(error, Err(OpenError::Limit { limit: LimitName::Memory })), "{error:?}");
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let isolation = Isolation::new("/nowhere/at/all", ["x"]);
        let error = isolation.parse(b"", &Limits::default());
        assert!(matches!(error, Err(OpenError::Io(_))), "{error:?}");
    }

    #[test]
    fn a_served_request_is_answered() {
        let bytes = testing::fixture("submissions/binh-gia.xls");
        let limits = Limits { cells: 10, ..Limits::default() };
        for (limits, readable) in [(Limits::default(), true), (limits, false)] {
            let request = [wire::request(&limits).unwrap(), bytes.clone()].concat();
            let mut output = Vec::new();
            serve_isolated(request.as_slice(), &mut output).unwrap();
            let answer = wire::answer_of(&output).unwrap();
            assert_eq!(matches!(answer, Answer::Read(_)), readable);
        }
        assert!(serve_isolated([1, 0].as_slice(), Vec::new()).is_err());
    }
}
