//! The ledger: what became of every non-empty cell of a sheet, each once.

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

/// Roles of a sheet's cells, in the cells' order; `None` for cells of blanks.
#[derive(Debug)]
pub(crate) struct Ledger {
    roles: Vec<Option<Role>>,
    /// Which table of the sheet a cell belongs to.
    tables: Vec<u32>,
}

impl Ledger {
    /// Every non-empty cell starts as unmapped.
    pub(crate) fn new(view: &SheetView<'_>) -> Self {
        let role = |cell| if view.is_empty(cell) { None } else { Some(Role::Unmapped) };
        let roles: Vec<Option<Role>> = view.sheet.cells.iter().map(role).collect();
        Self { tables: vec![0; roles.len()], roles }
    }

    /// Gives a cell its role.
    pub(crate) fn set(&mut self, index: usize, role: Role) {
        if let Some(slot @ Some(_)) = self.roles.get_mut(index) {
            *slot = Some(role);
        }
    }

    /// Says which table of the sheet a cell belongs to.
    pub(crate) fn belongs(&mut self, index: usize, table: usize) {
        if let Some(slot) = self.tables.get_mut(index) {
            *slot = u32::try_from(table).unwrap_or(u32::MAX);
        }
    }

    pub(crate) fn role(&self, index: usize) -> Option<Role> {
        self.roles.get(index).copied().flatten()
    }

    pub(crate) fn table(&self, index: usize) -> usize {
        self.tables.get(index).copied().map_or(0, |table| table as usize)
    }
}
