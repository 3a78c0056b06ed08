//! `phuluc inspect`: how each sheet was understood, in a screenful.

use anyhow::Result;
use phuluc::{
    ColumnInspection, Container, Inspection, Language, Reader, Reading, Role, SheetInspection,
    TableInspection, Vocabulary,
};

use crate::args::{Inspect, ReportFormat};
use crate::inputs::Input;
use crate::terminal::{Outcome, Terminal, outcome};
use crate::{inspect_json, output};

/// Width of wrapped lines.
const WIDTH: usize = 100;
/// Cells that are shown of those left over.
const LEFT_OVER: usize = 6;
/// From this likeness on a header needs no second look.
const SURE: f64 = 0.9;

pub(crate) fn run(args: &Inspect, reader: &Reader, terminal: &Terminal) -> Result<Outcome> {
    let (inputs, mut failed) = args.inputs.list(terminal);
    let mut readings: Vec<Reading> = Vec::new();
    let whole = args.inputs.each(
        &inputs,
        terminal,
        |input| read(reader, input),
        |_, read| {
            match read {
                Ok(reading) => {
                    failed += usize::from(reading.document.appendices.is_empty());
                    if args.format == ReportFormat::Text {
                        let text = Report { terminal }.file(&reading, args.cells);
                        terminal.beside_progress(|| output::print(&text))?;
                        terminal.findings(&reading.document.findings);
                    }
                    readings.push(reading);
                }
                Err(error) => {
                    terminal.error(&terminal.message_of(&error));
                    failed += 1;
                }
            }
            Ok(())
        },
    )?;
    if !whole {
        return Ok(Outcome::Failed);
    }
    if args.format == ReportFormat::Json {
        let json = inspect_json::report(&readings, args.cells, terminal.language);
        output::print(&format!("{}\n", serde_json::to_string_pretty(&json)?))?;
    }
    let findings: Vec<_> = readings.iter().flat_map(|reading| reading.document.findings.clone()).collect();
    Ok(if failed > 0 { Outcome::Failed } else { outcome(&findings, args.strict) })
}

fn read(reader: &Reader, input: &Input) -> Result<Reading> {
    let (name, bytes) = input.load()?;
    Ok(reader.inspect_bytes(&name, &bytes)?)
}

pub(crate) fn container_name(container: Container) -> &'static str {
    match container {
        Container::Xlsx => "xlsx",
        Container::Xls => "xls",
        Container::Xlsb => "xlsb",
        Container::Ods => "ods",
        _ => "?",
    }
}

/// The report for people.
struct Report<'a> {
    terminal: &'a Terminal,
}

impl Report<'_> {
    fn file(&self, reading: &Reading, cells: bool) -> String {
        let Inspection { file, container, sheets, .. } = &reading.inspection;
        let mut text = format!(
            "{file} (.{}, {} {})\n",
            container_name(*container),
            sheets.len(),
            self.terminal.say("trang tính", if sheets.len() == 1 { "sheet" } else { "sheets" })
        );
        for sheet in sheets {
            text += &self.sheet(sheet, cells);
        }
        text
    }

    fn sheet(&self, sheet: &SheetInspection, cells: bool) -> String {
        let hidden = if sheet.hidden { self.terminal.say(" (ẩn)", " (hidden)") } else { "" };
        let mut text = format!("\n  [{}]{hidden}", sheet.name);
        if !sheet.encodings.is_empty() {
            text += &format!("  {} {}", self.terminal.say("mã chữ", "encoding"), sheet.encodings.join(", "));
        }
        text += "\n";
        if sheet.cells.is_empty() {
            text += &format!("    {}\n", self.terminal.say("trang trống", "empty"));
        } else if sheet.tables.is_empty() {
            text += &format!(
                "    {}\n",
                self.terminal.say("không giống phụ lục nào đã biết", "like no known appendix")
            );
        }
        for table in &sheet.tables {
            text += &self.table(table);
        }
        text += &self.left_over(sheet);
        if cells {
            for cell in &sheet.cells {
                let field = cell.field.as_deref().map(|field| format!(" {field}")).unwrap_or_default();
                let role = self.role(cell.role);
                text += &format!("    {} {role}{field}: {}\n", cell.cell, shorten(&cell.text, 60));
            }
        }
        text
    }

    fn table(&self, table: &TableInspection) -> String {
        let say = |vi, en| self.terminal.say(vi, en);
        let name = self.terminal.layout(&table.layout);
        let sure = say("độ tin cậy", "confidence");
        let mut text = format!("    {name} ({}), {sure} {}\n", table.layout.id, percent(table.confidence));
        if let Some((other, score)) =
            table.alternatives.first().filter(|(_, score)| *score > table.confidence - 0.05)
        {
            text += &format!("      {} {} ({})\n", say("có thể là", "could be"), other.id, percent(*score));
        }
        if let Some(title) = &table.title {
            text += &format!("      {} {}\n", say("tiêu đề:", "title:"), shorten(title, 80));
        }
        let year = table.plan_year.map_or_else(|| "?".to_owned(), |year| year.to_string());
        let unit = match table.unit {
            Some(unit) if table.unit_stated => {
                format!("{} {}", say("đơn vị", "unit"), Vocabulary::get().unit_name(unit))
            }
            Some(unit) => format!(
                "{} {} ({})",
                say("đơn vị", "unit"),
                Vocabulary::get().unit_name(unit),
                say("không ghi, tự hiểu", "not stated, assumed")
            ),
            None => say("không có cột tiền", "no amounts").to_owned(),
        };
        text += &format!(
            "      {} {}; {} {year}; {unit}; {} {}\n",
            say("hàng tiêu đề cột", "header"),
            table.header,
            say("năm", "year"),
            table.rows,
            say("dòng", "rows"),
        );
        text + &self.columns(table)
    }

    /// Columns that match well on wrapped lines, doubtful ones on lines of their own.
    fn columns(&self, table: &TableInspection) -> String {
        let verbose = self.terminal.verbose;
        let plain: Vec<String> = table
            .columns
            .iter()
            .filter(|column| !verbose && sure(column))
            .map(|column| {
                let field =
                    column.field.as_ref().map_or(String::new(), |(field, _)| self.field(table, field));
                format!("{} {} = {field}", column.letters, shorten(last_step(&column.header), 30))
            })
            .collect();
        let mut text = wrap(&plain, "      ");
        for column in table.columns.iter().filter(|column| verbose || !sure(column)) {
            text += &self.doubtful(table, column);
        }
        let found =
            |field: &str| table.columns.iter().any(|c| c.field.as_ref().is_some_and(|(f, _)| f == field));
        let missing: Vec<String> = table
            .layout
            .columns
            .iter()
            .filter(|column| !column.optional && !found(&column.field))
            .map(|column| self.field(table, &column.field))
            .collect();
        if !missing.is_empty() {
            text += &format!(
                "      {} {}\n",
                self.terminal.say("thiếu cột:", "missing columns:"),
                missing.join(", ")
            );
        }
        text
    }

    /// A field as its reader knows it: programmers by its name, officers by its official header.
    fn field(&self, table: &TableInspection, field: &str) -> String {
        match (self.terminal.language, table.layout.column_index(field)) {
            (Language::Vietnamese, Some(column)) => {
                shorten(&table.layout.header_line(column, table.plan_year, " / "), 60)
            }
            _ => field.to_owned(),
        }
    }

    fn doubtful(&self, table: &TableInspection, column: &ColumnInspection) -> String {
        let header = shorten(&column.header, 50);
        let mut text = match &column.field {
            Some((field, like)) => {
                format!("      {} «{header}» = {field} ({}", column.letters, percent(*like))
            }
            None => {
                let none = self.terminal.say("không có trong biểu", "not in the form");
                format!("      {} «{header}» ({none}", column.letters)
            }
        };
        if let Some((field, like)) = &column.next {
            let field = self.field(table, field);
            text += &format!("; {} {field} {}", self.terminal.say("cũng có thể", "or"), percent(*like));
        }
        text + ")\n"
    }

    fn role(&self, role: Role) -> &'static str {
        match (self.terminal.language, role) {
            (Language::English, role) => role.name(),
            (_, Role::Title) => "tiêu đề",
            (_, Role::Header) => "đầu cột",
            (_, Role::Value(_)) => "giá trị",
            (_, Role::Note) => "ghi chú",
            _ => "ngoài biểu",
        }
    }

    fn left_over(&self, sheet: &SheetInspection) -> String {
        if sheet.tables.is_empty() {
            return String::new();
        }
        let mut text = String::new();
        for (role, vi, en) in
            [(Role::Note, "ghi chú", "notes"), (Role::Unmapped, "ngoài biểu", "outside the form")]
        {
            let cells: Vec<_> = sheet.cells.iter().filter(|cell| cell.role == role).collect();
            if cells.is_empty() {
                continue;
            }
            let mut shown: Vec<String> = cells
                .iter()
                .take(LEFT_OVER)
                .map(|cell| format!("{} «{}»", cell.cell, shorten(&cell.text, 24)))
                .collect();
            if cells.len() > LEFT_OVER {
                shown.push(format!("… +{}", cells.len() - LEFT_OVER));
            }
            let head = format!("    {} ({}): ", self.terminal.say(vi, en), cells.len());
            let lines = wrap(&shown, "      ");
            text += &head;
            text += lines.trim_start();
        }
        text
    }
}

fn sure(column: &ColumnInspection) -> bool {
    column.field.as_ref().is_some_and(|(_, like)| *like >= SURE)
}

fn last_step(header: &str) -> &str {
    header.rsplit(" / ").next().unwrap_or(header)
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A text cut to a length, with dots where it was.
fn shorten(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let cut: String = text.chars().take(length.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Pieces on lines of a width, after an indent.
fn wrap(pieces: &[String], indent: &str) -> String {
    let mut text = String::new();
    let mut line = String::new();
    for piece in pieces {
        if !line.is_empty() && line.chars().count() + piece.chars().count() + 2 > WIDTH - indent.len() {
            text += &format!("{indent}{line}\n");
            line.clear();
        }
        if !line.is_empty() {
            line += "; ";
        }
        line += piece;
    }
    if !line.is_empty() {
        text += &format!("{indent}{line}\n");
    }
    text
}
