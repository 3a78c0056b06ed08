//! The shared strings of a workbook: all at hand, or kept out of the way.

use std::sync::Arc;

use super::kept::Kept;
use crate::grid::RichText;

/// Texts that cells name by their number.
#[derive(Debug)]
pub(super) enum Strings {
    /// All of them, each once.
    Listed(Arc<[Arc<RichText>]>),
    /// Those of a large workbook, which are looked up where they are kept.
    Kept(Box<Kept>),
}

impl Default for Strings {
    fn default() -> Self {
        Self::Listed(Arc::default())
    }
}

impl Strings {
    /// The text of a number.
    pub(super) fn get(&self, number: usize) -> Option<Arc<RichText>> {
        match self {
            Self::Listed(all) => all.get(number).map(Arc::clone),
            Self::Kept(kept) => kept.get(number),
        }
    }
}
