//! Large workbooks become rows without being held.

use std::io::Write as _;
use std::path::Path;

use zip::write::SimpleFileOptions;

use crate::support::{Folder, arg, phuluc, sample, with_input};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A sheet on its way, with the texts that its cells share.
struct List {
    sheet: String,
    row: usize,
    texts: Vec<String>,
}

impl List {
    /// Adds a row: digits become numbers, what begins with `=` formulas, all else shared texts.
    fn line(&mut self, cells: &[&str]) {
        self.row += 1;
        let row = self.row;
        self.sheet += &format!(r#"<row r="{row}">"#);
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = char::from(b'A' + column as u8);
            let cell = match text.strip_prefix('=') {
                Some(formula) => format!(r#"<c r="{column}{row}"><f>{formula}</f><v>5</v></c>"#),
                None if text.parse::<f64>().is_ok() => format!(r#"<c r="{column}{row}"><v>{text}</v></c>"#),
                None => format!(r#"<c r="{column}{row}" t="s"><v>{}</v></c>"#, self.number(text)),
            };
            self.sheet += &cell;
        }
        self.sheet += "</row>";
    }

    /// The number of a shared text: those that repeat stand at the beginning.
    fn number(&mut self, text: &str) -> usize {
        self.texts.iter().take(40).position(|known| known == text).unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        })
    }

    fn write(&self, path: &Path) {
        let file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
        let mut zip = zip::ZipWriter::new(file);
        let options = SimpleFileOptions::default().compression_level(Some(1));
        let mut part = |name: &str, text: &str| {
            zip.start_file(name, options).expect("a part");
            zip.write_all(text.as_bytes()).expect("written");
        };
        let relation = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        };
        let relations =
            |all: &[String]| format!(r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#, all.concat());
        part("_rels/.rels", &relations(&[relation("r", "officeDocument", "xl/workbook.xml")]));
        part(
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="PL III" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        );
        let both = [
            relation("r1", "worksheet", "worksheets/sheet1.xml"),
            relation("r2", "sharedStrings", "sharedStrings.xml"),
        ];
        part("xl/_rels/workbook.xml.rels", &relations(&both));
        let strings: String = self.texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
        part("xl/sharedStrings.xml", &format!(r#"<sst xmlns="{MAIN}">{strings}</sst>"#));
        let sheet = &self.sheet;
        part(
            "xl/worksheets/sheet1.xml",
            &format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>"#),
        );
        zip.finish().expect("a zip").flush().expect("written");
    }
}

/// A list of works with texts that repeat and some of a row's own.
fn list_of_works(path: &Path, works: usize, formula: bool) {
    let mut list = List { sheet: String::new(), row: 0, texts: Vec::new() };
    list.line(&["Phụ lục III"]);
    list.line(&["DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022 TRÊN ĐỊA BÀN HUYỆN NGHÈO"]);
    list.line(&["", "", "", "", "", "", "", "Đơn vị tính: Triệu đồng"]);
    list.line(&[
        "TT",
        "Địa bàn",
        "Tên/Danh mục công trình",
        "Đơn vị thực hiện",
        "Quy mô đầu tư",
        "Lý do đầu tư",
        "NSTW",
        "NSĐP",
        "Năm thực hiện",
    ]);
    list.line(&["", "Tổng cộng", "", "", "", "", "1000000"]);
    for work in 0..works {
        let district = work / 400 + 1;
        if work % 400 == 0 {
            list.line(&[&district.to_string(), &format!("Huyện số {district}")]);
        }
        let code = format!("{district}.{}", work % 400 + 1);
        let place = if work % 7 == 0 { "Xã Nà Tàn" } else { "" };
        let name = format!("Đường giao thông liên thôn bản vùng cao số {work}");
        let central = (work % 900 + 100).to_string();
        let more = ["Ban QLDA huyện", "L=2km", "Nghị quyết số 12", &central, "10", "2022"];
        list.line(&[[code.as_str(), place, &name].as_slice(), &more].concat());
    }
    if formula {
        list.line(&["9999", "Huyện cuối", "", "", "", "", "=1+4"]);
    }
    list.line(&[""]);
    list.line(&["", "Ghi chú: số liệu dự kiến."]);
    list.write(path);
}

#[test]
fn rows_of_a_large_workbook_are_those_of_the_whole() {
    let folder = Folder::new();
    let (large, small) = (folder.path("large.xlsx"), sample("dinh-lap.xlsx"));
    list_of_works(&large, 40_000, false);
    let bytes = std::fs::read(&large).expect("bytes");
    for (form, name) in [("jsonl", "\"file\":\"-\""), ("csv", ",-,")] {
        // What comes by standard input is read whole.
        let whole = with_input(["convert", "-", "-o", "-", "--format", form, "-q"], &bytes).code(0).text();
        let whole = whole.replace(name, &name.replace('-', "large.xlsx"));
        let ran = phuluc(["convert", &arg(&large), "-o", "-", "--format", form, "-v"]).code(0);
        assert!(ran.text() == whole, "{form}");
        assert!(!ran.err.contains("read as a whole"), "{}", ran.err);
        let out = folder.path(&format!("rows.{form}"));
        let ran = phuluc(["convert", &arg(&large), &arg(&small), "-o", &arg(&out), "-v"]).code(0);
        assert!(ran.err.contains("2 appendices, 40118 rows"), "{}", ran.err);
        let both = std::fs::read_to_string(&out).expect("rows");
        let alone = phuluc(["convert", &arg(&small), "-o", "-", "--format", form]).code(0).text();
        let alone = if form == "csv" { alone.lines().skip(1).collect::<Vec<_>>().join("\n") } else { alone };
        assert!(both.starts_with(&whole) && both.trim_end().ends_with(alone.trim_end()), "{form}");
    }
    assert_eq!(folder.names(), ["large.xlsx", "rows.csv", "rows.jsonl"]);
    phuluc(["convert", &arg(&large), "-o", &arg(folder.path("rows.csv"))]).code(2);
}

#[test]
fn a_large_workbook_with_formulas_is_read_whole_and_says_so() {
    let folder = Folder::new();
    let large = folder.path("large.xlsx");
    list_of_works(&large, 40_000, true);
    let ran = phuluc(["convert", &arg(&large), "-o", &arg(folder.path("a.jsonl")), "-v"]).code(0);
    assert!(ran.err.contains("read as a whole, not row by row: there are formulas"), "{}", ran.err);
    let ran = phuluc(["convert", &arg(&large), "-o", &arg(folder.path("b.jsonl"))]).code(0);
    assert!(!ran.err.contains("row by row"), "{}", ran.err);
}

/// The whole of such a list takes more than 200 MB.
#[cfg(target_os = "linux")]
#[test]
fn two_hundred_thousand_rows_pass_through_little_memory() {
    let folder = Folder::new();
    let (large, out) = (folder.path("large.xlsx"), folder.path("rows.jsonl"));
    list_of_works(&large, 200_000, false);
    let run = |kibibytes: u32| {
        let limited = format!("ulimit -v {kibibytes}; exec \"$0\" convert \"$1\" -o \"$2\" --force -q");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &limited, env!("CARGO_BIN_EXE_phuluc"), &arg(&large), &arg(&out)]);
        shell.output().expect("a shell")
    };
    // Of this, 30 MB are the program itself and its stack.
    let ran = run(100 << 10);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let rows = std::fs::read(&out).expect("rows");
    assert_eq!(rows.iter().filter(|byte| **byte == b'\n').count(), 200_501);
}

#[test]
fn a_large_file_that_is_cut_short_is_refused_and_nothing_is_written() {
    let folder = Folder::new();
    let large = folder.path("large.xlsx");
    list_of_works(&large, 40_000, false);
    let mut bytes = std::fs::read(&large).expect("bytes");
    // Inside the sheet, which comes last: its checksum is wrong.
    let middle = bytes.len() - bytes.len() / 4;
    bytes[middle] ^= 0x55;
    let broken = folder.write("broken.xlsx", &bytes);
    let ran = phuluc(["convert", &arg(&broken), "-o", &arg(folder.path("rows.jsonl"))]).code(2);
    assert!(ran.err.contains("damaged"), "{}", ran.err);
    let ran =
        phuluc(["convert", "--limit", "unzipped-bytes=1000000", &arg(&large), "-o", "-", "--format", "csv"])
            .code(2);
    assert!(ran.err.contains("limit of safety") && ran.out.is_empty(), "{}", ran.err);
    assert_eq!(folder.names(), ["broken.xlsx", "large.xlsx"]);
}
