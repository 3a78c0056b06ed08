//! The grid: what a workbook holds, whatever container it came in.
//!
//! Sparse, and free of any back end: the rest of the reader never sees calamine,
//! zip or XML. Text is kept as stored, with the font of each run, because the
//! legacy encodings (TCVN3, VNI) can only be told by font and by evidence over
//! the whole sheet; [`crate::decode`] turns it into Unicode afterwards.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU8;
use std::ops::Deref;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use phuluc_model::text::{is_tidy, tidy};
use phuluc_model::{CellRange, CellRef};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The file format that a workbook was stored in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Container {
    /// Office Open XML, `.xlsx` and `.xlsm`.
    Xlsx,
    /// BIFF in a compound file, `.xls`.
    Xls,
    /// Binary Office Open XML, `.xlsb`.
    Xlsb,
    /// OpenDocument spreadsheet, `.ods`.
    Ods,
}

/// A workbook as stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Workbook {
    /// The format that it came in.
    pub(crate) container: Container,
    /// Whether day 0 is 1 January 1904 instead of 30 December 1899.
    pub(crate) date_1904: bool,
    /// Whether the file asks to be recalculated, as those do whose writer cannot
    /// calculate: the results that it holds may be mere placeholders.
    pub(crate) recalculates: bool,
    /// Fonts that styles and runs refer to.
    pub(crate) fonts: Vec<Font>,
    /// Cell styles that cells refer to; index 0 is the default.
    pub(crate) styles: Vec<Style>,
    /// Worksheets in their order; chart and macro sheets are left out.
    pub(crate) sheets: Vec<Sheet>,
    /// Names defined for the workbook or one sheet.
    pub(crate) names: Vec<DefinedName>,
}

/// A named formula or constant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DefinedName {
    /// The name.
    pub(crate) name: String,
    /// Index into [`Workbook::sheets`] where the name is of one sheet only.
    pub(crate) sheet: Option<usize>,
    /// Its formula text, without the leading `=`.
    pub(crate) formula: String,
}

/// A font, by what matters for reading.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub(crate) struct Font {
    /// Face name as stored, such as `.VnTimeH`; empty where unknown.
    pub(crate) name: String,
}

/// Index into [`Workbook::fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub(crate) struct FontId(pub(crate) u16);

/// Index into [`Workbook::styles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub(crate) struct StyleId(pub(crate) u32);

/// What of a cell's look says something about its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub(crate) struct Style {
    /// Font of the cell; runs of rich text may have others.
    pub(crate) font: FontId,
    /// Bold.
    pub(crate) bold: bool,
    /// Italic.
    pub(crate) italic: bool,
    /// Indent steps of the alignment.
    pub(crate) indent: u8,
    /// How figures show.
    pub(crate) format: NumberFormat,
}

impl Style {
    /// What a cell without a style has.
    const DEFAULT: Self =
        Self { font: FontId(0), bold: false, italic: false, indent: 0, format: NumberFormat::Plain };
}

/// How a figure shows, as far as it changes what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub(crate) enum NumberFormat {
    /// Nothing that changes the meaning.
    #[default]
    Plain,
    /// Shown times 100 with a percent sign.
    Percent,
    /// Shown as a date or time.
    Date,
    /// Any other format code, as stored.
    Code(Arc<str>),
}

/// One worksheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Sheet {
    /// Name as stored.
    pub(crate) name: String,
    /// Hidden or very hidden.
    pub(crate) hidden: bool,
    /// Every cell that holds a value or a formula, ordered by row, then column,
    /// each place once. Cells that only have a style are left out.
    pub(crate) cells: Vec<Cell>,
    /// Merged regions.
    pub(crate) merges: Vec<CellRange>,
    /// Hidden rows as ranges of 0-based rows, ordered, both ends included.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns as ranges of 0-based columns, ordered, both ends included.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Notes (comments) at cells.
    pub(crate) notes: Vec<CellNote>,
}

/// A note (comment) at a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CellNote {
    /// Where it hangs.
    pub(crate) at: CellRef,
    /// Its author; empty where unknown.
    pub(crate) author: String,
    /// Its text as stored.
    pub(crate) text: Arc<RichText>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cell {
    /// Where it stands.
    #[serde(with = "crate::wire::place")]
    pub(crate) at: CellRef,
    /// Its look.
    pub(crate) style: StyleId,
    /// Its value; for a formula, the result that was stored with it.
    pub(crate) value: CellValue,
    /// Its formula without the leading `=`, where the container tells it reliably.
    pub(crate) formula: Option<FormulaText>,
}

/// The text of a formula, perhaps shared with other cells. It takes eight bytes of a cell, of
/// which there are millions, most without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FormulaText(pub(crate) Box<Arc<str>>);

impl Deref for FormulaText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FormulaText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl<T: Into<Arc<str>>> From<T> for FormulaText {
    fn from(text: T) -> Self {
        Self(Box::new(text.into()))
    }
}

/// The value of a cell as stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum CellValue {
    /// A formula without a stored result.
    None,
    /// A figure.
    Number(Number),
    /// Text, perhaps in a legacy encoding.
    Text(Arc<RichText>),
    /// `TRUE` or `FALSE`.
    Bool(bool),
    /// An error value by its text, such as `#REF!`.
    Error(Arc<str>),
}

/// A figure as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Number {
    /// Exact value of its digits.
    #[serde(with = "crate::wire::decimal")]
    pub(crate) value: Decimal,
    /// Whether digits past the fifteenth were dropped: traces of binary
    /// arithmetic such as `1625.6999999999998`.
    pub(crate) rounded: bool,
}

/// Text with the fonts of its runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub(crate) struct RichText {
    /// The text as stored.
    pub(crate) text: Arc<str>,
    /// Runs in order; empty where the whole text has the cell's font.
    pub(crate) runs: Runs,
    #[serde(skip)]
    tidied: Tidied,
    #[serde(skip)]
    weighed: Weighed,
}

impl RichText {
    pub(crate) fn new(text: impl Into<Arc<str>>, runs: Vec<Run>) -> Self {
        Self { text: text.into(), runs: runs.into(), tidied: Tidied::default(), weighed: Weighed::default() }
    }

    /// Text in one font, the cell's.
    pub(crate) fn plain(text: impl Into<Arc<str>>) -> Self {
        Self::new(text, Vec::new())
    }

    /// The text as the model keeps it: the one and only, where many cells share it.
    pub(crate) fn tidied(&self) -> &Arc<str> {
        let tidied = || (!is_tidy(&self.text)).then(|| Box::new(Arc::from(tidy(&self.text))));
        self.tidied.0.get_or_init(tidied).as_deref().unwrap_or(&self.text)
    }
}

impl RichText {
    /// What `weigh` says of the text in an ordinary font, by a number that is not zero: asked
    /// once, where many cells share it.
    pub(crate) fn weighed(&self, weigh: impl FnOnce(&str) -> NonZeroU8) -> NonZeroU8 {
        let known = NonZeroU8::new(self.weighed.0.load(Ordering::Relaxed));
        known.unwrap_or_else(|| {
            let found = weigh(&self.text);
            self.weighed.0.store(found.get(), Ordering::Relaxed);
            found
        })
    }

    /// The same, where it was asked for already.
    pub(crate) fn known_weight(&self) -> Option<NonZeroU8> {
        NonZeroU8::new(self.weighed.0.load(Ordering::Relaxed))
    }
}

/// What a text is when tidied, once somebody asked; `None` where it is so as it stands.
#[derive(Debug, Clone, Default)]
struct Tidied(OnceLock<Option<Box<Arc<str>>>>);

/// What reading says of a text, once somebody asked; 0 before.
#[derive(Debug, Default)]
struct Weighed(AtomicU8);

impl Clone for Weighed {
    fn clone(&self) -> Self {
        Self(AtomicU8::new(self.0.load(Ordering::Relaxed)))
    }
}

/// What is worked out of a text says nothing that the text does not.
macro_rules! says_nothing_more {
    ($($name:ty),*) => {$(
        impl PartialEq for $name {
            fn eq(&self, _: &Self) -> bool {
                true
            }
        }

        impl Eq for $name {}

        impl Hash for $name {
            fn hash<H: Hasher>(&self, _: &mut H) {}
        }
    )*};
}

says_nothing_more!(Tidied, Weighed);

/// Runs of a text. A sheet has texts by the hundred thousand, nearly all without any.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub(crate) struct Runs(Option<Box<[Run]>>);

impl From<Vec<Run>> for Runs {
    fn from(runs: Vec<Run>) -> Self {
        Self((!runs.is_empty()).then(|| runs.into_boxed_slice()))
    }
}

impl Deref for Runs {
    type Target = [Run];

    fn deref(&self) -> &[Run] {
        self.0.as_deref().unwrap_or_default()
    }
}

/// A stretch of rich text, up to the next run or the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Run {
    /// Byte offset into the text, on a character boundary.
    pub(crate) start: usize,
    /// Its font; `None` is the cell's own.
    pub(crate) font: Option<FontId>,
}

impl Workbook {
    /// The style of a cell, the default where the index is out of range.
    pub(crate) fn style(&self, id: StyleId) -> &Style {
        self.styles.get(id.0 as usize).unwrap_or(&Style::DEFAULT)
    }

    /// The name of a font, empty where the index is out of range.
    #[cfg(test)]
    pub(crate) fn font_name(&self, id: FontId) -> &str {
        self.fonts.get(usize::from(id.0)).map_or("", |font| font.name.as_str())
    }
}
