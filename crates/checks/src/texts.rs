//! The texts of a table, each looked at once however often it stands there.

use phuluc_model::ColumnType;
use phuluc_model::text::fold_into;

use crate::context::Entry;
use crate::keyed::Map;

/// A text of a table by its number; [`Texts::BLANK`] where nothing stands.
pub(crate) type TextId = u32;

/// The different texts in the columns of words, in the order in which they come first, and
/// which of them each cell holds.
#[derive(Debug)]
pub(crate) struct Texts {
    /// Columns of words.
    columns: Vec<usize>,
    /// Where a column of the layout stands among those.
    slots: Vec<Option<usize>>,
    width: usize,
    /// Row by row, the columns of words.
    cells: Vec<TextId>,
    /// The cell that each stands in first; nothing, which is the first text, stands in none.
    first: Vec<usize>,
    /// All of them folded, one behind the other, and where each ends.
    folded: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(crate) const BLANK: TextId = 0;

    pub(crate) fn of(columns: impl Iterator<Item = ColumnType>, rows: &[Entry<'_>]) -> Self {
        let mut slots = Vec::new();
        let mut words = Vec::new();
        for (at, kind) in columns.enumerate() {
            slots.push((kind == ColumnType::Text).then_some(words.len()));
            words.extend((kind == ColumnType::Text).then_some(at));
        }
        let mut texts = Self {
            width: words.len(),
            cells: Vec::with_capacity(words.len() * rows.len()),
            columns: words,
            slots,
            first: vec![usize::MAX],
            folded: String::new(),
            ends: vec![0],
        };
        texts.number(rows);
        texts
    }

    fn number<'a>(&mut self, rows: &[Entry<'a>]) {
        let mut numbers: Map<&'a str, TextId> = Map::default();
        let mut folded = String::new();
        // Equal texts share their memory more often than not, and stand below each other.
        let mut above: Vec<(&'a str, TextId)> = vec![("", Self::BLANK); self.width];
        for entry in rows {
            for (column, above) in self.columns.iter().zip(&mut above) {
                let number = match entry.row.text(*column) {
                    None => Self::BLANK,
                    Some(text) if std::ptr::eq(text, above.0) => above.1,
                    Some(text) => {
                        let number = *numbers.entry(text).or_insert_with(|| {
                            fold_into(text, &mut folded);
                            self.folded.push_str(&folded);
                            self.ends.push(self.folded.len());
                            self.first.push(self.cells.len());
                            TextId::try_from(self.first.len() - 1).unwrap_or(TextId::MAX)
                        });
                        *above = (text, number);
                        number
                    }
                };
                self.cells.push(number);
            }
        }
    }

    /// Columns of words.
    pub(crate) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The texts folded, by their numbers; the first is nothing.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.folded.get(start..*end).unwrap_or_default())
    }

    /// The row and column in which a text stands first.
    pub(crate) fn first(&self, id: TextId) -> Option<(usize, usize)> {
        let cell = *self.first.get(id as usize)?;
        let column = self.columns.get(cell.checked_rem(self.width)?)?;
        Some((cell.checked_div(self.width)?, *column))
    }

    /// Which text stands in a row's column.
    pub(crate) fn id(&self, row: usize, column: usize) -> TextId {
        let slot = self.slots.get(column).copied().flatten();
        slot.and_then(|slot| self.cells.get(row * self.width + slot)).copied().unwrap_or(Self::BLANK)
    }

    /// Which texts stand in a row, in the order of the columns of words.
    pub(crate) fn of_row(&self, row: usize) -> &[TextId] {
        self.cells.get(row * self.width..(row + 1) * self.width).unwrap_or_default()
    }

    /// A text folded.
    pub(crate) fn folded(&self, id: TextId) -> &str {
        let id = id as usize;
        let start = id.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(id).and_then(|end| self.folded.get(start..*end)).unwrap_or_default()
    }
}
