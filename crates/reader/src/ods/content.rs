//! `content.xml`: tables, rows and cells, OpenDocument 1.3 part 3, 9.1.

use std::io::BufRead;
use std::sync::Arc;

use phuluc_model::CellRef;

use crate::assemble::{self, CellBudget, LAST_COLUMN, LAST_ROW};
use crate::error::{FileKind, OpenError};
use crate::grid::{Cell, CellNote, Container, DefinedName, Sheet, Workbook};
use crate::limits::{LimitName, Limits};
use crate::xml::{Element, Node, Xml};

use super::cell::{Attributes, Parsed};
use super::formula;
use super::look::Look;
use super::styles::StyleSheet;

/// Reads the content of a document.
pub(super) struct Content<'l, R> {
    xml: Xml<R>,
    look: Look,
    limits: &'l Limits,
    budget: CellBudget,
    date_1904: bool,
    sheets: Vec<Sheet>,
    names: Vec<DefinedName>,
}

/// What a row element says beside its cells.
struct RowFacts {
    repeated: u32,
    hidden: bool,
    style: Option<String>,
}

/// The styles that columns give to cells without one, by first and last column.
type ColumnStyles = Vec<(u32, u32, Option<String>)>;

impl<'l, R: BufRead> Content<'l, R> {
    pub(super) fn new(xml: Xml<R>, styles: StyleSheet, limits: &'l Limits) -> Self {
        Self {
            xml,
            look: Look::new(styles),
            limits,
            budget: CellBudget::new(limits),
            date_1904: false,
            sheets: Vec::new(),
            names: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> Result<Workbook, OpenError> {
        let mut found = false;
        loop {
            let element = match self.xml.next()? {
                Node::Start(element) => element,
                Node::Eof => break,
                _ => continue,
            };
            match element.name().as_ref() {
                "office:font-face-decls" => self.look.sheet.read_faces(&mut self.xml)?,
                "office:automatic-styles" | "office:styles" => self.look.sheet.read_styles(&mut self.xml)?,
                "office:spreadsheet" => {
                    found = true;
                    // The default comes first, whether a cell has it or not.
                    self.look.cell("Default", &Default::default())?;
                    self.spreadsheet()?;
                }
                "office:document-content" | "office:body" => {}
                _ => self.xml.skip()?,
            }
        }
        if !found {
            return Err(OpenError::NotAWorkbook { what: FileKind::OpenDocument });
        }
        self.sheets.iter_mut().for_each(assemble::finish);
        Ok(Workbook {
            container: Container::Ods,
            date_1904: self.date_1904,
            recalculates: false,
            fonts: self.look.fonts,
            styles: self.look.styles,
            sheets: self.sheets,
            names: self.names,
        })
    }

    fn spreadsheet(&mut self) -> Result<(), OpenError> {
        let mut open = 1usize;
        while open > 0 {
            let element = match self.xml.next()? {
                Node::Start(element) => element,
                Node::End => {
                    open -= 1;
                    continue;
                }
                Node::Text(_) => continue,
                Node::Eof => return Ok(()),
            };
            match element.name().as_ref() {
                "table:table" => {
                    let name = element.attribute("table:name")?.unwrap_or_default();
                    let style = element.attribute("table:style-name")?.unwrap_or_default();
                    self.table(name, &style)?;
                }
                "table:calculation-settings" => open += 1,
                "table:null-date" => {
                    let date = element.attribute("table:date-value")?;
                    self.date_1904 = date.is_some_and(|date| date.starts_with("1904-01-01"));
                    self.xml.skip()?;
                }
                "table:named-expressions" => self.named(None)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn table(&mut self, name: String, style: &str) -> Result<(), OpenError> {
        // What LibreOffice keeps of the cells of other files is no sheet.
        if name.starts_with("'file:") && name.contains("'#$") {
            return self.xml.skip();
        }
        if self.sheets.len() >= self.limits.sheets {
            return Err(OpenError::Limit { limit: LimitName::Sheets });
        }
        let hidden = self.look.is_hidden_table(style);
        let mut sheet = Sheet { name, hidden, ..Sheet::default() };
        let (mut columns, mut next_column, mut row) = (ColumnStyles::new(), 0, 0);
        let mut open = 1usize;
        while open > 0 {
            let element = match self.xml.next()? {
                Node::Start(element) => element,
                Node::End => {
                    open -= 1;
                    continue;
                }
                Node::Text(_) => continue,
                Node::Eof => break,
            };
            match element.name().as_ref() {
                "table:table-column" => {
                    next_column = column(&element, next_column, &mut sheet, &mut columns)?;
                    self.xml.skip()?;
                }
                "table:table-row" => {
                    let facts = row_facts(&element)?;
                    let cells = self.row()?;
                    row = self.lay_out(&mut sheet, &columns, row, &facts, cells)?;
                }
                "table:table-columns"
                | "table:table-header-columns"
                | "table:table-column-group"
                | "table:table-rows"
                | "table:table-header-rows"
                | "table:table-row-group" => open += 1,
                "table:named-expressions" => self.named(Some(self.sheets.len()))?,
                _ => self.xml.skip()?,
            }
        }
        self.sheets.push(sheet);
        Ok(())
    }

    /// The cells of a row that hold anything, with their columns.
    fn row(&mut self) -> Result<Vec<(u32, Parsed)>, OpenError> {
        let mut cells = Vec::new();
        let mut column = 0u32;
        loop {
            let element = match self.xml.next()? {
                Node::Start(element) => element,
                Node::End | Node::Eof => return Ok(cells),
                Node::Text(_) => continue,
            };
            if !matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell") {
                self.xml.skip()?;
                continue;
            }
            let attributes = Attributes::of(&element)?;
            let parsed =
                Parsed::read(attributes, &mut self.xml, &mut self.look, self.limits, self.date_1904)?;
            let next = column.saturating_add(parsed.repeated);
            if !parsed.is_nothing() {
                if next - 1 > LAST_COLUMN {
                    return Err(past_the_end());
                }
                cells.push((column, parsed));
            }
            column = next;
        }
    }

    /// Puts a row into the sheet as often as it repeats; returns the row after it.
    fn lay_out(
        &mut self,
        sheet: &mut Sheet,
        columns: &ColumnStyles,
        row: u32,
        facts: &RowFacts,
        cells: Vec<(u32, Parsed)>,
    ) -> Result<u32, OpenError> {
        let next = row.saturating_add(facts.repeated);
        if facts.hidden && row <= LAST_ROW {
            assemble::hide(&mut sheet.hidden_rows, row, (next - 1).min(LAST_ROW));
        }
        for (column, parsed) in cells {
            let last = column.saturating_add(parsed.repeated) - 1;
            if next - 1 > LAST_ROW {
                return Err(past_the_end());
            }
            let count = u64::from(parsed.repeated) * u64::from(facts.repeated);
            self.budget.take(usize::try_from(count).unwrap_or(usize::MAX))?;
            for row in row..next {
                for column in column..=last {
                    self.place(sheet, columns, facts, &parsed, CellRef::new(row, column))?;
                }
            }
            if let Some((author, text)) = parsed.note {
                sheet.notes.push(CellNote { at: CellRef::new(row, column), author, text: Arc::new(text) });
            }
        }
        Ok(next)
    }

    fn place(
        &mut self,
        sheet: &mut Sheet,
        columns: &ColumnStyles,
        facts: &RowFacts,
        parsed: &Parsed,
        at: CellRef,
    ) -> Result<(), OpenError> {
        let last = CellRef::new(
            at.row.saturating_add(parsed.span.1 - 1).min(LAST_ROW),
            at.column.saturating_add(parsed.span.0 - 1).min(LAST_COLUMN),
        );
        assemble::push_merge(sheet, at, last);
        if parsed.is_cell() {
            let inherited = || facts.style.as_deref().or_else(|| column_style(columns, at.column));
            let style = parsed.style.as_deref().or_else(inherited).unwrap_or("Default");
            let style = self.look.cell(style, &parsed.by_type)?;
            let (value, formula) = (parsed.value.clone(), parsed.formula.clone());
            let formula = formula.map(Into::into);
            sheet.cells.push(Cell { at, style, value, formula });
        }
        Ok(())
    }

    /// Reads the rest of table:named-expressions, 9.4.11.
    fn named(&mut self, sheet: Option<usize>) -> Result<(), OpenError> {
        loop {
            let element = match self.xml.next()? {
                Node::Start(element) => element,
                Node::End | Node::Eof => return Ok(()),
                Node::Text(_) => continue,
            };
            let name = element.attribute("table:name")?;
            let formula = match element.attribute("table:cell-range-address")? {
                Some(range) => formula::range(&range),
                None => element.attribute("table:expression")?.as_deref().and_then(formula::to_a1),
            };
            if let Some((name, formula)) = name.zip(formula) {
                assemble::check_count(self.names.len(), self.limits.cells, LimitName::Names)?;
                self.names.push(DefinedName { name, sheet, formula });
            }
            self.xml.skip()?;
        }
    }
}

fn past_the_end() -> OpenError {
    OpenError::damaged("a cell past the last row or column of a sheet")
}

/// Collapsed and filtered rows and columns are both out of sight.
fn is_hidden(visibility: &str) -> bool {
    visibility == "collapse" || visibility == "filter"
}

fn column(
    element: &Element<'_>,
    first: u32,
    sheet: &mut Sheet,
    columns: &mut ColumnStyles,
) -> Result<u32, OpenError> {
    let (mut repeated, mut hidden, mut style) = (1u32, false, None);
    element.attributes(|name, value| match name {
        "table:number-columns-repeated" => repeated = value.parse().unwrap_or(1).max(1),
        "table:visibility" => hidden = is_hidden(&value),
        "table:default-cell-style-name" => style = Some(value.into_owned()),
        _ => {}
    })?;
    let next = first.saturating_add(repeated);
    if hidden && first <= LAST_COLUMN {
        assemble::hide(&mut sheet.hidden_columns, first, (next - 1).min(LAST_COLUMN));
    }
    if first <= LAST_COLUMN {
        columns.push((first, next - 1, style));
    }
    Ok(next)
}

fn column_style(columns: &ColumnStyles, column: u32) -> Option<&str> {
    let at = columns.partition_point(|(_, last, _)| *last < column);
    columns.get(at)?.2.as_deref()
}

fn row_facts(element: &Element<'_>) -> Result<RowFacts, OpenError> {
    let mut facts = RowFacts { repeated: 1, hidden: false, style: None };
    element.attributes(|name, value| match name {
        "table:number-rows-repeated" => facts.repeated = value.parse().unwrap_or(1).max(1),
        "table:visibility" => facts.hidden = is_hidden(&value),
        "table:default-cell-style-name" => facts.style = Some(value.into_owned()),
        _ => {}
    })?;
    Ok(facts)
}
