//! Large workbooks become rows without being held.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use zip::write::SimpleFileOptions;

use crate::support::{Folder, arg, phuluc, sample, with_input};

/// A list of works with shared texts, some of a row's own, written as far as it goes: nothing
/// of it is held but its texts.
fn list_of_works(path: &Path, works: usize, formula: bool) {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut zip = zip::ZipWriter::new(std::io::BufWriter::new(std::fs::File::create(path).expect("a file")));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, options).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    };
    part(
        "_rels/.rels",
        &format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    part(
        "xl/workbook.xml",
        &format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="PL III" sheetId="1" r:id="r1"/></sheets></workbook>"#
        ),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
        ),
    );
    let mut texts: Vec<String> = Vec::new();
    let mut sheet = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>"#);
    let mut row = 0;
    let mut line = |cells: &[&str]| {
        row += 1;
        let _ = write!(sheet, r#"<row r="{row}">"#);
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = char::from(b'A' + column as u8);
            let _ = match text.strip_prefix('=') {
                Some(formula) => write!(sheet, r#"<c r="{column}{row}"><f>{formula}</f><v>5</v></c>"#),
                None if text.parse::<f64>().is_ok() => {
                    write!(sheet, r#"<c r="{column}{row}"><v>{text}</v></c>"#)
                }
                None => {
                    let known = texts.iter().take(40).position(|known| known == text);
                    let at = known.unwrap_or_else(|| {
                        texts.push((*text).to_owned());
                        texts.len() - 1
                    });
                    write!(sheet, r#"<c r="{column}{row}" t="s"><v>{at}</v></c>"#)
                }
            };
        }
        sheet += "</row>";
    };
    line(&["Phụ lục III"]);
    line(&["DANH MỤC CÔNG TRÌNH ĐỀ NGHỊ HỖ TRỢ ĐẦU TƯ NĂM 2022 TRÊN ĐỊA BÀN HUYỆN NGHÈO"]);
    line(&["", "", "", "", "", "", "", "Đơn vị tính: Triệu đồng"]);
    line(&[
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
    line(&["", "Tổng cộng", "", "", "", "", "1000000"]);
    for work in 0..works {
        if work % 400 == 0 {
            line(&[&(work / 400 + 1).to_string(), &format!("Huyện số {}", work / 400 + 1)]);
        }
        let place = if work % 7 == 0 { "Xã Nà Tàn" } else { "" };
        let central = (work % 900 + 100).to_string();
        let name = format!("Đường giao thông liên thôn bản vùng cao số {work}");
        line(&[
            &format!("{}.{}", work / 400 + 1, work % 400 + 1),
            place,
            &name,
            "Ban QLDA huyện",
            "L=2km",
            "Nghị quyết số 12",
            &central,
            "10",
            "2022",
        ]);
    }
    if formula {
        line(&["9999", "Huyện cuối", "", "", "", "", "=1+4"]);
    }
    line(&[""]);
    line(&["", "Ghi chú: số liệu dự kiến."]);
    sheet += "</sheetData></worksheet>";
    let mut strings = format!(r#"<sst xmlns="{MAIN}">"#);
    texts.iter().for_each(|text| drop(write!(strings, "<si><t>{text}</t></si>")));
    strings += "</sst>";
    part("xl/sharedStrings.xml", &strings);
    part("xl/worksheets/sheet1.xml", &sheet);
    zip.finish().expect("a zip").flush().expect("written");
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
