//! What is much is compressed on a thread of its own, while it is written.

use std::io::{self, Write};

use super::Package;
use crate::WriteError;

/// Bytes that are handed over at once.
const CHUNK: usize = 256 * 1024;
/// Chunks that may wait.
#[cfg(not(target_family = "wasm"))]
const WAITING: usize = 8;

/// Writes to the package what `produce` writes; `large` says that it is worth a thread.
pub(super) fn through(
    to: &mut Package,
    large: bool,
    produce: impl FnOnce(&mut Chunks<'_>) -> io::Result<()>,
) -> Result<(), WriteError> {
    #[cfg(not(target_family = "wasm"))]
    let produce = match large {
        true => match beside(to, produce) {
            Ok(written) => return Ok(written?),
            Err(produce) => produce,
        },
        false => produce,
    };
    // A browser's module has one thread.
    let _ = large;
    let mut chunks = Chunks { buffer: Vec::new(), hand_over: &mut |chunk| to.write_all(&chunk) };
    produce(&mut chunks)?;
    Ok(chunks.flush()?)
}

/// What writing gave; `produce` itself where the system has no thread to give.
#[cfg(not(target_family = "wasm"))]
fn beside<P: FnOnce(&mut Chunks<'_>) -> io::Result<()>>(
    to: &mut Package,
    produce: P,
) -> Result<io::Result<()>, P> {
    std::thread::scope(|scope| {
        let (sender, chunks) = std::sync::mpsc::sync_channel::<Vec<u8>>(WAITING);
        let compress = move || chunks.iter().try_for_each(|chunk| to.write_all(&chunk));
        let Ok(compressing) = std::thread::Builder::new().spawn_scoped(scope, compress) else {
            return Err(produce);
        };
        // The other end is gone only where writing failed, which is told below.
        let mut hand_over = |chunk| sender.send(chunk).map_err(|_| io::ErrorKind::BrokenPipe.into());
        let mut chunks = Chunks { buffer: Vec::new(), hand_over: &mut hand_over };
        let produced = produce(&mut chunks).and_then(|()| chunks.flush());
        drop(sender);
        match compressing.join() {
            Ok(written) => Ok(written.and(produced)),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Takes what is written, and hands it over in chunks.
pub(super) struct Chunks<'a> {
    buffer: Vec<u8>,
    hand_over: &'a mut dyn FnMut(Vec<u8>) -> io::Result<()>,
}

impl Write for Chunks<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK + 4096));
        (self.hand_over)(chunk)
    }
}
