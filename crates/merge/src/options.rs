//! What a caller may choose.

use phuluc_checks::Places;

/// How submissions are merged.
///
/// ```
/// use phuluc_merge::MergeOptions;
///
/// let options = MergeOptions::default().latest(true);
/// assert!(options.latest);
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MergeOptions {
    /// The units in official order. By default the places that are built in.
    pub places: Places,
    /// Of two files of one unit, the later by the date of its plan counts.
    pub latest: bool,
}

impl Default for MergeOptions {
    fn default() -> Self {
        Self { places: Places::built_in(), latest: false }
    }
}

impl MergeOptions {
    /// Merges the units of this list alone.
    #[must_use]
    pub fn places(mut self, places: Places) -> Self {
        self.places = places;
        self
    }

    /// Whether the later of two files of one unit counts.
    #[must_use]
    pub const fn latest(mut self, latest: bool) -> Self {
        self.latest = latest;
        self
    }
}
