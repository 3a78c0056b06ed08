//! Two things at once, where there is much to do and a second thread to do it.

/// Does `work`, and `other` at the same time where that is worth a thread. Where it is not, or
/// there are no threads, as in a browser's module, `other` is not done at all: it must be what
/// `work` only waits less for.
pub(crate) fn beside<T>(is_worth_it: bool, other: impl FnOnce() + Send, work: impl FnOnce() -> T) -> T {
    #[cfg(not(target_family = "wasm"))]
    if is_worth_it {
        return std::thread::scope(|scope| {
            scope.spawn(other);
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
        return std::thread::scope(|scope| {
            scope.spawn(other);
            work();
        });
    }
    let _ = is_worth_it;
    work();
    other();
}
