//! Small workbooks, written by hand, and what is read of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::read;
use crate::error::OpenError;
use crate::grid::{CellValue, NumberFormat, RichText, Sheet, Workbook};
use crate::limits::Limits;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A container of the parts given, in their order.
pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Stored, not deflated: a changed byte is then a changed letter of the XML.
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn relationships(links: &[(&str, &str, &str)]) -> String {
    let links: String = links
        .iter()
        .map(|(id, kind, target)| {
            format!(r#"<Relationship Id="{id}" Type="{TYPE}/{kind}" Target="{target}"/>"#)
        })
        .collect();
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><Relationships>{links}</Relationships>"#)
}

const WORKBOOK: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// A workbook of one sheet with this inside its `worksheet`, and more parts.
pub(super) fn bytes_with(inside: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let root = relationships(&[("rId1", "officeDocument", "xl/workbook.xml")]);
    let links = relationships(&[
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "styles", "styles.xml"),
        ("rId3", "sharedStrings", "sharedStrings.xml"),
    ]);
    let sheet = format!(r#"<worksheet xmlns="{MAIN}">{inside}</worksheet>"#);
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    parts.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    parts.extend(more);
    zipped(&parts)
}

fn try_read(inside: &str, more: &[(&str, &str)]) -> Result<Workbook, OpenError> {
    read(&bytes_with(inside, more), &Limits::default())
}

fn workbook(inside: &str, more: &[(&str, &str)]) -> Workbook {
    try_read(inside, more).unwrap()
}

/// Cells of the only sheet, likewise.
fn shown(book: &Workbook) -> Vec<String> {
    values(&book.sheets[0])
}

/// Cells as `A1=value` with `{formula}`.
pub(super) fn values(sheet: &Sheet) -> Vec<String> {
    sheet
        .cells
        .iter()
        .map(|cell| {
            let value = match &cell.value {
                CellValue::None => "none".to_owned(),
                CellValue::Number(number) => number.value.to_string(),
                CellValue::Text(text) => format!("{:?}", text.text),
                CellValue::Bool(value) => value.to_string(),
                CellValue::Error(error) => error.to_string(),
            };
            let formula = cell.formula.as_ref().map(|text| format!("{{{text}}}")).unwrap_or_default();
            format!("{}={value}{formula}", cell.at)
        })
        .collect()
}

fn cells(inside: &str) -> Vec<String> {
    shown(&workbook(&format!("<sheetData>{inside}</sheetData>"), &[]))
}

pub(super) fn refusal(inside: &str, more: &[(&str, &str)]) -> String {
    try_read(inside, more).unwrap_err().to_string()
}

#[test]
fn places_count_on_where_the_file_leaves_them_out() {
    assert_eq!(
        cells(
            "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>\
               <row r='9'><c><v>5</v></c></row><row><c><v>6</v></c></row>"
        ),
        ["A1=1", "D1=2", "E1=3", "A2=4", "A9=5", "A10=6"]
    );
}

#[test]
fn every_type_of_value() {
    assert_eq!(
        cells(
            "<row><c><v> 7.8799999999999995E-2 </v></c><c t='n'><v>không</v></c><c t='b'><v>1</v></c>\
               <c t='e'><v>#N/A</v></c><c t='str'><v>a_x000D_b</v></c><c t='inlineStr'><is><t> á &amp; b&#10;c </t></is></c>\
               <c t='inlineStr'><is><t></t></is></c><c s='1'/><c><v/></c><c t='str'><f>X1</f><v></v></c><c><f>Y1</f></c>\
               <c t='b'><v>maybe</v></c></row>"
        ),
        [
            "A1=0.0788",
            "B1=\"không\"",
            "C1=true",
            "D1=#N/A",
            "E1=\"a\\rb\"",
            "F1=\" á & b\\nc \"",
            "J1=\"\"{X1}",
            "K1=none{Y1}",
            "L1=\"maybe\""
        ]
    );
}

#[test]
fn dates_as_text_become_serial_numbers_that_show_as_dates() {
    let book = workbook(
        "<sheetData><row><c t='d'><v>2026-02-26</v></c><c t='d'><v>hôm qua</v></c></row></sheetData>",
        &[],
    );
    assert_eq!(shown(&book), ["A1=46079", "B1=\"hôm qua\""]);
    let style = |index: usize| &book.style(book.sheets[0].cells[index].style).format;
    assert_eq!(*style(0), NumberFormat::Date);
    assert_eq!(*style(1), NumberFormat::Plain);
}

#[test]
fn formulas_shared_and_of_arrays() {
    assert_eq!(
        cells(
            "<row r='1'><c r='B1'><f t='shared' ref='B1:B3' si='0'>=A1*$C$1&amp;\"A1\"</f><v>1</v></c></row>\
               <row r='2'><c r='B2'><f t='shared' si='0'/><v>2</v></c><c r='C2'><f t='shared' si='1'/><v>0</v></c></row>\
               <row r='3'><c r='B3'><f t='shared' si='0'/><v>3</v></c><c r='C3'><f t='shared' si='1'>C1</f><v>0</v></c></row>\
               <row r='4'><c r='A4'><f t='array' ref='A4:A5'>B1:B2</f><v>1</v></c></row>\
               <row r='5'><c r='A5'><v>2</v></c><c r='B5'><f t='dataTable' r1='A1'>A1</f><v>3</v></c></row>"
        ),
        [
            "B1=1{A1*$C$1&\"A1\"}",
            "B2=2{A2*$C$1&\"A1\"}",
            "C2=0{#REF!}",
            "B3=3{A3*$C$1&\"A1\"}",
            "C3=0{C1}",
            "A4=1{B1:B2}",
            "A5=2",
            "B5=3"
        ]
    );
}

#[test]
fn cells_out_of_order_are_sorted_and_doubled_ones_refused() {
    assert_eq!(
        cells(
            "<row r='2'><c r='B2'><v>3</v></c><c r='A2'><v>2</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>\
               <row r='2'><c r='B2'><v>3</v></c></row>"
        ),
        ["A1=1", "A2=2", "B2=3"]
    );
    let twice = "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row></sheetData>";
    assert!(refusal(twice, &[]).contains("sheet `S`: cell A1 stands there twice"));
}

#[test]
fn the_far_corner_is_sparse_and_nothing_is_past_it() {
    assert_eq!(cells("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), ["XFD1048576=1"]);
    for (inside, said) in [
        ("<row r='1048577'/>", "row 1048577 is past"),
        ("<row r='1048576'/><row/>", "row 1048577 is past"),
        ("<row r='0'/>", "`0` is not a row"),
        ("<row><c r='XFE1'/></row>", "`XFE1` is not a cell"),
        ("<row><c r='XFD1'/><c/></row>", "row 1 has too many cells"),
        ("<row><c t='s'><v>0</v></c></row>", "sheet `S`: cell A1 has no text number `0`"),
        ("<row><c t='s'><v>-1</v></c></row>", "cell A1 has no text number `-1`"),
    ] {
        let text = refusal(&format!("<sheetData>{inside}</sheetData>"), &[]);
        assert!(text.contains(said), "{inside}: {text}");
    }
}

#[test]
fn shared_strings_keep_the_fonts_of_their_runs() {
    let strings = "<sst uniqueCount='4000000000' count='-1'><si><t xml:space='preserve'> a\r\n_x0041_ </t></si>\
        <si><r><t>một </t></r><r><rPr><b/><rFont val='.VnTime'/></rPr><t>hai</t></r><r><rPr><rFont val='.VnTime'/></rPr><t> ba</t></r>\
        <rPh sb='0' eb='1'><t>bỏ</t></rPh></si><si><r><rPr><b/></rPr><t>đậm</t></r></si><si/></sst>";
    let sheet = "<sheetData><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='s'><v>3</v></c></row></sheetData>";
    let book = workbook(sheet, &[("xl/sharedStrings.xml", strings)]);
    assert_eq!(shown(&book), ["A1=\" a\\nA \"", "B1=\"một hai ba\"", "C1=\"đậm\""]);
    let runs = |index: usize| match &book.sheets[0].cells[index].value {
        CellValue::Text(text) => runs_of(&book, text),
        _ => Vec::new(),
    };
    assert_eq!(runs(1), [(0, None), ("một ".len(), Some(".VnTime"))]);
    assert_eq!(runs(2), []);
    assert_eq!(book.font_name(book.styles[0].font), "");
}

pub(super) fn runs_of<'b>(book: &'b Workbook, text: &RichText) -> Vec<(usize, Option<&'b str>)> {
    text.runs.iter().map(|run| (run.start, run.font.map(|font| book.font_name(font)))).collect()
}

#[test]
fn styles_tell_font_weight_indent_and_format() {
    let styles = r###"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="#,##0 &quot;đ&quot;"/></numFmts>
        <fonts><font><name val="Times New Roman"/></font><font><b/><i val="0"/><name val=".VnTimeH"/></font></fonts>
        <cellStyleXfs><xf fontId="1"/></cellStyleXfs>
        <cellXfs><xf/><xf fontId="1" numFmtId="10"><alignment indent="2"/></xf><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="4"/></cellXfs>
        <dxfs><dxf><font><i/><name val="Other"/></font></dxf></dxfs></styleSheet>"###;
    let sheet = "<sheetData><row><c s='1'><v>1</v></c><c s='99'><v>1</v></c></row></sheetData>";
    let book = workbook(sheet, &[("xl/styles.xml", styles)]);
    let formats: Vec<_> = book.styles.iter().map(|style| style.format.clone()).collect();
    let code = NumberFormat::Code("#,##0 \"đ\"".into());
    assert_eq!(
        formats,
        [NumberFormat::Plain, NumberFormat::Percent, NumberFormat::Date, code, NumberFormat::Plain]
    );
    let style = book.style(book.sheets[0].cells[0].style);
    assert_eq!(
        (book.font_name(style.font), style.bold, style.italic, style.indent),
        (".VnTimeH", true, false, 2)
    );
    assert_eq!(book.sheets[0].cells[1].style.0, 0);
    assert_eq!(book.fonts.len(), 2);
}

#[test]
fn merges_and_hidden_lines() {
    let inside = "<cols><col min='2' max='3' hidden='1'/><col min='4' max='4' width='0'/><col min='9' max='16384' hidden='true'/></cols>\
        <sheetData><row r='3' hidden='1'/><row r='4' hidden='1'/><row r='6' ht='0' customHeight='1'/><row r='7' hidden='0'/></sheetData>\
        <mergeCells><mergeCell ref='A1:C2'/><mergeCell ref='hỏng'/><mergeCell ref='B5:A4'/></mergeCells>";
    let Sheet { merges, hidden_rows, hidden_columns, .. } = workbook(inside, &[]).sheets.remove(0);
    assert_eq!(merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:C2", "A4:B5"]);
    assert_eq!(hidden_rows, [(2, 3), (5, 5)]);
    assert_eq!(hidden_columns, [(1, 3), (8, 16_383)]);
}

#[test]
fn notes_have_author_and_text() {
    let links = relationships(&[("rId1", "comments", "../comments1.xml")]);
    let comments = "<comments><authors><author>Sở Tài chính</author></authors><commentList>\
        <comment ref='B2' authorId='7'><text><t>hai</t></text></comment>\
        <comment ref='A1' authorId='0'><text><r><rPr><rFont val='VNI-Times'/></rPr><t>một</t></r></text></comment></commentList></comments>";
    let more = [("xl/worksheets/_rels/sheet1.xml.rels", links.as_str()), ("xl/comments1.xml", comments)];
    let book = workbook("<sheetData/>", &more);
    let notes = &book.sheets[0].notes;
    let text: Vec<_> = notes.iter().map(|n| (n.at.to_string(), n.author.as_str(), &*n.text.text)).collect();
    assert_eq!(text, [("A1".to_owned(), "Sở Tài chính", "một"), ("B2".to_owned(), "", "hai")]);
    assert_eq!(runs_of(&book, &notes[0].text), [(0, Some("VNI-Times"))]);
}

#[test]
fn sheets_names_and_odd_spellings_of_parts() {
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    let root = format!(
        r#"<p:Relationships xmlns:p="p"><p:Relationship Id="a" Type="{strict}/officeDocument" Target="/XL\Book.xml"/></p:Relationships>"#
    );
    let links = relationships(&[
        ("c", "chartsheet", "charts/c.xml"),
        ("w", "worksheet", "../xl/Worksheets/Sheet1.xml"),
    ]);
    let contents = "<x:workbook xmlns:x='x'><x:workbookPr date1904='true'/><x:sheets><x:sheet name='Biểu đồ' r:id='c'/>\
        <x:sheet name='Phụ lục &amp; A1' state='veryHidden' r:id='w'/></x:sheets><x:definedNames>\
        <x:definedName name='_xlnm.Print_Area' localSheetId='1'>'Phụ lục &amp; A1'!$A$1</x:definedName>\
        <x:definedName name='lost' localSheetId='0'>1</x:definedName><x:definedName name='all'>2</x:definedName></x:definedNames></x:workbook>";
    let sheet = "\u{feff}<?xml version='1.0'?><x:worksheet xmlns:x='x'><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let bytes = zipped(&[
        ("_rels/.rels", &root),
        ("xl\\_rels\\book.xml.rels", &links),
        ("XL/book.xml", contents),
        ("/xl/worksheets/SHEET1.xml", sheet),
    ]);
    let book = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(shown(&book), ["A1=1"]);
    assert!(book.date_1904 && book.sheets[0].hidden);
    assert_eq!(book.sheets[0].name, "Phụ lục & A1");
    let names: Vec<_> = book.names.iter().map(|n| (n.name.as_str(), n.sheet, n.formula.as_str())).collect();
    assert_eq!(names, [("_xlnm.Print_Area", Some(0), "'Phụ lục & A1'!$A$1"), ("all", None, "2")]);
}
