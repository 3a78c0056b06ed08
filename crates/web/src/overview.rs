//! What was recognised in a file, for the page.

use phuluc::{
    Appendix, ColumnType, Container, Layout, MoneyUnit, SheetInspection, TableInspection, Vocabulary,
};
use serde::Serialize;

use crate::failure::Failure;
use crate::session::{Opened, Session};

/// What was recognised in a file.
#[derive(Debug, Serialize)]
struct FileOverview<'a> {
    name: &'a str,
    container: &'static str,
    sheets: Vec<SheetOverview<'a>>,
    /// Appendices and rows that were read.
    appendices: usize,
    rows: usize,
    /// The unit that sent it, where the workbook says so.
    unit: Option<&'a str>,
    /// Whether merging wrote it, and it still has the record of what was sent.
    merged: bool,
    /// Its plans, of number and issuer, with the forms of each: what may be held against others.
    plans: Vec<PlanOverview<'a>>,
}

#[derive(Debug, Serialize)]
struct PlanOverview<'a> {
    plan: String,
    layout: &'a str,
}

#[derive(Debug, Serialize)]
struct SheetOverview<'a> {
    name: &'a str,
    hidden: bool,
    encodings: &'a [String],
    cells: usize,
    tables: Vec<TableOverview<'a>>,
}

#[derive(Debug, Serialize)]
struct TableOverview<'a> {
    layout: &'a str,
    number: &'a str,
    name: &'a str,
    name_en: &'a str,
    confidence: f64,
    header: String,
    title: Option<&'a str>,
    plan_year: Option<i32>,
    unit: Option<String>,
    unit_stated: bool,
    rows: usize,
    columns: Vec<ColumnOverview<'a>>,
    missing: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ColumnOverview<'a> {
    letters: &'a str,
    header: &'a str,
    field: Option<&'a str>,
    /// The official header of the field.
    official: Option<String>,
}

/// A form that is known.
#[derive(Debug, Serialize)]
struct LayoutOverview<'a> {
    id: &'a str,
    number: &'a str,
    name: &'a str,
    name_en: &'a str,
    /// Whether it is the user's own.
    own: bool,
    columns: Vec<FieldOverview<'a>>,
}

#[derive(Debug, Serialize)]
struct FieldOverview<'a> {
    field: &'a str,
    header: String,
    optional: bool,
    /// Whether it holds amounts, counts or figures.
    figures: bool,
}

impl Session {
    /// What was recognised in a file, as JSON.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where it is not open.
    pub fn overview(&self, file: u32) -> Result<String, Failure> {
        let Opened { name, bytes, container, sheets, document, .. } = self.file(file)?;
        let unit = document.appendices.iter().find_map(|one| one.source.reporting_unit.as_deref());
        Ok(json(&FileOverview {
            name,
            container: container.map_or("json", container_name),
            sheets: sheets.iter().map(sheet).collect(),
            appendices: document.appendices.len(),
            rows: document.appendices.iter().map(|one| one.walk().count()).sum(),
            unit,
            merged: phuluc::is_merged(&self.reader, name, bytes, sheets),
            plans: document.appendices.iter().filter_map(plan).collect(),
        }))
    }

    /// The forms that are known, as JSON.
    pub fn layouts(&self) -> String {
        let all: Vec<LayoutOverview<'_>> = self
            .layouts
            .iter()
            .map(|layout| LayoutOverview {
                id: &layout.id,
                number: &layout.number,
                name: &layout.name,
                name_en: &layout.name_en,
                own: self.own.contains_key(&*layout.id),
                columns: fields(layout),
            })
            .collect();
        json(&all)
    }

    /// Districts that are known, in official order, as JSON.
    pub fn districts(&self) -> String {
        json(&self.district_names())
    }
}

fn fields(layout: &Layout) -> Vec<FieldOverview<'_>> {
    let columns = layout.columns.iter().enumerate();
    columns
        .map(|(at, column)| FieldOverview {
            field: &column.field,
            header: layout.header_line(at, None, " / "),
            optional: column.optional,
            figures: matches!(column.kind, ColumnType::Amount | ColumnType::Count | ColumnType::Figure),
        })
        .collect()
}

fn sheet(sheet: &SheetInspection) -> SheetOverview<'_> {
    SheetOverview {
        name: &sheet.name,
        hidden: sheet.hidden,
        encodings: &sheet.encodings,
        cells: sheet.cells.len(),
        tables: sheet.tables.iter().map(table).collect(),
    }
}

fn table(table: &TableInspection) -> TableOverview<'_> {
    let layout = &table.layout;
    let official = |field: &str| {
        let column = layout.column_index(field)?;
        Some(layout.header_line(column, table.plan_year, " / "))
    };
    let columns: Vec<ColumnOverview<'_>> = table
        .columns
        .iter()
        .map(|column| {
            let field = column.field.as_ref().map(|(field, _)| field.as_str());
            ColumnOverview {
                letters: &column.letters,
                header: &column.header,
                field,
                official: field.and_then(official),
            }
        })
        .collect();
    let found = |field: &str| columns.iter().any(|column| column.field == Some(field));
    let missing = layout.columns.iter().filter(|column| !column.optional && !found(&column.field));
    TableOverview {
        layout: &layout.id,
        number: &layout.number,
        name: &layout.name,
        name_en: &layout.name_en,
        confidence: table.confidence,
        header: table.header.to_string(),
        title: table.title.as_deref(),
        plan_year: table.plan_year,
        unit: table.unit.map(unit_name),
        unit_stated: table.unit_stated,
        rows: table.rows,
        missing: missing.filter_map(|column| official(&column.field)).collect(),
        columns,
    }
}

pub(crate) fn unit_name(unit: MoneyUnit) -> String {
    Vocabulary::get().unit_name(unit)
}

fn container_name(container: Container) -> &'static str {
    match container {
        Container::Xlsx => "xlsx",
        Container::Xls => "xls",
        Container::Xlsb => "xlsb",
        Container::Ods => "ods",
        _ => "?",
    }
}

/// The plan that an appendix belongs to, where it says its number.
fn plan(appendix: &Appendix) -> Option<PlanOverview<'_>> {
    let plan = appendix.plan.as_ref()?;
    let parts = [plan.number.as_deref()?, plan.issuer.as_deref().unwrap_or_default()];
    Some(PlanOverview { plan: parts.join(" · "), layout: &appendix.layout.id })
}

/// JSON of what is in memory, which has nothing that could fail.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
