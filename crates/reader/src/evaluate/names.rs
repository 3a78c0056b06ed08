//! The names that formulas may use: of sheets, and defined ones.

use std::collections::HashMap;

use crate::grid::Workbook;

/// Names of a workbook, whatever their case.
#[derive(Debug)]
pub(super) struct Names {
    sheets: HashMap<String, u32>,
    formulas: HashMap<(Option<u32>, String), String>,
}

impl Names {
    pub(super) fn of(book: &Workbook) -> Self {
        let sheets = book.sheets.iter().zip(0u32..).map(|(sheet, at)| (folded(&sheet.name), at));
        let formulas = book.names.iter().map(|name| {
            let sheet = name.sheet.and_then(|sheet| u32::try_from(sheet).ok());
            ((sheet, folded(&name.name)), name.formula.trim_start_matches('=').to_owned())
        });
        Self { sheets: sheets.collect(), formulas: formulas.collect() }
    }

    /// The sheet of a name.
    pub(super) fn sheet(&self, name: &str) -> Option<u32> {
        self.sheets.get(&folded(name)).copied()
    }

    /// What a name stands for on a sheet.
    pub(super) fn formula(&self, name: &str, sheet: u32) -> Option<&str> {
        let name = folded(name);
        let own = self.formulas.get(&(Some(sheet), name.clone()));
        own.or_else(|| self.formulas.get(&(None, name))).map(String::as_str)
    }
}

/// Names differ by more than case.
pub(super) fn folded(name: &str) -> String {
    name.to_lowercase()
}
