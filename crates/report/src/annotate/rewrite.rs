//! A workbook written anew by its values and basic look, for formats that cannot be
//! edited in place.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Write};

use phuluc_model::{CellRef, Language, PlainCell, PlainSheet, PlainValue, PlainWorkbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::xml::escaped;
use super::{AnnotateError, annotate_with, notes};
use crate::regions::Regions;
use crate::report::FileReport;
use crate::words::say;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The most letters that a cell holds.
const CELL_TEXT: usize = 32_767;

/// As [`super::annotate`], for workbooks that were read from another format: values
/// and basic look are written into a new workbook, which is marked.
///
/// # Errors
///
/// An [`AnnotateError`] where the workbook cannot be put together.
pub fn annotate_plain(
    workbook: &PlainWorkbook,
    file: &FileReport,
    language: Language,
) -> Result<Vec<u8>, AnnotateError> {
    let remark = say(
        language,
        "Tệp gốc ở định dạng khác: bản sao này giữ giá trị và kiểu chữ, không giữ công thức",
        "The file came in another format: this copy has its values and letters, not its formulas",
    );
    annotate_with(&package(workbook)?, file, language, Some(remark))
}

/// The workbook as a package.
fn package(workbook: &PlainWorkbook) -> Result<Vec<u8>, AnnotateError> {
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut looks = Looks::default();
    let (mut types, mut relations, mut sheets) = (String::new(), String::new(), String::new());
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        let number = at + 1;
        parts.push((format!("xl/worksheets/sheet{number}.xml"), write_sheet(sheet, &mut looks)));
        types += &kind(&format!("xl/worksheets/sheet{number}.xml"), "worksheet");
        relations +=
            &relation(&format!("rId{number}"), "worksheet", &format!("worksheets/sheet{number}.xml"));
        let hidden = if sheet.hidden { " state=\"hidden\"" } else { "" };
        sheets += &format!(
            "<sheet name=\"{}\" sheetId=\"{number}\"{hidden} r:id=\"rId{number}\"/>",
            escaped(&sheet.name)
        );
        if !sheet.notes.is_empty() {
            types += &kind(&format!("xl/comments{number}.xml"), "comments");
            parts.extend(write_notes(sheet, number)?);
        }
    }
    types += &kind("xl/workbook.xml", "sheet.main");
    types += &kind("xl/styles.xml", "styles");
    relations += &relation("rIdStyles", "styles", "styles.xml");
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{}\"><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>", super::relations::DOCUMENT),
    ));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), related(&relations)));
    parts.push(("_rels/.rels".to_owned(), related(&relation("rId1", "officeDocument", "xl/workbook.xml"))));
    parts.push(("xl/styles.xml".to_owned(), looks.write()));
    let content = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>{types}</Types>"
    );
    parts.insert(0, ("[Content_Types].xml".to_owned(), content));
    zipped(&parts)
}

fn zipped(parts: &[(String, String)]) -> Result<Vec<u8>, AnnotateError> {
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    for (name, content) in parts {
        to.start_file(name.as_str(), options).map_err(AnnotateError::write)?;
        to.write_all(content.as_bytes()).map_err(AnnotateError::write)?;
    }
    Ok(to.finish().map_err(AnnotateError::write)?.into_inner())
}

fn kind(part: &str, kind: &str) -> String {
    format!(
        "<Override PartName=\"/{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>"
    )
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{}/{kind}\" Target=\"{target}\"/>", super::relations::DOCUMENT)
}

fn related(relations: &str) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    )
}

/// Comments, boxes and relationships of a sheet with notes.
fn write_notes(sheet: &PlainSheet, number: usize) -> Result<[(String, String); 3], AnnotateError> {
    let texts: BTreeMap<CellRef, String> = sheet.notes.iter().cloned().collect();
    let (comments, cells) = notes::comments(None, &texts)?;
    let drawing = notes::drawing(None, &texts, &cells, number * 70);
    let relations = relation("rId1", "vmlDrawing", &format!("../drawings/vmlDrawing{number}.vml"))
        + &relation("rId2", "comments", &format!("../comments{number}.xml"));
    Ok([
        (format!("xl/comments{number}.xml"), comments),
        (format!("xl/drawings/vmlDrawing{number}.vml"), drawing),
        (format!("xl/worksheets/_rels/sheet{number}.xml.rels"), related(&relations)),
    ])
}

fn write_sheet(sheet: &PlainSheet, looks: &mut Looks) -> String {
    let mut rows = String::new();
    for row in sheet.cells.chunk_by(|one, other| one.at.row == other.at.row) {
        let Some(first) = row.first() else { continue };
        let hidden = within(&sheet.hidden_rows, first.at.row);
        let hidden = if hidden { " hidden=\"1\"" } else { "" };
        let cells: String = row.iter().map(|cell| write_cell(cell, looks)).collect();
        rows += &format!("<row r=\"{}\"{hidden}>{cells}</row>", first.at.row + 1);
    }
    let merges: String = sheet.merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let merges = if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
    let drawing = if sheet.notes.is_empty() { "" } else { "<legacyDrawing r:id=\"rId1\"/>" };
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15.75\"/>{}<sheetData>{rows}</sheetData>{merges}<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>{drawing}</worksheet>",
        super::relations::DOCUMENT,
        columns(sheet)
    )
}

fn within(ranges: &[(u32, u32)], at: u32) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&at))
}

/// Widths by what stands in the columns: old formats' own are not kept.
fn columns(sheet: &PlainSheet) -> String {
    let mut widths: BTreeMap<u32, usize> = BTreeMap::new();
    let regions = Regions::new(sheet.merges.iter().copied().zip(0..));
    let merged = |cell: CellRef| regions.of(cell).next().is_some();
    for cell in sheet.cells.iter().filter(|cell| !merged(cell.at)) {
        let length = match &cell.value {
            PlainValue::Text(text) => text.chars().count().min(40),
            PlainValue::Number(number) => number.to_string().len() + 3,
            _ => 6,
        };
        let width = widths.entry(cell.at.column).or_insert(6);
        *width = (*width).max(length + 2);
    }
    for (first, last) in &sheet.hidden_columns {
        for column in *first..=(*last).min(first.saturating_add(256)) {
            widths.entry(column).or_insert(6);
        }
    }
    if widths.is_empty() {
        return String::new();
    }
    let column = |(column, width): (&u32, &usize)| {
        let hidden = if within(&sheet.hidden_columns, *column) { " hidden=\"1\"" } else { "" };
        format!("<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"{hidden}/>", column + 1)
    };
    format!("<cols>{}</cols>", widths.iter().map(column).collect::<String>())
}

fn write_cell(cell: &PlainCell, looks: &mut Looks) -> String {
    let (at, look) = (cell.at, looks.of(cell));
    match &cell.value {
        PlainValue::Blank => format!("<c r=\"{at}\" s=\"{look}\"/>"),
        PlainValue::Number(number) => format!("<c r=\"{at}\" s=\"{look}\"><v>{number}</v></c>"),
        PlainValue::Bool(truth) => {
            format!("<c r=\"{at}\" s=\"{look}\" t=\"b\"><v>{}</v></c>", u8::from(*truth))
        }
        PlainValue::Error(error) => {
            format!("<c r=\"{at}\" s=\"{look}\" t=\"e\"><v>{}</v></c>", escaped(error))
        }
        PlainValue::Text(text) => {
            let text: String = text.chars().take(CELL_TEXT).collect();
            let text = escaped(&text);
            format!(
                "<c r=\"{at}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            )
        }
    }
}

/// Looks of cells, made once each.
#[derive(Default)]
struct Looks {
    known: HashMap<Look, usize>,
    list: Vec<Look>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Look {
    bold: bool,
    italic: bool,
    indent: u8,
    format: Option<std::sync::Arc<str>>,
    wrap: bool,
}

impl Looks {
    fn of(&mut self, cell: &PlainCell) -> usize {
        let wrap = matches!(cell.value, PlainValue::Text(_));
        let PlainCell { bold, italic, indent, format, .. } = cell.clone();
        let look = Look { bold, italic, indent, format, wrap };
        let next = self.list.len() + 1;
        *self.known.entry(look.clone()).or_insert_with(|| {
            self.list.push(look);
            next
        })
    }

    fn write(&self) -> String {
        let mut codes: Vec<&str> = self.list.iter().filter_map(|look| look.format.as_deref()).collect();
        codes.sort_unstable();
        codes.dedup();
        let font = |bold, italic| {
            let (b, i) = (if bold { "<b/>" } else { "" }, if italic { "<i/>" } else { "" });
            format!("<font>{b}{i}<sz val=\"12\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>")
        };
        let fonts = [font(false, false), font(true, false), font(false, true), font(true, true)].concat();
        let numbers: String = codes
            .iter()
            .enumerate()
            .map(|(at, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + at, escaped(code)))
            .collect();
        let numbers = match codes.len() {
            0 => String::new(),
            count => format!("<numFmts count=\"{count}\">{numbers}</numFmts>"),
        };
        let formats: String = self.list.iter().map(|look| look.write(&codes)).collect();
        let borders = "<border><left/><right/><top/><bottom/><diagonal/></border><border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/><diagonal/></border>";
        format!(
            "{HEAD}<styleSheet xmlns=\"{MAIN}\">{numbers}<fonts count=\"4\">{fonts}</fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"2\">{borders}</borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{}\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>{formats}</cellXfs></styleSheet>",
            self.list.len() + 1
        )
    }
}

impl Look {
    fn write(&self, codes: &[&str]) -> String {
        let number = self.format.as_deref().and_then(|code| codes.iter().position(|known| *known == code));
        let number = number.map_or(0, |at| at + 164);
        let font = usize::from(self.bold) + 2 * usize::from(self.italic);
        let indent = if self.indent > 0 {
            format!(" horizontal=\"left\" indent=\"{}\"", self.indent)
        } else {
            String::new()
        };
        let wrap = if self.wrap { " wrapText=\"1\"" } else { "" };
        format!(
            "<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"center\"{indent}{wrap}/></xf>"
        )
    }
}
