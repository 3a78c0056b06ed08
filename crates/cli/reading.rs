//! The reader of every command: layouts at hand, limits, and a process of its own
//! for old formats.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{env, process, thread};

use anyhow::{Context, Result};
use phuluc::{Isolation, Limits, Reader};

use crate::args::Global;
use crate::layouts;

/// The first argument that makes this program the parsing process.
const PARSE: &str = "__parse-a-workbook";

/// Stack of the thread that only waits, in bytes.
const WATCH_STACK: usize = 64 << 10;

/// Limits of the parsing process.
pub(crate) const PROCESS_LIMITS: [&str; 2] = ["seconds", "memory"];

/// Whether this process was started to parse workbooks.
pub(crate) fn is_parsing() -> bool {
    env::args_os().nth(1).is_some_and(|first| first == OsStr::new(PARSE))
}

/// Parses the workbooks on standard input and answers on standard output. Ends by itself
/// where the run that waits for it was ended before its time was up.
pub(crate) fn parse() -> io::Result<()> {
    let heard = Arc::new(Mutex::new(Instant::now()));
    if let Some(seconds) = env::args().nth(2).and_then(|seconds| seconds.parse::<u64>().ok()) {
        let most = Duration::from_secs(seconds.saturating_add(1));
        let heard = Arc::clone(&heard);
        let end = move || {
            loop {
                // The lock is let go before it sleeps.
                let left = most.saturating_sub(time(&heard).elapsed());
                if left.is_zero() {
                    process::exit(1);
                }
                thread::sleep(left);
            }
        };
        // Without a thread to spare the one that waits has to see to it.
        let _ = thread::Builder::new().stack_size(WATCH_STACK).spawn(end);
    }
    phuluc::serve_isolated(Heard { input: io::stdin().lock(), last: heard }, io::stdout().lock())
}

/// An input that keeps when something last came.
struct Heard<R> {
    input: R,
    last: Arc<Mutex<Instant>>,
}

impl<R: Read> Read for Heard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        *time(&self.last) = Instant::now();
        Ok(read)
    }
}

fn time(last: &Mutex<Instant>) -> MutexGuard<'_, Instant> {
    last.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The reader that the options ask for.
pub(crate) fn reader(global: &Global) -> Result<Reader> {
    let mut limits = Limits::default();
    let program = env::current_exe().context("the program's own path")?;
    let mut isolation = Isolation::new(program, [PARSE]);
    for (name, most) in &global.limit {
        match name.as_str() {
            "seconds" => isolation.timeout = Duration::from_secs(*most),
            "memory" => isolation.memory = usize::try_from(*most).unwrap_or(usize::MAX),
            name => {
                limits.set(name, *most);
            }
        }
    }
    isolation.arguments.push(isolation.timeout.as_secs().to_string().into());
    Ok(Reader::new().layouts(layouts::at_hand(global)?).limits(limits).isolate(isolation))
}
