//! Several inputs at once: read by threads, taken one by one in their order, so that
//! what is said and written is the same whatever the number of threads.

use std::io::ErrorKind;
use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Result, bail};
use phuluc::Language;

use crate::args::Inputs;
use crate::inputs::Input;
use crate::terminal::Terminal;

/// Stack of a thread that reads, in bytes: what the main thread has on Linux.
const STACK: usize = 8 << 20;
/// Inputs that are named of those that were not done.
const NAMED: usize = 5;

impl Inputs {
    /// How many inputs are read at once: where nobody says, one more than there are processors,
    /// since a thread waits while a process parses its old file.
    fn threads(&self, inputs: &[Input]) -> usize {
        let usual = || thread::available_parallelism().ok().map(|cores| cores.saturating_add(1));
        self.threads.or_else(usual).map_or(1, NonZeroUsize::get).min(inputs.len())
    }

    /// Reads inputs, several at once, and takes what comes of each in their order, on the
    /// thread that calls. At most twice as many as there are threads are read and not
    /// taken yet. `false` where the user stopped it; that is said.
    ///
    /// # Errors
    ///
    /// That of `take`; nothing more is taken then.
    pub(crate) fn each<T: Send>(
        &self,
        inputs: &[Input],
        terminal: &Terminal,
        read: impl Fn(&Input) -> T + Sync,
        mut take: impl FnMut(&Input, T) -> Result<()>,
    ) -> Result<bool> {
        if let [input] = inputs {
            return take(input, read(input)).map(|()| true);
        }
        terminal.stop.watch();
        terminal.begin_progress(inputs.len());
        let mut done = 0;
        let mut take = |input: &Input, read: T| {
            take(input, read)?;
            done += 1;
            terminal.progress();
            Ok(())
        };
        let taken = match self.threads(inputs) {
            0 | 1 => one_by_one(inputs, terminal, &read, &mut take),
            threads => at_once(inputs, threads, terminal, &read, &mut take),
        };
        terminal.end_progress();
        taken?;
        let left = inputs.get(done..).unwrap_or_default();
        if !left.is_empty() {
            say_stopped(inputs.len(), left, terminal);
        }
        Ok(left.is_empty())
    }
}

fn one_by_one<T>(
    inputs: &[Input],
    terminal: &Terminal,
    read: &impl Fn(&Input) -> T,
    take: &mut impl FnMut(&Input, T) -> Result<()>,
) -> Result<()> {
    for input in inputs {
        if terminal.stop.is_wanted() {
            break;
        }
        take(input, read(input))?;
    }
    Ok(())
}

/// What is left to do: inputs, and where their results are announced in the same order.
struct Work<'a, T> {
    inputs: std::slice::Iter<'a, Input>,
    turns: Option<SyncSender<(&'a Input, Receiver<T>)>>,
}

impl<'a, T> Work<'a, T> {
    /// The next input, and where its result goes. Waits until its turn is near; `None`
    /// where nothing is to be done any more.
    fn next(&mut self, terminal: &Terminal) -> Option<(&'a Input, SyncSender<T>)> {
        let input = if terminal.stop.is_wanted() { None } else { self.inputs.next() };
        let (result, turn) = mpsc::sync_channel(1);
        let announced =
            input.zip(self.turns.as_ref()).filter(|(input, turns)| turns.send((input, turn)).is_ok());
        match announced {
            Some((input, _)) => Some((input, result)),
            None => {
                // Who takes the results learns that no more will come.
                self.turns = None;
                None
            }
        }
    }
}

fn at_once<T: Send>(
    inputs: &[Input],
    threads: usize,
    terminal: &Terminal,
    read: &(impl Fn(&Input) -> T + Sync),
    take: &mut impl FnMut(&Input, T) -> Result<()>,
) -> Result<()> {
    let (sender, turns) = mpsc::sync_channel(threads);
    let work = Mutex::new(Work { inputs: inputs.iter(), turns: Some(sender) });
    let reading = || {
        loop {
            let next = work.lock().unwrap_or_else(PoisonError::into_inner).next(terminal);
            let Some((input, result)) = next else { return };
            // Nobody takes it where an earlier one ended the run.
            let _ = result.send(read(input));
        }
    };
    thread::scope(move |scope| {
        for started in 0..threads {
            match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, reading) {
                Ok(_) => {}
                // The system has no more threads to give: fewer do it.
                Err(error) if started > 0 && error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => bail!(error),
            }
        }
        for (input, turn) in turns {
            // A thread that panicked has said why.
            let Ok(read) = turn.recv() else { break };
            take(input, read)?;
        }
        Ok(())
    })
}

/// Says how far a run came that was stopped.
fn say_stopped(all: usize, left: &[Input], terminal: &Terminal) {
    let done = all - left.len();
    let mut names = left.iter().take(NAMED).map(Input::name).collect::<Vec<_>>().join(", ");
    if left.len() > NAMED {
        names += &match terminal.language {
            Language::Vietnamese => format!(" và {} tệp nữa", left.len() - NAMED),
            Language::English => format!(" and {} more", left.len() - NAMED),
        };
    }
    terminal.error(&match terminal.language {
        Language::Vietnamese => {
            format!("đã dừng theo yêu cầu (Ctrl-C): đã đọc {done} trên {all} tệp; chưa đọc: {names}")
        }
        Language::English => {
            format!("stopped as you asked (Ctrl-C): {done} of {all} files were read; not read: {names}")
        }
    });
}
