//! The bytes that a workbook may still take.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::OpenError;
use crate::limits::LimitName;

/// Counts down what is decompressed, and what is multiplied out of it: a few bytes
/// of XML can ask for many of memory (a shared formula, an author of many notes).
#[derive(Debug)]
pub(super) struct Budget(AtomicU64);

impl Budget {
    pub(super) fn new(bytes: u64) -> Self {
        Self(AtomicU64::new(bytes))
    }

    /// Takes `bytes` off, or refuses.
    pub(super) fn charge(&self, bytes: usize) -> Result<(), OpenError> {
        let left = self
            .0
            .load(Ordering::Relaxed)
            .checked_sub(bytes as u64)
            .ok_or(OpenError::Limit { limit: LimitName::UnzippedBytes })?;
        self.0.store(left, Ordering::Relaxed);
        Ok(())
    }
}

/// A limit met inside a reader, carried out through [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct OverLimit(pub(super) LimitName);

/// Charges what is really read, whatever the zip directory says about its size.
pub(super) struct Counted<'a, R> {
    inner: R,
    budget: &'a Budget,
}

impl<'a, R> Counted<'a, R> {
    pub(super) fn new(inner: R, budget: &'a Budget) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.charge(read).map_err(|_| io::Error::other(OverLimit(LimitName::UnzippedBytes)))?;
        Ok(read)
    }
}
