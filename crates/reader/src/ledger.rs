//! The ledger: what became of every non-empty cell of a sheet, each once.

use crate::beside::{MANY_CELLS, halves};
use crate::grid::Cell;
use crate::view::SheetView;

/// What a cell was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// Number, title, plan or unit line of an appendix.
    Title,
    /// Part of a header, or of a row of column numbers.
    Header,
    /// A value of the table: the layout's column, by its index.
    Value(usize),
    /// A line around the table.
    Note,
    /// Not used; shown as it is.
    Unmapped,
}

impl Role {
    /// The role's name in `inspect --cells`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Header => "header",
            Self::Value(_) => "value",
            Self::Note => "note",
            Self::Unmapped => "unmapped",
        }
    }
}

/// Roles of a sheet's cells, in the cells' order.
#[derive(Debug)]
pub(crate) struct Ledger {
    roles: Vec<Kept>,
    /// Which table of the sheet a cell belongs to.
    tables: Vec<u32>,
}

/// A role in two bytes, for a sheet has a million cells; from [`Kept::VALUE`] on, a column's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept(u16);

impl Kept {
    /// A cell of blanks has no role.
    const BLANK: Self = Self(0);
    const TITLE: Self = Self(1);
    const HEADER: Self = Self(2);
    const NOTE: Self = Self(3);
    const UNMAPPED: Self = Self(4);
    const VALUE: Self = Self(5);
}

impl From<Role> for Kept {
    fn from(role: Role) -> Self {
        match role {
            Role::Title => Self::TITLE,
            Role::Header => Self::HEADER,
            // A layout has no more columns than a worksheet.
            Role::Value(column) => {
                Self(u16::try_from(column).unwrap_or(u16::MAX).saturating_add(Self::VALUE.0))
            }
            Role::Note => Self::NOTE,
            Role::Unmapped => Self::UNMAPPED,
        }
    }
}

impl Kept {
    fn role(self) -> Option<Role> {
        Some(match self {
            Self::BLANK => return None,
            Self::TITLE => Role::Title,
            Self::HEADER => Role::Header,
            Self::NOTE => Role::Note,
            Self::UNMAPPED => Role::Unmapped,
            Self(column) => Role::Value(usize::from(column.saturating_sub(Self::VALUE.0))),
        })
    }
}

impl Ledger {
    /// Every non-empty cell starts as unmapped.
    pub(crate) fn new(view: &SheetView<'_>) -> Self {
        let role = |cell: &Cell| if view.is_empty(cell) { Kept::BLANK } else { Kept::UNMAPPED };
        let roles = |cells: &[Cell]| cells.iter().map(&role).collect::<Vec<Kept>>();
        let roles: Vec<Kept> = halves(&view.sheet.cells, MANY_CELLS, roles).flatten().collect();
        Self { tables: vec![0; roles.len()], roles }
    }

    /// Gives a cell its role.
    pub(crate) fn set(&mut self, index: usize, role: Role) {
        self.roles().set(index, role);
    }

    /// The roles of all cells, to be given.
    pub(crate) fn roles(&mut self) -> Roles<'_> {
        Roles { first: 0, kept: &mut self.roles }
    }

    /// Says which table of the sheet a cell belongs to.
    pub(crate) fn belongs(&mut self, index: usize, table: usize) {
        if let Some(slot) = self.tables.get_mut(index) {
            *slot = u32::try_from(table).unwrap_or(u32::MAX);
        }
    }

    /// The same of all cells of a stretch.
    pub(crate) fn all_belong(&mut self, indexes: std::ops::Range<usize>, table: usize) {
        let slots = self.tables.get_mut(indexes).unwrap_or_default();
        slots.fill(u32::try_from(table).unwrap_or(u32::MAX));
    }

    /// Cells of a stretch that have one of two roles in a table, with the role.
    pub(crate) fn with_roles(
        &self,
        indexes: std::ops::Range<usize>,
        table: usize,
        roles: [Role; 2],
    ) -> impl Iterator<Item = (usize, Role)> {
        let kept = roles.map(Kept::from);
        let stretch = self.roles.get(indexes.clone()).unwrap_or_default();
        let found = indexes.zip(stretch).filter(move |(_, role)| kept.contains(role));
        let ours = found.filter(move |(index, _)| self.table(*index) == table);
        ours.filter_map(|(index, role)| Some((index, role.role()?)))
    }

    pub(crate) fn role(&self, index: usize) -> Option<Role> {
        self.roles.get(index).and_then(|kept| kept.role())
    }

    pub(crate) fn table(&self, index: usize) -> usize {
        self.tables.get(index).copied().map_or(0, |table| table as usize)
    }
}

/// The roles of a stretch of cells, to be given: who reads other cells may give theirs meanwhile.
#[derive(Debug, Default)]
pub(crate) struct Roles<'a> {
    /// Index of the stretch's first cell.
    first: usize,
    kept: &'a mut [Kept],
}

impl Roles<'_> {
    /// Gives a cell of the stretch its role.
    pub(crate) fn set(&mut self, index: usize, role: Role) {
        let slot = index.checked_sub(self.first).and_then(|at| self.kept.get_mut(at));
        if let Some(slot) = slot.filter(|slot| **slot != Kept::BLANK) {
            *slot = role.into();
        }
    }

    /// What is before a cell, and what is from it on.
    pub(crate) fn split_at(&mut self, index: usize) -> (Roles<'_>, Roles<'_>) {
        let before = index.saturating_sub(self.first).min(self.kept.len());
        let (upper, lower) = self.kept.split_at_mut(before);
        (Roles { first: self.first, kept: upper }, Roles { first: self.first + before, kept: lower })
    }
}
