//! The processes that parse, seen from the program that asks them.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use process_control::{ChildExt, Control, ExitStatus};

use super::Isolation;
use crate::error::OpenError;
use crate::grid::Workbook;
use crate::limits::{LimitName, Limits};
use crate::wire::{self, Answer};

/// How often a file is given to a process, where the answer of the last was lost.
const ATTEMPTS: usize = 8;

/// How many files one process parses: what is wrong with it does not last for ever.
const FILES: usize = 200;

/// Bytes of a file, and of an answer, that leave the process small enough for another file.
const SMALL: (usize, usize) = (1 << 20, 8 << 20);

/// How long a process that has closed its output may take to end.
const GRACE: Duration = Duration::from_secs(1);

/// Bytes of what a process says of its end that are looked at.
const SAID: u64 = 64 << 10;

/// Processes for a reader and its copies: as many as there are threads that ask at once.
#[derive(Debug, Clone)]
pub(crate) struct Parsers {
    isolation: Isolation,
    idle: Arc<Mutex<Vec<Parser>>>,
}

/// A process that waits for a file.
#[derive(Debug)]
struct Parser {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    stderr: ChildStderr,
    parsed: usize,
}

/// Why a process did not answer.
#[derive(Debug)]
enum Failure {
    /// Its time ran out.
    Time,
    /// It ended, and said so.
    Ended(ExitStatus, String),
    /// It could not be started or asked.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Parsers {
    pub(crate) fn new(isolation: Isolation) -> Self {
        Self { isolation, idle: Arc::default() }
    }

    /// Parses a file in a process of this program's own.
    pub(crate) fn parse(&self, bytes: &[u8], limits: &Limits) -> Result<Workbook, OpenError> {
        let request = wire::request(limits, bytes.len() as u64)?;
        let idle = self.idle().pop();
        if let Some(parser) = idle {
            match self.answer(parser, &request, bytes) {
                Ok(answer) => return understood(&answer),
                Err(Failure::Time) => return Err(Failure::Time.into()),
                // Those before it may be to blame: a new process has the say.
                Err(_) => {}
            }
        }
        let mut answer = self.ask_a_new_one(&request, bytes);
        for _ in 1..ATTEMPTS {
            if !answer.as_ref().is_err_and(Failure::is_nobodys_fault) {
                break;
            }
            answer = self.ask_a_new_one(&request, bytes);
        }
        understood(&answer?)
    }

    fn ask_a_new_one(&self, request: &[u8], bytes: &[u8]) -> Result<Vec<u8>, Failure> {
        self.answer(Parser::start(&self.isolation)?, request, bytes)
    }

    /// What a process answers, which then waits for the next file.
    fn answer(&self, mut parser: Parser, request: &[u8], bytes: &[u8]) -> Result<Vec<u8>, Failure> {
        let answer = parser.answer(request, bytes, self.isolation.timeout)?;
        parser.parsed += 1;
        if parser.parsed < FILES && bytes.len() <= SMALL.0 && answer.len() <= SMALL.1 {
            self.idle().push(parser);
        }
        Ok(answer)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Parser>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn understood(answer: &[u8]) -> Result<Workbook, OpenError> {
    match wire::answer_of(answer) {
        Ok(Answer::Read(workbook)) => Ok(workbook),
        Ok(Answer::Refused(refusal)) => Err(refusal.into()),
        Err(error) => Err(OpenError::Broke { detail: error.to_string() }),
    }
}

impl Parser {
    fn start(isolation: &Isolation) -> io::Result<Self> {
        let mut command = Command::new(&isolation.program);
        apart_from_the_keyboard(&mut command);
        let mut child = command
            .args(&isolation.arguments)
            // Of glibc: each further heap of a thread would take 64 MiB of the room that it has.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let mut parser = Self { child, stdin, stdout, stderr, parsed: 0 };
        // The cap stays when nobody waits any more.
        #[cfg(any(target_os = "linux", windows))]
        parser.child.controlled().memory_limit(isolation.memory).time_limit(Duration::ZERO).wait()?;
        Ok(parser)
    }

    /// Its answer for a file, within some time.
    fn answer(&mut self, request: &[u8], bytes: &[u8], time: Duration) -> Result<Vec<u8>, Failure> {
        let begun = Instant::now();
        let Self { child, stdin, stdout, .. } = self;
        let answer = thread::scope(|scope| {
            // A process that gave up does not read to the end; its answer tells why.
            let ask = move || stdin.write_all(request).and_then(|()| stdin.write_all(bytes)).is_ok();
            thread::Builder::new().spawn_scoped(scope, ask)?;
            let (sender, answers) = channel();
            let listen = move || sender.send(wire::read_answer(stdout)).is_ok();
            let answer = thread::Builder::new()
                .spawn_scoped(scope, listen)
                .map(|_| answers.recv_timeout(time).map_err(|_| Failure::Time));
            if !matches!(answer, Ok(Ok(_))) {
                // The threads wait for it.
                child.kill()?;
            }
            answer?
        });
        match answer? {
            Ok(answer) => Ok(answer),
            Err(_) if begun.elapsed() >= time => Err(Failure::Time),
            Err(_) => Err(self.end()),
        }
    }

    /// Why a process that answers no more has ended.
    fn end(&mut self) -> Failure {
        match self.child.controlled().time_limit(GRACE).terminate_for_timeout().wait() {
            Ok(Some(status)) => {
                let mut said = Vec::new();
                // What cannot be read says nothing.
                let _ = self.stderr.by_ref().take(SAID).read_to_end(&mut said);
                Failure::Ended(status, String::from_utf8_lossy(&said).into_owned())
            }
            Ok(None) => Failure::Time,
            Err(error) => error.into(),
        }
    }
}

/// It has nothing to save.
impl Drop for Parser {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill().and_then(|()| self.child.wait());
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

impl Failure {
    /// Whether an answer was lost by no fault of the file's.
    fn is_nobodys_fault(&self) -> bool {
        match self {
            Self::Time => false,
            Self::Ended(status, _) => interrupted(*status),
            // Windows denies to cap a process that has ended.
            Self::Io(error) => cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied,
        }
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

impl From<Failure> for OpenError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Time => Self::Limit { limit: LimitName::Time },
            Failure::Ended(_, said) if said.contains("memory allocation of") => {
                Self::Limit { limit: LimitName::Memory }
            }
            Failure::Ended(status, _) => Self::Broke { detail: status.to_string() },
            Failure::Io(error) => error.into(),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::*;
    use crate::testing;

    /// A child that is a shell script instead of a reader.
    fn scripted(script: &str) -> Isolation {
        Isolation::new("/bin/sh", ["-c", script])
    }

    fn read(parsers: &Parsers) -> Result<Workbook, OpenError> {
        parsers.parse(&testing::fixture("submissions/binh-gia.xls"), &Limits::default())
    }

    fn read_with(script: &str) -> Result<Workbook, OpenError> {
        read(&Parsers::new(scripted(script)))
    }

    #[test]
    fn a_child_that_never_ends_is_an_error_of_one_file() {
        for script in ["while :; do :; done", "exec >&- ; while :; do :; done"] {
            let mut isolation = scripted(script);
            isolation.timeout = Duration::from_millis(300);
            let error = read(&Parsers::new(isolation));
            assert!(matches!(error, Err(OpenError::Limit { limit: LimitName::Time })), "{error:?}");
        }
    }

    #[test]
    fn a_child_that_breaks_off_is_an_error_of_one_file() {
        for script in ["exit 101", "kill -ABRT $$", "kill -SEGV $$", "echo nonsense", "exit 0"] {
            let error = read_with(script);
            assert!(matches!(error, Err(OpenError::Broke { .. })), "{script}: {error:?}");
        }
        let error = read_with("echo 'memory allocation of 64 bytes failed' >&2; kill -ABRT $$");
        assert!(matches!(error, Err(OpenError::Limit { limit: LimitName::Memory })), "{error:?}");
    }

    #[test]
    fn a_child_that_ctrl_c_reached_is_followed_by_another() {
        let error = read_with("kill -INT $$");
        assert!(matches!(error, Err(OpenError::Broke { .. })), "not for ever: {error:?}");
        let folder = tempfile::tempdir().unwrap();
        let script = format!(
            "cd {}; [ -e begun ] || {{ touch begun; kill -INT $$; }}; echo 'memory allocation of 1' >&2; exit 1",
            folder.path().display()
        );
        let error = read_with(&script);
        assert!(matches!(error, Err(OpenError::Limit { limit: LimitName::Memory })), "{error:?}");
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let error = Parsers::new(Isolation::new("/nowhere/at/all", ["x"])).parse(b"", &Limits::default());
        assert!(matches!(error, Err(OpenError::Io(_))), "{error:?}");
    }

    /// A child answers two files; where it breaks at the third, another is started for that one.
    #[test]
    fn a_child_that_breaks_at_a_later_file_is_followed_by_another() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = testing::fixture("submissions/binh-gia.xls");
        let asked = [wire::request(&Limits::default(), bytes.len() as u64).unwrap(), bytes].concat();
        let mut answer = Vec::new();
        super::super::serve_isolated(asked.as_slice(), &mut answer).unwrap();
        fs::write(folder.path().join("answer"), answer).unwrap();
        let script = "echo >> starts; cat answer answer; head -c 1 >/dev/null; sleep 0.2; exit 101";
        let parsers = Parsers::new(scripted(&format!("cd {}; {script}", folder.path().display())));
        for (files, starts) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)] {
            if files % 2 == 1 {
                // It has broken off by now.
                thread::sleep(Duration::from_millis(400));
            }
            read(&parsers).unwrap();
            let started = fs::read_to_string(folder.path().join("starts")).unwrap().lines().count();
            assert_eq!(started, starts, "after {files} files");
        }
    }
}
