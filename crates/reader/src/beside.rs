//! Two things at once, where there is much to do and a second thread to do it.

#[cfg(not(target_family = "wasm"))]
use std::sync::{Mutex, PoisonError};

/// Does `work`, and `other` at the same time where that is worth a thread. Where it is not, or
/// there are no threads, as in a browser's module, `other` is not done at all: it must be what
/// `work` only waits less for.
pub(crate) fn beside<T>(is_worth_it: bool, other: impl FnOnce() + Send, work: impl FnOnce() -> T) -> T {
    #[cfg(not(target_family = "wasm"))]
    if is_worth_it {
        return std::thread::scope(|scope| {
            // Where the system has no thread to give, it is not done.
            let _ = std::thread::Builder::new().spawn_scoped(scope, other);
            work()
        });
    }
    let _ = (is_worth_it, other);
    work()
}

/// Does both, at the same time where that is worth a thread and there are any.
pub(crate) fn both(is_worth_it: bool, other: impl FnOnce() + Send, work: impl FnOnce()) {
    #[cfg(not(target_family = "wasm"))]
    if is_worth_it {
        let other = Mutex::new(Some(other));
        let run = || {
            let taken = other.lock().unwrap_or_else(PoisonError::into_inner).take();
            taken.into_iter().for_each(|other| other());
        };
        return std::thread::scope(|scope| {
            let _ = std::thread::Builder::new().spawn_scoped(scope, run);
            work();
            // Where no thread has taken it, for the system has none to give or is busy.
            run();
        });
    }
    let _ = is_worth_it;
    work();
    other();
}

/// Cells from which on a second thread pays to go through them.
pub(crate) const MANY_CELLS: usize = if cfg!(test) { 4 } else { 100_000 };

/// What a look at each half of some things gives, in their order: by two threads where there are
/// `many` of them or more.
pub(crate) fn halves<T: Sync, R: Send>(
    things: &[T],
    many: usize,
    look: impl Fn(&[T]) -> R + Sync,
) -> impl Iterator<Item = R> {
    let (above, below) = things.split_at(things.len() / 2);
    let (mut first, mut second) = (None, None);
    both(things.len() >= many, || second = Some(look(below)), || first = Some(look(above)));
    [first, second].into_iter().flatten()
}
