//! From the bytes of a fuzzer to a workbook. The first byte says which part of a small
//! workbook the others are, or that they are a whole file: so that a mutation meets the
//! readers of the parts and not the checksums of the zip.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A part of a package: its name and its content.
type Part = (String, Vec<u8>);

/// Whole files, by the first byte.
const WHOLE: u8 = b'z';

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="PL III" sheetId="1" r:id="r1"/></sheets><definedNames><definedName name="Tong">'PL III'!$C$4</definedName></definedNames></workbook>"#;
const WORKBOOK_RELS: &str = r#"<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="t/styles" Target="styles.xml"/><Relationship Id="r3" Type="t/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const SHEET_RELS: &str =
    r#"<Relationships><Relationship Id="r1" Type="t/comments" Target="../comments1.xml"/></Relationships>"#;
const STYLES: &str = r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.0"/></numFmts><fonts><font><name val="Times New Roman"/></font><font><b/><name val=".VnTime"/></font><font><i/><name val="VNI-Times"/></font><font><name val=".VnTimeH"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf fontId="0" numFmtId="9"/><xf fontId="0" numFmtId="14"/><xf fontId="0" numFmtId="164"><alignment indent="2"/></xf></cellXfs></styleSheet>"##;
const COMMENTS: &str = r#"<comments><authors><author>A</author></authors><commentList><comment ref="C5" authorId="0"><text><r><t>x</t></r></text></comment></commentList></comments>"#;
/// Headers of Phụ lục III: texts and figures stand below them.
const HEADER: [&str; 9] = [
    "TT",
    "Địa bàn",
    "Tên công trình",
    "Đơn vị thực hiện",
    "Quy mô đầu tư",
    "Lý do đầu tư",
    "NSTW",
    "NSĐP",
    "Năm thực hiện",
];

/// The workbook that a target makes of these bytes.
pub(crate) fn of(target: &str, bytes: &[u8]) -> Vec<u8> {
    match target {
        "xlsx" => xlsx(bytes),
        "xlsb" => xlsb(bytes),
        "ods" => ods(bytes),
        "formula" => formula(bytes),
        "text" => text(bytes),
        // A stream of records is a workbook even without a compound file.
        _ => bytes.to_vec(),
    }
}

fn xlsx(bytes: &[u8]) -> Vec<u8> {
    let Some((first, rest)) = bytes.split_first() else { return Vec::new() };
    let name = match *first {
        WHOLE => return rest.to_vec(),
        b's' => "xl/sharedStrings.xml",
        b'y' => "xl/styles.xml",
        b'b' => "xl/workbook.xml",
        b'r' => "xl/_rels/workbook.xml.rels",
        b'c' => "xl/comments1.xml",
        _ => "xl/worksheets/sheet1.xml",
    };
    package(with(xlsx_parts(), name, rest))
}

fn xlsx_parts() -> Vec<Part> {
    let strings: String = HEADER.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let sheet = sheet(
        "",
        &["1", "Xã Tân Mỹ", "Đường Khơ Đa", "UBND", "2 km", "", "5", "3", "2022"].map(Cow::Borrowed),
    );
    let part = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
    vec![
        part("xl/workbook.xml", WORKBOOK),
        part("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
        part("xl/styles.xml", STYLES),
        part("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        part("xl/worksheets/sheet1.xml", &sheet),
        part("xl/worksheets/_rels/sheet1.xml.rels", SHEET_RELS),
        part("xl/comments1.xml", COMMENTS),
    ]
}

/// A sheet with a title, the headers and these texts under them, nine to a row; `style`
/// is what the cells of the table wear.
fn sheet(style: &str, texts: &[Cow<'_, str>]) -> String {
    let mut xml = String::from(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Phụ lục III</t></is></c></row><row r=\"3\">",
    );
    for index in 0..HEADER.len() {
        xml.push_str(&format!("<c r=\"{}3\" t=\"s\"><v>{index}</v></c>", column(index)));
    }
    for (row, texts) in texts.chunks(HEADER.len()).enumerate() {
        let row = row + 4;
        xml.push_str(&format!("</row><row r=\"{row}\">"));
        for (at, text) in texts.iter().enumerate() {
            let (column, text) = (column(at), escaped(text));
            xml.push_str(&format!(
                "<c r=\"{column}{row}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            ));
        }
    }
    xml.push_str("</row></sheetData></worksheet>");
    xml
}

fn column(index: usize) -> char {
    u8::try_from(index).map_or('Z', |index| char::from(b'A' + index.min(25)))
}

/// Text as XML allows it.
fn escaped(text: &str) -> String {
    let kept = text.chars().filter(|c| *c >= ' ' || *c == '\t');
    kept.map(|c| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        c => c.to_string(),
    })
    .collect()
}

/// Every line is the formula of a cell among figures, without a stored result.
fn formula(bytes: &[u8]) -> Vec<u8> {
    let lines = String::from_utf8_lossy(bytes);
    let mut xml = String::from("<worksheet><sheetData><row r=\"3\">");
    for index in 0..HEADER.len() {
        xml.push_str(&format!("<c r=\"{}3\" t=\"s\"><v>{index}</v></c>", column(index)));
    }
    for (row, line) in lines.split('\n').take(200).enumerate() {
        let (at, line) = (row + 4, escaped(line));
        xml.push_str(&format!(
            "</row><row r=\"{at}\"><c r=\"A{at}\"><v>{row}</v></c><c r=\"C{at}\" t=\"inlineStr\"><is><t>Đường</t></is></c><c r=\"G{at}\"><f>{line}</f></c><c r=\"H{at}\"><f>G{at}*2</f><v>{row}</v></c><c r=\"I{at}\"><v>2022</v></c>"
        ));
    }
    xml.push_str("</row></sheetData></worksheet>");
    package(with(xlsx_parts(), "xl/worksheets/sheet1.xml", xml.as_bytes()))
}

/// Every line is the text of a cell of a table: figures, codes and names as offices type
/// them. The first byte says in which font, and legacy ones have one character a byte.
fn text(bytes: &[u8]) -> Vec<u8> {
    let Some((first, rest)) = bytes.split_first() else { return Vec::new() };
    let (style, lines): (&str, Cow<'_, str>) = match *first {
        b't' => (" s=\"1\"", rest.iter().map(|byte| char::from(*byte)).collect()),
        b'v' => (" s=\"2\"", rest.iter().map(|byte| char::from(*byte)).collect()),
        b'h' => (" s=\"3\"", rest.iter().map(|byte| char::from(*byte)).collect()),
        b'n' => ("", rest.iter().map(|byte| char::from(*byte)).collect()),
        _ => ("", String::from_utf8_lossy(rest)),
    };
    let texts: Vec<Cow<'_, str>> = lines.split('\n').map(Cow::Borrowed).take(1000).collect();
    let xml = sheet(style, &texts);
    package(with(xlsx_parts(), "xl/worksheets/sheet1.xml", xml.as_bytes()))
}

fn xlsb(bytes: &[u8]) -> Vec<u8> {
    let Some((first, rest)) = bytes.split_first() else { return Vec::new() };
    let name = match *first {
        WHOLE => return rest.to_vec(),
        b's' => "xl/sharedStrings.bin",
        b'y' => "xl/styles.bin",
        b'b' => "xl/workbook.bin",
        b'r' => "xl/_rels/workbook.bin.rels",
        b'c' => "xl/comments1.bin",
        _ => "xl/worksheets/sheet1.bin",
    };
    package(with(parts(include_bytes!("../../testdata/containers/sheetjs-sst.xlsb")), name, rest))
}

fn ods(bytes: &[u8]) -> Vec<u8> {
    let Some((first, rest)) = bytes.split_first() else { return Vec::new() };
    let name = match *first {
        WHOLE => return rest.to_vec(),
        b'y' => "styles.xml",
        b'm' => "META-INF/manifest.xml",
        _ => "content.xml",
    };
    package(with(parts(include_bytes!("../../testdata/containers/forms.ods")), name, rest))
}

/// The parts of a workbook that the readers look into.
fn parts(file: &[u8]) -> Vec<Part> {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a kept workbook");
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
    let other = ["theme", "docProps", "drawings", "metadata", "Thumbnails", "settings", "Configurations"];
    let mut found = Vec::new();
    for name in names.into_iter().filter(|name| !other.iter().any(|other| name.contains(other))) {
        let mut content = Vec::new();
        archive.by_name(&name).expect("its part").read_to_end(&mut content).expect("its bytes");
        found.push((name, content));
    }
    found
}

fn with(mut parts: Vec<Part>, name: &str, content: &[u8]) -> Vec<Part> {
    parts.retain(|(other, _)| other != name);
    parts.push((name.to_owned(), content.to_vec()));
    parts
}

fn package(parts: Vec<Part>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(name, stored).expect("a new part");
        zip.write_all(&content).expect("room in memory");
    }
    zip.finish().expect("a whole package").into_inner()
}
