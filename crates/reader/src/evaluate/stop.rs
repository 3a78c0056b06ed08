//! Why a formula is not worked out, and what all of them together may cost.

use phuluc_model::formula::NotRead;

use super::value::Failure;

/// Why the work on a formula stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// Another formula must be worked out first.
    Need(u32),
    /// The operation has an error value as its result.
    Error(Failure),
    /// Beyond what is worked out here.
    Unsupported(What),
    /// It draws on another workbook.
    External,
    /// Too much work, or a figure that no decimal holds.
    GaveUp,
}

impl From<NotRead> for Stop {
    fn from(why: NotRead) -> Self {
        match why {
            NotRead::External => Self::External,
            NotRead::TooMuch => Self::GaveUp,
            NotRead::Array => Self::Unsupported(What::Array),
            NotRead::Table => Self::Unsupported(What::Table),
            NotRead::Sheets => Self::Unsupported(What::Sheet),
            _ => Self::Unsupported(What::Syntax),
        }
    }
}

/// What of a formula is not worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A function that is not known here.
    Function(Box<str>),
    /// No formula as Excel writes it.
    Syntax,
    /// A reference to the columns of a table object.
    Table,
    /// A reference across several sheets, or to a sheet that is not there.
    Sheet,
    /// A name that is not defined, or not in a way that is understood.
    Name,
    /// Whole ranges where one value belongs.
    Array,
    /// Text that may or may not be a figure, by the computer's settings.
    TextFigure,
    /// The order of texts, or of lists that are not in order.
    Order,
    /// A search for a pattern, which means what the document's settings say.
    Pattern,
    /// A power that is no whole number.
    Power,
    /// A result that turns on digits past the fifteenth.
    Rounding,
    /// A subtotal over hidden rows: it depends on how they were hidden.
    Hidden,
    /// A cell that it needs has no result.
    Parts,
}

/// How far a result may be trusted against a cached one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Doubt {
    #[default]
    None,
    /// Right in decimals, yet binary arithmetic may come to another.
    Rounding,
    /// A spreadsheet may come to another, by settings that the file does not tell.
    Guess(What),
}

impl Doubt {
    /// Takes over a stronger doubt.
    pub(super) fn raise(&mut self, other: &Self) {
        match (&*self, other) {
            (_, Self::None) | (Self::Guess(_), _) | (Self::Rounding, Self::Rounding) => {}
            _ => *self = other.clone(),
        }
    }
}

/// What the formulas of a workbook may cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    /// Cells visited and operations done.
    pub(crate) steps: u64,
    /// Bytes of texts that are made.
    pub(crate) text: u64,
    /// Operations and values that wait at one time.
    pub(crate) waiting: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: 50_000_000, text: 64 << 20, waiting: 2_000_000 }
    }
}

impl Budget {
    /// Takes some steps, or gives up.
    pub(super) fn charge(&mut self, steps: u64) -> Result<(), Stop> {
        let left = self.steps.checked_sub(steps);
        self.steps = left.unwrap_or(0);
        left.map(|_| ()).ok_or(Stop::GaveUp)
    }

    /// Takes room for a text, or gives up.
    pub(super) fn charge_text(&mut self, bytes: usize) -> Result<(), Stop> {
        self.text = self.text.checked_sub(bytes as u64).ok_or(Stop::GaveUp)?;
        self.charge(bytes as u64 / 8)
    }
}
