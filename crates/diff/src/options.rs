//! How submissions are compared.

/// How submissions are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct DiffOptions {
    /// Whether title, plan year and plan reference are left out.
    pub ignore_heading: bool,
}

impl DiffOptions {
    /// Sets whether title, plan year and plan reference are left out, as for last
    /// year's plan against this year's.
    #[must_use]
    pub const fn ignore_heading(mut self, ignore: bool) -> Self {
        self.ignore_heading = ignore;
        self
    }
}
