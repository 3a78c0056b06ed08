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
