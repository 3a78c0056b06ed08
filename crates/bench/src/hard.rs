//! Workbooks of one size that are mostly of one kind of thing: tables, columns, merged
//! regions, findings, sheets, long texts. Written as bare XML, as rust_xlsxwriter would not.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Result;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A kind of workbook that could cost the square of its size.
pub(crate) struct Corner {
    pub(crate) name: &'static str,
    /// What its size counts.
    pub(crate) what: &'static str,
    /// The size of the issue, of which a half and a quarter are measured too.
    pub(crate) most: u32,
    pub(crate) make: fn(&Path, u32) -> Result<()>,
}

/// All of them.
pub(crate) const CORNERS: [Corner; 12] = [
    Corner { name: "tables", what: "tables on one sheet", most: 1_000, make: tables },
    Corner { name: "columns", what: "columns, 60 rows", most: 16_384, make: columns },
    Corner { name: "headers", what: "columns of headers", most: 16_384, make: headers },
    Corner { name: "merges", what: "merged regions beside works", most: 100_000, make: merges },
    Corner { name: "findings", what: "findings, one a work", most: 100_000, make: findings },
    Corner { name: "sums", what: "wrong sums", most: 20_000, make: sums },
    Corner { name: "children", what: "rows below one wrong sum", most: 20_000, make: children },
    Corner { name: "texts", what: "cells of 32,767 letters", most: 1_000, make: texts },
    Corner { name: "letters", what: "letters in a header, a name and a place", most: 32_767, make: letters },
    Corner { name: "sheets", what: "sheets of one table", most: 1_000, make: sheets },
    Corner { name: "formulas", what: "sums over all rows above", most: 4_000, make: formulas },
    Corner { name: "notes", what: "notes", most: 100_000, make: notes },
];

const HEADS: [&str; 9] = [
    "TT",
    "Địa bàn",
    "Tên/Danh mục công trình",
    "Đơn vị thực hiện",
    "Quy mô đầu tư",
    "Lý do đầu tư",
    "NSTW",
    "NSĐP",
    "Năm thực hiện",
];
const FUNDS: [&str; 6] = [
    "STT",
    "Dự án, hoạt động",
    "Tổng nhu cầu kinh phí",
    "Ngân sách Trung ương",
    "Ngân sách địa phương",
    "Huy động khác",
];

/// One sheet's XML as it grows.
#[derive(Default)]
struct Sheet {
    rows: String,
    behind: String,
    row: u32,
}

/// What stands in a cell.
enum Cell<'a> {
    Text(&'a str),
    Number(u32),
    Formula(&'a str),
    Blank,
}

impl Sheet {
    fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        self.row += 1;
        let row = self.row;
        let out = &mut self.rows;
        // Writing into a text cannot fail.
        _ = write!(out, "<row r=\"{row}\">");
        for (column, cell) in (0..).zip(cells) {
            let place = letters_of(column);
            _ = match cell {
                Cell::Text(text) => write!(
                    out,
                    "<c r=\"{place}{row}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
                    text.replace('&', "&amp;")
                ),
                Cell::Number(number) => write!(out, "<c r=\"{place}{row}\"><v>{number}</v></c>"),
                Cell::Formula(formula) => write!(out, "<c r=\"{place}{row}\"><f>{formula}</f></c>"),
                Cell::Blank => Ok(()),
            };
        }
        out.push_str("</row>");
    }

    fn heads(&mut self) {
        self.row([Cell::Text("Phụ lục III")]);
        self.row(HEADS.iter().map(|head| Cell::Text(head)));
    }

    fn work(&mut self, code: u32, name: &str) {
        self.row(work(code, "Xã Tân Mỹ", name));
    }

    /// Two works that are one: each but the first of a name is a finding.
    fn twins(&mut self, code: u32) {
        let (place, name) = (format!("Xã số {}", code / 2), format!("Đường số {}", code / 2));
        let mut cells = work(code / 2, &place, &name);
        if let Some(first) = cells.first_mut() {
            *first = Cell::Number(code + 1);
        }
        self.row(cells);
    }

    fn finish(&self) -> String {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}</sheetData>{}</worksheet>",
            self.rows, self.behind
        )
    }
}

fn work<'a>(code: u32, place: &'a str, name: &'a str) -> [Cell<'a>; 9] {
    [
        Cell::Number(code),
        Cell::Text(place),
        Cell::Text(name),
        Cell::Text("UBND huyện"),
        Cell::Text("L=2km"),
        Cell::Text("Giảm nghèo"),
        Cell::Number(code + 100),
        Cell::Number(code % 70 + 3),
        Cell::Number(2022),
    ]
}

fn letters_of(column: u32) -> String {
    let mut name = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        left = (left - 1) / 26;
        name.insert(0, char::from(b'A' + u8::try_from(digit).unwrap_or_default()));
    }
    name
}

/// A package of sheets; `comments` belong to the first.
fn save(path: &Path, sheets: &[Sheet], comments: Option<&str>) -> Result<()> {
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let (mut listed, mut links, mut kinds) = (String::new(), String::new(), String::new());
    for at in 1..=sheets.len() {
        _ = write!(listed, "<sheet name=\"PL {at}\" sheetId=\"{at}\" r:id=\"r{at}\"/>");
        _ = write!(
            links,
            "<Relationship Id=\"r{at}\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        );
        _ = write!(
            kinds,
            "<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"
        );
    }
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>{kinds}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{DOCUMENT}\"><sheets>{listed}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{RELATIONS}\">{links}</Relationships>"),
        ),
    ];
    if let Some(comments) = comments {
        parts.push((
            "xl/worksheets/_rels/sheet1.xml.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{DOCUMENT}/comments\" Target=\"../comments1.xml\"/></Relationships>"
            ),
        ));
        parts.push(("xl/comments1.xml".to_owned(), comments.to_owned()));
    }
    for (at, sheet) in (1..).zip(sheets) {
        parts.push((format!("xl/worksheets/sheet{at}.xml"), sheet.finish()));
    }
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path)?));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(content.as_bytes())?;
    }
    zip.finish()?.flush()?;
    Ok(())
}

fn tables(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    for table in 0..count {
        sheet.heads();
        // Three twins, which are three findings.
        (0..6).for_each(|row| sheet.twins(table * 6 + row));
        sheet.row([]);
    }
    save(path, &[sheet], None)
}

fn columns(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    sheet.heads();
    for row in 1..=60 {
        let name = format!("Đường số {row}");
        let beside = (9..count).map(|column| Cell::Number(row * 100 + column % 90));
        sheet.row(work(row, "Xã Tân Mỹ", &name).into_iter().chain(beside));
    }
    save(path, &[sheet], None)
}

fn headers(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    let beside: Vec<String> = (9..count).map(|column| format!("Vốn năm {column}")).collect();
    sheet.row([Cell::Text("Phụ lục III")]);
    let beside = beside.iter().map(|head| Cell::Text(head));
    sheet.row(HEADS.iter().map(|head| Cell::Text(head)).chain(beside));
    for row in 1..=5 {
        sheet.work(row, &format!("Đường số {row}"));
    }
    save(path, &[sheet], None)
}

fn merges(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    sheet.heads();
    sheet.behind = "<mergeCells>".to_owned();
    for at in 0..count {
        sheet.twins(at);
        let row = sheet.row;
        _ = write!(sheet.behind, "<mergeCell ref=\"K{row}:L{row}\"/>");
    }
    sheet.behind += "</mergeCells>";
    save(path, &[sheet], None)
}

fn findings(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    sheet.heads();
    (0..count * 2).for_each(|at| sheet.twins(at));
    save(path, &[sheet], None)
}

/// Rows of the table of funds: outline number, name and total, and parts that give it or not.
fn funds(sheet: &mut Sheet) {
    sheet.row([Cell::Text("Phụ lục II")]);
    sheet.row([Cell::Text("NHU CẦU KINH PHÍ NĂM 2022")]);
    sheet.row(FUNDS.iter().map(|head| Cell::Text(head)));
}

fn fund(sheet: &mut Sheet, code: &str, name: &str, total: u32) {
    sheet.row([
        Cell::Text(code),
        Cell::Text(name),
        Cell::Number(total),
        Cell::Number(total / 2),
        Cell::Number(total - total / 2),
        Cell::Blank,
    ]);
}

fn sums(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    funds(&mut sheet);
    for at in 1..=count {
        fund(&mut sheet, &at.to_string(), &format!("Dự án {at}"), at % 700 + 100);
        fund(&mut sheet, &format!("{at}.1"), "Hoạt động một", at % 300 + 20);
        fund(&mut sheet, &format!("{at}.2"), "Hoạt động hai", at % 90 + 3);
    }
    save(path, &[sheet], None)
}

fn children(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    funds(&mut sheet);
    fund(&mut sheet, "1", "Dự án 1", 12_345);
    for at in 1..=count {
        fund(&mut sheet, &format!("1.{at}"), &format!("Hoạt động {at}"), at % 900 + 100);
    }
    save(path, &[sheet], None)
}

fn texts(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    sheet.heads();
    for at in 0..count {
        sheet.work(at + 1, &long(at, 32_767));
    }
    save(path, &[sheet], None)
}

fn letters(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    let text = long(0, count);
    sheet.row([Cell::Text(&text)]);
    sheet.row(HEADS.iter().map(|head| Cell::Text(head)).chain([Cell::Text(&text)]));
    for at in 1..=20 {
        sheet.row(work(at, &text, &long(at, count)));
    }
    save(path, &[sheet], None)
}

/// A text of so many letters.
fn long(seed: u32, letters: u32) -> String {
    let letters = usize::try_from(letters).unwrap_or_default();
    let mut text = format!("Đường số {seed}");
    while text.chars().count() + 14 < letters {
        text.push_str(" xã Tân Mỹ, km");
        // One count for many words.
        let left = letters.saturating_sub(text.chars().count() + 14) / 14;
        text.push_str(&" xã Tân Mỹ, km".repeat(left));
    }
    text
}

fn sheets(path: &Path, count: u32) -> Result<()> {
    let one = |at: u32| {
        let mut sheet = Sheet::default();
        sheet.heads();
        (0..10).for_each(|row| sheet.twins(at * 10 + row));
        sheet
    };
    save(path, &(0..count).map(one).collect::<Vec<_>>(), None)
}

fn formulas(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    sheet.heads();
    for at in 1..=count {
        let row = sheet.row;
        let formula = format!("SUM(G$3:G{row})+1");
        let name = format!("Đường số {at}");
        let mut cells = work(at, "Xã Tân Mỹ", &name);
        if let Some(cell) = cells.get_mut(6).filter(|_| at > 1) {
            *cell = Cell::Formula(&formula);
        }
        sheet.row(cells);
    }
    save(path, &[sheet], None)
}

fn notes(path: &Path, count: u32) -> Result<()> {
    let mut sheet = Sheet::default();
    sheet.heads();
    let mut list = String::new();
    for at in 0..count {
        sheet.twins(at);
        _ = write!(
            list,
            "<comment ref=\"C{}\" authorId=\"0\"><text><t>xem lại {at}</t></text></comment>",
            sheet.row
        );
    }
    let comments = format!(
        "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>A</author></authors><commentList>{list}</commentList></comments>"
    );
    save(path, &[sheet], Some(&comments))
}
