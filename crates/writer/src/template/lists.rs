//! Lists that cells choose from, on a hidden sheet: a validation holds 255 letters itself.

use std::sync::Arc;

use phuluc_model::{CellRange, CellRef, Choices, ColumnName, Layout, marks};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{TemplateOptions, rows};

/// The lists of a workbook.
#[derive(Debug)]
pub(crate) struct Lists {
    /// Name of their sheet.
    sheet: String,
    lists: Vec<(Choices, Vec<String>)>,
}

impl Lists {
    pub(super) fn new(layouts: &[Arc<Layout>], options: &TemplateOptions, sheet: String) -> Self {
        let mut lists: Vec<(Choices, Vec<String>)> = Vec::new();
        for choices in
            layouts.iter().flat_map(|layout| &layout.columns).filter_map(|column| column.choices.as_ref())
        {
            if lists.iter().any(|(known, _)| known == choices) {
                continue;
            }
            let values = match choices {
                Choices::Places => options.places.clone(),
                Choices::Field { layout, field } => rows::words_in(options, layout, field),
            };
            if !values.is_empty() {
                lists.push((choices.clone(), values));
            }
        }
        Self { sheet, lists }
    }

    /// The defined name of a list; `None` where there is nothing to choose from.
    pub(super) fn name(&self, choices: &Choices) -> Option<String> {
        let at = self.lists.iter().position(|(known, _)| known == choices)?;
        Some(list_name(at))
    }

    /// Writes the sheet, hidden and locked, and names its lists.
    pub(crate) fn write(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        if self.lists.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.sheet)?.set_hidden(true).protect();
        for (column, (_, values)) in (0u16..).zip(&self.lists) {
            sheet.set_column_width(column, 40)?;
            for (row, value) in (0u32..).zip(values) {
                sheet.write_string(row, column, value)?;
            }
        }
        let quoted = format!("'{}'", self.sheet.replace('\'', "''"));
        for (at, (_, values)) in self.lists.iter().enumerate() {
            let column = u32::try_from(at).unwrap_or(u32::MAX);
            let last = u32::try_from(values.len()).unwrap_or(u32::MAX).saturating_sub(1);
            let range = CellRange::new(CellRef::new(0, column), CellRef::new(last, column));
            let letters = ColumnName(column);
            let rows = (range.first.row + 1, range.last.row + 1);
            workbook.define_name(
                list_name(at),
                &format!("={quoted}!${letters}${}:${letters}${}", rows.0, rows.1),
            )?;
        }
        workbook.define_name(
            format!("{quoted}!{}", marks::LISTS),
            &marks::constant(&self.lists.len().to_string()),
        )?;
        Ok(())
    }
}

fn list_name(at: usize) -> String {
    format!("{}.{}", marks::LISTS, at + 1)
}
