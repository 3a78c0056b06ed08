//! Maps that hash quickly, with a key that nobody can know beforehand.
//!
//! A workbook is anybody's, and so are the texts that are looked up: with a key that is known,
//! a file could be made whose texts all meet in one slot. The key is the standard library's own
//! random one, drawn once a process. Nothing that is said may follow the order of such a map.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use foldhash::SharedSeed;
use foldhash::fast::FoldHasher;

static SEED: LazyLock<(u64, SharedSeed)> = LazyLock::new(|| {
    let random = RandomState::new();
    (random.hash_one(0), SharedSeed::from_u64(random.hash_one(1)))
});

/// Makes hashers of this process's key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keyed(u64, &'static SharedSeed);

impl Default for Keyed {
    fn default() -> Self {
        Self(SEED.0, &SEED.1)
    }
}

impl BuildHasher for Keyed {
    type Hasher = FoldHasher<'static>;

    fn build_hasher(&self) -> FoldHasher<'static> {
        FoldHasher::with_seed(self.0, self.1)
    }
}

pub(crate) type Map<K, V> = HashMap<K, V, Keyed>;
pub(crate) type Set<K> = HashSet<K, Keyed>;
