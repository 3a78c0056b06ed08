//! Ctrl-C: the run ends at the next place where nothing is half done.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the user wants the run to end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// From now on, Ctrl-C asks for an end; pressed again, it ends the run at once, with
    /// the status of something that could not be done. Where the system does not tell of
    /// Ctrl-C, it ends the run at once as ever.
    pub(crate) fn watch(&self) {
        let wanted = Arc::clone(&self.0);
        let _ = ctrlc::set_handler(move || {
            if wanted.swap(true, Ordering::Relaxed) {
                process::exit(2);
            }
        });
    }

    /// Whether an end was asked for.
    pub(crate) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
